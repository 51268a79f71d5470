"""Annex 6 held against annex 4, item by item: what LF-M01 to M03, R07 and R13 look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.item_risks import ItemRisks
from checks.mentions import KINDS, MEASURES, RATING
from checks.records import MeasuredRow, RatedRow, RiskRow
from checks.risk_view import RiskView
from schemas.dossier import DepartmentDossier, Submitted
from schemas.forms import Measures
from schemas.matching import comparable, pair
from schemas.measuring import Measuring, measuring


@dataclass(frozen=True)
class MeasuredItem:
    """An item of a department that has sent annex 6.

    Attributes:
        forms: The department's annexes 6.
        is_compared: Both annexes say which risks the item has: it stands in the catalogue (else
            LF-R02), was rated (else LF-R01), and no two files disagree on it (LF-F14).
        is_whole: All its rows are at hand; not so where a form lacks a column (LF-F10).
        strays: The department's rows of items that the catalogue does not list (LF-R02).
    """

    item: ItemRisks
    forms: tuple[Submitted[Measures], ...]
    is_compared: bool
    is_whole: bool
    strays: tuple[MeasuredRow, ...]

    @cached_property
    def rated(self) -> tuple[RatedRow, ...]:
        """Give the item's risks as annex 4 rates them; none where it is not compared."""
        forms = self.item.ratings if self.is_compared else ()
        return tuple(row for form in forms for row in form.rows if row.names_a_risk)

    @cached_property
    def rows(self) -> tuple[MeasuredRow, ...]:
        """Give the item's rows in annex 6."""
        return tuple(row for row in self.item.measured if row.names_a_risk)

    @cached_property
    def served(self) -> tuple[tuple[RatedRow, tuple[MeasuredRow, ...]], ...]:
        """Give the rated risks that annex 6 speaks of, each with its rows."""
        found = self._found
        return tuple(
            (self.rated[risk], tuple(self.rows[row] for row in found.rows_of(risk)))
            for risk in sorted(found.row_of)
        )

    @cached_property
    def alone(self) -> tuple[MeasuredRow, ...]:
        """Give the rows that have no rated risk, those that LF-M03 tells left out."""
        told = {*self._unrated, *(row for _, row in self._moved)}
        return tuple(self.rows[row] for row in self._found.never_rated if row not in told)

    @cached_property
    def similar(self) -> tuple[tuple[RatedRow, MeasuredRow], ...]:
        """Give the risks that annex 6 words slightly differently (LF-R13)."""
        found = self._found
        return tuple((self.rated[n], self.rows[found.row_of[n]]) for n in sorted(found.similar))

    @cached_property
    def moved(self) -> tuple[tuple[RatedRow, MeasuredRow], ...]:
        """Give the risks that stand at another step in annex 6 than in annex 4."""
        return tuple((self.rated[risk], self.rows[row]) for risk, row in self._moved)

    @cached_property
    def missing(self) -> tuple[RatedRow, ...]:
        """Give the rated risks that annex 6 does not speak of, unless LF-R02 or R05 tells why."""
        if not self.is_whole:
            return ()
        moved = {risk for risk, _ in self._moved}
        left = [self.rated[n] for n in self._open_risks if n not in moved]
        said = {comparable(row.risk.manifestation) for row in left}
        items = {row.key for row in self.strays if comparable(row.risk.manifestation) in said}
        return tuple(_without(left, [row for row in self.strays if row.key in items]))

    @cached_property
    def unrated(self) -> tuple[MeasuredRow, ...]:
        """Give the rows whose risk was never rated, unless LF-R05 or R08 tells why."""
        return tuple(self.rows[row] for row in self._unrated)

    @cached_property
    def _found(self) -> Measuring:
        risks = [row.risk for row in self.rated]
        rows = [row.risk for row in self.rows]
        return measuring(risks, rows, self.item.steps, self.item.boxes)

    @cached_property
    def _open_risks(self) -> tuple[int, ...]:
        """Give the risks without a row; not those that stand at a point that is no step."""
        found = self._found
        left = [n for n in found.without_row if n not in found.lost_risks]
        astray = [self.rows[n] for n in found.never_rated if n in found.lost_rows]
        return _remaining(self.rated, left, astray)

    @cached_property
    def _open_rows(self) -> tuple[int, ...]:
        """Give the rows without a risk, likewise."""
        found = self._found
        left = [n for n in found.never_rated if n not in found.lost_rows]
        astray = [self.rated[n] for n in found.without_row if n in found.lost_risks]
        return _remaining(self.rows, left, astray)

    @cached_property
    def _moved(self) -> tuple[tuple[int, int], ...]:
        waiting: dict[str, list[int]] = {}
        for n in self._open_rows:
            waiting.setdefault(comparable(_text(self.rows[n])), []).append(n)
        said = ((n, comparable(_text(self.rated[n]))) for n in self._open_risks)
        return tuple((n, waiting[key].pop(0)) for n, key in said if waiting.get(key))

    @cached_property
    def _unrated(self) -> tuple[int, ...]:
        if not self.is_compared:
            return ()
        moved = {row for _, row in self._moved}
        left = [n for n in self._open_rows if n not in moved]
        lacking = [trace.text for trace in self.item.traces if RATING not in trace.annexes]
        pairing = pair([_text(self.rows[n]) for n in left], lacking)
        return tuple(left[i] for i in pairing.left)


