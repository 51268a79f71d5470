"""Lifting a finding that is a false alarm (撤销误报), for as long as its file stays what it is."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from archive.store import Records
from flows.archives import open_archive
from flows.jsonfile import json_bytes
from flows.settings import Workspace
from schemas.errors import RefusedError, UsageError
from schemas.findings import Finding

NEVER_LIFTED = frozenset(
    {"LF-F01", "LF-F02", "LF-F03", "LF-F04", "LF-F05", "LF-F06", "LF-D06", "LF-D08"}
)


@dataclass(frozen=True, slots=True)
class Doubted:
    """A finding that may be lifted.

    Attributes:
        finding: As the last run that had it told it.
        sha256: Digest of its file now; None for a finding without a file.
    """

    finding: Finding
    sha256: str | None

    @property
    def digest(self) -> str:
        """Give a digest of what is decided upon: the finding's words and the file's content."""
        said = [self.finding.model_dump(mode="json"), self.sha256]
        return hashlib.sha256(json_bytes(said)).hexdigest()


def doubted(workspace: Workspace, finding_id: str) -> Doubted:
    """Give a finding that somebody wants to lift.

    Raises:
        UsageError: There is no such finding this year.
        RefusedError: It is of a kind that is never lifted.
        MachineError: The archive is at fault.
    """
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        return _doubted(records, workspace.college.year, finding_id)


def overrule(
    workspace: Workspace,
    finding_id: str,
    *,
    by: str,
    reason: str,
    date: dt.date,
    seen: str | None = None,
) -> Finding:
    """Lift a finding for as long as its file stays what it is.

    Args:
        workspace: The college's workspace.
        finding_id: The finding's id.
        by: Who lifts it.
        reason: Why.
        date: When.
        seen: Digest of what was seen (``Doubted.digest``); None for what is there now.

    Raises:
        UsageError: There is no such finding this year.
        RefusedError: It is of a kind that is never lifted, or no longer what was seen.
        MachineError: The archive is at fault.
    """
    year = workspace.college.year
    with open_archive(workspace, create=False) as archive, archive.writing() as records:
        found = _doubted(records, year, finding_id)
        if seen is not None and seen != found.digest:
            raise RefusedError(
                f"问题 {finding_id} 或它所在的文件在您查看之后有变化，这次决定没有登记；"
                "请重新查看后再决定。"
            )
        records.overrulings.overrule(
            found.finding, year=year, sha256=found.sha256, by=by, reason=reason, date=date
        )
    return found.finding


def _doubted(records: Records, year: int, finding_id: str) -> Doubted:
    finding = records.findings.find(finding_id, year)
    if finding is None:
        raise UsageError(f"没有编号为 {finding_id} 的问题，编号见 findings.json。")
    if finding.code in NEVER_LIFTED:
        raise RefusedError(f"{finding.code} 不能撤销，只能由报送部门改正。")
    digest = records.files.digest_at(finding.file) if finding.file else None
    return Doubted(finding=finding, sha256=digest)
