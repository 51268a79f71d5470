"""The room that a chart leaves at its sides: where the margins for risk boxes can begin."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rendering.diagrams.chart import LEFT, RIGHT
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.route import Plan, Way, levels
from rendering.diagrams.tracks import net_at_entry, net_at_exit

Extents = dict[int, tuple[float, float]]
"""Level (``route``: channel ``k`` is ``2k``, row ``r`` is ``2r + 1``) → its left and right end."""

_SAME = 0.1
_OUTER: Mapping[int, Callable[[Iterable[float]], float]] = {LEFT: min, RIGHT: max}


def extents(graph: StepGraph, plan: Plan, ways: Sequence[Way]) -> Extents:
    """Tell how far boxes and lines reach at every level; labels are not known yet."""
    found: Extents = {}

    def reach(level: int, *places: float) -> None:
        left, right = found.get(level, (math.inf, -math.inf))
        found[level] = (min(left, *places), max(right, *places))

    for at, row in enumerate(plan.rows):
        reach(2 * row + 1, plan.left(at), plan.right(at))
    exits, entries = net_at_exit(graph, plan, ways), net_at_entry(graph, plan, ways)
    for way, below, above in zip(ways, exits, entries, strict=True):
        arrow = graph.arrows[way.arrow]
        begin, end = plan.centres[arrow.source], plan.centres[arrow.target]
        lane = end if way.lane is None else way.lane
        if below:
            reach(2 * below[0], begin, lane)
        if above:
            reach(2 * above[0], lane, end)
        if way.lane is not None:
            low, high = levels(plan, arrow, way.exit, way.entry)
            for level in range(min(low, high), max(low, high) + 1):
                reach(level, lane, lane)
    return found


def outermost(side: int, found: Extents, among: Iterable[int]) -> float:
    """Give how far the given levels reach to one side."""
    index = 0 if side == LEFT else 1
    return _OUTER[side](found[level][index] for level in among if level in found)


def beyond(side: int, found: Extents, edge: float) -> frozenset[int]:
    """Give the levels that reach farther to a side than the edge of its margin."""
    if side == LEFT:
        return frozenset(level for level, (left, _) in found.items() if left < edge - _SAME)
    return frozenset(level for level, (_, right) in found.items() if right > edge + _SAME)


def widest_column(
    edges: Mapping[int, float], whole: tuple[float, float], gutter: float, frame: float
) -> float:
    """Give the width of the columns of risk boxes in a frame.

    Args:
        edges: Side → the place that its column keeps clear of.
        whole: How far the chart itself reaches to the left and to the right.
        gutter: Room between an edge and its column.
        frame: Width of everything.
    """
    bounds = [frame - gutter - abs(edges[side] - whole[1 - index])
              for index, side in enumerate((LEFT, RIGHT)) if side in edges]  # fmt: skip
    if len(edges) > 1:
        bounds.append((frame - 2 * gutter - (edges[RIGHT] - edges[LEFT])) / 2)
    return min(bounds) if whole[1] - whole[0] <= frame else 0.0


@dataclass(slots=True)
class Margins:
    """Keeps risk boxes clear of each other and of what reaches into their margin (``Clearance``).

    Attributes:
        boxes: Row → margin and height of the risk boxes that belong to it.
        wide: Margin → the levels that reach into it.
        gap: Room above and below each risk box.
    """

    boxes: Mapping[int, Sequence[tuple[int, float]]]
    wide: Mapping[int, frozenset[int]]
    gap: float
    _boxes_end: dict[int, float] = field(default_factory=dict)
    _chart_end: dict[int, float] = field(default_factory=dict)

    def channel(self, number: int, top: float) -> float:
        """Let a channel that reaches into a margin begin below the last risk box there."""
        ends = [
            self._end(self._boxes_end, side) for side in self.wide if self._in(side, 2 * number)
        ]
        return max([top, *ends])

    def row(self, number: int, top: float, tall: float, lowest: float) -> tuple[float, float]:
        """Move a row down until its risk boxes are clear; lines above go half the way with it."""
        crowded = [side for side in self.wide if self._in(side, 2 * number)]
        for side in crowded:
            self._chart_end[side] = lowest
        found = top
        own = self.boxes.get(number, ())
        for side, height in own:
            free = max(self._end(self._boxes_end, side), self._end(self._chart_end, side))
            found = max(found, free + height / 2 - tall / 2)
        for side in self.wide:
            if self._in(side, 2 * number + 1):
                found = max(found, self._end(self._boxes_end, side))
                self._chart_end[side] = found + tall
        for side, height in own:
            self._boxes_end[side] = found + tall / 2 + height / 2
        return found, 0.0 if crowded else (found - top) / 2

    def _in(self, side: int, level: int) -> bool:
        return level in self.wide[side]

    def _end(self, ends: Mapping[int, float], side: int) -> float:
        return ends.get(side, -math.inf) + self.gap
