"""The cells of a table without rulings, once its columns are known.

Rows are told by the bars that are drawn between them, if there are any; else by the column that
has one short text a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from extractors.annexes.headers import field_of
from extractors.pdf.borderless_columns import column_edges, in_columns
from extractors.pdf.borderless_header import KEYS, Column, Layout
from extractors.pdf.column_texts import TICK, stack_of, texts_of
from extractors.pdf.lattice import Box
from extractors.pdf.row_bars import Bars, Walls, bars_between, between, row_edges_of, walls_of
from extractors.pdf.row_edges import centred_edges, row_edges
from extractors.pdf.row_fit import (
    Band,
    Stack,
    Way,
    fit,
    room_of,
)
from extractors.pdf.row_walls import fit_between
from extractors.pdf.tables import PageCell, PageTable
from extractors.pdf.text_lines import TextLine

_SINGLE: Final = frozenset({"level", "seq"})
_DOUBTFUL: Final = 0.75  # points a cell by which the texts may be off the rows
_UNFIT: Final = 0.95  # and a row of a column
_SENSELESS: Final = 3.0  # when they are farther off, it is no such table
_SENSELESS_HEADED: Final = 12.0  # and below a header
_BETTER: Final = 1.0  # points by which it must fit better to take a rest of a row for one
_CROSSED: Final = 50.0  # what it costs that a text crosses a bar
_LEAST_EDGES: Final = 3  # of rows, when bars part any


class _Rows(NamedTuple):
    """The rows of a table: how many, each column's cells, and whether they are doubtful."""

    number: int
    ways: list[Way]
    doubtful: bool


class _Body(NamedTuple):
    """What stands below the header: the lines of each column."""

    columns: Sequence[Column]
    lines: list[list[TextLine]]
    layout: Layout
    bars: Bars
    top: float

    @property
    def bottom(self) -> float:
        return max((line.bottom for own in self.lines for line in own), default=self.top)


def table_of(
    lines: Sequence[TextLine], columns: Sequence[Column], layout: Layout, bars: Bars, *, page: int
) -> PageTable | None:
    """Part the lines of a table into cells.

    Args:
        lines: Of the page, the header first if the table has one here.
        columns: Between which x each column's texts stand.
        layout: What the columns are called, and whether the table goes on from or to a page.
        bars: What is drawn on the page.
        page: Number of the page.

    Returns:
        The table; None where the texts do not stand in rows.
    """
    held = in_columns(lines, columns, page)
    head = _head_lines(held, columns) if layout.headed else [0] * len(columns)
    below = [own[count:] for own, count in zip(held, head, strict=True)]
    titles = [line for own, count in zip(held, head, strict=True) for line in own[:count]]
    top = max((t.bottom for t in titles), default=min(line.top for line in lines)) - 1
    rows = _rows(_Body(columns, below, layout, bars, top))
    if rows is None:
        return None
    edges = layout.edges
    headed = layout.headed
    cells = []
    for n, way in enumerate(rows.ways):
        limit = columns[n].right
        if headed:
            cells.append(PageCell(edges[n], edges[n + 1], 0, 1, held[n][: head[n]], limit))
        cells += [
            PageCell(edges[n], edges[n + 1], first + headed, end + headed, taken, limit)
            for first, end, taken in way.runs
        ]
    return PageTable(
        page=page,
        box=Box(
            edges[0],
            min(line.top for line in lines),
            edges[-1],
            max(line.bottom for line in lines),
        ),
        xs=list(edges),
        rows=rows.number + headed,
        cells=sorted(cells, key=lambda cell: (cell.row, cell.left)),
        ruled=False,
        doubtful=rows.doubtful,
        key=_key_place(columns, layout),
        margin=0.0,
    )


def _rows(body: _Body) -> _Rows | None:
    spans = list(pairwise(column_edges(body.columns)))
    body = body._replace(bars=bars_between(body.bars, spans))
    edges = row_edges_of(body.bars, spans, body.top, body.bottom + 1)
    room = room_of(body.lines)
    key, groups = _key(body, room)
    if not groups:
        return _rest_alone(body)
    kind = body.layout.kind
    stacks = [
        stack_of(own, column, room, kind, first=column is body.columns[0])._replace(
            continues=body.layout.goes_on
        )
        for own, column in zip(body.lines, body.columns, strict=True)
    ]
    walls = [walls_of(body.bars, edges, column.left, column.right) for column in body.columns]
    by_bars = _by_bars(body, stacks, edges, groups)
    if by_bars is not None:
        return by_bars
    walled = [_walled(stack, edges, own) for stack, own in zip(stacks, walls, strict=True)]
    return _by_texts(body, walled, key, groups)


def _rest_alone(body: _Body) -> _Rows | None:
    """Take what has no text in the surest column for the rest of a row of the page before."""
    if not (body.layout.goes_on and any(body.lines)):
        return None
    return _Rows(1, [Way(0.0, [(0, 1, own)], 0.0) for own in body.lines], doubtful=False)


