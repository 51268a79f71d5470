"""Tables over pages: which pieces are one table, and which rows a page break has cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extractors.annexes.text import bare, list_number
from extractors.pdf.rulings import clusters
from extractors.pdf.tables import PageCell, PageTable, cell_paragraphs

_SAME: Final = 4.0  # points by which the columns of two pieces may differ
_SIDE: Final = 8.0  # and their sides, in tables whose rows do not quite meet
_ENOUGH: Final = 0.6  # of the columns that must be the same
_HEADER_WITHIN: Final = 12
_MOST_HEADER_ROWS: Final = 5
_LONGEST_TITLE: Final = 20
_KEY: Final = 0.9  # of the rows have text in a column on which one can rely
_LACKING: Final = 2  # columns without the text that every row has: not a row of its own
_OPENING, _CLOSING = "（(《", "）)》"
_SENTENCE_END: Final = "。；;"
_LABEL_END: Final = re.compile(r"(审[核定批议]|处理)?意见")


@dataclass(slots=True)
class Piece:
    """The part of a joined table that stands on one page.

    Attributes:
        table: As it stands there.
        first: The joined table's row in which its first own row has come, from 0.
        skipped: How many rows it repeats before that.
    """

    table: PageTable
    first: int
    skipped: int


@dataclass(slots=True)
class JoinedTable:
    """A table with all its pieces.

    Attributes:
        pieces: On one page each, in order.
        rows: How many rows it has, repeated ones left out.
        xs: Where its columns begin and end, of all pieces.
        margin: Between a cell's border and its text.
        cells: As in :class:`PageTable`, rows counted through.
        last: Those that cover the last row.
        filled: Column → how many of its cells are blank, and how many hold text.
        seen: Column → the texts of its cells: one that stands there twice is a whole value.
    """

    pieces: list[Piece]
    rows: int
    cells: list[PageCell]
    xs: list[float]
    margin: float
    last: list[PageCell] = field(default_factory=list)
    filled: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    seen: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    @property
    def first(self) -> PageTable:
        """The piece on the first page."""
        return self.pieces[0].table


def begun(table: PageTable) -> JoinedTable:
    """Begin a table with its first piece."""
    joined = JoinedTable(
        [Piece(table, 0, 0)], table.rows, list(table.cells), table.xs, table.margin
    )
    _count(joined, table.cells)
    joined.last = table.row_cells(table.rows - 1)
    return joined


def go_on(joined: JoinedTable, table: PageTable) -> bool:
    """Take a piece from the next page into a table; False when it is another table."""
    if not _same_columns(joined, table):
        return False
    skipped = _repeated(joined.first, table)
    if skipped >= table.rows:
        return skipped > 0
    if not skipped and _begins_anew(joined.first, table):
        return False
    above = joined.last
    first = table.row_cells(skipped)
    pairs = _pairs(above, first)
    cut = pairs is not None and _is_cut(joined, table, pairs, skipped)
    offset = joined.rows - skipped - cut
    own = [cell for cell in table.cells if cell.row >= skipped]
    _count(joined, [cell for cell in own if cell.row > skipped])
    last = table.row_cells(table.rows - 1)
    taken: dict[int, PageCell] = {}
    for cell in own:
        top = cell.row == skipped
        cell.row, cell.end = cell.row + offset, cell.end + offset
        upper = next((a for a in above if a.same_column(cell)), None) if top else None
        if upper is not None and (cut or _label_goes_on(upper, cell, joined)):
            upper.lines += [] if upper.text == cell.text and not cut else cell.lines
            upper.end = cell.end
            taken[id(cell)] = upper
            continue
        joined.cells.append(cell)
    joined.last = [taken.get(id(cell), cell) for cell in last]
    joined.xs = clusters([*joined.xs, *table.xs], _SAME)
    joined.margin = min(joined.margin, table.margin)
    joined.pieces.append(Piece(table, joined.rows, skipped + cut))
    joined.rows = table.rows + offset
    return True


def _count(joined: JoinedTable, cells: Sequence[PageCell]) -> None:
    """Count for each column how many of its cells hold text."""
    for cell in cells:
        joined.seen.setdefault(_column(cell), set()).add(cell.text)
        counts = joined.filled.setdefault(_column(cell), [0, 0])
        counts[bool(cell.lines)] += 1


def _column(cell: PageCell) -> tuple[int, int]:
    return round(cell.left / _SAME), round(cell.right / _SAME)


def _same_columns(joined: JoinedTable, table: PageTable) -> bool:
    """Tell whether most columns of the piece with fewer of them are among the other's."""
    one, other = joined.xs, table.xs
    if abs(one[0] - other[0]) > _SIDE or abs(one[-1] - other[-1]) > _SIDE:
        return False
    few, many = sorted((one, other), key=len)
    found = sum(any(abs(x - y) <= _SAME for y in many) for x in few)
    return found >= _ENOUGH * len(few)


