"""Widths of words and where their lines break, measured without any font.

A full-width character is 1 em wide, any other 0.55 em, whatever typeface the reader has; so a
chart looks the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SLACK = 0.4
"""Spare room in a line, in em: more than rounding, less than a character."""

_NARROW = 0.55
_BETWEEN = 0.25  # em that some programs put between Chinese and Latin, though told not to
_NO_START = "，。、；：？！）】\u3015》〉」』”’…—～,.;:?!)]}%℃"
_NO_END = "（【\u3014《〈「『“‘([{￥$"
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
_PIECE = re.compile(r"[0-9A-Za-z._/\\@#&+'\-]+|\s+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _NARROW


def width(text: str) -> float:
    """Measure a text set in one line, in em."""
    return sum(map(_em, text)) + _BETWEEN * len(_SEAM.findall(text))


def wrapped(text: str, limit: float) -> list[str]:
    """Break a text into lines of at most ``limit`` em.

    Words of Latin letters and figures stay whole unless longer than a line; a line neither
    begins with closing punctuation nor ends with an opening bracket, as Word does it.
    """
    found: list[str] = []
    for paragraph in text.split("\n"):
        found.extend(_broken(_pieces(paragraph), max(limit, 1.0)))
    return found


@lru_cache(maxsize=4096)
def balanced(text: str, limit: float) -> tuple[float, int]:
    """Give the least width in em that needs no more lines than ``limit`` does, and their number.

    The lines come out about equally long: no last line of one character.
    """
    head, bracket, tail = text.rpartition("（")
    if head and width(text) > limit >= max(width(head), width(bracket + tail)):
        least = max(width(head), width(bracket + tail))
        if wrapped(text, least) == [head, bracket + tail]:
            return least, 2  # the time limit in brackets has a line of its own
    lines = [_pieces(paragraph) for paragraph in text.split("\n")]
    count = sum(_count(pieces, limit) for pieces in lines)
    low, high = 1.0, max(limit, 1.0)
    while high - low > _NARROW / 2:
        middle = (low + high) / 2
        if sum(_count(pieces, middle) for pieces in lines) <= count:
            high = middle
        else:
            low = middle
    return max(1.0, *map(width, wrapped(text, high))), count


@lru_cache(maxsize=4096)
def _pieces(paragraph: str) -> tuple[tuple[str, float], ...]:
    """Cut a paragraph into what must not be broken, each with its width."""
    found: list[str] = []
    glue = False
    for match in _PIECE.finditer(paragraph):
        piece = match.group()
        if found and (glue or piece[0] in _NO_START):
            found[-1] += piece
        else:
            found.append(piece)
        glue = piece[-1] in _NO_END
    return tuple((piece, width(piece) + _seams(piece, found, at)) for at, piece in enumerate(found))


def _seams(piece: str, pieces: list[str], at: int) -> float:
    """Give what the seams to a Latin piece's neighbours may take."""
    if not piece[0].isascii() or len(pieces) == 1:
        return 0.0
    return _BETWEEN * ((at > 0) + (at + 1 < len(pieces)))


def _count(pieces: tuple[tuple[str, float], ...], limit: float) -> int:
    """Count the lines of a paragraph, without making them."""
    count, current, room = 1, 0.0, max(limit, 1.0) + 1e-6
    for _, wide in pieces:
        if current + wide <= room:
            current += wide
        elif wide <= room:
            count, current = count + 1, wide
        else:
            return len(_broken(pieces, limit))
    return count


def _broken(pieces: tuple[tuple[str, float], ...], limit: float) -> list[str]:
    """Fill lines piece by piece; what is longer than a line is cut."""
    found, line, current, room = [], "", 0.0, max(limit, 1.0) + 1e-6
    for piece, wide in pieces:
        if line and current + wide > room:
            found.append(line)
            line, current = "", 0.0
        if wide <= room:
            line, current = line + piece, current + wide
            continue
        for character in piece:
            if line and current + _em(character) > room:
                found.append(line)
                line, current = "", 0.0
            line, current = line + character, current + _em(character)
    return [*found, line] if line or not found else found
