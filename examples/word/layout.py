"""Where the boxes of a flowchart stand, row under row, as somebody with a ruler would put them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from examples.model import Arrow, Item, Step
from examples.word.geometry import Box, Outline

_TRUNK, _SIDE, _GAP = 168.0, 104.0, 14.0  # widths of a box in the middle and beside; between boxes
_ROW_GAP = 27.0
_INSET_X, _INSET_Y = 6.0, 4.0
_OUTLINES: dict[str, Outline] = {
    "step": "rect",
    "start": "roundRect",
    "end": "terminator",
    "decision": "diamond",
}
LEADING = 1.35
"""Line height in a box, as a multiple of the font size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room for a chart and the way its texts are set.

    Attributes:
        width: Points between the margins.
        size: Of the font, points.
        limit_line: The time limit begins a line of its own.
    """

    width: float
    size: float
    limit_line: bool = False


def place(item: Item, sheet: Sheet) -> tuple[Box, ...]:
    """Give the boxes of an item's steps, in the order of the steps."""
    ranks = _ranks(item.steps, item.transitions)
    aside = any(step.beside for step in item.steps)
    trunk = sheet.width / 2 - (52 if aside else 0)
    boxes: dict[int, Box] = {}
    top = 4.0
    for rank in range(max(ranks.values()) + 1):
        numbers = [n for n in ranks if ranks[n] == rank]
        row = _row([(n, item.steps[n - 1]) for n in numbers], trunk, sheet)
        height = max(box.height for box in row)
        for box in row:
            y = top + (height - box.height) / 2
            boxes[box.step] = Box(box.step, box.x, y, box.width, box.height, box.lines, box.outline)
        top += height + _ROW_GAP
    return tuple(boxes[n] for n in sorted(boxes))


def height_of(boxes: Sequence[Box]) -> float:
    """Give the height of the whole drawing."""
    return max(box.y + box.height for box in boxes) + 4


def _ranks(steps: Sequence[Step], arrows: Sequence[Arrow]) -> dict[int, int]:
    """Give the row of every step: below all that lead to it, or level with its neighbour."""
    before: dict[int, list[int]] = defaultdict(list)
    for arrow in arrows:
        if arrow.source < arrow.target:
            before[arrow.target].append(arrow.source)
    ranks: dict[int, int] = {}
    for number, step in enumerate(steps, 1):
        above = [ranks[source] + 1 for source in before[number]]
        unled = ranks[number - 1] + 1 if number > 1 else 0
        ranks[number] = ranks[step.beside] if step.beside else max(above, default=unled)
    return ranks


def _row(members: Sequence[tuple[int, Step]], trunk: float, sheet: Sheet) -> list[Box]:
    aside = [(n, step) for n, step in members if step.beside]
    inner = [(n, step) for n, step in members if not step.beside]
    if len(inner) == 1:
        number, step = inner[0]
        row = [_box(number, step, trunk, _TRUNK, sheet)]
    else:
        room = (sheet.width - _GAP * (len(inner) - 1)) / len(inner)
        width = min(132.0, room)
        whole = width * len(inner) + _GAP * (len(inner) - 1)
        left = sheet.width / 2 - whole / 2 + width / 2
        row = [
            _box(n, step, left + index * (width + _GAP), width, sheet)
            for index, (n, step) in enumerate(inner)
        ]
    row.extend(_box(n, step, sheet.width - _SIDE / 2 - 2, _SIDE, sheet) for n, step in aside)
    return row


def _box(number: int, step: Step, middle: float, width: float, sheet: Sheet) -> Box:
    outline = _OUTLINES[step.shape]
    limit = f"（{step.limit}）" if step.limit else ""
    texts = (step.text, limit) if sheet.limit_line and limit else (f"{step.text}{limit}",)
    room = (width / 2 if outline == "diamond" else width) - 2 * _INSET_X
    if outline in ("terminator", "roundRect"):
        room -= 16
    rows = sum(math.ceil(len(text) * sheet.size / room) for text in texts)
    height = rows * sheet.size * LEADING + 2 * _INSET_Y + 3
    if outline == "diamond":
        height = height * 2 - 8
    return Box(number, middle - width / 2, 0.0, width, height, texts, outline)
