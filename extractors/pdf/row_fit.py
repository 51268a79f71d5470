"""Which lines of a column stand in which rows, where no rulings part the rows.

Programs set the text of a cell in the middle of its row, or at its top. Both are tried for each
column; the better one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from extractors.pdf.text_lines import TextLine

_FAR: Final = 12.0  # points by which a text may be off the middle of its rows
BLANK: Final = 7.0  # what a row without text costs, in points
_CONTINUES: Final = 1.0  # what a row costs whose text stands on the page before
_LINES: Final = 60  # most lines of a cell
_TRIED: Final = 12  # places of the first row's edge
_CUT: Final = 4.0  # what it costs to part a text where it goes on in the next line
_ROUGH: Final = 2.0  # points by which digits stand lower or higher than Chinese characters
_LEVEL: Final = 1.0  # points by which texts are off that are level
_LEVEL_CUT: Final = 0.4  # what it costs to part texts that are level with rows
_TAIL: Final = 1  # characters of what is likely the end of a broken text
_TOP: Final = 1.0  # what it costs that a text begins at the top of its rows, cut by a page break
_BELOW: Final = 5.0  # what it costs at most that a value begins below the top of its label
_PADDING: Final = 5.0  # points between the edge of a row and its text
_ROOM: Final = 0.7  # of the size, between lines of one cell
_WIDER: Final = 0.7  # of the size, by which paragraphs of one cell may stand farther apart
_ROOMY: Final = 1.5  # what each such room costs
_UNEVEN: Final = 0.3  # of the size, by which the room between lines of one cell differs
_WIDEST: Final = 1.8  # of the size: no line spacing is wider
_OVERLAP: Final = 0.3
_CLOSEST: Final = 0.05  # of all the gaps are as small as those of lines in one cell
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


_Misfit = Callable[[Stack, Sequence[TextLine], int, int], float]


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
        if end - first == 1:
            off = max(0.0, abs(middle - bands[first].middle) - _ROUGH)
        else:
            off = abs(middle - (edges[first] + edges[end]) / 2)
        if not goes_on or end < len(bands):
            return off
        down = min(abs(run[0].top - edges[first]) - _PADDING, abs(run[0].top - bands[first].top))
        return min(off, _TOP + max(0.0, down))

    def off_top(column: Stack, run: Sequence[TextLine], first: int, end: int) -> float:
        below = bands[end].top if end < len(bands) else float("inf")
        down = run[0].top - bands[first].top
        off = min(down, _BELOW) if column.single and down > 0 else abs(down)
        return off + (100.0 if run[-1].top > below - 1 else 0.0)

    ways = [
        [_best(column, bands, misfit, rest=rest) for column in columns]
        for misfit in (off_middle, off_top)
    ]
    costs = [sum(way.cost for way in found) for found in ways]
    return min(costs), ways[costs.index(min(costs))]


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
        low, high = max(low, ends[0] - _ROUGH), min(high, ends[1] + _ROUGH)
    lines = [line for column in columns for line in column]
    first = min(line.top for line in lines)
    low, high = max(low, first - _PADDING), min(high, bands[0].top + _ROUGH)
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


def _best(column: Stack, bands: Sequence[Band], misfit: _Misfit, *, rest: bool) -> Way:
    """Find the cheapest way to part lines into runs and rows into intervals, in order."""
    lines, rows = column.lines, len(bands)
    reached: dict[_State, list[_Reached]] = {(0, 0): [(0.0, (0, 0), 0)]}
    for row in range(rows):
        last = row + 1 if column.single else rows
        for line in range(len(lines) + 1):
            state = line, row
            if state not in reached:
                continue
            for after, cost in _moves(column, state, last, misfit, rest=rest):
                ways = reached.setdefault(after, [])
                ways += [(way[0] + cost, state, n) for n, way in enumerate(reached[state])]
                ways.sort()
                del ways[2:]
    ways = reached.get((len(lines), rows), [])
    if not ways:
        return Way(_FAR * len(lines), list(_nearest(lines, bands)), 0.0)
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


def _moves(
    column: Stack, state: _State, last: int, misfit: _Misfit, *, rest: bool
) -> Iterator[tuple[_State, float]]:
    """Give what the next cell can be, and what it costs."""
    lines, (line, row) = column.lines, state
    blank = column.blank if line or not column.continues else min(column.blank, _CONTINUES)
    yield (line, row + 1), 0.0 if rest and not row else blank
    joined = 0.0
    for stop in range(line + 1, min(line + _LINES, len(lines)) + 1):
        if not column.single and stop - line > 1:
            above, below = lines[stop - 2 : stop]
            if apart(above, below, column.room + _WIDER):
                break
            joined += _ROOMY * apart(above, below, column.room)
            joined += column.joins[stop - 2] if column.joins else 0.0
        for end in range(row + 1, last + 1):
            off = misfit(column, lines[line:stop], row, end)
            following = lines[stop : stop + 1] if off < _LEVEL and end < last else []
            level = bool(following) and misfit(column, following, end, end + 1) < _LEVEL
            if off <= _FAR:
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
