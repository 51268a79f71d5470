"""Lines between the risks of a table: groups, notes, labels, totals, cells across many columns."""

from __future__ import annotations

from functools import lru_cache

from extractors.annexes.furniture import is_department, is_note, opens_note, title_kind
from extractors.annexes.labels import label_field, read_labels
from extractors.annexes.particulars import Stray, read_label_cells
from extractors.annexes.risk_rows import RiskRows
from extractors.annexes.risk_words import (
    is_heading,
    is_total,
    phrase,
    says_no_risk,
    stray_cell,
)
from extractors.annexes.scales import pairs_in
from extractors.annexes.tables import Row
from extractors.annexes.text import value_of
from extractors.annexes.totals import TotalText, beyond_totals, read_totals, says_total
from extractors.grid import Cell, Grid

_LONGEST_GROUP = 24


def read_line(grid: Grid, cell: Cell, risks: RiskRows) -> None:
    """Read a cell that lies across the table: a note, a word for no risk, labels, a group."""
    text = cell.text
    opening = text.split("\n")[0]
    if is_note(text) or (opens_note(text) and is_note(opening)) or pairs_in(text):
        risks.in_note = True
    elif not (risks.in_note and value_of(text) != text):
        risks.in_note = False
        if says_no_risk(phrase(text)):
            risks.nothing = True
        elif not _take_labels(grid, cell, risks):
            _take_group(grid, cell, risks)


def read_wide_row(grid: Grid, row: Row, risks: RiskRows) -> None:
    """Read a row whose cell lies under manifestation and level alike: a note, or stray text."""
    label, *others = (cell.text for cell in row.filled)
    if others and all(map(says_no_risk, others)):
        risks.nothing = True
    elif not is_note("：".join((label, *others))):
        own = (cell for cell in row.filled if cell.row == row.number)
        risks.stray.extend(
            stray_cell(grid, c) for c in own if not is_heading(c.text) and not is_note(c.text)
        )


def take_totals(grid: Grid, row: Row, risks: RiskRows) -> bool:
    """Take the statistics of annex 5 where they stand below its rows; tell whether they do."""
    told = read_totals("".join(row.texts))
    if risks.totals is None or not told or (is_total(row.filled[0].text) and "items" not in told):
        return False
    for cell in (cell for cell in row.filled if cell.row == row.number):
        if says_total(cell.text):
            risks.totals.append(TotalText(cell.text, grid.place(cell)))
        beyond = beyond_totals(cell.text)
        if beyond and not is_heading(beyond) and not is_total(beyond):
            risks.stray.append(Stray(beyond, grid.place(cell)))
    return True


@lru_cache(maxsize=4096)
def may_be_label(text: str) -> bool:
    """Tell whether a row that begins with this text can be one of labels with their values."""
    return bool(label_field(text) or read_labels(text)[1])


def _take_labels(grid: Grid, cell: Cell, risks: RiskRows) -> bool:
    """Take a line of labels; 部门：… and 职权事项：… begin groups where no column does."""
    labels = read_labels(cell.text)[1]
    for label in labels:
        if label.field in set(risks.lines) - risks.columns and label.value:
            risks.begin(label.field, phrase(label.value), grid.place(cell))
            return True
    if labels:
        left = read_label_cells(grid, [cell.row], risks.found)
        risks.stray.extend(stray_cell(grid, c) for c in left if not is_heading(c.text))
    return bool(labels)


def _take_group(grid: Grid, cell: Cell, risks: RiskRows) -> None:
    """Take a line for the group that it names, where no column does."""
    plain = phrase(cell.text)
    short = len(plain) <= _LONGEST_GROUP and not any(sign in plain for sign in "。；;，")
    named = [name for name in risks.lines if name not in risks.columns]
    among = [name for name in named if name != "department"]
    if is_department(plain) and not title_kind(plain) and "department" in risks.lines:
        risks.begin("department", plain, grid.place(cell))
    elif is_heading(cell.text) or is_total(cell.text):
        return
    elif among and short:
        risks.begin(among[0], plain, grid.place(cell))
    else:
        risks.stray.append(stray_cell(grid, cell))
