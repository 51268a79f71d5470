"""Arrowheads: small triangles and open angles at the ends of lines."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.pdf.figures.marks import Area, Mark, Marks, Wire, length
from extractors.pdf.objects import Point

_FAR = 24.0  # points: ends farther away from a head are not looked at
_REACH = 3.0  # points between a line's end and the head that belongs to it
_TAKEN = 4.0  # what a line that has a head already counts farther, points
_LEVEL = 0.6  # points: corners no farther apart along the line are side by side
_REAR = 0.55  # the widest place of a head lies behind this share of its length
_BARB = 16.0  # points: a stroke of an open head is no longer
_NARROW, _WIDE = 0.5, 0.97  # cosines between the line and the barbs of an open head


@dataclass(frozen=True, slots=True)
class _Fit:
    """A head at an end of a line: how well it fits, and where its tip is."""

    cost: float
    wire: int
    first: bool
    tip: Point


def with_heads(marks: Marks) -> Marks:
    """Give lines the heads that are drawn at their ends; what is no head is an area or a line."""
    wires = [*marks.wires]
    areas = [*marks.areas]
    ends = _Ends(wires)
    for mark in marks.heads:
        near = ends.near(mark.points[0])
        fits = (_fit(mark, index, wires[index], first=first) for index, first in near)
        fit = min((f for f in fits if f), key=lambda f: f.cost, default=None)
        if fit is not None:
            wires[fit.wire] = _headed(wires[fit.wire], fit, frozenset({mark.path}))
        elif isinstance(mark.otherwise, Area):
            areas.append(mark.otherwise)
        else:
            wires.append(mark.otherwise)
    return Marks(areas, _with_barbs(wires))


class _Ends:
    """The ends of lines, found by where they are."""

    def __init__(self, wires: Sequence[Wire]) -> None:
        self._by: dict[tuple[int, int], list[tuple[int, bool]]] = defaultdict(list)
        for index, wire in enumerate(wires):
            for first in (True, False):
                x, y = wire.points[0 if first else -1]
                self._by[int(x // _FAR), int(y // _FAR)].append((index, first))

    def near(self, point: Point) -> Iterator[tuple[int, bool]]:
        """Give index, and whether it is the first point, of all ends not far from a point."""
        column, row = int(point[0] // _FAR), int(point[1] // _FAR)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                yield from self._by.get((x, y), ())


def _headed(wire: Wire, fit: _Fit, paths: frozenset[int]) -> Wire:
    """Give a line a head, and draw it out to the head's tip."""
    points = [*wire.points]
    points[0 if fit.first else -1] = fit.tip
    return replace(
        wire,
        paths=wire.paths | paths,
        points=tuple(points),
        start_arrow=wire.start_arrow or fit.first,
        end_arrow=wire.end_arrow or not fit.first,
    )


def _fit(mark: Mark, index: int, wire: Wire, *, first: bool) -> _Fit | None:
    if wire.block:
        return None
    path = wire.points if first else wire.points[::-1]
    end = path[0]
    if max(math.dist(p, end) for p in mark.points) > 2 * _FAR:
        return None
    inner = next((p for p in path[1:] if math.dist(p, end) > 0.5), path[-1])  # noqa: PLR2004
    size = math.dist(inner, end)
    if not size:
        return None
    ahead = ((end[0] - inner[0]) / size, (end[1] - inner[1]) / size)
    runs = sorted((_dot(_minus(p, end), ahead), _cross(_minus(p, end), ahead)) for p in mark.points)
    front, rear = runs[-1][0], runs[0][0]
    if not _is_pointed(runs, closed=mark.closed):
        return None
    gap = max(rear, -front, 0.0)
    aside = abs(runs[-1][1])
    if gap > _REACH or aside > _REACH:
        return None
    tip = (
        end[0] + ahead[0] * front + ahead[1] * runs[-1][1],
        end[1] + ahead[1] * front - ahead[0] * runs[-1][1],
    )
    taken = wire.start_arrow if first else wire.end_arrow
    return _Fit(gap + aside + _TAKEN * taken, index, first, tip)


def _is_pointed(runs: Sequence[tuple[float, float]], *, closed: bool) -> bool:
    """Tell whether corners, given along and across the line, run to a point at its end."""
    front, rear = runs[-1][0], runs[0][0]
    long = front - rear
    if long < 1 or (closed and runs[-2][0] > front - _LEVEL):
        return False
    sides = [across - runs[-1][1] for _, across in runs]
    low, high = min(sides), max(sides)
    if low > -0.15 * long or high < 0.15 * long or max(high, -low) > 3 * min(high, -low):
        return False
    widest = max(runs, key=lambda run: abs(run[1] - runs[-1][1]))
    return (front - widest[0]) >= _REAR * long and (high - low) <= 3 * long


def _with_barbs(wires: Sequence[Wire]) -> list[Wire]:
    """Take pairs of short strokes that meet in a line's end for an open head."""
    short = {i for i, w in enumerate(wires) if len(w.points) == 2 and length(w.points) <= _BARB}  # noqa: PLR2004 - straight
    ends = _Ends(wires)
    gone: set[int] = set()
    found = [*wires]
    for index, wire in enumerate(wires if short else ()):
        if wire.block or length(wire.points) <= _BARB * 0.6:
            continue
        for first in (True, False):
            tip = wire.points[0 if first else -1]
            near = {i for i, _ in ends.near(tip)} & short - gone - {index}
            barbs = _pair(wires, wire, near, first=first)
            gone.update(barbs)
            if barbs:
                paths = frozenset().union(*(wires[i].paths for i in barbs))
                found[index] = _headed(found[index], _Fit(0, index, first, tip), paths)
    return [wire for i, wire in enumerate(found) if i not in gone]


def _pair(wires: Sequence[Wire], wire: Wire, near: set[int], *, first: bool) -> list[int]:
    """Give the two strokes, one at each side, that begin nearest to a line's end; or none."""
    sides: dict[bool, tuple[float, int]] = {}
    for i in near:
        gap, cosine, sine = _barb_of(wires[i], wire, first=first)
        if gap <= _REACH / 2 and _NARROW <= cosine <= _WIDE:
            sides[sine > 0] = min(sides.get(sine > 0, (gap, i)), (gap, i))
    return [i for _, i in sides.values()] if len(sides) == 2 else []  # noqa: PLR2004 - both sides


def _barb_of(barb: Wire, wire: Wire, *, first: bool) -> tuple[float, float, float]:
    """Give how far a stroke begins from a line's end, and cosine and sine of their angle."""
    end = wire.points[0 if first else -1]
    inner = wire.points[1 if first else -2]
    near, far = sorted(barb.points, key=lambda p: math.dist(p, end))
    one, other = _minus(inner, end), _minus(far, near)
    size = (math.hypot(*one) * math.hypot(*other)) or 1.0
    return math.dist(near, end), _dot(one, other) / size, _cross(one, other) / size


def _minus(one: Point, other: Point) -> Point:
    return one[0] - other[0], one[1] - other[1]


def _dot(one: Point, other: Point) -> float:
    return one[0] * other[0] + one[1] * other[1]


def _cross(one: Point, other: Point) -> float:
    return one[0] * other[1] - one[1] * other[0]
