"""The words in a shape of a drawing, and those that stand free between the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.pdf.objects import Char

_GAP = 1.0  # ems of white between two characters that part two texts of one line
_BLANK = 0.22  # ems of white between Latin letters that stand for a blank
_LEADING = 1.1  # ems of white at most between two lines of one free text
_LOOSE = 1.35  # how much farther apart than other lines paragraphs may stand
_INSET = 7.2  # points left and right of a shape's text
_INNER = {"flowChartDecision": 0.5, "ellipse": 0.7, "flowChartInputOutput": 0.7}
_OPENS_ITEM = re.compile(
    r"(?:\d{1,2}[.．、)）](?!\d)|[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳]|[•●◆■▲★※·]|第[一二三四五六七八九十]+[步条])"
)
_STOPS = "。；;"
_CLOSING = "，。、；：？！）》」』】〕”’,.;:?!)]}%"


@dataclass(frozen=True, slots=True)
class Row:
    """Characters of one line, from left to right.

    Attributes:
        text: Its words.
        left, top, right, bottom: Bounds.
        size: Font size, points.
        first: How wide the first character is, with a closing mark that must not stand alone.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    first: float


@dataclass(frozen=True, slots=True)
class FreeText:
    """Lines that stand together outside of any shape."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def rows(chars: Iterable[Char], *, gap: float | None = None) -> list[Row]:
    """Put characters into lines, from top to bottom.

    Args:
        chars: In any order; those turned by a quarter are read in their own direction.
        gap: Ems of white that part one line into two; None: nothing does.
    """
    turns = {char.turn for char in chars}
    found: list[Row] = []
    for turn in sorted(turns):
        own = [_uprighted(char) for char in chars if char.turn == turn]
        for line in _lines(own):
            for piece in _pieces(line, gap):
                row = _row(piece)
                if row.text:
                    found.append(row if not turn else _turned_back(row, turn))
    return found


def _uprighted(char: Char) -> Char:
    """Turn a character so that its line runs to the right."""
    left, top, right, bottom = char.left, char.top, char.right, char.bottom
    box = {
        1: (top, -right, bottom, -left),
        2: (-right, -bottom, -left, -top),
        3: (-bottom, left, -top, right),
    }.get(char.turn % 4)
    return char._replace(left=box[0], top=box[1], right=box[2], bottom=box[3]) if box else char


def _turned_back(row: Row, turn: int) -> Row:
    left, top, right, bottom = row.left, row.top, row.right, row.bottom
    box = {
        1: (-bottom, left, -top, right),
        2: (-right, -bottom, -left, -top),
        3: (top, -right, bottom, -left),
    }[turn % 4]
    return Row(row.text, *box, row.size, row.first)


def _lines(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Part characters into lines by their height on the page."""
    line: list[Char] = []
    bottom = top = 0.0
    for char in sorted(chars, key=lambda c: c.top + c.bottom):
        middle = (char.top + char.bottom) / 2
        if line and not (top <= middle <= bottom and (top + bottom) / 2 >= char.top):
            yield line
            line = []
        if not line:
            top, bottom = char.top, char.bottom
        line.append(char)
    if line:
        yield line


def _pieces(line: Sequence[Char], gap: float | None) -> Iterator[list[Char]]:
    piece: list[Char] = []
    for char in sorted(line, key=lambda c: c.left):
        if not char.text.strip():
            if piece:
                piece.append(char)
            continue
        inked = next((c for c in reversed(piece) if c.text.strip()), None)
        if gap is not None and inked is not None and char.left - inked.right > gap * char.size:
            yield piece
            piece = []
        piece.append(char)
    if any(char.text.strip() for char in piece):
        yield piece


def _row(chars: Sequence[Char]) -> Row:
    inked = [c for c in chars if c.text.strip()]
    words = "".join(_spaced(chars)).strip()
    size = max((c.size for c in inked), default=0.0)
    return Row(
        words,
        min((c.left for c in inked), default=0.0),
        min((c.top for c in inked), default=0.0),
        max((c.right for c in inked), default=0.0),
        max((c.bottom for c in inked), default=0.0),
        size or 10.0,
        _first_word(inked),
    )


def _spaced(chars: Sequence[Char]) -> Iterator[str]:
    before: Char | None = None
    for char in chars:
        if (
            before is not None
            and char.left - before.right > _BLANK * char.size
            and _is_latin(before.text[-1:])
            and _is_latin(char.text[:1])
        ):
            yield " "
        yield char.text
        before = char


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _first_word(inked: Sequence[Char]) -> float:
    """Give how much room the first character needs, with what may not be parted from it."""
    if not inked:
        return 0.0
    end = 1
    if _is_latin(inked[0].text):
        while end < len(inked) and _is_latin(inked[end].text):
            end += 1
    while end < len(inked) and inked[end].text[:1] in _CLOSING:
        end += 1
    return inked[end - 1].right - inked[0].left


def text_in_shape(chars: Sequence[Char], width: float, kind: str) -> str:
    """Give the text of a shape: wrapped lines joined, paragraphs parted by newlines.

    Args:
        chars: Its characters.
        width: The shape's width, points.
        kind: The shape's kind; some leave text less room.
    """
    found = rows(chars)
    inset = width * _INNER.get(kind, 1.0) - 2 * _INSET
    return "\n".join(_paragraphs(found, inset))


def _paragraphs(lines: Sequence[Row], room: float) -> Iterator[str]:
    widest = max((row.right - row.left for row in lines), default=0.0)
    room = max(room, widest)
    pitch = min((b.bottom - a.bottom for a, b in pairwise(lines)), default=0.0) * _LOOSE
    listed = any(_OPENS_ITEM.match(row.text) for row in lines)
    text = ""
    before: Row | None = None
    for row in lines:
        if before is not None and (
            row.bottom - before.bottom > pitch
            or (not listed and before.text[-1] in _STOPS)
            or not _goes_on(before, row, room)
        ):
            yield text
            text = ""
        text = _joined(text, row.text)
        before = row
    if text:
        yield text


def _goes_on(before: Row, row: Row, room: float) -> bool:
    """Tell whether a line is the rest of the one before it, for which there was no more room."""
    if _OPENS_ITEM.match(row.text):
        return False
    left_over = room - (before.right - before.left)
    return left_over < row.first + 0.3 * row.size


def _joined(text: str, more: str) -> str:
    if text and _is_latin(text[-1]) and _is_latin(more[:1]):
        return f"{text} {more}"
    return text + more


def free_texts(chars: Sequence[Char]) -> list[FreeText]:
    """Give the texts that stand free: lines that lie close beneath each other are one text."""
    texts: list[list[Row]] = []
    for row in rows(chars, gap=_GAP):
        above = next((t for t in texts if _continues(t[-1], row)), None)
        if above is None:
            texts.append([row])
        else:
            above.append(row)
    return [_free(lines) for lines in texts]


def _continues(above: Row, row: Row) -> bool:
    shared = min(above.right, row.right) - max(above.left, row.left)
    narrow = min(above.right - above.left, row.right - row.left)
    near = -0.3 * row.size <= row.top - above.bottom <= _LEADING * row.size
    return near and shared >= narrow / 2 and abs(above.size - row.size) <= 1


def _free(lines: Sequence[Row]) -> FreeText:
    room = max(row.right - row.left for row in lines)
    return FreeText(
        "\n".join(_paragraphs(lines, room)),
        min(row.left for row in lines),
        min(row.top for row in lines),
        max(row.right for row in lines),
        max(row.bottom for row in lines),
    )
