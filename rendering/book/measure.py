"""How many lines a text takes at most and at least, whatever fonts the reader has.

The program that lays out the document breaks lines by the fonts that it finds. A Han character
is one em wide in all of them; for everything else the widest and the narrowest that fonts have
are taken, so that the truth lies between the two counts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

_NO_START = frozenset(("Pe", "Pf", "Po"))
_NO_END = frozenset(("Ps", "Pi", "Sc"))
"""Kinds of signs (Unicode) that do not begin a line, and that do not end one."""
_ALSO_NO_START = frozenset("～—―…℃")
_LINE_ENDS = re.compile("[\n\x85\u2028\u2029]")
_SLACK = 0.05  # em that rounding may take from a line
_SEAM = 0.25  # em that some programs put between Chinese and Latin, though told not to
_HANGING = 1.0  # em that a closing mark may stand out of a line

_WIDE, _SUPPLEMENTARY, _CAPITAL, _NARROW, _TAB = 1.0, 1.3, 0.95, 0.65, 2.1
_THIN = 0.2  # the narrowest letters, such as i; quotation marks of Latin fonts
_LIGATURES = range(0xFDF0, 0xFDFE)  # whole Arabic phrases in one character
_LIGATURE = 12.0


@lru_cache(maxsize=8192)
def most_lines(text: str, width: float) -> int:
    """Count the lines that a text takes at most.

    Args:
        text: Line ends begin new lines.
        width: Length of a line in em.
    """
    room = max(width - _SLACK, 1.0)
    return sum(_most(line, room) for line in _LINE_ENDS.split(text))


@lru_cache(maxsize=1024)
def least_lines(text: str, width: float) -> int:
    """Count the lines that a text takes at least; see :func:`most_lines`."""
    room = width + _HANGING
    return sum(max(1, math.ceil(_thinnest(line) / room)) for line in text.split("\n"))


def _thinnest(line: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else _THIN for c in line)


class _Widest(dict[str, float]):
    """The most that each character met so far takes, em."""

    def __missing__(self, character: str) -> float:
        return self.setdefault(character, _widest(character))


def _widest(character: str) -> float:
    code = ord(character)
    if code in _LIGATURES:
        return _LIGATURE
    if character == "\t":
        return _TAB
    if code > 0xFFFF:  # noqa: PLR2004 - the end of the basic plane
        return _SUPPLEMENTARY
    if unicodedata.east_asian_width(character) in "WFA":
        return _WIDE
    return _CAPITAL if character.isupper() or character in "mw@%&+=<>~" else _NARROW


class _Kinds(dict[str, str]):
    """The kind of each character met so far."""

    def __missing__(self, character: str) -> str:
        return self.setdefault(character, unicodedata.category(character))


_WIDTHS, _KINDS = _Widest(), _Kinds()


def _most(line: str, room: float) -> int:
    """Fill lines with pieces that are not broken, as late as the rules of line ends allow."""
    if len(line) <= room and set(map(_WIDTHS.__getitem__, line)) <= {_WIDE}:
        return 1
    lines, used, piece, before = 1, 0.0, 0.0, ""
    for character in line:
        if before and _may_part(before, character):
            lines, used = _put(lines, used, piece, room)
            piece = 0.0
        if before and (_WIDTHS[before] >= _WIDE) != (_WIDTHS[character] >= _WIDE):
            piece += _SEAM
        piece += _WIDTHS[character]
        before = character
    return _put(lines, used, piece, room)[0]


def _may_part(before: str, after: str) -> bool:
    if after in _ALSO_NO_START or after.isspace():
        return False
    if _KINDS[after] in _NO_START or _KINDS[before] in _NO_END:
        return False
    return _WIDTHS[before] >= 1.0 or _WIDTHS[after] >= 1.0 or before.isspace()


def _put(lines: int, used: float, piece: float, room: float) -> tuple[int, float]:
    if used + piece <= room:
        return lines, used + piece
    if piece <= room:
        return lines + 1, piece
    rows = math.ceil(piece / max(room - 1.0, 0.5))  # longer than a line: broken anywhere
    return lines + rows - (used == 0), room
