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
        measures, regulations: From annex 6, in the handbook phase.
    """

    item: str
    point: str
    step: str | None = None
    manifestation: str
    level: Level | None
    responsible: str
    measures: tuple[str, ...] = ()
    regulations: tuple[str, ...] = ()


class ConsolidatedItem(Model):
    """An authority item with its flowchart; ``flow`` is None while none was received."""

    name: str
    category: Category | None
    content: str
    legal_basis: str
    flow: ProcessFlow | None = None
    risks: tuple[ConsolidatedRisk, ...] = ()


class ConsolidatedDepartment(Model):
    """A department with its roster and its items in the order of its catalogue."""

    name: str
    roster: tuple[RosterMember, ...] = ()
    items: tuple[ConsolidatedItem, ...] = ()
    nothing_to_report: bool = False
    assessment: None = None


class Consolidated(Model):
    """The whole college, departments in the configured order."""

    organisation: str
    year: int
    phase: Phase
    as_of: dt.date
    counts: Counts
    departments: tuple[ConsolidatedDepartment, ...]
