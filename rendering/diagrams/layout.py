"""From numbered boxes and arrows to a drawn chart, at one setting of sizes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from rendering.diagrams.chart import (
    BOTTOM,
    RIGHT,
    TOP,
    Box,
    Chart,
    Frame,
    Label,
    Line,
    Point,
    RiskBox,
)
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.labels import labels
from rendering.diagrams.place import columns
from rendering.diagrams.route import Plan, Way, routes
from rendering.diagrams.sizes import Setting, Size, box_sizes, label_size
from rendering.diagrams.tracks import Net, Tracks, net_at_entry, net_at_exit, tracks

_EDGE = 1.0  # points around the chart, for the thickness of its lines
_CLEAR = 6.0  # points between words above the chart and a line that runs over its highest box
_LOW = 100.0  # points: in a frame as low as this a chart needs all the height
_SAME = 0.05
_CLEARLY = 6.0  # points between the words of a branch and the line that it shares with others
_FAR = 5000.0  # points: beyond any page


@dataclass(frozen=True, slots=True)
class _Heights:
    """Where rows' middles and channels' nets lie, in points from the top."""

    middle: dict[int, float]
    nets: dict[Net, float]


@dataclass(frozen=True, slots=True)
class Across:
    """A chart before its heights are known: sizes, places from left to right, ways of arrows.

    ``marks`` are the sizes of the arrows' labels.
    """

    graph: StepGraph
    setting: Setting
    sizes: Sequence[Size]
    marks: Sequence[tuple[float, float]]
    plan: Plan
    ways: Sequence[Way]
    tracks: Tracks


class Clearance(Protocol):
    """Room that something beside the chart asks for, while rows are stacked."""

    def channel(self, number: int, top: float) -> float:
        """Tell where a channel begins that could begin at ``top``."""

    def row(self, number: int, top: float, tall: float, lowest: float) -> tuple[float, float]:
        """Tell where a row begins that could begin at ``top``, and how far to move lines above.

        Args:
            number: Of the row.
            top: Where it could begin, in points.
            tall: Its height.
            lowest: The lowest level line in the channel above.
        """


def drawn(graph: StepGraph, setting: Setting, room: float) -> Chart:
    """Draw a chart; its size comes out as it may.

    Args:
        graph: Boxes with rows, and arrows.
        setting: Sizes and distances.
        room: Width that a row of boxes may take, in points.
    """
    sizes = box_sizes(graph, setting, room)
    marks = label_sizes(graph, setting, sizes)
    plan = planned(graph, setting, sizes, marks)
    ways = routes(graph, plan)
    levels = tracks(graph, plan, ways)
    return framed(stacked(Across(graph, setting, sizes, marks, plan, ways, levels)))


def label_sizes(
    graph: StepGraph, setting: Setting, sizes: Sequence[Size]
) -> list[tuple[float, float]]:
    """Give width and height of every arrow's label."""
    return [
        label_size(arrow.label, setting, sizes[arrow.target].width) if arrow.label else (0.0, 0.0)
        for arrow in graph.arrows
    ]


def stacked(
    across: Across,
    clearance: Clearance | None = None,
    leaders: Mapping[int, int] = MappingProxyType({}),
) -> Chart:
    """Find all heights, and draw the chart where it comes to lie, not yet measured.

    Args:
        across: Everything from left to right.
        clearance: Room for what stands beside the chart.
        leaders: Boxes and the sites from which lines that labels keep clear of run to a margin.
    """
    graph, setting, plan = across.graph, across.setting, across.plan
    heights = _heights(across, clearance)
    boxes = tuple(
        Box(
            graph.texts[at],
            plan.left(at),
            heights.middle[plan.rows[at]] - size.height / 2,
            size.width,
            size.height,
            size.kind,
            size.inset,
            size.lines,
        )
        for at, size in enumerate(across.sizes)
    )
    lines = _lines(graph, plan, across.ways, heights, boxes)
    kept = [_to_margin(boxes[at].site(side), side) for at, side in leaders.items()]
    placed = labels([arrow.label for arrow in graph.arrows], across.marks, boxes, lines, kept)
    return Chart(0, 0, setting.size, setting.leading, boxes, lines, placed)


