"""Charts drawn the way people draw them: random graphs, laid out, with all their bad habits.

A chart is known first (steps, arrows, labels, risks) and drawn then, as marks on a plane in
points. ``drawings_xml`` writes the marks into Word files.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.support.drawn_words import RISKS, VERBS

Point = tuple[float, float]
WIDTH, HEIGHT, GAP = 110.0, 34.0, 28.0
COLUMN = 170.0


@dataclass(frozen=True)
class Arrow:
    """An arrow of the chart; what the reader has to find."""

    source: str
    target: str
    label: str | None = None


@dataclass(frozen=True)
class Chart:
    """What a drawing means."""

    steps: frozenset[str]
    arrows: frozenset[Arrow]
    risks: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class BoxMark:
    """A box on the paper."""

    text: str
    left: float
    top: float
    width: float = WIDTH
    height: float = HEIGHT
    kind: str = "rect"
    line: str = "000000"
    fill: str | None = "FFFFFF"
    dashed: bool = False
    tip: Point | None = None
    numbered: bool = False

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def x(self) -> float:
        return self.left + self.width / 2

    @property
    def y(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class LineMark:
    """A line on the paper; ``head`` and ``tail`` are arrowheads at its end and its start."""

    path: tuple[Point, ...]
    head: bool = False
    tail: bool = False
    dashed: bool = False
    source: str | None = None
    target: str | None = None


@dataclass(frozen=True)
class BlockMark:
    """A block arrow."""

    kind: str
    left: float
    top: float
    width: float
    height: float


Mark = BoxMark | LineMark | BlockMark


@dataclass(frozen=True)
class Habits:
    """How someone draws.

    Attributes:
        sloppy: Points by which ends of lines miss.
        branch: How several arrows leave one box: ``bus``, ``elbows`` or ``diagonals``.
        segments: Bent lines are made of separate straight ones.
        reversed_lines: Some lines are drawn backwards, with the arrowhead at their start.
        blocks: Straight arrows down are block arrows.
        overlay: Some boxes are empty, with a borderless text laid over them.
        labels: How branch words are written: ``plain``, ``white`` or ``callout``.
        risks: How risk boxes hang on steps: ``none``, ``leader``, ``adjacent`` or ``callout``.
        forgotten: Share of the arrowheads that are missing.
        title: A title box and a remark are part of the drawing.
        shuffled: The shapes come in any order.
    """

    sloppy: float = 0.0
    branch: str = "elbows"
    segments: bool = False
    reversed_lines: bool = False
    blocks: bool = False
    overlay: bool = False
    labels: str = "plain"
    risks: str = "none"
    forgotten: float = 0.0
    title: bool = False
    shuffled: bool = False


@dataclass
class Sheet:
    """A chart being drawn."""

    habits: Habits
    random: random.Random
    boxes: dict[str, BoxMark] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    arrows: set[Arrow] = field(default_factory=set)
    risks: set[tuple[str, str]] = field(default_factory=set)
    lane: int = 0

    def box(self, text: str, x: float, top: float, kind: str = "rect") -> BoxMark:
        """Draw a step with its centre at x."""
        wide = kind == "flowChartDecision"
        width, height = (WIDTH + 30, HEIGHT + 16) if wide else (WIDTH, HEIGHT)
        mark = BoxMark(text, x - width / 2, top, width, height, kind)
        self.boxes[text] = mark
        return mark

    def arrow(
        self, source: str, target: str, path: Sequence[Point], label: str | None = None
    ) -> None:
        """Draw an arrow along a path, in the habits' manner."""
        self.arrows.add(Arrow(source, target, label))
        self.line(path, source, target)
        if label:
            self.label(label, path)

    def line(self, path: Sequence[Point], source: str | None, target: str | None) -> None:
        """Draw a line whose last piece carries the arrowhead, if ``target`` is given."""
        head = target is not None and self.random.random() >= self.habits.forgotten
        points = list(path)
        straight_down = len(points) == 2 and abs(points[0][0] - points[1][0]) < 0.1
        if self.habits.blocks and head and straight_down and points[1][1] > points[0][1]:
            (x, top), (_, bottom) = points
            self.marks.append(BlockMark("downArrow", x - 9, top + 2, 18, bottom - top - 4))
            return
        cut = len(points) > 2 and self.habits.segments
        for i in range(len(points) - 1) if cut else (0,):
            part = points[i : i + 2] if cut else points
            last = not cut or i == len(points) - 2
            self._stroke(
                part,
                head=head and last,
                source=source if i == 0 else None,
                target=target if last else None,
            )

    def _stroke(
        self, path: Sequence[Point], *, head: bool, source: str | None, target: str | None
    ) -> None:
        points = [*path]
        if self.habits.sloppy:
            points[0], points[-1] = self.jittered(points[0]), self.jittered(points[-1])
        mark = LineMark(tuple(points), head=head, source=source, target=target)
        if self.habits.reversed_lines and self.random.random() < 0.4:
            mark = LineMark(
                tuple(points[::-1]), head=False, tail=head, source=target, target=source
            )
        self.marks.append(mark)

    def jittered(self, point: Point) -> Point:
        """Move a point by what the hand misses."""
        s = self.habits.sloppy
        return (
            point[0] + self.random.uniform(-s, s),
            point[1] + self.random.uniform(-s, s),
        )

    def label(self, text: str, path: Sequence[Point]) -> None:
        """Write a word beside the first long piece of a path."""
        (x1, y1), (x2, y2) = path[0], path[1]
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        if abs(x1 - x2) < 1:
            left, top = x + 3, y - 8
        else:
            left, top = x - 10, y - 17
        kind = "wedgeRectCallout" if self.habits.labels == "callout" else "rect"
        line = {"plain": "", "white": "FFFFFF", "callout": "000000"}[self.habits.labels]
        self.marks.append(BoxMark(text, left, top, 20, 15, kind, line, "FFFFFF" if line else None))


