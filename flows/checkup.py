"""The nightly check-up (体检): the archive, and every set of documents that was published."""

from __future__ import annotations

from collections.abc import Iterator

from flows.archives import open_archive
from flows.outputs import MANIFEST, verify
from flows.settings import Workspace
from schemas.errors import LianfangError
from schemas.schedule import PHASES


def checkup(workspace: Workspace) -> tuple[str, ...]:
    """Give a Chinese sentence for everything that is not as it should be; nothing is changed."""
    return (*_archive(workspace), *_outputs(workspace))


def _archive(workspace: Workspace) -> Iterator[str]:
    try:
        with open_archive(workspace, create=False) as archive, archive.viewing() as records:
            records.runs.all(workspace.college.year)
    except LianfangError as fault:
        yield str(fault)


def _outputs(workspace: Workspace) -> Iterator[str]:
    """Verify the phases of all years."""
    for manifest in sorted((workspace.root / "output").glob(f"*/*/{MANIFEST}")):
        folder = manifest.parent
        if folder.name in PHASES:
            for problem in verify(folder):
                yield f"{folder.parent.name}/{folder.name}：{problem}"
