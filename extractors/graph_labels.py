"""Words beside a chart: which arrow a label belongs to, and which step a note."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.drawing import Box, Point
from extractors.graph_links import Link
from extractors.graph_parts import centre, is_label_text
from extractors.graph_sides import Sides
from extractors.graph_space import between_boxes, box_to_path, to_path
from extractors.graph_words import is_branch_label

_BRANCH_REACH = 30.0  # points from its arrow to a branch word
_TEXT_REACH = 10.0  # … to other words
_NO_BRANCH = 12.0  # cost of a label on the only arrow that leaves a box
_CLEAR = 1.5  # a second arrow nearly as good makes a label doubtful
_NOTE_REACH = 150.0
_NOT_BESIDE = 40.0  # cost of a step that is not in the note's row
_NOTE_CLEAR = 10.0
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Labelling:
    """Which label goes to which link.

    Attributes:
        labels: Index of the link → text.
        unclear: Labels that fit two arrows equally.
        left: Texts that are no label of any arrow.
    """

    labels: Mapping[int, str]
    unclear: tuple[Box, ...]
    left: tuple[Box, ...]


def assign_labels(
    texts: Sequence[Box], arrows: Sequence[Link], own: Sequence[Sequence[Sequence[Point]]]
) -> Labelling:
    """Give each label to an arrow, one an arrow, with the least cost in all.

    Args:
        texts: Borderless texts.
        arrows: The links of the chart.
        own: For each link, the stretches of line that it shares with no other.
    """
    branching = _branching(arrows)
    costs: dict[tuple[int, int], float] = {}
    for t, text in enumerate(texts):
        if is_label_text(text):
            for a, arrow in enumerate(arrows):
                cost = _cost(text, arrow, own[a])
                if cost is not None:
                    costs[t, a] = cost + (0 if arrow.source in branching else _NO_BRANCH)
    chosen = _improve(_match(costs), costs)
    unclear = tuple(
        texts[t] for t, a in sorted(chosen.items()) if _rivalled(t, a, chosen, costs, arrows)
    )
    left = tuple(text for t, text in enumerate(texts) if t not in chosen)
    return Labelling({a: texts[t].text for t, a in chosen.items()}, unclear, left)


def _branching(arrows: Sequence[Link]) -> set[int]:
    sources = [arrow.source for arrow in arrows]
    return {source for source in sources if sources.count(source) > 1}


def _cost(text: Box, arrow: Link, own: Sequence[Sequence[Point]]) -> float | None:
    reach = _BRANCH_REACH if is_branch_label(text.text) else _TEXT_REACH
    x, y = centre(text)
    slack = reach + max(text.width, text.height)
    xs, ys = [p[0] for p in arrow.path], [p[1] for p in arrow.path]
    if not (min(xs) - slack <= x <= max(xs) + slack and min(ys) - slack <= y <= max(ys) + slack):
        return None
    gap = min(box_to_path(text, stretch) for stretch in own)
    if gap > reach:
        return None
    middle = min(to_path((x, y), stretch)[0] for stretch in own)
    along = to_path((x, y), arrow.path)[1]
    return gap + 0.3 * middle + 0.05 * along


def _match(costs: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Place as many labels as can be placed, near ones first; others make room if they can."""
    wishes: dict[int, list[int]] = defaultdict(list)
    for t, a in sorted(costs, key=lambda pair: costs[pair]):
        wishes[t].append(a)
    holder: dict[int, int] = {}

    def place(t: int, asked: set[int]) -> bool:
        for a in wishes[t]:
            if a not in asked:
                asked.add(a)
                if a not in holder or place(holder[a], asked):
                    holder[a] = t
                    return True
        return False

    for t in sorted(wishes, key=lambda t: costs[t, wishes[t][0]]):
        place(t, set())
    return {t: a for a, t in holder.items()}


def _improve(chosen: dict[int, int], costs: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Exchange labels, or move one to a free arrow, while that makes the whole cheaper."""
    better = True
    while better:
        better = _moved(chosen, costs)
        for t, u in combinations(list(chosen), 2):
            now = costs[t, chosen[t]] + costs[u, chosen[u]]
            then = costs.get((t, chosen[u]), math.inf) + costs.get((u, chosen[t]), math.inf)
            if then < now - _ROUNDING:
                chosen[t], chosen[u] = chosen[u], chosen[t]
                better = True
    return chosen


def _moved(chosen: dict[int, int], costs: Mapping[tuple[int, int], float]) -> bool:
    moved = False
    for (t, a), cost in costs.items():
        if t in chosen and a not in chosen.values() and cost < costs[t, chosen[t]] - _ROUNDING:
            chosen[t] = a
            moved = True
    return moved


def _rivalled(
    t: int,
    a: int,
    chosen: Mapping[int, int],
    costs: Mapping[tuple[int, int], float],
    arrows: Sequence[Link],
) -> bool:
    """Tell whether another arrow without a label would suit a label as well."""
    taken = set(chosen.values())
    return any(
        u == t and b not in taken and arrows[b] != arrows[a] and cost < costs[t, a] + _CLEAR
        for (u, b), cost in costs.items()
    )


@dataclass(frozen=True, slots=True)
class Tie:
    """The step that a note stands beside, and how sure that is."""

    step: int
    confidence: float


def tie_by_place(note: Box, steps: Mapping[int, Box], sides: Sides) -> Tie | None:
    """Find the step beside a note that has no line: nearest in its row, else nearest at all."""
    ranked = sorted((_beside(note, box, sides), index) for index, box in steps.items())
    if not ranked or ranked[0][0] > _NOTE_REACH:
        return None
    best, index = ranked[0]
    clear = len(ranked) == 1 or ranked[1][0] - best >= _NOTE_CLEAR
    return Tie(index, 0.9 if clear else 0.4)


def _beside(note: Box, step: Box, sides: Sides) -> float:
    gap = between_boxes(note, step)
    if sides.shares_row(note, step):
        along = 1 if sides.upright else 0
        return gap + 0.1 * abs(centre(note)[along] - centre(step)[along])
    return gap + _NOT_BESIDE
