"""Tables that are cut into pages before Word does it, with equal neighbours merged on each page.

Word shows the text of a merged cell on its first page only. So every page begins with all its
labels, and a cell that no page holds is divided between its paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import Literal, NamedTuple

from rendering.wordml import cell, paragraph, row, table

FULL = 0.7
"""The part of a page that is filled at least, so that few groups go on on the next one."""
PADDING_POINTS = 4.6
"""What a row adds to its lines: the cell's margins above and below, and a rule."""
CELL_MARGIN_POINTS = 8.5
"""What a column's width loses at the cell's sides."""
_LEAST_POINTS = 1.0 + PADDING_POINTS
"""Height of a row of which every cell goes on from above."""
FILL = "F2F2F2"
"""Ground of a table's heads."""

Merge = Literal["restart", "continue"] | None


class Text(NamedTuple):
    """A paragraph of a cell: ``w:p`` and the height that it takes at most, points."""

    xml: str
    height: float


class Cell(NamedTuple):
    """What stands in a cell.

    Attributes:
        texts: Its paragraphs, at least one.
        key: Neighbours in a column with equal keys are one cell; None is equal to nothing.
        fill: Background, RRGGBB.
    """

    texts: tuple[Text, ...]
    key: Hashable | None = None
    fill: str | None = None

    @property
    def height(self) -> float:
        """What it takes at most, points."""
        return sum(text.height for text in self.texts) + PADDING_POINTS


Row = Sequence[Cell]


class Cut(NamedTuple):
    """Rows that stand on one page.

    Attributes:
        rows: At least one.
        height: What they take at most, without the header row, points.
        tall: Whether they are a single row that no page holds.
    """

    rows: tuple[Row, ...]
    height: float
    tall: bool = False


class _Fill(NamedTuple):
    """How full a page is: where each column's open cell begins, and what it needs.

    Attributes:
        used: Height of the rows, points.
        begins: For each column, the height above the cell that is open.
        needs: For each column, the height of that cell's words.
    """

    used: float
    begins: tuple[float, ...]
    needs: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.used + self._lack(range(len(self.needs)))

    def _lack(self, columns: Iterable[int]) -> float:
        """Say how much the last row grows when the cells of these columns end with it."""
        lacks = (self.needs[n] - (self.used - self.begins[n]) for n in columns)
        return max(0.0, *lacks, 0.0)

    def with_row(self, above: Row | None, below: Row) -> _Fill:
        columns = range(len(below))
        new = [n for n in columns if above is None or not _same(above, below, n)]
        used = self.used + (self._lack(new) if above else 0.0)
        begins, needs = list(self.begins), list(self.needs)
        for column in new:
            begins[column], needs[column] = used, below[column].height
        return _Fill(used + _LEAST_POINTS, tuple(begins), tuple(needs))


def rows_height(rows: Sequence[Row]) -> float:
    """Give the height of rows; a merged cell that needs more lets its last row grow."""
    return next(islice(_heights(rows), len(rows) - 1, None), 0.0)


def _heights(rows: Sequence[Row]) -> Iterator[float]:
    """Give the height of the first row, of the first two, and so on."""
    nothing = (0.0,) * len(rows[0])
    fill = _Fill(0.0, nothing, nothing)
    for above, below in pairwise((None, *rows)):
        fill = fill.with_row(above, below) if below is not None else fill
        yield fill.height


def _groups(rows: Sequence[Row], column: int) -> Iterator[range]:
    """Give the numbers of the rows that share a cell of a column."""
    start = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or not _same(rows[number - 1], rows[number], column):
            yield range(start, number)
            start = number


def _same(above: Row, below: Row, column: int) -> bool:
    key = above[column].key
    return key is not None and key == below[column].key


def cut(rows: Sequence[Row], first: float, page: float) -> Iterator[Cut]:
    """Cut a table's rows into pages.

    Args:
        rows: All of them.
        first: Room for rows on the first page, points.
        page: Room for rows on the others.
    """
    rest, room = tuple(rows), first
    while rest:
        fitting = _fitting(rest, room)
        if not fitting:
            yield Cut(rest[:1], rows_height(rest[:1]), tall=True)
            rest = rest[1:]
        else:
            end = fitting if fitting == len(rest) else _best_end(rest, fitting)
            yield Cut(rest[:end], rows_height(rest[:end]))
            rest = rest[end:]
        room = page


