"""What a ruler finds on a page of a PDF file; nothing of the program's own measuring is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page

MM = 72 / 25.4
PAPER, TOP, LEFT, WIDTH, HEIGHT = (210.0, 297.0), 37.0, 28.0, 156.0, 225.0
BODY_POINTS, NUMBER_POINTS = 16, 14
_DASH = "—"


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, all in mm from the upper left corner of the upright sheet.

    A turned page is turned back: its left edge is the sheet's bottom.

    Attributes:
        turned: The page is landscape.
        paper: Width and height as printed.
        lines: Base lines of the running text (三号), from top to bottom.
        characters: Most full-width places that a line of running text uses.
        pitch: From one Han character to the next.
        ink: Left, top, right and bottom of all text between header and footer; a turned page has
            its header where the upright sheet has its left margin.
        hanging: The ink at the right is a mark of punctuation.
        number: The page number, or None.
        dash: How far the middle of its dashes is below the type area.
        aside: How far it is from the edge of the type area: odd ones right, even ones left.
    """

    turned: bool
    paper: tuple[float, float]
    lines: Sequence[float]
    characters: int
    pitch: float
    ink: tuple[float, float, float, float]
    hanging: bool
    number: int | None
    dash: float
    aside: float


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


def layout(page: Page) -> Layout:
    """Measure a page."""
    turned = page.width > page.height
    width, height = float(page.width) / MM, float(page.height) / MM
    signs = [_sign(char, turned=turned, width=width) for char in page.chars if char["text"].strip()]
    inside = [
        s
        for s in signs
        if s.top > TOP - 1 and s.bottom < TOP + HEIGHT + 1 and not (turned and s.left < LEFT - 1)
    ]
    below = [s for s in signs if s.top > TOP + HEIGHT]
    body = [s for s in inside if round(s.size) == BODY_POINTS and not turned]
    rows: dict[int, list[_Sign]] = defaultdict(list)
    for sign in body:
        rows[round(sign.base * 2)].append(sign)
    pitch = _pitch(list(rows.values()))
    number, dash, aside = _number(below)
    rightmost = max(inside, key=lambda s: s.right, default=None)
    return Layout(
        turned=turned,
        paper=(height, width) if turned else (width, height),
        lines=sorted({round(s.base, 1) for s in body}),
        characters=max((_places(row, pitch) for row in rows.values()), default=0),
        pitch=pitch,
        ink=(
            min((s.left for s in inside), default=LEFT),
            min((s.top for s in inside), default=TOP),
            max((s.right for s in inside), default=LEFT + WIDTH),
            max((s.bottom for s in inside), default=TOP + HEIGHT),
        ),
        hanging=rightmost is not None and rightmost.text in "，。、；：！？”’）》",
        number=number,
        dash=dash,
        aside=aside,
    )


def _sign(char: dict[str, Any], *, turned: bool, width: float) -> _Sign:
    x0, x1, top, bottom = (float(char[key]) / MM for key in ("x0", "x1", "top", "bottom"))
    size = float(char["size"])
    if turned:  # the landscape page's left edge is the upright sheet's bottom
        x0, x1, top, bottom = top, bottom, width - x1, width - x0
    return _Sign(char["text"], x0, top, x1, bottom, bottom, size)


def _pitch(rows: Sequence[Sequence[_Sign]]) -> float:
    """Give the most usual distance between neighbours; lines spread to the edge have others."""
    found: Counter[float] = Counter()
    for row in rows:
        ordered = sorted(row, key=lambda s: s.left)
        for one, other in pairwise(ordered):
            if not one.text.isascii() and not other.text.isascii():
                found[round((other.left - one.left) * 20) / 20] += 1
    return found.most_common(1)[0][0] if found else 0.0


def _places(row: Sequence[_Sign], pitch: float) -> int:
    """Count places from the left edge to the last character whose place is in the type area."""
    last = max((s.left for s in row if s.left < LEFT + WIDTH - 1), default=LEFT)
    return round((last - LEFT) / pitch) + 1 if pitch else 0


def _number(below: Sequence[_Sign]) -> tuple[int | None, float, float]:
    text = "".join(s.text for s in sorted(below, key=lambda s: s.left))
    digits = text.strip(_DASH)
    if not digits.isdecimal() or text != f"{_DASH}{digits}{_DASH}":
        return None, 0.0, 0.0
    middle = sum((s.top + s.bottom) / 2 for s in below) / len(below)
    if int(digits) % 2:
        aside = LEFT + WIDTH - max(s.right for s in below)
    else:
        aside = min(s.left for s in below) - LEFT
    return int(digits), middle - TOP - HEIGHT, aside
