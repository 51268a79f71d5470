"""What the outline of one closed path is: a box of some kind, a thin line, an arrow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from extractors.pdf.objects import Point

_NEAR = 0.3  # points: corners closer than this are one
_FLAT = 0.6  # points by which three corners may be off a straight line
_THICKEST = 4.5  # points: a line drawn as an area is no thicker
_SLENDER = 2.5  # how many times longer than thick such a line is
_ASKEW = 0.08  # of a side's length: what still counts as upright or symmetrical
_POINTER = 4.0  # points by which the pointer of a callout sticks out
_SHARP = 0.3  # cosine of the angle at the tip of a pointer, at least
_FILLED = 0.85  # of its bounds, that the box of a callout fills
_TRIANGLE, _FOUR, _HOME_PLATE, _SIX, _ARROW, _NOTCHED, _BOTH = 3, 4, 5, 6, 7, 8, 10


def corners(points: Sequence[Point], *, closed: bool) -> tuple[Point, ...]:
    """Give the corners of a path, without points that lie on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if not kept or math.dist(point, kept[-1]) > _NEAR:
            kept.append(point)
    if closed and len(kept) > 1 and math.dist(kept[0], kept[-1]) <= _NEAR:
        del kept[-1]
    index = 0 if closed else 1
    while len(kept) > 2 and index < len(kept) - (0 if closed else 1):  # noqa: PLR2004 - a bend needs three
        before, here, after = kept[index - 1], kept[index], kept[(index + 1) % len(kept)]
        if _is_between(here, before, after):
            del kept[index]
            index = max(index - 1, 0 if closed else 1)
        else:
            index += 1
    return tuple(kept)


def _is_between(point: Point, a: Point, b: Point) -> bool:
    size = math.dist(a, b)
    if not size:
        return False
    across = abs((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])) / size
    along = ((b[0] - a[0]) * (point[0] - a[0]) + (b[1] - a[1]) * (point[1] - a[1])) / size
    return across <= min(_FLAT, size / 8) and 0 <= along <= size


def bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def middle(one: Point, other: Point) -> Point:
    """Give the point half way between two."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def centre_line(polygon: Sequence[Point]) -> tuple[Point, ...] | None:
    """Give the line that a thin polygon was drawn for, as Word draws arrows; None if it is an area.

    Each corner of one flank lies across from a corner of the other flank.
    """
    count = len(polygon)
    if count % 2 or count < _FOUR:
        return None
    best: tuple[float, tuple[Point, ...]] | None = None
    for turn in range(count // 2):
        flank = [polygon[(turn + i) % count] for i in range(count // 2)]
        other = [polygon[(turn - 1 - i) % count] for i in range(count // 2)]
        thick = max(map(math.dist, flank, other))
        if best is None or thick < best[0]:
            best = thick, tuple(map(middle, flank, other))
    if best is None or best[0] > _THICKEST:
        return None
    size = sum(math.dist(a, b) for a, b in pairwise(best[1]))
    return best[1] if size > _SLENDER * best[0] else None


def kind_of(polygon: Sequence[Point], *, curved: bool) -> str:
    """Name the shape of a closed path as Word names it; ``custom`` for what has no name here."""
    if curved:
        return _kind_of_curve(polygon)
    kinds = {_FOUR: _kind_of_four, _HOME_PLATE: _kind_of_five, _SIX: _kind_of_six}
    if len(polygon) in kinds:
        return kinds[len(polygon)](polygon)
    return "custom"


def _kind_of_curve(polygon: Sequence[Point]) -> str:
    left, _, right, _ = bounds(polygon)
    straight = max(
        abs(a[0] - b[0]) for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    )
    return "ellipse" if straight < (right - left) * 0.6 and _is_hollow(polygon) else "roundRect"


def _is_hollow(polygon: Sequence[Point]) -> bool:
    """Tell whether an outline leaves much of its bounds' corners free, as an ellipse does."""
    left, top, right, bottom = bounds(polygon)
    return area(polygon) < 0.83 * (right - left) * (bottom - top)


def area(polygon: Sequence[Point]) -> float:
    """Give the area inside a polygon, square points."""
    turned = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turned)) / 2


def _kind_of_four(polygon: Sequence[Point]) -> str:
    left, top, right, bottom = bounds(polygon)
    width, height = right - left, bottom - top
    if all(
        min(x - left, right - x) <= _ASKEW * width + _NEAR
        and min(y - top, bottom - y) <= _ASKEW * height + _NEAR
        for x, y in polygon
    ):
        return "rect"
    across, along = (left + right) / 2, (top + bottom) / 2
    if all(
        abs(x - across) <= _ASKEW * width or abs(y - along) <= _ASKEW * height for x, y in polygon
    ):
        return "flowChartDecision"
    if all(min(y - top, bottom - y) <= _ASKEW * height for _, y in polygon):
        return "flowChartInputOutput"
    return "custom"


