"""Tables without rulings: found by a header that is known, parted into columns and rows.

Columns are told by the header's titles and grow with the text below them. Rows are told by a
column that has one short text a row, as the level or the sequence number; the other cells' text
is set level with it, or begins level with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from extractors.annexes.headers import field_of
from extractors.pdf.borderless_header import KEYS, Column, Layout, find_header
from extractors.pdf.column_texts import TICK, stack_of, texts_of
from extractors.pdf.label_rows import SIGNED, TOP, LabelRows, ends, label_rows
from extractors.pdf.lattice import Box
from extractors.pdf.objects import Char
from extractors.pdf.row_fit import Band, Stack, Way, centred_edges, fit, room_of, row_edges
from extractors.pdf.tables import PageCell, PageTable
from extractors.pdf.text_lines import TextLine, lines_of, pieces

_SINGLE: Final = frozenset({"level", "seq"})
_UNSIGNED: Final = frozenset({"criterion", "measures", "regulation", "planned"})
_LARGER: Final = 1.15  # a title is larger than the text of a table by so much
_LEAST_ROWS: Final = 1
_DOUBTFUL: Final = 0.75  # points a cell by which the texts may be off the rows
_UNFIT: Final = 0.95  # and a row of a column
_SENSELESS: Final = 3.0  # when they are farther off, it is no such table
_STANDS_OUT: Final = 1.0  # of the size, by which a text may stand out of its column
_BETTER: Final = 1.0  # points by which it must fit better to take a rest of a row for one


_Parted = tuple[list[TextLine], PageTable, Layout | None, list[TextLine]]


def borderless_table(lines: Sequence[TextLine], page: int, before: Layout | None) -> _Parted | None:
    """Find the first table without rulings among the lines of a page.

    Args:
        lines: Outside of ruled tables and drawings, from top to bottom.
        page: Number of the page.
        before: Columns of such a table that the page before ended with.

    Returns:
        The lines above it, the table, its columns, and the lines below it; None without any.
        Rows of labels and values are a table of their own, which has no columns for a next page.
    """
    head = find_header(lines)
    if head is not None and head[0]:
        upper = borderless_table(lines[: head[0]], page, before)  # goes on, or is signed
        if upper is not None:
            return upper[0], upper[1], None, [*upper[3], *lines[head[0] :]]
    if head is not None and head[2].kind == "risk":
        above = label_rows(lines[: head[0]], page, TOP)
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
    columns = [
        Column(title, *span) for title, span in zip(layout.titles, layout.spans, strict=True)
    ]
    last = _take(lines[: signed.start] if signed else lines, end, columns)
    if last - end < _LEAST_ROWS:
        return None
    same = before is not None and before.titles == layout.titles
    edges = before.edges if before is not None and same else tuple(_edges(columns))
    spans = tuple((column.left, column.right) for column in columns)
    layout = Layout(layout.kind, layout.titles, spans, edges, goes_on=same)
    layout = replace(layout, cut=last == len(lines))
    table = _table(lines[start:last], columns, layout, page, headed=head is not None)
    return (list(lines[:start]), table, layout, list(lines[last:])) if table else None


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
    size = min((line.size for line in lines[start:]), default=0.0)
    for index, line in enumerate(lines[start:], start):
        parts = list(pieces(line))
        inner = line.left > columns[0].right and line.size < _LARGER * size
        if len(parts) == 1 and ends(line) and not inner:  # a cell may say 附件1, or …目录》
            return index
        placed = _placed(parts, columns)
        if None in placed:
            return index  # a text across columns is none of the table's
        for piece, n in zip(parts, placed, strict=True):
            column = columns[n or 0]
            column.left = min(column.left, piece.left)
            column.right = max(column.right, piece.right)
    return len(lines)


def _placed(parts: Sequence[TextLine], columns: Sequence[Column]) -> list[int | None]:
    """Tell in which column each piece of a line stands; None for one that is in several.

    In uneven rows a text may stand out into the next column, as far as that one's text lets it.
    """
    over = [[column.overlap(part.left, part.right) for column in columns] for part in parts]
    best = [max(range(len(columns)), key=own.__getitem__) for own in over]
    return [
        None
        if any(
            shared > _STANDS_OUT * part.size and other != n and other not in best
            for other, shared in enumerate(own)
        )
        else n
        for part, own, n in zip(parts, over, best, strict=True)
    ]


def _table(
    lines: Sequence[TextLine], columns: list[Column], layout: Layout, page: int, *, headed: bool
) -> PageTable | None:
    edges = layout.edges
    held = _in_columns(lines, columns, page)
    head = _head_lines(held, columns) if headed else [0] * len(columns)
    body = [own[count:] for own, count in zip(held, head, strict=True)]
    room = room_of(body)
    key, rows = _rows(body, columns, layout.kind, room)
    if not rows:
        return None
    bands = [Band(row[0].top, row[-1].bottom) for row in rows]
    stacks = [
        stack_of(own, column, room, layout.kind, first=column is columns[0])
        for own, column in zip(body, columns, strict=True)
    ]
    stacks = [stack._replace(continues=layout.goes_on) for stack in stacks]
    cells = []
    cost, fitted = _fitted(stacks, bands, goes_on=layout.cut)
    if layout.goes_on and (rest := _rest(body, bands)) is not None:
        bands = [rest, *bands]
        other, refitted = _fitted(stacks, bands, rest=True, goes_on=layout.cut)
        if other < cost - _BETTER:
            cost, rows, fitted = other, [[], *rows], refitted
    misfit = (cost - fitted[key].cost) / (len(rows) * len(columns))
    if misfit > _SENSELESS:
        return None
    ticked = any(line.text == TICK for line in stacks[key].lines)  # no level without its column
    unsure = ticked or any(
        way.margin < stacks[n].margin or way.cost - _joins(stacks[n], way) > _UNFIT * len(rows)
        for n, way in enumerate(fitted)
        if n != key
    )
    keyed = [(n, n + 1, row) for n, row in enumerate(rows)]
    for n, runs in enumerate([way.runs if n != key else keyed for n, way in enumerate(fitted)]):
        limit = columns[n].right
        if headed:
            cells.append(PageCell(edges[n], edges[n + 1], 0, 1, held[n][: head[n]], limit))
        cells += [
            PageCell(edges[n], edges[n + 1], first + headed, end + headed, taken, limit)
            for first, end, taken in runs
        ]
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    return PageTable(
        page=page,
        box=Box(edges[0], top, edges[-1], bottom),
        xs=list(edges),
        rows=len(rows) + headed,
        cells=sorted(cells, key=lambda cell: (cell.row, cell.left)),
        ruled=False,
        doubtful=misfit > _DOUBTFUL or unsure,
        margin=0.0,
    )


def _fitted(
    stacks: Sequence[Stack], bands: Sequence[Band], *, rest: bool = False, goes_on: bool
) -> tuple[float, list[Way]]:
    """Part the columns into cells, with the edges of the rows that fit best."""
    lines = [stack.lines for stack in stacks]
    tried = [row_edges(lines, bands), centred_edges(lines, bands)]
    ways = [fit(stacks, bands, edges, rest=rest, goes_on=goes_on) for edges in tried if edges]
    return min(ways, key=lambda way: way[0])


def _joins(stack: Stack, way: Way) -> float:
    """Tell how much of a column's misfit is that its cells have several texts."""
    ends = set(accumulate(len(taken) for _, _, taken in way.runs))
    return sum(cost for n, cost in enumerate(stack.joins, 1) if n not in ends)