def _by_bars(
    body: _Body,
    stacks: Sequence[Stack],
    edges: Sequence[float],
    groups: Sequence[Sequence[TextLine]],
) -> _Rows | None:
    """Part the columns where bars are drawn; None where these do not part all rows."""
    every = between([line for own in body.lines for line in own], edges)
    full = [n for n, row in enumerate(every) if row]
    edges = edges[full[0] : full[-1] + 2]
    if len(edges) < _LEAST_EDGES:
        return None
    walls = [walls_of(body.bars, edges, column.left, column.right) for column in body.columns]
    firsts = [group[0] for group in groups]
    several = any(len(row) > 1 for row in between(firsts, edges))
    if several and not any(wall.inside - {0, len(edges) - 1} for wall in walls):
        return None  # lines that part groups of rows, or the last row alone
    walled = [
        stack._replace(ends=wall.ends, inside=wall.inside)
        for stack, wall in zip(stacks, walls, strict=True)
    ]
    ways = fit_between(walled, edges)
    doubtful = any(way.margin < stack.margin for way, stack in zip(ways, walled, strict=True))
    return _Rows(len(edges) - 1, ways, doubtful)


def _by_texts(
    body: _Body, stacks: Sequence[Stack], key: int, groups: list[list[TextLine]]
) -> _Rows | None:
    """Part the columns by where their texts stand beside those of the surest one."""
    layout = body.layout
    rows = groups
    bands = [Band(row[0].top, row[-1].bottom) for row in rows]
    cost, fitted = _fitted(stacks, bands, goes_on=layout.cut)
    if layout.goes_on and (rest := _rest(body.lines, bands)) is not None:
        bands = [rest, *bands]
        other, refitted = _fitted(stacks, bands, rest=True, goes_on=layout.cut)
        if other < cost - _BETTER:
            cost, rows, fitted = other, [[], *rows], refitted
    misfit = (cost - fitted[key].cost) / (len(rows) * len(stacks))
    if misfit > (_SENSELESS_HEADED if layout.headed else _SENSELESS):
        return None
    ticked = any(line.text == TICK for line in stacks[key].lines)  # no level without its column
    unsure = ticked or any(
        way.margin < stacks[n].margin or way.cost - _joins(stacks[n], way) > _UNFIT * len(rows)
        for n, way in enumerate(fitted)
        if n != key
    )
    keyed = Way(0.0, [(n, n + 1, row) for n, row in enumerate(rows)], 0.0)
    ways = [keyed if n == key else way for n, way in enumerate(fitted)]
    return _Rows(len(rows), ways, misfit > _DOUBTFUL or unsure)


def _walled(stack: Stack, edges: Sequence[float], walls: Walls) -> Stack:
    """Let no text of a column go on across a bar."""
    joins, goes_on = list(stack.joins), list(stack.goes_on)
    for n, (one, other) in enumerate(pairwise(stack.lines)):
        if any(one.middle < edges[end] < other.middle for end in walls.ends):
            joins[n] += _CROSSED
            goes_on[n] = False
    return stack._replace(joins=joins, goes_on=goes_on)


def _fitted(
    stacks: Sequence[Stack], bands: Sequence[Band], *, rest: bool = False, goes_on: bool
) -> tuple[float, list[Way]]:
    """Part the columns into cells, with the edges of the rows that fit best."""
    lines = [stack.lines for stack in stacks]
    tried = [row_edges(lines, bands), _centred_edges(lines, bands, rest=rest)]
    ways = [fit(stacks, bands, edges, rest=rest, goes_on=goes_on) for edges in tried if edges]
    return min(ways, key=lambda way: way[0])


def _centred_edges(
    lines: Sequence[Sequence[TextLine]], bands: Sequence[Band], *, rest: bool
) -> list[float]:
    """Tell where rows with texts in their middle begin; the rest of a row is above the others."""
    if not rest:
        return centred_edges(lines, bands)
    edges = centred_edges(lines, bands[1:])
    return [min(bands[0].top, edges[0]), *edges] if edges else []


def _joins(stack: Stack, way: Way) -> float:
    """Tell how much of a column's misfit is that its cells have several texts."""
    ends = set(accumulate(len(taken) for _, _, taken in way.runs))
    return sum(cost for n, cost in enumerate(stack.joins, 1) if n not in ends)


def _rest(body: Sequence[list[TextLine]], bands: Sequence[Band]) -> Band | None:
    """Tell where the rest of a row stands that the page break before has cut, if it may be one."""
    above = [line for own in body for line in own[:1] if line.top < bands[0].top - 1]
    if not above:
        return None
    return Band(min(line.top for line in above), min(line.bottom for line in above))


def _head_lines(held: Sequence[Sequence[TextLine]], columns: Sequence[Column]) -> list[int]:
    """Tell how many lines of each column are its title."""
    counts = []
    for own, column in zip(held, columns, strict=True):
        text, count = "", 0
        while count < len(own) and len(text) < len(column.title):
            text += own[count].text
            count += 1
        counts.append(count)
    return counts


def _key_place(columns: Sequence[Column], layout: Layout) -> float | None:
    """Tell where the column stands that has a level or a number in each row, if there is one."""
    fields = [field_of(column.title, layout.kind) for column in columns]
    known = [column.right for column, own in zip(columns, fields, strict=True) if own in _SINGLE]
    return known[0] if known else None


def _key(body: _Body, room: float) -> tuple[int, list[list[TextLine]]]:
    """Give the number of the surest column, and its texts: one a row."""
    kind = body.layout.kind
    fields = [field_of(column.title, kind) for column in body.columns]
    for key in KEYS[kind]:
        if key in fields:
            n = fields.index(key)
            single = key in _SINGLE or (kind, key) == ("roster", "name")
            groups = texts_of(body.lines[n], body.columns[n], room, single=single)
            if groups:
                return n, groups
    return 0, []
