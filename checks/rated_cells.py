"""Rows of risks (annexes 4 to 6) that share a cell: one fault for a cell, however many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from checks.records import RiskRow
from checks.view import View
from checks.vocabulary import listed
from schemas.findings import Finding, Rule
from schemas.forms import form_name
from schemas.text import one_line

R = TypeVar("R", bound=RiskRow)

_FORMS = {4: "rating_form", 5: "risk_summary", 6: "measures"}


def has_column(view: View, row: RiskRow, field: str) -> bool:
    """Tell whether a row's form has a column for a field, so that LF-F10 is not told again."""
    return field in row.risk.places or row.source.path not in view.risks.broken


def by_cell(rows: Iterable[R], field: str) -> tuple[tuple[R, ...], ...]:
    """Put together the rows of an item whose field is one merged cell.

    Rows whose file gives no places stand alone.
    """
    cells: dict[object, list[R]] = {}
    for row in rows:
        place = row.place(field)
        where = (str(place), place.text) if place else row.number
        written = getattr(row.risk, "level_raw" if field == "level" else field)
        key = (row.source.path, row.annex, row.department, row.key, where, written)
        cells.setdefault(key, []).append(row)
    return tuple(map(tuple, cells.values()))


def finding_at(rule: Rule, cell: Sequence[RiskRow], field: str, written: str = "") -> Finding:
    """Report a fault in a cell: whose it is, in which form, of which risks."""
    row = cell[0]
    return rule.finding(
        department=row.addressee,
        item=row.item or None,
        file=row.source.path,
        place=row.place(field),
        where=row.where(field),
        owner=row.department,
        form=form_name(_FORMS[row.annex]),
        about=about(cell),
        manifestations=listed([other.risk.manifestation for other in cell]),
        written=written,
    )


def about(rows: Sequence[RiskRow]) -> str:
    """Name an item and the risk points of some of its rows: “信访举报受理”的“受理”环节."""
    points = dict.fromkeys(one_line(row.risk.point) for row in rows if row.risk.point)
    named = f"的{listed(tuple(points), len(points))}环节" if points else ""
    return f"“{rows[0].item}”{named}"
