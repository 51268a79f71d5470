"""Tables whose titles stand in the first column, turned so that they stand in the first row.

Annexes 1, 4, 5 and 6 are sometimes filled in that way: 廉政风险点, 廉政风险表现形式, 风险等级 and
责任主体 one below the other, and a risk or an item a column. Places still name the file's cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.annexes.categories import read_category
from extractors.annexes.headers import field_of
from extractors.annexes.joined_tables import cut
from extractors.annexes.levels import read_level
from extractors.annexes.tables import row_of
from extractors.annexes.text import is_placeholder
from extractors.grid import Cell, Grid, Turned

_TELLING: Mapping[str, frozenset[str]] = {
    "risk": frozenset({"point", "manifestation", "level"}),
    "catalogue": frozenset({"name", "category", "content", "basis"}),
}
_LEAST = {"risk": 2, "catalogue": 3}  # telling titles
_LEAST_ROWS = 3
_LABEL_CELLS = 2  # the title, and one over several titles before it

Titles = dict[int, str]
"""Row → the field that its title means."""


def upright(grid: Grid) -> list[Grid]:
    """Turn the part of a table whose titles stand in its first column; others stay as they are."""
    for table in _TELLING:
        block = _block(grid, table)
        if block:
            first, last = min(block), max(block)
            parts = [_turned(grid, block)]
            if first > 1:
                parts.insert(0, cut(grid, 1, first - 1))
            if last < grid.rows:
                parts.append(cut(grid, last + 1, grid.rows))
            return parts
    return [grid]


def _block(grid: Grid, table: str) -> Titles:
    """Give the rows that have their titles in front, of tables that no row has titles for."""
    best: Titles = {}
    run: Titles = {}
    for number in range(1, grid.rows + 1):
        cells = row_of(grid, number).cells
        fields = [field_of(cell.text, table) for cell in cells]
        if len({*fields} - {"", "sign_off"}) >= _LEAST_ROWS:
            return {}
        title = _title(cells, fields, number)
        before = next((row for row, known in run.items() if known == title), 0)
        run = {row: known for row, known in run.items() if title and row > before}
        if title:
            run[number] = title
            best = max(_without_top(grid, run), best, key=len)  # of two alike the lower one
    known = frozenset(best.values()) & _TELLING[table]
    return best if len(best) >= _LEAST_ROWS and len(known) >= _LEAST[table] else {}


def _title(cells: Sequence[Cell], fields: Sequence[str], row: int) -> str:
    """Give the field of a row's title: its first cell, or behind one that stands over several."""
    at = next((index for index, field in enumerate(fields[:_LABEL_CELLS]) if field), None)
    if at is None or fields[at] == "sign_off":
        return ""
    beside = at == 0 or (cells[0].row_span > 1 and cells[0].row <= row)
    own = cells[at].row == row and cells[at].row_span == 1
    return fields[at] if beside and own and len(cells) > at + 1 else ""


def _without_top(grid: Grid, block: Titles) -> Titles:
    """Leave out fields on top that have one value (职权事项名称) where others have more."""
    most = max((_values(grid, row) for row in block), default=0)
    if most <= 1:
        return block
    while block and _values(grid, min(block)) == 1:
        block = {row: title for row, title in block.items() if row > min(block)}
    return block


def _values(grid: Grid, row: int) -> int:
    return len(row_of(grid, row).cells) - 1


def _turned(grid: Grid, block: Titles) -> Grid:
    first, last = min(block), max(block)
    cells = [cell for cell in grid.cells if first <= cell.row <= last]
    columns = sorted({cell.column for cell in cells})
    turned = sorted(_turn(cells, first, last, columns), key=lambda cell: (cell.row, cell.column))
    return Grid(
        table=grid.table,
        rows=len(columns),
        columns=last - first + 1,
        cells=tuple(turned),
        page=grid.page,
        nested_in=grid.nested_in,
        parts=grid.parts,
        turned=Turned(first, tuple(columns), sure=_is_sure(grid, block)),
    )


def _turn(cells: Sequence[Cell], first: int, last: int, columns: Sequence[int]) -> Iterator[Cell]:
    for cell in cells:
        end = cell.column + cell.column_span
        yield replace(
            cell,
            row=columns.index(cell.column) + 1,
            column=cell.row - first + 1,
            row_span=sum(cell.column <= column < end for column in columns),
            column_span=min(cell.row_span, last - cell.row + 1),
        )


def _is_sure(grid: Grid, block: Titles) -> bool:
    """Tell whether what is beside 风险等级 are levels, or beside 职权类别 categories."""
    rows = {title: row for row, title in block.items()}
    for title, read in (("level", read_level), ("category", read_category)):
        if title in rows:
            told = [text for text in _beside(grid, rows[title]) if not is_placeholder(text)]
            parts = [part for text in told for part in text.split("\n")]
            return bool(parts) and all(read(part) is not None for part in parts)
    return False


def _beside(grid: Grid, row: int) -> list[str]:
    """Give what stands beside a row's title, and beside the cell over several titles before it."""
    cells = row_of(grid, row).cells
    return [cell.text for cell in cells[1 if cells[0].row_span == 1 else 2 :]]
