"""What makes a chart doubtful although all of its lines end somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Literal

from extractors.drawing import Box, Point
from extractors.graph_ends import tolerance_for
from extractors.graph_links import Link
from extractors.graph_space import crosses, ray_to_box, to_box
from extractors.graph_state import Reading
from extractors.graph_words import short
from schemas.text import normalised

Side = Literal["top", "bottom", "left", "right"]
_THROUGH = 4.0  # points inside a box at which a line no longer grazes but crosses it
_BESIDE = 60.0
_UNLIKE = 3.0  # times larger or smaller than the other boxes


def doubts_of_links(arrows: Sequence[Link], boxes: Sequence[Box]) -> Iterator[str]:
    """Doubt shared lines whose arrowheads may have been forgotten."""
    groups: dict[int, list[Link]] = defaultdict(list)
    into = {arrow.target for arrow in arrows}
    for arrow in arrows:
        groups[arrow.group].append(arrow)
    for group in groups.values():
        sources = {a.source for a in group}
        targets = {a.target for a in group}
        if len(sources) < 2:  # noqa: PLR2004 - one source: a plain branching
            continue
        if len(targets) > 1:
            yield f"“{_names(sources, boxes)}”共用的线通向几个方框"
            continue
        target_sides = {side_of(a.path[-1], a.path[-2], boxes[a.target]) for a in group}
        for arrow in group:
            side = side_of(arrow.path[0], arrow.path[1], boxes[arrow.source])
            odd = side == "top" or arrow.source not in into
            if odd and side in target_sides:
                yield f"“{short(boxes[arrow.source].text)}”处可能漏画箭头"


def _names(indexes: set[int], boxes: Sequence[Box]) -> str:
    return "”“".join(short(boxes[i].text) for i in sorted(indexes)[:3])


def side_of(end: Point, inner: Point, box: Box) -> Side:
    """Tell on which side of a box a line ends, by its direction there, else by its place."""
    dx, dy = inner[0] - end[0], inner[1] - end[1]
    middle = (box.left + box.width / 2, box.top + box.height / 2)
    if abs(dx) < 1 and abs(dy) < 1:
        dx, dy = end[0] - middle[0], end[1] - middle[1]
    if abs(dy) >= abs(dx):
        return "top" if dy < 0 else "bottom"
    return "left" if dx < 0 else "right"


def passing_doubts(arrows: Sequence[Link], steps: Mapping[int, Box]) -> Iterator[str]:
    """Doubt arrows that run through a box where they neither begin nor end."""
    for arrow in arrows:
        for index, box in steps.items():
            if index in (arrow.source, arrow.target):
                continue
            if any(crosses(box, a, b, _THROUGH) for a, b in pairwise(arrow.path)):
                yield f"有箭头穿过“{short(box.text)}”"


def missed_doubts(reading: Reading, steps: Mapping[int, Box]) -> Iterator[str]:
    """Doubt arrowheads that end on a line right before a box to which they do not lead."""
    reach = tolerance_for(reading.parts.side)
    for end in reading.ends:
        stroke = reading.parts.strokes[end.stroke]
        if end.box is not None or not (stroke.start_arrow if end.first else stroke.end_arrow):
            continue
        inner = stroke.path[1] if end.first else stroke.path[-2]
        leads_to = {
            arrow.target
            for arrow in reading.arrows
            if any(piece[0] == end.stroke for piece in arrow.pieces)
        }
        for index, box in steps.items():
            ahead = ray_to_box(end.point, inner, box, reach) is not None
            if ahead and index not in leads_to:
                yield f"有箭头可能指向“{short(box.text)}”"


def lone_doubts(arrows: Sequence[Link], steps: Mapping[int, Box]) -> Iterator[str]:
    """Doubt boxes without lines: beside a step, as a note would stand; several; unlike the rest."""
    joined = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    lone = [index for index in steps if index not in joined]
    usual = median(steps[i].height * steps[i].width for i in joined) if joined else 0.0
    for index in lone:
        box = steps[index]
        size = box.width * box.height
        beside = any(_stands_beside(box, steps[other]) for other in joined)
        if beside or len(lone) > 1 or not usual / _UNLIKE <= size <= usual * _UNLIKE:
            yield f"“{short(box.text)}”没有连线，是环节还是说明不能确定"
    for box in steps.values():
        text = normalised(box.text)
        if len(text) == 1 and text.isascii():
            yield f"方框中只有一个符号“{text}”，可能是接续标记"


def _stands_beside(box: Box, step: Box) -> bool:
    middle = box.top + box.height / 2
    edge = box.left if box.left > step.left else box.left + box.width
    in_row = step.top <= middle <= step.top + step.height
    return in_row and to_box((edge, middle), step) <= _BESIDE


def turned_round(arrows: Sequence[Link], boxes: Sequence[Box], reasons: list[str]) -> list[Link]:
    """Turn arrows that lead up into a box from boxes which nothing reaches, and say so.

    Programs that convert old drawings put the arrowheads of some elbows at the wrong end: the
    branches below a box then seem to lead up to it.
    """
    into = {arrow.target for arrow in arrows}
    down = any(_sides(a, boxes) == ("bottom", "top") for a in arrows)
    result = []
    for arrow in arrows:
        bent = len(arrow.path) > 2  # noqa: PLR2004 - a straight line has two ends
        upwards = bent and arrow.directed and _sides(arrow, boxes) == ("top", "bottom")
        if not (upwards and down):
            result.append(arrow)
            continue
        names = f"“{short(boxes[arrow.source].text)}”到“{short(boxes[arrow.target].text)}”"
        if arrow.source in into or arrow.target not in into:
            reasons.append(f"{names}的箭头由下向上")
            result.append(arrow)
            continue
        reasons.append(f"{names}的箭头由下向上，可能画反了，按由上向下理解")
        result.append(
            replace(
                arrow,
                source=arrow.target,
                target=arrow.source,
                path=arrow.path[::-1],
                confidence=min(arrow.confidence, 0.6),
                turned=True,
            )
        )
    return result


def _sides(arrow: Link, boxes: Sequence[Box]) -> tuple[Side, Side]:
    """Give the sides at which an arrow leaves its source and enters its target."""
    return (
        side_of(arrow.path[0], arrow.path[1], boxes[arrow.source]),
        side_of(arrow.path[-1], arrow.path[-2], boxes[arrow.target]),
    )
