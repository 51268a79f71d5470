"""The risks of a dossier under check: annexes 3 to 6, by department and item."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from checks.item_risks import ItemRisks
from checks.records import Chart, MapForm, MeasuredRow, RatedRow, Rating, Row
from schemas.base import Place
from schemas.dossier import Dossier, Source, Submitted
from schemas.forms import MeasuredRisk, RatingForm, RiskMap, SummaryRisk
from schemas.text import normalised, one_line


@dataclass(frozen=True)
class RiskView:
    """The risks of all departments.

    Attributes:
        items: Department → normalised name → the first catalogue row of that item.
        charts: Department → its flowcharts (annex 2).
        with_measures: Annex 6 is looked at; phases before the handbook do not.
    """

    dossier: Dossier
    items: Mapping[str, Mapping[str, Row]]
    charts: Mapping[str, Sequence[Chart]]
    with_measures: bool = True

    @cached_property
    def maps(self) -> tuple[MapForm, ...]:
        """Give the risk maps (annex 3) in force, in the order of the departments."""
        return tuple(
            MapForm(department.name, sent.form, sent.source, self._row(department.name, sent))
            for department in self.dossier.departments
            for sent in department.risk_maps
        )

    @cached_property
    def ratings(self) -> tuple[Rating, ...]:
        """Give the rating forms (annex 4) in force, in the order of the departments."""
        return tuple(
            Rating(department.name, sent.form, sent.source, self._row(department.name, sent))
            for department in self.dossier.departments
            for sent in department.rating_forms
        )

    @cached_property
    def rated(self) -> tuple[RatedRow, ...]:
        """Give the rows of all rating forms (annex 4)."""
        return tuple(row for rating in self.ratings for row in rating.rows)

    @cached_property
    def summarised(self) -> tuple[RatedRow, ...]:
        """Give the rows of all annexes 5: the departments', then the office's.

        Rows of the office's that name no configured department are left out.
        """
        return (*self._of_departments(), *self._of_office())

    @cached_property
    def measured(self) -> tuple[MeasuredRow, ...]:
        """Give the rows of all annexes 6, in the order of the departments.

        Those of a form that lacks a column (LF-F10) wait until it has come whole.
        """
        return tuple(
            self._measured(department.name, risk, sent.source, number)
            for department in (self.dossier.departments if self.with_measures else ())
            for sent in department.measures
            if sent.source.path not in self.broken
            for number, risk in enumerate(sent.form.risks, 1)
        )

    @cached_property
    def all_rows(self) -> tuple[RatedRow, ...]:
        """Give the rows of annexes 4 and 5."""
        return (*self.rated, *self.summarised)

    @cached_property
    def by_item(self) -> tuple[ItemRisks, ...]:
        """Give the risks of every item that a catalogue or any form names, by department."""
        maps = _grouped(self.maps, lambda form: (form.department, normalised(form.form.item)))
        ratings = _grouped(self.ratings, lambda form: (form.department, normalised(form.form.item)))
        rows = _grouped(self.summarised, lambda row: (row.department, row.key))
        charts = _grouped(
            (chart for own in self.charts.values() for chart in own),
            lambda chart: (chart.department, normalised(chart.flow.item)),
        )
        named = [(name, key) for name, own in self.items.items() for key in own]
        measured = _grouped(self.measured, lambda row: (row.department, row.key))
        keys = dict.fromkeys((*named, *ratings, *maps, *rows, *measured))
        return tuple(
            ItemRisks(
                department=department,
                key=key,
                row=self.items.get(department, {}).get(key),
                charts=charts.get((department, key), ()),
                maps=maps.get((department, key), ()),
                ratings=ratings.get((department, key), ()),
                rows=rows.get((department, key), ()),
                is_summed=department in self.summed,
                doubted=self._doubted,
                contested=frozenset(self._contested.get((department, key), ())),
                measured=measured.get((department, key), ()),
            )
            for department, key in keys
            if key
        )

    @cached_property
    def catalogued(self) -> frozenset[str]:
        """Give the departments whose catalogue is there, so that an item can be unknown."""
        return frozenset(d.name for d in self.dossier.departments if d.catalogues)

    def is_known(self, item: ItemRisks) -> bool:
        """Tell whether an item is in its department's catalogue, or there is none (LF-R02)."""
        return item.row is not None or item.department not in self.catalogued

    @cached_property
    def broken(self) -> frozenset[str]:
        """Give the files in which a column or an item's name is missing (LF-F10)."""
        return frozenset(
            file.source.path
            for file in self.dossier.files
            if any(finding.code == "LF-F10" for finding in file.findings)
        )

    @cached_property
    def summed(self) -> frozenset[str]:
        """Give the departments whose risks an annex 5 sums up, their own or the office's."""
        own = (d.name for d in self.dossier.departments if d.summaries)
        return frozenset((*own, *(row.department for row in self.summarised)))

    def summaries_of(self, department: str) -> Iterator[tuple[Source, Place | None]]:
        """Give where the annexes 5 stand that sum up a department's risks."""
        for one in self.dossier.departments:
            if one.name == department:
                yield from ((sent.source, sent.form.place()) for sent in one.summaries)
        for sent in self.dossier.office_summaries:
            if any(row.source == sent.source for row in self._by_department.get(department, ())):
                yield sent.source, sent.form.place()

    @cached_property
    def _by_department(self) -> Mapping[str, tuple[RatedRow, ...]]:
        return _grouped(self.summarised, lambda row: row.department)

    @cached_property
    def _doubted(self) -> frozenset[tuple[str, str]]:
        """Give file and item of the charts that nothing can be held against.

        They were read with doubt (LF-P07), or another file says different things (LF-F14).
        """
        read = (
            (file.source.path, finding.item or "")
            for file in self.dossier.files
            for finding in file.findings
            if finding.code == "LF-P07"
        )
        contested = (
            (source.path, conflict.item)
            for conflict in self.dossier.conflicts
            for source in (conflict.one, conflict.other)
        )
        return frozenset((path, normalised(item)) for path, item in (*read, *contested))

    @cached_property
    def _contested(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Give the kinds of form of an item of which two files say different things (LF-F14)."""
        grouped = _grouped(
            self.dossier.conflicts, lambda c: (c.department, normalised(c.item))
        ).items()
        return {key: tuple(conflict.kind for conflict in own) for key, own in grouped}

    def _of_departments(self) -> Iterator[RatedRow]:
        for department in self.dossier.departments:
            for sent in department.summaries:
                for number, risk in enumerate(sent.form.risks, 1):
                    yield self._summed(department.name, risk, sent.source, number)

    def _of_office(self) -> Iterator[RatedRow]:
        for sent in self.dossier.office_summaries:
            for number, risk in enumerate(sent.form.risks, 1):
                name = self.dossier.college.department_named(risk.department)
                if name is not None:
                    yield self._summed(name, risk, sent.source, number, by_office=True)

    def _summed(
        self,
        department: str,
        risk: SummaryRisk,
        source: Source,
        number: int,
        *,
        by_office: bool = False,
    ) -> RatedRow:
        key = normalised(risk.item)
        row = self.items.get(department, {}).get(key)
        return RatedRow(
            annex=5,
            department=department,
            item=row.name if row else one_line(risk.item),
            key=key,
            risk=risk,
            source=source,
            number=number,
            in_catalogue=row is not None,
            by_office=by_office,
        )

    def _measured(
        self, department: str, risk: MeasuredRisk, source: Source, number: int
    ) -> MeasuredRow:
        key = normalised(risk.item)
        row = self.items.get(department, {}).get(key)
        return MeasuredRow(
            annex=6,
            department=department,
            item=row.name if row else one_line(risk.item),
            key=key,
            risk=risk,
            source=source,
            number=number,
            in_catalogue=row is not None,
        )

    def _row(self, department: str, sent: Submitted[RiskMap] | Submitted[RatingForm]) -> Row | None:
        return self.items.get(department, {}).get(normalised(sent.form.item))


T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def _grouped(things: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    """Group by department, or department and item, in the order of the dossier."""
    found: dict[K, list[T]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return {name: tuple(own) for name, own in found.items()}
