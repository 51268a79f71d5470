"""Level pieces in the channels between rows: which share a height, and which lie above which.

All arrows that leave one box by its foot share one level line (a bus), and so do all that come
together above one box. A net is such a line. Two nets whose upright ends would run into each
other are put in the order that keeps them apart; otherwise the order with the fewest crossings.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rendering.diagrams.chart import BOTTOM, TOP
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.route import Plan, Way, levels

_APART = 6.0  # points between two nets at one height
_TOUCH = 3.5  # upright pieces nearer than this look like one
_MOST = 6  # nets in a channel for which every order is tried
_CLASH = 25  # crossings that running into each other is worth

Net = tuple[int, str, int]
"""Channel, ``out`` of its foot, ``up`` from its head or ``in`` to it, and the box."""


@dataclass(slots=True)
class _Line:
    """A net's extent from left to right and where its upright ends go up and down."""

    left: float
    right: float
    up: set[float] = field(default_factory=set)
    down: set[float] = field(default_factory=set)

    def span(self, x: float) -> None:
        self.left, self.right = min(self.left, x), max(self.right, x)


@dataclass(frozen=True, slots=True)
class Tracks:
    """Every net's height in its channel (0 is highest), and how many heights a channel has."""

    height: dict[Net, int]
    count: dict[int, int]


def net_at_exit(graph: StepGraph, plan: Plan, ways: Sequence[Way]) -> list[Net | None]:
    """Give the net that each way takes below its beginning, or None if it takes none there."""
    fans = Counter(graph.arrows[way.arrow].source for way in ways if way.exit == BOTTOM)
    found: list[Net | None] = []
    for way in ways:
        arrow = graph.arrows[way.arrow]
        channel = plan.rows[arrow.source] + 1
        if way.exit == TOP:
            found.append((channel - 1, "up", arrow.source))
        elif way.exit != BOTTOM:
            found.append(None)
        elif way.lane is None and fans[arrow.source] == 1:
            found.append((channel, "in", arrow.target))
        else:
            found.append((channel, "out", arrow.source))
    return found


def net_at_entry(graph: StepGraph, plan: Plan, ways: Sequence[Way]) -> list[Net | None]:
    """Give the net that each way takes above its end, or None if it takes none there.

    Ways of one box that come by one lane share a net, as a bus.
    """
    arrows = [graph.arrows[way.arrow] for way in ways]
    lanes = Counter(
        (arrow.source, plan.rows[arrow.target], way.lane)
        for arrow, way in zip(arrows, ways, strict=True)
        if way.entry == TOP
    )
    found: list[Net | None] = []
    for arrow, way in zip(arrows, ways, strict=True):
        row = plan.rows[arrow.target]
        if way.entry != TOP or way.lane is None:
            found.append(None)
        elif lanes[arrow.source, row, way.lane] > 1:
            found.append((row, "by lane from", arrow.source))
        else:
            found.append((row, "in", arrow.target))
    return found


def tracks(graph: StepGraph, plan: Plan, ways: Sequence[Way]) -> Tracks:
    """Put every net at its height."""
    channels: dict[int, dict[Net, _Line]] = {}
    for net, line in _lines(graph, plan, ways).items():
        channels.setdefault(net[0], {})[net] = line
    height: dict[Net, int] = {}
    count: dict[int, int] = {}
    for channel, nets in channels.items():
        placed = _stack(_order(nets), nets)
        height.update(placed)
        count[channel] = max(placed.values()) + 1
    return Tracks(height, count)


def _lines(graph: StepGraph, plan: Plan, ways: Sequence[Way]) -> dict[Net, _Line]:
    found: dict[Net, _Line] = {}
    exits, entries = net_at_exit(graph, plan, ways), net_at_entry(graph, plan, ways)
    for way, below, above in zip(ways, exits, entries, strict=True):
        arrow = graph.arrows[way.arrow]
        begin, end = plan.centres[arrow.source], plan.centres[arrow.target]
        if way.lane is None:
            if below and begin != end:
                _add(found, below, (begin, "up"), (end, "down"))
            continue
        low, high = levels(plan, arrow, way.exit, way.entry)
        if below and begin != way.lane:
            foot = "down" if way.exit == TOP else "up"
            _add(found, below, (begin, foot), (way.lane, "down" if high > low else "up"))
        if above and end != way.lane:
            _add(found, above, (end, "down"), (way.lane, "up" if high > low else "down"))
    return found


def _add(found: dict[Net, _Line], net: Net, *ends: tuple[float, str]) -> None:
    line = found.setdefault(net, _Line(ends[0][0], ends[0][0]))
    for x, direction in ends:
        line.span(x)
        (line.up if direction == "up" else line.down).add(x)


def _toll(upper: _Line, lower: _Line) -> int:
    """Count the crossings, and what is worse, if one net lies above another."""
    toll = sum(1 for x in upper.down if lower.left < x < lower.right)
    toll += sum(1 for x in lower.up if upper.left < x < upper.right)
    toll += sum(_CLASH for x in upper.down for other in lower.up if abs(x - other) < _TOUCH)
    return toll


def _order(nets: dict[Net, _Line]) -> list[Net]:
    """Order a channel's nets from top to bottom."""
    names = sorted(nets, key=lambda net: (nets[net].left, net[1:]))
    tolls = {(a, b): _toll(nets[a], nets[b]) for a, b in itertools.permutations(names, 2)}
    if len(names) <= _MOST:
        return list(
            min(
                itertools.permutations(names),
                key=lambda order: sum(tolls[pair] for pair in itertools.combinations(order, 2)),
            )
        )
    return sorted(
        names,
        key=lambda net: sum(tolls[net, b] - tolls[b, net] for b in names if b != net),
    )


def _stack(order: list[Net], nets: dict[Net, _Line]) -> dict[Net, int]:
    """Let nets share a height that lie side by side, keeping the order of those that do not."""
    placed: dict[Net, int] = {}
    for net in order:
        line = nets[net]
        level = 0
        for other, height in placed.items():
            rival = nets[other]
            if rival.left - _APART < line.right and line.left < rival.right + _APART:
                level = max(level, height + 1)
        placed[net] = level
    return placed
