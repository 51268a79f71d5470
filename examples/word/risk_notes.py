"""Where the boxes of risks stand beside a flowchart, and how they are tied to its steps."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from examples.model import Item
from examples.word.geometry import Box, Chart, Glue, Outline, Side, Stroke
from examples.word.layout import INSET_X, INSET_Y, LEADING, MANY, NOTE_SIZE, Sheet, place
from examples.word.routes import Manner, chart_of, cropped_to_content

Tie = Literal["leader", "beside", "callout"]
Texts = Mapping[int, tuple[str, ...]]
"""Step → the lines of its box of risks."""

_ONE, _TWO = 176.0, 132.0  # widths of a box, where boxes stand on one side or on both
_APART: Mapping[Tie, float] = {"leader": 15.0, "beside": 6.0, "callout": 18.0}
_BETWEEN = 8.0  # two boxes, at least
_ROW_GAP = 22.0
_NARROW = 250.0  # a flowchart that has no more room than this is drawn small
_FIRST_NUMBER = 101


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a sheet: boxes of risks, the flowchart, boxes of risks; points."""

    left: float
    flow: float
    right: float
    note: float


def columns_of(item: Item, texts: Texts, width: float, tie: Tie) -> Columns:
    """Give boxes of risks the sides on which an item has any."""
    sides = {risks.left for risks in item.risks if risks.step in texts}
    note = _TWO if len(sides) > 1 else _ONE
    column = note + _APART[tie]
    left, right = column * (True in sides), column * (False in sides)
    return Columns(left, width - left - right, right, note)


def draw_map(
    item: Item, texts: Texts, sheet: Sheet, manner: Manner, tie: Tie, *, cropped: bool
) -> Chart:
    """Lay an item's flowchart out with its boxes of risks.

    Args:
        item: Whose flowchart it is.
        texts: What stands in the boxes.
        sheet: The whole room and the way texts are set.
        manner: How arrows run.
        tie: How boxes are tied to steps.
        cropped: The chart is no wider than what is drawn.
    """
    columns = columns_of(item, texts, sheet.width, tie)
    inner = _inner(item, texts, sheet, columns)
    boxes = tuple(replace(box, x=box.x + columns.left) for box in place(item, inner))
    chart = chart_of(item, boxes, replace(inner, width=columns.left + columns.flow), manner)
    sides = {risks.step: risks.left for risks in item.risks}
    notes = tuple(
        _note(boxes[step - 1], number, lines, columns, tie, left=sides[step])
        for number, (step, lines) in enumerate(texts.items(), _FIRST_NUMBER)
    )
    leaders = _leaders(boxes, texts, notes) if tie == "leader" else ()
    bottom = max(box.y + box.height for box in (*boxes, *notes)) + 4
    whole = replace(
        chart,
        boxes=(*chart.boxes, *notes),
        strokes=(*chart.strokes, *leaders),
        width=sheet.width,
        height=bottom,
    )
    return cropped_to_content(whole) if cropped else whole


def _inner(item: Item, texts: Texts, sheet: Sheet, columns: Columns) -> Sheet:
    """Give the flowchart its room; boxes of risks reach into gaps unless a shared line is there."""
    branches = Counter(arrow.source for arrow in item.transitions)
    wide = max(branches.values()) > MANY
    small = columns.flow < _NARROW
    return replace(
        sheet,
        width=columns.flow,
        trunk=112.0 if small else 142.0,
        side=68.0 if small else 88.0,
        row_gap=_ROW_GAP,
        spread=0.0 if columns.left else sheet.width,
        free={
            step: _height(lines, columns.note) + (0.0 if wide or step == 1 else _BETWEEN - _ROW_GAP)
            for step, lines in texts.items()
        },
    )


def _height(lines: tuple[str, ...], width: float) -> float:
    room = width - 2 * INSET_X - 2 * NOTE_SIZE  # fonts differ
    rows = sum(math.ceil(_length(line) * NOTE_SIZE / room) for line in lines)
    return rows * NOTE_SIZE * LEADING + 2 * INSET_Y


def _length(text: str) -> float:
    """Give a text's length in Chinese characters."""
    return sum(0.55 if letter.isascii() else 1.0 for letter in text)


def _note(
    step: Box, number: int, lines: tuple[str, ...], columns: Columns, tie: Tie, *, left: bool
) -> Box:
    height = _height(lines, columns.note)
    y = max(step.y + step.height / 2 - height / 2, 1.0)
    apart = _APART[tie]
    if tie == "leader":
        x = 0.0 if left else columns.left + columns.flow + apart
    else:
        x = step.x - apart - columns.note if left else step.x + step.width + apart
    outline: Outline = "callout" if tie == "callout" else "note"
    edge = step.at("left" if left else "right")
    return Box(number, x, y, columns.note, height, lines, outline, (edge[0] - x, edge[1] - y))


def _leaders(boxes: tuple[Box, ...], texts: Texts, notes: tuple[Box, ...]) -> Iterator[Stroke]:
    """Draw a dashed line from every step to its box of risks, level with the step."""
    for number, note in zip(texts, notes, strict=True):
        step = boxes[number - 1]
        left = note.x < step.x
        side: Side = "left" if left else "right"
        facing: Side = "right" if left else "left"
        start, end = step.at(side), note.at(facing)
        yield Stroke(
            (start, (end[0], start[1])),
            arrow=False,
            dashed=True,
            start=Glue(step.step, side),
            end=Glue(note.step, facing),
        )
