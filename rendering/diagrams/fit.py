"""The chart of a process flow in the room that a page has: the most readable try that fits."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from rendering.diagrams.chart import BOTTOM, LEFT, RIGHT, TOP, Box, Chart, Frame, Line
from rendering.diagrams.graph import StepGraph, folded, is_tangled, step_graph
from rendering.diagrams.labels import labels_on_lines
from rendering.diagrams.layout import drawn, framed
from rendering.diagrams.measure import balanced
from rendering.diagrams.sizes import Setting, box_sizes, settings
from schemas.forms import ProcessFlow

_SQUEEZES = 3
_CAUTION = 0.6  # type half as large makes a chart rather less than half as large


def chart(flow: ProcessFlow, frame: Frame) -> Chart:
    """Draw a flow so that it is never wider or higher than the frame."""
    return charted(step_graph(flow), frame)


def charted(graph: StepGraph, frame: Frame) -> Chart:
    """Draw a flow's boxes and arrows so that they are never wider or higher than the frame.

    Type shrinks and the chart is cut into columns as it needs; what no layout can show
    (hundreds of arrows) becomes a grid of boxes with straight arrows.
    """
    if not graph.texts:
        return Chart(min(frame.width, 2.0), min(frame.height, 2.0), 10.5, 14.0)
    if not is_tangled(graph):
        found = _first_that_fits(graph, frame)
        if found:
            return found
    return grid(graph, frame)


def _first_that_fits(graph: StepGraph, frame: Frame) -> Chart | None:
    """Try settings in turn, passing over those that a failed one shows to be too large."""
    largest: dict[int, float] = {}
    for setting in settings():
        if setting.size > largest.get(setting.parts, setting.size):
            continue
        found = _try(graph, setting, frame)
        if found:
            excess = max(found.width / frame.width, found.height / frame.height)
            if excess <= 1:
                return found
            largest[setting.parts] = setting.size / excess**_CAUTION
    return None


def _try(graph: StepGraph, setting: Setting, frame: Frame) -> Chart | None:
    """Draw at one setting, again if it comes out too wide; None if that is seen before."""
    least = setting.size * 1.45 + 2 * setting.pad + setting.gap / 3
    graph = folded(graph, max(1, int((frame.width - 4) / least)))
    room = (frame.width - _lanes(graph, setting)) / setting.parts
    crowd = max(Counter(graph.rows).values())
    setting = replace(setting, gap=min(setting.gap, max(setting.gap / 3, room / crowd / 4)))
    found = None
    for _ in range(_SQUEEZES):
        if room < least or not _hopeful(graph, setting, room, frame):
            return found
        found = drawn(graph, setting, room)
        if found.height > frame.height or found.width <= frame.width:
            return found
        room *= frame.width / found.width * 0.97
    return found


def _lanes(graph: StepGraph, setting: Setting) -> float:
    """Guess the width that upright lanes take, and the gaps between columns."""
    lanes = min(3, sum(1 for arrow in graph.arrows if arrow.back))
    return lanes * setting.lane + (setting.parts - 1) * 3 * setting.lane + 4


def _hopeful(graph: StepGraph, setting: Setting, room: float, frame: Frame) -> bool:
    """Tell before any layout whether rows can be high and wide enough for their boxes."""
    sizes = box_sizes(graph, setting, room)
    tall: dict[int, float] = {}
    for row, size in zip(graph.rows, sizes, strict=True):
        tall[row] = max(tall.get(row, 0.0), size.height)
    rows = max(tall) + 1
    each = -(-rows // setting.parts)
    columns = [
        sum(tall.get(row, 0.0) for row in range(at, at + each)) for at in range(0, rows, each)
    ]
    if max(columns) + (each - 1) * setting.storey > frame.height or setting.parts > rows:
        return False
    crowd = Counter(graph.rows)
    if setting.parts == 1:
        return True
    wide = [0.0] * (-(-rows // each))
    for row, size in zip(graph.rows, sizes, strict=True):
        wide[row // each] = max(wide[row // each], size.width * crowd[row])
    return sum(wide) + (len(wide) - 1) * 3 * setting.lane <= frame.width


def grid(graph: StepGraph, frame: Frame) -> Chart:
    """Set all boxes in rows and join them by straight arrows, in the largest type that fits."""
    count = len(graph.texts)
    best: tuple[float, int] = (0.0, 1)
    for across in sorted({max(1, round(1.35**power)) for power in range(30)}):
        if across <= count:
            best = max(best, (_grid_size(graph, frame, across), -across))
    across = -best[1] if best[0] else max(1, math.isqrt(count))
    return _grid(graph, frame, across, max(best[0], 1.0))


def _grid_size(graph: StepGraph, frame: Frame, across: int) -> float:
    """Find the largest type in which every text fits its cell; 0 if none does."""
    wide, high = _cell(len(graph.texts), frame, across)
    longest = sorted(set(graph.texts), key=len)[-12:]
    for size in (10.5, 9.0, 8.0, 7.5, 7.0, 6.0, 5.0, 4.0, 3.0, 2.5, 2.0, 1.5, 1.0):
        limit = (wide - 1) / size - 0.4
        if limit >= 1 and all(
            balanced(text, limit)[1] * size * 1.2 <= high - 1 for text in longest
        ):
            return size
    return 0.0


def _cell(count: int, frame: Frame, across: int) -> tuple[float, float]:
    down = -(-count // across)
    return (frame.width - 4) / across * 0.72, (frame.height - 4) / down * 0.62


def _grid(graph: StepGraph, frame: Frame, across: int, size: float) -> Chart:
    wide, high = _cell(len(graph.texts), frame, across)
    pitch = (wide / 0.72, high / 0.62)
    boxes = tuple(
        Box(text, (at % across) * pitch[0], (at // across) * pitch[1], wide, high)
        for at, text in enumerate(graph.texts)
    )
    lines = []
    for arrow in graph.arrows:
        start, end = _sites(arrow.source, arrow.target, across)
        path = (boxes[arrow.source].site(start), boxes[arrow.target].site(end))
        lines.append(Line(arrow.source, arrow.target, start, end, path))
    found = framed(Chart(0, 0, size, size * 1.2, boxes, tuple(lines)))
    return replace(found, labels=labels_on_lines([arrow.label for arrow in graph.arrows], found))


def _sites(source: int, target: int, across: int) -> tuple[int, int]:
    """Choose the sites that face each other."""
    if source == target:
        return RIGHT, TOP
    if source // across == target // across:
        return (RIGHT, LEFT) if source < target else (LEFT, RIGHT)
    return (BOTTOM, TOP) if source < target else (TOP, BOTTOM)
