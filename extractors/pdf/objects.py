"""What is drawn on a PDF page: characters, paths and pictures, as the types that readers share.

One plane a page: x to the right, y downwards, in points, the page upright as people read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Point = tuple[float, float]


class Char(NamedTuple):
    """One character as it stands on the upright page.

    Attributes:
        text: The character; ligatures and compatibility forms may be several or folded ones.
        left, right: Its advance, so that the next one of its line begins at ``right``.
        top, bottom: Where its em box begins and ends, whatever the glyph looks like.
        size: Font size in points.
        bold: Set bold, or made bold by stroking.
        turn: Quarter turns clockwise that it stands rotated by on the upright page, 0 to 3.
        hidden: It cannot be seen: text render mode 3, or outside the page.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    turn: int = 0
    hidden: bool = False

    @property
    def middle(self) -> Point:
        """The centre of its box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Subpath:
    """A stretch of a path without a gap.

    Attributes:
        points: Its corners; of a Bézier curve the end points only, closed ones not repeated.
        closed: Its end goes back to its beginning.
        curved: At least one stretch is a Bézier curve.
    """

    points: tuple[Point, ...]
    closed: bool = False
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A path that is stroked, filled or both.

    Attributes:
        parts: Its subpaths in drawing order.
        stroke: Colour of the line as ``rrggbb``, or None when it is not stroked.
        fill: Colour of the area as ``rrggbb``, or None when it is not filled.
        width: Of the line in points; 0 is the thinnest that a device can draw.
        dashed: The line is dashed.
    """

    parts: tuple[Subpath, ...]
    stroke: str | None = "000000"
    fill: str | None = None
    width: float = 1.0
    dashed: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of its corners."""
        points = [point for part in self.parts for point in part.points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture's bounds."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageObjects:
    """All that is drawn on one page.

    Attributes:
        number: Of the page, from 1.
        width, height: Of the upright page in points.
        chars: In the order of the file, which need not be the reading order.
        paths: In the order of drawing; later ones cover earlier ones.
        pictures: Raster pictures, inline ones and shadings included.
        unreadable: How many characters have no meaning that can be told (no Unicode value).
        cut: Something was left out because the page has too many or too deeply nested objects.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...] = ()
    paths: tuple[Path, ...] = ()
    pictures: tuple[Picture, ...] = ()
    unreadable: int = 0
    cut: bool = False
