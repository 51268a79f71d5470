"""Lines and shades that tell the rows of a table whose columns no rulings part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from extractors.pdf.lattice import Box
from extractors.pdf.objects import PageObjects, Path
from extractors.pdf.rulings import Ruling, Rulings, clusters
from extractors.pdf.text_lines import TextLine

_LOWEST: Final = 6.0  # points; a filled area that is lower is a line
_NARROWEST: Final = 8.0  # points; a narrower one is no cell's
_WHITE: Final = 0xFC  # an area whose channels are all as light is not seen
_COVERED: Final = 0.6  # of a column that a line or an area covers
_SLACK: Final = 2.6  # points by which edges and texts may be off
_LEVEL: Final = 0.3  # points by which the edges of cells beside each other are off
_COLUMNS: Final = 2  # that a bar covers
_TURNS: Final = 4  # corners of a rectangle


class Bars(NamedTuple):
    """What marks rows on a page: lines from left to right, and shaded cells."""

    lines: tuple[Ruling, ...] = ()
    shades: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Walls:
    """What the bars say of one column's cells, by the numbers of the rows' edges.

    Attributes:
        ends: Edges at which a cell ends.
        inside: Edges that a cell goes on across.
    """

    ends: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()


def bars_of(page: PageObjects, rulings: Rulings, tables: Sequence[Box]) -> Bars:
    """Find the bars of a page outside of its ruled tables."""

    def outside(left: float, top: float, right: float, bottom: float) -> bool:
        x, y = (left + right) / 2, (top + bottom) / 2
        return not any(table.holds(x, y, _SLACK) for table in tables)

    lines = (line for line in rulings.horizontal if line.end - line.start > _NARROWEST)
    return Bars(
        tuple(line for line in lines if outside(line.start, line.at, line.end, line.at)),
        tuple(box for path in page.paths for box in _areas(path) if outside(*box)),
    )


def _areas(path: Path) -> Iterator[Box]:
    """Give the shaded rectangles of a path."""
    if not path.fill or all(int(path.fill[at : at + 2], 16) >= _WHITE for at in (0, 2, 4)):
        return
    for part in path.parts:
        xs, ys = [x for x, _ in part.points], [y for _, y in part.points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        low, narrow = box.bottom - box.top < _LOWEST, box.right - box.left < _NARROWEST
        if len(part.points) >= _TURNS and not (part.curved or low or narrow):
            yield box


def bars_between(bars: Bars, columns: Sequence[tuple[float, float]]) -> Bars:
    """Leave out lines that cover fewer columns than two, as those below words."""
    wide = [(y, left, right) for y, left, right in _levels(bars) if _crosses(left, right, columns)]
    lines = tuple(
        line
        for line in bars.lines
        if any(y == line.at and x <= line.start and line.end <= z for y, x, z in wide)
    )
    return bars._replace(lines=lines)


def row_edges_of(
    bars: Bars, columns: Sequence[tuple[float, float]], top: float, bottom: float
) -> list[float]:
    """Tell where bars part rows between two heights of a table; the ends are those heights."""
    inner = clusters(
        y for y, left, right in _levels(bars) if top < y < bottom and _crosses(left, right, columns)
    )
    return [top, *inner, bottom]


def _crosses(left: float, right: float, columns: Sequence[tuple[float, float]]) -> bool:
    return sum(_covers(left, right, *column) for column in columns) >= min(_COLUMNS, len(columns))


def _levels(bars: Bars) -> Iterator[tuple[float, float, float]]:
    """Give each height that a bar tells, and between which x; neighbours are one."""
    edges = [(line.at, line.start, line.end) for line in bars.lines]
    for shade in bars.shades:
        edges += [(shade.top, shade.left, shade.right), (shade.bottom, shade.left, shade.right)]
    found: list[tuple[float, float, float]] = []  # of cells beside each other
    for y, left, right in sorted(edges):
        if found and abs(found[-1][0] - y) <= _LEVEL and left - found[-1][2] <= _SLACK:
            found[-1] = (y, found[-1][1], max(right, found[-1][2]))
        else:
            found.append((y, left, right))
    yield from found


def walls_of(bars: Bars, edges: Sequence[float], left: float, right: float) -> Walls:
    """Tell which edges part the cells of a column that stands between two x."""
    ends, inside = set(), set()
    shades = [s for s in bars.shades if _covers(s.left, s.right, left, right)]
    for n, y in enumerate(edges):
        near = [line for line in bars.lines if abs(line.at - y) <= _SLACK]
        drawn = any(_covers(line.start, line.end, left, right) for line in near)
        if drawn or any(min(abs(s.top - y), abs(s.bottom - y)) <= _SLACK for s in shades):
            ends.add(n)
        elif near or any(s.top < y < s.bottom for s in shades):
            inside.add(n)
    return Walls(frozenset(ends), frozenset(inside))


def _covers(start: float, end: float, left: float, right: float) -> bool:
    return min(end, right) - max(start, left) >= _COVERED * (right - left)


def between(lines: Sequence[TextLine], edges: Sequence[float]) -> list[list[TextLine]]:
    """Put lines into the rows that the edges part, by the middle of each line."""
    rows: list[list[TextLine]] = [[] for _ in edges[1:]]
    for line in lines:
        middle = (line.top + line.bottom) / 2
        rows[max(0, min(sum(middle > y for y in edges[:-1]) - 1, len(rows) - 1))].append(line)
    return rows
