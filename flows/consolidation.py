"""Dossier → the college's data as the phase publishes it; pure."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    Counts,
    FindingCounts,
)
from schemas.dossier import DepartmentDossier, Dossier
from schemas.findings import Finding
from schemas.forms import ProcessFlow
from schemas.text import normalised, one_line


def consolidate(dossier: Dossier, findings: Sequence[Finding]) -> Consolidated:
    """Put all departments' items together with their flowcharts, in the configured order."""
    departments = tuple(_department(department) for department in dossier.departments)
    return Consolidated(
        organisation=dossier.college.organisation.name,
        year=dossier.college.year,
        phase=dossier.phase,
        as_of=dossier.as_of,
        counts=Counts(
            departments=sum(bool(d.items) or d.nothing_to_report for d in departments),
            items=sum(len(d.items) for d in departments),
            findings=FindingCounts.of(tuple(findings)),
        ),
        departments=departments,
    )


def _department(department: DepartmentDossier) -> ConsolidatedDepartment:
    flows: dict[str, ProcessFlow] = {}
    for sent in department.flows:
        flows.setdefault(normalised(sent.form.item), sent.form)
    entries = [(one_line(item.name), item) for item, _ in department.entries]
    return ConsolidatedDepartment(
        name=department.name,
        roster=tuple(member for sent in department.rosters for member in sent.form.members),
        items=tuple(
            ConsolidatedItem(
                name=name,
                category=item.category,
                content=item.content,
                legal_basis=item.legal_basis,
                flow=_named(flows.get(normalised(name)), name, department.name),
            )
            for name, item in entries
        ),
        nothing_to_report=department.nothing_to_report,
    )


def _named(flow: ProcessFlow | None, item: str, department: str) -> ProcessFlow | None:
    """Title a flowchart as the catalogue does, whatever spelling the chart itself has."""
    return flow and flow.model_copy(update={"item": item, "department": department})
