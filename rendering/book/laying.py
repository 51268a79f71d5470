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
    page = desk.height(sideways=desk.sideways) - further.height - grid.head
    above = sum(head.height for head in heads)
    if not _begins_here(desk, above + grid.head, rows_height(rows)):
        desk.new_page(sideways=desk.sideways)
    first = desk.left - above - grid.head
    lines: Sequence[Flow] = heads
    for number, found in enumerate(cut(rows, first, page)):
        if number and not desk.empty:
            desk.new_page(sideways=desk.sideways)
        if found.rows:
            for line in lines:
                desk.flow(line)
            _put(desk, grid, found)
            lines = (further,)
        else:
            desk.new_page(sideways=desk.sideways)


def _begins_here(desk: Desk, above: float, height: float) -> bool:
    """Tell whether a table begins here: it stays on one page where it can."""
    whole = desk.height(sideways=desk.sideways)
    if desk.empty or above + height <= desk.left:
        return True
    return above + height > whole and desk.left >= _BEGUN * whole


def _further(desk: Desk, press: Press, title: str) -> Flow:
    width = desk.width(sideways=desk.sideways)
    room = width - len(CONTINUED) * press.line(CONTINUED_STYLE).size
    words = f"{press.shortened(title, CONTINUED_STYLE, room)}{CONTINUED}"
    return press.words(words, CONTINUED_STYLE, width)


def _put(desk: Desk, grid: Grid, found: Cut) -> None:
    height = grid.head + found.height
    room = desk.left
    desk.put(Piece(grid.xml(found), height))
    if found.tall:
        desk.spread(max(1, math.ceil(found.height / (room - grid.head))), sure=False)
