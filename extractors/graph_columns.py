"""Headings above columns of boxes: 风险点 over the risk boxes, 防控措施 over the measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.drawing import Box
from extractors.graph_words import column_heading

Heading = tuple[Box, str]
_SLACK = 5.0  # points by which a box may reach up into its heading


def headings_in(boxes: Iterable[Box]) -> list[Heading]:
    """Find the headings among boxes, with what they announce (``risks``, ``measures``)."""
    return [(box, said) for box in boxes if (said := column_heading(box.text))]


def heading_of(box: Box, headings: Sequence[Heading]) -> str:
    """Tell what the nearest heading above a box announces, or "" where none stands there."""
    above = [
        (box.top - heading.top, said)
        for heading, said in headings
        if heading is not box
        and heading.top + heading.height <= box.top + _SLACK
        and _shared(box, heading) * 2 >= min(box.width, heading.width)
    ]
    return min(above)[1] if above else ""


def _shared(one: Box, other: Box) -> float:
    """Give the breadth that two boxes share, seen from above; negative where there is none."""
    right = min(one.left + one.width, other.left + other.width)
    return right - max(one.left, other.left)
