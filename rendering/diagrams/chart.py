"""A drawn flowchart as plain geometry: what the layout hands to the three writers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Kind = Literal["rect", "decision", "terminator"]

TOP, LEFT, BOTTOM, RIGHT = 0, 1, 2, 3
"""Connection sites of rectangles, decisions and terminators, as DrawingML numbers them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room on the page, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its words and its rectangle, in points from the chart's top left corner.

    Attributes:
        text: Everything that stands in the box.
        left, top, width, height: The outline (of a decision: its bounding rectangle).
        kind: The outline's form.
        inset: Room left free at each side of the words, so that lines break evenly.
        lines: Number of lines that the words take.
    """

    text: str
    left: float
    top: float
    width: float
    height: float
    kind: Kind = "rect"
    inset: float = 0.0
    lines: int = 1

    def site(self, index: int) -> Point:
        """Give the connection site: 0 top, 1 left, 2 bottom, 3 right."""
        middle, centre = self.left + self.width / 2, self.top + self.height / 2
        return (
            (middle, self.top),
            (self.left, centre),
            (middle, self.top + self.height),
            (self.left + self.width, centre),
        )[index]


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow from one box to another, along a path of horizontal and vertical pieces.

    A path of two points may also be slanting. ``source`` and ``target`` number the boxes,
    ``start`` and ``end`` their connection sites.
    """

    source: int
    target: int
    start: int
    end: int
    path: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a line, in a box without outline."""

    text: str
    left: float
    top: float
    width: float
    height: float
    line: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart: its size, the size of its type, and what is drawn, in points."""

    width: float
    height: float
    size: float
    leading: float
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
