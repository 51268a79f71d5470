"""Rows and cells that a page break has cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.annexes.text import list_number
from extractors.pdf.joined_table import JoinedTable, column_of
from extractors.pdf.tables import PageCell, PageTable, cell_paragraphs

_KEY: Final = 0.9  # of the rows have text in a column on which one can rely
_LACKING: Final = 2  # columns without the text that every row has: not a row of its own
_OPENING, _CLOSING = "（(《", "）)》"
_SENTENCE_END: Final = "。；;"
_LABEL_END: Final = re.compile(r"(审[核定批议]|处理)?意见")
_BOX: Final = re.compile("[□☐☑√■]")


def pairs_of(
    above: Sequence[PageCell], below: Sequence[PageCell]
) -> list[tuple[PageCell, PageCell]] | None:
    """Pair the cells of two rows; None where their columns differ."""
    if len(above) != len(below):
        return None
    pairs = list(zip(above, below, strict=True))
    return pairs if all(one.same_column(other) for one, other in pairs) else None


def is_cut(
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
    told = _told_by_key(joined, table, pairs)
    return _told_by_words(joined, pairs, single) if told is None else told


def _told_by_words(
    joined: JoinedTable,
    pairs: Sequence[tuple[PageCell, PageCell]],
    single: Sequence[tuple[PageCell, PageCell]],
) -> bool:
    """Tell whether a row is cut by what its cells say, and by which of them say nothing."""
    both = [(a, b) for a, b in pairs if a.lines and b.lines]
    alone = [(a, b) for a, b in single if a.end - a.row == b.end - b.row == 1]
    lacking = [a for a, b in alone if bool(a.lines) != bool(b.lines) and _is_key(joined, a)]
    if len(lacking) >= _LACKING:
        return True
    if any(_LABEL_END.fullmatch(b.text) and "意见" not in a.text for a, b in both):
        return True
    if any(_is_new(a, b) for a, b in both):
        return False
    goes_on = [_unfinished(a, b, joined.margin) for a, b in both]
    return any(goes_on) if lacking else all(goes_on) and all(a.lines and b.lines for a, b in alone)


def _told_by_key(
    joined: JoinedTable, table: PageTable, pairs: Sequence[tuple[PageCell, PageCell]]
) -> bool | None:
    """Tell whether a row is cut by the cell of it that each row has; None if that tells nothing."""
    both = [(a, b) for a, b in pairs if a.lines and b.lines]
    if table.key is None:
        words = [b for a, b in both if not (a.text + b.text).isdecimal()]  # 104 may go on with 4
        seen = any(b.text in joined.seen.get(column_of(b), ()) for b in words)
        return False if seen else None
    keys = [(a, b) for a, b in pairs if a.left <= table.key < a.right]
    if any(_is_whole(joined, b) for _, b in keys):
        return False
    if any(a.lines and not b.lines for a, b in keys):
        return not any(list_number(b.text) == 1 for _, b in both)
    return None


def _is_whole(joined: JoinedTable, cell: PageCell) -> bool:
    """Tell whether a level or number is whole: of boxes to tick as many as elsewhere."""
    most = max(
        (len(_BOX.findall(text)) for text in joined.seen.get(column_of(cell), ())), default=0
    )
    return bool(cell.lines) and len(_BOX.findall(cell.text)) >= most


def _is_new(one: PageCell, other: PageCell) -> bool:
    """Tell whether a cell's text is surely not that of the cell above going on."""
    ended = one.text[-1:] in _SENTENCE_END and not _goes_on_counting(one, other)
    return ended or list_number(other.text) == 1


def _is_key(joined: JoinedTable, cell: PageCell) -> bool:
    blank, filled = joined.filled.get(column_of(cell), (0, 0))
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


def label_goes_on(upper: PageCell, cell: PageCell, joined: JoinedTable) -> bool:
    """Tell whether a merged label goes on at the top of the next page."""
    if not joined.first.ruled and _surely_goes_on(upper, cell, joined):
        return True
    if upper.end - upper.row == 1 and cell.end - cell.row == 1:
        return False
    if not cell.lines or upper.text == cell.text:
        return True
    return (
        bool(upper.lines)
        and (_is_open(upper.text) or cell.text[:1] in ("（", "(", *_CLOSING))
        and _unfinished(upper, cell, joined.margin)
    )


def _surely_goes_on(upper: PageCell, cell: PageCell, joined: JoinedTable) -> bool:
    """Tell whether the words say that a cell goes on, where rulings do not tell its rows.

    It has no number in a column whose cells have one, or one above 1 where all begin with 1;
    or a bracket is open, or a single character is left of a word in a column of merged cells.
    """
    if not upper.lines or not cell.lines:
        return False
    number = list_number(cell.text)
    seen = joined.seen.get(column_of(cell), set()) - {""}
    numbers = {list_number(text) for text in seen}
    if len(seen) > 1 and None not in numbers:
        return number is None or (numbers == {1} and number > 1)
    if number is not None or cell.text in seen:
        return False
    merged = any(c.end - c.row > 1 for c in joined.cells if upper.same_column(c))
    tail = merged and len(cell.text) == 1 and _unfinished(upper, cell, joined.margin)
    return tail or _is_open(upper.text)
