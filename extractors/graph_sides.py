"""Where boxes lie to each other along a chart's flow and across it, whichever way it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.drawing import Box, Point
from extractors.graph_links import Link

_OFF = 40.0  # points by which a box beside another may lie out of its row
_SLACK = 3.0  # points by which boxes beside each other may overlap


@dataclass(frozen=True, slots=True)
class Sides:
    """The two directions of a chart.

    Attributes:
        upright: The flow runs from top to bottom, so that notes hang to the left and right.
    """

    upright: bool = True

    def gap(self, one: Box, other: Box) -> float:
        """Give the gap between two boxes across the flow; negative where they overlap so."""
        return _gap(self._across(one), self._across(other))

    def off(self, one: Box, other: Box) -> float:
        """Give the gap between two boxes along the flow; negative where they share a row."""
        return _gap(self._along(one), self._along(other))

    def shares_row(self, one: Box, other: Box) -> bool:
        """Tell whether two boxes share half of the smaller one's length along the flow."""
        smaller = min(self._along(one)[1], self._along(other)[1])
        return -self.off(one, other) * 2 >= smaller

    def is_beside(self, one: Box, other: Box) -> bool:
        """Tell whether two boxes lie beside each other, about in one row."""
        return self.gap(one, other) >= -_SLACK and self.off(one, other) <= _OFF

    def hangs(self, link: Link, boxes: Sequence[Box]) -> bool:
        """Tell whether a line leads from the side of a box to a box beside it."""
        one, other = boxes[link.source], boxes[link.target]
        ends = ((link.path[0], one), (link.path[-1], other))
        return self.is_beside(one, other) and any(self._is_side(p, b) for p, b in ends)

    def _across(self, box: Box) -> tuple[float, float]:
        return (box.left, box.width) if self.upright else (box.top, box.height)

    def _along(self, box: Box) -> tuple[float, float]:
        return (box.top, box.height) if self.upright else (box.left, box.width)

    def _is_side(self, point: Point, box: Box) -> bool:
        """Tell whether a point is nearer to a side of a box than to its ends along the flow."""
        x, y = point
        left_right = min(abs(x - box.left), abs(x - box.left - box.width))
        top_bottom = min(abs(y - box.top), abs(y - box.top - box.height))
        return (left_right < top_bottom) == self.upright


def sides_of(arrows: Sequence[Link], boxes: Sequence[Box]) -> Sides:
    """Find which way most arrows of a chart run, those to boxes where it ends not counted."""
    between = {arrow.source for arrow in arrows} & {arrow.target for arrow in arrows}
    inner = [a for a in arrows if a.source in between and a.target in between]
    upright = Sides()
    across = sum(upright.hangs(arrow, boxes) for arrow in inner or arrows)
    return Sides(upright=across * 2 <= len(inner) if inner else across < len(arrows) or not arrows)


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(one[0] - other[0] - other[1], other[0] - one[0] - one[1])
