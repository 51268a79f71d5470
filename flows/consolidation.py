"""Dossier → the college's data as the phase publishes it; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from schemas.consolidated import (
    Consolidated,
    ConsolidatedAssessment,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
    FindingCounts,
)
from schemas.counting import totals
from schemas.criteria import judged
from schemas.dossier import DepartmentDossier, Dossier
from schemas.findings import Finding
from schemas.forms import MeasuredRisk, ProcessFlow, RatingForm, RiskMap
from schemas.matching import boxes_on, steps_of
from schemas.measuring import measuring
from schemas.schedule import Phase
from schemas.statistics import rated_steps
from schemas.text import normalised, one_line

WITH_RISKS: Final[frozenset[Phase]] = frozenset({"summary", "handbook"})
"""Phases that publish risks; the catalogue stays what was approved when ratings arrive."""


def consolidate(dossier: Dossier, findings: Sequence[Finding]) -> Consolidated:
    """Put all departments' items together with flowcharts and risks, in the configured order."""
    departments = tuple(_department(d, dossier.phase) for d in dossier.departments)
    if dossier.phase == "handbook":
        departments = tuple(
            _assessed(dossier, department, found, findings)
            for department, found in zip(dossier.departments, departments, strict=True)
        )
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


def _department(department: DepartmentDossier, phase: Phase) -> ConsolidatedDepartment:
    flows = _by_item([sent.form for sent in department.flows])
    maps = _by_item([sent.form for sent in department.risk_maps])
    # what was approved in the summary phase stays as it was when annex 6 arrives
    measures = _measures(department) if phase == "handbook" else {}
    rated = department.rating_forms if phase in WITH_RISKS else ()
    ratings = _by_item([sent.form for sent in rated])
    for_all = ratings.get("")  # 无 in a form that names no item holds for all of them
    if for_all is not None and not for_all.nothing_to_report:
        for_all = None
    items = []
    for row, _ in department.entries:
        name, key = one_line(row.name), normalised(row.name)
        flow = _named(flows.get(key), name, department.name)
        rating = ratings.get(key, for_all)
        items.append(
            ConsolidatedItem(
                name=name,
                category=row.category,
                content=row.content,
                legal_basis=row.legal_basis,
                flow=flow,
                risks=_risks(name, rating, flow, maps.get(key), measures.get(key, ())),
                nothing_to_report=rating is not None and rating.nothing_to_report,
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


def _measures(department: DepartmentDossier) -> Mapping[str, tuple[MeasuredRisk, ...]]:
    """Give the rows of annex 6 by item."""
    found: dict[str, list[MeasuredRisk]] = {}
    for sent in department.measures:
        for row in sent.form.risks:
            found.setdefault(normalised(row.item), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _risks(
    item: str,
    rating: RatingForm | None,
    flow: ProcessFlow | None,
    risk_map: RiskMap | None,
    measures: Sequence[MeasuredRisk],
) -> tuple[ConsolidatedRisk, ...]:
    """Give an item's risks as annex 4 rates them, at the steps of the chart, with annex 6."""
    if rating is None:
        return ()
    steps = flow.steps if flow else ()
    rows = [(risk.point, risk.manifestation) for risk in rating.risks]
    boxes = boxes_on(steps, risk_map) if risk_map else {}
    compared = measuring(rating.risks, measures, steps, boxes)
    return tuple(
        ConsolidatedRisk(
            item=item,
            point=one_line(risk.point),
            step=step,
            manifestation=one_line(risk.manifestation),
            level=risk.level,
            responsible=one_line(risk.responsible),
            **_with_measures([measures[row] for row in compared.rows_of(n)]),
        )
        for n, (risk, step) in enumerate(
            zip(rating.risks, steps_of(rows, steps, boxes), strict=True)
        )
    )


def _with_measures(rows: Sequence[MeasuredRisk]) -> dict[str, Any]:
    """Put together what the rows of a risk say; usually there is one, and what it says is kept."""
    if not rows:
        return {}
    first, *others = rows
    measures, regulations, planned = first.measures, first.regulations, first.planned
    for row in others:
        measures += tuple(text for text in row.measures if text not in measures)
        new = [n for n, text in enumerate(row.regulations) if text not in regulations]
        planned = (*planned, *(None for _ in regulations[len(planned) :]))
        planned += tuple(row.planned[n] if n < len(row.planned) else None for n in new)
        regulations += tuple(row.regulations[n] for n in new)
    return {
        "personnel": one_line(first.personnel),
        "measures": measures,
        "regulations": regulations,
        "planned": planned,
    }


def _assessed(
    dossier: Dossier,
    department: DepartmentDossier,
    found: ConsolidatedDepartment,
    findings: Sequence[Finding],
) -> ConsolidatedDepartment:
    """Add what the assessment (annex 7) comes to."""
    own = [finding for finding in findings if finding.department == department.name]
    criteria = judged([sent.form for sent in department.assessments], own)
    rule = dossier.college.assessment
    met = sum(criterion.met is True for criterion in criteria)
    open_ = sum(criterion.met is None for criterion in criteria)
    passed = True if met >= rule.pass_ else None if met + open_ >= rule.pass_ else False
    due = dossier.college.dates.due.get("M10")
    until = due + dt.timedelta(days=rule.correct_days) if due and passed is False else None
    assessment = ConsolidatedAssessment(criteria=criteria, passed=passed, correct_until=until)
    return found.model_copy(update={"assessment": assessment})


def _named(flow: ProcessFlow | None, item: str, department: str) -> ProcessFlow | None:
    """Title a flowchart as the catalogue does, whatever spelling the chart itself has."""
    return flow and flow.model_copy(update={"item": item, "department": department})
