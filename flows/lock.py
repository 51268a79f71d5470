"""One run of a phase, one round of reminders at a time, wherever; no lock is ever stale.

Where the archive is a file, the lock is one of this machine's kernel on a file beside the outputs.
Where it lies on a server, other machines run phases too, and locks of files on shared storage do
not hold everywhere: then it is a lock of the database.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.locks import StillHeld, is_locked, server_lock
from flows.archives import server_address
from flows.faults import told_in_chinese
from flows.settings import Workspace
from schemas.errors import MachineError
from schemas.schedule import PHASE_NAMES, PHASES, Phase

WAIT_S = 5.0
_POLL_S = 0.05


@contextmanager
def held_phase(
    workspace: Workspace, phase: Phase, *, wait_s: float = WAIT_S
) -> Iterator[StillHeld]:
    """Hold a phase for the block, against other runs of it and its approval on any machine.

    Args:
        workspace: Whose phase it is.
        phase: What is to be run or approved.
        wait_s: Seconds to wait for another run.

    Yields:
        What to call right before publishing; raises MachineError when the phase is held no more.

    Raises:
        MachineError: The other run is still under way, the folder cannot be written, or the
            archive's server cannot be reached.
        UsageError: The archive's driver is not installed.
    """
    url = server_address(workspace)
    if url is None:
        with phase_lock(workspace.root, phase, wait_s=wait_s):
            yield _always
        return
    with server_lock(url, PHASES.index(phase), wait_s=wait_s) as still_held:
        if still_held is None:
            raise _under_way(phase, wait_s)
        yield still_held


def phases_held(workspace: Workspace) -> tuple[Phase, ...]:
    """Tell which phases are being run or approved now; raises like :func:`held_phase`."""
    url = server_address(workspace)
    if url is None:
        return tuple(phase for phase in PHASES if _is_locked(_lock_file(workspace.root, phase)))
    return tuple(phase for n, phase in enumerate(PHASES) if is_locked(url, n))


def _always() -> None:
    """Nobody can take the kernel's lock away."""


@contextmanager
def phase_lock(workspace: Path, phase: Phase, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold a phase for the block, against other runs of it and its approval on this machine.

    The lock is held on a hidden file of ``W/output``, which is removed again at the end.

    Args:
        workspace: W.
        phase: What is to be run or approved.
        wait_s: Seconds to wait for another run.

    Raises:
        MachineError: The other run is still under way, or the folder cannot be written.
    """
    with _held_file(_lock_file(workspace, phase), _under_way(phase, wait_s), wait_s):
        yield


@contextmanager
def held_reminders(workspace: Workspace, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the reminders for the block, so that nobody is told twice; as :func:`held_phase`."""
    busy = MachineError(f"另一次催报正在进行，等了 {wait_s:g} 秒仍未结束；请等它结束后再试。")
    url = server_address(workspace)
    if url is None:
        with _held_file(workspace.root / "output" / ".remind.lock", busy, wait_s):
            yield
        return
    with server_lock(url, len(PHASES), wait_s=wait_s) as still_held:
        if still_held is None:
            raise busy
        yield


@contextmanager
def _held_file(path: Path, busy: MachineError, wait_s: float) -> Iterator[None]:
    with told_in_chinese(f"输出文件夹“{path.parent}”"):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _acquire(path, time.monotonic() + wait_s)
    if handle is None:
        raise busy
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while still locked: nobody else can be holding this file
        os.close(handle)


def _under_way(phase: Phase, waited_s: float) -> MachineError:
    return MachineError(
        f"“{PHASE_NAMES[phase]}”阶段正有另一次运行或审定在进行，"
        f"等了 {waited_s:g} 秒仍未结束；请等它结束后再试。"
    )


def _lock_file(workspace: Path, phase: Phase) -> Path:
    return workspace / "output" / f".{phase}.lock"


def _acquire(path: Path, deadline: float) -> int | None:
    """Lock the file, trying until the deadline; give its descriptor, or None."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if _locked(handle) and _is_still(handle, path):
            return handle
        os.close(handle)
        if time.monotonic() >= deadline:
            return None
        time.sleep(_POLL_S)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(handle: int, path: Path) -> bool:
    """Tell whether the locked file is the one at the path: its last holder removes it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
