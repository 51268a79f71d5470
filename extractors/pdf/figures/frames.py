"""Boxes of a drawing that were drawn as four lines, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.pdf.figures.marks import Area, Wire
from extractors.pdf.figures.rulings import is_level
from extractors.pdf.objects import Point

_CORNER = 1.6  # points by which sides may miss each other at a corner
_SHORTEST = 8.0  # points
_CELL = 4.0  # points: grid for finding ends that lie together


class _Ends:
    """The wires of one direction by where they begin and end."""

    def __init__(self, wires: Sequence[tuple[int, Point, Point]]) -> None:
        self.wires = wires
        self._by: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (_, start, _) in enumerate(wires):
            self._by[_key(start)].append(number)

    def starting(self, point: Point) -> Iterator[tuple[int, Point]]:
        """Give index and end of the wires that begin at a point."""
        column, row = _key(point)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for number in self._by.get((x, y), ()):
                    index, start, end = self.wires[number]
                    if _near(start, point):
                        yield index, end


def _key(point: Point) -> tuple[int, int]:
    return int(point[0] // _CELL), int(point[1] // _CELL)


def _near(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) <= _CORNER and abs(one[1] - other[1]) <= _CORNER


def parted_frames(wires: Sequence[Wire]) -> tuple[list[Wire], list[Area]]:
    """Take boxes drawn as four lines out of the lines of a page.

    Lines that enclose more than one box are rulings of a table, and stay lines.
    """
    level = _Ends([*_straight(wires, level=True)])
    upright = _Ends([*_straight(wires, level=False)])
    found = [
        sides
        for top in level.wires
        if (sides := min(_rectangles(wires, top, level, upright), default=None)) is not None
    ]
    uses = Counter(index for _, *sides in found for index in sides)
    alone = [sides for _, *sides in found if max(uses[i] for i in sides) == 1]
    gone = {i for sides in alone for i in sides}
    rest = [wire for i, wire in enumerate(wires) if i not in gone]
    return rest, [_frame([wires[i] for i in sides]) for sides in alone]


def parted_cells(areas: Sequence[Area], wires: Sequence[Wire]) -> tuple[list[Area], list[Wire]]:
    """Part boxes that a ruling divides from others; give the sides of those as rulings."""
    lines = [w for w in wires if len(w.points) == 2 and not w.headed]  # noqa: PLR2004 - straight
    divided = [a for a in areas if a.kind == "rect" and any(_divides(w, a) for w in lines)]
    cells = set(map(id, divided))
    return [area for area in areas if id(area) not in cells], [
        Wire(area.paths, side, dashed=area.dashed)
        for area in divided
        if area.stroke
        for side in _sides(area)
    ]


def _divides(wire: Wire, area: Area) -> bool:
    """Tell whether a ruling runs through a box from one side to the opposite one."""
    a, b = wire.bounds, area.bounds
    for along, across in ((0, 1), (1, 0)):
        reaches = (
            abs(a[along] - b[along]) <= _CORNER and abs(a[along + 2] - b[along + 2]) <= _CORNER
        )
        level = a[across + 2] - a[across] <= 1
        inside = b[across] + _SHORTEST <= a[across] <= b[across + 2] - _SHORTEST
        if reaches and level and inside:
            return True
    return False


def _sides(area: Area) -> Iterator[tuple[Point, Point]]:
    left, top, right, bottom = area.bounds
    points = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    yield from pairwise(points)


def _straight(wires: Sequence[Wire], *, level: bool) -> Iterator[tuple[int, Point, Point]]:
    for index, wire in enumerate(wires):
        if len(wire.points) == 2 and not wire.headed and is_level(wire) is level:  # noqa: PLR2004 - straight
            start, end = sorted(wire.points, key=lambda p: p[0 if level else 1])
            if max(end[0] - start[0], end[1] - start[1]) >= _SHORTEST:
                yield index, start, end


def _rectangles(
    wires: Sequence[Wire], side: tuple[int, Point, Point], level: _Ends, upright: _Ends
) -> Iterator[tuple[float, int, int, int, int]]:
    """Give the rectangles under a top side: how badly the corners meet, then the four sides."""
    top, corner, other = side
    for left, foot in upright.starting(corner):
        for right, other_foot in upright.starting(other):
            for bottom, end in level.starting(foot):
                sides = (top, left, right, bottom)
                looks = {(wires[i].colour, wires[i].dashed) for i in sides}
                if left != right and len(looks) == 1 and _near(end, other_foot):
                    yield _missed([wires[i] for i in sides]), *sides


def _missed(sides: Sequence[Wire]) -> float:
    """Give by how much the four sides miss each other at their corners, points."""
    xs = sorted(x for side in sides for x, _ in side.points)
    ys = sorted(y for side in sides for _, y in side.points)
    return sum(found[i + 3] - found[i] for found in (xs, ys) for i in (0, 4))


def _frame(sides: Sequence[Wire]) -> Area:
    xs = [x for side in sides for x, _ in side.points]
    ys = [y for side in sides for _, y in side.points]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    return Area(
        frozenset().union(*(side.paths for side in sides)),
        ((left, top), (right, top), (right, bottom), (left, bottom)),
        "rect",
        sides[0].colour,
        dashed=all(side.dashed for side in sides),
    )
