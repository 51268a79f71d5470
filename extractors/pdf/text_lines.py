"""Characters as lines of text, and lines as paragraphs that were broken to fit a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from statistics import median
from typing import Final

from extractors.annexes.text import list_number
from extractors.pdf.objects import Char

_SAME_LINE: Final = 0.45  # of the size by which middles of one line may differ
_TWICE: Final = 0.35  # of a width: the same character as near as this is drawn twice
_LATIN_GAP: Final = 0.18  # of the size, between words
_SPLIT: Final = 0.35  # of the size: a gap between what may stand in two columns
_CLOSE: Final = 0.15  # the least such gap
_GAP: Final = 1.0  # of the size, between what stands apart
_CLOSING: Final = "，。；：、）》”’！？】〕〉」』,.;:)!?%·…"
_OPENING: Final = "（《“‘【〔〈「『("
_ENDS: Final = "。；;：:！？!?"
_WORD: Final = re.compile(r"[A-Za-z0-9]")
_ITEM: Final = re.compile(r"[□☐☑■√▢✓✔●•◆★※]|[-－—]\s?\S")
_NOTE: Final = re.compile(r"[（(]?(?:备注|附注|注|说明)[：:]")
_INDENT: Final = 1.5  # of the size, of a new paragraph's first line
_OTHER_SIZE: Final = 0.2  # of the size: more than that parts paragraphs
_LEFT: Final = attrgetter("left")
_SET: Final = itemgetter(*map(Char._fields.index, ("top", "bottom", "size")))
_SLACK: Final = 0.15  # points by which programs round


@dataclass(frozen=True)
class TextLine:
    """A line of text.

    Attributes:
        chars: From left to right, or as its writing direction goes.
        left, top, right, bottom: Bounds without blanks at the ends.
        page: Number of the page.
    """

    chars: tuple[Char, ...]
    left: float
    top: float
    right: float
    bottom: float
    page: int = 0

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes = [char.size for char in self.chars]
        return sizes[0] if sizes.count(sizes[0]) == len(sizes) else median(sizes)

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2

    @property
    def bold(self) -> bool:
        """All of it is bold."""
        return all(char.bold or char.text.isspace() for char in self.chars)

    @cached_property
    def text(self) -> str:
        """Its words, with blanks where something stands apart."""
        return _text(self.chars)

    @cached_property
    def first_width(self) -> float:
        """How wide the first piece is that may not be broken: a character, or a Latin word."""
        ink = (char for char in self.chars if not char.text.isspace())
        first = last = next(ink)
        for char in ink:
            latin = _WORD.match(last.text) and _WORD.match(char.text)
            if not (latin or char.text in _CLOSING or last.text in _OPENING):
                break
            last = char
        return last.right - first.left

    @cached_property
    def pieces(self) -> tuple[TextLine, ...]:
        """The line parted where something may begin in another column."""
        return tuple(_pieces(self))


def lines_of(chars: Sequence[Char], page: int = 0) -> list[TextLine]:
    """Sort characters into lines from top to bottom; turned and vertical text included."""
    turned = [char for char in chars if char.turn]
    flat = [char for char in chars if not char.turn] if turned else chars
    if _is_vertical(flat):
        return [line for line in _vertical(flat, page) if line]
    lines = _level(flat, page)
    if turned:
        lines += _turned(turned, page)
    return lines


def _level(chars: Sequence[Char], page: int) -> list[TextLine]:
    runs = [list(run) for _, run in groupby(chars, _SET)]
    rows: list[tuple[list[Char], float, float]] = []
    for run in sorted(runs, key=_height):
        middle, size = _height(run) / 2, run[0].size
        if rows and middle - rows[-1][1] <= _SAME_LINE * max(rows[-1][2], size):
            rows[-1][0].extend(run)
        else:
            rows.append((run, middle, size))
    lines = (_line(sorted(row, key=_LEFT), page) for row, _, _ in rows)
    return [line for line in lines if line is not None]


def _height(run: list[Char]) -> float:
    return run[0].top + run[0].bottom


def line_of(chars: list[Char], page: int) -> Iterator[TextLine]:
    """Make a line of characters that stand on it from left to right; none without ink."""
    line = _line(chars, page)
    if line is not None:
        yield line


def close_pieces(line: TextLine) -> tuple[TextLine, ...]:
    """Part a line also where there is less room than between columns, as narrow ones leave."""
    return tuple(_pieces(line, _CLOSE))


def _pieces(line: TextLine, split: float = _SPLIT) -> Iterator[TextLine]:
    piece: list[Char] = []
    for char in line.chars:
        if char.text.isspace():
            continue
        if piece and char.left - piece[-1].right > split * char.size:
            yield from line_of(piece, line.page)
            piece = []
        piece.append(char)
    yield from line_of(piece, line.page)


def _line(chars: list[Char], page: int) -> TextLine | None:
    kept: list[Char] = []
    last = None
    for char in chars:
        if last and _is_near(last, char) and any(_is_twice(c, char) for c in kept[-3:]):
            continue
        kept.append(char)
        last = char
    return _bounded(kept, page)


def _is_near(one: Char, other: Char) -> bool:
    return other.left - one.left < _TWICE * (one.right - one.left)


def _is_twice(one: Char, other: Char) -> bool:
    return one.text == other.text and not one.text.isspace() and _is_near(one, other)


def _bounded(chars: list[Char], page: int) -> TextLine | None:
    first, end = 0, len(chars)
    while first < end and chars[first].text.isspace():
        first += 1
    while first < end and chars[end - 1].text.isspace():
        end -= 1
    if first == end:
        return None
    ink = tuple(chars[first:end])
    texts, lefts, tops, rights, bottoms, *_ = zip(*ink, strict=True)
    if not "".join(texts).strip():  # all of it is struck through
        return None
    return TextLine(ink, min(lefts), min(tops), max(rights), max(bottoms), page)


def _is_vertical(chars: Sequence[Char]) -> bool:
    """Tell whether upright characters follow each other downwards in lines that go leftwards."""
    down = 0
    for one, other in pairwise(chars):
        if abs(other.left - one.left) < _TWICE * one.size and other.top - one.top > 0:
            if other.top - one.bottom > _GAP * one.size:
                return False  # each stands in a row of its own
            down += 1
        elif abs(other.top - one.top) < _TWICE * one.size:
            return False
    columns = {round(char.left / max(char.size, 1)) for char in chars}
    return down > 2 and len(columns) > 1  # noqa: PLR2004 - two lines at least


def _vertical(chars: Sequence[Char], page: int) -> list[TextLine]:
    columns: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -(c.left + c.right)):
        if columns and columns[-1][0].left - char.left < _SAME_LINE * char.size:
            columns[-1].append(char)
        else:
            columns.append([char])
    found = (_bounded(sorted(column, key=lambda c: c.top), page) for column in columns)
    return [line for line in found if line is not None]


def _turned(chars: list[Char], page: int) -> list[TextLine]:
    """Read text that stands on its side by turning it upright."""
    turn = median([char.turn for char in chars])
    upright = [_turned_back(char, int(turn)) for char in chars]
    lines = _level(upright, page)
    left, top = min(char.left for char in chars), min(char.top for char in chars)
    right, bottom = max(char.right for char in chars), max(char.bottom for char in chars)
    return [TextLine(line.chars, left, top, right, bottom, page) for line in lines]


def _turned_back(char: Char, turn: int) -> Char:
    left, top, right, bottom = char[1:5]
    if turn == 1:
        left, top, right, bottom = top, -right, bottom, -left
    elif turn == 3:  # noqa: PLR2004 - quarters
        left, top, right, bottom = -bottom, left, -top, right
    else:
        left, top, right, bottom = -right, -bottom, -left, -top
    return char._replace(left=left, top=top, right=right, bottom=bottom, turn=0)


def _text(chars: Sequence[Char]) -> str:
    if len(chars) < 2:  # noqa: PLR2004 - no gap
        return "".join(char.text for char in chars)
    gaps = [other.left - one.right for one, other in pairwise(chars)]
    if max(gaps) <= _LATIN_GAP * min([char.size for char in chars]):
        return "".join([char.text for char in chars]).strip()
    spread = max(0.0, median(gaps)) if len(gaps) > 2 else 0.0  # noqa: PLR2004 - set wide
    parts = [chars[0].text]
    for gap, one, other in zip(gaps, chars, chars[1:], strict=False):
        room = gap - spread
        if room > _LATIN_GAP * one.size or room > _LATIN_GAP * other.size:  # else there is none
            parts.append(_blank(room, one, other))
        parts.append(other.text)
    return "".join(parts).strip()


def _blank(gap: float, one: Char, other: Char) -> str:
    size = max(one.size, other.size)
    if one.text.isspace() or other.text.isspace():
        return " " * round(gap / size) if gap > _GAP * size else ""
    if gap > _GAP * size:
        return " " * max(1, round(2 * gap / size))
    latin = one.text.isascii() and other.text.isascii()
    return " " if latin and gap > _LATIN_GAP * size else ""


def paragraphs(
    lines: Sequence[TextLine], left: float, right: float, slack: float = -_SLACK
) -> list[list[TextLine]]:
    """Group lines into paragraphs: a line that was full goes on in the next one.

    Args:
        lines: In reading order.
        left: Where the text begins.
        right: Where it must end.
        slack: How much wider than the room a text must be that had to go on; negative where the
            room may be less by the rounding of programs.
    """
    groups: list[list[TextLine]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, left, right, slack):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(
    group: list[TextLine], line: TextLine, left: float, right: float, slack: float
) -> bool:
    before = group[-1]
    if abs(before.size - line.size) > _OTHER_SIZE * line.size:
        return False
    number = list_number(line.text)
    ended = before.text[-1:] in _ENDS
    follows = (list_number(group[0].text) or 0) + 1
    if number is not None and (ended or number in (1, follows)):
        return False
    if _NOTE.match(line.text) or (ended and _ITEM.match(line.text)):
        return False
    centred = _is_centred(line, left, right)
    indented = line.left - left > _INDENT * line.size and before.left - left < line.size
    if indented and not centred:
        return False
    room = right - before.right
    fills = max(line.left - left, right - line.right) < line.size / 3
    if (centred or fills) and _is_centred(before, left, right):
        room = right - left - (before.right - before.left)
    return line.first_width > room + slack


def _is_centred(line: TextLine, left: float, right: float) -> bool:
    before, after = line.left - left, right - line.right
    return before > line.size / 3 and abs(before - after) < line.size / 2


def joined_text(lines: Sequence[TextLine]) -> str:
    """Join the lines of a paragraph, without a blank except between Latin words."""
    text = lines[0].text
    for line in lines[1:]:
        latin = text[-1:].isascii() and line.text[:1].isascii()
        word = text[-1:].isalpha() and line.text[:1].isalpha()
        text += (" " if latin and word else "") + line.text
    return text