def drawn(seed: int, habits: Habits, size: int = 9) -> tuple[Chart, list[Mark]]:
    """Draw a random chart of about ``size`` steps."""
    sheet = sketched(seed, habits, size)
    _risks(sheet)
    return finished(sheet)


def sketched(seed: int, habits: Habits, size: int) -> Sheet:
    """Draw the steps and arrows of a random chart."""
    sheet = Sheet(habits, random.Random(seed))  # noqa: S311 - drawings are no secrets
    _steps(sheet, size)
    return sheet


def finished(sheet: Sheet) -> tuple[Chart, list[Mark]]:
    """Put all marks of a chart on the paper."""
    habits = sheet.habits
    marks: list[Mark] = []
    for box in sheet.boxes.values():
        marks.extend(_box_marks(sheet, box))
    marks.extend(sheet.marks)
    if habits.title:
        top = min(b.top for b in sheet.boxes.values())
        marks.append(BoxMark("物资采购运行流程图", 60, top - 60, 180, 24, line="", fill=None))
        marks.append(BoxMark("监督方式：纪委监督电话", 60, top - 32, 180, 22))
    if habits.shuffled:
        sheet.random.shuffle(marks)
    steps = frozenset(sheet.boxes)
    return Chart(steps, frozenset(sheet.arrows), frozenset(sheet.risks)), marks


def _box_marks(sheet: Sheet, box: BoxMark) -> list[Mark]:
    if sheet.habits.overlay and sheet.random.random() < 0.5:
        inner = replace(
            box,
            kind="rect",
            left=box.left + 4,
            top=box.top + 3,
            width=box.width - 8,
            height=box.height - 6,
            line="",
            fill=None,
        )
        return [replace(box, text=""), inner]
    return [box]


def _steps(sheet: Sheet, size: int) -> None:
    """Lay out steps from top to bottom: plain ones, decisions, fans, side branches."""
    middle, top = 300.0, 120.0
    column: list[str] = []
    count = 0
    ends: list[str] = []  # steps that the next one follows

    def name() -> str:
        nonlocal count
        count += 1
        return f"{VERBS[(count - 1) % len(VERBS)]}{chr(ord('甲') + (count - 1) // len(VERBS))}"

    while count < size:
        left = size - count
        shape = sheet.random.choice(["plain", "plain", "decision", "fan"])
        if shape == "fan" and left >= 4 and len(ends) == 1 and ends[0] in column:
            fan = [name() for _ in range(sheet.random.choice((2, 3)))]
            xs = [middle + (i - (len(fan) - 1) / 2) * (WIDTH + 22) for i in range(len(fan))]
            for text, x in zip(fan, xs, strict=True):
                sheet.box(text, x, top)
            _fan_out(sheet, ends[0], fan)
            ends = fan
            top += HEIGHT + GAP
            continue
        kind = "flowChartDecision" if shape == "decision" and left >= 3 else "rect"
        text = name()
        box = sheet.box(text, middle, top, kind)
        _fan_in(sheet, ends, text)
        column.append(text)
        ends = [text]
        top = box.bottom + GAP
        if kind == "flowChartDecision":
            top = _branch(sheet, text, column, name, top)
            count_after = name()
            following = sheet.box(count_after, middle, top)
            path = ((box.x, box.bottom), (box.x, following.top))
            sheet.arrow(text, count_after, path, "是")
            column.append(count_after)
            ends = [count_after]
            top = following.bottom + GAP


