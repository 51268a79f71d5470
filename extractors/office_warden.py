"""The warden: runs LibreOffice once and leaves no process behind, whatever becomes of anybody.

A program of its own, with the standard library only, so that it starts at once::

    python -I office_warden.py FOLDER SECONDS COMMAND…

It stands between the caller and LibreOffice. When LibreOffice ends, when the time is over, or when
the caller goes away (standard input ends), it kills all that is still there, also what has left the
process group; after a caller that went away it removes the folder as well.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

LATE = 3
"""Exit code: the time was over."""

_STDIN = 0
_PR_SET_CHILD_SUBREAPER = 36
_GIBIBYTE = 1 << 30
_MOST_MEMORY = 4 * _GIBIBYTE
_LARGEST_FILE = _GIBIBYTE // 2


def main(folder: str, seconds: str, *command: str) -> int:
    """Run a command in a folder for at most some seconds; 0, or :data:`LATE`."""
    # Processes whose parent died become children of this one, and so can be found.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    _confine()
    ended = caller_left = False
    try:
        ended, caller_left = _watch(folder, float(seconds), command)
    finally:
        _kill_children()
        if caller_left:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if ended else LATE


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The kernel shall choose these processes when the machine runs out of memory.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_bytes(b"1000")


def _watch(folder: str, seconds: float, command: Sequence[str]) -> tuple[bool, bool]:
    """Wait for the command's end; tell whether it ended, and whether the caller went away."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    poll = select.poll()
    end = os.pidfd_open(process.pid)
    poll.register(end, select.POLLIN)
    poll.register(_STDIN, select.POLLIN)
    deadline = time.monotonic() + seconds
    ready = [descriptor for descriptor, _ in poll.poll(1_000 * max(0, deadline - time.monotonic()))]
    return end in ready, _STDIN in ready


def _kill_children() -> None:
    """Kill until nobody is left; whoever loses its parent meanwhile turns up here."""
    while children := _children():
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(children[0], 0)


def _children() -> list[int]:
    me = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{me}/task/{me}/children").read_text().split()]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
