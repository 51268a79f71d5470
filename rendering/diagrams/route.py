"""The way of every arrow through rows, side exits and free upright lanes, before heights are known.

Rows of boxes lie between channels; channel ``k`` is above row ``k``. Levels count both: channel
``k`` is level ``2k``, the middle of row ``r`` is level ``2r + 1``. A way leaves its box at the
foot (into the channel below) or at a side, goes up or down in at most one lane, and enters at the
head (from the channel above) or at a side: at most five pieces, which bent connectors can draw.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from rendering.diagrams.chart import BOTTOM, LEFT, RIGHT, TOP
from rendering.diagrams.graph import MOST_SIDES, Arrow, StepGraph

_TURN = 18.0  # what a bend costs, in points of way
_STOREY = 40.0  # what a level up or down costs
_TAKEN = 400.0  # a site where arrows already go the other way
_UPRIGHT = (TOP, BOTTOM)
_LOOPS = ((RIGHT, TOP), (LEFT, TOP), (BOTTOM, TOP))
_NEARBY = 14  # free lanes looked at on either side of each end
_CROSSED = 30.0  # what crossing the leader of a risk box costs
_SAME = 0.05
_NOBODY = -9  # source and target of lines that are no arrow's


@dataclass(frozen=True, slots=True)
class Plan:
    """Where boxes stand: centre and width in points, and row; with the room that lanes need."""

    centres: tuple[float, ...]
    widths: tuple[float, ...]
    rows: tuple[int, ...]
    lane: float

    def left(self, at: int) -> float:
        """Give the left edge of a box."""
        return self.centres[at] - self.widths[at] / 2

    def right(self, at: int) -> float:
        """Give the right edge of a box."""
        return self.centres[at] + self.widths[at] / 2


@dataclass(frozen=True, slots=True)
class Way:
    """A way: the sites at its ends, and where its lane is (None: straight across one channel)."""

    arrow: int
    exit: int
    entry: int
    lane: float | None
    cost: float = 0.0


@dataclass(slots=True)
class _Traffic:
    """What is already in the way: boxes and lanes by row, level pieces by row, sites in use."""

    boxes: dict[int, list[tuple[float, float, int]]] = field(default_factory=dict)
    lanes: dict[int, list[tuple[float, int, int]]] = field(default_factory=dict)
    levels: dict[int, list[tuple[float, float, int, int]]] = field(default_factory=dict)
    leaving: dict[tuple[int, int], int] = field(default_factory=dict)
    entering: dict[tuple[int, int], int] = field(default_factory=dict)
    fans: Counter[int] = field(default_factory=Counter)
    leaders: list[tuple[float, float, int]] = field(default_factory=list)


def routes(
    graph: StepGraph, plan: Plan, leaders: Mapping[int, int] = MappingProxyType({})
) -> list[Way]:
    """Find the way of every arrow, the plain ones first, so that others make way for them.

    Args:
        graph: Boxes and arrows.
        plan: Where the boxes stand.
        leaders: Boxes from which a line to a risk box runs level to the margin, and from which
            site: LEFT or RIGHT.
    """
    traffic = _Traffic(fans=Counter(arrow.source for arrow in graph.arrows if not arrow.back))
    for at, row in enumerate(plan.rows):
        traffic.boxes.setdefault(row, []).append((plan.left(at), plan.right(at), at))
    for boxes in traffic.boxes.values():
        boxes.sort()
    for at, side in leaders.items():
        _record_leader(plan, traffic, at, side)
    found: dict[int, Way] = {}
    order = sorted(range(len(graph.arrows)), key=lambda at: (*_rank(graph, plan, at), at))
    for at in order:
        way = _way(graph, plan, traffic, at)
        _record(graph.arrows[at], plan, traffic, way)
        found[at] = way
    return [found[at] for at in range(len(graph.arrows))]


def _rank(graph: StepGraph, plan: Plan, at: int) -> tuple[int, float]:
    """Order of finding ways: straight ones, those to the next row, short ones, loops."""
    arrow = graph.arrows[at]
    drop = plan.rows[arrow.target] - plan.rows[arrow.source]
    aside = abs(plan.centres[arrow.source] - plan.centres[arrow.target])
    if drop == 0 and arrow.aside:
        return (0, aside)
    if drop == 1:
        choice = graph.kinds[arrow.source] == "decision" and not arrow.main
        return (0 if aside < _SAME else 1 + choice, aside)
    return (3 if drop > 0 else 4, abs(drop) * 1000 + aside)


def _way(graph: StepGraph, plan: Plan, traffic: _Traffic, at: int) -> Way:
    arrow = graph.arrows[at]
    source, target = arrow.source, arrow.target
    near = plan.rows[target] - plan.rows[source] == 1
    aside = abs(plan.centres[source] - plan.centres[target])
    plain = Way(at, BOTTOM, TOP, None, aside + _STOREY + _TURN * 2)
    if near and (aside < _SAME or graph.kinds[source] != "decision"):
        return plain
    if near and traffic.fans[source] > MOST_SIDES:
        return plain
    choices = list(_choices(graph, plan, traffic, at))
    if near:
        used = traffic.leaving.get((source, BOTTOM), 0)
        choices.append(Way(at, BOTTOM, TOP, None, plain.cost + 60 * min(used, 1)))
    return min(choices, key=lambda way: way.cost)


def _choices(graph: StepGraph, plan: Plan, traffic: _Traffic, at: int) -> Iterator[Way]:
    """Try every pair of sites with the free lanes nearby; foot to head always has a lane."""
    arrow = graph.arrows[at]
    source, target = arrow.source, arrow.target
    if plan.rows[source] == plan.rows[target] and source != target:
        yield from _neighbours(graph, plan, traffic, at)
    for leave in (BOTTOM, LEFT, RIGHT, TOP) if arrow.back else (BOTTOM, LEFT, RIGHT):
        for enter in (TOP, LEFT, RIGHT):
            if source == target and (leave, enter) not in _LOOPS:
                continue
            low, high = levels(plan, arrow, leave, enter)
            if low == high and leave == BOTTOM:  # across one channel: not by a lane
                continue
            extra = _sites_cost(graph, traffic, arrow, leave, enter)
            for lane in _lanes(plan, traffic, arrow, leave, enter, low, high):
                bends = _bends(plan, arrow, leave, enter, lane)
                length = abs(plan.centres[source] - lane) + abs(plan.centres[target] - lane)
                cost = length + abs(high - low) * _STOREY / 2 + bends * _TURN + extra
                cost += _CROSSED * _crossed(traffic, lane, low, high)
                yield Way(at, leave, enter, lane, cost)


def _neighbours(graph: StepGraph, plan: Plan, traffic: _Traffic, at: int) -> Iterator[Way]:
    """Yield the level way to the next box in the row, if nothing stands between."""
    arrow = graph.arrows[at]
    source, target = arrow.source, arrow.target
    rightwards = plan.centres[source] < plan.centres[target]
    leave, enter = (RIGHT, LEFT) if rightwards else (LEFT, RIGHT)
    begin = plan.right(source) if rightwards else plan.left(source)
    end = plan.left(target) if rightwards else plan.right(target)
    left, right = min(begin, end), max(begin, end)
    row = plan.rows[source]
    clear = all(a >= right or b <= left for a, b, _ in traffic.boxes[row]) and all(
        a >= right or b <= left for a, b, _, _ in traffic.levels.get(row, ())
    )
    if clear:
        cost = right - left + _sites_cost(graph, traffic, arrow, leave, enter)
        yield Way(at, leave, enter, (left + right) / 2, cost)


def _bends(plan: Plan, arrow: Arrow, leave: int, enter: int, lane: float) -> int:
    first = 0 if leave in _UPRIGHT and abs(plan.centres[arrow.source] - lane) < _SAME else 1
    last = 0 if enter == TOP and abs(plan.centres[arrow.target] - lane) < _SAME else 1
    return first * (2 if leave in _UPRIGHT else 1) + last * (2 if enter == TOP else 1)


def _sites_cost(graph: StepGraph, traffic: _Traffic, arrow: Arrow, leave: int, enter: int) -> float:
    """Weigh the ends: no arrow out where others come in; branches each by their own side."""
    cost = 0.0
    if traffic.entering.get((arrow.source, leave)):
        cost += _TAKEN
    if traffic.leaving.get((arrow.target, enter)):
        cost += _TAKEN
    used = traffic.leaving.get((arrow.source, leave), 0)
    if used:
        cost += 70.0 if graph.kinds[arrow.source] == "decision" else 15.0
    if leave == BOTTOM:
        cost += 30.0 if arrow.back else 0.0
    elif leave != TOP and not arrow.back and graph.kinds[arrow.source] != "decision":
        cost += 40.0
    if enter != TOP:
        cost += 0.0 if arrow.back else 25.0
    elif arrow.back:
        cost += 25.0
    return cost


def _lanes(
    plan: Plan, traffic: _Traffic, arrow: Arrow, leave: int, enter: int, low: int, high: int
) -> Iterator[float]:
    """Yield the places of free lanes from one level to another that both ends can reach."""
    source, target = arrow.source, arrow.target
    taken = _taken(plan, traffic, arrow, low, high)
    wishes = (plan.centres[source], plan.centres[target])
    for lane in _free(taken, wishes):
        if leave not in _UPRIGHT and not _reaches(plan, traffic, source, leave, lane, (source, -1)):
            continue
        if enter != TOP and not _reaches(plan, traffic, target, enter, lane, (-1, target)):
            continue
        yield lane


def _taken(
    plan: Plan, traffic: _Traffic, arrow: Arrow, low: int, high: int
) -> list[tuple[float, float]]:
    """List what bars a lane between two levels, joined and in order, from left to right."""
    barred: list[tuple[float, float]] = []
    first, last = min(low, high), max(low, high)
    for row in range(first // 2, (last + 1) // 2):
        barred.extend((a - plan.lane, b + plan.lane) for a, b, _ in traffic.boxes.get(row, ()))
    for level in range(first, last + 1):
        for x, source, target in traffic.lanes.get(level, ()):
            if target != arrow.target and source != arrow.source:
                barred.append((x - plan.lane * 0.8, x + plan.lane * 0.8))
    barred.sort()
    joined: list[tuple[float, float]] = []
    for a, b in barred:
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], b))
        else:
            joined.append((a, b))
    return joined


def _free(taken: list[tuple[float, float]], wishes: tuple[float, float]) -> list[float]:
    """Give the free places nearest to each wish, and the outermost ones."""
    if not taken:
        return sorted(set(wishes))
    found = {taken[0][0], taken[-1][1]}
    starts = [a for a, _ in taken]
    for wish in wishes:
        at = bisect.bisect_right(starts, wish) - 1
        if at < 0 or wish >= taken[at][1]:
            found.add(wish)
        for near in range(max(0, at - _NEARBY), min(len(taken), at + _NEARBY + 1)):
            found.update(taken[near])
    return sorted(found)


def _reaches(
    plan: Plan, traffic: _Traffic, at: int, side: int, lane: float, ends: tuple[int, int]
) -> bool:
    """Tell whether a level piece from a box's side gets to the lane past boxes and pieces."""
    edge = plan.right(at) if side == RIGHT else plan.left(at)
    length = lane - edge if side == RIGHT else edge - lane
    if length < plan.lane - _SAME:
        return False
    left, right = min(edge, lane), max(edge, lane)
    row = plan.rows[at]
    for a, b, other in traffic.boxes[row]:
        if other != at and a - plan.lane / 2 < right and b + plan.lane / 2 > left:
            return False
    return all(
        source == ends[0] or target == ends[1] or a >= right + _SAME or b <= left - _SAME
        for a, b, source, target in traffic.levels.get(row, ())
    )


