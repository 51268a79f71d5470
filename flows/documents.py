"""Which official documents a phase makes; adding one is adding a function to :data:`DOCUMENTS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flows.proofs import Proof, Prove, at_once
from flows.safe_names import safe_name
from flows.settings import Workspace
from rendering.approval import ApprovalPage, DocumentStatus
from rendering.assessment import TITLE as ASSESSMENT_TITLE
from rendering.assessment import render_assessment
from rendering.catalogue import TITLE as CATALOGUE_TITLE
from rendering.catalogue import render_catalogue
from rendering.handbook import render_handbook
from rendering.handbook_proof import TITLE as HANDBOOK_TITLE
from rendering.issue import issued
from rendering.memory import NO_MEMORY, Memory, digest, remembered
from rendering.plan import TITLE as PLAN_TITLE
from rendering.plan import render_plan
from rendering.summary import render_summary
from rendering.summary_table import TITLE as SUMMARY_TITLE
from rendering.work_report import TITLE as REPORT_TITLE
from rendering.work_report import render_work_report
from rendering.workbook import NAME as WORKBOOK_NAME
from rendering.workbook import risk_workbook
from schemas.consolidated import Consolidated
from schemas.dossier import Dossier
from schemas.early_warning import SignalFigures
from schemas.findings import Finding
from schemas.issue import Paper
from schemas.outcome import Overruled
from schemas.schedule import Phase
from schemas.year_figures import year_figures


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document: Word, or an Excel list that goes with one."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What a document is made of.

    Attributes:
        dossier: Everything known, for what is no part of the consolidated data.
        findings, lifted: All that stand, and those that the office lifted.
        status: ``draft`` and ``for_approval`` carry their mark on every page.
        corrected: Files that departments sent again, as of the day.
        signals: Early warning as of the day; None where no signal came.
        memory: Keeps documents and parts of them that would be made again alike.
        prove: Carries out the proofs that take long.
    """

    workspace: Workspace
    dossier: Dossier
    findings: Sequence[Finding]
    lifted: Sequence[Overruled]
    data: Consolidated
    status: DocumentStatus
    approval: ApprovalPage
    corrected: int = 0
    signals: SignalFigures | None = None
    memory: Memory = NO_MEMORY
    prove: Prove = at_once

    def made(self, make: Callable[[], bytes], kind: str, *ingredients: object) -> bytes:
        """Make a document of the data, or recall the one that was made of the same."""
        return remembered(self.memory, make, *self._alike(kind, *ingredients))

    def proven(
        self, make: Callable[[Callable[[Proof], None]], bytes], kind: str, *ingredients: object
    ) -> bytes:
        """Make or recall a document whose proof is carried out meanwhile; kept once it is proven.

        Args:
            make: Makes it, and hands out what proves it.
            kind: Which document.
            *ingredients: What it is made of beside the data.
        """
        key = digest(*self._alike(kind, *ingredients))
        if (recalled := self.memory.recall(key)) is not None:
            return recalled
        each: list[Proof] = []
        content = make(each.append)
        self.prove(each, lambda: self.memory.keep(key, content))
        return content

    def _alike(self, kind: str, *ingredients: object) -> tuple[object, ...]:
        return (kind, self.data, self.workspace.college, self.status, *ingredients)

    def issued(self, document: bytes, paper: Paper, annex: str) -> bytes:
        """Give a finished document its number, where one is configured."""
        template = self.workspace.template(f"{paper}.docx")
        college = self.workspace.college
        return issued(document, paper, self.data, college, annex=annex, template=template)


def _document(order: Order, name: str, suffix: str, content: bytes) -> Document:
    organisation = order.workspace.college.organisation
    title = f"{organisation.name}{organisation.year}年{name}"
    return Document(name=safe_name(f"{title}{suffix}"), title=title, content=content)


def _plan(order: Order) -> Sequence[Document]:
    wording = order.dossier.plan.form if order.dossier.plan else None
    template = order.workspace.template("plan.docx")

    def make() -> bytes:
        college = order.workspace.college
        made = render_plan(order.data, college, wording, status=order.status, template=template)
        title = wording.title if wording and wording.title else None
        return order.issued(made, "plan", title or f"{order.data.organisation}{PLAN_TITLE}")

    content = order.made(make, PLAN_TITLE, wording, template)
    return [_document(order, PLAN_TITLE, ".docx", content)]


def _catalogue(order: Order) -> Sequence[Document]:
    template = order.workspace.template("catalogue.docx")

    def make() -> bytes:
        made = render_catalogue(
            order.data,
            order.workspace.college,
            status=order.status,
            template=template,
            approval=order.approval,
        )
        return order.issued(made, "catalogue", CATALOGUE_TITLE)

    content = order.made(make, CATALOGUE_TITLE, template, order.approval)
    return [_document(order, CATALOGUE_TITLE, ".docx", content)]


def _summary(order: Order) -> Sequence[Document]:
    college, template = order.workspace.college, order.workspace.template("summary.docx")

    def make() -> bytes:
        made = render_summary(
            order.data, college, status=order.status, template=template, approval=order.approval
        )
        return order.issued(made, "summary", SUMMARY_TITLE)

    def listed() -> bytes:
        return risk_workbook(order.data, college.counting.unit, status=order.status)

    content = order.made(make, SUMMARY_TITLE, template, order.approval)
    return [
        _document(order, SUMMARY_TITLE, ".docx", content),
        _document(order, WORKBOOK_NAME, ".xlsx", order.made(listed, WORKBOOK_NAME)),
    ]


def _handbook(order: Order) -> Sequence[Document]:
    template = order.workspace.template("handbook.docx")

    def make(prove: Callable[[Proof], None]) -> bytes:
        made = render_handbook(
            order.data,
            order.workspace.college,
            status=order.status,
            template=template,
            approval=order.approval,
            memory=order.memory,
            prove=prove,
        )
        return order.issued(made, "handbook", HANDBOOK_TITLE)

    content = order.proven(make, HANDBOOK_TITLE, template, order.approval)
    return [
        _document(order, HANDBOOK_TITLE, ".docx", content),
        _work_report(order),
        _assessment(order),
    ]


def _work_report(order: Order) -> Document:
    college, report = order.workspace.college, order.dossier.work_report
    content = render_work_report(
        order.data,
        college,
        year_figures(
            order.dossier,
            order.data,
            order.findings,
            order.lifted,
            college.counting.unit,
            order.corrected,
            order.signals,
        ),
        report.form if report else None,
        status=order.status,
        template=order.workspace.template("work_report.docx"),
    )
    return _document(
        order, REPORT_TITLE, ".docx", order.issued(content, "work_report", REPORT_TITLE)
    )


def _assessment(order: Order) -> Document:
    template = order.workspace.template("assessment.docx")

    def make() -> bytes:
        college = order.workspace.college
        made = render_assessment(order.data, college, status=order.status, template=template)
        return order.issued(made, "assessment", f"{order.data.organisation}{ASSESSMENT_TITLE}")

    content = order.made(make, ASSESSMENT_TITLE, template)
    return _document(order, ASSESSMENT_TITLE, ".docx", content)


DOCUMENTS: Mapping[Phase, Callable[[Order], Sequence[Document]]] = {
    "plan": _plan,
    "catalogue": _catalogue,
    "summary": _summary,
    "handbook": _handbook,
}
"""Phase → what makes its documents."""