def _kind_of_five(polygon: Sequence[Point]) -> str:
    left, top, right, bottom = bounds(polygon)
    tips = {
        "homePlate": (right, (top + bottom) / 2),
        "flowChartOffpageConnector": ((left + right) / 2, bottom),
    }
    size = max(right - left, bottom - top)
    for kind, tip in tips.items():
        if min(math.dist(tip, point) for point in polygon) <= _ASKEW * size:
            return kind
    return "custom"


def _kind_of_six(polygon: Sequence[Point]) -> str:
    left, top, right, bottom = bounds(polygon)
    size, along = _ASKEW * (right - left) + _NEAR, (top + bottom) / 2
    points = sorted(x for x, y in polygon if abs(y - along) <= _ASKEW * (bottom - top))
    if len(points) == 2 and right - points[1] <= size:  # noqa: PLR2004 - two points at the sides
        return "flowChartPreparation" if points[0] - left <= size else "chevron"
    return "custom"


def wedge(polygon: Sequence[Point]) -> tuple[tuple[Point, ...], Point] | None:
    """Read an outline as a callout: a box with a pointer drawn out of it.

    Returns:
        The outline of the box without the pointer, and the pointer's tip; None if it is none.
    """
    if len(polygon) < _ARROW:
        return None
    for index, (x, y) in enumerate(polygon):
        rest = (*polygon[index + 1 :], *polygon[:index])
        left, top, right, bottom = bounds(rest)
        out = max(left - x, x - right, top - y, y - bottom)
        sharp = _is_sharp(rest[-1], (x, y), rest[0])
        if sharp and out > _POINTER and area(rest) >= _FILLED * (right - left) * (bottom - top):
            return rest, (x, y)
    return None


def _is_sharp(before: Point, tip: Point, after: Point) -> bool:
    """Tell whether an outline turns back at a corner, rather than going round it."""
    one = (before[0] - tip[0], before[1] - tip[1])
    other = (after[0] - tip[0], after[1] - tip[1])
    size = math.hypot(*one) * math.hypot(*other) or 1.0
    return (one[0] * other[0] + one[1] * other[1]) / size > _SHARP


def block_arrow(polygon: Sequence[Point]) -> tuple[Point, Point, bool] | None:
    """Read a polygon as a block arrow.

    Returns:
        Where it begins and ends, and whether it has a tip at both ends; None if it is no arrow.
    """
    count = len(polygon)
    if count not in (_ARROW, _NOTCHED, _BOTH):
        return None
    for tip in range(count):
        around = [polygon[(tip + i) % count] for i in range(count)]
        if all(_mirrored(around[0], around[i], around[-i], polygon) for i in range(1, count // 2)):
            tail = _tail(around)
            if tail is not None and _is_headed(around, tail):
                return tail, around[0], count == _BOTH
    return None


def _tail(around: Sequence[Point]) -> Point | None:
    if len(around) == _ARROW:
        return middle(around[3], around[4])
    return around[len(around) // 2]


def _mirrored(tip: Point, one: Point, other: Point, polygon: Sequence[Point]) -> bool:
    slack = _ASKEW * max(math.dist(polygon[0], p) for p in polygon)
    return abs(math.dist(tip, one) - math.dist(tip, other)) <= slack


def _is_headed(around: Sequence[Point], tail: Point) -> bool:
    """Tell whether wings stand out from the shaft behind the tip, across the arrow's axis."""
    tip, wings = around[0], (around[1], around[-1])
    notch = (around[2], around[-2])
    length = math.dist(tip, tail)
    if math.dist(*wings) <= math.dist(*notch) * 1.1 or length <= _THICKEST:
        return False
    reach = [_along(tip, tail, middle(*pair)) for pair in (wings, notch)]
    return all(math.dist(tip, middle(*pair)) <= length * 0.97 for pair in (wings, notch)) and all(
        r > 0 for r in reach
    )


def _along(tip: Point, tail: Point, point: Point) -> float:
    """Give how far a point lies from the tip towards the tail."""
    size = math.dist(tip, tail) or 1.0
    return (
        (tail[0] - tip[0]) * (point[0] - tip[0]) + (tail[1] - tip[1]) * (point[1] - tip[1])
    ) / size
