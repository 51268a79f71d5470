"""What the handbook counts beside risks: control measures and regulations, each once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemas.consolidated import Consolidated, ConsolidatedItem, ConsolidatedRisk
from schemas.text import normalised


class MeasureFigures(NamedTuple):
    """The totals of annex 6.

    Attributes:
        measures: Control measures (防控措施), the same one counted once an item.
        regulations: Regulations (制度), the same one counted once in the college.
        unmeasured: Manifestations without a measure, in drafts only.
    """

    measures: int
    regulations: int
    unmeasured: int


def measure_figures(data: Consolidated) -> MeasureFigures:
    """Count measures and regulations of the whole college."""
    items = [item for department in data.departments for item in department.items]
    risks = [risk for item in items for risk in item.risks]
    return MeasureFigures(
        measures=sum(len(measures_of(item)) for item in items),
        regulations=len({normalised(name) for risk in risks for name in risk.regulations}),
        unmeasured=sum(not risk.measures for risk in risks),
    )


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