def _to_margin(start: Point, side: int) -> tuple[Point, Point]:
    return start, (start[0] + (_FAR if side == RIGHT else -_FAR), start[1])


def planned(
    graph: StepGraph, setting: Setting, sizes: Sequence[Size], marks: Sequence[tuple[float, float]]
) -> Plan:
    """Find the boxes' places, and cut the chart into columns side by side if wanted."""
    widths = [size.width for size in sizes]
    room = list(widths)
    for arrow, (wide, _) in zip(graph.arrows, marks, strict=True):
        if wide and not arrow.back:
            need = wide + 6
            if arrow.aside:
                need = widths[arrow.target] + 2 * (wide + setting.size - setting.gap)
            room[arrow.target] = max(room[arrow.target], need)
    centres = columns(graph, room, setting.gap)
    rows = graph.rows
    if setting.parts > 1:
        centres, rows = _cut(centres, widths, rows, setting)
    return Plan(tuple(centres), tuple(widths), tuple(rows), setting.lane)


def _cut(
    centres: list[float], widths: list[float], rows: Sequence[int], setting: Setting
) -> tuple[list[float], tuple[int, ...]]:
    """Set the lower rows beside the upper ones, as the columns of a newspaper."""
    each = -(-(max(rows) + 1) // setting.parts)
    edge = 0.0
    moved = list(centres)
    for part in range(setting.parts):
        members = [at for at, row in enumerate(rows) if row // each == part]
        if members:
            left = min(centres[at] - widths[at] / 2 for at in members)
            for at in members:
                moved[at] = centres[at] - left + edge
            edge = max(moved[at] + widths[at] / 2 for at in members) + 3 * setting.lane
    return moved, tuple(row % each for row in rows)


def _heights(across: Across, clearance: Clearance | None) -> _Heights:
    """Stack rows and channels, with room for level lines, arrowheads and labels."""
    setting, plan, levels = across.setting, across.plan, across.tracks
    tall: dict[int, float] = {}
    for at, row in enumerate(plan.rows):
        tall[row] = max(tall.get(row, 0.0), across.sizes[at].height)
    above, below = _label_room(across.graph, plan, across.ways, across.marks)
    middle: dict[int, float] = {}
    nets: dict[Net, float] = {}
    more = _CLEARLY if clearance else 0.0
    y = 0.0
    for channel in range(max(tall) + 2):
        count = levels.count.get(channel, 0)
        head = max(setting.storey * 0.42, above.get(channel, 0.0) + 2 + more)
        foot = max(setting.storey * 0.58, below.get(channel, 0.0) + 4 + more)
        if channel == 0:
            head = 0.0
        if clearance:
            y = clearance.channel(channel, y)
        own = {net: at for net, at in levels.height.items() if net[0] == channel}
        nets.update({net: y + head + at * setting.track for net, at in own.items()})
        if count:
            y += head + (count - 1) * setting.track + foot
        elif 0 < channel <= max(tall):
            y += max(setting.storey, above.get(channel, 0.0) + 4, below.get(channel, 0.0) + 4)
        if clearance:
            y, shift = clearance.row(channel, y, tall.get(channel, 0.0), y - foot)
            nets.update({net: nets[net] + shift for net in own})
        middle[channel] = y + tall.get(channel, 0.0) / 2
        y += tall.get(channel, 0.0)
    return _Heights(middle, nets)


def _label_room(
    graph: StepGraph, plan: Plan, ways: Sequence[Way], marks: Sequence[tuple[float, float]]
) -> tuple[dict[int, float], dict[int, float]]:
    """Tell how high the labels are above and below each channel's level lines."""
    entering = Counter((graph.arrows[way.arrow].target, way.entry) for way in ways)
    above: dict[int, float] = {}
    below: dict[int, float] = {}
    for way, (wide, height) in zip(ways, marks, strict=True):
        if not height:
            continue
        arrow = graph.arrows[way.arrow]
        channel = plan.rows[arrow.source] + 1
        if way.exit == BOTTOM:
            shared = way.lane is not None or entering[arrow.target, way.entry] > 1
            room = above if shared else below
            room[channel] = max(room.get(channel, 0.0), height)
        elif way.lane is not None and way.entry == TOP:
            leg = abs(way.lane - plan.centres[arrow.source]) - plan.widths[arrow.source] / 2
            if leg < wide + 4:
                channel = plan.rows[arrow.target]
                below[channel] = max(below.get(channel, 0.0), height)
    return above, below


def _lines(
    graph: StepGraph,
    plan: Plan,
    ways: Sequence[Way],
    heights: _Heights,
    boxes: Sequence[Box],
) -> tuple[Line, ...]:
    exits, entries = net_at_exit(graph, plan, ways), net_at_entry(graph, plan, ways)
    found = []
    for way, below, above in zip(ways, exits, entries, strict=True):
        arrow = graph.arrows[way.arrow]
        start, end = boxes[arrow.source].site(way.exit), boxes[arrow.target].site(way.entry)
        lane = end[0] if way.lane is None else way.lane
        path = [start]
        if below is None:
            path.append((lane, start[1]))
        elif abs(start[0] - lane) > _SAME:
            path += [(start[0], heights.nets[below]), (lane, heights.nets[below])]
        if above is not None and abs(end[0] - lane) > _SAME:
            path += [(lane, heights.nets[above]), (end[0], heights.nets[above])]
        elif above is None and way.lane is not None:
            path.append((lane, end[1]))
        found.append(Line(arrow.source, arrow.target, way.exit, way.entry, _simple([*path, end])))
    return tuple(found)


def _simple(path: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out points where a path does not turn."""
    kept: list[Point] = []
    for point in path:
        if kept and abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) < _SAME:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept) if len(kept) > 1 else tuple(path[:1]) + tuple(path[-1:])


def framed(chart: Chart) -> Chart:
    """Move a chart so that it begins at its top left corner, and measure it."""
    xs = [x for line in chart.lines for x, _ in line.path]
    ys = [y for line in chart.lines for _, y in line.path]
    parts: list[Box | Label | RiskBox] = [*chart.boxes, *chart.labels, *chart.risks]
    for part in parts:
        xs += (part.left, part.left + part.width)
        ys += (part.top, part.top + part.height)
    if not xs:
        return chart
    dx, dy = _EDGE - min(xs), _EDGE - min(ys)
    return _moved(chart, dx, dy, width=max(xs) + dx + _EDGE, height=max(ys) + dy + _EDGE)


def with_room_above(frame: Frame) -> Frame:
    """Give the frame for a chart that can still be lowered; a very low one is kept whole."""
    return replace(frame, height=frame.height - _CLEAR) if frame.height > _LOW else frame


def lowered(chart: Chart, most: float) -> Chart:
    """Leave room above a line that runs over the highest box, where words would touch it.

    Args:
        chart: As it fits its frame, or ``with_room_above`` of it.
        most: Height of the frame, in points; a chart that would grow out of it stays as it is.
    """
    rise = min((y for line in chart.lines for _, y in line.path), default=math.inf)
    parts: list[Box | Label | RiskBox] = [*chart.boxes, *chart.labels, *chart.risks]
    if rise >= min((part.top for part in parts), default=0.0) or chart.height + _CLEAR > most:
        return chart
    return _moved(chart, 0.0, _CLEAR, width=chart.width, height=chart.height + _CLEAR)


def _moved(chart: Chart, dx: float, dy: float, *, width: float, height: float) -> Chart:
    return replace(
        chart,
        width=width,
        height=height,
        boxes=tuple(replace(b, left=b.left + dx, top=b.top + dy) for b in chart.boxes),
        labels=tuple(replace(b, left=b.left + dx, top=b.top + dy) for b in chart.labels),
        risks=tuple(replace(b, left=b.left + dx, top=b.top + dy) for b in chart.risks),
        lines=tuple(
            replace(line, path=tuple((x + dx, y + dy) for x, y in line.path))
            for line in chart.lines
        ),
    )
