"""The figures of a college's year for the work report and the briefing, counted once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.base import Model
from schemas.consolidated import Consolidated
from schemas.counting import Unit
from schemas.dossier import Dossier
from schemas.early_warning import SignalFigures
from schemas.findings import Finding
from schemas.likeness import comparable
from schemas.outcome import Overruled
from schemas.schedule import milestones
from schemas.statistics import Statistics, statistics


class DepartmentFigures(Model):
    """A department's share.

    Attributes:
        measures, regulations: Different ones of its risks.
        on_time, due: Milestones with a date whose first version came in time, and all that passed.
        met: Criteria met; None before the assessment.
        passed: Result of the assessment; None while answers lack.
    """

    name: str
    items: int
    measures: int
    regulations: int
    on_time: int
    due: int
    met: int | None = None
    passed: bool | None = None


class YearFigures(Model):
    """What a year comes to on the as-of day.

    Attributes:
        risks: Levels overall and by department, category and key area.
        flows: Items with a flowchart.
        rosters: Departments that sent their roster.
        corrected: Files with a form that the department had sent before.
        errors, warnings: Findings that stand.
        explained: Warnings that stand and that their departments explained.
        lifted: Findings that the office lifted, with reasons.
        high_with_regulation: High risks whose item has a regulation planned.
        signals: Early warning; None where no signal came.
    """

    departments: tuple[DepartmentFigures, ...]
    risks: Statistics
    flows: int
    rosters: int
    corrected: int
    errors: int
    warnings: int
    lifted: tuple[Overruled, ...]
    high_with_regulation: int
    signals: SignalFigures | None = None
    explained: tuple[Finding, ...] = ()

    @property
    def measures(self) -> int:
        """Different measures, department by department."""
        return sum(department.measures for department in self.departments)

    @property
    def regulations(self) -> int:
        """Different regulations, department by department."""
        return sum(department.regulations for department in self.departments)

    @property
    def on_time(self) -> int:
        """Submissions that came in time."""
        return sum(department.on_time for department in self.departments)

    @property
    def due(self) -> int:
        """Submissions that were due."""
        return sum(department.due for department in self.departments)

    def assessed(self, *, passed: bool) -> tuple[str, ...]:
        """Name the departments that have passed the assessment, or failed it."""
        return tuple(d.name for d in self.departments if d.passed is passed)


def year_figures(
    dossier: Dossier,
    data: Consolidated,
    findings: Sequence[Finding],
    lifted: Sequence[Overruled],
    unit: Unit,
    corrected: int,
    signals: SignalFigures | None = None,
) -> YearFigures:
    """Count a year.

    Args:
        dossier: For receipts.
        data: What the phase publishes.
        findings: All that stand.
        lifted: Those that the office lifted.
        unit: What risk totals count.
        corrected: Files with a form that the department had sent before.
        signals: Early warning; None where no signal came.
    """
    items = [item for department in data.departments for item in department.items]
    risks = [risk for item in items for risk in item.risks]
    return YearFigures(
        departments=tuple(_departments(dossier, data)),
        risks=statistics(data, unit),
        flows=sum(bool(item.flow and item.flow.steps) for item in items),
        rosters=sum(bool(department.roster) for department in data.departments),
        corrected=corrected,
        errors=sum(finding.severity == "error" for finding in findings),
        warnings=sum(finding.severity == "warning" for finding in findings),
        explained=tuple(finding for finding in findings if finding.explained),
        lifted=tuple(lifted),
        high_with_regulation=sum(r.level == "高" and bool(r.regulations) for r in risks),
        signals=signals,
    )


def _departments(dossier: Dossier, data: Consolidated) -> Iterable[DepartmentFigures]:
    receipts = {department.name: department for department in dossier.departments}
    due = {
        m.code: day
        for m in milestones()
        if m.from_department and (day := dossier.college.dates.due.get(m.code))
        if day <= dossier.as_of
    }
    for department in data.departments:
        risks = [risk for item in department.items for risk in item.risks]
        sent = receipts.get(department.name)
        first = {r.milestone: r.first for r in sent.receipts} if sent else {}
        came = [day for code, day in due.items() if (f := first.get(code)) and f <= day]
        assessment = department.assessment
        yield DepartmentFigures(
            name=department.name,
            items=len(department.items),
            measures=_different(m for risk in risks for m in risk.measures),
            regulations=_different(r for risk in risks for r in risk.regulations),
            on_time=len(came),
            due=len(due),
            met=assessment.met if assessment else None,
            passed=assessment.passed if assessment else None,
        )


def _different(texts: Iterable[str]) -> int:
    return len({comparable(text) for text in texts})
