"""Reading what arrived (收件): like a phase's first step, and nothing is published."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from archive.store import Archive
from extractors.intake import take
from flows.archives import open_archive
from flows.inbox import InboxFile, scan
from flows.overview import current_phase
from flows.receipt import begin_run, receive_files
from flows.settings import Workspace
from flows.stage import PlainStage
from schemas.dossier import ReceivedFile, Source
from schemas.folding import summary
from schemas.forms import FORM_NAMES


def receive_new(workspace: Workspace, as_of: dt.date, now: dt.datetime) -> tuple[ReceivedFile, ...]:
    """Read the files that no run has received, and record their day of receipt.

    Returns:
        Those files; the archive is left as it is when there are none.

    Raises:
        MachineError: Archive or disk are at fault.
    """
    with open_archive(workspace, create=True) as archive:
        if not _unreceived(workspace, archive):
            return ()
        phase = current_phase(workspace.college, as_of)
        run = begin_run(archive, workspace, phase, as_of, now)
        files = receive_files(archive, run, workspace, as_of, PlainStage().receive)
    return tuple(file for file in files if file.source.run == run)


def waiting(workspace: Workspace) -> tuple[InboxFile, ...]:
    """Give the files that no run has received, for days that are none of the college's year.

    Nothing is recorded: a day of receipt outside the year would hide the files from every run as
    of a day in it.
    """
    with open_archive(workspace, create=True) as archive:
        new = _unreceived(workspace, archive)
    return tuple(new.values())


def _unreceived(workspace: Workspace, archive: Archive) -> dict[str, InboxFile]:
    """Give the inbox's contents without a receipt: digest → a file that has it."""
    college = workspace.college
    files = {take(f.path, college.limits.file_mb).sha256: f for f in scan(workspace.root, college)}
    files.pop("", None)  # what cannot be read is told by the phases
    with archive.viewing() as records:
        known = records.files.receipts(files)
    return {digest: file for digest, file in files.items() if digest not in known}


def arrival_rows(files: Sequence[ReceivedFile]) -> list[dict[str, str]]:
    """Give one row a file: whose it is, what it turned out to be, what reading it found."""
    return [
        {
            "部门": _sender(file.source),
            "文件": file.source.path,
            "内容": "、".join(dict.fromkeys(FORM_NAMES[form.form] for form in file.forms))
            or ("佐证材料" if file.source.evidence else "没有认出附件"),
            "读取": summary(file.findings),
        }
        for file in files
    ]


def waiting_rows(files: Sequence[InboxFile]) -> list[dict[str, str]]:
    """Give one row a file that waits for a phase to read it."""
    return [
        {"部门": _sender(file), "文件": file.name, "内容": "运行阶段时读取", "读取": ""}
        for file in files
    ]


def words(files: Sequence[ReceivedFile | InboxFile]) -> str:
    """Say in a line how many files came from whom."""
    counts = Counter(_sender(f.source if isinstance(f, ReceivedFile) else f) for f in files)
    return "、".join(f"{sender} {count} 份" for sender, count in counts.items())


def _sender(file: Source | InboxFile) -> str:
    return file.department or file.folder or "未归入部门"
