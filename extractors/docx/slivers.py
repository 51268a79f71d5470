"""Slivers: grid columns too narrow to hold a character, left where rows end a little apart.

Rows that were drawn by hand, or that another program wrote, do not meet in one line, and each
such line becomes two edges of the grid. A cell would then begin one column beside its header.
"""

from __future__ import annotations

from itertools import pairwise

from extractors.docx.rawtable import RawCell, RawRow

#: Width in twips of the widest sliver: narrower than a character of the usual size.
_WIDEST_SLIVER = 200.0


def close_slivers(rows: list[RawRow], edges: list[float]) -> None:
    """Let cells meet at the right edge of each sliver; the numbers of the columns stay.

    A narrow column in which some cell says something is no sliver. Empty cells that fill slivers
    only are dropped.

    Args:
        rows: The rows of a table, their cells placed along the grid.
        edges: Edges of the grid in twips; nothing is done without them.
    """
    narrow = {
        column
        for column, (left, right) in enumerate(pairwise(edges), start=1)
        if right - left <= _WIDEST_SLIVER
    }
    if not narrow:
        return
    cells = [cell for row in rows for cell in row.cells]
    spoken = {c for cell in cells if _fills(cell, narrow) and _speaks(cell) for c in _columns(cell)}
    moved = _moved_starts(narrow - spoken, len(edges) - 1)
    for row in rows:
        row.cells = [cell for cell in row.cells if _snap(cell, moved)]


def _columns(cell: RawCell) -> range:
    return range(cell.column, cell.column + cell.span)


def _fills(cell: RawCell, narrow: set[int]) -> bool:
    """Tell whether a cell covers narrow columns only."""
    return all(column in narrow for column in _columns(cell))


def _speaks(cell: RawCell) -> bool:
    return not cell.plain or any(line.text.strip() or line.label for line in cell.lines())


def _moved_starts(slivers: set[int], columns: int) -> dict[int, int]:
    """Tell for each column where a cell that starts in it shall start: behind the slivers."""
    moved = {columns + 1: columns + 1}
    for column in range(columns, 0, -1):
        moved[column] = moved[column + 1] if column in slivers else column
    return moved


def _snap(cell: RawCell, moved: dict[int, int]) -> bool:
    """Move a cell's edges behind slivers; False when nothing is left of it."""
    end = cell.column + cell.span
    start = moved.get(cell.column, cell.column)
    stop = moved.get(end, end)
    if stop <= start:
        return False
    cell.column, cell.span = start, stop - start
    return True
