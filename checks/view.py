"""One look at a dossier: the questions that several rules ask, each answered once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from checks.belonging import Belonging
from checks.measured_items import MeasuredItem, measured_items
from checks.records import Chart, Row
from checks.risk_view import RiskView
from schemas.base import Place, PlaceInFile
from schemas.dossier import DepartmentDossier, Dossier, ReceivedFile, Source
from schemas.forms import Form
from schemas.schedule import Milestone, milestones, phases_until
from schemas.text import normalised

__all__ = ["Chart", "Row", "View", "chinese_date", "elsewhere", "in_file"]


@dataclass(frozen=True)
class View:
    """A dossier under check.

    Attributes:
        complete: The inbox as a whole, so that what is not there is missing; else only some
            files, before they are sent, where nothing can be said about absence and folders.
    """

    dossier: Dossier
    complete: bool = True

    @property
    def departments(self) -> tuple[DepartmentDossier, ...]:
        """Give the departments in the configured order."""
        return self.dossier.departments

    @cached_property
    def rows(self) -> Mapping[str, tuple[Row, ...]]:
        """Give every department's catalogue rows, in the order of the files."""
        return {
            department.name: tuple(
                Row(department.name, item, sent.source, number)
                for sent in department.catalogues
                for number, item in enumerate(sent.form.items, 1)
            )
            for department in self.departments
        }

    @cached_property
    def all_rows(self) -> tuple[Row, ...]:
        """Give the rows of all departments."""
        return tuple(row for rows in self.rows.values() for row in rows)

    @cached_property
    def items(self) -> Mapping[str, Mapping[str, Row]]:
        """Give department → normalised name → the first row of that item."""
        found: dict[str, dict[str, Row]] = {name: {} for name in self.rows}
        for row in self.all_rows:
            if row.named:
                found[row.department].setdefault(row.key, row)
        return found

    @cached_property
    def charts(self) -> Mapping[str, tuple[Chart, ...]]:
        """Give every department's flowcharts, matched with its catalogue by item."""
        return {
            department.name: tuple(
                Chart(
                    department.name,
                    sent.form,
                    sent.source,
                    self.items[department.name].get(normalised(sent.form.item)),
                )
                for sent in department.flows
            )
            for department in self.departments
        }

    @cached_property
    def all_charts(self) -> tuple[Chart, ...]:
        """Give the flowcharts of all departments."""
        return tuple(chart for charts in self.charts.values() for chart in charts)

    @cached_property
    def risks(self) -> RiskView:
        """Give the questions about risks: annexes 3 to 6."""
        with_measures = not self.complete or self.looks_at("M09")
        return RiskView(self.dossier, self.items, self.charts, with_measures)

    @cached_property
    def measured_items(self) -> tuple[MeasuredItem, ...]:
        """Give the items of the departments that have sent annex 6, each held against annex 4."""
        return tuple(measured_items(self.risks))

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Give the milestones that this phase looks at: its own and the earlier ones."""
        phases = phases_until(self.dossier.phase)
        return tuple(milestone for milestone in milestones() if milestone.phase in phases)

    def looks_at(self, milestone: str) -> bool:
        """Tell whether a milestone is one of this phase's or of an earlier one's."""
        return any(own.code == milestone for own in self.milestones)

    @cached_property
    def due(self) -> Mapping[str, dt.date]:
        """Give milestone → day, for those that have one."""
        return self.dossier.college.dates.due

    def has_passed(self, milestone: str) -> bool:
        """Tell whether a milestone's day is over; the day itself still counts."""
        day = self.due.get(milestone)
        return day is not None and self.dossier.as_of > day

    @cached_property
    def belonging(self) -> Belonging:
        """Give the reader of department names."""
        return Belonging(self.dossier.college)

    def replaced(self, source: Source, form: Form) -> bool:
        """Tell whether a newer version has replaced a form of a file (LF-F09)."""
        return any(
            kind == form.form and (not items or bool(items & form.subjects))
            for kind, items in self._replacements.get(source.path, ())
        )

    @cached_property
    def _replacements(self) -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
        """Give path of the older file → kind and items of what was replaced in it."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for replacement in self.dossier.replacements:
            entry = (replacement.kind, frozenset(map(normalised, replacement.items)))
            found.setdefault(replacement.old.path, []).append(entry)
        return {path: tuple(entries) for path, entries in found.items()}

    @cached_property
    def files(self) -> Mapping[str, ReceivedFile]:
        """Give path → received file."""
        return {file.source.path: file for file in self.dossier.files}


def elsewhere(source: Source, place: Place | None, than: Source) -> tuple[PlaceInFile, ...]:
    """Give a related place, which is one only in another file."""
    if source.path == than.path:
        return ()
    return (in_file(source, place),)


def in_file(source: Source, place: Place | None = None) -> PlaceInFile:
    """Name a place by its file."""
    return PlaceInFile(file=source.path, **(place.model_dump() if place else {}))


def chinese_date(day: dt.date) -> str:
    """Write a day as 2012年5月25日."""
    return f"{day.year}年{day.month}月{day.day}日"
