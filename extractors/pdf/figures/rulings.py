"""Which lines of a page rule a table, and which are lines of a drawing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.pdf.figures.marks import Area, Bounds, Wire, length
from extractors.pdf.objects import Point

_LEVEL = 0.7  # points by which a ruling may be off the level
_MEET = 2.5  # points between rulings that meet
_DASH, _GAP = 14.0, 9.0  # points: dashes drawn one by one, and the gaps between them
_FEWEST_DASHES = 3
_EDGE = 5.0  # points between a box and an arrow that ends at it
_SHARED = 0.8  # of the shorter side, that cells of one table have in common


@dataclass(slots=True)
class _Rule:
    """A level (or upright) ruling: at ``at``, from ``start`` to ``end``, drawn by wires."""

    level: bool
    at: float
    start: float
    end: float
    wires: list[int]


@dataclass(frozen=True, slots=True)
class Ruled:
    """The lines of a page, those of tables apart.

    Attributes:
        wires: Lines that may belong to a drawing.
        tables: Bounds of the tables: left, top, right, bottom.
        uprights: The tables' upright rulings: x, top, bottom.
    """

    wires: tuple[Wire, ...]
    tables: tuple[Bounds, ...]
    uprights: tuple[tuple[float, float, float], ...]


def without_tables(wires: Sequence[Wire]) -> Ruled:
    """Part lines that enclose the cells of a table from all others."""
    rules = [*_rules(wires, level=True), *_rules(wires, level=False)]
    tables: list[Bounds] = []
    uprights: list[tuple[float, float, float]] = []
    gone: set[int] = set()
    for group in _groups(_enclosing(rules)):
        gone |= {index for rule in group for index in rule.wires}
        tables.append(_extent(group))
        uprights.extend((r.at, r.start, r.end) for r in group if not r.level)
    rest = tuple(wire for i, wire in enumerate(wires) if i not in gone)
    return Ruled(rest, tuple(tables), tuple(uprights))


def _enclosing(rules: Sequence[_Rule]) -> list[_Rule]:
    """Leave out rulings that enclose nothing, since they meet fewer than two others."""
    kept = [*rules]
    while True:
        met = [r for r in kept if sum(r.level != o.level and _meets(r, o) for o in kept) > 1]
        if len(met) == len(kept):
            return kept
        kept = met


def joined_dashes(wires: Sequence[Wire]) -> list[Wire]:
    """Join dashes that were drawn one by one to dashed lines."""
    rows: dict[tuple[int, int], list[tuple[float, float, int]]] = defaultdict(list)
    for index, wire in enumerate(wires):
        if len(wire.points) == 2 and not wire.block and length(wire.points) <= _DASH:  # noqa: PLR2004 - straight
            level = is_level(wire)
            if level is not None:
                (x, y), (u, v) = sorted(wire.points)
                spot = (
                    ((y + v) / 2, min(x, u), max(x, u))
                    if level
                    else ((x + u) / 2, min(y, v), max(y, v))
                )
                rows[int(level), round(spot[0])].append((spot[1], spot[2], index))
    gone: set[int] = set()
    made: list[Wire] = []
    for (lie, _), dashes in rows.items():
        for run in _runs(sorted(dashes)):
            own = [wires[i] for _, _, i in run]
            gone.update(i for _, _, i in run)
            made.append(_dashed(own, level=bool(lie)))
    return [*(w for i, w in enumerate(wires) if i not in gone), *made]


def _dashed(own: Sequence[Wire], *, level: bool) -> Wire:
    points = sorted((p for w in own for p in w.points), key=lambda p: p[0 if level else 1])
    starts = [w.points[0] if w.start_arrow else w.points[-1] for w in own if w.headed]
    return Wire(
        frozenset().union(*(w.paths for w in own)),
        (points[0], points[-1]),
        start_arrow=any(math.dist(p, points[0]) < 1 for p in starts),
        end_arrow=any(math.dist(p, points[-1]) < 1 for p in starts),
        dashed=True,
        colour=own[0].colour,
    )


def _runs(
    dashes: Sequence[tuple[float, float, int]],
) -> Iterator[list[tuple[float, float, int]]]:
    run: list[tuple[float, float, int]] = []
    for dash in dashes:
        if run and not 0.3 < dash[0] - run[-1][1] <= _GAP:  # noqa: PLR2004 - points
            if len(run) >= _FEWEST_DASHES:
                yield run
            run = []
        run.append(dash)
    if len(run) >= _FEWEST_DASHES:
        yield run


def is_level(wire: Wire) -> bool | None:
    """Tell whether a straight line is level; None for one that is neither level nor upright."""
    (x, y), (u, v) = wire.points[0], wire.points[-1]
    if abs(y - v) <= _LEVEL:
        return True
    return False if abs(x - u) <= _LEVEL else None


def _rules(wires: Sequence[Wire], *, level: bool) -> Iterator[_Rule]:
    """Join level (or upright) lines that go on where another ends to rulings."""
    found = sorted(
        (
            ((y + v) / 2, min(x, u), max(x, u), i)
            if level
            else ((x + u) / 2, min(y, v), max(y, v), i)
        )
        for i, wire in enumerate(wires)
        if len(wire.points) == 2 and not wire.headed and not wire.block and is_level(wire) is level  # noqa: PLR2004 - straight
        for (x, y), (u, v) in [(wire.points[0], wire.points[1])]
    )
    open_rules: list[_Rule] = []
    for at, start, end, index in found:
        near = [
            r
            for r in open_rules
            if at - r.at <= _LEVEL * 2 and start <= r.end + _MEET and end >= r.start - _MEET
        ]
        if near:
            rule = near[0]
            for other in near[1:]:
                rule.start, rule.end = min(rule.start, other.start), max(rule.end, other.end)
                rule.wires.extend(other.wires)
                open_rules.remove(other)
            rule.start, rule.end = min(rule.start, start), max(rule.end, end)
            rule.wires.append(index)
        else:
            open_rules.append(_Rule(level, at, start, end, [index]))
    yield from open_rules


def _meet(level: _Rule, upright: _Rule) -> bool:
    return (
        level.start - _MEET <= upright.at <= level.end + _MEET
        and upright.start - _MEET <= level.at <= upright.end + _MEET
    )


def _groups(rules: Sequence[_Rule]) -> Iterator[list[_Rule]]:
    """Give rulings that hang together."""
    left = [*rules]
    while left:
        group = [left.pop()]
        for rule in group:  # grows while it is read
            met = [r for r in left if r.level != rule.level and _meets(rule, r)]
            group.extend(met)
            left = [r for r in left if r not in met]
        yield group


def _meets(one: _Rule, other: _Rule) -> bool:
    return _meet(one, other) if one.level else _meet(other, one)


def _extent(group: Sequence[_Rule]) -> Bounds:
    xs = [x for r in group for x in ((r.start, r.end) if r.level else (r.at,))]
    ys = [y for r in group for y in ((r.at,) if r.level else (r.start, r.end))]
    return min(xs), min(ys), max(xs), max(ys)


def without_cells(areas: Iterable[Area], wires: Sequence[Wire]) -> list[Area]:
    """Leave out boxes that lie wall to wall, as cells of a table drawn box by box do.

    A box that holds others is a lane or a frame of a drawing; boxes that arrows lead to, and boxes
    of different looks, are steps and risks, however close together they were drawn.
    """
    boxes = [*areas]
    ends = [p for w in wires if w.headed for p in (w.points[0], w.points[-1])]
    plain = [b for b in boxes if b.kind == "rect" and not _holds_any(b, boxes)]
    cells: set[int] = set()
    for cluster in _clusters(plain):
        alike = len({(box.stroke, box.dashed) for box in cluster}) == 1
        reached = any(_at_edge(p, box) for p in ends for box in cluster)
        if len(cluster) > 1 and alike and not reached:
            cells.update(map(id, cluster))
    return [box for box in boxes if id(box) not in cells]


def _holds_any(box: Area, boxes: Sequence[Area]) -> bool:
    return any(other is not box and holds(box, other) for other in boxes)


def _clusters(boxes: Sequence[Area]) -> Iterator[list[Area]]:
    left = [*boxes]
    while left:
        cluster = [left.pop()]
        for box in cluster:  # grows while it is read
            near = [other for other in left if _abut(box, other)]
            cluster.extend(near)
            left = [other for other in left if other not in near]
        yield cluster


def _at_edge(point: Point, box: Area) -> bool:
    """Tell whether a point lies on the outline of a box, within a few points."""
    left, top, right, bottom = box.bounds
    x, y = point
    outside = max(left - x, x - right, top - y, y - bottom)
    return abs(outside) <= _EDGE


def _abut(one: Area, other: Area) -> bool:
    a, b = one.bounds, other.bounds
    for side, along in ((0, 1), (1, 0)):
        if min(abs(a[side + 2] - b[side]), abs(b[side + 2] - a[side])) <= 1.5:  # noqa: PLR2004 - points
            shared = min(a[along + 2], b[along + 2]) - max(a[along], b[along])
            if shared >= _SHARED * min(a[along + 2] - a[along], b[along + 2] - b[along]):
                return True
    return False


def holds(outer: Area, inner: Area) -> bool:
    """Tell whether one area lies inside another and is clearly smaller."""
    a, b = outer.bounds, inner.bounds
    inside = a[0] - 1 <= b[0] and a[1] - 1 <= b[1] and a[2] + 1 >= b[2] and a[3] + 1 >= b[3]
    return inside and inner.size < outer.size * 0.9
