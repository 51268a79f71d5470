"""What the advice on measures looks at: each department's risks with their rows in annex 6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.records import MeasuredRow, RatedRow
from checks.view import View


@dataclass(frozen=True)
class ServedRisk:
    """A rated risk with the rows of annex 6 that speak of it, at least one."""

    risk: RatedRow
    rows: tuple[MeasuredRow, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Give the measures of all its rows."""
        return tuple(text for row in self.rows for text in row.measures)

    @property
    def regulations(self) -> tuple[str, ...]:
        """Give the regulations of all its rows."""
        return tuple(text for row in self.rows for text in row.regulations)


def served_risks(view: View) -> Mapping[str, tuple[ServedRisk, ...]]:
    """Give department → its rated risks that annex 6 speaks of."""
    found: dict[str, list[ServedRisk]] = {}
    for item in view.measured_items:
        own = found.setdefault(item.item.department, [])
        own.extend(ServedRisk(risk, rows) for risk, rows in item.served)
    return {department: tuple(risks) for department, risks in found.items() if risks}


def cells(risks: tuple[ServedRisk, ...], field: str) -> Iterator[MeasuredRow]:
    """Give one row for every cell of measures or regulations, however many rows it covers."""
    told: set[object] = set()
    for row in (row for risk in risks for row in risk.rows):
        place = row.place(field)
        cell = (row.source.path, row.key, str(place) if place else row.number, getattr(row, field))
        if cell not in told:
            told.add(cell)
            yield row
