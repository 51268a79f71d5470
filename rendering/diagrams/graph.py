"""A process flow as numbered boxes and arrows, with the row of each box.

Cycles are opened where a walk in step order meets a step that it came from; rows are the longest
ways from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rendering.diagrams import words
from rendering.diagrams.chart import Kind
from schemas.forms import ProcessFlow

LONGEST_QUESTION = 24
"""A decision's outline has room for this many characters; longer questions get a rectangle."""

_MOST_BOXES, _MOST_ARROWS = 240, 320
_DENSE = 60  # arrows beyond two a box, where lines would cover the page
MOST_SIDES = 3
"""A decision has three ways out, left, down and right; with more they fan out of its foot."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A transition between two numbered boxes.

    Attributes:
        back: It closes a cycle, so that it leads upwards.
        main: It goes on straight down where the flow parts.
        aside: It leads from a decision to a box beside it, where that way ends or turns back.
    """

    source: int
    target: int
    label: str
    back: bool = False
    main: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class StepGraph:
    """Boxes by number: their texts, their outlines, their rows; and the arrows.

    ``packed`` tells that rows were too full and have been spread over several.
    """

    texts: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[int, ...]
    arrows: tuple[Arrow, ...]
    packed: bool = False


def step_graph(flow: ProcessFlow) -> StepGraph:
    """Number the steps, join double arrows, open the cycles and find the rows.

    An arrow to an id that no step has gets a box with that id: nothing is left out.
    """
    texts, plain = _numbered(flow)
    opened = _opened(len(texts), plain)
    rows = _rows(len(texts), opened)
    leaving = successors(len(texts), opened)
    kinds: tuple[Kind, ...] = tuple(
        _kind(text, [opened[at] for at in leaving[node]]) for node, text in enumerate(texts)
    )
    arrows = _with_aside(_with_main(opened, kinds, len(texts)), kinds, len(texts))
    return StepGraph(tuple(texts), kinds, _beside(rows, arrows), arrows)


def _numbered(flow: ProcessFlow) -> tuple[list[str], list[Arrow]]:
    number: dict[str, int] = {}
    texts: list[str] = []
    for step in flow.steps:
        number.setdefault(step.id, len(texts))
        texts.append(words.box_text(step))
    labels: dict[tuple[int, int], list[str]] = {}
    for way in flow.transitions:
        for end in (way.source, way.target):
            if end not in number:
                number[end] = len(texts)
                texts.append(words.clean(end))
        found = labels.setdefault((number[way.source], number[way.target]), [])
        label = words.clean(way.label or "").strip()
        if label and label not in found:
            found.append(label)
    return texts, [Arrow(*ends, "；".join(found)) for ends, found in labels.items()]


def successors(count: int, arrows: Iterable[Arrow]) -> list[list[int]]:
    """List for every box the numbers of the arrows that leave it."""
    found: list[list[int]] = [[] for _ in range(count)]
    for at, arrow in enumerate(arrows):
        found[arrow.source].append(at)
    return found


def _opened(count: int, arrows: list[Arrow]) -> list[Arrow]:
    """Mark the arrows that close a cycle, walking depth first in step order."""
    leaving = successors(count, arrows)
    entered = {arrow.target for arrow in arrows if arrow.source != arrow.target}
    starts = [at for at in range(count) if at not in entered] + list(range(count))
    state, back = [0] * count, set()
    for start in starts:
        if state[start]:
            continue
        state[start], walk = 1, [(start, iter(leaving[start]))]
        while walk:
            node, rest = walk[-1]
            for at in rest:
                target = arrows[at].target
                if state[target] == 1:
                    back.add(at)
                elif not state[target]:
                    state[target] = 1
                    walk.append((target, iter(leaving[target])))
                    break
            else:
                state[node] = 2
                walk.pop()
    return [replace(arrow, back=at in back) for at, arrow in enumerate(arrows)]


def _ordered(count: int, arrows: Sequence[Arrow]) -> list[int]:
    """Sort the boxes so that every arrow that does not lead back leads onwards."""
    waiting = [0] * count
    for arrow in arrows:
        waiting[arrow.target] += not arrow.back
    leaving = successors(count, arrows)
    ready = [at for at in range(count) if not waiting[at]]
    for node in ready:
        for at in leaving[node]:
            if not arrows[at].back:
                target = arrows[at].target
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
    return ready


