"""The leading group's approval (审定): recorded for exactly the data that it saw."""

from __future__ import annotations

import datetime as dt

from archive.records import Run
from flows.archives import open_archive
from flows.differences import digest_of
from flows.lock import held_phase
from flows.settings import Workspace
from schemas.consolidated import Consolidated
from schemas.dossier import Approved
from schemas.errors import RefusedError, UsageError
from schemas.findings import Finding
from schemas.schedule import PHASE_NAMES, Phase
from schemas.text import normalised

_SETTLED_BY_APPROVAL = frozenset({"LF-D06", "LF-D08"})
"""What an approval settles: that there was none, or that the data have changed since."""


def approve(
    workspace: Workspace, phase: Phase, *, by: str, date: dt.date, minutes: str | None = None
) -> tuple[Finding, ...]:
    """Record the approval of what the phase's last run consolidated.

    Returns:
        The errors that stand in the way; nothing is recorded while there are any.

    Raises:
        RefusedError: Four eyes are asked for, and who approves ran the phase, or nobody
            knows who ran it.
        UsageError: The phase has not been run yet.
        MachineError: A run of the phase is under way, or the archive is at fault.
    """
    year = workspace.college.year
    with (
        held_phase(workspace, phase),
        open_archive(workspace, create=False) as archive,
        archive.writing() as records,
    ):
        publication = records.publications.latest(year, phase)
        if publication is None or publication.data is None:
            raise UsageError(
                f"{PHASE_NAMES[phase]}阶段还没有运行过，请先运行 lianfang run {phase}。"
            )
        if workspace.college.approval.four_eyes:
            _require_second_pair(records.runs.find(publication.run), phase, by)
        standing = tuple(
            finding
            for finding in records.findings.of_run(publication.run)
            if finding.severity == "error" and finding.code not in _SETTLED_BY_APPROVAL
        )
        if not standing:
            data = Consolidated.model_validate_json(publication.data)
            approved = Approved(
                phase=phase, by=by, date=date, digest=digest_of(data), minutes=minutes
            )
            records.approvals.approve(approved, year=year, data=publication.data)
    return standing


def _require_second_pair(run: Run | None, phase: Phase, by: str) -> None:
    """See that another person than the one who ran the phase approves it."""
    if run is None or not run.by:
        raise RefusedError(
            f"已要求经办与审定分开（four_eyes），但{PHASE_NAMES[phase]}阶段最近一次运行没有记下运行人；"
            f"请先运行 lianfang run {phase} --by 运行人姓名，再由另一人审定。"
        )
    if normalised(run.by) == normalised(by):
        raise RefusedError(
            f"{PHASE_NAMES[phase]}阶段是{run.by}运行的，经办人不能审定自己运行的结果；请由另一人审定。"
        )
