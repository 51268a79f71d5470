"""The dossier: everything known of one year on one day, the waist of the hourglass.

Reading and archive fill it; rules, consolidation and documents are pure functions of it.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Generic, TypeVar

from schemas.base import Model
from schemas.college import College
from schemas.findings import Finding
from schemas.forms import (
    Assessment,
    Catalogue,
    CatalogueItem,
    Form,
    Measures,
    MediaType,
    ProcessFlow,
    RatingForm,
    RiskMap,
    RiskSummary,
    Roster,
)
from schemas.schedule import Phase
from schemas.wording import Plan, WorkReport

F = TypeVar("F", bound=Form)

_OWED_WITH_NOTHING = frozenset({"roster", "catalogue", "assessment"})
"""What a department sends even when it has no authority items."""


class Source(Model):
    """A received file.

    Attributes:
        path: POSIX path relative to the workspace.
        department: Configured name of the department in whose folder it lies, else None.
        folder: The folder's name as it stands in the inbox; "" for a file directly in ``inbox/``.
        sha256: Digest of its content.
        received: Day of receipt: the as-of day of the run that first saw this content.
        run: Ordinal of that run; files of one run are neither older nor newer than each other.
        by_office: The office's own reading, from ``领导小组办公室/更正``.
        office_folder: From ``领导小组办公室`` itself: the office's wording of plan and report.
        evidence: From ``佐证材料``: listed, never read.
    """

    path: str
    department: str | None
    folder: str
    sha256: str
    received: dt.date
    run: int = 0
    by_office: bool = False
    office_folder: bool = False
    evidence: bool = False


class ReceivedFile(Model):
    """A file of the inbox with what was understood of it."""

    source: Source
    media_type: MediaType
    forms: tuple[Form, ...] = ()
    findings: tuple[Finding, ...] = ()


class Submitted(Model, Generic[F]):
    """A form with the file that it came in.

    Attributes:
        first: Day on which its first version was received, versions that have left the inbox
            included; None where nothing tells.
    """

    form: F
    source: Source
    first: dt.date | None = None

    @property
    def corrected(self) -> bool:
        """Whether it is a later version: sent again, or the office's own reading."""
        return self.source.by_office or (
            self.first is not None and self.first < self.source.received
        )


class Duplicate(Model):
    """A file whose content had been received already (LF-F08)."""

    source: Source
    first: Source


class Replacement(Model):
    """A form that a newer version replaced whole (LF-F09)."""

    kind: str
    items: tuple[str, ...]
    old: Source
    new: Source


class Conflict(Model):
    """Two files of one run that disagree on an item (LF-F14, in catalogues LF-C03)."""

    kind: str
    item: str
    department: str
    one: Source
    other: Source


class Receipt(Model):
    """When a department's forms of one milestone came.

    Attributes:
        first: Day on which the first version of the last form to arrive was received; None while
            nothing came. History counts: versions that have left the inbox are included.
        versions: Different contents received so far.
    """

    milestone: str
    first: dt.date | None
    versions: int = 0


class DepartmentDossier(Model):
    """What one department has sent, superseded versions left out.

    Attributes:
        rosters, catalogues, flows, risk_maps, rating_forms, summaries, measures, assessments: The
            forms in force; several catalogues, summaries (annex 5) and measures are parts of one.
        receipts: One a milestone for which the department has sent anything.
    """

    name: str
    rosters: tuple[Submitted[Roster], ...] = ()
    catalogues: tuple[Submitted[Catalogue], ...] = ()
    flows: tuple[Submitted[ProcessFlow], ...] = ()
    risk_maps: tuple[Submitted[RiskMap], ...] = ()
    rating_forms: tuple[Submitted[RatingForm], ...] = ()
    summaries: tuple[Submitted[RiskSummary], ...] = ()
    measures: tuple[Submitted[Measures], ...] = ()
    assessments: tuple[Submitted[Assessment], ...] = ()
    receipts: tuple[Receipt, ...] = ()

    @property
    def entries(self) -> tuple[tuple[CatalogueItem, Source], ...]:
        """Give all rows of the catalogue with their files, in the order of the files and rows."""
        return tuple((item, sent.source) for sent in self.catalogues for item in sent.form.items)

    @property
    def nothing_to_report(self) -> bool:
        """Tell whether the department's catalogue says 无."""
        return bool(self.catalogues) and all(c.form.nothing_to_report for c in self.catalogues)

    def receipt(self, milestone: str) -> Receipt | None:
        """Give the receipt for a milestone, or None while nothing came."""
        return next((r for r in self.receipts if r.milestone == milestone), None)

    def has_sent(self, kind: str) -> bool:
        """Tell whether any form of a kind is in force."""
        return kind in self._kinds

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(form.form for form, _ in self.forms)

    def owes(self, kind: str) -> bool:
        """Tell whether a kind of form is due from it: without items only the first few are."""
        return kind in _OWED_WITH_NOTHING or not self.nothing_to_report

    @property
    def forms(self) -> tuple[tuple[Form, Source], ...]:
        """Give all forms in force that were read, with their files."""
        return (
            *((sent.form, sent.source) for sent in self.rosters),
            *((sent.form, sent.source) for sent in self.catalogues),
            *((sent.form, sent.source) for sent in self.flows),
            *((sent.form, sent.source) for sent in self.risk_maps),
            *((sent.form, sent.source) for sent in self.rating_forms),
            *((sent.form, sent.source) for sent in self.summaries),
            *((sent.form, sent.source) for sent in self.measures),
            *((sent.form, sent.source) for sent in self.assessments),
        )


class Approved(Model):
    """The leading group's approval of a phase's consolidated data.

    Attributes:
        digest: SHA-256 of the data that was approved.
        minutes: Number of the meeting's minutes, where it was told.
    """

    phase: Phase
    by: str
    date: dt.date
    digest: str
    minutes: str | None = None


class SentBack(Model):
    """The leading group sent a phase's consolidated data back instead of approving them.

    Attributes:
        digest: SHA-256 of the data that it saw.
        minutes: Number of the meeting's minutes, where it was told.
    """

    phase: Phase
    by: str
    date: dt.date
    reason: str
    digest: str
    minutes: str | None = None


class Dossier(Model):
    """Everything known on the as-of day.

    Attributes:
        files: All files seen in the inbox and received by then, superseded ones included.
        departments: One for every configured department, in the configured order.
        office_summaries: Annexes 5 of several departments, which are the office's own.
        plan, work_report: The office's own wording, where it has put any into its folder.
        approved: Approvals on record.
        approved_changes: What the phase's consolidated data say now that they did not say when
            they were approved, one Chinese sentence each (LF-D06).
    """

    college: College
    phase: Phase
    as_of: dt.date
    files: tuple[ReceivedFile, ...] = ()
    departments: tuple[DepartmentDossier, ...] = ()
    office_summaries: tuple[Submitted[RiskSummary], ...] = ()
    plan: Submitted[Plan] | None = None
    work_report: Submitted[WorkReport] | None = None
    duplicates: tuple[Duplicate, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    approved: tuple[Approved, ...] = ()
    approved_changes: tuple[str, ...] = ()

    @property
    def approval(self) -> Approved | None:
        """Give the last approval of the dossier's phase."""
        own = [approval for approval in self.approved if approval.phase == self.phase]
        return own[-1] if own else None