def _branch(
    sheet: Sheet, text: str, column: list[str], name: Callable[[], str], top: float
) -> float:
    """Draw the other way out of a decision: to the side, or back to an earlier step."""
    box = sheet.boxes[text]
    back = sheet.random.choice([True, False]) and len(column) > 1
    if back:
        earlier = sheet.boxes[sheet.random.choice(column[:-1])]
        sheet.lane += 1
        x = 60.0 - 14 * sheet.lane
        y = earlier.y + (12 if earlier.kind == "flowChartDecision" else 0)
        path = ((box.left, box.y), (x, box.y), (x, y), (earlier.left, y))
        sheet.arrow(text, earlier.text, path, "否")
        return top
    side = name()
    beside = sheet.box(side, box.right + 150 + WIDTH / 2, box.y - HEIGHT / 2)
    sheet.arrow(text, side, ((box.right, box.y), (beside.left, beside.y)), "否")
    earlier = sheet.boxes[column[0]]
    if sheet.random.random() < 0.4 and column[:-1] and earlier.kind == "rect":
        sheet.lane += 1
        x = beside.right + 14 + 10 * sheet.lane
        path = ((beside.right, beside.y), (x, beside.y), (x, earlier.y), (earlier.right, earlier.y))
        sheet.arrow(side, earlier.text, path)
    return top


def _fan_out(sheet: Sheet, source: str, targets: Sequence[str]) -> None:
    box = sheet.boxes[source]
    below = [sheet.boxes[t] for t in targets]
    bar = (box.bottom + below[0].top) / 2
    if sheet.habits.branch == "bus":
        sheet.arrows.update(Arrow(source, t) for t in targets)
        sheet.line(((box.x, box.bottom), (box.x, bar)), source, None)
        sheet.line(((below[0].x, bar), (below[-1].x, bar)), None, None)
        for mark in below:
            sheet.line(((mark.x, bar), (mark.x, mark.top)), None, mark.text)
        return
    for mark in below:
        sheet.arrow(source, mark.text, _down(sheet, box, mark, bar))


def _down(sheet: Sheet, upper: BoxMark, lower: BoxMark, bar: float) -> tuple[Point, ...]:
    start, end = (upper.x, upper.bottom), (lower.x, lower.top)
    if abs(upper.x - lower.x) < 0.5 or sheet.habits.branch == "diagonals":
        return (start, end)
    return (start, (upper.x, bar), (lower.x, bar), end)


def _fan_in(sheet: Sheet, sources: Sequence[str], target: str) -> None:
    box = sheet.boxes[target]
    above = [sheet.boxes[s] for s in sources]
    if not above:
        return
    bar = (max(b.bottom for b in above) + box.top) / 2
    if sheet.habits.branch == "bus" and len(above) > 1:
        sheet.arrows.update(Arrow(s, target) for s in sources)
        for mark in above:
            sheet.line(((mark.x, mark.bottom), (mark.x, bar)), mark.text, None)
        sheet.line(((above[0].x, bar), (above[-1].x, bar)), None, None)
        sheet.line(((box.x, bar), (box.x, box.top)), None, target)
        return
    for mark in above:
        sheet.arrow(mark.text, target, _down(sheet, mark, box, bar))


def _risks(sheet: Sheet) -> None:
    """Hang numbered risk boxes on some steps of the middle column, where there is room."""
    if sheet.habits.risks == "none":
        return
    taken = [b for b in sheet.boxes.values() if b.x > 301]
    number = 0
    for box in list(sheet.boxes.values()):
        if abs(box.x - 300) > 1 or box.kind != "rect" or sheet.random.random() < 0.3:
            continue
        if any(abs(t.y - box.y) < 60 or t.x for t in taken if abs(t.y - box.y) < 60):
            continue
        number += 1
        text = f"1.{RISKS[number % len(RISKS)]}（{number}）"
        gap = 0.0 if sheet.habits.risks == "adjacent" else 45.0
        callout = sheet.habits.risks == "callout"
        kind = "wedgeRectCallout" if callout else "rect"
        left = box.right + gap
        tip = (box.right - 2, box.y) if callout else None
        risk = BoxMark(
            text, left, box.top + 3, 120, 26, kind, "C00000", dashed=not callout, tip=tip
        )
        sheet.marks.append(risk)
        if sheet.habits.risks == "leader":
            path = ((risk.left, risk.y), (box.right, risk.y))
            sheet.marks.append(LineMark(path, dashed=True))
        sheet.risks.add((box.text, text))
