"""Millimetres of a finished page: lines, characters, margins, the page number."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rendering.lint.paper import Letter, Paper

TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
"""The type area of an upright page, mm."""

_BODY = (15.5, 16.5)  # points: 三号, as Word (16) and as type founders (15.75) have it
_SAME_LINE = 1.0
_LINE_PITCH, _LETTER_PITCH = (7.0, 14.0), (5.0, 6.5)
_MARK = re.compile(r"^[—－–―-]*([0-9]+|[IVXLC]+)[—－–―-]*$")
_HANGING = frozenset("，。、；：！？”’）》〉】〕")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LARGEST = 40.0  # points; what is larger is a mark across the page
_FEW, _OFTEN, _MANY = 5, 12, 60
_STRETCHED = 0.06  # mm more from letter to letter than elsewhere on the page


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page number: its value, and where its words lie, mm."""

    value: int
    left: float
    top: float
    right: float
    bottom: float
    axis: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's measures, mm; None where the page does not tell.

    Attributes:
        pitch: From line to line of the running text.
        lines: Lines of the running text from its first to its last, blank ones included.
        letter: From one Han character to the next, on the line that is stretched least.
        characters: Most characters on a line, the indent counted, a hanging mark not.
        out: How far ink stands out of the type area, and which letter it is.
        mark: The page number.
    """

    turned: bool
    pitch: float | None
    lines: int
    letter: float | None
    characters: int
    first: float | None
    last: float | None
    out: tuple[float, str] | None
    mark: PageMark | None


def measured(paper: Paper) -> Measured:
    """Measure a page."""
    body = [] if paper.turned else _body(paper)
    lines = _lines(body)
    ys = sorted(lines)
    pitch = _median(b - a for a, b in pairwise(ys) if _within(b - a, _LINE_PITCH))
    letter = _unstretched(step for row in lines.values() for step in _steps(row))
    count = round((ys[-1] - ys[0]) / pitch) + 1 if pitch else len(ys)
    return Measured(
        turned=paper.turned,
        pitch=pitch,
        lines=count,
        letter=letter,
        characters=max((_characters(row, letter) for row in lines.values()), default=0),
        first=min((one.top for one in body), default=None),
        last=max((one.bottom for one in body), default=None),
        out=_out(paper),
        mark=_page_mark(paper),
    )


def _body(paper: Paper) -> list[Letter]:
    return [
        one
        for one in paper.letters
        if _within(one.size, _BODY) and TOP - 2 < one.y < TOP + HEIGHT + 2
    ]


def _lines(letters: Iterable[Letter]) -> dict[float, list[Letter]]:
    """Gather letters by their base lines, from left to right."""
    found: dict[float, list[Letter]] = defaultdict(list)
    for one in sorted(letters, key=lambda letter: letter.y):
        near = next((y for y in reversed(found) if one.y - y < _SAME_LINE), one.y)
        found[near].append(one)
    return {y: sorted(row, key=lambda letter: letter.x) for y, row in found.items()}


def _steps(row: Sequence[Letter]) -> list[float]:
    """Give the ways from a Han character of a line to the next."""
    return [
        b.x - a.x
        for a, b in pairwise(row)
        if a.wide and b.wide and _within(b.x - a.x, _LETTER_PITCH)
    ]


def _characters(row: Sequence[Letter], letter: float | None) -> int:
    """Count the places of a line up to its last letter; a mark that hangs has none.

    A line that is stretched to the edge has fewer places than would fit: it counts for nothing.
    """
    inside = [one for one in row if one.x < LEFT + WIDTH - 1]
    steps = _steps(row)
    if not letter or not inside or not steps or median(steps) > letter + _STRETCHED:
        return 0
    return round((inside[-1].x - LEFT) / letter) + 1


def _out(paper: Paper) -> tuple[float, str] | None:
    """Give what stands out of the type area farthest; header and footer do not count.

    Text flows from top to bottom: on a turned page, what stands above is its header.
    """
    worst: tuple[float, str] | None = None
    for one in paper.letters:
        if one.size > _LARGEST or not _in_text_band(one, paper):
            continue
        if paper.turned:
            low, high = 0.0, LEFT + WIDTH - one.bottom
        else:
            low = one.left - LEFT
            high = low if one.sign in _HANGING else LEFT + WIDTH - one.right
        beyond = -min(low, high)
        if beyond > (worst[0] if worst else 0.0):
            worst = (beyond, one.sign)
    return worst


def _in_text_band(one: Letter, paper: Paper) -> bool:
    """Tell whether a letter stands between header and footer, as the page is turned."""
    if paper.turned:
        return paper.width - TOP - HEIGHT - 1 < one.left and one.right < paper.width - TOP + 1
    return one.top > TOP - 1 and one.bottom < TOP + HEIGHT + 1


def _page_mark(paper: Paper) -> PageMark | None:
    if paper.turned:
        edge = paper.width - TOP - HEIGHT
        zone = [one for one in paper.letters if one.right < edge]
        zone.sort(key=lambda one: one.y)
    else:
        zone = [one for one in paper.letters if one.top > TOP + HEIGHT]
        zone.sort(key=lambda one: one.x)
    match = _MARK.match("".join(one.sign for one in zone))
    if match is None:
        return None
    dashes = [one for one in zone if not one.sign.isalnum()] or zone
    across = [(d.left + d.right if paper.turned else d.top + d.bottom) / 2 for d in dashes]
    return PageMark(
        value=_value(match[1]),
        left=min(one.left for one in zone),
        top=min(one.top for one in zone),
        right=max(one.right for one in zone),
        bottom=max(one.bottom for one in zone),
        axis=median(across),
    )


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    values = [_ROMAN[sign] for sign in text]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _median(values: Iterable[float]) -> float | None:
    found = sorted(values)
    return median(found) if len(found) >= _FEW else None


def _unstretched(values: Iterable[float]) -> float | None:
    """Give the least distance, to 0.02 mm, that is there often: lines spread to the edge differ."""
    counted = Counter(round(value * 50) for value in values)
    if counted.total() < _MANY:
        return None
    return min((value / 50 for value, times in counted.items() if times >= _OFTEN), default=None)


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
