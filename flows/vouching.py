"""Manifests held against the archive's copies, so that one forged with its documents is noticed.

A manifest in the output folder vouches for its documents; whoever may write there may write both
anew. The archive keeps every manifest that a run wrote, and the audit log its digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from archive.store import Records
from flows.archives import open_archive
from flows.outputs import MANIFEST, PUBLISHED, read_manifest
from flows.settings import CONFIGURATION, Workspace
from schemas.errors import LianfangError
from schemas.schedule import PHASE_NAMES, PHASES

_FORGED = (
    "清单“{path}”与档案库所存的各份都不同，不是本软件写的，或已被改动；"
    "它所列的文件也不能信，请用备份恢复，或再运行一次{phase}阶段。"
)
_NOT_COMPARED = "清单没有与档案库对照：{fault}"


def unknown_manifests(records: Records, folder: Path) -> Iterator[str]:
    """Give a Chinese sentence for every manifest of a phase's folder that no run has written.

    Args:
        records: The archive.
        folder: ``output/<year>/<phase>``.
    """
    year, phase = folder.parent.name, next((p for p in PHASES if p == folder.name), None)
    if phase is None or not year.isdecimal():
        return
    known = records.publications.manifests(int(year), phase)
    for file in (folder / MANIFEST, *sorted(folder.glob(f"{PUBLISHED}/*/{MANIFEST}"))):
        if _digest(file) not in (None, *known):
            path = file.relative_to(folder).as_posix()
            yield _FORGED.format(path=path, phase=PHASE_NAMES[phase])


def _digest(file: Path) -> str | None:
    """Give a manifest's digest; None where it is missing or damaged, which others tell."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return hashlib.sha256(data).hexdigest() if read_manifest(data) else None


def forged_manifests(records: Records, workspace: Workspace) -> Iterator[str]:
    """Give the same for all years and phases of a workspace, with the folder before."""
    for folder in sorted((workspace.root / "output").glob("*/*")):
        for problem in unknown_manifests(records, folder):
            yield f"{folder.parent.name}/{folder.name}：{problem}"


def against_archive(folder: Path) -> Iterator[str]:
    """Hold a phase's folder against the archive of the workspace in which it lies, if it does.

    Where the archive cannot be read that is a problem too: nobody has compared then.
    """
    folder = folder.resolve()
    output = folder.parent.parent
    root = output.parent
    if output.name != "output" or not (root / CONFIGURATION).is_file():
        return
    try:
        workspace = Workspace.open(root)
        with open_archive(workspace, create=False) as archive, archive.viewing() as records:
            yield from unknown_manifests(records, folder)
    except LianfangError as fault:
        yield _NOT_COMPARED.format(fault=fault)
