"""Where the boxes of each row stand from left to right: Graphviz in process, or a plain stand-in.

Graphviz sees numbers only: node names ``s0``, ``s1`` …, fixed widths, empty labels; no text can
spoil its input and no font matters. Rows are given to it as minimal lengths of the edges.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections import Counter
from collections.abc import Sequence

import graphviz
import pygraphviz

from rendering.diagrams.graph import Arrow, StepGraph, successors

MOST_BOXES, MOST_ARROWS = 260, 420
"""Beyond this Graphviz may take minutes; the stand-in takes milliseconds."""

_POINTS = 72.0
_SAME = 1.5  # points: columns nearer than this become one
_STRAIGHT = 40  # how much the main line's straightness matters, against 1 for other arrows
_LOCK = threading.Lock()  # the Graphviz library serves one caller at a time


def columns(graph: StepGraph, widths: Sequence[float], gap: float) -> list[float]:
    """Give the centre of every box from left to right, in points.

    Args:
        graph: Boxes with their rows, and arrows.
        widths: Room that each box takes in its row.
        gap: Least distance between two boxes in a row.
    """
    small = len(graph.texts) <= MOST_BOXES and len(graph.arrows) <= MOST_ARROWS
    if small and not graph.packed:  # packed rows leave no room for upright lines between boxes
        with contextlib.suppress(Exception):  # whatever is wrong in there, a chart must come out
            found = _snapped(_by_graphviz(_dot(graph, widths, gap), len(graph.texts)))
            if not _overlapping(graph, widths, found):
                return found
    return _snapped(_plain(graph, widths, gap))


def _dot(graph: StepGraph, widths: Sequence[float], gap: float) -> str:
    """Write the graph in Graphviz's language, without a single word of the user's."""
    dot = graphviz.Digraph(
        graph_attr={
            "nodesep": f"{gap / _POINTS:.4f}",
            "ranksep": "0.3",
            "splines": "none",
            "nslimit": "40",
            "nslimit1": "40",
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": "", "height": "0.3"},
    )
    for at, width in enumerate(widths):
        dot.node(f"s{at}", width=f"{width / _POINTS:.4f}")
    for source, target, length, weight in _edges(graph):
        if length:
            dot.edge(f"s{source}", f"s{target}", minlen=str(length), weight=str(weight))
        else:
            with dot.subgraph(graph_attr={"rank": "same"}) as row:
                row.edge(f"s{source}", f"s{target}")
    for source, target in _ties(graph):
        dot.edge(f"s{source}", f"s{target}", style="invis")
    return str(dot.source)


def _edges(graph: StepGraph) -> list[tuple[int, int, int, int]]:
    """List source, target, rows between and weight of the arrows that lead onwards."""
    rows = graph.rows
    ways = Counter(arrow.source for arrow in graph.arrows if not arrow.back)
    near = Counter(a.target for a in graph.arrows if rows[a.target] - rows[a.source] == 1)
    found = []
    for a in _in_order(graph):
        length = rows[a.target] - rows[a.source]
        if length >= 0 and a.source != a.target:
            line = (a.main or ways[a.source] == 1) and length == near[a.target] == 1
            found.append((a.source, a.target, length, _STRAIGHT if line else 1))
    return found


def _in_order(graph: StepGraph) -> list[Arrow]:
    """Sort the arrows that lead onwards so that the main one of three is in the middle."""
    leaving = successors(len(graph.texts), graph.arrows)
    found = []
    for ways in leaving:
        onwards = [graph.arrows[at] for at in ways if not graph.arrows[at].back]
        main = [arrow for arrow in onwards if arrow.main]
        rest = [arrow for arrow in onwards if not arrow.main]
        middle = len(rest) // 2 if main else 0
        found += [*rest[:middle], *main, *rest[middle:]]
    return found


def _ties(graph: StepGraph) -> list[tuple[int, int]]:
    """Tie every part of the chart that begins below the first row to a box in the row above."""
    part = _parts(graph)
    highest: dict[int, int] = {}
    by_row: dict[int, int] = {}
    for at, row in enumerate(graph.rows):
        by_row.setdefault(row, at)
        best = highest.setdefault(part[at], at)
        if row < graph.rows[best]:
            highest[part[at]] = at
    rows = graph.rows
    return [(by_row[rows[at] - 1], at) for at in highest.values() if rows[at] - 1 in by_row]


def _parts(graph: StepGraph) -> list[int]:
    """Give every box the number of the connected part that it belongs to."""
    part = list(range(len(graph.texts)))

    def root(at: int) -> int:
        while part[at] != at:
            part[at] = part[part[at]]
            at = part[at]
        return at

    for arrow in graph.arrows:
        if not arrow.back:
            part[root(arrow.target)] = root(arrow.source)
    return [root(at) for at in range(len(part))]


def _by_graphviz(dot: str, count: int) -> list[float]:
    with _LOCK, contextlib.closing(pygraphviz.AGraph(string=dot)) as drawn:
        told = drawn.draw(format="plain", prog="dot").decode("ascii")
    found = [0.0] * count
    seen = 0
    for line in told.splitlines():
        if line.startswith("node s"):
            _, name, x, _ = line.split(" ", 3)
            found[int(name[1:])] = float(x) * _POINTS
            seen += 1
    if seen != count:
        raise ValueError("Graphviz left out boxes")
    return found


def _overlapping(graph: StepGraph, widths: Sequence[float], found: list[float]) -> bool:
    """Tell whether boxes meet within a row: Graphviz then saw other rows than ours."""
    order = sorted(range(len(found)), key=lambda at: (graph.rows[at], found[at]))
    return any(
        graph.rows[left] == graph.rows[right]
        and found[right] - found[left] < (widths[left] + widths[right]) / 2
        for left, right in itertools.pairwise(order)
    )


def _snapped(found: list[float]) -> list[float]:
    """Draw columns together that differ by less than the eye sees."""
    order = sorted(range(len(found)), key=found.__getitem__)
    result = list(found)
    first = 0.0
    for place, at in enumerate(order):
        if place == 0 or found[at] - first > _SAME:
            first = found[at]
        result[at] = first
    return result


def _plain(graph: StepGraph, widths: Sequence[float], gap: float) -> list[float]:
    """Place row by row, each box as near below those that lead to it as its neighbours allow."""
    above: list[list[int]] = [[] for _ in graph.texts]
    for source, target, _, _ in _edges(graph):
        above[target].append(source)
    rows: dict[int, list[int]] = {}
    for at, row in enumerate(graph.rows):
        rows.setdefault(row, []).append(at)
    found = [0.0] * len(graph.texts)
    for row in sorted(rows):
        wish = {
            at: sum(found[up] for up in above[at]) / len(above[at]) if above[at] else 0.0
            for at in rows[row]
        }
        _spread(sorted(rows[row], key=lambda at: (wish[at], at)), wish, widths, gap, found)
    return found


def _spread(
    row: list[int],
    wish: dict[int, float],
    widths: Sequence[float],
    gap: float,
    found: list[float],
) -> None:
    """Set one row's boxes side by side around the middle of what they wish."""
    total = sum(widths[at] for at in row) + gap * (len(row) - 1)
    x = sum(wish[at] for at in row) / len(row) - total / 2
    for at in row:
        found[at] = x + widths[at] / 2
        x += widths[at] + gap
