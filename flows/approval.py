"""The leading group's approval (审定): recorded for exactly the data that it saw."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from archive.records import Run
from archive.store import Records
from flows.archives import open_archive
from flows.differences import digest_of
from flows.lock import held_phase
from flows.settings import Workspace
from schemas.consolidated import Consolidated
from schemas.dossier import Approved, SentBack
from schemas.errors import RefusedError, UsageError
from schemas.findings import Finding
from schemas.outcome import Manifest
from schemas.schedule import PHASE_NAMES, Phase
from schemas.text import normalised

APPROVABLE: Final[tuple[Phase, ...]] = ("catalogue", "summary", "handbook")
_SETTLED_BY_APPROVAL = frozenset({"LF-D06", "LF-D08"})
"""What an approval settles: that there was none, or that the data have changed since."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is put before the leading group: what the phase's last run consolidated.

    Attributes:
        manifest: What that run published.
        run: The archive's record of it.
        data: The consolidated data, as written.
        digest: Their digest, which an approval records.
        standing: The errors that stand in the way.
        approved: The phase's last approval.
        sent_back: What was sent back since, if anything.
    """

    phase: Phase
    manifest: Manifest
    run: Run | None
    data: bytes
    digest: str
    standing: tuple[Finding, ...]
    approved: Approved | None = None
    sent_back: SentBack | None = None


def last_run(workspace: Workspace) -> Phase:
    """Give the phase that was run last, of those that are approved.

    Raises:
        UsageError: None has been run yet.
        MachineError: The archive is at fault.
    """
    year = workspace.college.year
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        found = [run for phase in APPROVABLE if (run := records.runs.latest(year, phase))]
    if not found:
        raise UsageError("还没有运行过须审定的阶段，请先运行。")
    return max(found, key=lambda run: run.ordinal).phase


def proposal(workspace: Workspace, phase: Phase) -> Proposal:
    """Give what there is to approve.

    Raises:
        RefusedError: Four eyes are asked for, and nobody knows who ran the phase.
        UsageError: The phase has not been run yet.
        MachineError: The archive is at fault.
    """
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        found = _proposal(records, workspace.college.year, phase)
    if workspace.college.approval.four_eyes:
        _require_known_runner(found)
    return found


def approve(
    workspace: Workspace,
    phase: Phase,
    *,
    by: str,
    date: dt.date,
    minutes: str | None = None,
    seen: str | None = None,
) -> tuple[Finding, ...]:
    """Record the approval of what the phase's last run consolidated.

    Args:
        workspace: The college's workspace.
        phase: What is approved.
        by: Who approves.
        date: When that was.
        minutes: Number of the minutes.
        seen: Digest of the data that were seen (``Proposal.digest``); None for the last run's.

    Returns:
        The errors that stand in the way; nothing is recorded while there are any.

    Raises:
        RefusedError: Four eyes are asked for, and who approves ran the phase, or nobody
            knows who ran it; or the data are no longer those that were seen.
        UsageError: The phase has not been run yet.
        MachineError: A run of the phase is under way, or the archive is at fault.
    """
    year = workspace.college.year
    with (
        held_phase(workspace, phase),
        open_archive(workspace, create=False) as archive,
        archive.writing() as records,
    ):
        found = _seen(records, year, phase, seen)
        if workspace.college.approval.four_eyes:
            _require_second_pair(found, by)
        if not found.standing:
            approved = Approved(phase=phase, by=by, date=date, digest=found.digest, minutes=minutes)
            records.approvals.approve(approved, year=year, data=found.data)
    return found.standing


def send_back(
    workspace: Workspace,
    phase: Phase,
    *,
    by: str,
    date: dt.date,
    reason: str,
    minutes: str | None = None,
    seen: str | None = None,
) -> SentBack:
    """Record that the leading group sent back what the phase's last run consolidated.

    Args:
        workspace: The college's workspace.
        phase: What is sent back.
        by: Who sends it back.
        date: When that was.
        reason: Why.
        minutes: Number of the minutes.
        seen: Digest of the data that were seen; None for the last run's.

    Raises:
        RefusedError: No reason is given, these data are approved already, or they are no longer
            those that were seen.
        UsageError: The phase has not been run yet.
        MachineError: A run of the phase is under way, or the archive is at fault.
    """
    if not reason.strip():
        raise RefusedError("退回须写明理由，这次决定没有登记；请再运行一次“审定”，填写意见。")
    with (
        held_phase(workspace, phase),
        open_archive(workspace, create=False) as archive,
        archive.writing() as records,
    ):
        year = workspace.college.year
        found = _seen(records, year, phase, seen)
        if found.approved and found.approved.digest == found.digest:
            raise RefusedError(
                f"{PHASE_NAMES[phase]}的这些内容已由{found.approved.by}于 {found.approved.date} "
                "审定，不能再退回；内容有变化后重新审定。"
            )
        decision = SentBack(
            phase=phase,
            by=by,
            date=date,
            reason=reason.strip(),
            digest=found.digest,
            minutes=minutes,
        )
        records.approvals.send_back(decision, year=year)
    return decision


def _seen(records: Records, year: int, phase: Phase, seen: str | None) -> Proposal:
    """Give what there is to decide on, where it is still what was seen."""
    found = _proposal(records, year, phase)
    if seen is not None and seen != found.digest:
        raise RefusedError(
            f"{PHASE_NAMES[phase]}阶段在您查看之后又运行过，内容有变化，这次决定没有登记；"
            "请重新查看后再审定。"
        )
    return found


def _proposal(records: Records, year: int, phase: Phase) -> Proposal:
    publication = records.publications.latest(year, phase)
    if publication is None or publication.data is None:
        raise UsageError(f"{PHASE_NAMES[phase]}阶段还没有运行过，请先运行 lianfang run {phase}。")
    return Proposal(
        phase=phase,
        manifest=Manifest.model_validate_json(publication.manifest),
        run=records.runs.find(publication.run),
        data=publication.data,
        digest=digest_of(Consolidated.model_validate_json(publication.data)),
        standing=tuple(
            finding
            for finding in records.findings.of_run(publication.run)
            if finding.severity == "error" and finding.code not in _SETTLED_BY_APPROVAL
        ),
        approved=next(
            (one for one in reversed(records.approvals.approved(year)) if one.phase == phase), None
        ),
        sent_back=records.approvals.sent_back(year, phase),
    )


def _require_known_runner(found: Proposal) -> str:
    """Give the name of who ran the phase."""
    if found.run is None or not found.run.by:
        raise RefusedError(
            f"已要求经办与审定分开（four_eyes），但{PHASE_NAMES[found.phase]}阶段最近一次运行没有"
            f"记下运行人；请先运行 lianfang run {found.phase} --by 运行人姓名，再由另一人审定。"
        )
    return found.run.by


def _require_second_pair(found: Proposal, by: str) -> None:
    """See that another person than the one who ran the phase approves it."""
    runner = _require_known_runner(found)
    if normalised(runner) == normalised(by):
        raise RefusedError(
            f"{PHASE_NAMES[found.phase]}阶段是{runner}运行的，经办人不能审定自己运行的结果；"
            "请由另一人审定。"
        )
