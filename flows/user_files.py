"""Documents that users ask for beside the output folder, where they want them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from flows.archives import archive_file
from flows.faults import reason_of
from flows.outputs import PUBLIC_KEY
from flows.settings import CONFIGURATION, Workspace
from schemas.errors import MachineError, UsageError

_FOLDERS = ("inbox", "output", "templates", ".lianfang")


def refuse_used(path: Path, workspace: Workspace) -> None:
    """Refuse a place where a document would destroy, or mix with, what the workspace lives on.

    Raises:
        UsageError: The place is the workspace's own.
    """
    place = Path(os.path.realpath(path))
    root = Path(os.path.realpath(workspace.root))
    for used in (*(root / name for name in _FOLDERS), *_files(workspace, root)):
        if place.is_relative_to(used):
            raise UsageError(f"不能写到 {used}，那是工作目录自己要用的；请换一个地方。")


def _files(workspace: Workspace, root: Path) -> Iterator[Path]:
    yield from (root / CONFIGURATION, root / PUBLIC_KEY)
    try:
        archive = archive_file(workspace)
    except UsageError:  # on a server
        return
    yield from (archive.with_name(archive.name + suffix) for suffix in ("", "-wal", "-shm"))


def write_for_user(path: Path, content: bytes) -> None:
    """Write a document to a path of the command line: whole, or what was there stays.

    Raises:
        MachineError: It cannot be written there.
    """
    try:
        place = Path(os.path.realpath(path))
        if place.exists() and not (place.is_file() and os.access(place.parent, os.W_OK)):
            place.write_bytes(content)  # as /dev/stdout, or a file in a folder of somebody else
        else:
            _write_whole(place, content)
    except OSError as fault:
        raise MachineError(f"写不了 {path}：{reason_of(fault)}。") from None


def _write_whole(place: Path, content: bytes) -> None:
    draft = place.with_name(f".lianfang-{os.getpid()}")
    try:
        draft.write_bytes(content)
        if place.exists():
            place.open("ab").close()  # what is write-protected stays
            draft.chmod(place.stat().st_mode)
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
