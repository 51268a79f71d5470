"""Laying a table on the pages of a desk, under its heading, with a line on every further page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rendering.book.press import Press
from rendering.book.sheets import Desk, Flow, Piece
from rendering.book.tables import Cut, Grid, Row, cut, rows_height

CONTINUED = "（续）"
CONTINUED_STYLE = "续页标题"
_BEGUN = 0.4
"""A table that needs several pages begins on a page of which so much is left."""


def lay(
    desk: Desk, press: Press, grid: Grid, rows: Sequence[Row], *, heads: Sequence[Flow], title: str
) -> None:
    """Lay a table.

    Args:
        desk: Goes on where it is.
        press: For the lines on further pages.
        grid: The table.
        rows: Its rows, at least one.
        heads: What stands above it.
        title: What the lines on further pages say, shortened to a line.
    """
    further = _further(desk, press, title)
    above = sum(head.height for head in heads) + grid.head
    if not _begins_here(desk, above, rows):
        desk.new_page(sideways=desk.sideways)
    page = desk.height(sideways=desk.sideways) - further.height - grid.head
    lines: Sequence[Flow] = heads
    for number, found in enumerate(cut(rows, desk.left - above, page)):
        if number:
            desk.new_page(sideways=desk.sideways)
        for line in lines:
            desk.flow(line)
        _put(desk, grid, found)
        lines = (further,)


def _begins_here(desk: Desk, above: float, rows: Sequence[Row]) -> bool:
    """Tell whether a table begins here: it stays on one page where it can."""
    height, whole = rows_height(rows), desk.height(sideways=desk.sideways)
    if desk.empty or above + height <= desk.left:
        return True
    several, begun = above + height > whole, desk.left >= _BEGUN * whole
    return several and begun and above + rows_height(rows[:1]) <= desk.left


def _further(desk: Desk, press: Press, title: str) -> Flow:
    width = desk.width(sideways=desk.sideways)
    room = width - len(CONTINUED) * press.line(CONTINUED_STYLE).size
    words = f"{press.shortened(title, CONTINUED_STYLE, room)}{CONTINUED}"
    return press.words(words, CONTINUED_STYLE, width)


def _put(desk: Desk, grid: Grid, found: Cut) -> None:
    room = desk.height(sideways=desk.sideways) - grid.head
    desk.put(Piece(grid.xml(found), grid.head + found.height))
    if found.tall:  # a row of which nobody knows where it is broken
        desk.spread(1 + math.ceil(found.height / room), sure=False)
