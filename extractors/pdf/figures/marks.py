"""What the paths of a page are: areas, lines, and small marks that may be the heads of arrows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from extractors.pdf.figures.outlines import (
    block_arrow,
    bounds,
    centre_line,
    corners,
    kind_of,
    wedge,
)
from extractors.pdf.objects import Path, Point, Subpath

_MARK = 20.0  # points: a head of an arrow is no larger
_SPECK = 0.8  # points: a line that is shorter is nothing that people see
_DROP = 2.0  # points: nor is an area that is smaller both ways, such as the end of a dash
_SAME = 3.0  # points by which the outline of an area may be off its fill
_FEWEST_OF_A_MARK = 3
_MOST_OF_A_MARK = 9
_PALE = 0xF4  # channels from here on are white to the eye


Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, eq=False)
class Area:
    """A closed path with room in it.

    Attributes:
        paths: Numbers of the paths that draw it.
        polygon: Its corners.
        kind: Word's name of such a shape.
        stroke, fill: Colours as ``rrggbb``, or None.
        dashed: Its outline is dashed.
        tip: Where the pointer of a callout ends, which is not in the polygon.
    """

    paths: frozenset[int]
    polygon: tuple[Point, ...]
    kind: str
    stroke: str | None = None
    fill: str | None = None
    dashed: bool = False
    tip: Point | None = None

    @cached_property
    def bounds(self) -> Bounds:
        """Left, top, right, bottom."""
        return bounds(self.polygon)

    @property
    def outlined(self) -> bool:
        """It has a line or a fill that can be seen on white paper."""
        return is_inked(self.stroke) or is_inked(self.fill)

    @property
    def size(self) -> float:
        """Area of its bounds, square points."""
        left, top, right, bottom = self.bounds
        return (right - left) * (bottom - top)


@dataclass(frozen=True, eq=False)
class Wire:
    """A line on the page.

    Attributes:
        paths: Numbers of the paths that draw it.
        points: At least two.
        start_arrow, end_arrow: It has a head there.
        dashed: It is dashed.
        block: The polygon of a block arrow, in which words may stand; else empty.
        colour: As ``rrggbb``.
    """

    paths: frozenset[int]
    points: tuple[Point, ...]
    start_arrow: bool = False
    end_arrow: bool = False
    dashed: bool = False
    block: tuple[Point, ...] = ()
    colour: str = "000000"

    @property
    def headed(self) -> bool:
        """It has a head at one end at least."""
        return self.start_arrow or self.end_arrow

    @cached_property
    def bounds(self) -> Bounds:
        """Left, top, right, bottom."""
        return bounds(self.block or self.points)


@dataclass(frozen=True, eq=False)
class Mark:
    """A small filled or open figure that may be the head of an arrow.

    Attributes:
        path: Number of the path.
        points: Its corners.
        closed: An area; else an open line such as ``>``.
        otherwise: What it is when it is no head: an area or a line.
    """

    path: int
    points: tuple[Point, ...]
    closed: bool
    otherwise: Area | Wire


@dataclass(slots=True)
class Marks:
    """Everything that paths draw, by what it may be."""

    areas: list[Area] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    heads: list[Mark] = field(default_factory=list)


def is_inked(colour: str | None) -> bool:
    """Tell whether a colour can be told from white paper."""
    if colour is None:
        return False
    return any(int(colour[i : i + 2], 16) < _PALE for i in (0, 2, 4))


def read_marks(paths: Sequence[Path]) -> Marks:
    """Sort what a page's paths draw; numbers of paths are their places in the sequence."""
    marks = Marks()
    for index, path in enumerate(paths):
        for part in path.parts:
            _sort(index, path, part, marks)
    marks.wires = list(_drawn_once(marks.wires))
    return marks


def _sort(index: int, path: Path, part: Subpath, marks: Marks) -> None:
    closed = part.closed or path.stroke is None
    points = corners(part.points, closed=closed)
    if len(points) < 2 or max(_extents(points)) < _SPECK:  # noqa: PLR2004 - a line has two ends
        return
    if closed and len(points) == 2:  # noqa: PLR2004 - there and back
        closed = False
    if not closed:
        _sort_line(index, path, points, marks)
    else:
        _sort_area(index, path, part, points, marks)


