"""The leading group's approval (审定): recorded for exactly the data that it saw."""

from __future__ import annotations

import datetime as dt

from flows.archives import open_archive
from flows.differences import digest_of
from flows.lock import phase_lock
from flows.settings import Workspace
from schemas.consolidated import Consolidated
from schemas.dossier import Approved
from schemas.errors import UsageError
from schemas.findings import Finding
from schemas.schedule import PHASE_NAMES, Phase

_SETTLED_BY_APPROVAL = frozenset({"LF-D06", "LF-D08"})
"""What an approval settles: that there was none, or that the data have changed since."""


def approve(workspace: Workspace, phase: Phase, *, by: str, date: dt.date) -> tuple[Finding, ...]:
    """Record the approval of what the phase's last run consolidated.

    Returns:
        The errors that stand in the way; nothing is recorded while there are any.

    Raises:
        UsageError: The phase has not been run yet.
        MachineError: A run of the phase is under way, or the archive is at fault.
    """
    year = workspace.college.year
    with (
        phase_lock(workspace.root, phase),
        open_archive(workspace, create=False) as archive,
        archive.writing() as records,
    ):
        publication = records.publications.latest(year, phase)
        if publication is None or publication.data is None:
            raise UsageError(
                f"{PHASE_NAMES[phase]}阶段还没有运行过，请先运行 lianfang run {phase}。"
            )
        standing = tuple(
            finding
            for finding in records.findings.of_run(publication.run)
            if finding.severity == "error" and finding.code not in _SETTLED_BY_APPROVAL
        )
        if not standing:
            data = Consolidated.model_validate_json(publication.data)
            approved = Approved(phase=phase, by=by, date=date, digest=digest_of(data))
            records.approvals.approve(approved, year=year, data=publication.data)
    return standing
