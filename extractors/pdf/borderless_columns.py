"""The columns of a table without rulings: what of a line stands in which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extractors.pdf.borderless_header import Column
from extractors.pdf.objects import Char
from extractors.pdf.text_lines import TextLine, close_pieces, lines_of

_HALF: Final = 0.5  # and of the next column
_ROUNDED: Final = 0.5  # points
_STANDS_OUT: Final = 1.0  # of the size, by which a text may stand out of its column


def parts_of(line: TextLine, columns: Sequence[Column]) -> tuple[TextLine, ...]:
    """Part a line where columns part; with little room between them if else a text is in two."""
    parts = line.pieces
    if None not in place(parts, columns):
        return parts
    close = close_pieces(line)
    return close if None not in place(close, columns) else parts


def place(parts: Sequence[TextLine], columns: Sequence[Column]) -> list[int | None]:
    """Tell in which column each piece of a line stands; None for one that is in several.

    In uneven rows a text may stand out into the next column, as far as that one's text lets it.
    """
    over = [[column.overlap(part.left, part.right) for column in columns] for part in parts]
    best = [_nearest(own, columns) for own in over]
    return [
        None
        if any(
            shared > max(_STANDS_OUT * part.size, _HALF * (column.right - column.left))
            and other != n
            and other not in best
            for other, (column, shared) in enumerate(zip(columns, own, strict=True))
        )
        else n
        for part, own, n in zip(parts, over, best, strict=True)
    ]


def _nearest(over: Sequence[float], columns: Sequence[Column]) -> int:
    """Give the column that shares most with a text; of those that hold it whole the narrowest."""
    most = max(over) - _ROUNDED
    return min(
        (n for n, shared in enumerate(over) if shared >= most),
        key=lambda n: columns[n].right - columns[n].left,
    )


def column_edges(columns: Sequence[Column]) -> list[float]:
    """Tell where columns begin: half-way between their texts."""
    inner = [(one.right + other.left) / 2 for one, other in pairwise(columns)]
    return [columns[0].left - 1, *inner, columns[-1].right + 1]


def in_columns(
    lines: Sequence[TextLine], columns: Sequence[Column], page: int
) -> list[list[TextLine]]:
    """Part lines of a page into those of each column."""
    edges = column_edges(columns)
    chars: list[list[Char]] = [[] for _ in columns]
    for line in lines:
        parts = parts_of(line, columns)
        for piece, n in zip(parts, place(parts, columns), strict=True):
            for char in piece.chars:
                middle = (char.left + char.right) / 2
                chars[sum(middle > e for e in edges[1:-1]) if n is None else n].append(char)
    return [lines_of(own, page) for own in chars]
