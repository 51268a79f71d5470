"""The header of a table without rulings: where it stands, and what columns it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from extractors.annexes.headers import field_of, header_words
from extractors.annexes.text import bare
from extractors.pdf.objects import Char
from extractors.pdf.row_fit import apart
from extractors.pdf.text_lines import TextLine, lines_of
from schemas.forms import CATEGORIES

KEYS: Final = {
    "risk": ("level", "criterion", "responsible", "manifestation"),
    "catalogue": ("seq", "category", "name"),
    "roster": ("seq", "name"),
    "step_table": ("seq", "step"),
}
"""Kind of table → fields of columns that have one text a row, the surest first."""

_OPENED: Final = re.compile("[（(]")
_CLOSED: Final = re.compile("[）)]")
_KNOWN: Final = 2  # titles that make a header
_HEADER_LINES: Final = 7  # of the page, to either side; a title has fewer
_MISSPELT, _UNKNOWN, _OPEN = 0.1, 0.6, 0.5  # of a title, what it is worth less
_MORE: Final = 0.3  # of a title, what another one of the same field is worth
_ROOM: Final = 1.6  # of the size, between lines of a header at the widest spacing
_WIDE: Final = 2.5  # of the size, between characters of a word that is set wide
_WIDE_WORD: Final = 3  # characters of such a word


@dataclass(slots=True)
class Column:
    """A column: its title, and between which x its text stands."""

    title: str
    left: float
    right: float
    chars: list[Char] = field(default_factory=list)

    def overlap(self, left: float, right: float) -> float:
        """Tell how many points it shares with what stands between two x; negative: apart."""
        return min(right, self.right) - max(left, self.left)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a borderless table, for its further pages.

    Attributes:
        kind: Key of ``data/headers.toml``.
        titles: What its columns are called.
        spans: Between which x their text stands.
        edges: Where its columns begin and end on its first page.
        goes_on: This is a further page.
        headed: The header stands on this page.
        cut: Nothing stands below on the page, so that the next one may go on with the last row.
    """

    kind: str
    titles: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]
    edges: tuple[float, ...] = ()
    goes_on: bool = False
    headed: bool = True
    cut: bool = False


def find_header(lines: Sequence[TextLine]) -> tuple[int, int, Layout] | None:
    """Find a header: its first line, the one below it, and the columns it tells."""
    for index, line in enumerate(lines):
        titles = [column.title for column in _titles([line])]
        kind = max(KEYS, key=lambda kind: _known(titles, kind))
        if _known(titles, kind) >= _KNOWN and not _has_values(titles, kind):
            spans = _wider(lines, index)
            tried = [(start, end, _titles(lines[start:end])) for start, end in spans]
            heads = [_whole_header(lines, tried, other) for other in KEYS]
            return max(
                heads, key=lambda head: (_known(head[2].titles, head[2].kind), head[2].kind == kind)
            )
    return None


def _has_values(titles: Sequence[str], kind: str) -> bool:
    """Tell whether each title has its value beside it, as above the risks of annex 4."""
    labels, values = titles[::2], titles[1::2]
    beside = all(field_of(label, "rating") for label in labels) and not _known(values, kind)
    return beside or any(title in CATEGORIES for title in titles)


def _known(titles: Sequence[str], kind: str) -> int:
    return len({found for title in titles if (found := field_of(title, kind))})


def _whole_header(
    lines: Sequence[TextLine], tried: Sequence[tuple[int, int, list[Column]]], kind: str
) -> tuple[int, int, Layout]:
    """Take those lines to a header that make the most of its titles known.

    Args:
        lines: Of the page.
        tried: Where it may begin and end, and the columns that it has then.
        kind: Key of ``data/headers.toml``.
    """
    start, end, columns = max(
        tried,
        key=lambda one: (
            _worth(one[2], kind) - _OPEN * _left_over(lines, one[0], one[1], one[2], kind)
        ),
    )
    spans = tuple((column.left, column.right) for column in columns)
    return start, end, Layout(kind, tuple(column.title for column in columns), spans)


