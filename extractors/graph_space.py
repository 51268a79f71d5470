"""Distances between points, paths and boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from extractors.drawing import Box, Point


def to_box(point: Point, box: Box) -> float:
    """Give the distance of a point from a box; 0 inside it."""
    x, y = point
    dx = max(box.left - x, 0.0, x - box.left - box.width)
    dy = max(box.top - y, 0.0, y - box.top - box.height)
    return math.hypot(dx, dy)


def between_boxes(one: Box, other: Box) -> float:
    """Give the gap between two boxes; 0 where they touch."""
    dx = max(one.left - other.left - other.width, 0.0, other.left - one.left - one.width)
    dy = max(one.top - other.top - other.height, 0.0, other.top - one.top - one.height)
    return math.hypot(dx, dy)


def to_segment(point: Point, a: Point, b: Point) -> tuple[float, float]:
    """Give the distance of a point from a segment, and how far along it (0 to 1) that is."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = 0.0
    if square:
        t = min(1.0, max(0.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square))
    return math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy), t


def nearest_point(point: Point, path: Sequence[Point]) -> Point:
    """Give the point of a path that is nearest to a point."""
    a, b = min(pairwise(path), key=lambda pair: to_segment(point, *pair)[0])
    t = to_segment(point, a, b)[1]
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])


def to_path(point: Point, path: Sequence[Point]) -> tuple[float, float]:
    """Give the distance of a point from a path, and the length of the path up to there."""
    best, at, run = math.inf, 0.0, 0.0
    for a, b in pairwise(path):
        size = math.dist(a, b)
        distance, t = to_segment(point, a, b)
        if distance < best:
            best, at = distance, run + t * size
        run += size
    return best, at


def length(path: Sequence[Point]) -> float:
    """Give a path's length."""
    return sum(math.dist(a, b) for a, b in pairwise(path))


def part(path: Sequence[Point], start: float, end: float) -> list[Point]:
    """Cut the stretch between two lengths out of a path."""
    points: list[Point] = []
    run = 0.0
    for a, b in pairwise(path):
        size = math.dist(a, b)
        if size and run + size >= start and run <= end:
            t0, t1 = max(0.0, (start - run) / size), min(1.0, (end - run) / size)
            for t in (t0, t1):
                point = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
                if not points or points[-1] != point:
                    points.append(point)
        run += size
    return points or [path[0], path[-1]]


def box_to_path(box: Box, path: Sequence[Point]) -> float:
    """Give the gap between a box and a path; 0 where the path runs through the box."""
    best = math.inf
    corners = (
        (box.left, box.top),
        (box.left + box.width, box.top),
        (box.left, box.top + box.height),
        (box.left + box.width, box.top + box.height),
    )
    for a, b in pairwise(path):
        if crosses(box, a, b):
            return 0.0
        best = min(best, to_box(a, box), to_box(b, box), *(to_segment(c, a, b)[0] for c in corners))
    return best


def crosses(box: Box, a: Point, b: Point, margin: float = 0.0) -> bool:
    """Tell whether a segment runs through a box made smaller by a margin on each side."""
    lows = (box.left + margin, box.top + margin)
    highs = (box.left + box.width - margin, box.top + box.height - margin)
    t0, t1 = 0.0, 1.0
    for i in (0, 1):
        if lows[i] > highs[i]:
            return False
        delta = b[i] - a[i]
        if abs(delta) < 1e-9:  # noqa: PLR2004 - parallel to this side
            if not lows[i] <= a[i] <= highs[i]:
                return False
            continue
        first, second = (lows[i] - a[i]) / delta, (highs[i] - a[i]) / delta
        t0, t1 = max(t0, min(first, second)), min(t1, max(first, second))
        if t0 > t1:
            return False
    return True


def ray_to_box(end: Point, inner: Point, box: Box, reach: float) -> float | None:
    """Give how far a line must be drawn out beyond its end to meet a box, or None."""
    size = math.dist(end, inner)
    if not size:
        return None
    ux, uy = (end[0] - inner[0]) / size, (end[1] - inner[1]) / size
    far = (end[0] + ux * reach, end[1] + uy * reach)
    if not crosses(box, end, far):
        return None
    low, high = 0.0, reach
    for _ in range(12):  # halving is simpler than a second clipping and exact enough
        middle = (low + high) / 2
        point = (end[0] + ux * middle, end[1] + uy * middle)
        if crosses(box, end, point):
            high = middle
        else:
            low = middle
    return high
