"""The arrows of a chart: lines that meet are followed from box to box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.drawing import Point, Stroke
from extractors.graph_ends import End
from extractors.graph_space import length, part

_SAME_VERTEX = 4.0  # points along a line: nearer joints are one
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one box to another.

    Attributes:
        source, target: Indexes of boxes.
        pieces: The stretches of lines on the way: stroke and number of the stretch.
        confidence: The weakest point on the way.
        directed: It has an arrowhead.
        dashed: All of it is drawn with dashes.
        both: Its line has arrowheads at both ends.
        group: Number of its group of strokes.
        path: The way from source to target.
        turned: Understood against its arrowhead.
    """

    source: int
    target: int
    pieces: tuple[Piece, ...]
    confidence: float
    directed: bool = True
    dashed: bool = False
    both: bool = False
    group: int = -1
    path: tuple[Point, ...] = ()
    turned: bool = False


@dataclass(slots=True)
class Network:
    """Lines as a network of vertices (ends and joints) and the pieces between them.

    Attributes:
        vertex_of: End index → vertex.
        boxes: Vertex → boxes met there, with how surely.
        ways: Vertex → (piece, next vertex, arrowhead passed, walked against the drawing order).
        paths: Piece → its points.
        group_of: Stroke → number of the group of strokes that meet outside boxes.
    """

    strokes: Sequence[Stroke]
    ends: Sequence[End]
    vertex_of: dict[int, int] = field(default_factory=dict)
    boxes: dict[int, dict[int, float]] = field(default_factory=dict)
    ways: dict[int, list[tuple[Piece, int, bool, bool]]] = field(default_factory=dict)
    paths: dict[Piece, list[Point]] = field(default_factory=dict)
    group_of: dict[int, int] = field(default_factory=dict)
    weight: dict[int, float] = field(default_factory=dict)


class _Union:
    """Sets that grow together."""

    def __init__(self) -> None:
        self._parent: dict[object, object] = {}

    def find(self, item: object) -> object:
        """Give the name of an item's set."""
        root = item
        while (up := self._parent.get(root, root)) != root:
            root = up
        self._parent[item] = root
        return root

    def join(self, one: object, other: object) -> None:
        """Make two sets one."""
        self._parent[self.find(one)] = self.find(other)


def build(strokes: Sequence[Stroke], ends: Sequence[End], dots: frozenset[int]) -> Network:
    """Cut strokes at the points where others meet them, and join the pieces.

    Args:
        strokes: All lines.
        ends: Their ends, two a stroke.
        dots: Indexes of boxes that only join lines.
    """
    network = Network(strokes, ends)
    union = _Union()
    joints = _joints(strokes, ends, union)
    for number, end in enumerate(ends):
        if end.box in dots:
            union.join(("end", number), ("dot", end.box))
    names: dict[object, int] = {}

    def vertex(item: object) -> int:
        return names.setdefault(union.find(item), len(names))

    for number, end in enumerate(ends):
        network.vertex_of[number] = vertex(("end", number))
        if end.box is not None and end.box not in dots:
            met = network.boxes.setdefault(network.vertex_of[number], {})
            met[end.box] = max(met.get(end.box, 0.0), end.confidence)
        v = network.vertex_of[number]
        if end.met:
            network.weight[v] = min(network.weight.get(v, 1.0), end.confidence)
    for index, stroke in enumerate(strokes):
        stops = [
            (0.0, vertex(("end", 2 * index))),
            *sorted((at, vertex(name)) for at, name in joints[index]),
            (length(stroke.path), vertex(("end", 2 * index + 1))),
        ]
        _lay(network, index, stops)
    _number_groups(network)
    return network


def _joints(
    strokes: Sequence[Stroke], ends: Sequence[End], union: _Union
) -> dict[int, list[tuple[float, object]]]:
    """Find the joints inside each stroke; joints at a stroke's end are that end."""
    joints: dict[int, list[tuple[float, object]]] = defaultdict(list)
    for number, end in enumerate(ends):
        me = ("end", number)
        for line, at in end.lines:
            size = length(strokes[line].path)
            if at <= _SAME_VERTEX and at <= size / 2:
                union.join(me, ("end", 2 * line))
            elif size - at <= _SAME_VERTEX:
                union.join(me, ("end", 2 * line + 1))
            else:
                near = next((n for a, n in joints[line] if abs(a - at) <= _SAME_VERTEX), None)
                if near is not None:
                    union.join(me, near)
                else:
                    joints[line].append((at, me))
    return joints


