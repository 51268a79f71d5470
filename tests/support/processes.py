"""What becomes of processes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

_TRIES, _PAUSE = 1_000, 0.02


def gone(pid: int) -> bool:
    """Wait until a process has ended; a zombie has."""
    return comes_true(lambda: not _runs(pid))


def comes_true(asked: Callable[[], bool]) -> bool:
    """Wait until something is so; False when it is still not after a long while."""
    for _ in range(_TRIES):
        if asked():
            return True
        time.sleep(_PAUSE)
    return False


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
