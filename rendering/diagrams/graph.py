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

MOST_SIDES = 3
"""A decision has three ways out, left, down and right; with more they fan out of its foot."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A transition between two numbered boxes.

    Attributes:
        back: It closes a cycle, so that it leads upwards.
        main: It goes on straight down from a decision.
    """

    source: int
    target: int
    label: str
    back: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class StepGraph:
    """Boxes by number: their texts, their outlines, their rows; and the arrows."""

    texts: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[int, ...]
    arrows: tuple[Arrow, ...]


def step_graph(flow: ProcessFlow) -> StepGraph:
    """Number the steps, join double arrows, open the cycles and find the rows.

    An arrow to an id that no step has gets a box with that id: nothing is left out.
    """
    texts, plain = _numbered(flow)
    arrows = _opened(len(texts), plain)
    rows = _rows(len(texts), arrows)
    leaving = successors(len(texts), arrows)
    kinds = tuple(
        _kind(text, [arrows[at] for at in leaving[node]]) for node, text in enumerate(texts)
    )
    return StepGraph(tuple(texts), kinds, rows, _with_main(arrows, kinds, len(texts)))


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
    """Mark at every decision the branch that goes on longest, or else the affirmative one."""
    left, leaving = [0] * count, successors(count, arrows)
    for node in reversed(_ordered(count, arrows)):
        onwards = [left[arrows[at].target] + 1 for at in leaving[node] if not arrows[at].back]
        left[node] = max(onwards, default=0)
    main = set()
    for node, kind in enumerate(kinds):
        ways = [at for at in leaving[node] if not arrows[at].back]
        if kind == "decision" and 0 < len(ways) <= MOST_SIDES:
            best = max(left[arrows[at].target] for at in ways)
            longest = [at for at in ways if left[arrows[at].target] == best]
            main.add(next((at for at in longest if words.is_yes(arrows[at].label)), longest[0]))
    return tuple(replace(arrow, main=at in main) for at, arrow in enumerate(arrows))


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
    return replace(graph, rows=tuple(rows))
