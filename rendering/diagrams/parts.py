"""A chart too long for one page, cut between rows; numbered marks show where it goes on.

Every arrow that is cut ends at a mark (离页连接符 of the flowchart symbols, a pentagon with a
number) on the one part and begins at the mark of the same number on the other.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rendering.diagrams.chart import Kind
from rendering.diagrams.graph import Arrow, StepGraph
from rendering.diagrams.risks import Note


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a chart as a chart of its own.

    Attributes:
        graph: The boxes of these rows, numbered anew, then the marks.
        notes: The risks of these boxes.
        steps: Their numbers in the whole chart, in order.
    """

    graph: StepGraph
    notes: tuple[Note, ...]
    steps: tuple[int, ...]


def cut(graph: StepGraph, notes: Sequence[Note], fits: Callable[[Part], bool]) -> list[Part]:
    """Cut a chart into as few parts as fit, of about the same number of rows if such fit, too.

    A single row is a part even if it does not fit.
    """
    rows = max(graph.rows) + 1

    def fitting(first: int, end: int) -> bool:
        return fits(_part(graph, notes, range(first, end), _names(graph, (0, first, end))))

    begins = [0]
    while (end := _farthest(fitting, begins[-1], rows)) < rows:
        begins.append(end)
    each = -(-rows // len(begins))
    even = list(range(0, rows, each))
    if len(even) == len(begins) and all(fitting(at, min(at + each, rows)) for at in even):
        begins = even
    names = _names(graph, begins)
    ends = [*begins[1:], rows]
    return [_part(graph, notes, range(*span), names) for span in zip(begins, ends, strict=True)]


def _farthest(fitting: Callable[[int, int], bool], first: int, rows: int) -> int:
    """Find where a part that begins at a row has to end at the latest."""
    low, high = first + 1, rows + 1
    while high - low > 1:
        middle = (low + high) // 2
        if fitting(first, middle):
            low = middle
        else:
            high = middle
    return low


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark of a cut arrow: its number, and whether it stands for the arrow's beginning.

    A mark stands for the end that has more cut arrows, so that these need one mark together.
    """

    name: str
    of_source: bool


def _names(graph: StepGraph, begins: Sequence[int]) -> dict[tuple[int, int], _Mark]:
    """Number the marks in the order of the arrows that are cut (source, target)."""
    part = [bisect.bisect(begins, row) for row in graph.rows]
    cut_off = [
        (arrow.source, arrow.target)
        for arrow in graph.arrows
        if part[arrow.source] != part[arrow.target]
    ]
    out, into = Counter(a for a, _ in cut_off), Counter(b for _, b in cut_off)
    names: dict[tuple[bool, int], str] = {}
    found = {}
    for source, target in cut_off:
        of_source = out[source] > into[target]
        key = (of_source, source if of_source else target)
        found[source, target] = _Mark(names.setdefault(key, str(len(names) + 1)), of_source)
    return found


@dataclass(slots=True)
class _Build:
    """The boxes and arrows of a part while they are collected."""

    texts: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    marks: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, text: str, kind: Kind, row: int) -> int:
        """Add a box and give its number."""
        self.texts.append(text)
        self.kinds.append(kind)
        self.rows.append(row)
        return len(self.texts) - 1

    def leave(self, source: int, arrow: Arrow, mark: _Mark) -> None:
        """Let an arrow end at a mark below its box."""
        key = (mark.name, source)
        if key not in self.marks:
            self.marks[key] = self.add(mark.name, "offpage", self.rows[source] + 1)
            label = "" if mark.of_source else arrow.label
            self.arrows.append(Arrow(source, self.marks[key], label, main=arrow.main))

    def enter(self, target: int, arrow: Arrow, mark: _Mark) -> None:
        """Let an arrow begin at a mark above its box."""
        key = (mark.name, -1)
        if key not in self.marks:
            self.marks[key] = self.add(mark.name, "offpage", self.rows[target] - 1)
        elif not mark.of_source:
            return
        row = self.rows[self.marks[key]]
        self.rows[self.marks[key]] = min(row, self.rows[target] - 1)
        label = arrow.label if mark.of_source else ""
        self.arrows.append(Arrow(self.marks[key], target, label))


def _part(
    graph: StepGraph, notes: Sequence[Note], rows: range, marks: Mapping[tuple[int, int], _Mark]
) -> Part:
    """Take some rows out of a chart, with marks where arrows are cut."""
    steps = tuple(at for at, row in enumerate(graph.rows) if row in rows)
    build = _Build()
    number = {
        at: build.add(graph.texts[at], graph.kinds[at], graph.rows[at] - rows.start) for at in steps
    }
    for arrow in graph.arrows:
        source, target = number.get(arrow.source), number.get(arrow.target)
        if source is not None and target is not None:
            build.arrows.append(replace(arrow, source=source, target=target))
        elif source is not None:
            build.leave(source, arrow, marks[arrow.source, arrow.target])
        elif target is not None:
            build.enter(target, arrow, marks[arrow.source, arrow.target])
    above = min(build.rows)
    cut_out = StepGraph(
        tuple(build.texts),
        tuple(build.kinds),
        tuple(row - above for row in build.rows),
        tuple(build.arrows),
    )
    own = tuple(replace(note, step=number[note.step]) for note in notes if note.step in number)
    return Part(cut_out, own, steps)
