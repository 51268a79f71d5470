"""Words beside arrows: the place where each stands clear of boxes, lines and other words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from rendering.diagrams.belonging import Belonging
from rendering.diagrams.chart import Box, Chart, Label, Line, Point
from rendering.diagrams.measure import balanced

_BESIDE = 1.5  # points between a line and its words
_OVER_BOX, _OVER_LABEL, _OVER_LINE = 2000.0, 1500.0, 400.0
_SHARED = 60.0  # what standing at a piece costs that other arrows also run along
_THIN, _NEAR = 1.0, 3.0  # points: a line; lines that look like one
_DOWN_ACROSS_DOWN = 4  # points of a path that leaves a foot and enters a head
_PLACES = (0.5, 0.3, 0.7, 0.1, 0.9)
_MORE_PLACES = (*_PLACES, 0.0, 1.0, 0.2, 0.8)

Rect = tuple[float, float, float, float]
Piece = tuple[float, float, float, float, int]


def labels(
    texts: Sequence[str],
    sizes: Sequence[tuple[float, float]],
    boxes: Sequence[Box],
    lines: Sequence[Line],
    leaders: Sequence[tuple[Point, Point]] = (),
) -> tuple[Label, ...]:
    """Place the words of every labelled line, in the order of the lines.

    Beside leaders of risk boxes they keep clear of these, and stand where it cannot be doubted
    which arrow they belong to.
    """
    if not any(texts):
        return ()
    paths = [*(line.path for line in lines), *leaders]
    pieces = [piece for at, path in enumerate(paths) for piece in _pieces(path, at)]
    walls = [(box.left, box.top, box.left + box.width, box.top + box.height) for box in boxes]
    placed: list[Rect] = []
    found: list[Label] = []
    belonging = Belonging(texts, lines) if leaders else None
    for at, text in enumerate(texts):
        if text:
            rect = _best(at, lines[at].path, sizes[at], (walls, placed, pieces), belonging)
            placed.append(rect)
            found.append(Label(text, rect[0], rect[1], *sizes[at], at))
    return tuple(found)


def _best(
    at: int,
    path: Sequence[Point],
    size: tuple[float, float],
    around: tuple[Sequence[Rect], Sequence[Rect], Sequence[Piece]],
    belonging: Belonging | None,
) -> Rect:
    """Choose the cheapest place, looking no further than a better one can be."""
    places = _MORE_PLACES if belonging else _PLACES
    candidates = sorted(_candidates(path, size, places), key=lambda one: one[0])
    least, chosen = math.inf, candidates[0][1]
    for base, rect, bit in candidates:
        if base >= least:
            break
        cost = base + _cost(rect, bit, at, *around)
        if belonging and cost < least:
            cost += belonging.doubt(rect, at)
        if cost < least:
            least, chosen = cost, rect
    return chosen


def _pieces(path: Sequence[Point], at: int) -> Iterator[Piece]:
    """Yield the pieces of a path, each from its upper left to its lower right end."""
    for (ax, ay), (bx, by) in itertools.pairwise(path):
        yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), at


def _candidates(
    path: Sequence[Point], size: tuple[float, float], places: Sequence[float]
) -> Iterator[tuple[float, Rect, Rect]]:
    """Yield cost, place and the bit of line beside it, all along a path on both sides."""
    wide, high = size
    fan = len(path) == _DOWN_ACROSS_DOWN and path[0][0] == path[1][0]
    for index, (ax, ay, bx, by, _) in enumerate(_pieces(path, 0)):
        for order, share in enumerate(places):
            base = (len(path) - index if fan else index) * 12.0 + order * 4.0
            x, y = ax + (bx - ax) * share, ay + (by - ay) * share
            if bx - ax <= by - ay:
                y = min(max(y, ay + high / 2), max(by - high / 2 - 3, ay + high / 2))
                spare = max(0.0, high - (by - ay))
                bit = (ax, y - high / 2, bx, y + high / 2)
                right = (x + _BESIDE, y - high / 2, x + _BESIDE + wide, y + high / 2)
                left = (x - _BESIDE - wide, y - high / 2, x - _BESIDE, y + high / 2)
                yield base + spare * 8, right, bit
                yield base + spare * 8 + 3, left, bit
            else:
                x = min(max(x, ax + wide / 2), max(bx - wide / 2, ax + wide / 2))
                spare = max(0.0, wide - (bx - ax))
                bit = (x - wide / 2, ay, x + wide / 2, by)
                over = (x - wide / 2, y - high - 0.5, x + wide / 2, y - 0.5)
                under = (x - wide / 2, y + 0.5, x + wide / 2, y + high + 0.5)
                yield base + spare * 8, over, bit
                yield base + spare * 8 + 5, under, bit


def _cost(
    rect: Rect,
    bit: Rect,
    own: int,
    walls: Sequence[Rect],
    placed: Sequence[Rect],
    pieces: Sequence[Piece],
) -> float:
    cost = sum(_OVER_BOX for wall in walls if _meets(rect, wall))
    cost += sum(_OVER_LABEL for other in placed if _meets(rect, other))
    left, top = min(rect[0], bit[0]) - _NEAR, min(rect[1], bit[1]) - _NEAR
    right, bottom = max(rect[2], bit[2]) + _NEAR, max(rect[3], bit[3]) + _NEAR
    for ax, ay, bx, by, at in pieces:
        if ax > right or bx < left or ay > bottom or by < top:
            continue
        if _meets(rect, (ax, ay, bx, by)):
            cost += _OVER_LINE
        if at != own and _along(bit, (ax, ay, bx, by)):
            cost += _SHARED
    return cost


def _meets(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _along(bit: Rect, part: Rect) -> bool:
    """Tell whether a piece of another line runs along the same stretch."""
    if bit[2] - bit[0] > bit[3] - bit[1]:  # turned, so that the stretch stands upright
        bit, part = _mirrored(bit), _mirrored(part)
    upright = part[2] - part[0] < _THIN and abs(part[0] - bit[0]) < _NEAR
    return upright and part[1] < bit[3] - _THIN and bit[1] + _THIN < part[3]


def _mirrored(rect: Rect) -> Rect:
    return rect[1], rect[0], rect[3], rect[2]


def labels_on_lines(texts: Sequence[str], found: Chart) -> tuple[Label, ...]:
    """Put every label on the middle of its straight arrow, inside the chart."""
    placed = []
    for at, (text, line) in enumerate(zip(texts, found.lines, strict=True)):
        if text:
            em, lines = balanced(text, 8.0)
            wide = min((em + 0.4) * found.size, found.width)
            high = min(lines * found.leading, found.height)
            (ax, ay), (bx, by) = line.path
            left = min(max((ax + bx) / 2 - wide / 2, 0.0), found.width - wide)
            top = min(max((ay + by) / 2 - high / 2, 0.0), found.height - high)
            placed.append(Label(text, left, top, wide, high, at))
    return tuple(placed)
