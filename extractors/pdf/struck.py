"""Text that is struck through: a thin line through the middle of the glyphs, and no longer.

Programs print tracked deletions so, and people cross out what no longer holds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.pdf.objects import Char, PageObjects
from extractors.pdf.rulings import Ruling, stretches
from extractors.pdf.text_lines import lines_of

_HIGHEST, _LOWEST = 0.4, 0.74  # of the em box from its top: where a line strikes
_FAR: Final = 0.25  # of the size, from the middle of a character to a line that strikes it
_BEYOND: Final = 0.4  # of the size by which the line may be longer than the text at either end
_GAP: Final = 0.6  # of the size, between characters that one line strikes

_LEVEL: Final = 0.5  # points by which the ends of the line may be off


class Struck(NamedTuple):
    """A stretch of text that is struck through, and the number of its page."""

    page: int
    text: str


def without_struck(page: PageObjects) -> tuple[PageObjects, tuple[Struck, ...]]:
    """Blank the text that is struck through, and take the lines off that strike it.

    Returns:
        The page, on which characters without text keep the places of those struck, so that what
        stands beside them is no further apart; and what was struck, from top to bottom.
    """
    level: dict[float, list[int]] = {}
    for n, char in enumerate(page.chars):
        if not (char.turn or char.hidden):
            level.setdefault((char.top + char.bottom) / 2, []).append(n)
    middles = sorted(level)
    far = _FAR * max([char.size for char in page.chars], default=0.0)
    gone: set[int] = set()
    lines: set[int] = set()
    for index, alone, line in _level_lines(page):
        first, end = bisect_left(middles, line.at - far), bisect_right(middles, line.at + far)
        if first == end:
            continue
        near = [n for middle in middles[first:end] for n in level[middle]]
        found = _struck(page.chars, near, line)
        gone.update(found)
        lines.update([index] if found and alone else [])
    if not gone:
        return page, ()
    said = lines_of([page.chars[n] for n in sorted(gone)], page.number)
    kept = replace(
        page,
        chars=tuple(
            char._replace(text="") if n in gone else char for n, char in enumerate(page.chars)
        ),
        paths=tuple(path for n, path in enumerate(page.paths) if n not in lines),
    )
    return kept, tuple(Struck(page.number, line.text) for line in said)


def _level_lines(page: PageObjects) -> Iterator[tuple[int, bool, Ruling]]:
    """Give the level lines: number of the path, whether it draws nothing else, and the line."""
    for index, path in enumerate(page.paths):
        drawn = list(stretches(path))
        for (x0, y0), (x1, y1) in drawn:
            if abs(y1 - y0) <= _LEVEL and x0 != x1:
                line = Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1))
                yield index, len(drawn) == 1, line


def _struck(chars: Sequence[Char], near: Sequence[int], line: Ruling) -> list[int]:
    """Give the characters that a line strikes; none where it is longer than what it crosses."""
    y, left, right = line
    crossed = [
        n
        for n in near
        if left <= chars[n].middle[0] <= right
        and _HIGHEST * chars[n].size <= y - chars[n].top <= _LOWEST * chars[n].size
    ]
    crossed.sort(key=lambda n: chars[n].left)
    if not crossed or all(chars[n].text.isspace() for n in crossed):
        return []
    first, last = chars[crossed[0]], chars[crossed[-1]]
    beyond = max(first.left - left, right - last.right) > _BEYOND * first.size
    apart = any(chars[b].left - chars[a].right > _GAP * first.size for a, b in pairwise(crossed))
    return [] if beyond or apart else crossed
