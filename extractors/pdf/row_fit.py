"""Which lines of a column stand in which rows, where no rulings part the rows.

Programs set the text of a cell in the middle of its row, or at its top. Both are tried for each
column; the better one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.pdf.text_lines import TextLine

FAR: Final = 12.0  # points by which a text may be off the middle of its rows
BLANK: Final = 7.0  # what a row without text costs, in points
_CONTINUES: Final = 1.0  # what a row costs whose text stands on the page before
_CONTINUED: Final = 0.5  # and each further row of it
_LINES: Final = 60  # most lines of a cell
_CUT: Final = 4.0  # what it costs to part a text where it goes on in the next line
ROUGH: Final = 2.0  # points by which digits stand lower or higher than Chinese characters
_LEVEL: Final = 1.0  # points by which texts are off that are level
_LEVEL_CUT: Final = 0.4  # what it costs to part texts that are level with rows
_TAIL: Final = 1  # characters of what is likely the end of a broken text
_TOP: Final = 1.0  # what it costs that a text begins at the top of its rows, cut by a page break
_BELOW: Final = 5.0  # what it costs at most that a value begins below the top of its label
PADDING: Final = 5.0  # points between the edge of a row and its text
_ROOM: Final = 0.7  # of the size, between lines of one cell
_WIDER: Final = 0.7  # of the size, by which paragraphs of one cell may stand farther apart
_ROOMY: Final = 1.5  # what each such room costs
_UNEVEN: Final = 0.3  # of the size, by which the room between lines of one cell differs
_WIDEST: Final = 1.8  # of the size: no line spacing is wider
_OVERLAP: Final = 0.3
_CLOSEST: Final = 0.05  # of all the gaps are as small as those of lines in one cell
_REACH: Final = FAR + 2 * ROUGH
_MERGED: Final = 0.5  # what each further row of a merged cell costs


class Band(NamedTuple):
    """Where the text of a row's surest cell stands."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


Run = tuple[int, int, list[TextLine]]
"""First row, the one below the last, and the lines of a cell."""

_State = tuple[int, int]  # how many lines and rows are parted
_Reached = tuple[float, _State, int]  # at what cost, from where, by which of the ways there


class Way(NamedTuple):
    """How a column is parted into cells.

    Attributes:
        cost: How badly it fits, in points.
        runs: Its cells.
        margin: By how much the next best way fits worse.
    """

    cost: float
    runs: list[Run]
    margin: float


class Stack(NamedTuple):
    """The lines of a column from top to bottom, and after which of them a text goes on.

    Where each cell is of a single row, its lines may stand apart, as 同意 and the name below it;
    else there is at most so much room between them, as a share of their size.

    Attributes:
        cuts: What it costs besides that a cell ends with each line.
        joins: What it costs that a cell does not end with each line.
        blank: What a row without text costs.
        continues: The page before may have begun the text of the first rows.
        margin: By how much the next best way must fit worse, so that there is no doubt.
        ends: Edges of rows at which a cell surely ends.
        inside: Edges of rows that surely part no cells.
    """

    lines: Sequence[TextLine]
    goes_on: Sequence[bool]
    single: bool = False
    room: float = _ROOM
    cuts: Sequence[float] = ()
    joins: Sequence[float] = ()
    blank: float = BLANK
    continues: bool = False
    margin: float = 0.0
    ends: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()


Misfit = Callable[[Stack, Sequence[TextLine], int, int], float]
"""How many points off its rows the text of a cell stands: from the first row to the one below."""

Reach = Callable[[Stack, Sequence[TextLine], int, Sequence[int]], Sequence[int]]
"""Leaves out such rows below a cell with which its text is surely too far off, for speed."""


def fit(
    columns: Sequence[Stack],
    bands: Sequence[Band],
    edges: Sequence[float],
    *,
    rest: bool = False,
    goes_on: bool = False,
) -> tuple[float, list[Way]]:
    """Part the lines of each column into cells, each of one row or several ones.

    Args:
        columns: Of one table.
        bands: Its rows.
        edges: Where rows begin, and where the last one ends.
        rest: The first row is the rest of one that a page break has cut.
        goes_on: The next page may go on with the last row; then its text is not in the middle.

    Returns:
        How badly it fits, in points over all columns; the way of each column.
    """

    def off_middle(_: Stack, run: Sequence[TextLine], first: int, end: int) -> float:
        middle = (run[0].top + run[-1].bottom) / 2
        cut_above = rest and not first
        if end - first == 1 and not cut_above:
            off = max(0.0, abs(middle - bands[first].middle) - ROUGH)
        else:
            off = max(0.0, abs(middle - (edges[first] + edges[end]) / 2) - ROUGH * cut_above)
        if not goes_on or end < len(bands):
            return off
        down = min(abs(run[0].top - edges[first]) - PADDING, abs(run[0].top - bands[first].top))
        return min(off, _TOP + max(0.0, down))

    def off_top(column: Stack, run: Sequence[TextLine], first: int, end: int) -> float:
        below = bands[end].top if end < len(bands) else float("inf")
        down = run[0].top - bands[first].top
        off = min(down, _BELOW) if column.single and down > 0 else abs(down)
        return off + (100.0 if run[-1].top > below - 1 else 0.0)

    def near_middle(
        _: Stack, run: Sequence[TextLine], first: int, ends: Sequence[int]
    ) -> list[int]:
        centred = run[0].top + run[-1].bottom - edges[first]
        low, high = centred - 2 * _REACH, centred + 2 * _REACH
        always = first + 1, len(bands)
        return [end for end in ends if low <= edges[end] <= high or end in always]

    def near_top(
        column: Stack, run: Sequence[TextLine], first: int, ends: Sequence[int]
    ) -> Sequence[int]:
        down = run[0].top - bands[first].top
        return () if down < -FAR or (down > FAR and not column.single) else ends

    ways = [
        [best_way(column, bands, misfit, reach, rest=rest) for column in columns]
        for misfit, reach in ((off_middle, near_middle), (off_top, near_top))
    ]
    costs = [sum(way.cost for way in found) for found in ways]
    return min(costs), ways[costs.index(min(costs))]


