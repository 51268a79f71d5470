"""Restoring a workspace from a backup: into a new place, wholly and verified, or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

import pydantic

from flows.archives import open_archive
from flows.backup import FOLDERS, LISTING, Copied, Listing
from flows.faults import told_in_chinese
from flows.outputs import PUBLIC_KEY
from flows.settings import CONFIGURATION, Workspace
from schemas.errors import LianfangError, RefusedError, UsageError

_CHUNK = 1 << 20
_DAMAGED = "备份“{file}”已损坏（{path}），没有恢复任何内容；请换一份备份。"
_FOREIGN = "“{file}”不是本软件的备份文件。"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_CONTRADICTORY = (FileExistsError, NotADirectoryError, OverflowError, UnicodeError)
"""What a listing brings about that names a file twice, under a file, or as none can be."""


def restore(file: Path, root: Path) -> Listing:
    """Make a workspace of a backup.

    Every file's digest and the archive's audit log are held against each other in a folder beside
    ``root``; only then does it get its name. Only what the backup lists is taken, and only inside.

    Raises:
        UsageError: No backup, or the place is not empty.
        RefusedError: The backup is damaged.
        MachineError: No room or no rights.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(f"{root} 已存在且不是空文件夹；恢复只能放进新的或空的文件夹。")
    if not file.is_file():
        raise UsageError(f"没有文件“{file}”。")
    goal = root.resolve()
    with told_in_chinese(f"工作目录“{root}”"):
        goal.parent.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".lianfang-", dir=goal.parent))
        try:
            draft = place / "W"
            listing = _unpack(file, draft)
            _require_sound(file, draft, listing)
            draft.rename(goal)
        finally:
            shutil.rmtree(place, ignore_errors=True)
    return listing


def _unpack(file: Path, draft: Path) -> Listing:
    try:
        with zipfile.ZipFile(file) as package:
            listing = _listing(package, file)
            draft.mkdir()
            for folder in listing.folders:
                (draft / folder).mkdir(parents=True, exist_ok=True)
            for copied in listing.files:
                _take(package, copied, draft, file)
    except _UNREADABLE:
        raise RefusedError(_DAMAGED.format(file=file, path="压缩包读不出来")) from None
    except _CONTRADICTORY:
        raise RefusedError(_DAMAGED.format(file=file, path="清单自相矛盾")) from None
    return listing


def _listing(package: zipfile.ZipFile, file: Path) -> Listing:
    try:
        listing = Listing.model_validate(json.loads(package.read(LISTING)))
    except (KeyError, ValueError, pydantic.ValidationError):
        raise UsageError(_FOREIGN.format(file=file)) from None
    paths = [copied.path for copied in listing.files]
    known = {CONFIGURATION, PUBLIC_KEY, listing.archive}
    for path in (*paths, *listing.folders):
        if not _is_inside(path) or (path not in known and path.split("/")[0] not in FOLDERS):
            raise RefusedError(_DAMAGED.format(file=file, path="清单里有不属于工作目录的路径"))
    if len(set(paths)) != len(paths) or CONFIGURATION not in paths:
        raise RefusedError(_DAMAGED.format(file=file, path="清单自相矛盾"))
    return listing


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and "\0" not in path


def _take(package: zipfile.ZipFile, copied: Copied, draft: Path, file: Path) -> None:
    """Write a file and hold it against its digest; never more bytes than are listed."""
    place = draft / copied.path
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), copied.size
    try:
        source = package.open(copied.entry)
    except KeyError:
        raise RefusedError(_DAMAGED.format(file=file, path=copied.path)) from None
    with source, place.open("xb") as goal:
        while left and (chunk := source.read(min(_CHUNK, left))):
            goal.write(chunk)
            digest.update(chunk)
            left -= len(chunk)
        more = source.read(1)
    if left or more or digest.hexdigest() != copied.sha256:
        raise RefusedError(_DAMAGED.format(file=file, path=copied.path))
    os.utime(place, ns=(copied.modified, copied.modified))


def _require_sound(file: Path, draft: Path, listing: Listing) -> None:
    """Open the archive, bring it up to date, and follow its audit log."""
    if listing.archive is None:
        return
    try:
        workspace = Workspace.open(draft)
        with open_archive(workspace, create=True) as archive, archive.viewing() as records:
            fault = records.audit.verify().fault
    except LianfangError as error:
        raise RefusedError(_DAMAGED.format(file=file, path=str(error).rstrip("。"))) from None
    if fault:
        told = f"审计记录核对不符：{fault}".rstrip("。")
        raise RefusedError(_DAMAGED.format(file=file, path=told))
