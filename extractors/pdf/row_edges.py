"""At which heights the rows of a table begin that nothing drawn parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extractors.pdf.row_fit import PADDING, ROUGH, Band
from extractors.pdf.text_lines import TextLine

_TRIED: Final = 12  # places of the first row's edge


def row_edges(columns: Sequence[Sequence[TextLine]], bands: Sequence[Band]) -> list[float]:
    """Tell where rows begin and end: between the surest texts, where fewest lines are cut."""
    lines = [line for column in columns for line in column]
    inner = []
    for one, other in pairwise(bands):
        near = [x for x in lines if x.bottom > one.middle and x.top < other.middle]
        half = (one.middle + other.middle) / 2
        tried = [half, *(x.bottom for x in near if x.bottom < other.middle)]
        inner.append(min(tried, key=lambda y: (_cuts(near, y), abs(y - half))))
    first = min([bands[0].top, *(line.top for line in lines)])
    last = max([bands[-1].bottom, *(line.bottom for line in lines)])
    return [first, *inner, last]


def centred_edges(columns: Sequence[Sequence[TextLine]], bands: Sequence[Band]) -> list[float]:
    """Tell where rows begin and end if the surest text of each is in its middle.

    Then an edge is as far above a text's middle as the next one is below it, so that all follow
    from the first; that one is where no text is cut, nearest to the middle of what is possible.
    Empty if there is no such place.
    """
    sign, turned, low, high = 1.0, 0.0, float("-inf"), float("inf")  # edge = sign × first + turned
    signs = [(sign, turned)]
    for one, other in pairwise([*bands, Band(float("inf"), float("inf"))]):
        sign, turned = -sign, 2 * one.middle - turned
        signs.append((sign, turned))
        ends = sorted(((one.bottom - turned) * sign, (other.top - turned) * sign))
        low, high = max(low, ends[0] - ROUGH), min(high, ends[1] + ROUGH)
    lines = [line for column in columns for line in column]
    first = min(line.top for line in lines)
    low, high = max(low, first - PADDING), min(high, bands[0].top + ROUGH)
    if low > high:
        return []
    tried = [low + (high - low) * n / _TRIED for n in range(_TRIED + 1)]
    edged = [[s * y + t for s, t in signs] for y in tried]
    half = _TRIED / 2
    _, best = min(
        enumerate(edged), key=lambda e: (sum(_cuts(lines, y) for y in e[1]), abs(e[0] - half))
    )
    return best


def _cuts(lines: Sequence[TextLine], y: float) -> int:
    return sum(line.top + 1 < y < line.bottom - 1 for line in lines)