def _fitting(rows: Sequence[Row], room: float) -> int:
    """Count the rows that fit."""
    return sum(1 for _ in takewhile(lambda height: height <= room, _heights(rows)))


def _best_end(rows: Sequence[Row], most: int) -> int:
    """Choose before which row to cut: where the fewest cells go on on the next page."""
    least = max(1, math.ceil(most * FULL))
    columns = range(len(rows[0]))

    def open_(end: int) -> int:
        return sum(_same(rows[end - 1], rows[end], column) for column in columns)

    return min(range(most, least - 1, -1), key=open_)


def divided(rows: Sequence[Row], column: int, most: float) -> list[Row]:
    """Divide cells of a column that are higher than ``most`` points between their paragraphs.

    The parts are spread over the rows of the cell; if these are too few, the last one is
    repeated, and as its other cells are equal neighbours they are one with it.
    """
    found: list[Row] = []
    for group in _groups(rows, column):
        own = [rows[number] for number in group]
        whole = own[0][column]
        if whole.height <= most or len(whole.texts) == 1:
            found += own
            continue
        parts = list(_parts(whole, most))
        own += [own[-1]] * (len(parts) - len(own))
        for number, each in enumerate(own):
            part = parts[number * len(parts) // len(own)]
            found.append((*each[:column], part, *each[column + 1 :]))
    return found


def _parts(whole: Cell, most: float) -> Iterator[Cell]:
    texts: list[Text] = []
    number = 0
    for text in whole.texts:
        if texts and Cell((*texts, text)).height > most:
            yield whole._replace(texts=tuple(texts), key=(whole.key, number))
            texts, number = [], number + 1
        texts.append(text)
    yield whole._replace(texts=tuple(texts), key=(whole.key, number))


class Grid:
    """Writes the pages of one kind of table.

    Attributes:
        widths: Of its columns, points.
        head: Height of its header row, points.
    """

    def __init__(
        self, widths: Sequence[float], heads: Sequence[Text], *, style: str, blank: str, title: str
    ) -> None:
        """Prepare.

        Args:
            widths: Of the columns, points.
            heads: The words of the header row.
            style: Id of the table's style.
            blank: Id of a style with lines of one point, for cells that go on from above.
            title: Alternative text.
        """
        self.widths = tuple(widths)
        self.head = max(head.height for head in heads) + PADDING_POINTS
        self._twips = [round(width * 20) for width in widths]
        self._style, self._title = style, title
        self._blank = paragraph(style=blank)
        cells = (
            cell(width, head.xml, fill=FILL, valign="center")
            for width, head in zip(self._twips, heads, strict=True)
        )
        self._head = row(cells, header=True)

    def xml(self, found: Cut) -> str:
        """Write the rows of a page under the header row."""
        rows = found.rows
        starts = [self._starts(above, below) for above, below in pairwise((None, *rows))]
        following = [*starts[1:], [True] * len(self.widths)]
        written = (
            row(self._cells(each, new, after), splittable=found.tall)
            for each, new, after in zip(rows, starts, following, strict=True)
        )
        return table(self._twips, (self._head, *written), style=self._style, title=self._title)

    def _starts(self, above: Row | None, below: Row | None) -> list[bool]:
        """Say in which columns a new cell begins."""
        columns = range(len(self.widths))
        if above is None or below is None:
            return [True for _ in columns]
        return [not _same(above, below, column) for column in columns]

    def _cells(self, each: Row, new: Sequence[bool], after: Sequence[bool]) -> Iterator[str]:
        for width, content, begins, ends in zip(self._twips, each, new, after, strict=True):
            merge = _merge(begins=begins, ends=ends)
            texts = [text.xml for text in content.texts] if begins else [self._blank]
            yield cell(width, *texts, merge=merge, fill=content.fill, valign="center")


def _merge(*, begins: bool, ends: bool) -> Merge:
    if not begins:
        return "continue"
    return None if ends else "restart"
