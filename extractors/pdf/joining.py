"""Tables over pages: which pieces are one table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from extractors.annexes.text import bare
from extractors.pdf.joined_table import JoinedTable, Piece, column_of
from extractors.pdf.row_cuts import is_cut, label_goes_on, pairs_of
from extractors.pdf.rulings import clusters
from extractors.pdf.tables import PageCell, PageTable

_SAME: Final = 4.0  # points by which the columns of two pieces may differ
_SIDE: Final = 8.0  # and their sides, in tables whose rows do not quite meet
_ENOUGH: Final = 0.6  # of the columns that must be the same
_HEADER_WITHIN: Final = 12
_MOST_HEADER_ROWS: Final = 5
_LONGEST_TITLE: Final = 20


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
    if not table.ruled:
        _join_blanks(joined, table, skipped)
    first = table.row_cells(skipped)
    pairs = pairs_of(above, first)
    cut = pairs is not None and is_cut(joined, table, pairs, skipped)
    offset = joined.rows - skipped - cut
    own = [cell for cell in table.cells if cell.row >= skipped]
    _count(joined, [cell for cell in own if cell.row > skipped])
    last = table.row_cells(table.rows - 1)
    taken: dict[int, PageCell] = {}
    for cell in own:
        top = cell.row == skipped
        cell.row, cell.end = cell.row + offset, cell.end + offset
        upper = next((a for a in above if a.same_column(cell)), None) if top else None
        if upper is not None and (cut or label_goes_on(upper, cell, joined)):
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
        joined.seen.setdefault(column_of(cell), set()).add(cell.text)
        counts = joined.filled.setdefault(column_of(cell), [0, 0])
        counts[bool(cell.lines)] += 1


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


def _join_blanks(joined: JoinedTable, table: PageTable, first: int) -> None:
    """Make one cell of the blank ones below which a merged cell of the page before goes on.

    Where no rulings part the rows, each of them has a blank cell of its own; the next text in the
    first column ends what may go on.
    """
    texts = [cell.row for cell in table.cells if cell.left <= table.xs[0] and cell.lines]
    end = min((row for row in texts if row > first), default=table.rows)
    for upper in joined.last:
        below = [cell for cell in table.cells if upper.same_column(cell) and cell.row >= first]
        merged = any(c.end - c.row > 1 for c in joined.cells if upper.same_column(c))
        below.sort(key=lambda cell: cell.row)
        blank = list(takewhile(lambda cell: not cell.lines and cell.row < end, below))
        if merged and upper.lines and blank:
            blank[0].end = blank[-1].end
            gone = {id(cell) for cell in blank[1:]}
            table.cells = [cell for cell in table.cells if id(cell) not in gone]
