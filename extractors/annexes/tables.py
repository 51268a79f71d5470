"""Tables with a header: where the header stands, what its columns mean, which cells a row has."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.annexes.header_remarks import remarks_in
from extractors.annexes.headers import field_before_remark, field_of, header_words
from extractors.annexes.text import bare, joined
from extractors.grid import Cell, Grid

_HEADER_ROWS = 12
_LEAST_NUMBERS = 3
_LONGEST_PART = 6  # characters of a title below a wider one
_TICKED_FIELDS = {"risk": "level"}  # what a tick in one of several columns tells
_GENERIC = 2  # titles as short as this mean something only together with the one above


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


def find_header(
    grid: Grid,
    table: str,
    options: tuple[str, ...] = (),
    *,
    among: frozenset[str] = frozenset(),
    start: int = 1,
) -> Header | None:
    """Find the header of a table in its first rows, or None when at most one column is known.

    Args:
        grid: The table.
        table: Kind of table whose header words apply.
        options: Values that can be column titles of their own (a tick means the value).
        among: Fields of which a header has at least one; where empty, any will do.
        start: The row from which to look.
    """
    best, most = 0, 1
    for row in range(start, min(grid.rows, start + _HEADER_ROWS - 1) + 1):
        known = {_meaning(cell.text, table, options)[0] for cell in grid.row_cells(row)} - {""}
        if len(known) > most and (not among or known & among):
            best, most = row, len(known)
    return _header(grid, table, options, best) if best else None


def _header(grid: Grid, table: str, options: tuple[str, ...], row: int) -> Header:
    last = row
    while last < grid.rows and _continues_header(grid, table, options, last):
        last += 1
    first = min((cell.row for cell in grid.row_cells(last)), default=row)
    first = min(first, row)
    while first > 1 and _repeated_below(grid, first - 1):
        first -= 1
    rows = range(first, last + 1)
    leaves = tuple(grid.row_cells(last))
    columns = [_column(grid, leaf, rows, table, options) for leaf in leaves]
    if not columns[0].title and _may_be_numbers(table, columns):
        columns[0] = replace(columns[0], field="seq")
    texts = (bare(cell.text) for r in rows for cell in grid.row_cells(r))
    return Header(
        first=first,
        last=_after_numbers(grid, last),
        columns=tuple(_joined_parts(grid, columns, rows)),
        words=frozenset(text for text in texts if text),
    )


def _repeated_below(grid: Grid, row: int) -> bool:
    """Tell whether a row's titles stand again in the row below, or over several titles there."""
    cells = [cell for cell in grid.row_cells(row) if cell.text]
    below = [grid.at(row + 1, cell.column) for cell in cells]
    again = [
        b is not None and bare(b.text) == bare(c.text) for c, b in zip(cells, below, strict=True)
    ]
    return any(again) and all(
        same or cell.column_span > 1 for cell, same in zip(cells, again, strict=True)
    )


def _continues_header(grid: Grid, table: str, options: tuple[str, ...], last: int) -> bool:
    """Tell whether the row after ``last`` is a further header row: its own cells are headers."""
    cells = list(grid.row_cells(last + 1))
    own = [cell for cell in cells if cell.row == last + 1 and cell.text]
    meanings = [_meaning(cell.text, table, options) for cell in own]
    known = sum(bool(meaning) for meaning, _ in meanings)
    if len(own) < len([cell for cell in cells if cell.text]):  # some hang down from the header
        from_header = all(cell.row <= last for cell in cells if cell not in own)
        parted = _under_one(grid, own, last, table)
        apart = parted or (known == len(own) and _under_parent(grid, own, last))
        return bool(own) and from_header and apart
    one_category = sum(bool(option) for _, option in meanings) == 1  # a value, and no title
    return not one_category and known > 1 and known * 5 >= len(own) * 3


def _under_parent(grid: Grid, own: list[Cell], last: int) -> bool:
    """Tell whether any of these cells stands with others under one wider header cell."""
    parents = [grid.at(last, cell.column) for cell in own]
    return any(
        p is not None and p.column_span > c.column_span for p, c in zip(parents, own, strict=True)
    )


def _under_one(grid: Grid, own: list[Cell], last: int, table: str) -> bool:
    """Tell whether short cells part one wider header cell whose field is known (名称, 条款)."""
    parents = {id(p): p for cell in own if (p := grid.at(last, cell.column)) is not None}
    wide = [p for p in parents.values() if p.column_span > 1 and field_of(p.text, table)]
    short = all(len(bare(cell.text)) <= _LONGEST_PART for cell in own)
    return len(own) > 1 and short and len(parents) == len(wide) == 1


def _after_numbers(grid: Grid, last: int) -> int:
    """Pass by a row below the header that only numbers the columns."""
    texts = [bare(cell.text) for cell in grid.row_cells(last + 1)] if last < grid.rows else []
    numbers = [str(n) for n in range(1, len(texts) + 1)]
    return last + 1 if len(texts) >= _LEAST_NUMBERS and texts == numbers else last


def _column(grid: Grid, leaf: Cell, rows: range, table: str, options: tuple[str, ...]) -> Column:
    above = [grid.at(row, leaf.column) for row in rows]
    titles = [joined(cell.text) for cell in dict.fromkeys(c for c in above if c is not None)]
    own, whole = titles[-1], "".join(titles)
    own_first = len(bare(own)) > _GENERIC or _meaning(own, table, options)[1]
    first = (own, whole) if own_first else (whole, own)
    for title in (*first, titles[0]):
        field, option = _meaning(title, table, options)
        if field:
            break
    else:
        field = field_before_remark(leaf.text, table) if remarks_in(leaf.text) else ""
    return Column(
        field=field,
        title=own or whole,
        start=leaf.column,
        end=leaf.column + leaf.column_span - 1,
        option=option,
    )


