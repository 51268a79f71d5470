"""The nightly check-up (体检): the archive, its log and bytes, and every published set.

Each problem is one Chinese sentence; nothing is changed. ``lianfang doctor`` looks at the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.audit import Verified
from archive.records import Damaged
from archive.store import Records
from flows.archives import open_archive
from flows.faults import reason_of
from flows.outputs import MANIFEST, verify
from flows.settings import Workspace
from flows.signing import signature_problems
from flows.vouching import forged_manifests
from schemas.errors import LianfangError
from schemas.schedule import PHASES


def checkup(workspace: Workspace) -> tuple[str, ...]:
    """Give a Chinese sentence for everything that is not as it should be."""
    return (*_archive(workspace), *output_problems(workspace))


def _archive(workspace: Workspace) -> Iterator[str]:
    try:
        with open_archive(workspace, create=False) as archive, archive.viewing() as records:
            yield from log_problems(records.audit.verify())
            yield from content_problems(records)
            yield from forged_manifests(records, workspace)
    except LianfangError as fault:
        yield str(fault)


def log_problems(verified: Verified) -> Iterator[str]:
    """Say what is wrong with the audit log, if anything is."""
    if verified.fault:
        yield f"审计记录核对不符：{verified.fault}请保留现场，并与备份对照。"


def content_problems(records: Records) -> Iterator[str]:
    """Hash anew the originals, and the data and manifests that the archive keeps."""
    for damaged in records.files.damaged():
        yield f"档案库中{_named(damaged)}已损坏，与存入时的校验码不符，请用备份恢复。"


def _named(damaged: Damaged) -> str:
    if damaged.path:
        return f"“{damaged.path}”的原件"
    return f"已发布或审定的数据（校验码 {damaged.sha256[:12]}…）"


def output_problems(workspace: Workspace) -> Iterator[str]:
    """Hold the documents of all years and phases against their manifests."""
    for folder in sorted((workspace.root / "output").glob("*/*")):
        if folder.name in PHASES and folder.is_dir() and any(folder.iterdir()):
            for problem in _problems(folder):
                yield f"{folder.parent.name}/{folder.name}：{problem}"


def _problems(folder: Path) -> Iterator[str]:
    if not (folder / MANIFEST).is_file():
        yield f"缺少清单 {MANIFEST}，无法核对这套文件。"
        return
    try:
        yield from verify(folder)
        yield from signature_problems(folder, None)
    except OSError as fault:
        yield f"读不出来（{reason_of(fault)}），无法核对这套文件。"