def _sort_line(index: int, path: Path, points: tuple[Point, ...], marks: Marks) -> None:
    if not is_inked(path.stroke) and not is_inked(path.fill):
        return
    wire = Wire(frozenset({index}), points, dashed=path.dashed, colour=path.stroke or "000000")
    if len(points) == _FEWEST_OF_A_MARK and max(_extents(points)) <= _MARK:
        marks.heads.append(Mark(index, points, False, wire))
    else:
        marks.wires.append(wire)


def _sort_area(
    index: int, path: Path, part: Subpath, points: tuple[Point, ...], marks: Marks
) -> None:
    own = frozenset({index})
    kind = kind_of(points, curved=part.curved)
    area = Area(own, points, kind, path.stroke, path.fill, path.dashed)
    line = None if part.curved else centre_line(points)
    if line is None and max(_extents(points)) < _DROP:
        return
    if line is not None:
        if area.outlined:
            marks.wires.append(
                Wire(own, line, dashed=path.dashed, colour=path.fill or path.stroke or "000000")
            )
        return
    if _may_be_head(points, area, part):
        marks.heads.append(Mark(index, points, True, area))
        return
    arrow = None if part.curved else block_arrow(points)
    if arrow is not None and area.outlined:
        start, end, both = arrow
        marks.wires.append(Wire(own, (start, end), start_arrow=both, end_arrow=True, block=points))
        return
    marks.areas.append(_callout(area, curved=part.curved))


def _callout(area: Area, *, curved: bool) -> Area:
    """Take the pointer off the outline of a callout."""
    found = wedge(area.polygon)
    if found is None:
        return area
    kind = "wedgeRoundRectCallout" if curved else "wedgeRectCallout"
    return replace(area, polygon=found[0], tip=found[1], kind=kind)


def _may_be_head(points: Sequence[Point], area: Area, part: Subpath) -> bool:
    return (
        area.outlined
        and not part.curved
        and area.kind != "rect"
        and _FEWEST_OF_A_MARK <= len(points) <= _MOST_OF_A_MARK
        and max(_extents(points)) <= _MARK
    )


def _extents(points: Sequence[Point]) -> tuple[float, float]:
    left, top, right, bottom = bounds(points)
    return right - left, bottom - top


def joined_areas(areas: Iterable[Area]) -> list[Area]:
    """Join the fill and the outline of one shape, which are often drawn one after the other."""
    kept: dict[tuple[int, ...], list[Area]] = {}
    for area in areas:
        near = [a for key in _keys(area) for a in kept.get(key, ()) if _is_same(a, area)]
        if near:
            old = near[0]
            new = replace(
                old,
                paths=old.paths | area.paths,
                stroke=area.stroke or old.stroke,
                fill=area.fill or old.fill,
                dashed=old.dashed or area.dashed,
            )
            cell = kept[_key(old)]
            cell[cell.index(old)] = new
        else:
            kept.setdefault(_key(area), []).append(area)
    return [area for cell in kept.values() for area in cell]


def _key(area: Area) -> tuple[int, ...]:
    return tuple(int(edge // (4 * _SAME)) for edge in area.bounds[:2])


def _keys(area: Area) -> Iterator[tuple[int, ...]]:
    column, row = _key(area)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            yield x, y


def _is_same(one: Area, other: Area) -> bool:
    slack = min(_SAME, *(e / 4 for e in (*_extents(one.polygon), *_extents(other.polygon))))
    return all(abs(a - b) <= slack for a, b in zip(one.bounds, other.bounds, strict=True))


def _drawn_once(wires: Iterable[Wire]) -> Iterator[Wire]:
    """Leave out lines that are drawn a second time, as fill and stroke or as shadow."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    for wire in wires:
        places = tuple((round(x), round(y)) for x, y in wire.points)
        if places not in seen and places[::-1] not in seen:
            yield wire
        seen.add(places)


def length(points: Sequence[Point]) -> float:
    """Give the length of a line."""
    return sum(math.dist(a, b) for a, b in pairwise(points))