def _may_be_numbers(table: str, columns: list[Column]) -> bool:
    """Tell whether a first column without title can be the one of the sequence numbers."""
    return "seq" in header_words(table).titles and all(c.field != "seq" for c in columns)


def _joined_parts(grid: Grid, columns: list[Column], rows: range) -> Iterator[Column]:
    """Make one column of those for one field that a wider header cell stands over."""
    held: Column | None = None
    for column in columns:
        same = held is not None and column.field and not column.option
        if held and same and held.field == column.field and _one_parent(grid, held, column, rows):
            held = replace(held, title=held.title + column.title, end=column.end)
            continue
        if held is not None:
            yield held
        held = column
    if held is not None:
        yield held


def _one_parent(grid: Grid, one: Column, other: Column, rows: range) -> bool:
    over = ((grid.at(row, one.start), grid.at(row, other.start)) for row in rows)
    return any(a is not None and a is b for a, b in over)


def _meaning(title: str, table: str, options: tuple[str, ...]) -> tuple[str, str]:
    folded = bare(title)
    for option in options:
        if folded in (option, f"{option}类", f"属{option}"):
            return _TICKED_FIELDS.get(table, "category"), option
    return field_of(title, table), ""


def traps(header: Header, table: str) -> dict[str, str]:
    """Give the columns whose headers are no safe sign: title as written → field it looks like."""
    known = header_words(table).traps
    found = ((c.title, known.get(bare(c.title))) for c in header.columns if not c.field)
    return {title: field for title, field in found if field}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number, and its cells from left to right with their texts."""

    number: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells that hold text."""
        return tuple(cell for cell, text in zip(self.cells, self.texts, strict=True) if text)


class Filled(NamedTuple):
    """What stands in one column of a row; ``cell`` is None where the row has none there."""

    column: Column
    cell: Cell | None
    text: str


def row_of(grid: Grid, number: int) -> Row:
    """Take a row out of a table, merged cells counting everywhere."""
    cells = tuple(grid.row_cells(number))
    return Row(number, cells, tuple(cell.text for cell in cells))


def values_of(header: Header, row: Row) -> tuple[Filled, ...]:
    """Give what a row has in each column of the header.

    Where the row has as many cells as the header, they go in order (widths of hand-drawn tables
    are no guide); otherwise each column takes the cell that lies under most of it.
    """
    if len(row.cells) == len(header.columns):
        return tuple(map(Filled, header.columns, row.cells, row.texts))
    under = [_under(row.cells, column) for column in header.columns]
    taken = {id(cell) for cell in under}
    return tuple(
        Filled(column, cell, _with_parts(row, column, cell, taken))
        for column, cell in zip(header.columns, under, strict=True)
    )


def _with_parts(row: Row, column: Column, cell: Cell | None, taken: set[int]) -> str:
    """Give what stands under a column, cells into which its width is parted joined by newlines."""
    cells = (
        c
        for c in row.cells
        if c is cell
        or (
            id(c) not in taken
            and column.start <= c.column
            and c.column + c.column_span - 1 <= column.end
        )
    )
    return "\n".join(c.text for c in cells if c.text)


def cells_left(row: Row, values: tuple[Filled, ...]) -> Iterator[Cell]:
    """Give the filled cells of a row that lie under no header of their own."""
    taken = [value.cell for value in values]
    columns = [value.column for value in values]
    for cell in row.filled:
        if cell.row != row.number or any(cell is other for other in taken):
            continue
        last = cell.column + cell.column_span - 1
        if not any(column.start <= cell.column and last <= column.end for column in columns):
            yield cell


def shares_cell(first: Mapping[str, Filled], name: str, others: Collection[str]) -> bool:
    """Tell whether the cell of a row's name lies under any of other fields as well (备注 | …).

    What names a record does not mean these too, so such a row is a remark, or has but a name.
    """
    own = first.get(name)
    shared = (first[field].cell for field in others if field in first)
    return own is not None and own.cell is not None and any(cell is own.cell for cell in shared)


def by_field(values: tuple[Filled, ...]) -> dict[str, Filled]:
    """Give the value of each field; of several columns for one field the first."""
    first: dict[str, Filled] = {}
    for value in values:
        if value.column.field and not value.column.option:
            first.setdefault(value.column.field, value)
    return first


def _under(cells: tuple[Cell, ...], column: Column) -> Cell | None:
    def shared(cell: Cell) -> int:
        end = cell.column + cell.column_span - 1
        return min(end, column.end) - max(cell.column, column.start) + 1

    best = max(cells, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def repeats_header(header: Header, row: Row) -> bool:
    """Tell whether a row repeats the header, as after a page break."""
    texts = [text for text in row.texts if text]
    same = other = 0
    for text in texts:
        if bare(text) in header.words:
            same += 1
        else:
            other += 1
            if other * 3 > len(texts):
                return False
    return same > 1


def band(grid: Grid, row: Row) -> Cell | None:
    """Give the only filled cell of a row when it lies across the table (a title, a group)."""
    if sum(map(bool, row.texts)) != 1:
        return None
    (only,) = row.filled
    wide = only.column_span * 3 >= grid.columns * 2
    return only if len(row.cells) == 1 or (wide and grid.columns > 1) else None


def body_rows(grid: Grid, header: Header | None) -> Iterator[Row]:
    """Give the rows below the header that hold anything and do not repeat it."""
    for number in range(header.last + 1 if header else 1, grid.rows + 1):
        row = row_of(grid, number)
        if any(row.texts) and not (header and repeats_header(header, row)):
            yield row
