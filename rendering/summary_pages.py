"""Where annex 5 goes on to the next page: a group that does so gets its labels again there.

Word shows the text of a vertically merged cell on its first page only. So the table is cut into
pages before Word does it: by the heights that its texts need at most (a line of table text has an
exact height, and a Han character is one em wide in every font). The rows of a page are kept
together in Word, so that its own page breaks can only fall where a page was cut here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rendering.summary_rows import DEPARTMENT, NO_GROUP, POINT, Line
from rendering.textfit import lines as text_lines

_LEFT_EMPTY = 0.15
"""The part of a page that may stay empty so that a risk point is not cut."""
_NO_LABELS = (0.0,) * NO_GROUP


class Page(NamedTuple):
    """Lines that stand together on a page.

    Attributes:
        tall: It is one line that no page holds.
        last: What follows the table stands on the page, too.
    """

    lines: Sequence[Line]
    tall: bool = False
    last: bool = False


class Measures(NamedTuple):
    """What decides where a page ends; heights in points, widths in em.

    Attributes:
        first, page: Room for rows on the first page and on the others.
        below: What follows the table and should not stand alone.
        groups: Widths of the texts of department, item, point and responsible party.
        manifestation: Width of a manifestation's text.
        line, padding, least: Height of a line of text, what a row adds to its lines, its least.
    """

    first: float
    page: float
    below: float
    groups: tuple[float, float, float, float]
    manifestation: float
    line: float
    padding: float
    least: float


class _Row(NamedTuple):
    """A line with its height, and the heights of the labels beside it."""

    line: Line
    own: float
    labels: tuple[float, ...]


class _Fill(NamedTuple):
    """How full a page is: the height of its rows, and of each group that is still open.

    A label that is higher than its group lets the group's last row grow.
    """

    used: float = 0.0
    groups: tuple[float, ...] = _NO_LABELS
    labels: tuple[float, ...] = _NO_LABELS

    @property
    def height(self) -> float:
        return self.used + self._growth(DEPARTMENT)

    def _growth(self, outermost: int) -> float:
        """Say how much the last row grows when the groups from ``outermost`` inward end with it."""
        grown = 0.0
        for depth in range(outermost, NO_GROUP):
            lack = self.labels[depth] - self.groups[depth]
            grown = max(grown, lack)
        return grown

    def with_row(self, row: _Row, new: int) -> _Fill:
        added = self._growth(new) + row.own
        open_ = [height + added for height in self.groups[:new]]
        return _Fill(
            self.used + added,
            (*open_, *(row.own,) * (NO_GROUP - new)),
            self.labels[:new] + row.labels[new:],
        )


class PageCuts:
    """Cuts the lines of annex 5 into pages."""

    def __init__(self, measures: Measures) -> None:
        """Prepare for a page of these measures."""
        self._measures = measures
        self._label_height = cache(self._height)

    def pages(self, lines: Iterable[Line]) -> Iterator[Page]:
        """Give the pages in order."""
        room, rows, fill = self._measures.first, list[_Row](), _Fill()
        labels = _NO_LABELS
        for line in lines:
            row = self._measured(line, labels)
            labels = row.labels
            grown = fill.with_row(row, line.new if rows else DEPARTMENT)
            while rows and grown.height > room:
                cut = self._cut(rows, row)
                yield Page([kept.line for kept in rows[:cut]])
                room, rows = self._measures.page, rows[cut:]
                fill = _filled(rows)
                grown = fill.with_row(row, line.new if rows else DEPARTMENT)
            rows.append(row)
            fill = grown
            if len(rows) == 1 and fill.height > room:  # the first page is too low for it
                room = self._measures.page
            if len(rows) == 1 and fill.height > room:
                yield Page([line], tall=True)
                room, rows, fill = self._measures.page, [], _Fill()
        if rows and fill.height + self._measures.below > room:
            cut = _last_point(rows)
            if cut:
                yield Page([kept.line for kept in rows[:cut]])
            rows = rows[cut:]
        if rows:
            yield Page([kept.line for kept in rows], last=True)

    def _cut(self, rows: Sequence[_Row], row: _Row) -> int:
        """Say before which row the page ends: before a whole point, where little stays empty."""
        end = len(rows)
        if row.line.new <= POINT:
            return end
        last = _last_point(rows)
        moved = sum(kept.own for kept in rows[last:])
        return last if last and moved <= _LEFT_EMPTY * self._measures.page else end

    def _measured(self, line: Line, above: tuple[float, ...]) -> _Row:
        """Measure a line; a group that goes on has the label of the line ``above``."""
        measures = self._measures
        height = self._height(line.words or line.manifestation, measures.manifestation)
        if line.new == NO_GROUP:
            return _Row(line, max(measures.least, height), above)
        depths = range(line.new, line.depth)
        new = [self._label_height(line.group(n), measures.groups[n]) for n in depths]
        labels = (*above[: line.new], *new, *_NO_LABELS)[:NO_GROUP]
        return _Row(line, max(measures.least, height), labels)

    def _height(self, text: str, width: float) -> float:
        return text_lines(text, width) * self._measures.line + self._measures.padding


def _last_point(rows: Sequence[_Row]) -> int:
    """Say with which row the page's last point begins."""
    return next((n for n in range(len(rows) - 1, 0, -1) if rows[n].line.new <= POINT), 0)


def _filled(rows: Iterable[_Row]) -> _Fill:
    fill, new = _Fill(), DEPARTMENT
    for row in rows:
        fill = fill.with_row(row, min(new, row.line.new))
        new = NO_GROUP
    return fill
