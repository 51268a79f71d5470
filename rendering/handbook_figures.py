"""What the handbook counts beside risks: control measures and regulations, each once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemas.consolidated import Consolidated, ConsolidatedItem, ConsolidatedRisk
from schemas.likeness import comparable


class MeasureFigures(NamedTuple):
    """The totals of annex 6, counted as the work report counts them.

    Attributes:
        measures, regulations: Different ones, department by department.
        unmeasured: Manifestations without a measure, in drafts only.
    """

    measures: int
    regulations: int
    unmeasured: int


def measure_figures(data: Consolidated) -> MeasureFigures:
    """Count measures and regulations of the whole college."""
    departments = [
        [risk for item in department.items for risk in item.risks]
        for department in data.departments
    ]
    return MeasureFigures(
        measures=sum(_different(m for r in risks for m in r.measures) for risks in departments),
        regulations=sum(
            _different(name for r in risks for name in r.regulations) for risks in departments
        ),
        unmeasured=sum(not risk.measures for risks in departments for risk in risks),
    )


def _different(texts: Iterable[str]) -> int:
    return len({comparable(text) for text in texts})


def measures_of(item: ConsolidatedItem) -> dict[str, int]:
    """Number an item's measures from 1; the same words have the same number."""
    return _numbers_of(text for risk in item.risks for text in risk.measures)


def regulations_of(item: ConsolidatedItem) -> dict[str, int]:
    """Number an item's regulations from 1."""
    return _numbers_of(text for risk in item.risks for text in planned_regulations(risk))


def planned_regulations(risk: ConsolidatedRisk) -> tuple[str, ...]:
    """Give the regulations of a risk, each with the time by which it is planned."""
    times = (*risk.planned, *(None,) * len(risk.regulations))
    return tuple(
        f"{name}（{time}）" if time else name
        for name, time in zip(risk.regulations, times, strict=False)
    )


def _numbers_of(texts: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in texts:
        found.setdefault(text, len(found) + 1)
    return found
