"""Steps and their risk boxes as a plain list: what is left when no layout has room for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rendering.diagrams.chart import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    Box,
    Chart,
    Frame,
    Line,
    RiskBox,
)
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.labels import labels_on_lines
from rendering.diagrams.layout import framed
from rendering.diagrams.measure import SLACK, balanced
from rendering.diagrams.risks import Note, note_size, risk_text
from rendering.diagrams.sizes import Setting, spaced

_SIZES = (8.0, 7.0, 6.0, 5.0, 4.0, 3.5, 3.0, 2.5, 2.0, 1.5, 1.0)
_COLUMNS = (1, 2, 3, 4, 6, 8, 12, 16, 24)
_STEP, _LEADER, _RISK = 0.28, 0.05, 0.55  # shares of a column's width; the rest parts columns
_EDGE = 1.5
_SHRINK = 0.8


@dataclass(frozen=True, slots=True)
class _Cell:
    """How high a step, its risk box and both together are, in points."""

    step: float
    risk: float

    @property
    def whole(self) -> float:
        return max(self.step, self.risk)


def listed(graph: StepGraph, notes: Sequence[Note], frame: Frame) -> Chart:
    """Set steps one below the other, risk boxes beside them, in the largest type that fits."""
    for size in _SIZES:
        setting = spaced(size, 0.66, 1)
        for columns in _COLUMNS:
            cells = _cells(graph, notes, setting, (frame.width - 2 * _EDGE) / columns)
            starts = _starts(cells, setting, columns, frame.height - 2 * _EDGE)
            if starts:
                return _list(graph, notes, setting, (frame, columns), cells, starts)
    return _squeezed(graph, notes, frame)


def _squeezed(graph: StepGraph, notes: Sequence[Note], frame: Frame) -> Chart:
    """Draw everything in the smallest type, boxes lower than their words if it must be."""
    setting, columns = spaced(_SIZES[-1], 0.66, 1), 1
    while columns * columns * frame.height < len(graph.texts) * frame.width:
        columns += 1
    cells = _cells(graph, notes, setting, (frame.width - 2 * _EDGE) / columns)
    height = max(frame.height - 2 * _EDGE, frame.height / 2)
    while not (starts := _starts(cells, setting, columns, height)):
        cells = [_Cell(cell.step * _SHRINK, cell.risk * _SHRINK) for cell in cells]
        setting = replace(setting, storey=setting.storey * _SHRINK)
    return _list(graph, notes, setting, (frame, columns), cells, starts)


def _cells(graph: StepGraph, notes: Sequence[Note], setting: Setting, wide: float) -> list[_Cell]:
    text = risk_text(setting, notes)
    room = max(1.0, (_STEP * wide - 2 * setting.pad) / setting.size - SLACK)
    risks = {note.step: note_size(note, text, _RISK * wide)[1] for note in notes}
    return [
        _Cell(balanced(words, room)[1] * setting.leading + 2 * setting.pad, risks.get(at, 0.0))
        for at, words in enumerate(graph.texts)
    ]


def _starts(
    cells: Sequence[_Cell], setting: Setting, columns: int, height: float
) -> list[tuple[int, float]] | None:
    """Give column and top of every cell, filling column after column; None if there is no room."""
    found: list[tuple[int, float]] = []
    column, y = 0, 0.0
    for cell in cells:
        if y and y + cell.whole > height:
            column, y = column + 1, 0.0
        if column >= columns or cell.whole > height:
            return None
        found.append((column, y))
        y += cell.whole + setting.storey
    return found


def _list(
    graph: StepGraph,
    notes: Sequence[Note],
    setting: Setting,
    room: tuple[Frame, int],
    cells: Sequence[_Cell],
    starts: Sequence[tuple[int, float]],
) -> Chart:
    frame, columns = room
    wide, text = (frame.width - 2 * _EDGE) / columns, risk_text(setting, notes)
    inset = min(setting.pad, _STEP * wide / 4)
    boxes = tuple(
        Box(
            words,
            column * wide,
            top + (cell.whole - cell.step) / 2,
            _STEP * wide,
            cell.step,
            inset=inset,
        )
        for words, cell, (column, top) in zip(graph.texts, cells, starts, strict=True)
    )
    risks = []
    for note in notes:
        (column, top), cell = starts[note.step], cells[note.step]
        left = (column + _STEP + _LEADER) * wide
        top += (cell.whole - cell.risk) / 2
        size = (_RISK * wide, cell.risk)
        risks.append(RiskBox(note.step, note.level, note.manifestations, left, top, *size))
    lines = tuple(_lines(graph, boxes, starts))
    chart = Chart(0, 0, setting.size, setting.leading, boxes, lines, (), tuple(risks), text)
    found = framed(chart)
    return replace(found, labels=labels_on_lines([arrow.label for arrow in graph.arrows], found))


def _lines(
    graph: StepGraph, boxes: Sequence[Box], starts: Sequence[tuple[int, float]]
) -> Iterator[Line]:
    for arrow in graph.arrows:
        begin, end = _sites(starts[arrow.source], starts[arrow.target])
        path = (boxes[arrow.source].site(begin), boxes[arrow.target].site(end))
        yield Line(arrow.source, arrow.target, begin, end, path)


def _sites(source: tuple[int, float], target: tuple[int, float]) -> tuple[int, int]:
    """Choose the sites that face each other; risk boxes are at the right."""
    if source == target:
        return LEFT, TOP
    if source[0] == target[0]:
        return (BOTTOM, TOP) if source[1] < target[1] else (TOP, BOTTOM)
    return (BOTTOM, TOP) if source[0] < target[0] else (TOP, RIGHT)
