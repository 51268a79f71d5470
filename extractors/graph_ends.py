"""Where each end of a line belongs: to a box, to another line, or nowhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.drawing import Box, Point, Stroke
from extractors.graph_space import length, nearest_point, ray_to_box, to_box, to_path

_TOUCH = 3.0  # points: such an end was snapped to the box
_ON_LINE = 8.0  # points: farther ends are not meant to stand on another line
_SAME_SPOT = 7.0  # points: two lines that meet here leave the same side of a box
_RAY = 40.0  # points: so far a line may stop short of the box that it points at
_FAR = 1.6
_GLUE_FAR = 3.0
_SIDEWAYS = 1.35  # what a box beside a line's direction costs more than one ahead
_BOX_BONUS = 2.0
_RIVAL = 2.5  # points: another box as near as this makes an end doubtful
_NOTE_PENALTY = 4.0
_HEAD_OVER, _TAIL_OVER = 1.5, 4.0  # points by which an end has passed over a line
_UNLIKE = 6.0  # points: how much farther a line counts that is dashed where this one is not


@dataclass(frozen=True, slots=True)
class End:
    """An end of a stroke and what it is joined to.

    Attributes:
        stroke: Index of the stroke.
        first: The end where the path begins.
        point: Where it is.
        box: Index of the box that it meets.
        lines: Other strokes that it stands on: index, and how far along it, points.
        confidence: 0 for an end that meets nothing.
    """

    stroke: int
    first: bool
    point: Point
    box: int | None = None
    lines: tuple[tuple[int, float], ...] = ()
    confidence: float = 0.0

    @property
    def met(self) -> bool:
        """Tell whether the end meets anything."""
        return self.box is not None or bool(self.lines)


@dataclass(frozen=True)
class Scene:
    """What the ends can meet.

    Attributes:
        strokes: All lines and arrows.
        boxes: All boxes that a line can be drawn to.
        leaning: For each box, how much it looks like a note; arrows avoid such boxes.
        tolerance: How far from a box an end may stop, points.
        spread: Lines that are so much farther than the nearest one are met too, points.
    """

    strokes: Sequence[Stroke]
    boxes: Sequence[Box]
    leaning: Sequence[float]
    tolerance: float
    spread: float = 3.0

    @cached_property
    def pointers(self) -> frozenset[int]:
        """The strokes that are pointers of callouts; no other line is meant to meet them."""
        shapes = {box.shape for box in self.boxes}
        return frozenset(i for i, stroke in enumerate(self.strokes) if stroke.shape in shapes)


def tolerance_for(side: float) -> float:
    """Give the tolerance for boxes whose shorter sides measure about ``side`` points."""
    return min(max(0.35 * side, 6.0), 16.0) * 1.5


def join_ends(scene: Scene) -> list[End]:
    """Join the ends of all strokes; the first and last end of stroke i stand at 2i and 2i + 1."""
    raw = [
        End(i, first, stroke.path[0] if first else stroke.path[-1])
        for i, stroke in enumerate(scene.strokes)
        for first in (True, False)
    ]
    nearest = [_nearest_box(scene, end) for end in raw]
    extents = [_extent(stroke.path) for stroke in scene.strokes]
    ends = [_join(scene, end, nearest, extents, None) for end in raw]
    for i in range(0, len(ends), 2):
        one, other = ends[i], ends[i + 1]
        if one.box is not None and one.box == other.box and len(scene.strokes[i // 2].path) < 6:  # noqa: PLR2004 - a long way round may come back to its box
            far = i if _gap(scene, one) > _gap(scene, other) else i + 1
            again = _join(scene, raw[far], nearest, extents, one.box)
            if again.met:
                ends[far] = replace(again, confidence=min(again.confidence, 0.8))
    return ends


def _gap(scene: Scene, end: End) -> float:
    return to_box(end.point, scene.boxes[end.box]) if end.box is not None else 0.0


def _extent(path: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*path, strict=True)
    return min(xs) - _ON_LINE, min(ys) - _ON_LINE, max(xs) + _ON_LINE, max(ys) + _ON_LINE


def _nearest_box(scene: Scene, end: End) -> tuple[int | None, float]:
    distances = [(to_box(end.point, box), i) for i, box in enumerate(scene.boxes)]
    distance, index = min(distances, default=(math.inf, -1))
    return (index, distance) if distance <= scene.tolerance else (None, math.inf)


def _inner(stroke: Stroke, *, first: bool) -> Point:
    """Give the corner of a path next to an end, for its direction."""
    path = stroke.path if first else stroke.path[::-1]
    return next((p for p in path[1:] if math.dist(p, path[0]) > 1), path[-1])


def _join(
    scene: Scene,
    end: End,
    nearest: Sequence[tuple[int | None, float]],
    extents: Sequence[tuple[float, float, float, float]],
    barred: int | None,
) -> End:
    stroke = scene.strokes[end.stroke]
    glued = _glued(scene, end, stroke, barred)
    if glued is not None:
        return glued
    boxes = sorted(_box_costs(scene, end, stroke, barred))
    lines = sorted(_line_costs(scene, end, nearest, extents))
    if boxes and (not lines or boxes[0][0] - _BOX_BONUS <= lines[0][0]):
        cost, gap, index = boxes[0]
        confidence = _closeness(gap, scene.tolerance)
        if gap > 1.5 and len(boxes) > 1 and boxes[1][0] - cost < _RIVAL:  # noqa: PLR2004
            confidence *= 0.75
        return replace(end, box=index, confidence=confidence)
    ahead = _passed(scene, end, stroke, boxes, lines)
    if ahead is not None:
        return replace(end, box=ahead[2], confidence=_closeness(ahead[1], scene.tolerance))
    if lines:
        gap = lines[0][0]
        met = tuple((index, at) for g, index, at in lines if g <= gap + scene.spread)
        return replace(end, lines=met, confidence=0.97 if gap <= _ON_LINE / 2 else 0.85)
    return _ahead(scene, end, stroke, barred)


def _passed(
    scene: Scene,
    end: End,
    stroke: Stroke,
    boxes: Sequence[tuple[float, float, int]],
    lines: Sequence[tuple[float, int, float]],
) -> tuple[float, float, int] | None:
    """Give the box that an end points at, if it has passed over the line beside it."""
    headed = stroke.start_arrow if end.first else stroke.end_arrow
    if not (boxes and lines and boxes[0][1] <= scene.tolerance):
        return None
    if scene.leaning[boxes[0][2]] and not stroke.dashed:
        return None
    inner = _inner(stroke, first=end.first)
    if ray_to_box(end.point, inner, scene.boxes[boxes[0][2]], scene.tolerance) is None:
        return None
    near = nearest_point(end.point, scene.strokes[lines[0][1]].path)
    (x, y), (u, v) = end.point, (end.point[0] - inner[0], end.point[1] - inner[1])
    size = math.hypot(u, v) or 1.0
    over = ((x - near[0]) * u + (y - near[1]) * v) / size
    return boxes[0] if over > (_HEAD_OVER if headed else _TAIL_OVER) else None


def _glued(scene: Scene, end: End, stroke: Stroke, barred: int | None) -> End | None:
    shape = stroke.start_glue if end.first else stroke.end_glue
    if shape is None:
        return None
    for index, box in enumerate(scene.boxes):
        if box.shape == shape and index != barred:
            gap = to_box(end.point, box)
            if gap <= scene.tolerance:
                return replace(end, box=index, confidence=0.98)
            if gap <= scene.tolerance * _GLUE_FAR:
                return replace(end, box=index, confidence=0.7)
    return None


def _closeness(gap: float, tolerance: float) -> float:
    if gap <= _TOUCH:
        return 0.98
    return 0.95 - 0.25 * gap / tolerance if gap <= tolerance else 0.5


def _box_costs(
    scene: Scene, end: End, stroke: Stroke, barred: int | None
) -> Iterator[tuple[float, float, int]]:
    inner = _inner(stroke, first=end.first)
    reach = scene.tolerance * _FAR
    x, y = end.point
    for index, box in enumerate(scene.boxes):
        if (
            index == barred
            or x < box.left - reach
            or y < box.top - reach
            or x > box.left + box.width + reach
            or y > box.top + box.height + reach
        ):
            continue
        gap = to_box(end.point, box)
        if gap > reach:
            continue
        ahead = gap == 0 or ray_to_box(end.point, inner, box, reach * 1.5) is not None
        cost = gap if ahead else gap * _SIDEWAYS
        if scene.leaning[index] and not stroke.dashed:
            cost += _NOTE_PENALTY * scene.leaning[index]
        if gap == 0:
            cost -= min(_depth(end.point, box), 3.0) * 0.3
        yield cost, gap, index


def _depth(point: Point, box: Box) -> float:
    """Give how deep inside a box a point lies."""
    x, y = point
    return max(
        0.0,
        min(x - box.left, box.left + box.width - x, y - box.top, box.top + box.height - y),
    )


def _line_costs(
    scene: Scene,
    end: End,
    nearest: Sequence[tuple[int | None, float]],
    extents: Sequence[tuple[float, float, float, float]],
) -> Iterator[tuple[float, int, float]]:
    x, y = end.point
    own = scene.strokes[end.stroke]
    mine, gap = nearest[2 * end.stroke + (0 if end.first else 1)]
    for index, stroke in enumerate(scene.strokes):
        left, top, right, bottom = extents[index]
        if index == end.stroke or x < left or x > right or y < top or y > bottom:
            continue
        distance, at = to_path(end.point, stroke.path)
        if distance > _ON_LINE or index in scene.pointers:
            continue
        likely = mine is not None and (own.dashed or not scene.leaning[mine])
        if mine is not None and gap <= _SAME_SPOT and (likely or gap <= _TOUCH):
            size = length(stroke.path)
            ends = ((2 * index, at), (2 * index + 1, size - at))
            if any(
                nearest[e][0] == mine and nearest[e][1] <= _SAME_SPOT and run <= _SAME_SPOT * 2
                for e, run in ends
            ):
                continue
        yield distance + (_UNLIKE if stroke.dashed != own.dashed else 0.0), index, at


def _ahead(scene: Scene, end: End, stroke: Stroke, barred: int | None) -> End:
    """Draw a line that stops short out to the box that it points at."""
    inner = _inner(stroke, first=end.first)
    found = [
        (reach, index)
        for index, box in enumerate(scene.boxes)
        if index != barred and (reach := ray_to_box(end.point, inner, box, _RAY)) is not None
    ]
    if not found:
        return end
    return replace(end, box=min(found)[1], confidence=0.6)
