"""Unrotated frames of lines: the box, turn and mirroring by which Word stores a line."""

from __future__ import annotations

from dataclasses import dataclass

from examples.word.geometry import Point, Stroke

_TWO_BENDS, _ONE_BEND = 4, 3


@dataclass(frozen=True, slots=True)
class Frame:
    """A line as Word keeps it: mirrored first, then turned about the centre.

    Attributes:
        preset: DrawingML's name of the shape.
        turn: Degrees, clockwise.
        bend: Where a line of two bends turns, as a part of the width; None without such bends.
    """

    preset: str
    x: float
    y: float
    width: float
    height: float
    turn: int = 0
    flip_x: bool = False
    flip_y: bool = False
    bend: float | None = None


def frame_of(stroke: Stroke) -> Frame:
    """Find the frame of a stroke."""
    points = stroke.points
    if len(points) == _TWO_BENDS:
        upright = points[0][0] == points[1][0]
        return _bent_down(points[0], points[-1]) if upright else _lane(points)
    if len(points) == _ONE_BEND:
        return _corner(points[0], points[-1])
    return _straight(points[0], points[1], arrow=stroke.arrow)


def _straight(start: Point, end: Point, *, arrow: bool) -> Frame:
    (x1, y1), (x2, y2) = start, end
    return Frame(
        "straightConnector1" if arrow else "line",
        min(x1, x2),
        min(y1, y2),
        abs(x2 - x1),
        abs(y2 - y1),
        flip_x=x2 < x1,
        flip_y=y2 < y1,
    )


def _turned(
    preset: str,
    ends: tuple[Point, Point],
    turn: int,
    *,
    flip_x: bool = False,
    flip_y: bool = False,
    bend: float | None = None,
) -> Frame:
    """Frame a line that leaves upright: Word stores it lying, and turns it by a quarter."""
    (x1, y1), (x2, y2) = ends
    wide, high = abs(y2 - y1), abs(x2 - x1)
    left, top = (x1 + x2 - wide) / 2, (y1 + y2 - high) / 2
    return Frame(preset, left, top, wide, high, turn, flip_x, flip_y, bend)


def _bent_down(start: Point, end: Point) -> Frame:
    if end[0] < start[0]:
        return _turned("bentConnector3", (start, end), 90, bend=0.5)
    return _turned("bentConnector3", (start, end), 270, flip_x=True, bend=0.5)


def _corner(start: Point, end: Point) -> Frame:
    """Frame a line from the right: down or up, then to the left."""
    if end[1] > start[1]:
        return _turned("bentConnector2", (start, end), 90)
    return _turned("bentConnector2", (start, end), 270, flip_y=True)


def _lane(points: tuple[Point, ...]) -> Frame:
    """Frame a line that leaves to the left, runs through a lane and comes back from the left."""
    (x1, y1), (lane, _), (_, _), (x2, y2) = points
    width = max(abs(x2 - x1), 1.0)
    mirrored = x2 <= x1
    return Frame(
        "bentConnector3",
        min(x1, x2) if x1 != x2 else x1 - width,
        min(y1, y2),
        width,
        abs(y2 - y1),
        flip_x=mirrored,
        flip_y=y2 < y1,
        bend=(x1 - lane) / width if mirrored else (lane - x1) / width,
    )
