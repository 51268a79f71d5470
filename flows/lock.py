"""One run of a phase at a time; the kernel frees the lock, so that none is ever stale."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.faults import told_in_chinese
from schemas.errors import MachineError
from schemas.schedule import PHASE_NAMES, Phase

_POLL_S = 0.05


@contextmanager
def phase_lock(workspace: Path, phase: Phase, *, wait_s: float = 5.0) -> Iterator[None]:
    """Hold a phase for the block, against other runs of it and its approval.

    The lock is held on a hidden file of ``W/output``, which is removed again at the end.

    Args:
        workspace: W.
        phase: What is to be run or approved.
        wait_s: Seconds to wait for another run.

    Raises:
        MachineError: The other run is still under way, or the folder cannot be written.
    """
    path = workspace / "output" / f".{phase}.lock"
    with told_in_chinese(f"输出文件夹“{path.parent}”"):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _acquire(path, time.monotonic() + wait_s)
    if handle is None:
        raise MachineError(
            f"“{PHASE_NAMES[phase]}”阶段正有另一次运行或审定在进行，"
            f"等了 {wait_s:g} 秒仍未结束；请等它结束后再试。"
        )
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # while still locked: nobody else can be holding this file
        os.close(handle)


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
