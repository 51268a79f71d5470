"""Which margin each risk box stands in, and rows in which every risky box can be reached from one.

A leader runs level from a box to the margin. So a box with risks has to stand at the left or the
right end of its row; rows in which it does not are spread over several.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from rendering.diagrams.chart import LEFT, RIGHT
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.route import Plan

_PAIR = 2
_RIGHTWARDS = 90.0  # points by which the right margin may be fuller before the left one is used


def margins(plan: Plan, risky: Sequence[int], heights: Sequence[float]) -> dict[int, int] | None:
    """Give each risky box its margin, LEFT or RIGHT; None if one stands between others.

    Boxes alone in their rows go where the others are, or where more room is left.

    Args:
        plan: Where boxes stand.
        risky: Numbers of the boxes with risks.
        heights: About how high each risk box is, in the order of ``risky``.
    """
    rows: dict[int, list[int]] = {}
    for at, row in enumerate(plan.rows):
        rows.setdefault(row, []).append(at)
    found: dict[int, int] = {}
    for at in risky:
        beside = sorted(rows[plan.rows[at]], key=plan.centres.__getitem__)
        if len(beside) > 1:
            if at not in (beside[0], beside[-1]):
                return None
            found[at] = LEFT if at == beside[0] else RIGHT
    _add_free(found, dict(zip(risky, heights, strict=True)), plan)
    return found


def _add_free(found: dict[int, int], heights: dict[int, float], plan: Plan) -> None:
    """Put boxes that can go either way where less hangs yet, but not far across the chart."""
    sides = set(found.values()) or {RIGHT}
    ends = {RIGHT: max(map(plan.right, range(len(plan.rows)))),
            LEFT: min(map(plan.left, range(len(plan.rows))))}  # fmt: skip
    filled = {side: sum(heights[at] for at in found if found[at] == side) for side in sides}
    for at in sorted(heights.keys() - found.keys(), key=lambda at: (plan.rows[at], at)):
        cost = {side: filled[side] + abs(plan.centres[at] - ends[side]) for side in sides}
        if LEFT in cost:
            cost[LEFT] += _RIGHTWARDS
        side = min(sorted(sides, reverse=True), key=cost.__getitem__)
        found[at] = side
        filled[side] += heights[at]


def spread(graph: StepGraph, risky: Collection[int], order: Sequence[float]) -> StepGraph:
    """Spread rows until no risky box stands between others, if boxes stand in ``order``."""

    def reached(group: list[int]) -> bool:
        inner = sorted(group, key=order.__getitem__)[1:-1]
        return not any(at in risky for at in inner)

    return _spread(graph, reached, order)


def paired(graph: StepGraph, risky: Collection[int]) -> StepGraph:
    """Spread rows so that a row with a risky box has two boxes at most, in whatever order."""

    def reached(group: list[int]) -> bool:
        return len(group) <= _PAIR or not any(at in risky for at in group)

    return _spread(graph, reached, range(len(graph.texts)))


def _spread(
    graph: StepGraph, reached: Callable[[list[int]], bool], order: Sequence[float]
) -> StepGraph:
    beside = {arrow.target: arrow.source for arrow in graph.arrows if arrow.aside}
    members: dict[int, list[int]] = {}
    for at in sorted(range(len(graph.rows)), key=lambda at: (order[at], at)):
        members.setdefault(graph.rows[at], []).append(at)
    rows, more = list(graph.rows), 0
    for row in sorted(members):
        groups = _groups(members[row], beside, reached)
        for place, group in enumerate(groups):
            for at in group:
                rows[at] = row + more + place
        more += len(groups) - 1
    if not more:
        return graph
    arrows = tuple(
        replace(arrow, aside=arrow.aside and rows[arrow.source] == rows[arrow.target])
        for arrow in graph.arrows
    )
    return replace(graph, rows=tuple(rows), arrows=arrows)


def _groups(
    row: Sequence[int], beside: dict[int, int], reached: Callable[[list[int]], bool]
) -> list[list[int]]:
    """Cut a row into rows, the outermost boxes highest, so that arrows to the others pass between.

    A box stands beside, or below, the one that it is ``beside``.
    """
    groups: list[list[int]] = []
    rest = list(row)
    while rest:
        group: list[int] = []
        freely = [at for at in rest if beside.get(at) not in rest]
        bound = [at for at in rest if at not in freely]
        for at in (*_from_outside(freely), *bound):
            if (at in freely or beside[at] in group) and reached([*group, at]):
                group.append(at)
        groups.append(group)
        rest = [at for at in rest if at not in group]
    return groups


def _from_outside(row: Sequence[int]) -> Iterator[int]:
    for at in range(len(row)):
        yield row[at // 2] if at % 2 == 0 else row[-1 - at // 2]
