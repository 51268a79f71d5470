"""Which of annexes 3 to 7 a table is, by its headers, its sign-off blocks and its totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.annexes.headers import field_of
from extractors.annexes.risk_columns import risk_header
from extractors.annexes.sign_offs import ROLES
from extractors.annexes.tables import Header, find_header, row_of, values_of
from extractors.annexes.totals import read_totals
from extractors.grid import Cell, Grid

_UPPER = 12
_LOWER = 24
_LONGEST_LABEL = 24
_LABEL_AND_VALUE = 2  # cells of a sign-off's row
_TELLING = frozenset({"point", "manifestation", "level"})
_SIGNING = re.compile(r"签|章|意见|同意|日期|年\s*月|\d{4}\s*[年.．/-]")
_OF_RISKS = _TELLING | {"responsible"}


@dataclass(frozen=True, slots=True)
class RiskTable:
    """A table as far as annexes 3 to 7 are concerned.

    Attributes:
        form: The form, or "" when it is none of them.
        signed: It has sign-off blocks.
        totals: It has the totals of annex 5.
        own_items: It names its items in a column.
        names_item: The item's name stands in a field above its rows.
    """

    form: str = ""
    signed: bool = False
    totals: bool = False
    own_items: bool = False
    names_item: bool = False


def risk_table(grid: Grid) -> RiskTable:
    """Recognise annexes 3 to 7, which must not be taken for annexes 1 and 2."""
    fields = _fields(grid)
    signed = _is_signed(grid)
    totals = any(
        cell.row <= _UPPER and cell.column_span > 1 and read_totals(cell.text)
        for cell in grid.cells[: _UPPER * _LOWER]
    )
    return RiskTable(
        form=_form(
            grid,
            fields,
            # A step like 评审领导小组审定 reads as the label of a sign-off.
            signed=(signed or _has_flow_note(grid)) and "next" not in _step_fields(grid),
            totals=totals,
        ),
        signed=signed,
        totals=totals,
        own_items="item" in fields,
        names_item=_names_item(grid),
    )


def _form(grid: Grid, fields: frozenset[str], *, signed: bool, totals: bool) -> str:
    if "criterion" in fields and "answer" in fields:
        return "assessment"
    whole = "manifestation" in fields or {"point", "level"} <= fields
    lacking = signed and bool(fields & _TELLING) and len(fields & _OF_RISKS) > 1
    if not whole and not lacking:
        return ""
    if "measures" in fields or "regulation" in fields:
        return "measures"
    if signed and not ({"item", "department"} <= fields or totals):
        return "rating_form"
    if "level" not in fields:
        return _without_level(grid, fields, totals=totals)
    return "risk_map" if _is_step_table(grid) else _with_level(fields, totals=totals)


def _with_level(fields: frozenset[str], *, totals: bool) -> str:
    return "risk_summary" if "item" in fields or totals else "rating_form"


def _is_step_table(grid: Grid) -> bool:
    return _step_fields(grid) >= {"next", "risk"}


def _without_level(grid: Grid, fields: frozenset[str], *, totals: bool) -> str:
    known = _step_fields(grid)
    if totals or {"item", "department", "manifestation"} <= fields:
        return "risk_summary"
    listed = "step" in known and "item" not in fields  # 环节 | 表现形式
    of_steps = listed or known & {"next", "time_limit", "actor"}
    return "risk_map" if "risk" in known and of_steps else ""


def _step_fields(grid: Grid) -> frozenset[str]:
    steps = find_header(grid, "step_table")
    return steps.fields if steps else frozenset()


def _fields(grid: Grid) -> frozenset[str]:
    """Give the fields of the row that has most header words, and those of levels to be ticked."""
    rows = (
        frozenset(field_of(cell.text, "risk") for cell in grid.row_cells(row)) - {"", "sign_off"}
        for row in range(1, min(grid.rows, _UPPER) + 1)
    )
    most = max(rows, key=len, default=frozenset())
    header = risk_header(grid) if most & _TELLING else None
    return most | header.fields if header else most


def _is_signed(grid: Grid) -> bool:
    ends = (*range(1, _LOWER + 1), *range(max(grid.rows - _LOWER, _LOWER) + 1, grid.rows + 1))
    rows = ((row, tuple(grid.row_cells(row))) for row in ends if row <= grid.rows)
    labels = [
        (row, cell)
        for row, cells in rows
        if not _is_filled_step(cells)
        for cell in cells
        if cell.text
        and len(cell.text) <= _LONGEST_LABEL
        and field_of(cell.text, "sign_offs") in ROLES
    ]
    steps = find_header(grid, "step_table") if labels else None
    return any(not _is_step(grid, steps, row, cell) for row, cell in labels)


def _is_step(grid: Grid, steps: Header | None, row: int, cell: Cell) -> bool:
    """Tell whether words like those of a sign-off (分管领导审批) name a step in its own column."""
    if steps is None or row <= steps.last or _SIGNING.search(cell.text):
        return False
    values = values_of(steps, row_of(grid, row))
    whole = len({id(value.cell) for value in values if value.text}) > _LABEL_AND_VALUE
    return whole and any(v.cell is cell and v.column.field == "step" for v in values)


def _is_filled_step(row: Sequence[Cell]) -> bool:
    """Tell of a step named like a sign-off (评审领导小组审定) that nobody signs in it."""
    texts = [cell.text for cell in row]
    return len(texts) > 1 and all(texts) and not any(_SIGNING.search(text) for text in texts)


def _has_flow_note(grid: Grid) -> bool:
    upper = (cell for cell in grid.cells if cell.row <= _UPPER)
    return any(field_of(cell.text, "risk") == "sign_off" for cell in upper)


def _names_item(grid: Grid) -> bool:
    """Tell whether a label of the item's name stands beside or above its value."""
    for cell in grid.cells:
        if cell.row > _UPPER:
            break
        if field_of(cell.text, "rating") == "item":
            return True
    return False
