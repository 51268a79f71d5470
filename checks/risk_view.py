"""The risks of a dossier under check: annexes 3, 4 and 5, by department and item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from checks.records import MapForm, RatedRow, Rating, Row
from schemas.dossier import Dossier, Source, Submitted
from schemas.forms import RatingForm, Risk, RiskMap
from schemas.text import normalised, one_line


@dataclass(frozen=True)
class RiskView:
    """The risks of all departments.

    Attributes:
        items: Department → normalised name → the first catalogue row of that item.
    """

    dossier: Dossier
    items: Mapping[str, Mapping[str, Row]]

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
        return tuple(
            self._rated(4, rating.department, rating.form.item, risk, rating.source, number)
            for rating in self.ratings
            for number, risk in enumerate(rating.form.risks, 1)
        )

    @cached_property
    def summarised(self) -> tuple[RatedRow, ...]:
        """Give the rows of all annexes 5: the departments', then the office's.

        Rows of the office's that name no configured department are left out.
        """
        return (*self._of_departments(), *self._of_office())

    @cached_property
    def all_rows(self) -> tuple[RatedRow, ...]:
        """Give the rows of annexes 4 and 5."""
        return (*self.rated, *self.summarised)

    def _of_departments(self) -> Iterator[RatedRow]:
        for department in self.dossier.departments:
            for sent in department.summaries:
                for number, risk in enumerate(sent.form.risks, 1):
                    yield self._rated(5, department.name, risk.item, risk, sent.source, number)

    def _of_office(self) -> Iterator[RatedRow]:
        for sent in self.dossier.office_summaries:
            for number, risk in enumerate(sent.form.risks, 1):
                name = self.dossier.college.department_named(risk.department)
                if name is not None:
                    yield self._rated(5, name, risk.item, risk, sent.source, number, by_office=True)

    def _rated(
        self,
        annex: Literal[4, 5],
        department: str,
        item: str,
        risk: Risk,
        source: Source,
        number: int,
        *,
        by_office: bool = False,
    ) -> RatedRow:
        key = normalised(item)
        row = self.items.get(department, {}).get(key)
        return RatedRow(
            annex=annex,
            department=department,
            item=row.name if row else one_line(item),
            key=key,
            risk=risk,
            source=source,
            number=number,
            in_catalogue=row is not None,
            by_office=by_office,
        )

    def _row(self, department: str, sent: Submitted[RiskMap] | Submitted[RatingForm]) -> Row | None:
        return self.items.get(department, {}).get(normalised(sent.form.item))
