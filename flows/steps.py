"""A phase from the inbox to the finished documents: the story, told once.

:func:`run_phase` reads as the story; what each step does stands in the function or module that it
calls. Prefect or not, the steps and their results are the same (``flows.stage``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.locks import StillHeld
from archive.store import Archive
from extractors.collector import collector_paused
from flows.archives import open_archive
from flows.aside import Aside, here
from flows.bundle import DATA, bundle, manifest_of
from flows.changes import changes
from flows.compilation import compile_dossier
from flows.consolidation import WITH_RISKS, consolidate
from flows.cycle import by_finding, cycle_of, notices_told
from flows.differences import differences
from flows.documents import DOCUMENTS, Document, Order
from flows.explanations import explained, explanations_in
from flows.history import first_day_of, first_versions
from flows.judgement import judge, of_department
from flows.lock import held_phase
from flows.memory import FolderMemory
from flows.outputs import MANIFEST
from flows.proofs import Prove, proofs
from flows.publish import ensure_writable, publish
from flows.reading import converter
from flows.receipt import begin_run, receive_files
from flows.register import register_entries
from flows.returns import returned_files
from flows.sent_back import sent_back_words
from flows.settings import Workspace
from flows.stage import Outcome, Review, Stage
from flows.states import everything_received, milestone_states
from rendering.approval import ApprovalPage, DocumentStatus
from schemas.consolidated import Consolidated
from schemas.dossier import Dossier, ReceivedFile
from schemas.early_warning import signal_figures
from schemas.findings import Finding
from schemas.outcome import Approval, Overruled
from schemas.schedule import Phase
from schemas.statistics import statistics

Clock = Callable[[], dt.datetime]

APPROVAL_MISSING = "LF-D08"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a phase of a workspace, as of a day, by whom where that is told."""

    workspace: Workspace
    phase: Phase
    as_of: dt.date
    by: str | None = None


def run_phase(request: Request, stage: Stage, clock: Clock) -> Outcome:
    """Run a phase: receive, check, consolidate, render, record, publish.

    Args:
        request: What is asked for.
        stage: How the steps are carried out and who hears of them.
        clock: Tells the time for the archive's record of runs; no result depends on it.

    Raises:
        MachineError: Another run is under way; disk, rights or archive are at fault. What was
            there before is untouched, and the next run finishes the work.
        UsageError: A template of the office cannot be used.
    """
    workspace, phase = request.workspace, request.phase
    with held_phase(workspace, phase) as still_held, collector_paused():
        ensure_writable(workspace.output, phase)
        with open_archive(workspace, create=True) as archive:
            run = begin_run(archive, workspace, phase, request.as_of, clock(), by=request.by)
            files = receive_files(archive, run, workspace, request.as_of, stage.receive)
            result = work_out(archive, request, run, files, stage)
            put_out(archive, request, run, result, clock, still_held)
    stage.finished(result.outcome)
    return result.outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What a phase comes to, before anything of it is recorded or published."""

    outcome: Outcome
    data: Consolidated
    content: Mapping[str, bytes]


def work_out(
    archive: Archive,
    request: Request,
    run: int,
    files: Sequence[ReceivedFile],
    stage: Stage,
    aside: Aside = here,
) -> Result:
    """Check, consolidate and render what was received.

    Args:
        archive: Is looked at; only what departments explained is kept in it.
        request: What is asked for.
        run: The run by which explanations were received.
        files: What lies in the inbox.
        stage: How the departments' reviews are carried out.
        aside: Where finished documents are proven.

    Raises:
        DocumentNotProven: A document lacks something of the data.
        UsageError: A template of the office cannot be used.
    """
    dossier = _compile(archive, request, files)
    findings, overruled = _judge(archive, run, dossier)
    data = consolidate(dossier, findings)
    with proofs(aside) as prove:
        documents = _render(archive, request, dossier, (findings, overruled), data, prove)
        reviews = _review(archive, request, dossier, (findings, overruled), stage)
        outcome = _outcome(request, dossier, findings, overruled, data, documents, reviews)
        return Result(outcome, data, bundle(outcome, documents, data, dossier))


def put_out(
    archive: Archive,
    request: Request,
    run: int,
    result: Result,
    clock: Clock,
    still_held: StillHeld,
) -> None:
    """Record and publish a phase's result, both or neither, while the phase is held."""
    publish(
        request.workspace.output,
        request.phase,
        result.content,
        before=lambda: _record(archive, run, result, clock(), still_held),
    )


def _compile(archive: Archive, request: Request, files: Sequence[ReceivedFile]) -> Dossier:
    college = request.workspace.college
    with archive.viewing() as records:
        history = records.submissions.history(college.year, request.as_of)
        approved = records.approvals.approved(college.year)
        seen = records.approvals.data_of(college.year, request.phase)
    dossier = compile_dossier(
        college,
        request.phase,
        request.as_of,
        files,
        first_received=first_day_of(history),
        approved=approved,
    )
    return dossier.model_copy(update={"approved_changes": _changes_since(seen, dossier)})


def _changes_since(seen: bytes | None, dossier: Dossier) -> tuple[str, ...]:
    """Tell what the data say now that the leading group did not see when it approved them."""
    if seen is None:
        return ()
    return differences(Consolidated.model_validate_json(seen), consolidate(dossier, ()))


