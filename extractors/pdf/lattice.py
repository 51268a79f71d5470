"""Rulings as tables: which lines hang together, and which cells they part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.pdf.rulings import Ruling, Rulings, clusters

_TOUCH: Final = 3.0  # points by which lines that meet may miss each other
_COVERED: Final = 0.6  # of an edge's length that must be drawn
_FULL: Final = 0.85  # of a table's area that closed cells must take
_MOST_LINES: Final = 3_000
_OVERHANG: Final = 6.0  # points by which lines go beyond the last one across them
_SMALLEST: Final = 5.0  # points; no cell is narrower or lower


class Box(NamedTuple):
    """Left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Tell whether a point lies inside."""
        across = self.left - slack <= x <= self.right + slack
        return across and self.top - slack <= y <= self.bottom + slack


class Slot(NamedTuple):
    """A cell of a lattice: rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Lattice:
    """A ruled table on one page.

    Attributes:
        xs, ys: Where its columns and rows begin, and where the last one ends.
        slots: Its cells in row order.
        open_top, open_bottom: No line is drawn there, as where a page break cuts a row.
    """

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    open_top: bool = False
    open_bottom: bool = False
    _owner: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Let every place know its cell."""
        for index, slot in enumerate(self.slots):
            for row in range(slot.row, slot.row + slot.row_span):
                for column in range(slot.column, slot.column + slot.column_span):
                    self._owner[row, column] = index

    @property
    def box(self) -> Box:
        """Its bounds."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, slot: Slot) -> Box:
        """Give the bounds of a cell."""
        return Box(
            self.xs[slot.column],
            self.ys[slot.row],
            self.xs[slot.column + slot.column_span],
            self.ys[slot.row + slot.row_span],
        )

    def slot_at(self, x: float, y: float) -> int | None:
        """Give the index of the cell at a point, or None outside of the table."""
        place = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self._owner.get(place)


def lattices(rulings: Rulings) -> list[Lattice]:
    """Find the ruled tables of a page, from top to bottom; single boxes and charts are none."""
    if len(rulings.horizontal) + len(rulings.vertical) > _MOST_LINES:
        return []
    found = (_lattice(*group) for group in _groups(rulings))
    return sorted((one for one in found if one is not None), key=lambda one: one.box[1::-1])


def _groups(rulings: Rulings) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Give the lines that hang together: horizontal ones, vertical ones."""
    horizontal, vertical = rulings
    group = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for h, (y, left, right) in enumerate(horizontal):
        for v, (x, top, bottom) in enumerate(vertical, len(horizontal)):
            if left - _TOUCH <= x <= right + _TOUCH and top - _TOUCH <= y <= bottom + _TOUCH:
                group[root(v)] = root(h)
    members: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, line in enumerate((*horizontal, *vertical)):
        lines = members.setdefault(root(index), ([], []))
        lines[index >= len(horizontal)].append(line)
    return (lines for lines in members.values() if all(lines))


def _lattice(horizontal: list[Ruling], vertical: list[Ruling]) -> Lattice | None:
    xs = _edges(vertical, horizontal)
    ys = _edges(horizontal, vertical)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2:  # noqa: PLR2004 - a box and no table
        return None
    across = _drawn(horizontal, ys, xs)
    down = _drawn(vertical, xs, ys)
    slots = list(_slots(rows, columns, across, down))
    lattice = Lattice(
        xs,
        ys,
        slots,
        open_top=not any(across[0]),
        open_bottom=not any(across[-1]),
    )
    return lattice if _is_table(lattice, across, down) else None


def _edges(lines: list[Ruling], others: list[Ruling]) -> list[float]:
    """Give where columns (or rows) begin and end; lines across that go beyond close the table."""
    edges = clusters(line.at for line in lines)
    first, last = min(o.start for o in others), max(o.end for o in others)
    if edges[0] - first > _OVERHANG:
        edges.insert(0, first)
    if last - edges[-1] > _OVERHANG:
        edges.append(last)
    kept = edges[:1]
    for edge in edges[1:]:
        if edge - kept[-1] >= _SMALLEST:
            kept.append(edge)
    return kept


def _drawn(lines: list[Ruling], edges: list[float], stops: list[float]) -> list[list[bool]]:
    """Tell for each edge, and each stretch between two stops, whether a line is drawn there."""
    covered = [[0.0] * (len(stops) - 1) for _ in edges]
    for at, start, end in lines:
        nearest = min(range(len(edges)), key=lambda n: abs(edges[n] - at))
        if abs(edges[nearest] - at) > _SMALLEST:
            continue
        first = max(0, bisect_right(stops, start) - 1)
        for n in range(first, len(stops) - 1):
            if stops[n] > end:
                break
            covered[nearest][n] += max(0.0, min(end, stops[n + 1]) - max(start, stops[n]))
    lengths = [after - before for before, after in pairwise(stops)]
    return [
        [part >= _COVERED * length for part, length in zip(row, lengths, strict=True)]
        for row in covered
    ]


def _slots(
    rows: int, columns: int, across: list[list[bool]], down: list[list[bool]]
) -> Iterator[Slot]:
    """Part the lattice into cells: rectangles as large as no line cuts them."""
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and not down[right][row] and (row, right) not in taken:
                right += 1
            below = row + 1
            while below < rows and not (
                any(across[below][column:right])
                or any(down[edge][below] for edge in range(column + 1, right))
                or any((below, c) in taken for c in range(column, right))
            ):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, right))
            yield Slot(row, column, below - row, right - column)


def _is_table(lattice: Lattice, across: list[list[bool]], down: list[list[bool]]) -> bool:
    """Tell whether closed cells fill the lattice; in a chart boxes stand apart."""
    if len(lattice.slots) < 2:  # noqa: PLR2004 - a box and no table
        return False
    outer = _outer(across), _outer(down)
    closed = 0.0
    for slot in lattice.slots:
        bottom, right = slot.row + slot.row_span, slot.column + slot.column_span
        level = all(
            outer[0] * (edge in (0, len(across) - 1)) or all(across[edge][slot.column : right])
            for edge in (slot.row, bottom)
        )
        upright = all(
            outer[1] * (edge in (0, len(down) - 1)) or all(down[edge][slot.row : bottom])
            for edge in (slot.column, right)
        )
        if level and upright:
            left, top, end, low = lattice.box_of(slot)
            closed += (end - left) * (low - top)
    left, top, end, low = lattice.box
    return closed >= _FULL * (end - left) * (low - top)


def _outer(edges: list[list[bool]]) -> bool:
    """Tell whether the outer lines may be missing: none, or all of one of them, is drawn."""
    return all(all(edge) or not any(edge) for edge in (edges[0], edges[-1]))
