"""A chart with the risk boxes of its steps in the margins, drawn at one setting of sizes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rendering.diagrams.chart import LEFT, RIGHT, Box, Chart, Label, RiskBox, RiskText
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.layout import Across, framed, label_sizes, planned, stacked
from rendering.diagrams.margins import margins
from rendering.diagrams.risks import Note, note_size, risk_text
from rendering.diagrams.room import Extents, Margins, beyond, extents, outermost, widest_column
from rendering.diagrams.route import routes
from rendering.diagrams.sizes import Setting, box_sizes
from rendering.diagrams.tracks import tracks

_LEAST_EM = 6.0  # no risk box has less room for its words in a line
_TIGHT_EM = 8.0  # risk boxes shrink so far that steps have room to look well
_COMFORT_EM = 14.0
_EASY, _EASY_DECISION = 5.5, 9.0  # em: room that a step and a decision need to look well
_LEADER = 1.3  # lanes: the least length of a leader
_EDGE = 1.5  # points at each side of the frame, for the thickness of outlines
_TRIES = 4

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Wish:
    """How wide the columns of risk boxes should be at least and at most, in em of their type."""

    least: float
    most: float


@dataclass(frozen=True)
class Task:
    """What is to be drawn, and how.

    Attributes:
        graph: Boxes with rows, and arrows.
        notes: The risks of the boxes, at least one.
        setting: Sizes and distances.
        frame: Width of everything, in points.
        wish: How wide risk boxes should be.
    """

    graph: StepGraph
    notes: Sequence[Note]
    setting: Setting
    frame: float
    wish: Wish

    @cached_property
    def text(self) -> RiskText:
        """How the words of risk boxes are set."""
        return risk_text(self.setting, self.notes)

    @property
    def risky(self) -> list[int]:
        """The boxes with risks."""
        return [note.step for note in self.notes]

    @property
    def gutter(self) -> float:
        """The least length of a leader, in points."""
        return self.setting.lane * _LEADER

    @property
    def room(self) -> float:
        """Width for everything within the outlines, in points."""
        return self.frame - 2 * _EDGE


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A chart known from left to right, and the margins in which its risk boxes hang."""

    across: Across
    sides: Mapping[int, int]
    reach: Extents


def annotated(task: Task) -> Chart | None:
    """Draw a chart with its risk boxes; its height comes out as it may.

    Returns:
        The chart; None if a risk box cannot be reached from a margin or has no room there.
    """
    sheet = _sheet(task)
    if sheet is None:
        return None
    edges = _first_edges(task, sheet)
    for _ in range(_TRIES):
        found = _hung(task, sheet, edges)
        if found is None:
            return None
        pushed = _pushed(found, edges)
        if pushed == edges:
            return framed(found)
        edges = pushed
    return None


def _sheet(task: Task) -> _Sheet | None:
    """Lay a chart out from left to right, rows with risks leaving room for the margins."""
    crowd = Counter(task.graph.rows[at] for at in task.risky)
    pairs = task.setting.parts > 1 or max(crowd.values()) > 1
    for columns in (2,) if pairs else (1, 2):
        found = _with_columns(task, columns)
        if found is None or len(set(found.sides.values())) <= columns:
            break
    return found


def _with_columns(task: Task, columns: int) -> _Sheet | None:
    graph, setting = task.graph, task.setting
    room = _rooms(task, columns)
    whole = min(room.values()) if setting.parts > 1 else task.room - 2 * setting.lane
    sizes = box_sizes(graph, setting, whole, room)
    marks = label_sizes(graph, setting, sizes)
    plan = planned(graph, setting, sizes, marks)
    tall = [note_size(note, task.text, task.wish.most * task.text.size)[1] for note in task.notes]
    sides = margins(plan, task.risky, tall)
    if sides is None:
        return None
    ways = routes(graph, plan, sides)
    across = Across(graph, setting, sizes, marks, plan, ways, tracks(graph, plan, ways))
    return _Sheet(across, sides, extents(graph, plan, ways))