def _rows(count: int, arrows: Sequence[Arrow]) -> tuple[int, ...]:
    """Put every box one row below the lowest that leads to it, a late beginning just above."""
    rows, entered = [0] * count, set()
    order, leaving = _ordered(count, arrows), successors(count, arrows)
    for node in order:
        for at in leaving[node]:
            if not arrows[at].back:
                target = arrows[at].target
                rows[target] = max(rows[target], rows[node] + 1)
                entered.add(target)
    for node in reversed(order):
        onwards = [rows[arrows[at].target] for at in leaving[node] if not arrows[at].back]
        if onwards and node not in entered:
            rows[node] = min(onwards) - 1
    return tuple(rows)


def _kind(text: str, leaving: Sequence[Arrow]) -> Kind:
    labelled = sum(1 for arrow in leaving if arrow.label)
    if words.is_end(text):
        return "terminator"
    if len(text) <= LONGEST_QUESTION and words.is_question(text, len(leaving), labelled):
        return "decision"
    return "rect"


def _with_main(arrows: Sequence[Arrow], kinds: Sequence[Kind], count: int) -> tuple[Arrow, ...]:
    """Mark the branch that goes on longest, or else, at decisions, the affirmative one."""
    left, leaving = [0] * count, successors(count, arrows)
    for node in reversed(_ordered(count, arrows)):
        onwards = [left[arrows[at].target] + 1 for at in leaving[node] if not arrows[at].back]
        left[node] = max(onwards, default=0)
    main = set()
    for node, kind in enumerate(kinds):
        ways = [at for at in leaving[node] if not arrows[at].back]
        best = max((left[arrows[at].target] for at in ways), default=0)
        parted = len(ways) == 2 and best > min(left[arrows[at].target] for at in ways)  # noqa: PLR2004
        if parted or (kind == "decision" and 0 < len(ways) <= MOST_SIDES):
            longest = [at for at in ways if left[arrows[at].target] == best]
            turning = {
                at for at in longest for way in leaving[arrows[at].target] if arrows[way].back
            }
            longest.sort(key=lambda at: (at in turning, not words.is_yes(arrows[at].label)))
            main.add(longest[0])
    return tuple(replace(arrow, main=at in main) for at, arrow in enumerate(arrows))


def _with_aside(arrows: Sequence[Arrow], kinds: Sequence[Kind], count: int) -> tuple[Arrow, ...]:
    """Mark the branches that end, or turn back, at a box of their own: one or two a decision."""
    leaving, entering = successors(count, arrows), [0] * count
    for arrow in arrows:
        entering[arrow.target] += 1
    aside = set()
    for node in range(count):
        ways = [at for at in leaving[node] if not arrows[at].back]
        if kinds[node] != "decision" or not 1 < len(ways) <= MOST_SIDES:
            continue
        for at in ways:
            target = arrows[at].target
            ends = all(arrows[onwards].back for onwards in leaving[target])
            if ends and not arrows[at].main and entering[target] == 1:
                aside.add(at)
    return tuple(replace(arrow, aside=at in aside) for at, arrow in enumerate(arrows))


def _beside(rows: Sequence[int], arrows: Sequence[Arrow]) -> tuple[int, ...]:
    """Put the boxes of branches that end at once into the decision's own row."""
    moved = list(rows)
    for arrow in arrows:
        if arrow.aside:
            moved[arrow.target] = rows[arrow.source]
    return tuple(moved)


def folded(graph: StepGraph, most: int) -> StepGraph:
    """Spread rows of more than ``most`` boxes over several rows, neighbours turn by turn."""
    members: dict[int, list[int]] = {}
    for at, row in enumerate(graph.rows):
        members.setdefault(row, []).append(at)
    if max(map(len, members.values()), default=0) <= most:
        return graph
    rows, base = [0] * len(graph.rows), 0
    for row in sorted(members):
        parts = -(-len(members[row]) // most)
        for place, at in enumerate(members[row]):
            rows[at] = base + place % parts
        base += parts
    return replace(graph, rows=tuple(rows), packed=True)


def is_dense(graph: StepGraph) -> bool:
    """Tell whether a chart has so many arrows for its boxes that lines would cover the page."""
    return len(graph.arrows) > 2 * len(graph.texts) + _DENSE


def is_tangled(graph: StepGraph) -> bool:
    """Tell whether a chart has so many boxes or arrows that no layout can show it."""
    many = len(graph.texts) > _MOST_BOXES or len(graph.arrows) > _MOST_ARROWS
    return many or is_dense(graph)
