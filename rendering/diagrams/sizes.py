"""How large everything is: the settings that are tried, and boxes that hold their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rendering.diagrams.chart import Kind
from rendering.diagrams.graph import StepGraph
from rendering.diagrams.measure import SLACK, balanced, width

_SIZES = (10.5, 9.0, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)
_LINE = 13.0  # em: a comfortable line in a box
_PLAIN = 5.0  # em: no box is narrower if there is room
_SLIM = 4.0  # em: a decision with less room for its words becomes a rectangle
_SHORT_LABEL = 5.2  # em: as long as any label is in one line, unless boxes are narrow
_LABEL = 7.0  # em: a comfortable line beside an arrow
_OFFPAGE = 1.9  # em: width and height of a mark where the chart goes on elsewhere


@dataclass(frozen=True, slots=True)
class Setting:
    """One try: type size and distances, in points, and the number of columns.

    Attributes:
        size, leading: Type size and line height.
        pad: Room above and below the words, and beside them.
        gap: Least distance between boxes side by side.
        storey: Distance between rows.
        track: Distance between level lines of one channel.
        lane: Distance of upright lanes from boxes.
        limit: Longest line in a box, in em.
        parts: Columns that the chart is cut into.
    """

    size: float
    leading: float
    pad: float
    gap: float
    storey: float
    track: float
    lane: float
    limit: float
    parts: int


def settings() -> Iterator[Setting]:
    """Yield what to try, the most readable first."""
    yield spaced(10.5, 1.0, 1)
    yield spaced(10.5, 0.72, 1)
    yield spaced(9.0, 0.8, 1)
    for parts in (2, 3):
        yield spaced(10.5, 0.8, parts)
    for size in _SIZES[1:]:
        yield spaced(size, 0.66, 1)
        for parts in (2, 3, 4, 5, 6, 8):
            yield spaced(size, 0.8 if size > 8 else 0.66, parts)  # noqa: PLR2004


def spaced(size: float, air: float, parts: int) -> Setting:
    """Derive all distances from the type size, how airy the chart is, and its columns."""
    scale = size / 10.5
    return Setting(
        size=size,
        leading=round(size * 1.3 * 2) / 2,
        pad=4.5 * scale * air,
        gap=18 * scale * (air + 1) / 2,
        storey=24 * scale * air,
        track=8 * scale,
        lane=12 * scale,
        limit=_LINE,
        parts=parts,
    )


@dataclass(frozen=True, slots=True)
class Size:
    """A box's width, height and inset at each side in points, its lines and its outline."""

    width: float
    height: float
    inset: float
    lines: int
    kind: Kind = "rect"


def box_sizes(
    graph: StepGraph,
    setting: Setting,
    room: float,
    less: Mapping[int, float] = MappingProxyType({}),
) -> list[Size]:
    """Make boxes of one width where they can be, of one height within a row.

    Args:
        graph: Texts, kinds and rows.
        setting: Type size and distances.
        room: Width that a row may take, in points.
        less: Rows with less room, and how much they have.
    """
    crowd = Counter(graph.rows)
    caps = [_cap(setting, less.get(row, room), crowd[row]) for row in graph.rows]
    kinds: list[Kind] = [
        "rect" if kind == "decision" and cap / 2 < min(_SLIM, width(text)) else kind
        for text, kind, cap in zip(graph.texts, graph.kinds, caps, strict=True)
    ]
    words = [
        _words(text, kind == "decision", setting.limit, cap)
        for text, kind, cap in zip(graph.texts, kinds, caps, strict=True)
    ]
    widest = _row_widths(graph.rows, setting, words, caps, kinds)
    heights: dict[int, float] = {}
    for row, kind, (_, lines) in zip(graph.rows, kinds, words, strict=True):
        if kind != "decision":
            tall = lines * setting.leading + 2 * setting.pad
            heights[row] = max(heights.get(row, 0.0), tall)
    return [
        _outline(setting, kinds[at], words[at], widest[at], heights.get(graph.rows[at], 0.0))
        for at in range(len(words))
    ]


def _outline(
    setting: Setting, kind: Kind, words: tuple[float, int], widest: float, height: float
) -> Size:
    if kind == "decision":
        return _decision(setting, *words)
    if kind == "offpage":
        side = _OFFPAGE * setting.size
        return Size(side, side, 0.0, 1, kind)
    return _rect(setting, *words, widest, height, kind)


def _cap(setting: Setting, room: float, crowd: int) -> float:
    """Give the longest line in em that lets a row's boxes stand side by side."""
    each = room / crowd - (setting.gap if crowd > 1 else 0.0)
    return max(1.0, (each - 2 * setting.pad) / setting.size - SLACK)


def _words(text: str, decision: bool, limit: float, cap: float) -> tuple[float, int]:  # noqa: FBT001
    long = width(text)
    if decision:
        return balanced(text, max(1.0, min(max(4.0, (long * 2.6) ** 0.5), cap / 2)))
    return balanced(text, min(limit if long <= limit * 4 else (long * 3) ** 0.5, cap))


def _row_widths(
    rows: Sequence[int],
    setting: Setting,
    words: Sequence[tuple[float, int]],
    caps: Sequence[float],
    kinds: Sequence[Kind],
) -> list[float]:
    """Give every box the width, in em, of the chart's ordinary boxes, or of its crowded row."""
    plain = [em for (em, _), cap in zip(words, caps, strict=True) if em <= setting.limit <= cap]
    common = max([_PLAIN, *plain])
    widest: dict[int, float] = {}
    for row, (em, _), kind in zip(rows, words, kinds, strict=True):
        if kind != "decision":
            widest[row] = max(widest.get(row, 1.0), em)
    return [
        max(em, common if cap >= common else max(widest.get(row, em), min(_PLAIN, cap)))
        for row, (em, _), cap in zip(rows, words, caps, strict=True)
    ]


def _rect(
    setting: Setting, em: float, lines: int, widest: float, height: float, kind: Kind
) -> Size:
    wide = (widest + SLACK) * setting.size + 2 * setting.pad
    return Size(wide, height, (wide - (em + SLACK) * setting.size) / 2, lines, kind)


def _decision(setting: Setting, em: float, lines: int) -> Size:
    """Make a decision twice as wide and high as its words, as its outline asks for."""
    wide = 2 * (em + SLACK) * setting.size
    return Size(
        wide, max(2 * lines * setting.leading + setting.pad, wide * 0.3), 0.0, lines, "decision"
    )


def label_size(text: str, setting: Setting, beside: float) -> tuple[float, float]:
    """Give width and height in points of a label at an arrow to a box ``beside`` points wide."""
    least = _SHORT_LABEL if beside > 4 * setting.size else 2.0
    limit = min(_LABEL, max(least, beside / 2 / setting.size - SLACK))
    em, lines = balanced(text, limit)
    return (em + SLACK) * setting.size, lines * setting.leading