def _rooms(task: Task, columns: int) -> dict[int, float]:
    """Give each row with risks the room that the margins leave, if need be at their cost."""
    graph, setting, text = task.graph, task.setting, task.text
    rows = {graph.rows[at]: 0.0 for at in task.risky}
    for row, kind in zip(graph.rows, graph.kinds, strict=True):
        if row in rows:
            em = _EASY_DECISION if kind == "decision" else _EASY
            rows[row] += em * setting.size + 2 * setting.pad + setting.gap
    left = task.room - columns * (2 * text.inset + text.hanging + task.gutter)
    wished = left - columns * task.wish.least * text.size
    most = left - columns * _TIGHT_EM * text.size
    parts = setting.parts
    return {row: max(wished, min(easy * parts, most)) / parts for row, easy in rows.items()}


def _first_edges(task: Task, sheet: _Sheet) -> dict[int, float]:
    """Begin the margins beside everything between the first and the last risk, if that leaves room.

    Otherwise they begin beside the risky rows alone, and what reaches farther lies lower.
    """
    near, tight = {}, {}
    for side in sorted(set(sheet.sides.values())):
        rows = [sheet.across.plan.rows[at] for at, own in sheet.sides.items() if own == side]
        tight[side] = outermost(side, sheet.reach, [2 * row + 1 for row in rows])
        near[side] = outermost(side, sheet.reach, range(2 * min(rows), 2 * max(rows) + 3))
    enough = _column(task, sheet, near) >= _COMFORT_EM * task.text.size
    return near if enough else tight


def _column(task: Task, sheet: _Sheet, edges: Mapping[int, float]) -> float:
    lefts, rights = zip(*sheet.reach.values(), strict=True)
    return widest_column(edges, (min(lefts), max(rights)), task.gutter, task.room)


def _hung(task: Task, sheet: _Sheet, edges: Mapping[int, float]) -> Chart | None:
    """Stack the chart with its risk boxes beside the given edges, not yet measured."""
    text, rows = task.text, sheet.across.plan.rows
    room = _column(task, sheet, edges)
    if room < _LEAST_EM * text.size + 2 * text.inset + text.hanging:
        return None
    room = min(room, task.wish.most * text.size)
    sizes = [note_size(note, text, room) for note in task.notes]
    boxes: dict[int, list[tuple[int, float]]] = {}
    for note, (_, tall) in zip(task.notes, sizes, strict=True):
        boxes.setdefault(rows[note.step], []).append((sheet.sides[note.step], tall))
    wide = {side: beyond(side, sheet.reach, edge) for side, edge in edges.items()}
    chart = stacked(sheet.across, Margins(boxes, wide, task.setting.pad + 2), sheet.sides)
    width = min(room, max(wide for wide, _ in sizes))
    place = {side: edge + task.gutter for side, edge in edges.items()}
    place[LEFT] = edges.get(LEFT, 0.0) - task.gutter - width
    risks = []
    for note, (_, tall) in zip(task.notes, sizes, strict=True):
        box, side = chart.boxes[note.step], sheet.sides[note.step]
        rect = (place[side], box.top + box.height / 2 - tall / 2, width, tall)
        risks.append(RiskBox(note.step, note.level, note.manifestations, *rect, side))
    return replace(chart, risks=tuple(risks), risk_text=text)


def _pushed(chart: Chart, edges: Mapping[int, float]) -> dict[int, float]:
    """Move the edges past labels and lines that still meet a risk box."""
    moved = dict(edges)
    parts = list(_parts(chart))
    for risk in chart.risks:
        rect = (risk.left - 2, risk.top - 2, risk.left + risk.width + 2, risk.top + risk.height + 2)
        for left, top, right, bottom in parts:
            if left < rect[2] and rect[0] < right and top < rect[3] and rect[1] < bottom:
                if risk.side == RIGHT:
                    moved[RIGHT] = max(moved[RIGHT], right)
                else:
                    moved[LEFT] = min(moved[LEFT], left)
    return moved


def _parts(chart: Chart) -> Iterator[Rect]:
    """Give the places of boxes, labels and pieces of lines."""
    parts: list[Box | Label] = [*chart.boxes, *chart.labels]
    for part in parts:
        yield part.left, part.top, part.left + part.width, part.top + part.height
    for line in chart.lines:
        for (ax, ay), (bx, by) in itertools.pairwise(line.path):
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