def _record(arrow: Arrow, plan: Plan, traffic: _Traffic, way: Way) -> None:
    """Note down what a new way takes up."""
    source, target = arrow.source, arrow.target
    traffic.leaving[source, way.exit] = traffic.leaving.get((source, way.exit), 0) + 1
    traffic.entering[target, way.entry] = traffic.entering.get((target, way.entry), 0) + 1
    if way.lane is None:
        return
    low, high = levels(plan, arrow, way.exit, way.entry)
    for level in range(min(low, high), max(low, high) + 1):
        traffic.lanes.setdefault(level, []).append((way.lane, source, target))
    for at, side in ((source, way.exit), (target, way.entry)):
        if side in (LEFT, RIGHT):
            edge = plan.right(at) if side == RIGHT else plan.left(at)
            piece = (min(edge, way.lane), max(edge, way.lane))
            owner = (source, -2) if at == source else (-2, target)
            traffic.levels.setdefault(plan.rows[at], []).append((*piece, *owner))


def _record_leader(plan: Plan, traffic: _Traffic, at: int, side: int) -> None:
    """Keep a box's side and the row beyond it free of other lines that would run along it."""
    row = plan.rows[at]
    left, right = (plan.right(at), math.inf) if side == RIGHT else (-math.inf, plan.left(at))
    traffic.levels.setdefault(row, []).append((left, right, _NOBODY, _NOBODY))
    traffic.leaders.append((left, right, 2 * row + 1))
    traffic.leaving[at, side] = traffic.entering[at, side] = 1


def _crossed(traffic: _Traffic, lane: float, low: int, high: int) -> int:
    """Count the leaders that a lane crosses."""
    first, last = min(low, high), max(low, high)
    return sum(
        first < level < last and left < lane < right for left, right, level in traffic.leaders
    )


def levels(plan: Plan, arrow: Arrow, leave: int, enter: int) -> tuple[int, int]:
    """Give the levels where a way's lane begins and ends."""
    low = 2 * plan.rows[arrow.source] + {BOTTOM: 2, TOP: 0}.get(leave, 1)
    high = 2 * plan.rows[arrow.target] + (0 if enter == TOP else 1)
    return low, high