def best_way(
    column: Stack,
    bands: Sequence[Band],
    misfit: Misfit,
    reach: Reach | None = None,
    *,
    rest: bool = False,
) -> Way:
    """Find the cheapest way to part lines into runs and rows into intervals, in order."""
    lines, rows = column.lines, len(bands)
    reached: dict[_State, list[_Reached]] = {(0, 0): [(0.0, (0, 0), 0)]}
    for row in range(rows):
        ends = list(_ends(column, row, rows))
        for line in range(len(lines) + 1):
            state = line, row
            if state not in reached:
                continue
            for after, cost in _moves(column, state, ends, misfit, reach, rest=rest):
                ways = reached.setdefault(after, [])
                ways += [(way[0] + cost, state, n) for n, way in enumerate(reached[state])]
                ways.sort()
                del ways[2:]
    ways = reached.get((len(lines), rows), [])
    if not ways:
        return Way(FAR * len(lines), list(_nearest(lines, bands)), 0.0)
    margin = ways[1][0] - ways[0][0] if len(ways) > 1 else float("inf")
    return Way(ways[0][0], _runs(lines, reached, rows), margin)


def _runs(
    lines: Sequence[TextLine], reached: Mapping[_State, Sequence[_Reached]], rows: int
) -> list[Run]:
    """Follow the cheapest way back from its end."""
    runs: list[Run] = []
    state = len(lines), rows
    while state[1]:
        before = reached[state][0][1]
        runs.append((before[1], state[1], list(lines[before[0] : state[0]])))
        state = before
    return runs[::-1]


def _ends(column: Stack, row: int, rows: int) -> Iterator[int]:
    """Give the rows above whose edges a cell may end that begins with a row."""
    for end in range(row + 1, row + 2 if column.single else rows + 1):
        if end == rows or end not in column.inside:
            yield end
        if end in column.ends:
            return


def _moves(
    column: Stack,
    state: _State,
    ends: Sequence[int],
    misfit: Misfit,
    reach: Reach | None,
    *,
    rest: bool,
) -> Iterator[tuple[_State, float]]:
    """Give what the next cell can be, and what it costs."""
    lines, (line, row) = column.lines, state
    blank = column.blank
    if column.continues and not line:
        blank = min(blank, _CONTINUED if row else _CONTINUES)
    yield (line, ends[0]), 0.0 if rest and not row else blank
    joined = 0.0
    for stop in range(line + 1, min(line + _LINES, len(lines)) + 1):
        if not column.single and stop - line > 1:
            above, below = lines[stop - 2 : stop]
            if apart(above, below, column.room + _WIDER):
                break
            joined += _ROOMY * apart(above, below, column.room)
            joined += column.joins[stop - 2] if column.joins else 0.0
        run, following = lines[line:stop], lines[stop : stop + 1]
        for end in reach(column, run, row, ends) if reach else ends:
            off = misfit(column, run, row, end)
            if off > FAR:
                continue
            level = off < _LEVEL and end < ends[-1] and column.goes_on[stop - 1] and bool(following)
            level = level and misfit(column, following, end, end + 1) < _LEVEL
            cut = _cut(column, stop, level=level)
            yield (stop, end), off + cut + joined + _MERGED * (end - row - 1)


def _cut(column: Stack, stop: int, *, level: bool) -> float:
    """Tell what it costs to end a cell; little if its text and the next are level with rows."""
    if not column.goes_on[stop - 1]:
        return column.cuts[stop - 1] if column.cuts else 0.0
    return _LEVEL_CUT if level and len(column.lines[stop].text) > _TAIL else _CUT


def apart(above: TextLine, below: TextLine, room: float = _ROOM) -> bool:
    """Tell whether so much room is between two lines that they are in different cells."""
    return below.top - above.bottom > room * below.size


def room_of(columns: Sequence[Sequence[TextLine]]) -> float:
    """Tell how much room may be between two lines of one cell, as a share of their size.

    Lines of a cell are as far apart as the line spacing says, and no lines stand closer.
    """
    gaps = sorted(
        gap
        for column in columns
        for one, other in pairwise(column)
        if (gap := (other.top - one.bottom) / other.size) > -_OVERLAP
    )
    closest = gaps[int(len(gaps) * _CLOSEST)] if gaps else 0.0
    return max(_ROOM, closest + _UNEVEN) if closest < _WIDEST else _ROOM


def _nearest(lines: Sequence[TextLine], bands: Sequence[Band]) -> Iterator[Run]:
    """Put each line into the row that it is nearest to."""
    held: list[list[TextLine]] = [[] for _ in bands]
    for line in lines:
        middle = (line.top + line.bottom) / 2
        nearest = min(range(len(bands)), key=lambda n: abs(bands[n].middle - middle))
        held[nearest].append(line)
    for n, own in enumerate(held):
        yield n, n + 1, own
