"""Dossier → the college's data as the phase publishes it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
    FindingCounts,
)
from schemas.counting import totals
from schemas.dossier import DepartmentDossier, Dossier
from schemas.findings import Finding
from schemas.forms import ProcessFlow, RatingForm, RiskMap
from schemas.matching import boxes_on, steps_of
from schemas.schedule import Phase
from schemas.statistics import rated_steps
from schemas.text import normalised, one_line

WITH_RISKS: Final[frozenset[Phase]] = frozenset({"summary", "handbook"})
"""Phases that publish risks; the catalogue stays what was approved when ratings arrive."""


def consolidate(dossier: Dossier, findings: Sequence[Finding]) -> Consolidated:
    """Put all departments' items together with flowcharts and risks, in the configured order."""
    with_risks = dossier.phase in WITH_RISKS
    departments = tuple(_department(d, with_risks=with_risks) for d in dossier.departments)
    return Consolidated(
        organisation=dossier.college.organisation.name,
        year=dossier.college.year,
        phase=dossier.phase,
        as_of=dossier.as_of,
        counts=_counts(dossier, departments, findings),
        departments=departments,
    )


def _counts(
    dossier: Dossier, departments: Sequence[ConsolidatedDepartment], findings: Sequence[Finding]
) -> Counts:
    rated = (
        pair
        for department in departments
        for item in department.items
        for pair in rated_steps((department.name, item.name), item)
    )
    return Counts(
        departments=sum(bool(d.items) or d.nothing_to_report for d in departments),
        items=sum(len(d.items) for d in departments),
        findings=FindingCounts.of(tuple(findings)),
        **totals(rated, dossier.college.counting.unit)._asdict(),
    )


def _department(department: DepartmentDossier, *, with_risks: bool) -> ConsolidatedDepartment:
    flows = _by_item([sent.form for sent in department.flows])
    maps = _by_item([sent.form for sent in department.risk_maps])
    ratings = _by_item([sent.form for sent in department.rating_forms]) if with_risks else {}
    items = []
    for row, _ in department.entries:
        name, key = one_line(row.name), normalised(row.name)
        flow = _named(flows.get(key), name, department.name)
        items.append(
            ConsolidatedItem(
                name=name,
                category=row.category,
                content=row.content,
                legal_basis=row.legal_basis,
                flow=flow,
                risks=_risks(name, ratings.get(key), flow, maps.get(key)),
            )
        )
    return ConsolidatedDepartment(
        name=department.name,
        roster=tuple(member for sent in department.rosters for member in sent.form.members),
        items=tuple(items),
        nothing_to_report=department.nothing_to_report,
    )


F = TypeVar("F", ProcessFlow, RiskMap, RatingForm)


def _by_item(forms: Sequence[F]) -> Mapping[str, F]:
    """Give the first form in force of each item."""
    found: dict[str, F] = {}
    for form in forms:
        found.setdefault(normalised(form.item), form)
    return found


def _risks(
    item: str, rating: RatingForm | None, flow: ProcessFlow | None, risk_map: RiskMap | None
) -> tuple[ConsolidatedRisk, ...]:
    """Give an item's risks as annex 4 rates them, each at its step of the flowchart."""
    if rating is None:
        return ()
    steps = flow.steps if flow else ()
    rows = [(risk.point, risk.manifestation) for risk in rating.risks]
    boxes = boxes_on(steps, risk_map) if risk_map else {}
    return tuple(
        ConsolidatedRisk(
            item=item,
            point=one_line(risk.point),
            step=step,
            manifestation=one_line(risk.manifestation),
            level=risk.level,
            responsible=one_line(risk.responsible),
        )
        for risk, step in zip(rating.risks, steps_of(rows, steps, boxes), strict=True)
    )


def _named(flow: ProcessFlow | None, item: str, department: str) -> ProcessFlow | None:
    """Title a flowchart as the catalogue does, whatever spelling the chart itself has."""
    return flow and flow.model_copy(update={"item": item, "department": department})
