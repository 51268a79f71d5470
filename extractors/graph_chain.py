"""Charts without lines: boxes shaped like arrows that follow each other in a row or column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from extractors.drawing import Box, Edge, Graph, Node, Note
from extractors.graph_parts import Parts

_RIGHTWARDS = frozenset({"homePlate", "chevron", "rightArrowCallout", "notchedRightArrow"})
_DOWNWARDS = frozenset({"flowChartOffpageConnector", "downArrowCallout"})
_FARTHEST = 40.0  # points between two boxes that follow each other
_DEEPEST = 0.4  # of a box's length, by which a chevron reaches into the next one
_UNSURE = 0.7


def understand_chain(parts: Parts) -> Graph | None:
    """Read arrow-shaped boxes that touch each other in one row or column as steps in order.

    Returns:
        The graph, always to be confirmed, or None where the boxes are no such chain.
    """
    boxes = _in_order(parts.steps, _RIGHTWARDS, _across) or _in_order(
        parts.steps, _DOWNWARDS, _along
    )
    if not boxes:
        return None
    nodes = tuple(Node(f"s{n}", box.text, box) for n, box in enumerate(boxes, start=1))
    return Graph(
        nodes=nodes,
        edges=tuple(Edge(a.id, b.id, None, _UNSURE) for a, b in pairwise(nodes)),
        notes=tuple(Note(box.text, box) for box in (*parts.loose, *parts.notes)),
        verdict="doubtful",
        reasons=("方框之间没有连线，按箭头形方框的排列次序读取",),
        confidence=_UNSURE,
    )


def _in_order(
    boxes: Sequence[Box],
    kinds: frozenset[str],
    spans: Callable[[Box], tuple[float, float, float, float]],
) -> list[Box]:
    """Order boxes of which all but the last point on; give nothing where they do not join up."""
    ordered = sorted(boxes, key=lambda box: spans(box)[0])
    if len(ordered) < 2 or any(box.kind not in kinds for box in ordered[:-1]):  # noqa: PLR2004 - a chain has two links
        return []
    return ordered if all(_follows(spans(a), spans(b)) for a, b in pairwise(ordered)) else []


def _follows(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Tell whether a box (start, length, side, breadth) begins where another ends, beside it."""
    gap = other[0] - one[0] - one[1]
    shared = min(one[2] + one[3], other[2] + other[3]) - max(one[2], other[2])
    return -_DEEPEST * one[1] <= gap <= _FARTHEST and shared * 2 >= min(one[3], other[3])


def _across(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.width, box.top, box.height


def _along(box: Box) -> tuple[float, float, float, float]:
    return box.top, box.height, box.left, box.width
