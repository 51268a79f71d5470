"""How the arrows of a flowchart run, in the habits of three kinds of people.

``connectors``: one bent connector an arrow. ``direct``: one straight line an arrow, slanting where
needed. ``bus``: pieces of ruled lines, branches from one shared line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from examples.model import Arrow, Item
from examples.word.geometry import Box, Chart, Glue, Label, Point, Side, Stroke
from examples.word.layout import Sheet, height_of, place

Manner = Literal["connectors", "direct", "bus"]

_LANE = 20.0
_MARGIN = 5.0
_NEAR = 0.5
_BENDS = 3


def draw(item: Item, sheet: Sheet, manner: Manner, *, cropped: bool = False) -> Chart:
    """Lay an item's flowchart out on a sheet; cropped, it is no wider than what is drawn."""
    chart = chart_of(item, place(item, sheet), sheet, manner)
    return cropped_to_content(chart) if cropped else chart


def chart_of(item: Item, boxes: tuple[Box, ...], sheet: Sheet, manner: Manner) -> Chart:
    """Draw the arrows of an item between the boxes of its steps."""
    routes = [(arrow, _route(arrow, boxes, sheet, manner)) for arrow in item.transitions]
    labels = [
        _label(arrow.label, route.points, sheet.size) for arrow, route in routes if arrow.label
    ]
    strokes = [route for _, route in routes]
    return Chart(
        boxes=boxes,
        strokes=tuple(_ruled(strokes) if manner == "bus" else strokes),
        labels=tuple(labels),
        width=sheet.width,
        height=height_of(boxes),
        size=sheet.size,
    )


def cropped_to_content(chart: Chart) -> Chart:
    """Move a chart to the left end of its sheet, and cut the sheet behind it."""
    parts: tuple[Box | Label, ...] = (*chart.boxes, *chart.labels)
    points = [point for stroke in chart.strokes for point in stroke.points]
    left = min([part.x for part in parts] + [x for x, _ in points])
    right = max([part.x + part.width for part in parts] + [x for x, _ in points])
    return replace(
        chart,
        boxes=tuple(replace(box, x=box.x - left) for box in chart.boxes),
        labels=tuple(replace(label, x=label.x - left) for label in chart.labels),
        strokes=tuple(
            replace(stroke, points=tuple((x - left, y) for x, y in stroke.points))
            for stroke in chart.strokes
        ),
        width=right - left,
    )


def _route(arrow: Arrow, boxes: Sequence[Box], sheet: Sheet, manner: Manner) -> Stroke:
    """Find the way of one arrow."""
    source, target = boxes[arrow.source - 1], boxes[arrow.target - 1]
    level = abs((source.y + source.height / 2) - (target.y + target.height / 2)) < _NEAR
    if level:
        right = source.x < target.x
        return _stroke(source, "right" if right else "left", target, "left" if right else "right")
    if source.x > target.x + target.width and _aside(source, sheet):
        return _stroke(source, "top" if source.y > target.y else "bottom", target, "right")
    if source.y > target.y:
        return _round(source, target, _LANE + len(arrow.label or "") * sheet.size)
    if abs(source.middle - target.middle) < _NEAR or manner == "direct":
        return _stroke(source, "bottom", target, "top")
    return _bent(source, target)


def _aside(box: Box, sheet: Sheet) -> bool:
    """Tell whether a box stands at the right margin, beside the row's own."""
    return box.x + box.width > sheet.width - _MARGIN


def _stroke(source: Box, leaves: Side, target: Box, enters: Side) -> Stroke:
    start, end = source.at(leaves), target.at(enters)
    around = leaves in ("top", "bottom") and enters in ("left", "right")
    points = (start, (start[0], end[1]), end) if around else (start, end)
    return Stroke(points, start=Glue(source.step, leaves), end=Glue(target.step, enters))


def _bent(source: Box, target: Box) -> Stroke:
    """Go down, across and down."""
    (x1, y1), (x2, y2) = source.at("bottom"), target.at("top")
    half = (y1 + y2) / 2
    return Stroke(
        ((x1, y1), (x1, half), (x2, half), (x2, y2)),
        start=Glue(source.step, "bottom"),
        end=Glue(target.step, "top"),
    )


def _round(source: Box, target: Box, away: float) -> Stroke:
    """Go back up through a lane on the left, so far away from the boxes."""
    (x1, y1), (x2, y2) = source.at("left"), target.at("left")
    lane = min(x1, x2) - away
    return Stroke(
        ((x1, y1), (lane, y1), (lane, y2), (x2, y2)),
        start=Glue(source.step, "left"),
        end=Glue(target.step, "left"),
    )


def _label(text: str, points: Sequence[Point], size: float) -> Label:
    """Put a word beside the first part of a line."""
    width, height = len(text) * size + 6, size * 1.5
    (x1, y1), (x2, y2) = points[0], points[1]
    if abs(y1 - y2) < _NEAR:
        return Label((x1 + x2) / 2 - width / 2, y1 - height - 1, width, height, text)
    return Label(x1 + 4, y1 + 1, width, height, text)


# --- ruled lines ---------------------------------------------------------------------------


def _ruled(routes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Take bent lines apart into ruled ones; what several share is drawn once."""
    forks: dict[Point, list[Stroke]] = defaultdict(list)
    joins: dict[Point, list[Stroke]] = defaultdict(list)
    listed = list(routes)
    for route in listed:
        forks[route.points[0]].append(route)
        joins[route.points[-1]].append(route)
    for route in listed:
        start, end = route.points[0], route.points[-1]
        if len(forks[start]) > 1 and _upright(forks[start]):
            if route is forks[start][0]:
                yield from _fork(start, forks[start])
        elif len(joins[end]) > 1 and _upright(joins[end]):
            if route is joins[end][0]:
                yield from _join(end, joins[end])
        else:
            parts = list(pairwise(route.points))
            yield from (Stroke(part, arrow=part is parts[-1]) for part in parts)


def _upright(routes: Sequence[Stroke]) -> bool:
    """Tell whether all go down from one row to the next, some of them to the side."""
    down = all(r.points[0][1] < r.points[1][1] and len(r.points) != _BENDS for r in routes)
    return down and any(not r.straight for r in routes)


def _fork(start: Point, routes: Sequence[Stroke]) -> Iterator[Stroke]:
    """Draw one line down, one across, and an arrow down to every target."""
    half = next(r.points[1][1] for r in routes if not r.straight)
    ends = sorted(r.points[-1] for r in routes)
    across = sorted([start[0], *(x for x, _ in ends)])
    yield Stroke((start, (start[0], half)), arrow=False)
    yield Stroke(((across[0], half), (across[-1], half)), arrow=False)
    for x, y in ends:
        yield Stroke(((x, half), (x, y)))


def _join(end: Point, routes: Sequence[Stroke]) -> Iterator[Stroke]:
    """Draw a line down from every source, one across, and one arrow down."""
    half = next(r.points[1][1] for r in routes if not r.straight)
    starts = sorted(r.points[0] for r in routes)
    across = sorted([end[0], *(x for x, _ in starts)])
    for x, y in starts:
        yield Stroke(((x, y), (x, half)), arrow=False)
    yield Stroke(((across[0], half), (across[-1], half)), arrow=False)
    yield Stroke(((end[0], half), end))