def measured_items(risks: RiskView) -> Iterator[MeasuredItem]:
    """Give the items of the departments that have sent annex 6, and those that only it names."""
    if not risks.with_measures:
        return
    departments = {d.name: d for d in risks.dossier.departments if d.measures}
    strays = {name: _strays(risks, name) for name in departments}
    for item in risks.by_item:
        department = departments.get(item.department)
        if department is not None:
            yield MeasuredItem(
                item=item,
                forms=department.measures,
                is_compared=_is_compared(risks, department, item),
                is_whole=not any(s.source.path in risks.broken for s in department.measures),
                strays=strays[item.department],
            )


def _strays(risks: RiskView, department: str) -> tuple[MeasuredRow, ...]:
    if department not in risks.catalogued:
        return ()
    rows = (row for row in risks.measured if row.department == department)
    return tuple(row for row in rows if not row.in_catalogue and row.names_a_risk)


def _is_compared(risks: RiskView, department: DepartmentDossier, item: ItemRisks) -> bool:
    if not risks.is_known(item) or item.contested & {KINDS[RATING], KINDS[MEASURES]}:
        return False
    if any(rating.source.path in risks.broken for rating in item.ratings):
        return False
    said = (rating.form.risks or rating.form.nothing_to_report for rating in item.ratings)
    return any(said) or _has_no_risks(department)


def _has_no_risks(department: DepartmentDossier) -> bool:
    """Tell whether a rating form that names no item says 无 for all of them."""
    forms = (sent.form for sent in department.rating_forms)
    return any(form.nothing_to_report and not form.item.strip() for form in forms)


def _remaining(
    rows: Sequence[RiskRow], numbers: Sequence[int], others: Sequence[RiskRow]
) -> tuple[int, ...]:
    """Leave out the rows (by position) that rows at a wrong point may mean.

    One at a wrong point may mean each of those with the same words, else one that is like it.
    """
    said = {comparable(_text(row)) for row in others}
    left = [n for n in numbers if comparable(_text(rows[n])) not in said]
    pairing = pair([_text(rows[n]) for n in left], [_text(row) for row in others])
    return tuple(left[i] for i in pairing.left)


def _without(rows: Sequence[RatedRow], others: Collection[RiskRow]) -> Iterator[RatedRow]:
    """Give the rows that have no counterpart among others, one to one."""
    pairing = pair([_text(row) for row in rows], [_text(row) for row in others])
    return (rows[i] for i in pairing.left)


def _text(row: RiskRow) -> str:
    return row.risk.manifestation
