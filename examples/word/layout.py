"""Where the boxes of a flowchart stand, row under row, as somebody with a ruler would put them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from examples.model import Arrow, Item, Step
from examples.word.geometry import Box, Outline

_GAP = 14.0  # between boxes of a row
_WIDEST = 132.0  # a box of several in a row
INSET_X, INSET_Y = 6.0, 4.0
_OUTLINES: dict[str, Outline] = {
    "step": "rect",
    "start": "roundRect",
    "end": "terminator",
    "decision": "diamond",
}
LEADING = 1.35
"""Line height in a box, as a multiple of the font size."""
MANY = 3
"""Boxes of a row; more than so many may take the whole sheet."""
NOTE_SIZE = 9.0
"""Of the letters in a box of risks, points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The room for a chart and the way its texts are set; lengths are points.

    Attributes:
        width: The room for the flowchart.
        size: Of the font.
        limit_line: The time limit begins a line of its own.
        trunk: Width of a box that stands alone in its row.
        side: Width of a box beside such a one.
        row_gap: Between two rows.
        spread: The room for rows of many boxes, where it is more.
        free: Step and the height that its row has at least.
    """

    width: float
    size: float
    limit_line: bool = False
    trunk: float = 168.0
    side: float = 104.0
    row_gap: float = 27.0
    spread: float = 0.0
    free: Mapping[int, float] = field(default_factory=dict)


def place(item: Item, sheet: Sheet) -> tuple[Box, ...]:
    """Give the boxes of an item's steps, in the order of the steps."""
    ranks = _ranks(item.steps, item.transitions)
    aside = any(step.beside for step in item.steps)
    trunk = sheet.width / 2 - (sheet.side / 2 if aside else 0)
    boxes: dict[int, Box] = {}
    top = 4.0
    for rank in range(max(ranks.values()) + 1):
        numbers = [n for n in ranks if ranks[n] == rank]
        row = _row([(n, item.steps[n - 1]) for n in numbers], trunk, sheet)
        height = max(max(box.height, sheet.free.get(box.step, 0.0)) for box in row)
        for box in row:
            y = top + (height - box.height) / 2
            boxes[box.step] = Box(box.step, box.x, y, box.width, box.height, box.lines, box.outline)
        top += height + sheet.row_gap
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
        row = [_box(number, step, trunk, sheet.trunk, sheet)]
    else:
        across = max(sheet.width, sheet.spread) if len(inner) > MANY else sheet.width
        room = (across - _GAP * (len(inner) - 1)) / len(inner)
        width = min(_WIDEST, room)
        whole = width * len(inner) + _GAP * (len(inner) - 1)
        left = across / 2 - whole / 2 + width / 2
        row = [
            _box(n, step, left + index * (width + _GAP), width, sheet)
            for index, (n, step) in enumerate(inner)
        ]
    middle = sheet.width - sheet.side / 2 - 2
    row.extend(_box(n, step, middle, sheet.side, sheet) for n, step in aside)
    return row


def _box(number: int, step: Step, middle: float, width: float, sheet: Sheet) -> Box:
    outline = _OUTLINES[step.shape]
    limit = f"（{step.limit}）" if step.limit else ""
    texts = (step.text, limit) if sheet.limit_line and limit else (f"{step.text}{limit}",)
    room = (width / 2 if outline == "diamond" else width) - 2 * INSET_X
    if outline in ("terminator", "roundRect"):
        room -= 16
    rows = sum(math.ceil(len(text) * sheet.size / room) for text in texts)
    height = rows * sheet.size * LEADING + 2 * INSET_Y + 3
    if outline == "diamond":
        height = height * 2 - 8
    return Box(number, middle - width / 2, 0.0, width, height, texts, outline)
