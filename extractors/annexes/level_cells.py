"""Which level belongs to which risk of a row: one cell, several lines, merged rows, ticks."""

from __future__ import annotations

from extractors.annexes.levels import is_ticked_alone
from extractors.annexes.risk_cells import levels_of
from extractors.annexes.scales import Scale
from extractors.annexes.tables import Filled, Header
from extractors.annexes.text import is_placeholder
from extractors.grid import Cell, Grid

LevelText = tuple[str, Filled | None]
"""A level as written, and the column in which it stands."""


def levels_in_row(
    values: tuple[Filled, ...], row: int, count: int, scale: Scale
) -> list[LevelText]:
    """Give each of a row's risks its level as written.

    Args:
        values: The row's cells.
        row: Its number.
        count: How many risks it has.
        scale: What the form says about its own levels.
    """
    level = next((v for v in values if v.column.field == "level" and not v.column.option), None)
    options = tuple(value for value in values if value.column.option)
    if level is None and options:
        return [_ticked(options, index, count) for index in range(count)]
    lines = _lines_of_row(level, row) if level else []
    return [(text, level) for text in levels_of(lines, count, scale)]


def own_levels(grid: Grid, header: Header, cell: Cell) -> list[int]:
    """Give those rows of a merged cell that have a level of their own beside it."""
    starts = [column.start for column in header.columns if column.field == "level"]
    rows = range(cell.row, cell.row + cell.row_span)
    beside = ((row, grid.at(row, start)) for row in rows for start in starts)
    return list(dict.fromkeys(row for row, c in beside if c and c.row == row and c.text))


def _lines_of_row(level: Filled, row: int) -> list[str]:
    """Give a level cell's lines; of one merged over as many rows as it has lines, this row's."""
    lines = level.text.split("\n") if level.text else []
    cell = level.cell
    if cell is None or cell.row_span == 1 or len(lines) != cell.row_span:
        return lines
    return [lines[row - cell.row]]


def _ticked(options: tuple[Filled, ...], index: int, count: int) -> LevelText:
    """Read the level of one of a row's risks from columns that are ticked."""
    marked: list[tuple[Filled, str]] = []
    for value in options:
        lines = [line.text.strip() for line in value.cell.lines] if value.cell else []
        text = lines[index] if count > 1 and len(lines) == count else value.text
        if text and not is_placeholder(text):
            marked.append((value, text))
    ticked = [value for value, text in marked if is_ticked_alone(text)]
    if ticked:
        return "、".join(value.column.option for value in ticked), ticked[0]
    return (marked[0][1], marked[0][0]) if marked else ("", options[0])
