"""A chart with its risks in the room that a page has: the most readable try that fits."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rendering.diagrams.annotated import Task, Wish, annotated
from rendering.diagrams.chart import Chart, Frame
from rendering.diagrams.fit import charted
from rendering.diagrams.graph import StepGraph, folded, is_dense, is_tangled
from rendering.diagrams.list_risks import listed
from rendering.diagrams.margins import paired, spread
from rendering.diagrams.parts import Part, cut
from rendering.diagrams.place import columns
from rendering.diagrams.risks import LEGIBLE, Note, note_size, risk_text
from rendering.diagrams.sizes import Setting, box_sizes, spaced

_WISHES = (Wish(15.0, 24.0), Wish(10.0, 30.0), Wish(24.0, 40.0))
_PART = spaced(9.0, 0.72, 1)
_SIZES = (9.0, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)
_LEAST_STEP = 3.0  # em: no step's words are set in a shorter line
_TWO = 2
_SHAPELESS = 1.15  # times too large: other shapes of risk boxes do not help
_CAUTIOUS = 1.1
_CAUTION = 0.6  # type half as large makes a chart rather less than half as large


def risk_settings(least: float = 0.0, most: float = 10.5) -> Iterator[Setting]:
    """Yield what to try for a chart with risks, the most readable first."""
    if most >= 10.5:  # noqa: PLR2004 - 五号
        yield spaced(10.5, 1.0, 1)
        yield spaced(10.5, 0.72, 1)
    for size in _SIZES:
        if least <= size <= most:
            yield spaced(size, 0.72, 1)
            if size < 9.0:  # noqa: PLR2004 - two columns of steps read worse than smaller type
                yield spaced(size + 1.0 if size >= LEGIBLE else size, 0.72, _TWO)


def fitted(
    graph: StepGraph,
    notes: Sequence[Note],
    frame: Frame,
    *,
    least: float = 0.0,
    most: float = 10.5,
) -> Chart | None:
    """Draw a chart with its risk boxes so that it fits a frame, in type of some size.

    Settings that a failed one shows to be too large are passed over.
    """
    graph = reachable(graph, {note.step for note in notes}, frame)
    largest: dict[int, float] = {}
    for one in risk_settings(least, most):
        for wish in _WISHES:
            too_large = one.size > largest.get(one.parts, one.size)
            if too_large or not hopeful(graph, notes, one, frame, wish):
                continue
            found = _try(graph, notes, one, frame, wish)
            excess = _excess(found, frame) if found else 1.0
            if found and excess <= 1:
                return found
            if excess > _SHAPELESS:
                largest[one.parts] = min(one.size, _CAUTIOUS * one.size / excess**_CAUTION)
                break
    return None


def _excess(found: Chart, frame: Frame) -> float:
    """Tell how many times a chart is too wide or too high."""
    return max(found.width / frame.width, found.height / frame.height)


def with_risks(graph: StepGraph, notes: Sequence[Note], frame: Frame) -> Chart:
    """Draw a chart with its risk boxes in a frame, however small the type has to be."""
    found = None if is_tangled(graph) else fitted(graph, notes, frame)
    return found or listed(graph, notes, frame)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chart, or a part of one, on a page; ``steps`` numbers those that stand on it."""

    chart: Chart
    steps: tuple[int, ...]


def sheets(graph: StepGraph, notes: Sequence[Note], frames: Sequence[Frame]) -> list[Sheet]:
    """Draw a chart in legible type: in one of the frames, else in parts, each in the first frame.

    Args:
        graph: Boxes and arrows.
        notes: The risks of the boxes, at least one.
        frames: Room on the pages that can be had, the best first.
    """
    whole = tuple(range(len(graph.texts)))
    if is_dense(graph):
        return [Sheet(listed(graph, notes, frames[0]), whole)]
    for frame in () if is_tangled(graph) else frames:
        found = fitted(graph, notes, frame, least=LEGIBLE)
        if found:
            return [Sheet(found, whole)]
    graph = reachable(graph, {note.step for note in notes}, frames[0])
    parts = cut(graph, notes, partial(_fits, frame=frames[0]))
    drawn = [_part(part, frames[0], 10.5) for part in parts]
    legible = [chart.size for chart in drawn if chart.size >= LEGIBLE]
    alike = [
        _part(part, frames[0], min(legible)) if chart.size > LEGIBLE else chart
        for chart, part in zip(drawn, parts, strict=True)
    ]
    return [Sheet(chart, part.steps) for chart, part in zip(alike, parts, strict=True)]


