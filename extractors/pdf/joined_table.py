"""A table over several pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from extractors.pdf.tables import PageCell, PageTable

_SAME: Final = 4.0  # points by which cells of one column may differ


@dataclass(slots=True)
class Piece:
    """The part of a joined table that stands on one page.

    Attributes:
        table: As it stands there.
        first: The joined table's row in which its first own row has come, from 0.
        skipped: How many rows it repeats before that.
    """

    table: PageTable
    first: int
    skipped: int


@dataclass(slots=True)
class JoinedTable:
    """A table with all its pieces.

    Attributes:
        pieces: On one page each, in order.
        rows: How many rows it has, repeated ones left out.
        xs: Where its columns begin and end, of all pieces.
        margin: Between a cell's border and its text.
        cells: As in :class:`PageTable`, rows counted through.
        last: Those that cover the last row.
        filled: Column → how many of its cells are blank, and how many hold text.
        seen: Column → the texts of its cells: one that stands there twice is a whole value.
    """

    pieces: list[Piece]
    rows: int
    cells: list[PageCell]
    xs: list[float]
    margin: float
    last: list[PageCell] = field(default_factory=list)
    filled: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    seen: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    @property
    def first(self) -> PageTable:
        """The piece on the first page."""
        return self.pieces[0].table


def column_of(cell: PageCell) -> tuple[int, int]:
    """Give a key for the column of a cell."""
    return round(cell.left / _SAME), round(cell.right / _SAME)
