"""Backup of a workspace into one zip file, while runs may be going on.

The archive is copied by SQLite's own online backup, so that it is whole as of one moment. A phase's
output folder is exchanged at once by every run; it is linked aside first, and again if it was
exchanged meanwhile. Whatever is read is digested as it goes into the zip file; ``backup.json``
lists it, and the finished file is read back before it gets its name.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from archive.schema import REVISIONS
from flows.archives import archive_file, open_archive
from flows.faults import told_in_chinese
from flows.outputs import PUBLIC_KEY
from flows.settings import CONFIGURATION, Workspace
from schemas.base import Model
from schemas.errors import MachineError, UsageError

LISTING = "backup.json"
FOLDERS = ("inbox", "templates", "output")
_CHUNK = 1 << 20
_TRIES = 20


class Copied(Model):
    """A file of a backup.

    Attributes:
        path: POSIX path relative to the workspace; bytes that are no UTF-8 as lone surrogates.
        entry: Its name in the zip file.
        modified: Nanoseconds since 1970.
    """

    path: str
    entry: str
    sha256: str
    size: int
    modified: int


class Listing(Model):
    """What a backup holds; ``schema_version`` is that of the program that wrote it."""

    schema_version: str
    archive: str | None
    folders: tuple[str, ...]
    files: tuple[Copied, ...]


def back_up(workspace: Workspace, target: Path) -> Listing:
    """Write a backup; the file gets its name when it is complete and has been read back.

    Raises:
        UsageError: The file is there already, or lies where it would be a part of itself; the
            archive lies outside the workspace or on a server.
        MachineError: No room or no rights.
    """
    root = workspace.root.resolve()
    _require_place(root, target)
    archive = archive_file(workspace)
    with (
        told_in_chinese(f"备份文件“{target}”"),
        tempfile.TemporaryDirectory(prefix=".lianfang-", dir=target.resolve().parent) as place,
    ):
        staged = Path(place)
        draft = staged / "draft.zip"
        sources = list(_sources(workspace, archive, staged))
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            copied = [
                one
                for number, (path, file) in enumerate(sources)
                if (one := _add(package, number, path, file))
            ]
            listing = Listing(
                schema_version=REVISIONS[-1],
                archive=archive.relative_to(root).as_posix() if archive.exists() else None,
                folders=tuple(_folders(root)),
                files=tuple(copied),
            )
            package.writestr(LISTING, json.dumps(listing.model_dump()))
        _require_as_listed(draft, listing)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.rename(target)
    return listing


def _require_place(root: Path, target: Path) -> None:
    if target.exists():
        raise UsageError(f"{target} 已经存在，请换一个文件名，例如带上日期。")
    if not target.resolve().parent.is_dir():
        raise UsageError(f"没有文件夹 {target.resolve().parent}，请先建立。")
    for name in FOLDERS:
        if target.resolve().is_relative_to(root / name):
            raise UsageError(f"备份不能放在工作目录的 {name} 里，请放到别处（最好是另一块磁盘）。")


def _sources(workspace: Workspace, archive: Path, staged: Path) -> Iterator[tuple[str, Path]]:
    """Give path in the workspace → file to read; the archive's copy is made here and now."""
    root = workspace.root.resolve()
    yield CONFIGURATION, root / CONFIGURATION
    if (root / PUBLIC_KEY).is_file():  # of the key only the public half is ever here
        yield PUBLIC_KEY, root / PUBLIC_KEY
    for name in ("inbox", "templates"):
        for file in _files(root / name):
            yield file.relative_to(root).as_posix(), file
    # Outputs first: what they tell is in the archive, whose copy is the later one.
    for phase in sorted((root / "output").glob("*/*")):
        if phase.is_dir() and not phase.is_symlink() and not phase.name.startswith("."):
            within = phase.relative_to(root)
            for file in _files(_held(phase, staged / within)):
                yield (within / file.relative_to(staged / within)).as_posix(), file
    if archive.exists():
        copy = staged / "archive.db"
        with open_archive(workspace, create=False) as opened:
            opened.copy_to(copy)
        yield archive.relative_to(root).as_posix(), copy


def _files(folder: Path) -> Iterator[Path]:
    """Give the regular files below a folder, links left out, in a steady order."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(parent) / name
            if file.is_file() and not file.is_symlink():
                yield file


def _folders(root: Path) -> Iterator[str]:
    """Give the folders of the inbox: a department's stands there before anything arrives."""
    for parent, folders, _ in os.walk(root / "inbox"):
        folders.sort()
        yield from ((Path(parent) / name).relative_to(root).as_posix() for name in folders)


def _held(folder: Path, goal: Path) -> Path:
    """Link a folder's files aside as they stand together, however often runs exchange it."""
    for _ in range(_TRIES):
        shutil.rmtree(goal, ignore_errors=True)
        try:
            before = folder.stat()
            shutil.copytree(folder, goal, symlinks=True, copy_function=_link)
            if os.path.samestat(before, folder.stat()):
                return goal
        except (FileNotFoundError, shutil.Error):
            continue
    raise MachineError(f"输出文件夹“{folder}”一直在变动，没有备份成；请稍后再试。")


def _link(source: str, goal: str) -> None:
    try:
        os.link(source, goal, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one without hard links
        shutil.copy2(source, goal, follow_symlinks=False)


def _add(package: zipfile.ZipFile, number: int, path: str, file: Path) -> Copied | None:
    """Put a file into the zip file; None when it has vanished meanwhile."""
    entry = path if _is_text(path) else f"unnamed/{number}"
    try:
        source = file.open("rb")
    except FileNotFoundError:
        return None
    digest, size = hashlib.sha256(), 0
    with source, package.open(entry, "w", force_zip64=True) as goal:
        while chunk := source.read(_CHUNK):
            goal.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        modified = os.fstat(source.fileno()).st_mtime_ns
    return Copied(path=path, entry=entry, sha256=digest.hexdigest(), size=size, modified=modified)


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _require_as_listed(draft: Path, listing: Listing) -> None:
    with zipfile.ZipFile(draft) as package:
        for copied in listing.files:
            with package.open(copied.entry) as source:
                digest = hashlib.sha256()
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                if digest.hexdigest() != copied.sha256:
                    raise MachineError(
                        f"备份写好后核对不符（{copied.path}），没有保留；请检查磁盘后再试。"
                    )
