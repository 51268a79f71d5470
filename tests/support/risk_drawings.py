"""Annex 3 drawn the way people draw it: charts with risk boxes, and with all that hangs beside."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from tests.support.drawings import (
    BlockMark,
    BoxMark,
    Chart,
    Habits,
    LineMark,
    Mark,
    Point,
    Sheet,
    finished,
    sketched,
)
from tests.support.drawn_words import QUIET, TELLING

WORDED = ("违规线索", "并严格把关", "违纪案件", "（2个工作日）", "虚假材料核查", "及信息公开。")
STYLES = ("dot", "dun", "round", "half", "circle", "auto", "none", "inline", "inline dun")
CIRCLES = "①②③④⑤⑥⑦⑧⑨"
LINE, CHARACTER, PADDING = 14.0, 10.5, 10.0  # points: of a line of text in a box
ROOM = 6.0  # points that stay free around a risk box


@dataclass(frozen=True)
class RiskHabits:
    """How someone hangs risk boxes on a chart.

    Attributes:
        tie: ``line``, ``elbow``, ``slant``, ``touch``, ``beside``, ``callout`` or ``under``.
        sides: Sides of the steps on which boxes may stand, in order of preference.
        heads: Arrowheads of the ties: ``none``, ``step``, ``box`` or ``both``.
        dashed_ties, dashed_boxes: Drawn with dashes.
        colour: Of the boxes' outlines.
        numbers: One of STYLES.
        words: ``telling``, ``quiet`` or ``mixed``: whether texts hold words that speak of risks.
        stop: What manifestations end with.
        caption: First line of a box: "" or one with ``{}`` for a number.
        asides: Boxes also say level and person; measure boxes, a legend and a heading stand about.
        share: Share of the steps that have risks.
        several: A step may have a box on either side, and a box may serve two steps.
        turned: The chart runs from left to right, in tall boxes, and risks hang above and below.
        steps: What the steps look like: ``plain``, ``numbered``, ``worded`` (as risks are),
            ``coloured`` (first and last) or ``dashed``.
    """

    tie: str = "line"
    sides: tuple[str, ...] = ("right",)
    heads: str = "none"
    dashed_ties: bool = True
    dashed_boxes: bool = True
    colour: str = "C00000"
    numbers: str = "dot"
    words: str = "mixed"
    stop: str = "。"
    caption: str = ""
    asides: bool = False
    share: float = 0.6
    several: bool = False
    turned: bool = False
    steps: str = "plain"


@dataclass
class RiskSheet:
    """Risk boxes being hung on a chart.

    Attributes:
        hung: Step and manifestation, as the reader has to find them.
        aside: Texts for which annex 3 has no field (LF-F12).
        silent: Known headings and legends.
    """

    sheet: Sheet
    habits: RiskHabits
    hung: set[tuple[str, str]] = field(default_factory=set)
    aside: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    boxes: list[BoxMark] = field(default_factory=list)
    count: int = 0

    @property
    def random(self) -> random.Random:
        return self.sheet.random


@dataclass(frozen=True)
class RiskChart:
    """What a drawing of annex 3 means."""

    chart: Chart
    hung: frozenset[tuple[str, str]]
    aside: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def mapped(
    seed: int, habits: Habits, risks: RiskHabits, size: int = 8
) -> tuple[RiskChart, list[Mark]]:
    """Draw a random chart with risk boxes."""
    sheet = sketched(seed, habits, size)
    paper = RiskSheet(sheet, risks)
    names = list(sheet.boxes)
    for name in names:
        if paper.random.random() < risks.share:
            _hang(paper, sheet.boxes[name])
    if risks.several:
        _one_for_two(paper, names)
    if risks.asides:
        _asides(paper)
    chart, marks = finished(sheet)
    found = RiskChart(chart, frozenset(paper.hung), tuple(paper.aside), tuple(paper.silent))
    marks = [_turned(mark) for mark in marks] if risks.turned else marks
    return _dressed(found, marks, risks.steps)


def _turned(mark: Mark) -> Mark:
    """Exchange right and down."""
    if isinstance(mark, LineMark):
        return replace(mark, path=tuple((y, x) for x, y in mark.path))
    if isinstance(mark, BlockMark):
        return BlockMark("rightArrow", mark.top, mark.left, mark.height, mark.width)
    turned = replace(mark, left=mark.top, top=mark.left, width=mark.height, height=mark.width)
    return replace(turned, tip=mark.tip[::-1] if mark.tip else None)


def _dressed(found: RiskChart, marks: Sequence[Mark], manner: str) -> tuple[RiskChart, list[Mark]]:
    """Give the steps other words or looks, which must mislead nobody."""
    chart = found.chart
    order = [m.text for m in marks if isinstance(m, BoxMark) and m.text in chart.steps]
    words = {text: text for text in order}
    typed = dict(words)
    if manner == "numbered":
        typed = {text: f"{n}.{text}" for n, text in enumerate(order, 1)}
    elif manner == "worded":
        typed = words = {t: f"{t}{WORDED[n % len(WORDED)]}" for n, t in enumerate(order)}
    edges = (order[0], order[-1])

    def dress(mark: Mark) -> Mark:
        if not isinstance(mark, BoxMark) or mark.text not in words:
            return mark
        looks: dict[str, Any] = {}
        if manner == "coloured" and mark.text in edges:
            looks = {"line": "00B050", "fill": "CCFFCC", "kind": "flowChartTerminator"}
        elif manner == "dashed":
            looks = {"dashed": True}
        return replace(mark, text=typed[mark.text], **looks)

    arrows = frozenset(
        replace(a, source=words[a.source], target=words[a.target]) for a in chart.arrows
    )
    dressed = replace(chart, steps=frozenset(words.values()), arrows=arrows)
    hung = frozenset((words[step], text) for step, text in found.hung)
    return replace(found, chart=dressed, hung=hung), [dress(mark) for mark in marks]


def _hang(paper: RiskSheet, step: BoxMark) -> None:
    """Hang a box on each free side of a step, or on the first one only."""
    for side in paper.habits.sides:
        if _hang_on(paper, step, side) and not paper.habits.several:
            return


def _hang_on(paper: RiskSheet, step: BoxMark, side: str) -> bool:
    box, said, beside = _box(paper, paper.random.choice((1, 1, 2, 3)))
    for gap in _gaps(paper):
        placed = _placed(paper, box, step, side, gap)
        if _is_free(paper, placed, step):
            _put(paper, placed, [step], said, beside)
            return True
    return False


def _gaps(paper: RiskSheet) -> Sequence[float]:
    tie, rng = paper.habits.tie, paper.random
    if tie == "touch":
        return (0.0,)
    if tie == "beside":
        return (rng.uniform(4, 30), 4.0)
    if tie == "under":
        return (rng.uniform(2, 8),)
    return (rng.uniform(25, 75), 25.0)


def _box(paper: RiskSheet, count: int) -> tuple[BoxMark, list[str], list[str]]:
    """Make a box with new manifestations; give it, them, and its texts without field."""
    habits, rng = paper.habits, paper.random
    pool = {"telling": TELLING, "quiet": QUIET, "mixed": TELLING + QUIET}[habits.words]
    texts = []
    for _ in range(count):
        paper.count += 1
        texts.append(f"{rng.choice(pool)}{_letters(paper.count)}{habits.stop}")
    lines = _numbered(texts, habits.numbers)
    caption = habits.caption.format(paper.count) if habits.caption else ""
    beside = []
    if habits.asides and rng.random() < 0.3 and habits.numbers != "none":
        beside = [rng.choice(("风险等级：高", "责任人：承办人", "等级：中"))]
    said = [caption, *lines, *beside] if caption else [*lines, *beside]
    width = 130.0 if rng.random() < 0.7 else 100.0
    height = PADDING + LINE * sum(-(-len(s) * CHARACTER // (width - 14)) for s in said)
    box = BoxMark(
        "\n".join(said),
        0,
        0,
        width,
        height,
        "wedgeRectCallout" if habits.tie == "callout" else "rect",
        habits.colour,
        dashed=habits.dashed_boxes and habits.tie != "callout",
        numbered=habits.numbers == "auto",
    )
    return box, texts, beside


def _letters(number: int) -> str:
    """Give every manifestation words of its own: its number in Chinese."""
    return "之" + "".join("零一二三四五六七八九"[int(d)] for d in str(number))


def _numbered(texts: Sequence[str], style: str) -> list[str]:
    marks = {
        "dot": "{}.",
        "dun": "{}、",
        "round": "（{}）",
        "half": "{}）",
        "inline": "{}.",
        "inline dun": "{}、",
    }
    if style == "circle":
        lines = [CIRCLES[i] + text for i, text in enumerate(texts)]
    else:
        lines = [marks.get(style, "").format(i) + text for i, text in enumerate(texts, 1)]
    return ["".join(lines)] if style.startswith("inline") else lines


def _placed(paper: RiskSheet, box: BoxMark, step: BoxMark, side: str, gap: float) -> BoxMark:
    rng, tie = paper.random, paper.habits.tie
    if tie == "under":
        return replace(box, left=step.x - box.width / 2 + rng.uniform(-8, 8), top=step.bottom + gap)
    shift = 0.0
    if tie in ("elbow", "slant"):
        shift = rng.choice((-1, 1)) * rng.uniform(12, 30)
    elif tie in ("line", "callout"):
        shift = rng.uniform(-6, 6)
    elif rng.random() < 0.4:
        shift = step.top - (step.y - box.height / 2)  # tops level
    top = step.y - box.height / 2 + shift
    left = step.right + gap if side == "right" else step.left - gap - box.width
    return replace(box, left=left, top=top)


def _is_free(paper: RiskSheet, box: BoxMark, *of: BoxMark) -> bool:
    """Tell whether a box, and the way to its step, would stand on nothing else."""
    sheet = paper.sheet
    others = [b for b in (*sheet.boxes.values(), *paper.boxes) if b not in of]
    others += [m for m in sheet.marks if isinstance(m, BoxMark) and m not in paper.boxes]
    left, right = min(box.left, *(s.right for s in of)), max(box.right, *(s.left for s in of))
    if any(
        o.left < right + ROOM
        and o.right > left - ROOM
        and o.top < box.bottom + ROOM
        and o.bottom > box.top - ROOM
        for o in others
    ):
        return False
    lines = (m for m in sheet.marks if isinstance(m, LineMark))
    frame = (box.left - ROOM, box.top - ROOM, box.right + ROOM, box.bottom + ROOM)
    return not any(_crosses(frame, a, b) for line in lines for a, b in pairwise(line.path))


def _crosses(frame: tuple[float, float, float, float], a: Point, b: Point) -> bool:
    left, top, right, bottom = frame
    for n in range(41):
        x, y = a[0] + (b[0] - a[0]) * n / 40, a[1] + (b[1] - a[1]) * n / 40
        if left <= x <= right and top <= y <= bottom:
            return True
    return False


def _put(
    paper: RiskSheet,
    box: BoxMark,
    steps: Sequence[BoxMark],
    said: Sequence[str],
    beside: Sequence[str],
) -> None:
    """Put a box on the paper, tied to its steps."""
    if paper.habits.tie == "callout":
        step = steps[0]
        edge = step.right - 3 if box.left > step.x else step.left + 3
        box = replace(box, tip=(edge, step.y))
    paper.boxes.append(box)
    paper.sheet.marks.append(box)
    for step in steps:
        paper.sheet.marks.extend(_ties(paper, box, step))
        paper.hung.update((step.text, text) for text in said)
    paper.aside.extend(beside)


def _ties(paper: RiskSheet, box: BoxMark, step: BoxMark) -> Iterator[LineMark]:
    tie, heads = paper.habits.tie, paper.habits.heads
    if tie not in ("line", "elbow", "slant"):
        return
    right = box.left > step.x
    end = (step.right if right else step.left, step.y)
    start = (box.left if right else box.right, box.y)
    if tie == "line" and box.top + 4 <= end[1] <= box.bottom - 4:
        start = (start[0], end[1])
    middle = (start[0] + end[0]) / 2
    bent = tie == "elbow" and abs(start[1] - end[1]) > 4
    path = (start, (middle, start[1]), (middle, end[1]), end) if bent else (start, end)
    points = [paper.sheet.jittered(path[0]), *path[1:-1], paper.sheet.jittered(path[-1])]
    mark = LineMark(
        tuple(points),
        head=heads in ("step", "both"),
        tail=heads in ("box", "both"),
        dashed=paper.habits.dashed_ties,
    )
    if paper.random.random() < 0.3:
        mark = replace(mark, path=mark.path[::-1], head=mark.tail, tail=mark.head)
    yield mark


def _one_for_two(paper: RiskSheet, names: Sequence[str]) -> None:
    """Let one box serve two steps that stand below each other, with two lines."""
    if paper.habits.tie not in ("line", "slant"):
        return
    for one, other in pairwise(names):
        a, b = paper.sheet.boxes[one], paper.sheet.boxes[other]
        if abs(a.x - b.x) > 1 or not 0 < b.top - a.bottom < 60 or paper.random.random() < 0.5:
            continue
        box, said, beside = _box(paper, 1)
        box = replace(box, left=max(a.right, b.right) + 60, top=(a.y + b.y - box.height) / 2)
        if _is_free(paper, box, a, b):
            _put(paper, box, [a, b], said, beside)
            return


def _asides(paper: RiskSheet) -> None:
    """Put measure boxes beside some steps, a legend and a heading about the chart."""
    right = max(b.right for b in (*paper.sheet.boxes.values(), *paper.boxes)) + 60
    top = min(b.top for b in paper.sheet.boxes.values())
    texts = [m for m in paper.sheet.marks if isinstance(m, BoxMark)]
    for n, box in enumerate(paper.boxes[:2]):
        text = f"防控措施：\n1.加强监督检查，公开办理结果之{'一二'[n]}。"
        paper.sheet.marks.append(BoxMark(text, right, box.top, 130, 44))
        paper.aside.append(text)
    bottom = max(b.bottom for b in (*paper.sheet.boxes.values(), *texts)) + 40
    for n, word in enumerate(("高风险", "中风险", "低风险")):
        paper.sheet.marks.append(BoxMark(word, 60 + 80 * n, bottom, 60, 18))
        paper.silent.append(word)
    paper.sheet.marks.append(BoxMark("风险点", right - 140, top - 40, 60, 18, line="", fill=None))
    paper.silent.append("风险点")
