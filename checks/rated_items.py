"""Authority items with the risks that their rating forms hold: what the advice looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from checks.records import Chart, RatedRow, Row
from checks.view import View
from schemas.college import LEVELS, Level
from schemas.dossier import DepartmentDossier


@dataclass(frozen=True)
class RatedItem:
    """An authority item with its rated risks (annex 4), at least one.

    Attributes:
        row: Its catalogue row; None for an item that the catalogue does not list.
        chart: Its flowchart, if there is one.
    """

    rows: tuple[RatedRow, ...]
    row: Row | None
    chart: Chart | None

    @property
    def department(self) -> str:
        """Give its department."""
        return self.rows[0].department

    @property
    def name(self) -> str:
        """Give its name in the catalogue's wording, else in the form's."""
        return self.rows[0].item

    @property
    def content(self) -> str:
        """Give its content, "" where the catalogue does not list it."""
        return self.row.item.content if self.row else ""

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Give the levels of its risks, from high to low, each once."""
        given = {row.risk.level for row in self.rows}
        return tuple(level for level in LEVELS if level in given)

    @property
    def texts(self) -> tuple[str, ...]:
        """Give its risk points and manifestations."""
        return tuple(text for row in self.rows for text in (row.risk.point, row.risk.manifestation))

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Give what is done: its risk points and the steps of its flowchart."""
        drawn = (step.text for step in self.chart.flow.steps) if self.chart else ()
        return (*(row.risk.point for row in self.rows), *drawn)


def rated_items(view: View) -> Mapping[str, tuple[RatedItem, ...]]:
    """Give every department's items with risks, in the order of its rating forms."""
    rows: dict[str, dict[str, list[RatedRow]]] = {d.name: {} for d in view.departments}
    for row in view.risks.rated:
        if row.names_a_risk:
            rows[row.department].setdefault(row.key, []).append(row)
    return {
        department: tuple(
            RatedItem(tuple(own), view.items[department].get(key), _chart(view, department, key))
            for key, own in items.items()
        )
        for department, items in rows.items()
    }


def _chart(view: View, department: str, key: str) -> Chart | None:
    charts = view.charts[department]
    return next((c for c in charts if c.row is not None and c.row.key == key), None)


def unrated_items(view: View, department: DepartmentDossier) -> tuple[Row, ...]:
    """Give the catalogue's items that wait for their ratings: those that LF-R01 or D01 tells."""
    rated = {
        key
        for sent in department.rating_forms
        if sent.form.risks or sent.form.nothing_to_report
        for key in sent.form.subjects
    }
    items = view.items[department.name].items()
    return tuple(row for key, row in items if key not in rated)


def ratings_are_in(view: View) -> bool:
    """Tell whether all ratings have come or are overdue, so that one may ask what is missing."""
    return view.has_passed("M07") or all(
        department.has_sent("rating_form") or department.nothing_to_report
        for department in view.departments
    )
