"""What makes a chart doubtful although all of its lines end somewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from extractors.drawing import Box, Point
from extractors.graph_links import Link
from extractors.graph_space import crosses, to_box

Side = Literal["top", "bottom", "left", "right"]
_THROUGH = 4.0  # points inside a box at which a line no longer grazes but crosses it
_SHORT = 12
_BESIDE = 60.0


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
                yield f"“{_short(boxes[arrow.source].text)}”处可能漏画箭头"


def _names(indexes: set[int], boxes: Sequence[Box]) -> str:
    return "”“".join(_short(boxes[i].text) for i in sorted(indexes)[:3])


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
                yield f"有箭头穿过“{_short(box.text)}”"


def lone_doubts(arrows: Sequence[Link], steps: Mapping[int, Box]) -> Iterator[str]:
    """Doubt a box without lines that stands beside a step, as a note would."""
    joined = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    for index, box in steps.items():
        if index in joined:
            continue
        middle = box.top + box.height / 2
        for other in joined:
            step = steps[other]
            edge = box.left if box.left > step.left else box.left + box.width
            if (
                step.top <= middle <= step.top + step.height
                and to_box((edge, middle), step) <= _BESIDE
            ):
                yield f"“{_short(box.text)}”没有连线，是环节还是说明不能确定"
                break


def _short(text: str) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= _SHORT else plain[:_SHORT] + "…"
