"""How many lines a text takes, measured without any font: Han 1 em, other characters 0.55 em."""

from __future__ import annotations

import math
import unicodedata

_NARROW = 0.55


class _Widths(dict[str, float]):
    """Width of each character met so far, em."""

    def __missing__(self, character: str) -> float:
        wide = unicodedata.east_asian_width(character) in "WFA"
        return self.setdefault(character, 1.0 if wide else _NARROW)


_WIDTHS = _Widths()


def ems(text: str) -> float:
    """Measure a line of text in em."""
    return sum(map(_WIDTHS.__getitem__, text))


def lines(text: str, width: float) -> int:
    """Count the lines that a text takes at most in a column.

    Args:
        text: Newlines begin new lines.
        width: Width of the column in em; a little is lost at line ends, where a mark that may
            not begin a line takes its neighbour along.
    """
    usable = max(width - 1, 1.0)
    return sum(
        # no character is wider than one em
        1 if len(line) <= usable else math.ceil(ems(line) / usable)
        for line in text.split("\n")
    )
