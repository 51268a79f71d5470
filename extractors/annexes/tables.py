"""Tables with a header: where the header stands, what its columns mean, which cells a row has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.annexes.headers import field_of, header_words
from extractors.annexes.text import bare, joined
from extractors.grid import Cell, Grid

_HEADER_ROWS = 12
_LEAST_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its header names it.

    Attributes:
        field: What it means, or "" when no field of the form.
        title: The header as written, broken lines joined.
        start, end: First and last grid column of its header.
        option: For one of several columns that are ticked: what a tick here means.
    """

    field: str
    title: str
    start: int
    end: int
    option: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its rows and columns, and its words for finding repetitions."""

    first: int
    last: int
    columns: tuple[Column, ...]
    words: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the table has columns for."""
        return frozenset(column.field for column in self.columns if column.field)


def find_header(grid: Grid, table: str, options: tuple[str, ...] = ()) -> Header | None:
    """Find the header of a table in its first rows, or None when at most one column is known.

    Args:
        grid: The table.
        table: Kind of table whose header words apply.
        options: Values that can be column titles of their own (a tick means the value).
    """
    best, most = 0, 1
    for row in range(1, min(grid.rows, _HEADER_ROWS) + 1):
        known = len({_meaning(cell.text, table, options)[0] for cell in grid.row_cells(row)} - {""})
        if known > most:
            best, most = row, known
    return _header(grid, table, options, best) if best else None


def _header(grid: Grid, table: str, options: tuple[str, ...], row: int) -> Header:
    last = row
    while last < grid.rows and _continues_header(grid, table, options, last):
        last += 1
    first = min((cell.row for cell in grid.row_cells(last)), default=row)
    first = min(first, row)
    rows = range(first, last + 1)
    leaves = tuple(grid.row_cells(last))
    texts = (bare(cell.text) for r in rows for cell in grid.row_cells(r))
    return Header(
        first=first,
        last=_after_numbers(grid, last),
        columns=tuple(_column(grid, leaf, rows, table, options) for leaf in leaves),
        words=frozenset(text for text in texts if text),
    )


def _continues_header(grid: Grid, table: str, options: tuple[str, ...], last: int) -> bool:
    """Tell whether the row after ``last`` is a further header row: its own cells are headers."""
    cells = list(grid.row_cells(last + 1))
    own = [cell for cell in cells if cell.row == last + 1 and cell.text]
    known = sum(bool(_meaning(cell.text, table, options)[0]) for cell in own)
    if len(own) < len([cell for cell in cells if cell.text]):  # some hang down from the header
        from_header = all(cell.row <= last for cell in cells if cell not in own)
        return bool(own) and from_header and known == len(own) and _under_parent(grid, own, last)
    return known > 1 and known * 5 >= len(own) * 3


def _under_parent(grid: Grid, own: list[Cell], last: int) -> bool:
    """Tell whether any of these cells stands with others under one wider header cell."""
    parents = [grid.at(last, cell.column) for cell in own]
    return any(
        p is not None and p.column_span > c.column_span for p, c in zip(parents, own, strict=True)
    )


def _after_numbers(grid: Grid, last: int) -> int:
    """Pass by a row below the header that only numbers the columns."""
    texts = [bare(cell.text) for cell in grid.row_cells(last + 1)] if last < grid.rows else []
    numbers = [str(n) for n in range(1, len(texts) + 1)]
    return last + 1 if len(texts) >= _LEAST_NUMBERS and texts == numbers else last


def _column(grid: Grid, leaf: Cell, rows: range, table: str, options: tuple[str, ...]) -> Column:
    above = [grid.at(row, leaf.column) for row in rows]
    titles = [joined(cell.text) for cell in dict.fromkeys(c for c in above if c is not None)]
    own, whole = titles[-1], "".join(titles)
    for title in (own, whole, titles[0]):
        field, option = _meaning(title, table, options)
        if field:
            break
    return Column(
        field=field,
        title=own or whole,
        start=leaf.column,
        end=leaf.column + leaf.column_span - 1,
        option=option,
    )


def _meaning(title: str, table: str, options: tuple[str, ...]) -> tuple[str, str]:
    folded = bare(title)
    for option in options:
        if folded in (option, f"{option}类", f"属{option}"):
            return "category", option
    return field_of(title, table), ""


def traps(header: Header, table: str) -> dict[str, str]:
    """Give the columns whose headers are no safe sign: title as written → field it looks like."""
    known = header_words(table).traps
    found = ((c.title, known.get(bare(c.title))) for c in header.columns if not c.field)
    return {title: field for title, field in found if field}


def cells_of(grid: Grid, header: Header, row: int) -> tuple[Cell | None, ...]:
    """Give a row's cell for each column of the header, merged cells counting everywhere.

    Where the row has as many cells as the header, they go in order (widths of hand-drawn tables
    are no guide); otherwise each column takes the cell that lies under most of it.
    """
    cells = tuple(grid.row_cells(row))
    if len(cells) == len(header.columns):
        return cells
    return tuple(_under(cells, column) for column in header.columns)


def _under(cells: tuple[Cell, ...], column: Column) -> Cell | None:
    def shared(cell: Cell) -> int:
        end = cell.column + cell.column_span - 1
        return min(end, column.end) - max(cell.column, column.start) + 1

    best = max(cells, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def repeats_header(grid: Grid, header: Header, row: int) -> bool:
    """Tell whether a row repeats the header, as after a page break."""
    texts = [bare(cell.text) for cell in grid.row_cells(row) if cell.text]
    same = sum(text in header.words for text in texts)
    return same > 1 and same * 3 >= len(texts) * 2


def band(grid: Grid, row: int) -> Cell | None:
    """Give the only filled cell of a row when it lies across the table (a title, a group)."""
    cells = list(grid.row_cells(row))
    filled = [cell for cell in cells if cell.text]
    if len(filled) != 1:
        return None
    wide = filled[0].column_span * 3 >= grid.columns * 2
    return filled[0] if len(cells) == 1 or (wide and grid.columns > 1) else None


def body_rows(grid: Grid, header: Header | None) -> Iterator[int]:
    """Give the rows below the header that hold anything and do not repeat it."""
    for row in range(header.last + 1 if header else 1, grid.rows + 1):
        if header and repeats_header(grid, header, row):
            continue
        if any(cell.text for cell in grid.row_cells(row)):
            yield row