def _wider(lines: Sequence[TextLine], index: int) -> Iterator[tuple[int, int]]:
    """Give where a header may begin and end whose titles are broken, the smallest first."""
    above, below = index, index + 1
    while above and index - above < _HEADER_LINES and _near(lines[above - 1], lines[above]):
        above -= 1
    while (
        below < len(lines)
        and below - index < _HEADER_LINES
        and _near(lines[below - 1], lines[below])
    ):
        below += 1
    tried = ((n, m) for n in range(above, index + 1) for m in range(index + 1, below + 1))
    yield from sorted(tried, key=lambda span: span[1] - span[0])


def _near(above: TextLine, below: TextLine) -> bool:
    return not apart(above, below, _ROOM)


def _worth(columns: Sequence[Column], kind: str) -> float:
    """Tell how well titles are known: fields, less what is misspelt, unknown or not closed."""
    titles = [column.title for column in columns]
    words = header_words(kind).exact
    known = {title: field for title in titles if (field := field_of(title, kind))}
    fields = len(set(known.values()))
    misspelt = sum(bare(title) not in words for title in known)
    unknown = sum(title not in known for title in titles)
    opened = sum(abs(len(_OPENED.findall(t)) - len(_CLOSED.findall(t))) for t in titles)
    more = _MORE * (len(known) - fields)
    return fields + more - _MISSPELT * misspelt - _UNKNOWN * unknown - _OPEN * opened


def _left_over(
    lines: Sequence[TextLine], start: int, end: int, columns: Sequence[Column], kind: str
) -> int:
    """Count the lines beside a header that are parts of its titles: 序 above, a bracket below."""
    below = [piece for line in lines[end : end + 1] for piece in line.pieces]
    above = [piece for line in lines[max(start - 1, 0) : start] for piece in line.pieces]
    words = header_words(kind).exact
    parts = all(
        any(
            column.overlap(piece.left, piece.right) > 0 and bare(piece.text + column.title) in words
            for column in columns
        )
        for piece in above
    )
    return any(_OPENED.match(piece.text) for piece in below) + (bool(above) and parts)


def _titles(lines: Sequence[TextLine]) -> list[Column]:
    """Put the pieces of a header's lines under each other together."""
    columns: list[Column] = []
    parts = [piece for line in lines for piece in line.pieces]
    for piece in sorted(parts, key=lambda p: p.left - p.right):
        over = next((c for c in columns if c.overlap(piece.left, piece.right) > 0), None)
        if over is None:
            over = Column("", piece.left, piece.right)
            columns.append(over)
        _take(over, piece.left, piece.right, piece.chars)
    columns = _closed_up(sorted(columns, key=lambda column: column.left))
    for column in columns:
        column.title = "".join(line.text for line in lines_of(column.chars))
    return columns


def _take(column: Column, left: float, right: float, chars: Sequence[Char]) -> None:
    column.left, column.right = min(column.left, left), max(column.right, right)
    column.chars += chars


def _closed_up(columns: Sequence[Column]) -> list[Column]:
    """Put columns of one character each together, as those of the word 序 号 that is set wide."""
    kept: list[Column] = []
    for column in columns:
        if kept and _is_wide(kept[-1], column):
            _take(kept[-1], column.left, column.right, column.chars)
        else:
            kept.append(column)
    return kept


def _is_wide(word: Column, other: Column) -> bool:
    """Tell whether a character stands as near to a word of others as in one that is set wide."""
    single = len(word.chars) < _WIDE_WORD and len(other.chars) == 1
    chars = [*word.chars, *other.chars]
    level = max(c.top for c in chars) < min(c.bottom for c in chars)
    near = other.left - word.right <= _WIDE * chars[-1].size
    return single and level and near and not any(c.text.isascii() for c in chars) and _apart(word)


def _apart(word: Column) -> bool:
    """Tell whether the characters of a word do not touch."""
    return all(c.right < other.left for c, other in pairwise(word.chars))
