"""Whether a reader, a person or a program, can tell which arrow a label belongs to.

A label belongs to the arrow that runs nearest to it, begins nearest, and leaves a box that other
arrows leave, too. Where another arrow suits as well, the place is a bad one.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rendering.diagrams.chart import Line, Point

Rect = tuple[float, float, float, float]

_REACH = 30.0  # points: arrows farther from a label are no rivals
_CLEAR = 2.5  # by so much the arrow must suit better than one without a label
_FIRM = 0.5  # … than one that has a label itself
_ALONE = 12.0  # a label is not expected at the only arrow that leaves a box
_MIDDLE, _ALONG = 0.3, 0.05
_DOUBT, _SLOPE = 100.0, 20.0


@dataclass(frozen=True, slots=True)
class _Arrow:
    path: Sequence[Point]
    bounds: Rect
    labelled: bool
    extra: float


class Belonging:
    """Weighs the doubt that places of labels leave, for one chart."""

    def __init__(self, texts: Sequence[str], lines: Sequence[Line]) -> None:
        """Prepare, from the labels' texts ("" for none) and their arrows."""
        leaving = Counter(line.source for line in lines)
        self._arrows = [
            _Arrow(
                line.path,
                _bounds(line.path),
                labelled=bool(text),
                extra=0.0 if leaving[line.source] > 1 else _ALONE,
            )
            for text, line in zip(texts, lines, strict=True)
        ]

    def doubt(self, rect: Rect, own: int) -> float:
        """Give the cost of the doubt if the label of arrow ``own`` stands at a place."""
        mine = self._arrows[own]
        suits = _nearness(rect, mine.path) + mine.extra
        cost = 0.0
        for at, other in enumerate(self._arrows):
            if at == own or _apart(rect, other.bounds) > _REACH:
                continue
            need = suits + (_FIRM if other.labelled else _CLEAR)
            if other.extra >= need:
                continue
            rival = _nearness(rect, other.path) + other.extra
            if rival < need:
                cost += _DOUBT + (need - rival) * _SLOPE
        return cost


def _bounds(path: Sequence[Point]) -> Rect:
    xs, ys = zip(*path, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _apart(one: Rect, other: Rect) -> float:
    """Give the distance between two upright rectangles; 0 where they meet."""
    dx = max(one[0] - other[2], 0.0, other[0] - one[2])
    dy = max(one[1] - other[3], 0.0, other[1] - one[3])
    return math.hypot(dx, dy)


def _nearness(rect: Rect, path: Sequence[Point]) -> float:
    """Tell how near a label is to an arrow, and how near to where it begins; low is near."""
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    gap = middle = math.inf
    along = run = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(path):
        piece = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        gap = min(gap, _apart(rect, piece))
        distance = _apart((x, y, x, y), piece)
        if distance < middle:
            middle = distance
            reached = min(max(x, piece[0]), piece[2]), min(max(y, piece[1]), piece[3])
            along = run + math.dist((ax, ay), reached)
        run += math.dist((ax, ay), (bx, by))
    return math.inf if gap > _REACH else gap + _MIDDLE * middle + _ALONG * along
