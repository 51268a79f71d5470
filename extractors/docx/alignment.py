"""Rows whose cells do not add up to the table's grid, aligned by where their edges are drawn.

Counting cells would shift values under the wrong header; the widths tell where a cell stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extractors.docx.names import TC_PR, TC_W, TR_PR, Element, w
from extractors.docx.rawtable import RawCell, RawRow

#: Edges nearer than this are one edge: 3 points, less than any column that holds text.
NEAR = 60.0
#: A row whose width differs from the table's by less than this share is drawn as wide as it.
_SAME_WIDTH = 0.03
_FIFTIETHS = 5000.0
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi|%)?")
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}

Spot = tuple[RawCell, int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the cells of each row start (from 0) and how many columns they cover.

    Attributes:
        spots: For each row its cells with start and span.
        edges: Positions of the columns' edges in twips.
        doubtful: Indexes of the rows that may stand wrong.
    """

    spots: list[list[Spot]]
    edges: list[float]
    doubtful: list[int]


def column_edges(table: Element) -> list[float]:
    """Give the edges of a table's grid in twips; none where a width is missing or nonsense."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return []
    widths = [_twips(column.get(w("w"), "")) for column in grid.iterchildren(w("gridCol"))]
    if not widths or any(width is None or width <= 0 for width in widths):
        return []
    return [0.0, *accumulate(width for width in widths if width is not None)]


def align(rows: list[RawRow], counted: list[list[Spot]], edges: list[float]) -> Alignment:
    """Align rows by their cells' edges.

    Args:
        rows: The rows of a table.
        counted: Their cells with start and span as counted.
        edges: Edges of the table's grid in twips; none if the file tells none.
    """
    fitting = [
        len(edges) > 1 and _end(row, spots) == len(edges) - 1
        for row, spots in zip(rows, counted, strict=True)
    ]
    drawn = _drawn(rows, fitting, edges)
    if not all(positions is None or _is_sure(positions, edges) for positions in drawn):
        edges = _edges_of_a_full_row(rows, counted, fitting) or edges
        drawn = _drawn(rows, fitting, edges)
    sure = [positions is not None and _is_sure(positions, edges) for positions in drawn]
    cut = _cut(edges, [at for at, is_sure in zip(drawn, sure, strict=True) if at and is_sure])
    spots = [
        _recounted(line, edges, cut) if at is None else _placed(row, at, cut)
        for row, line, at in zip(rows, counted, drawn, strict=True)
    ]
    doubtful = [
        index
        for index, row in enumerate(rows)
        if row.cells and not fitting[index] and not sure[index]
    ]
    return Alignment(spots, cut, doubtful)


def _drawn(rows: list[RawRow], fitting: list[bool], edges: list[float]) -> list[list[float] | None]:
    """Give the drawn edges of the rows that do not fit by counting, where they are told."""
    total = edges[-1] if edges else 0.0
    return [
        None if fits else _drawn_edges(row, total) for row, fits in zip(rows, fitting, strict=True)
    ]


def _edges_of_a_full_row(
    rows: list[RawRow], counted: list[list[Spot]], fitting: list[bool]
) -> list[float] | None:
    """Give the edges that a row without any span draws: truer than a stale grid."""
    for row, spots, fits in zip(rows, counted, fitting, strict=True):
        if fits and not row.before and not row.after and all(span == 1 for *_, span in spots):
            edges = _drawn_edges(row, 0.0)
            if edges is not None:
                return edges
    return None


def _end(row: RawRow, spots: list[Spot]) -> int:
    return (spots[-1][1] + spots[-1][2] if spots else row.before) + row.after


def _cut(edges: list[float], drawn: list[list[float]]) -> list[float]:
    """Add to the grid's edges those that are drawn where it has none."""
    cut = list(edges)
    for positions in drawn:
        for position in positions:
            if not cut or abs(cut[_nearest(cut, position)] - position) > NEAR:
                cut.insert(bisect_left(cut, position), position)
    return cut


def _nearest(edges: list[float], position: float) -> int:
    right = bisect_left(edges, position)
    if right == len(edges):
        return right - 1
    if right and position - edges[right - 1] <= edges[right] - position:
        return right - 1
    return right


def _is_sure(positions: list[float], edges: list[float]) -> bool:
    """Tell whether a row is as wide as the grid, or all its edges are edges of the grid."""
    if not edges or abs(positions[-1] - edges[-1]) <= NEAR:
        return True
    return all(abs(edges[_nearest(edges, at)] - at) <= NEAR for at in positions)


def _placed(row: RawRow, positions: list[float], cut: list[float]) -> list[Spot]:
    spots = []
    start = _nearest(cut, positions[0]) if cut else row.before
    for cell, right in zip(row.cells, positions[1:], strict=True):
        end = max(start + 1, _nearest(cut, right))
        spots.append((cell, start, end - start))
        start = end
    return spots


def _recounted(counted: list[Spot], edges: list[float], cut: list[float]) -> list[Spot]:
    """Express counted columns in the columns of the grid as it was cut anew."""

    def moved(column: int) -> int:
        if column < len(edges):
            return _nearest(cut, edges[column])
        return column + max(len(cut) - len(edges), 0)

    return [
        (cell, moved(start), max(1, moved(start + span) - moved(start)))
        for cell, start, span in counted
    ]


def _drawn_edges(row: RawRow, total: float) -> list[float] | None:
    """Give the edges of a row's cells in twips, or None where a width is not told."""
    widths = [_cell_width(cell.element, total) for cell in row.cells]
    if not widths or any(width is None or width <= 0 for width in widths):
        return None
    before = _width(row.element.find(f"{TR_PR}/{w('wBefore')}"), total) or 0.0
    after = _width(row.element.find(f"{TR_PR}/{w('wAfter')}"), total) or 0.0
    positions = [*accumulate((width for width in widths if width), initial=before)]
    whole = positions[-1] + after
    if total and abs(whole - total) <= total * _SAME_WIDTH:
        positions = [position * total / whole for position in positions]
    if any(right - left < 1 for left, right in pairwise(positions)):
        return None
    return positions


def _cell_width(cell: Element, total: float) -> float | None:
    return _width(cell.find(f"{TC_PR}/{TC_W}"), total)


def _width(element: Element | None, total: float) -> float | None:
    if element is None or element.get(w("type"), "dxa") not in {"dxa", "pct"}:
        return None
    value = _twips(element.get(w("w"), ""))
    if value is not None and element.get(w("type")) == "pct":
        share = value / _FIFTIETHS
        return share * (total or _FIFTIETHS)
    return value


def _twips(text: str) -> float | None:
    """Read a measure; a percentage comes as fiftieths of a percent."""
    found = _MEASURE.fullmatch(text.strip())
    if found is None:
        return None
    unit = found[2] or ""
    return float(found[1]) * (50.0 if unit == "%" else _TWIPS[unit])