def _repeated(first: PageTable, table: PageTable) -> int:
    """Tell how many rows at the top of a piece repeat the header of the first one."""
    top = _texts(table, 0)
    if sum(map(bool, top)) < 2 or not _may_be_titles(top):  # noqa: PLR2004 - a band, or nothing
        return 0
    for start in range(min(first.rows, _HEADER_WITHIN)):
        if _texts(first, start) == top:
            return max(_alike(first, start, table), *(cell.end for cell in table.row_cells(0)))
    return 0


def _alike(first: PageTable, start: int, table: PageTable) -> int:
    """Count the rows from the top that are as those of the first piece, and may be titles."""
    count = 1
    for row in range(1, min(_MOST_HEADER_ROWS, table.rows, first.rows - start)):
        texts = _texts(table, row)
        if texts != _texts(first, start + row) or not _may_be_titles(texts):
            break
        count += 1
    return count


def _may_be_titles(texts: Sequence[str]) -> bool:
    return all(len(text) <= _LONGEST_TITLE for text in texts)


def _texts(table: PageTable, row: int) -> list[str]:
    return [bare(cell.text) for cell in table.row_cells(row)]


def _begins_anew(first: PageTable, table: PageTable) -> bool:
    """Tell whether a piece begins with the labels of the first one and other values."""
    one, other = _texts(first, 0), _texts(table, 0)
    if len(one) != len(other):
        return False
    same = sum(a == b != "" for a, b in zip(one, other, strict=True))
    return same > 0 and same * 3 >= len(one)


def _pairs(
    above: Sequence[PageCell], below: Sequence[PageCell]
) -> list[tuple[PageCell, PageCell]] | None:
    """Pair the cells of two rows; None where their columns differ."""
    if len(above) != len(below):
        return None
    pairs = list(zip(above, below, strict=True))
    return pairs if all(one.same_column(other) for one, other in pairs) else None


def _is_cut(
    joined: JoinedTable, table: PageTable, pairs: list[tuple[PageCell, PageCell]], skipped: int
) -> bool:
    """Tell whether the first row of a piece goes on with the last one of the table so far."""
    before = joined.pieces[-1].table
    drawn = not joined.first.open_top and not table.open_bottom
    if table.ruled and drawn and (before.open_bottom or (table.open_top and not skipped)):
        return True
    single = [
        (one, other)
        for one, other in pairs
        if one.end - one.row == 1 or other.end - other.row == 1 or len(pairs) == 1
    ]
    if not any(other.lines for _, other in single):
        return False
    alone = [(a, b) for a, b in single if a.end - a.row == b.end - b.row == 1]
    lacking = [a for a, b in alone if bool(a.lines) != bool(b.lines) and _is_key(joined, a)]
    if len(lacking) >= _LACKING:
        return True
    both = [(a, b) for a, b in pairs if a.lines and b.lines]
    if any(_LABEL_END.fullmatch(b.text) and "意见" not in a.text for a, b in both):
        return True
    if any(_is_new(joined, a, b) for a, b in both):
        return False
    goes_on = [_unfinished(a, b, joined.margin) for a, b in both]
    return any(goes_on) if lacking else all(goes_on) and all(a.lines and b.lines for a, b in alone)


def _is_new(joined: JoinedTable, one: PageCell, other: PageCell) -> bool:
    """Tell whether a cell's text is surely not that of the cell above going on."""
    if other.text in joined.seen.get(_column(other), ()):
        return True
    ended = one.text[-1:] in _SENTENCE_END and not _goes_on_counting(one, other)
    return ended or list_number(other.text) == 1


def _is_key(joined: JoinedTable, cell: PageCell) -> bool:
    blank, filled = joined.filled.get(_column(cell), (0, 0))
    return filled > 1 and filled >= _KEY * (blank + filled - 1)


def _unfinished(one: PageCell, other: PageCell, margin: float) -> bool:
    """Tell whether the text of one cell goes on in the other."""
    both = PageCell(one.left, one.right, 0, 1, [*one.lines, *other.lines], one.limit)
    apart = len(cell_paragraphs(one, margin)) + len(cell_paragraphs(other, margin))
    if len(cell_paragraphs(both, margin)) < apart or _is_open(one.text):
        return True
    return _goes_on_counting(one, other)


def _goes_on_counting(one: PageCell, other: PageCell) -> bool:
    """Tell whether an enumeration in one cell goes on in the other."""
    return (list_number(other.text) or 0) > 1 and len(_numbers(one)) > 1


def _numbers(cell: PageCell) -> list[int]:
    return [n for n in (list_number(line.text) for line in cell.lines) if n is not None]


def _is_open(text: str) -> bool:
    """Tell whether a bracket is open at the end."""
    opened = sum(text.count(mark) for mark in _OPENING)
    return opened > sum(text.count(mark) for mark in _CLOSING)


def _label_goes_on(upper: PageCell, cell: PageCell, joined: JoinedTable) -> bool:
    """Tell whether a merged label goes on at the top of the next page."""
    if upper.end - upper.row == 1 and cell.end - cell.row == 1:
        return False
    if not cell.lines or upper.text == cell.text:
        return True
    return (
        bool(upper.lines)
        and (_is_open(upper.text) or cell.text[:1] in ("（", "(", *_CLOSING))
        and _unfinished(upper, cell, joined.margin)
    )
