"""Rows whose cells do not add up to the table's grid, aligned by where their edges are drawn.

Counting cells would shift values under the wrong header; the widths tell where a cell stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate, pairwise

from extractors.docx.names import TC, TC_PR, TC_W, TR, TR_PR, Element, w
from extractors.docx.rawtable import RawRow

#: Edges nearer than this are one edge: 3 points, less than any column that holds text.
NEAR = 60.0
#: A row whose width differs from the table's by less than this share is drawn as wide as it.
_SAME_WIDTH = 0.03
_FIFTIETHS = 5000.0
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi|%)?")
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}


def column_edges(table: Element) -> list[float]:
    """Give the edges of a table's grid in twips; none where a width is missing or nonsense."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return []
    widths = [_twips(column.get(w("w"), "")) for column in grid.iterchildren(w("gridCol"))]
    if not widths or any(width is None or width <= 0 for width in widths):
        return []
    return [0.0, *accumulate(width for width in widths if width is not None)]


def align(rows: list[RawRow], edges: list[float]) -> tuple[list[float], tuple[int, ...]]:
    """Align rows by their cells' edges; their cells' columns and spans are set anew.

    Args:
        rows: The rows of a table, their cells counted along the grid.
        edges: Edges of the table's grid in twips; none if the file tells none.

    Returns:
        The edges of the columns in twips, and the numbers of the rows that may stand wrong.
    """
    fitting = [len(edges) > 1 and row.end == len(edges) - 1 for row in rows]
    drawn = _drawn(rows, fitting, edges)
    if not all(at is None or _is_sure(at, edges) for at in drawn):
        edges = _edges_of_a_full_row(rows, fitting) or edges
        drawn = _drawn(rows, fitting, edges)
    sure = [at is not None and _is_sure(at, edges) for at in drawn]
    cut = _cut(edges, [at for at, is_sure in zip(drawn, sure, strict=True) if at and is_sure])
    doubtful = []
    for number, row in enumerate(rows, start=1):
        at = drawn[number - 1]
        if at is None:
            _move(row, edges, cut)
        else:
            _place(row, at, cut)
        if row.cells and not fitting[number - 1] and not sure[number - 1]:
            doubtful.append(number)
    return cut, tuple(doubtful)


def _drawn(rows: list[RawRow], fitting: list[bool], edges: list[float]) -> list[list[float] | None]:
    """Give the drawn edges of the rows that do not fit by counting, where they are told."""
    total = edges[-1] if edges else 0.0
    return [
        None if fits else _drawn_edges(row, total) for row, fits in zip(rows, fitting, strict=True)
    ]


def _edges_of_a_full_row(rows: list[RawRow], fitting: list[bool]) -> list[float] | None:
    """Give the edges that a row without any span draws: truer than a stale grid."""
    for row, fits in zip(rows, fitting, strict=True):
        if fits and not row.before and not row.after and all(c.span == 1 for c in row.cells):
            edges = _drawn_edges(row, 0.0)
            if edges is not None:
                return edges
    return None


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


def _place(row: RawRow, positions: list[float], cut: list[float]) -> None:
    """Set columns by the drawn edges of the cells."""
    start = _nearest(cut, positions[0]) if cut else row.before
    row.after = 0
    for cell, right in zip(row.cells, positions[1:], strict=True):
        end = max(start + 1, _nearest(cut, right)) if cut else start + 1
        cell.column, cell.span = start + 1, end - start
        start = end


def _move(row: RawRow, edges: list[float], cut: list[float]) -> None:
    """Express counted columns in the columns of the grid as it was cut anew."""

    def moved(column: int) -> int:
        if column < len(edges):
            return _nearest(cut, edges[column])
        return column + max(len(cut) - len(edges), 0)

    for cell in row.cells:
        start = moved(cell.column - 1)
        end = moved(cell.column - 1 + cell.span)
        cell.column, cell.span = start + 1, max(1, end - start)
    row.after = 0


def _drawn_edges(row: RawRow, total: float) -> list[float] | None:
    """Give the edges of a row's cells in twips, or None where a width is not told."""
    widths = [_width(cell.find(f"{TC_PR}/{TC_W}"), total) for cell in _cells(row.element)]
    if len(widths) != len(row.cells) or any(width is None or width <= 0 for width in widths):
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


def _cells(row: Element) -> list[Element]:
    """Give a row's own cells, also those in wrappers, without those of nested tables."""
    return [cell for cell in row.iter(TC) if next(cell.iterancestors(TR), None) is row]


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
