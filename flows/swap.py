"""A folder takes another's place at once, and stays there through kill -9 and power failure."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_NOT_OFFERED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def draft_of(target: Path) -> Path:
    """Give the hidden folder beside the target in which the next one is made."""
    return target.with_name(f".{target.name}.new")


def recover(target: Path) -> None:
    """Bring a target in order that a killed program left behind: a whole folder and no rests."""
    old = _old_of(target)
    if old.exists() and not target.exists():
        old.rename(target)  # killed between the two steps of _replace_in_two_steps
        sync(target.parent)
    for leftover in (draft_of(target), old):
        if leftover.exists():
            shutil.rmtree(leftover)


def put_in_place(target: Path) -> None:
    """Let the draft, which :func:`sync_tree` has written to disk, take the target's place.

    Whoever looks sees the old folder or the new one, each complete; the old one is removed when
    the new one's name is on disk.
    """
    draft = draft_of(target)
    try:
        _replace(draft, target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync(target.parent)
    for leftover in (draft, _old_of(target)):
        # The new folder stands; what cannot be removed now is removed by the next run.
        shutil.rmtree(leftover, ignore_errors=True)


def sync_tree(folder: Path) -> None:
    """Write a folder's files to disk, then the folders that name them, innermost first."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            sync(Path(parent, name))
        sync(Path(parent))


def sync(path: Path) -> None:
    """Write a file's content, or a folder's names, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(draft: Path, target: Path) -> None:
    if not target.exists():
        draft.rename(target)
    elif not _exchange(draft, target):
        _replace_in_two_steps(draft, target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names at once; False where kernel or file system does not offer it."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    flags = ctypes.c_uint(_RENAME_EXCHANGE)
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_OFFERED:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _replace_in_two_steps(draft: Path, target: Path) -> None:
    """Replace where names cannot be exchanged; :func:`recover` mends a kill in between."""
    old = _old_of(target)
    target.rename(old)
    sync(target.parent)
    try:
        draft.rename(target)
    except OSError:
        old.rename(target)
        raise


def _old_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")
