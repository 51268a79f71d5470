"""The rulings of a page: the straight lines that tables are made of, however they were drawn.

Programs draw a border as a stroke, as a thin filled rectangle, as the edge of a rectangle, as
many dashes or twice over; all of it becomes one list of lines a direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.pdf.objects import PageObjects, Path, Point, Subpath

_THICKEST: Final = 4.0  # points; a filled rectangle that is thicker is an area
_SLANT: Final = 1.0  # points that the ends of a straight line may be off
_TOGETHER: Final = 2.6  # lines as near as this are one, drawn double
_GAP: Final = 3.0  # between the pieces of one line
_DASH: Final = 9.0  # longest dash and longest gap between dashes
_PALE: Final = 0xF5  # a line whose channels are all as light cannot be seen


class Ruling(NamedTuple):
    """A straight line: ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """The lines of a page in both directions."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def rulings_of(page: PageObjects) -> Rulings:
    """Find the rulings of a page, each once."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    for path in page.paths:
        for (x0, y0), (x1, y1) in stretches(path):
            if abs(y1 - y0) <= _SLANT and abs(x1 - x0) > abs(y1 - y0):
                horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) <= _SLANT and y1 != y0:
                vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return Rulings(_merged(horizontal), _merged(vertical))


def stretches(path: Path) -> Iterator[tuple[Point, Point]]:
    """Give the visible straight stretches of a path, of a thin filled area the middle."""
    for part in path.parts:
        if path.stroke and not _pale(path.stroke):
            if not part.curved:
                yield from pairwise(part.points)
                if part.closed:
                    yield part.points[-1], part.points[0]
        elif path.fill and not _pale(path.fill):
            yield from _as_line(part)


@lru_cache(maxsize=256)  # a page has few colours and many lines
def _pale(colour: str) -> bool:
    return all(int(colour[at : at + 2], 16) >= _PALE for at in (0, 2, 4))


def _as_line(part: Subpath) -> Iterator[tuple[Point, Point]]:
    """Give the middle of a thin filled area."""
    xs, ys = [x for x, _ in part.points], [y for _, y in part.points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= min(_THICKEST, right - left):
        yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
    elif right - left <= min(_THICKEST, bottom - top):
        yield ((left + right) / 2, top), ((left + right) / 2, bottom)


def clusters(values: Iterable[float], together: float = _TOGETHER) -> list[float]:
    """Give one value for each group of values that lie together, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= together:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _merged(lines: list[Ruling]) -> list[Ruling]:
    """Join pieces of lines, and lines drawn double."""
    rows: list[list[Ruling]] = []
    for line in sorted(lines):
        if rows and line.at - rows[-1][0].at <= _TOGETHER:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _joined(row)]


def _joined(row: list[Ruling]) -> Iterator[Ruling]:
    at = sum(line.at for line in row) / len(row)
    start, end, last = 0.0, -1e9, 0.0  # of the line so far, and the length of its last piece
    for _, begin, stop in sorted(row, key=lambda line: line.start):
        dashes = last <= _DASH and stop - begin <= _DASH
        if begin - end <= (_DASH if dashes else _GAP):
            last = stop - begin
            end = max(end, stop)
            continue
        if end > start:
            yield Ruling(at, start, end)
        start, end, last = begin, stop, stop - begin
    if end > start:
        yield Ruling(at, start, end)
