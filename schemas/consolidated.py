"""The college's data as a phase publishes it: the shape of ``data.json`` (contract, section 8)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from schemas.base import Model
from schemas.college import Level
from schemas.findings import Finding
from schemas.forms import Category, ProcessFlow, RosterMember
from schemas.schedule import Phase


class FindingCounts(Model):
    """How many findings of each severity, nothing folded."""

    error: int = 0
    warning: int = 0
    info: int = 0

    @classmethod
    def of(cls, findings: tuple[Finding, ...]) -> FindingCounts:
        """Count a run's findings."""
        found = Counter(finding.severity for finding in findings)
        return cls(error=found["error"], warning=found["warning"], info=found["info"])


class Counts(Model):
    """The totals of the phase; risks are counted from the summary phase on."""

    departments: int = 0
    items: int = 0
    points: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    findings: FindingCounts = FindingCounts()


class ConsolidatedRisk(Model):
    """A risk manifestation as the college reports it, from annex 4.

    Attributes:
        item: The authority item in the catalogue's wording.
        point: The risk point (廉政风险点) as the rating form names it.
        step: Id of the step of the item's flowchart that the point is; None where it is none.
        level: None while it has none, in drafts only.
        personnel: Who is concerned (所涉人员), from annex 6.
        measures, regulations: From annex 6, in the handbook phase.
        planned: For each regulation, by when it is planned; None where nothing is said.
    """

    item: str
    point: str
    step: str | None = None
    manifestation: str
    level: Level | None
    responsible: str
    personnel: str = ""
    measures: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()
    planned: tuple[str | None, ...] = ()


class ConsolidatedItem(Model):
    """An authority item with its flowchart and risks.

    Attributes:
        flow: None while none was received.
        nothing_to_report: Its rating form says that it has no risks (无).
    """

    name: str
    category: Category | None
    content: str
    legal_basis: str
    flow: ProcessFlow | None = None
    risks: tuple[ConsolidatedRisk, ...] = ()
    nothing_to_report: bool = False


class ConsolidatedCriterion(Model):
    """A criterion of annex 7 as it stands for a department.

    Attributes:
        number: 1 to 20.
        met: None while nobody has answered it.
        evidence: What stands behind the answer: the findings, or what the form names.
        by_software: It follows from the submissions; the form's own answer does not count.
        answered: What the department's form says, None where it says nothing.
    """

    number: int
    met: bool | None
    evidence: str | None = None
    by_software: bool = False
    answered: bool | None = None


class ConsolidatedAssessment(Model):
    """A department's assessment (检查考核).

    Attributes:
        passed: As many criteria are met as ``[assessment] pass`` asks; None while answers lack.
        correct_until: The day by which one that has not passed has to correct.
    """

    criteria: tuple[ConsolidatedCriterion, ...]
    passed: bool | None = None
    correct_until: dt.date | None = None

    @property
    def met(self) -> int:
        """Give how many criteria are met."""
        return sum(criterion.met is True for criterion in self.criteria)


class ConsolidatedDepartment(Model):
    """A department with its roster and its items in the order of its catalogue."""

    name: str
    roster: tuple[RosterMember, ...] = ()
    items: tuple[ConsolidatedItem, ...] = ()
    nothing_to_report: bool = False
    assessment: ConsolidatedAssessment | None = None


class Consolidated(Model):
    """The whole college, departments in the configured order."""

    organisation: str
    year: int
    phase: Phase
    as_of: dt.date
    counts: Counts
    departments: tuple[ConsolidatedDepartment, ...]
