"""A drawn flowchart as plain geometry: what the layout hands to the three writers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.college import Level

Point = tuple[float, float]
Kind = Literal["rect", "decision", "terminator", "offpage"]

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
class Manifestation:
    """A way in which a step can go wrong, as it stands in a risk box.

    Attributes:
        number: The number that a reader sees, with its full stop.
        mark: The level in its brackets, "" where no level is shown.
        text: The manifestation itself, literally.
    """

    number: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class RiskBox:
    """The manifestations at one step, in points from the chart's top left corner.

    Attributes:
        step: Number of the step's box.
        level: The highest level among them, which gives the box its look.
        side: Site of the step's box at which the leader to it begins.
    """

    step: int
    level: Level | None
    manifestations: tuple[Manifestation, ...]
    left: float
    top: float
    width: float
    height: float
    side: int = RIGHT

    def site(self, index: int) -> Point:
        """Give the connection site: 0 top, 1 left, 2 bottom, 3 right."""
        return Box("", self.left, self.top, self.width, self.height).site(index)


@dataclass(frozen=True, slots=True)
class RiskText:
    """How the words of all risk boxes are set, in points.

    Attributes:
        size, leading: Type size and line height.
        inset: Room beside the words.
        hanging: How far lines are indented after the first one of a manifestation.
        between: Room between two manifestations.
    """

    size: float
    leading: float
    inset: float
    hanging: float
    between: float


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
    risks: tuple[RiskBox, ...] = ()
    risk_text: RiskText | None = None

    def leader(self, risk: RiskBox) -> tuple[Point, Point]:
        """Give the ends of the line from a step to its risk box."""
        return self.boxes[risk.step].site(risk.side), risk.site(opposite(risk.side))


def opposite(side: int) -> int:
    """Give the site on the other side."""
    return (side + 2) % 4
