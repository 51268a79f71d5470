"""One Word table that holds several forms, one below the other, cut into a table a form.

Deleting the blank line between two tables makes Word one table of them. What is cut keeps the row
numbers of the file for every place (``Grid.parts``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.annexes.furniture import title_kind
from extractors.annexes.headers import field_of
from extractors.annexes.rating_fields import top_labels
from extractors.annexes.recognise import kind_of
from extractors.annexes.tables import Row, band, row_of
from extractors.grid import Cell, Grid, Part

_VOCABULARIES = ("risk", "catalogue", "step_table", "assessment")
_LEAST_HEADERS = 3
_LEAST_ROWS = 2  # of a form
_LONGEST_HEADER = 24
_FLOWS = frozenset({"process_flow", "risk_map"})

Known = frozenset[str]


def parted(grid: Grid) -> list[Grid]:
    """Cut a table where a form of another kind begins in it; nearly always it stays whole."""
    start = _second_form(grid)
    if start is None:
        return [grid]
    return [cut(grid, 1, start - 1), *parted(cut(grid, start, grid.rows))]


def cut(grid: Grid, first: int, last: int) -> Grid:
    """Give the rows ``first`` to ``last`` as a table of their own, counted from 1.

    Places still name the rows of the file.
    """
    return Grid(
        table=grid.table,
        rows=last - first + 1,
        columns=grid.columns,
        cells=tuple(_within(cell, first, last) for cell in grid.cells if first <= cell.row <= last),
        page=grid.page,
        nested_in=grid.nested_in,
        doubtful_rows=tuple(r - first + 1 for r in grid.doubtful_rows if first <= r <= last),
        widths=grid.widths,
        parts=tuple(_parts(grid, first, last)),
    )


def _within(cell: Cell, first: int, last: int) -> Cell:
    row_span = min(cell.row_span, last - cell.row + 1)
    return replace(cell, row=cell.row - first + 1, row_span=row_span)


def _parts(grid: Grid, first: int, last: int) -> Iterator[Part]:
    parts = grid.parts or (Part(first=1, skipped=0, page=grid.page, table=grid.table),)
    ends = [*(part.first - 1 for part in parts[1:]), grid.rows]
    for part, end in zip(parts, ends, strict=True):
        start = max(part.first, first)
        if start <= min(end, last):
            skipped = part.skipped + start - part.first
            yield replace(part, first=start - first + 1, skipped=skipped)


def _second_form(grid: Grid) -> int | None:
    """Give the row with which a form of another kind begins, or None."""
    headers: Known = frozenset()
    for number in range(1, grid.rows + 1):
        row = row_of(grid, number)
        known = _header(row)
        title = _title(grid, row)
        if not headers:
            headers = known
        elif title or (known and known != headers):
            start = number if title else _beginning(grid, number)
            if _differ(grid, start):
                return start
    return None


def _differ(grid: Grid, start: int) -> bool:
    """Tell whether the rows from ``start`` on are a form of another kind than those above."""
    if not _LEAST_ROWS < start <= grid.rows - _LEAST_ROWS + 1:
        return False
    above, below = (kind_of(cut(grid, *rows)) for rows in ((1, start - 1), (start, grid.rows)))
    forms = {above.form, below.form}
    if below.form == "rating_form" and "item" not in below.labels:
        return False  # what stands above are its own top fields
    return len(forms) > 1 and not forms & {"", "roster"} and not forms <= _FLOWS


def _beginning(grid: Grid, header: int) -> int:
    """Give the first of the rows above a header that are titles or top fields of its form."""
    start = header
    while start > 1:
        row = row_of(grid, start - 1)
        if not _title(grid, row) and not top_labels(row):
            break
        start -= 1
    return start


def _title(grid: Grid, row: Row) -> str:
    whole = band(grid, row)
    return title_kind(whole.text) if whole is not None else ""


def _header(row: Row) -> Known:
    """Give what the titles of a row mean, if it is a header: empty for any other row."""
    own = [c.text for c in row.cells if c.row == row.number and c.text]
    if len(own) < _LEAST_HEADERS or any(len(text) > _LONGEST_HEADER for text in own):
        return frozenset()
    for table in _VOCABULARIES:
        fields = [field for text in own if (field := field_of(text, table))]
        if len(fields) >= _LEAST_HEADERS and len(fields) * 5 >= len(own) * 3:
            return frozenset(f"{table}.{field}" for field in fields)
    return frozenset()
