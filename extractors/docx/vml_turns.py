"""Old elbow connectors that are turned and mirrored: which end is which.

Word writes a quarter turn of a mirrored shape with the opposite sign from other programs (the
mirroring counts before the turning in one reading, after it in the other). Both readings join
the same two points and differ in direction; the boxes around tell which one was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.docx.look import Look
from extractors.drawing import Box, Point

_NEAR = 12.0  # points: an end no farther from a box belongs to it
_LEVEL = 2.0  # points: less of a difference in height says nothing


@dataclass(frozen=True, slots=True)
class Turned:
    """An elbow with both readings of its path, the file's literal one first."""

    number: int
    path: tuple[Point, ...]
    other: tuple[Point, ...]
    look: Look


def settle(turned: Turned, boxes: Sequence[Box]) -> tuple[Point, ...]:
    """Choose a reading: the one that meets boxes at the right sides, else the one going down."""
    first, second = (_fit(path, boxes) for path in (turned.path, turned.other))
    if first != second:
        return turned.path if first > second else turned.other
    if not turned.look.start_arrow and turned.path[-1][1] < turned.path[0][1] - _LEVEL:
        return turned.other
    return turned.path


def _fit(path: Sequence[Point], boxes: Sequence[Box]) -> int:
    """Count the ends that stand square on the side of a box."""
    return _square(path[0], path[1], boxes) + _square(path[-1], path[-2], boxes)


def _square(end: Point, inner: Point, boxes: Sequence[Box]) -> bool:
    """Tell whether a line leaves a box at ``end`` at right angles, towards ``inner``."""
    x, y = end
    upright = abs(inner[0] - x) < abs(inner[1] - y)
    for box in boxes:
        right, bottom = box.left + box.width, box.top + box.height
        if upright and box.left - _LEVEL <= x <= right + _LEVEL:
            side = box.top if inner[1] < y else bottom
            if abs(y - side) <= _NEAR:
                return True
        if not upright and box.top - _LEVEL <= y <= bottom + _LEVEL:
            side = box.left if inner[0] < x else right
            if abs(x - side) <= _NEAR:
                return True
    return False