def _judge(
    archive: Archive, run: int, dossier: Dossier
) -> tuple[tuple[Finding, ...], tuple[Overruled, ...]]:
    """Give the findings that stand, explained ones marked, and those that the office lifted."""
    year = dossier.college.year
    current = {file.source.path: file.source.sha256 for file in dossier.files}
    with archive.viewing() as records:
        lifted = {o.id: o for o in records.overrulings.overruled(year, current)}
    found = judge(dossier, lifted)
    said = tuple(explanations_in(dossier, found))
    if said:
        with archive.writing() as records:
            records.explanations.keep(run, year, said)
    with archive.viewing() as records:
        found = explained(found, by_finding(records.explanations.latest(year, dossier.as_of)))
    standing = tuple(finding for finding in found if finding.id not in lifted)
    return standing, tuple(lifted[finding.id] for finding in found if finding.id in lifted)


def document_status(dossier: Dossier, findings: Sequence[Finding]) -> DocumentStatus:
    """Tell whether the phase's documents are official (contract, section 6)."""
    errors = {finding.code for finding in findings if finding.severity == "error"}
    complete = dossier.phase == "plan" or everything_received(dossier)
    if errors - {APPROVAL_MISSING} or not complete:
        return "draft"
    return "for_approval" if errors else "official"


def _render(
    archive: Archive,
    request: Request,
    dossier: Dossier,
    judged: tuple[Sequence[Finding], Sequence[Overruled]],
    data: Consolidated,
    prove: Prove,
) -> tuple[Document, ...]:
    findings, lifted = judged
    with archive.viewing() as records:
        first = first_versions(records, request.workspace.college.year, request.as_of)
        signals = records.signals.of_year(request.workspace.college.year)
        sent_back = records.approvals.sent_back(request.workspace.college.year, request.phase)
        corrected = records.submissions.corrections(dossier.college.year, request.as_of)
    approval = dossier.approval
    memory = FolderMemory(request.workspace.root)
    documents = tuple(
        DOCUMENTS[request.phase](
            Order(
                workspace=request.workspace,
                dossier=dossier,
                findings=findings,
                lifted=lifted,
                data=data,
                status=document_status(dossier, findings),
                approval=ApprovalPage(
                    approved=Approval(by=approval.by, date=approval.date, minutes=approval.minutes)
                    if approval
                    else None,
                    sent_back=sent_back_words(sent_back) if sent_back else "",
                    changes=changes(
                        dossier.departments, first, with_risks=request.phase in WITH_RISKS
                    ),
                ),
                corrected=corrected,
                signals=signal_figures(
                    signals, request.as_of, request.workspace.college.warning.answer_days
                ),
                memory=memory,
                prove=prove,
            )
        )
    )
    memory.tidy()
    return documents


def _review(
    archive: Archive,
    request: Request,
    dossier: Dossier,
    judged: tuple[Sequence[Finding], Sequence[Overruled]],
    stage: Stage,
) -> tuple[Review, ...]:
    """Make what goes back to each department."""
    findings, lifted = judged

    def review(department: str) -> Review:
        own = of_department(findings, department)
        with archive.viewing() as records:
            cycle = cycle_of(records, dossier, department, own, lifted)
            returned = returned_files(
                request.workspace,
                dossier,
                department,
                own,
                records.files.original,
                legacy,
                cycle=cycle,
                memory=FolderMemory(request.workspace.root),
            )
        return Review(
            department=department, findings=own, returned=returned, explained=cycle.explanations
        )

    with converter() as legacy:
        return tuple(stage.review([d.name for d in dossier.departments], review))


def _outcome(
    request: Request,
    dossier: Dossier,
    findings: tuple[Finding, ...],
    overruled: tuple[Overruled, ...],
    data: Consolidated,
    documents: Sequence[Document],
    reviews: tuple[Review, ...],
) -> Outcome:
    official = bool(documents) and document_status(dossier, findings) == "official"
    return Outcome(
        manifest=manifest_of(dossier, overruled, data.counts, documents, official=official),
        findings=findings,
        reviews=reviews,
        states=milestone_states(dossier, findings),
        folder=request.workspace.output / request.phase,
        statistics=(
            statistics(data, dossier.college.counting.unit) if data.phase in WITH_RISKS else None
        ),
    )


def _record(
    archive: Archive, run: int, result: Result, now: dt.datetime, still_held: StillHeld
) -> None:
    outcome, data, content = result.outcome, result.data, result.content
    with archive.writing() as records:
        still_held()
        records.findings.keep(run, outcome.findings)
        manifest = outcome.manifest
        records.notices.keep(
            run, manifest.year, manifest.phase, manifest.as_of, notices_told(outcome.reviews)
        )
        records.states.keep(run, outcome.states)
        records.publications.keep(
            run,
            outcome.manifest,
            written=content[MANIFEST],
            data=content[DATA],
        )
        if data.phase in WITH_RISKS:
            records.risks.keep(run, register_entries(data, records.risks.latest()))
        records.runs.finish(
            run, finished=now, status=outcome.manifest.status, exit_code=outcome.exit_code
        )
