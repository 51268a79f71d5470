"""Cells of a Word table find their places in a grid: spans, merges, rows left out."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from extractors.docx.alignment import align, column_edges
from extractors.docx.errors import TooManyCells
from extractors.docx.names import w
from extractors.docx.rawtable import RawCell, RawRow, RawTable
from extractors.docx.slivers import close_slivers
from extractors.grid import Cell, Grid

#: Word itself allows 63 columns; a span beyond that and beyond the table's grid is nonsense.
_WIDEST = 63
_TWIPS_PER_POINT = 20.0
#: Places of a grid, covered or not, for each cell that a document may have.
_PLACES_PER_CELL = 5

LeftOut = list[tuple[str, str]]


def place_cells(table: RawTable, left_out: LeftOut, max_cells: int) -> None:
    """Give every cell of a table its row, column and spans.

    Args:
        table: The table; ``placed``, ``columns``, ``widths`` and ``doubtful`` are filled in.
        left_out: Receives the text of deleted, hidden and merged-over cells.
        max_cells: Ceiling on the document's cells.

    Raises:
        TooManyCells: The grid is beyond the ceiling.
    """
    edges = column_edges(table.element)
    columns = sum(1 for _ in table.element.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    ends = {_count(row, number, columns) for number, row in enumerate(table.rows, start=1)}
    ends.discard(0)
    if len(ends) > 1:
        edges, table.doubtful = align(table.rows, edges)
        ends = {row.end for row in table.rows}
    table.columns = max(ends, default=0)
    if len(edges) == table.columns + 1:
        table.widths = tuple((right - left) / _TWIPS_PER_POINT for left, right in pairwise(edges))
        close_slivers(table.rows, edges)
    if table.columns * len(table.rows) > max_cells * _PLACES_PER_CELL:
        raise TooManyCells("表格的行列数超过上限")
    _merge(table, left_out)


def _count(row: RawRow, number: int, columns: int) -> int:
    """Count a row's cells along the grid; absurd spans go to the grid's end.

    Returns:
        The column in which the row ends, or 0 for a row without cells.
    """
    widest = max(columns, _WIDEST)
    row.before = row.before if 0 <= row.before <= widest else 0
    row.after = row.after if 0 <= row.after <= widest else 0
    column = row.before + 1
    for cell in row.cells:
        if cell.span < 1 or (cell.span > widest and columns < column):
            cell.span = 1
        elif cell.span > widest:
            cell.span = columns - column + 1
        cell.row, cell.column = number, column
        column += cell.span
    return row.end if row.cells else 0


def _merge(table: RawTable, left_out: LeftOut) -> None:
    """Let merged cells grow over the cells that continue them."""
    growing: dict[int, RawCell] = {}
    for row in table.rows:
        if row.gone:
            _leave_out(row.cells, row.gone, left_out)
        else:
            growing = _merge_row(table, row, growing, left_out)


def _merge_row(
    table: RawTable, row: RawRow, growing: dict[int, RawCell], left_out: LeftOut
) -> dict[int, RawCell]:
    """Place the cells of a row; give the cells that the next row may continue."""
    grown: dict[int, RawCell] = {}
    last: RawCell | None = None
    placed = table.placed
    starts = list(growing)
    for cell in row.cells:
        origin = _origin(growing, starts, cell) if cell.down == "continue" else None
        if cell.across == "continue" and last is not None:
            if last.row == cell.row:
                last.span += cell.span
            _leave_out([cell], "hidden", left_out)
        elif origin is not None:
            origin.row_span = cell.row - origin.row + 1
            _leave_out([cell], "hidden", left_out)
            grown[cell.column] = last = origin
        else:
            placed.append(cell)
            last = cell
            if cell.gone:
                _leave_out([cell], "deleted", left_out)
            if cell.down:
                grown[cell.column] = cell
    return grown


def _origin(growing: dict[int, RawCell], starts: list[int], cell: RawCell) -> RawCell | None:
    """Find the cell in the row above that a cell continues: the one it mostly lies under.

    Args:
        growing: The cells that can be continued, by the column where they stand in that row.
        starts: Those columns in order.
        cell: The cell that continues one of them.
    """
    origin = growing.get(cell.column)
    if origin is not None:
        return origin
    near = bisect_left(starts, cell.column)
    for start in starts[max(near - 1, 0) : near + 1]:
        above = growing[start]
        right = min(above.column + above.span, cell.column + cell.span)
        shared = right - max(above.column, cell.column)
        if shared * 2 > min(cell.span, above.span):
            return above
    return None


def _leave_out(cells: list[RawCell], kind: str, left_out: LeftOut) -> None:
    """Keep the text of cells that nobody sees, and empty them."""
    for cell in cells:
        if cell.plain and len(cell.content) == 1 and not cell.content[0].text:  # type: ignore[union-attr]
            continue
        text = "\n".join(line.text for line in cell.lines() if line.text.strip())
        if text:
            left_out.append((kind, text))
        for nested in cell.nested():
            nested.drop()
        cell.content, cell.plain = [], True


def freeze(table: RawTable) -> Grid:
    """Make the grid of a table whose cells are placed."""
    return Grid(
        table=table.number,
        rows=len(table.rows),
        columns=table.columns,
        cells=tuple(
            Cell(cell.row, cell.column, cell.row_span, cell.span, cell.lines(), cell.tables())
            for cell in table.placed
        ),
        nested_in=table.parent.number if table.parent is not None else None,
        doubtful_rows=table.doubtful,
        widths=table.widths,
    )
