"""What lies in the inbox: which files count, whose they are, and whether they are still growing."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.college import CORRECTIONS_FOLDER, EVIDENCE_FOLDER, OFFICE_FOLDER, College

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})

# A file changed this recently may still be being copied; it is looked at again after the pause.
RECENT_SECONDS = 5.0
PAUSE_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class InboxFile:
    r"""A file of the inbox and what its folder says about it.

    Attributes:
        path: Where it is.
        name: POSIX path relative to the workspace; bytes that are not UTF-8 as ``\xNN``.
        folder: First folder below ``inbox/`` (below ``更正/`` for the office's readings), or "".
        department: Configured name behind that folder, or None.
        by_office, office_folder, evidence: As in ``schemas.dossier.Source``.
        size, modified: As they were at this look; only for telling whether the file still grows.
    """

    path: Path
    name: str
    folder: str
    department: str | None
    by_office: bool
    office_folder: bool
    evidence: bool
    size: int
    modified: int


def scan(root: Path, college: College) -> tuple[InboxFile, ...]:
    """List the files of a workspace's inbox that count, in the order of their names.

    Passed by: lock and temporary files, hidden ones, links, pipes, devices, and files that grow
    between two looks (contract, section 2).
    """
    first = {file.path: file for file in _look(root, college)}
    now = time.time_ns()
    recent = [f for f in first.values() if now - f.modified < RECENT_SECONDS * 1e9]
    if not recent:
        return tuple(first.values())
    time.sleep(PAUSE_SECONDS)
    return tuple(file for file in first.values() if file not in recent or unchanged(file))


def unchanged(file: InboxFile) -> bool:
    """Tell whether a file still has the size and time that it had when it was listed."""
    try:
        status = file.path.lstat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (file.size, file.modified)


def _look(root: Path, college: College) -> Iterator[InboxFile]:
    inbox = root / "inbox"
    for path, status in sorted(_regular_files(inbox), key=lambda found: os.fsencode(found[0])):
        parts = path.relative_to(inbox).parts
        folders = parts[:-1]
        office = bool(folders) and folders[0] == OFFICE_FOLDER
        correction = office and folders[1:2] == (CORRECTIONS_FOLDER,)
        owner = folders[2:3] if correction else folders[:1]
        folder = owner[0] if owner else ""
        yield InboxFile(
            path=path,
            name=displayed(Path("inbox", *parts)),
            folder=displayed(Path(folder)) if folder else "",
            department=None if office and not correction else college.department_named(folder),
            by_office=correction,
            office_folder=office and not correction,
            evidence=EVIDENCE_FOLDER in folders[1:],
            size=status.st_size,
            modified=status.st_mtime_ns,
        )


def _regular_files(folder: Path) -> Iterable[tuple[Path, os.stat_result]]:
    """Walk a folder without following links; folders that cannot be opened hold nothing."""
    waiting = [folder]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            if _passed_by(entry.name):
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            if stat.S_ISDIR(status.st_mode):
                waiting.append(Path(entry.path))
            elif stat.S_ISREG(status.st_mode):
                yield Path(entry.path), status


def _passed_by(name: str) -> bool:
    return (
        name.startswith((".", "~$"))
        or name.lower() in _SYSTEM_FILES
        or (name.lower().startswith("~wrl") and name.lower().endswith(".tmp"))
    )


def displayed(path: Path) -> str:
    r"""Write a path as text: POSIX, with bytes that are not UTF-8 as ``\xNN``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
