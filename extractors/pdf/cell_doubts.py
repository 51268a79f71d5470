"""Cells of a table without rulings whose words say that they were parted wrongly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.annexes.headers import field_of
from extractors.annexes.text import list_number
from extractors.pdf.joined_table import JoinedTable, column_of
from extractors.pdf.tables import PageCell

_BRACKETS: Final = (("《", "》"), ("（", "）"))
_BOX: Final = re.compile("[□☐☑√■]")
_LABELS: Final = frozenset({"point", "responsible", "personnel", "item", "department"})
"""Fields of which a cell says one thing, and many cells say the same."""


def mark_doubtful(joined: JoinedTable) -> None:
    """Make the pieces of a table doubtful in which a cell holds less or more than a cell does."""
    if any(piece.table.ruled for piece in joined.pieces):
        return
    titles = {column_of(cell): cell.text for cell in joined.first.row_cells(0)}
    columns: dict[tuple[int, int], list[PageCell]] = {}
    for cell in joined.cells:
        columns.setdefault(column_of(cell), []).append(cell)
    for column, cells in columns.items():
        field = field_of(titles.get(column, ""), "risk")
        for cell in _doubtful([cell for cell in cells if cell.lines], field):
            _mark(joined, cell)


def _doubtful(cells: Sequence[PageCell], field: str) -> Iterator[PageCell]:
    often = Counter(cell.text for cell in cells)
    boxes = Counter(len(_BOX.findall(cell.text)) for cell in cells if field == "level")
    for cell in cells:
        numbers = [list_number(line.text) for line in cell.lines]
        again = numbers.count(1) > 1 or (field == "regulation" and (numbers[0] or 1) > 1)
        several = field in _LABELS and _holds_several(cell, often)
        spread = len(boxes) > 1 and _BOX.search(cell.text) and len(set(boxes) - {0}) > 1
        if again or several or spread or _is_unbalanced(cell.text):
            yield cell


def _holds_several(cell: PageCell, often: Counter[str]) -> bool:
    """Tell whether a line of a cell is all that another cell of its column says."""
    lines = [line.text for line in cell.lines]
    return len(lines) > 1 and any(often[line] or lines.count(line) > 1 for line in lines)


def _is_unbalanced(text: str) -> bool:
    return any(text.count(opened) != text.count(closed) for opened, closed in _BRACKETS)


def _mark(joined: JoinedTable, cell: PageCell) -> None:
    ends = [piece.first for piece in joined.pieces[1:]] + [joined.rows]
    for piece, end in zip(joined.pieces, ends, strict=True):
        if cell.row < end and cell.end > piece.first:
            piece.table.doubtful = True
