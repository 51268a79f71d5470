"""Receiving what lies in the inbox: the first step of every phase, and all that 收件 does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from archive.store import Archive
from extractors.read import EXTRACTOR_VERSION
from flows.inbox import InboxFile, scan
from flows.intake import Intake
from flows.reading import file_reader
from flows.settings import Workspace
from schemas.dossier import ReceivedFile
from schemas.schedule import Phase

Batch = tuple[ReceivedFile, ...]
Receive = Callable[[Sequence[str], Callable[[str], Batch]], Sequence[Batch]]
"""Carries the work out for each sender; results in the order of the senders."""

_NO_FOLDER = "（未归入部门）"


def begin_run(
    archive: Archive,
    workspace: Workspace,
    phase: Phase,
    as_of: dt.date,
    now: dt.datetime,
    *,
    by: str | None = None,
) -> int:
    """Record that a run begins, and give its ordinal; ``by`` is who runs it."""
    with archive.writing() as records:
        return records.runs.start(
            year=workspace.college.year,
            phase=phase,
            as_of=as_of,
            started=now,
            reader_version=EXTRACTOR_VERSION,
            by=by,
        )


def receive_files(
    archive: Archive, run: int, workspace: Workspace, as_of: dt.date, receive: Receive
) -> tuple[ReceivedFile, ...]:
    """Take in what lies in the inbox, one folder after the other, each wholly or not at all."""
    senders = _by_sender(workspace)
    with _intake(archive, run, workspace, as_of) as intake:
        batches = receive(list(senders), lambda sender: intake.take(senders[sender]))
    return tuple(file for batch in batches for file in batch)


def look_at_files(
    archive: Archive, run: int, workspace: Workspace, as_of: dt.date, receive: Receive
) -> tuple[ReceivedFile, ...]:
    """Give what :func:`receive_files` would, and leave the archive as it is.

    Args:
        archive: What runs have received.
        run: The ordinal that files which no run has received are given.
        workspace: Whose inbox.
        as_of: Today; files received later are not seen.
        receive: Carries the work out for each sender.
    """
    senders = _by_sender(workspace)
    with _intake(archive, run, workspace, as_of) as intake:
        batches = receive(list(senders), lambda sender: intake.look(senders[sender]))
    return tuple(file for batch in batches for file in batch)


def _by_sender(workspace: Workspace) -> dict[str, list[InboxFile]]:
    senders: dict[str, list[InboxFile]] = {}
    for file in scan(workspace.root, workspace.college):
        senders.setdefault(file.department or file.folder or _NO_FOLDER, []).append(file)
    return senders


@contextmanager
def _intake(archive: Archive, run: int, workspace: Workspace, as_of: dt.date) -> Iterator[Intake]:
    limits = workspace.college.limits
    with file_reader(limits) as reader:
        yield Intake(
            archive=archive,
            run=run,
            year=workspace.college.year,
            as_of=as_of,
            reader=reader,
            reader_version=EXTRACTOR_VERSION,
            limits=limits,
        )
