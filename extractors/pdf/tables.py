"""The tables of one page: cells with the lines of text that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from extractors.grid import Line
from extractors.pdf.lattice import Box, Lattice
from extractors.pdf.objects import Char
from extractors.pdf.text_lines import TextLine, joined_text, lines_of, paragraphs

_MARGINS: Final = (1.0, 6.0)  # points between text and border, at least and at most

_NOWHERE: Final = Box(0.0, 0.0, 0.0, 0.0)
_SLIVER: Final = 8.0  # points; no cell is as narrow


@dataclass(slots=True)
class PageCell:
    """A cell of a table on one page, or of several joined ones.

    Attributes:
        left, right: Where it begins and ends, in points.
        row, end: Its first row, and the first one below it, counted from 0.
        lines: Its text in reading order.
        limit: Where its lines must end, when no border tells.
    """

    left: float
    right: float
    row: int
    end: int
    lines: list[TextLine] = field(default_factory=list)
    limit: float | None = None

    @property
    def text(self) -> str:
        """All its text without line breaks."""
        return "".join(line.text for line in self.lines)

    def same_column(self, other: PageCell, slack: float = 4.0) -> bool:
        """Tell whether another cell is as wide and stands in the same place."""
        return abs(self.left - other.left) <= slack and abs(self.right - other.right) <= slack


@dataclass(slots=True)
class PageTable:
    """A table on one page.

    Attributes:
        page: Number of the page.
        box: Its bounds.
        xs: Where its columns begin, and where the last one ends.
        rows: How many rows it has.
        cells: In row order.
        open_top, open_bottom: No line is drawn there.
        ruled: Lines part its rows.
        doubtful: Its rows were told from where its texts stand, which does not fit well.
        key: Where the column stands whose text each row has, if that is known.
        inner: Tables that stand in its cells.
        margin: Between a cell's border and its text, in points.
    """

    page: int
    box: Box
    xs: list[float]
    rows: int
    cells: list[PageCell]
    open_top: bool = False
    open_bottom: bool = False
    ruled: bool = True
    doubtful: bool = False
    key: float | None = None
    inner: list[PageTable] = field(default_factory=list)
    margin: float = _MARGINS[1]

    def row_cells(self, row: int) -> list[PageCell]:
        """Give the cells that cover a row, from left to right."""
        found = [cell for cell in self.cells if cell.row <= row < cell.end]
        return sorted(found, key=lambda cell: cell.left)


def ruled_tables(
    found: Sequence[Lattice], chars: Iterable[Char], page: int
) -> tuple[list[PageTable], list[Char]]:
    """Put characters into the cells of ruled tables.

    Returns:
        The outer tables from top to bottom, and the characters outside of all.
    """
    held: list[list[list[Char]]] = [[[] for _ in lattice.slots] for lattice in found]
    boxes = [lattice.box for lattice in found]
    parents = [_parent(n, boxes) for n in range(len(boxes))]
    alone = [not any(_meet(box, other) for other in boxes if other is not box) for box in boxes]
    outside: list[Char] = []
    here, cell = outside, _NOWHERE  # where the character before stands; most stand there as well
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        if cell[0] < x < cell[2] and cell[1] < y < cell[3]:
            here.append(char)
            continue
        inside = [
            n
            for n, (left, top, right, bottom) in enumerate(boxes)
            if left <= x <= right and top <= y <= bottom
        ]
        for n in inside:
            slot = found[n].slot_at(x, y)
            if slot is not None:
                here = held[n][slot]
                here.append(char)
                cell = found[n].box_of(found[n].slots[slot]) if alone[n] else _NOWHERE
        if not inside:
            outside.append(char)
    tables = [_table(lattice, slots, page) for lattice, slots in zip(found, held, strict=True)]
    for table, parent in zip(tables, parents, strict=True):
        if parent is not None:
            tables[parent].inner.append(table)
    return [t for t, parent in zip(tables, parents, strict=True) if parent is None], outside


def _meet(one: Box, other: Box) -> bool:
    across = one.left <= other.right and other.left <= one.right
    return across and one.top <= other.bottom and other.top <= one.bottom


def _parent(number: int, boxes: Sequence[Box]) -> int | None:
    """Find the smallest table in which a table stands."""
    own = boxes[number]
    around = [
        (box.right - box.left, n)
        for n, box in enumerate(boxes)
        if n != number
        and box.holds(own.left, own.top)
        and box.holds(own.right, own.bottom)
        and (box.right - box.left) * (box.bottom - box.top)
        > (own.right - own.left) * (own.bottom - own.top)
    ]
    return min(around)[1] if around else None


def _table(lattice: Lattice, held: list[list[Char]], page: int) -> PageTable:
    cells = []
    for slot, chars in zip(lattice.slots, held, strict=True):
        box = lattice.box_of(slot)
        lines = lines_of(chars, page)
        if not lines and box.right - box.left < _SLIVER:
            continue  # beside a row that is set in by a little
        cells.append(PageCell(box.left, box.right, slot.row, slot.row + slot.row_span, lines))
    return PageTable(
        page=page,
        box=lattice.box,
        xs=lattice.xs,
        rows=len(lattice.ys) - 1,
        cells=cells,
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
        margin=_margin(cells),
    )


def _margin(cells: Iterable[PageCell]) -> float:
    """Tell how far from the border text is set, by the text that comes nearest."""
    gaps = [line.left - cell.left for cell in cells for line in cell.lines]
    return min(max(min(gaps, default=_MARGINS[1]), _MARGINS[0]), _MARGINS[1])


def cell_lines(cell: PageCell, margin: float) -> tuple[Line, ...]:
    """Give the paragraphs of a cell."""
    return tuple(Line(joined_text(group)) for group in cell_paragraphs(cell, margin))


def cell_paragraphs(cell: PageCell, margin: float) -> list[list[TextLine]]:
    """Group the lines of a cell into paragraphs."""
    if not cell.lines:
        return []
    left = min(cell.left + margin, *(line.left for line in cell.lines), cell.right)
    right = max(cell.limit or cell.right - margin, *(line.right for line in cell.lines), cell.left)
    return paragraphs(cell.lines, left, right)
