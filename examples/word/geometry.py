"""Boxes, strokes and labels of a drawn flowchart, in points from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Side = Literal["top", "left", "bottom", "right"]
Outline = Literal["rect", "roundRect", "diamond", "terminator", "note", "callout"]

SIDES: tuple[Side, ...] = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class Box:
    """A shape with text in it.

    Attributes:
        step: The number of the step that it draws; of a note, a number that no step has.
        outline: A note and a callout hold risks, in small letters and with a dashed border.
        tip: Where a callout points, from its top left corner.
    """

    step: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    outline: Outline = "rect"
    tip: Point = (0.0, 0.0)

    @property
    def aside(self) -> bool:
        """Tell whether it stands beside the flowchart and is no step of it."""
        return self.outline in ("note", "callout")

    @property
    def middle(self) -> float:
        """Give the x of its centre line."""
        return self.x + self.width / 2

    def at(self, side: Side) -> Point:
        """Give the middle of a side, where connectors are glued."""
        middle, centre = self.x + self.width / 2, self.y + self.height / 2
        return {
            "top": (middle, self.y),
            "left": (self.x, centre),
            "bottom": (middle, self.y + self.height),
            "right": (self.x + self.width, centre),
        }[side]


@dataclass(frozen=True, slots=True)
class Glue:
    """The box and side that an end of a stroke is glued to."""

    step: int
    side: Side


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn line through two to four points; upright and level parts only, unless direct."""

    points: tuple[Point, ...]
    arrow: bool = True
    dashed: bool = False
    start: Glue | None = None
    end: Glue | None = None

    @property
    def straight(self) -> bool:
        """Tell whether it has no bend."""
        return len(self.points) == 2  # noqa: PLR2004 - two ends


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside a stroke, in a box without border."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A laid out flowchart."""

    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]
    width: float
    height: float
    size: float
