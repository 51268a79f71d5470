"""Which lines of a column stand in which rows, where bars tell at which heights rows begin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.pdf.row_fit import FAR, ROUGH, Band, Stack, Way, best_way
from extractors.pdf.text_lines import TextLine

_NEVER: Final = 1000.0


def fit_between(columns: Sequence[Stack], edges: Sequence[float]) -> list[Way]:
    """Part the lines of each column into cells, where it is known at which heights rows begin.

    Args:
        columns: Of one table, with the edges that surely part their cells or do not.
        edges: Where rows begin, and where the last one ends.
    """

    def held(run: Sequence[TextLine], first: int, end: int) -> bool:
        return edges[first] - ROUGH <= run[0].middle and run[-1].middle <= edges[end] + ROUGH

    def anywhere(_: Stack, run: Sequence[TextLine], first: int, end: int) -> float:
        return 0.0 if held(run, first, end) else _NEVER

    def off_middle(_: Stack, run: Sequence[TextLine], first: int, end: int) -> float:
        middle = (run[0].top + run[-1].bottom) / 2
        off = abs(middle - (edges[first] + edges[end]) / 2)
        return off if held(run, first, end) else _NEVER

    def off_top(_: Stack, run: Sequence[TextLine], first: int, end: int) -> float:
        off = abs(run[0].top - edges[first] - padding)
        return off if held(run, first, end) else _NEVER

    padding = _padding([line for column in columns for line in column.lines], edges)
    bands = [Band(*rows) for rows in pairwise(edges)]
    known = [column.ends | column.inside >= set(range(1, len(bands))) for column in columns]
    ways = [best_way(column, bands, anywhere) for column in columns]
    tried = [
        [
            way._replace(
                cost=sum(
                    min(misfit(column, run, first, end), FAR) for first, end, run in way.runs if run
                )
            )
            if sure
            else best_way(column, bands, misfit)
            for column, way, sure in zip(columns, ways, known, strict=True)
        ]
        for misfit in (off_middle, off_top)
    ]
    best, other = sorted(tried, key=lambda found: sum(way.cost for way in found))
    return [
        free if sure else one if one.cost <= two.cost + FAR else two
        for free, one, two, sure in zip(ways, best, other, known, strict=True)
    ]


def _padding(lines: Sequence[TextLine], edges: Sequence[float]) -> float:
    """Tell how far below the edges of rows their texts begin, but for the first that may be cut."""
    tops = [
        min((line.top for line in lines if top < line.middle < bottom), default=top) - top
        for top, bottom in pairwise(edges[1:])
    ]
    return median(tops) if tops else 0.0
