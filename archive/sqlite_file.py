"""The archive as one SQLite file: made at once and whole, and never made anew over damage."""

from __future__ import annotations

import errno
import fcntl
import glob
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection

from archive.faults import CANNOT_OPEN, DAMAGED, FULL, IO_ERROR, READ_ONLY
from schemas.errors import MachineError

_MAGIC = b"SQLite format 3\x00"
EMPTY = "{name}是空文件，应有的内容已经丢失，程序没有改动它；请用备份恢复后再运行。"
ORPHANED = "{name}不见了，但它的日志文件 {wal} 还在；请把档案库文件放回原处，或用备份恢复后再运行。"
_OS_FAULTS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.ENOENT: CANNOT_OPEN,
    errno.ENOTDIR: CANNOT_OPEN,
}


def exists(path: Path, name: str) -> bool:
    """Tell whether the archive is there.

    Raises:
        MachineError: Something is there that is no whole SQLite file, or only the log of one.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        _require_no_log(path, name)
        return False
    except OSError as fault:
        raise MachineError(CANNOT_OPEN.format(name=name)) from fault
    if not head:
        raise MachineError(EMPTY.format(name=name))
    if head != _MAGIC:
        raise MachineError(DAMAGED.format(name=name))
    return True


def _require_no_log(path: Path, name: str) -> None:
    # A log beside a new file of the same name would be replayed into it.
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise MachineError(ORPHANED.format(name=name, wal=log.name))


def require_whole(connection: Connection, name: str) -> None:
    """Follow every page of the file (about 0.3 s a gigabyte when it lies in memory).

    Raises:
        MachineError: A page is damaged.
    """
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        raise MachineError(DAMAGED.format(name=name))


def copy(connection: Connection, path: Path) -> None:
    """Copy the database of a connection by SQLite's online backup, in one step."""
    with closing(sqlite3.connect(path)) as goal:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the only driver for files
        source.backup(goal)


def create(path: Path, name: str, fill: Callable[[Path], None]) -> None:
    """Make the archive under a hidden name and put it in place when it is complete.

    Args:
        path: Where it shall stand; if another program was faster, its archive stays.
        name: What the user calls the archive.
        fill: Makes the file at the path that it is given, and closes it.

    Raises:
        MachineError: No room or no rights.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _remove_leftovers(path)
        guard = _locked(draft)
        try:
            fill(draft)
            os.fsync(guard)
            _put_in_place(draft, path)
        finally:
            for rest in _with_companions(draft):
                rest.unlink(missing_ok=True)
            os.close(guard)
    except OSError as fault:
        line = _OS_FAULTS.get(fault.errno or 0, IO_ERROR)
        raise MachineError(line.format(name=name)) from fault


def _locked(draft: Path) -> int:
    """Make a draft whose lock tells others that its maker lives; give its descriptor."""
    while True:
        guard = os.open(draft, os.O_RDWR | os.O_CREAT, 0o666)
        fcntl.flock(guard, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):  # taken for abandoned before it was locked
            if os.path.samestat(os.fstat(guard), draft.stat()):
                return guard
        os.close(guard)


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove_leftovers(path: Path) -> None:
    """Remove the drafts of killed programs: those that nobody holds locked."""
    for draft in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        # Locked until it is gone, or its maker could lock it meanwhile and lose it while filling.
        with suppress(BlockingIOError, FileNotFoundError), draft.open("rb") as guard:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The draft itself goes last: while it is there, its companions are found again.
            if os.path.samestat(os.fstat(guard.fileno()), draft.stat()):
                for rest in reversed(_with_companions(draft)):
                    rest.unlink(missing_ok=True)


def _with_companions(draft: Path) -> list[Path]:
    """Give a file and the others that SQLite may make beside it."""
    return [draft.with_name(f"{draft.name}{end}") for end in ("", "-wal", "-shm", "-journal")]