def _part(part: Part, frame: Frame, most: float) -> Chart:
    if not part.notes:
        return charted(part.graph, frame)
    found = None if is_tangled(part.graph) else fitted(part.graph, part.notes, frame, most=most)
    return found or listed(part.graph, part.notes, frame)


def _fits(part: Part, frame: Frame) -> bool:
    """Tell whether a part fits a page at the size of type that parts are meant to have."""
    if not part.notes:
        return charted(part.graph, frame).size >= LEGIBLE
    return not is_tangled(part.graph) and any(
        found and _excess(found, frame) <= 1
        for wish in _WISHES[::2]
        if hopeful(part.graph, part.notes, _PART, frame, wish)
        for found in (_try(part.graph, part.notes, _PART, frame, wish),)
    )


def reachable(graph: StepGraph, risky: set[int], frame: Frame) -> StepGraph:
    """Spread rows so that every box with risks stands at an end of its row."""
    crowd = Counter(graph.rows)
    if all(crowd[graph.rows[at]] <= _TWO for at in risky):
        return graph
    first = next(risk_settings())
    widths = [size.width for size in box_sizes(graph, first, frame.width)]
    return spread(graph, risky, columns(graph, widths, first.gap))


def _try(
    graph: StepGraph, notes: Sequence[Note], one: Setting, frame: Frame, wish: Wish
) -> Chart | None:
    least = one.size * 1.45 + 2 * one.pad + one.gap / 3
    packed = folded(graph, max(1, int((frame.width - 4) / least)))
    crowd = max(Counter(packed.rows).values())
    one = replace(one, gap=min(one.gap, max(one.gap / 3, frame.width / one.parts / crowd / 4)))
    pairs = paired(packed, {note.step for note in notes})
    ways = (pairs,) if packed.packed or pairs is packed else (packed, pairs)
    tries = (annotated(Task(way, notes, one, frame.width, wish)) for way in ways)
    return next((found for found in tries if found), None)


def hopeful(
    graph: StepGraph, notes: Sequence[Note], one: Setting, frame: Frame, wish: Wish
) -> bool:
    """Tell before any layout whether rows and risk boxes can be low enough for a frame."""
    text = risk_text(one, notes)
    step = _LEAST_STEP * one.size * one.parts
    room = max(min(wish.most * text.size, frame.width - step - one.lane), text.size)
    heights = {note.step: note_size(note, text, room)[1] for note in notes}
    if sum(heights.values()) / _TWO > frame.height or max(heights.values()) > frame.height:
        return False
    rows = -(-(max(graph.rows) + 1) // one.parts)
    if one.parts == 1 and len(set(graph.rows)) == len(graph.rows):  # all hang in one margin
        by_row = {graph.rows[at]: height for at, height in heights.items()}
        return _stacked([by_row.get(row, 0.0) for row in range(rows)], one) <= frame.height
    return rows * (one.leading + 2 * one.pad + one.storey) - one.storey <= frame.height


def _stacked(heights: Sequence[float], one: Setting) -> float:
    """Give the least height of rows of single boxes with risk boxes (or 0.0) in one margin."""
    tall = one.leading + 2 * one.pad
    middle = first = tall / 2
    above, below = 0.0, -math.inf
    for row, height in enumerate(heights):
        if row:
            middle += tall + one.storey
        if height:
            middle = max(middle, below + height / 2)
            above = min(above, middle - height / 2)
            below = middle + height / 2
    return max(middle + first, below) - above
