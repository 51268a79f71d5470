"""Tables without rulings: found by a header that is known, parted into columns and rows.

Columns are told by the header's titles and grow with the text below them. Rows are told by a
column that has one short text a row, as the level or the sequence number; the other cells' text
is set level with it, or begins level with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.annexes.headers import field_of
from extractors.annexes.text import bare
from extractors.pdf.borderless_cells import table_of
from extractors.pdf.borderless_columns import column_edges, parts_of, place
from extractors.pdf.borderless_header import Column, Layout, find_header
from extractors.pdf.label_rows import SIGNED, TOP, LabelRows, ends, label_rows
from extractors.pdf.row_bars import Bars
from extractors.pdf.tables import PageTable
from extractors.pdf.text_lines import TextLine

_UNSIGNED: Final = frozenset({"criterion", "measures", "regulation", "planned"})
_LARGER: Final = 1.15  # a title is larger than the text of a table by so much
_LEAST_ROWS: Final = 1

_Parted = tuple[list[TextLine], PageTable, Layout | None, list[TextLine]]


def borderless_table(
    lines: Sequence[TextLine], page: int, before: Layout | None, bars: Bars
) -> _Parted | None:
    """Find the first table without rulings among the lines of a page.

    Args:
        lines: Outside of ruled tables and drawings, from top to bottom.
        page: Number of the page.
        before: Columns of such a table that the page before ended with.
        bars: What is drawn on the page outside of ruled tables.

    Returns:
        The lines above it, the table, its columns, and the lines below it; None without any.
        Rows of labels and values are a table of their own, which has no columns for a next page.
    """
    head = find_header(lines)
    if head is not None and head[0]:
        upper = borderless_table(lines[: head[0]], page, before, bars)  # goes on, or is signed
        if upper is not None:
            return upper[0], upper[1], None, [*upper[3], *lines[head[0] :]]
    if head is not None and head[2].kind == "risk":
        above = label_rows(lines[: _above(lines, head)], page, TOP)
        if above is not None:
            return _parted(lines, above)
    signed = _signed(lines, head[1] if head else 0, page) if _may_sign(head, before) else None
    if head is None and signed is not None and (before is None or not signed.start):
        return _parted(lines, signed)
    if head is not None:
        start, end, layout = head
    elif before is not None and lines and not ends(lines[0]):
        start, end, layout = 0, 0, before
    else:
        return None
    stop = signed.start if signed else len(lines)
    found = _below_header(lines[:stop], (start, end, layout), before, bars, page=page)
    if isinstance(found, int):
        return _further(lines, max(found, end), page, bars) if head is not None else None
    table, layout, last = found
    return list(lines[:start]), table, layout, list(lines[last:])


def _further(lines: Sequence[TextLine], start: int, page: int, bars: Bars) -> _Parted | None:
    """Find the first table below one that could not be parted into rows."""
    below = borderless_table(lines[start:], page, None, bars) if start else None
    return below and ([*lines[:start], *below[0]], *below[1:])


def _below_header(
    lines: Sequence[TextLine],
    head: tuple[int, int, Layout],
    before: Layout | None,
    bars: Bars,
    *,
    page: int,
) -> tuple[PageTable, Layout, int] | int:
    """Give a table with its columns, and the line below it; only that line if it has no rows."""
    start, end, layout = head
    columns = [
        Column(title, *span) for title, span in zip(layout.titles, layout.spans, strict=True)
    ]
    last = _take(lines[: _next_header(lines, end, layout)], end, columns)
    if last - end < _LEAST_ROWS:
        return last
    same = before is not None and before.titles == layout.titles
    edges = before.edges if before is not None and same else tuple(column_edges(columns))
    spans = tuple((column.left, column.right) for column in columns)
    layout = Layout(layout.kind, layout.titles, spans, edges, goes_on=same, headed=end > start)
    layout = replace(layout, cut=last == len(lines))
    table = table_of(lines[start:last], columns, layout, bars, page=page)
    return last if table is None else (table, layout, last)


def _above(lines: Sequence[TextLine], head: tuple[int, int, Layout]) -> int:
    """Give the line below those above a header, and above a word over several of its titles.

    As 廉政风险 stands over 廉政风险表现形式 and 风险等级.
    """
    start, _, layout = head
    over = bare(lines[start - 1].text) if start else ""
    return start - (bool(over) and any(title.startswith(over) for title in layout.titles))


def _next_header(lines: Sequence[TextLine], start: int, layout: Layout) -> int:
    """Tell where the header stands again, as above each item; there a table ends."""
    again = find_header(lines[start:])
    same = again is not None and again[2].titles == layout.titles
    return start + again[0] if again is not None and same else len(lines)


def _parted(lines: Sequence[TextLine], found: LabelRows) -> _Parted:
    return list(lines[: found.start]), found.table, None, list(lines[found.end :])


def _may_sign(head: tuple[int, int, Layout] | None, before: Layout | None) -> bool:
    """Tell whether sign-offs may stand below: of all tables only annex 4 has them."""
    layout = head[2] if head is not None else before
    if layout is None:
        return True
    fields = {field_of(title, layout.kind) for title in layout.titles}
    return layout.kind == "risk" and not fields & _UNSIGNED


def _signed(lines: Sequence[TextLine], first: int, page: int) -> LabelRows | None:
    """Find the rows below the risks that are signed, before a title or a note."""
    end = next((n for n in range(first, len(lines)) if ends(lines[n])), len(lines))
    found = label_rows(lines[first:end], page, SIGNED)
    return found and LabelRows(found.start + first, found.end + first, found.table)


def _take(lines: Sequence[TextLine], start: int, columns: list[Column]) -> int:
    """Put the lines below a header into its columns; give where the table ends."""
    size = 0.0
    for index, line in enumerate(lines[start:], start):
        parts = parts_of(line, columns)
        inner = line.left > columns[0].right and line.size < _LARGER * size
        if len(parts) == 1 and ends(line) and not inner:  # a cell may say 附件1, or …目录》
            return index
        placed = place(parts, columns)
        if None in placed:
            return index  # a text across columns is none of the table's
        size = max(size, line.size)
        for piece, n in zip(parts, placed, strict=True):
            column = columns[n or 0]
            column.left = min(column.left, piece.left)
            column.right = max(column.right, piece.right)
    return len(lines)