def _lay(network: Network, index: int, stops: Sequence[tuple[float, int]]) -> None:
    stroke = network.strokes[index]
    last = len(stops) - 2
    for k, ((at, v), (then, w)) in enumerate(pairwise(stops)):
        piece = (index, k)
        network.paths[piece] = part(stroke.path, at, then)
        one_way = stroke.start_arrow != stroke.end_arrow
        if not (one_way and stroke.start_arrow):
            network.ways.setdefault(v, []).append((piece, w, stroke.end_arrow and k == last, False))
        if not (one_way and stroke.end_arrow):
            network.ways.setdefault(w, []).append((piece, v, stroke.start_arrow and k == 0, True))


def _number_groups(network: Network) -> None:
    union = _Union()
    for index in range(len(network.strokes)):
        union.join(("stroke", index), ("stroke", index))
    by_vertex: dict[int, list[int]] = defaultdict(list)
    for number in range(len(network.ends)):
        by_vertex[network.vertex_of[number]].append(number // 2)
    for v, ways in network.ways.items():
        for piece, w, _, _ in ways:
            by_vertex[v].append(piece[0])
            by_vertex[w].append(piece[0])
    for v, met in by_vertex.items():
        if v in network.boxes and len(network.boxes[v]) and not _joined(network, v):
            continue
        for other in met[1:]:
            union.join(("stroke", met[0]), ("stroke", other))
    names: dict[object, int] = {}
    for index in range(len(network.strokes)):
        network.group_of[index] = names.setdefault(union.find(("stroke", index)), len(names))


def _joined(network: Network, v: int) -> bool:
    """Tell whether lines meet at a vertex that is also at a box."""
    return sum(1 for n in network.vertex_of.values() if n == v) > 1


def links(network: Network) -> list[Link]:
    """Follow all ways from box to box; ways without any arrowhead come as undirected links."""
    found: list[Link] = []
    headless = _headless_groups(network)
    for v, boxes in sorted(network.boxes.items()):
        for box in boxes:
            found.extend(_from(network, v, box, headless))
    return found


def _headless_groups(network: Network) -> set[int]:
    heads: dict[int, bool] = {}
    for index, stroke in enumerate(network.strokes):
        group = network.group_of[index]
        heads[group] = heads.get(group, False) or stroke.start_arrow or stroke.end_arrow
    return {group for group, headed in heads.items() if not headed}


@dataclass(frozen=True, slots=True)
class _Step:
    vertex: int
    pieces: tuple[Piece, ...]
    path: tuple[Point, ...]
    passed: bool
    confidence: float


def _from(network: Network, start: int, box: int, headless: set[int]) -> Iterator[Link]:
    """Search the ways from a box, no farther than the next boxes."""
    seen = {start}
    front = [_Step(start, (), (), passed=False, confidence=network.boxes[start][box])]
    while front:
        here = front.pop(0)
        for piece, then, head, back in network.ways.get(here.vertex, ()):
            stretch = network.paths[piece]
            joint = 1.0 if then in network.boxes else network.weight.get(then, 1.0) * 0.99
            step = _Step(
                vertex=then,
                pieces=(*here.pieces, piece),
                path=(*here.path, *(reversed(stretch) if back else stretch)),
                passed=here.passed or head,
                confidence=min(here.confidence, joint),
            )
            others = {b: c for b, c in network.boxes.get(then, {}).items() if b != box}
            undirected = network.group_of[piece[0]] in headless
            for target, sure in others.items():
                if step.passed or undirected:
                    weak = 1.0 if head or undirected else 0.65
                    yield _link(network, (box, target), step, min(weak, sure))
            if not others and then not in seen:
                seen.add(then)
                front.append(step)


def _link(network: Network, ends: tuple[int, int], step: _Step, sure: float) -> Link:
    strokes = [network.strokes[piece[0]] for piece in step.pieces]
    return Link(
        source=ends[0],
        target=ends[1],
        pieces=step.pieces,
        confidence=min(step.confidence, sure),
        directed=any(s.start_arrow or s.end_arrow for s in strokes),
        dashed=all(s.dashed for s in strokes),
        both=any(s.start_arrow and s.end_arrow for s in strokes),
        group=network.group_of[step.pieces[0][0]],
        path=step.path,
    )


def own_parts(network: Network, found: Iterable[Link]) -> list[list[list[Point]]]:
    """Give for each link the stretches that no other link uses, all of them where it has none."""
    uses: dict[Piece, set[tuple[int, int]]] = defaultdict(set)
    kept = list(found)
    for link in kept:
        for piece in link.pieces:
            uses[piece].add((link.source, link.target))
    result = []
    for link in kept:
        own = [p for p in link.pieces if len(uses[p]) == 1] or list(link.pieces)
        result.append([network.paths[p] for p in own])
    return result