def _rest(body: Sequence[list[TextLine]], bands: Sequence[Band]) -> Band | None:
    """Tell where the rest of a row stands that the page break before has cut, if it may be one."""
    above = [line for own in body for line in own[:1] if line.top < bands[0].top - 1]
    if not above:
        return None
    return Band(min(line.top for line in above), min(line.bottom for line in above))


def _edges(columns: Sequence[Column]) -> list[float]:
    inner = [(one.right + other.left) / 2 for one, other in pairwise(columns)]
    return [columns[0].left - 1, *inner, columns[-1].right + 1]


def _in_columns(
    lines: Sequence[TextLine], columns: Sequence[Column], page: int
) -> list[list[TextLine]]:
    edges = _edges(columns)
    chars: list[list[Char]] = [[] for _ in columns]
    for line in lines:
        parts = list(pieces(line))
        for piece, n in zip(parts, _placed(parts, columns), strict=True):
            for char in piece.chars:
                middle = (char.left + char.right) / 2
                chars[sum(middle > e for e in edges[1:-1]) if n is None else n].append(char)
    return [lines_of(own, page) for own in chars]


def _head_lines(held: Sequence[Sequence[TextLine]], columns: Sequence[Column]) -> list[int]:
    """Tell how many lines of each column are its title."""
    counts = []
    for own, column in zip(held, columns, strict=True):
        text, count = "", 0
        while count < len(own) and len(text) < len(column.title):
            text += own[count].text
            count += 1
        counts.append(count)
    return counts


def _rows(
    body: Sequence[list[TextLine]], columns: Sequence[Column], kind: str, room: float
) -> tuple[int, list[list[TextLine]]]:
    """Give the number of the surest column, and its texts: one a row."""
    fields = [field_of(column.title, kind) for column in columns]
    for key in KEYS[kind]:
        if key in fields:
            n = fields.index(key)
            single = key in _SINGLE or (kind, key) == ("roster", "name")
            groups = texts_of(body[n], columns[n], room, single=single)
            if groups:
                return n, groups
    return 0, []
