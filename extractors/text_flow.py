"""Flowcharts typed as text: steps with arrows between them, on one line or on several."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Literal

from extractors.drawing import Box, Edge, Graph, Node, Note, Verdict
from extractors.graph_words import is_branch_label, is_caption, is_time_limit
from schemas.text import normalised

_LONGEST = 60  # characters of a step
_FEWEST_INLINE = 2


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs of typed charts."""

    arrow: re.Pattern[str]
    labelled_arrow: re.Pattern[str]
    vertical: re.Pattern[str]
    fields: re.Pattern[str]
    group: re.Pattern[str]
    separators: re.Pattern[str]
    bracketed: re.Pattern[str]
    end_label: re.Pattern[str]
    number: re.Pattern[str]
    sentence: re.Pattern[str]
    up: str
    plain: str


@cache
def _signs() -> _Signs:
    text = files("extractors").joinpath("text_flow.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    every = "".join(data[name] for name in ("down", "up", "slanted", "plain"))
    names = [f.name for f in fields(_Signs) if f.name in data and f.name not in ("up", "plain")]
    return _Signs(
        vertical=re.compile(f"[{every}]\ufe0f?"),
        up=data["up"],
        plain=data["plain"],
        **{name: re.compile(data[name], re.DOTALL) for name in names},
    )


@dataclass(frozen=True, slots=True)
class _Arrow:
    """An arrow, or several side by side, with the words on it."""

    label: str | None = None
    up: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in its parts: arrows and the step or steps between them."""

    kind: Literal["arrow", "chain", "text"]
    parts: tuple[_Arrow | str, ...]


@dataclass(slots=True)
class _Chart:
    """The chart as far as it is read; nodes are known by their words.

    Attributes:
        last: Nodes that the next arrow leaves from.
        pending: An arrow still without a target.
        arrived: The last nodes were reached by an arrow or began a chain.
    """

    texts: list[str] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    edges: dict[tuple[int, int], str | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    pending: _Arrow | None = None
    idle: list[str] = field(default_factory=list)
    alone: int = 0

    def node(self, text: str) -> int:
        """Give the number of a step; the same words again are the same step."""
        key = normalised(text)
        if key not in self.known:
            self.known[key] = len(self.texts)
            self.texts.append(text.strip())
        return self.known[key]


def understand_text(lines: Sequence[str]) -> Graph | None:
    """Read lines of text as a flowchart.

    Args:
        lines: Paragraphs, or the cells of a one-column table from top to bottom.

    Returns:
        The graph, or None where the lines are no flowchart: a single arrow in prose is none.
    """
    read = [_line(text) for raw in lines for text in _pieces(raw)]
    arrows = sum(1 for line in read for part in line.parts if isinstance(part, _Arrow))
    alone = sum(1 for line in read if line.kind == "arrow")
    branches = any(len(_members(p)) > 1 for line in read for p in line.parts if isinstance(p, str))
    if not arrows or not (alone or arrows >= _FEWEST_INLINE or branches):
        return None
    chart = _Chart()
    for line, after in zip(read, [*read[1:], None], strict=True):
        _take(chart, line, after)
    chart.notes.extend(chart.idle)
    if chart.pending is not None and chart.last:
        chart.reasons.append("最后一个箭头后面没有环节")
    return _graph(chart)


def _pieces(raw: str) -> Iterator[str]:
    """Part a paragraph into lines; chains on one line are parted by semicolons."""
    for line in raw.splitlines():
        chains = [chain for chain in re.split("[;；]", line) if chain.strip()]
        if len(chains) > 1 and all(_signs().arrow.search(chain) for chain in chains):
            yield from chains
        elif line.strip():
            yield line


def _line(text: str) -> _Line:
    plain = text.strip()
    verticals = _signs().vertical.findall(plain)
    words = _signs().vertical.sub("", plain).strip()
    if verticals and (not words or is_branch_label(words)):
        return _Line("arrow", (_vertical(verticals, words),))
    if not _signs().arrow.search(plain) or _is_prose(plain):
        return _Line("text", (plain,))
    parts = tuple(_parts(_signs().labelled_arrow.sub(_mark_label, plain)))
    kind: Literal["arrow", "chain"] = "chain" if any(isinstance(p, str) for p in parts) else "arrow"
    return _Line(kind, parts)


def _is_prose(text: str) -> bool:
    """Tell whether a line with an arrow in it is a sentence and no chain of steps."""
    pieces = [piece for piece in _signs().arrow.split(text) if piece.strip()]
    return _signs().sentence.search(text) is not None or any(len(p) > _LONGEST for p in pieces)


def _vertical(signs: Sequence[str], words: str) -> _Arrow:
    heads = [s for s in signs if s[0] not in _signs().plain] or signs[:1]
    return _Arrow(words.strip("()（） ") or None, up=heads[0][0] in _signs().up, count=len(heads))


def _mark_label(match: re.Match[str]) -> str:
    """Turn an arrow with a word in its shaft into an arrow followed by that word in marks."""
    return f"→\x02{match[1]}\x03" if is_branch_label(match[1]) else match[0]


def _parts(text: str) -> Iterator[_Arrow | str]:
    """Part a chain; a branch word behind a step is on the next arrow, at the end on the last."""
    pieces = [piece.strip() for piece in _signs().arrow.split(text)]
    label: str | None = None
    for position, piece in enumerate(pieces):
        words = piece
        marked = re.match("\x02(.+?)\x03", words)
        if marked:
            words, label = words[marked.end() :].strip(), marked[1]
        ended = _signs().end_label.match(words)
        behind = ended[2] if ended and is_branch_label(ended[2]) else None
        if ended and behind:
            words = ended[1].strip()
        if position:
            yield _Arrow(behind if position == len(pieces) - 1 and not label else label)
        label = behind
        if words:
            yield words


def _take(chart: _Chart, line: _Line, after: _Line | None) -> None:
    if line.kind == "arrow":
        _settle_idle(chart)
        arrow = line.parts[0]
        if isinstance(arrow, _Arrow):
            same = chart.pending
            if same is None or arrow.count >= same.count:
                keep = arrow.label or (same.label if same else None)
                chart.pending = _Arrow(keep, arrow.up, arrow.count)
        return
    if line.kind == "text":
        _take_text(chart, str(line.parts[0]), after)
        return
    _take_chain(chart, line)


def _take_text(chart: _Chart, text: str, after: _Line | None) -> None:
    if chart.pending is not None and chart.last:
        items = _fields(text, chart.pending, after)
        _arrive(chart, [chart.node(item) for item in items])
        return
    if _is_remark(text) and chart.last and not chart.idle:
        node = chart.last[-1]
        chart.texts[node] += text
        return
    several = after is not None and after.kind == "arrow" and _count(after) > 1
    if several and len(_signs().fields.split(text)) == _count(after):
        _settle_idle(chart)
        chart.last = [chart.node(item) for item in _signs().fields.split(text)]
        return
    chart.idle.append(text)


def _is_remark(text: str) -> bool:
    """Tell whether a line only adds to the step above it, as a time limit does."""
    return _signs().bracketed.match(text) is not None or is_time_limit(text)


def _count(line: _Line | None) -> int:
    part = line.parts[0] if line else None
    return part.count if isinstance(part, _Arrow) else 1


def _fields(text: str, arrow: _Arrow, after: _Line | None) -> list[str]:
    """Part a line into steps side by side, where the arrows above or below it say so."""
    fields = [f for f in _signs().fields.split(text) if f.strip()]
    below = _count(after) if after is not None and after.kind == "arrow" else 1
    if len(fields) > 1 and len(fields) in (arrow.count, below):
        return fields
    return _members(text)


def _members(text: str) -> list[str]:
    """Give the steps of a group in brackets, or the one step."""
    group = _signs().group.match(text.strip())
    if group:
        members = [m.strip() for m in _signs().separators.split(group[1]) if m.strip()]
        if len(members) > 1:
            return members
    return [text]


def _settle_idle(chart: _Chart) -> None:
    """Decide on the text lines before an arrow: the last one is the step that it leaves."""
    if not chart.idle:
        return
    if not chart.last:
        while len(chart.idle) > 1 and _is_remark(chart.idle[-1]):
            remark = chart.idle.pop()
            chart.idle[-1] += remark
        chart.notes.extend(chart.idle[:-1])
        chart.last = [chart.node(chart.idle[-1])]
    else:
        rest = [text for text in chart.idle if not is_caption(text)]
        chart.notes.extend(text for text in chart.idle if is_caption(text))
        if rest:
            chart.texts[chart.last[-1]] += "\n" + "\n".join(rest)
            chart.reasons.append(f"“{rest[0][:12]}”是环节还是说明不能确定")
    chart.idle = []


def _take_chain(chart: _Chart, line: _Line) -> None:
    first = line.parts[0]
    new = isinstance(first, str) and normalised(first) not in chart.known
    branch = new and is_branch_label(str(first)) and bool(chart.last or chart.asked)
    if isinstance(first, str) and not branch and chart.pending is None:
        if chart.idle:
            chart.notes.extend(chart.idle)
            chart.idle = []
        chart.last = []
    elif branch:
        _settle_idle(chart)
        chart.asked = chart.asked or chart.last
        chart.last = chart.asked
    else:
        _settle_idle(chart)
    for position, part in enumerate(line.parts):
        if isinstance(part, _Arrow):
            label = str(first) if branch and position == 1 else part.label
            chart.pending = _Arrow(label)
        elif not (branch and position == 0):
            _arrive(chart, [chart.node(item) for item in _members(part)])
    if not branch:
        chart.asked = []


def _arrive(chart: _Chart, nodes: list[int]) -> None:
    """Join the nodes before the pending arrow to those behind it."""
    arrow, chart.pending = chart.pending, None
    before, chart.last = chart.last, nodes
    if arrow is None or not before:
        return
    pairs = [(a, b) for a in before for b in nodes]
    if len(before) == len(nodes) == arrow.count > 1:
        pairs = list(zip(before, nodes, strict=True))
    elif len(before) > 1 and len(nodes) > 1:
        chart.reasons.append("几个环节同时通向几个环节")
    for a, b in pairs:
        if a != b:
            chart.edges.setdefault((b, a) if arrow.up else (a, b), arrow.label)


def _graph(chart: _Chart) -> Graph | None:
    if len(chart.texts) < 2 or not chart.edges:  # noqa: PLR2004 - an arrow joins two steps
        return None
    texts = _unnumbered(chart.texts)
    nodes = tuple(
        Node(f"s{i}", text, Box(shape=0, text=text, left=0, top=40.0 * i, width=100, height=24))
        for i, text in enumerate(texts, 1)
    )
    edges = tuple(
        Edge(f"s{a + 1}", f"s{b + 1}", label) for (a, b), label in sorted(chart.edges.items())
    )
    notes = tuple(
        Note(text, Box(shape=0, text=text, left=0, top=0, width=100, height=24, outlined=False))
        for text in chart.notes
    )
    verdict: Verdict = "doubtful" if chart.reasons else "sure"
    confidence = 0.7 if chart.reasons else 1.0
    return Graph(nodes, edges, notes, verdict, tuple(dict.fromkeys(chart.reasons)), confidence)


def _unnumbered(texts: Sequence[str]) -> list[str]:
    """Take typed numbers off steps where all of them are numbered."""
    numbers = [_signs().number.match(text) for text in texts]
    if all(numbers) and len({match[1] for match in numbers if match}) == len(texts):
        return [text[match.end() :] for text, match in zip(texts, numbers, strict=True) if match]
    return list(texts)
