"""The totals of an annex 5: what its statistics sentence declares, and what its rows hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks.view import View
from checks.vocabulary import is_blank
from schemas.base import Place
from schemas.college import Level
from schemas.counting import Totals, Unit, totals
from schemas.dossier import Source
from schemas.forms import RiskSummary, SummaryRisk
from schemas.matching import comparable
from schemas.text import normalised, one_line

_LEVELS: Final[tuple[tuple[str, Level], ...]] = (("high", "高"), ("medium", "中"), ("low", "低"))


@dataclass(frozen=True)
class Difference:
    """A declared number that the rows do not bear out.

    Attributes:
        field: Its name in the form: items, points, high, medium, low.
        name: What it counts, in Chinese.
        measure: The measure word, 项 or 个.
        rows: Place and number of the rows that were counted.
        items: The items that were counted; None where it is not items.
    """

    field: str
    name: str
    measure: str
    declared: int
    computed: int
    rows: tuple[tuple[Place | None, int], ...] = ()
    items: tuple[str, ...] | None = None


@dataclass(frozen=True)
class SummedForm:
    """An annex 5 in force.

    Attributes:
        department: None for one of several departments, which is the office's.
        empty: Normalised names of the department's items whose rating form says 无: they are
            items without a row.
    """

    department: str | None
    form: RiskSummary
    source: Source
    unit: Unit
    empty: frozenset[str]

    def place(self, field: str) -> Place | None:
        """Tell where a declared number stands, or the sentence, or the form."""
        return self.form.declared.place(field) or self.form.place()

    @cached_property
    def rated(self) -> tuple[SummaryRisk, ...]:
        """Give the rows with a level that is understood."""
        return tuple(risk for risk in self.form.risks if risk.level is not None)

    @cached_property
    def slack(self) -> int:
        """Give how many risks more or less the rows without a level could make of any number."""
        named = (r for r in self.form.risks if not is_blank(r.manifestation))
        return sum(risk.level is None for risk in named)

    @property
    def contradicts_itself(self) -> bool:
        """Tell whether the declared levels do not add up to the declared points."""
        told = self.form.declared
        if None in {told.points, told.high, told.medium, told.low}:
            return False
        return (told.high or 0) + (told.medium or 0) + (told.low or 0) != told.points

    @property
    def unit_that_fits(self) -> Unit | None:
        """Give the other way of counting if it gives exactly the declared numbers."""
        other: Unit = "step" if self.unit == "manifestation" else "manifestation"
        told, counted = self.form.declared, self.computed(other)
        pairs = [(getattr(told, name), getattr(counted, name)) for name in Totals._fields]
        declared = [pair for pair in pairs if pair[0] is not None]
        return other if declared and all(a == b for a, b in declared) else None

    def computed(self, unit: Unit) -> Totals:
        """Count the rows."""
        return totals(((_step(risk), risk.level) for risk in self.rated), unit)

    @property
    def items(self) -> tuple[str, ...]:
        """Give the items of the rows, each once for every department."""
        found: dict[tuple[str, str], str] = {}
        for risk in self.form.risks:
            key = (normalised(risk.department or ""), normalised(risk.item))
            if key[1]:
                found.setdefault(key, one_line(risk.item))
        return tuple(found.values())

    def rows(self, level: Level | None) -> tuple[tuple[Place | None, int], ...]:
        """Give the rows of a level, or all."""
        return tuple(
            (risk.place("level") or risk.place("manifestation"), number)
            for number, risk in enumerate(self.form.risks, 1)
            if level is None or risk.level == level
        )


def summed_forms(view: View) -> Iterator[SummedForm]:
    """Give all annexes 5 in force, the departments' and the office's.

    One in which a column is missing (LF-F10) has no rows to be counted.
    """
    unit = view.dossier.college.counting.unit
    sent = [
        *((d.name, sent) for d in view.departments for sent in d.summaries),
        *((None, sent) for sent in view.dossier.office_summaries),
    ]
    for department, one in sent:
        if one.source.path not in view.risks.broken:
            yield SummedForm(department, one.form, one.source, unit, _empty(view, department))


def _empty(view: View, department: str | None) -> frozenset[str]:
    return frozenset(
        normalised(rating.form.item)
        for rating in view.risks.ratings
        if rating.form.nothing_to_report and department in {None, rating.department}
    )


def differences(form: SummedForm) -> Sequence[Difference]:
    """Compare the declared numbers with the rows; blank ones are not compared."""
    return tuple(difference for difference in (_items(form), *_counts(form)) if difference)


def _items(form: SummedForm) -> Difference | None:
    declared, named = form.form.declared.items, form.items
    without_rows = form.empty - {normalised(item) for item in named}
    if declared is None or declared in {len(named), len(named) + len(without_rows)}:
        return None
    return Difference("items", "职权和重要业务事项", "项", declared, len(named), items=named)


def _counts(form: SummedForm) -> Iterator[Difference]:
    computed = form.computed(form.unit)
    fields: tuple[tuple[str, str, Level | None], ...] = (
        ("points", "廉政风险点", None),
        *((field, f"“{level}”等级风险", level) for field, level in _LEVELS),
    )
    for field, name, level in fields:
        declared, counted = getattr(form.form.declared, field), getattr(computed, field)
        if declared is not None and abs(declared - counted) > form.slack:
            yield Difference(field, name, "个", declared, counted, form.rows(level))


def _step(risk: SummaryRisk) -> tuple[str, str, str]:
    return normalised(risk.department or ""), normalised(risk.item), comparable(risk.point)
