"""Programs that this one starts and that never outlive it, however it ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

STOP_SECONDS = 8.0
RUNNER = "LIANFANG_RUNNER"
"""Variable in which a runner tells the processes that it starts its own process id."""
_PR_SET_PDEATHSIG = 1


@contextlib.contextmanager
def child(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for the block, in a process group of its own that ends with the block.

    When this program is killed the kernel sends the child SIGHUP.

    Args:
        command: The program and its arguments.
        environment: All its environment variables.
        log: Where what it says is added.
    """
    with log.open("ab") as sink:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
            preexec_fn=_hang_up_with_parent,  # noqa: PLW1509 - one prctl call, no locks taken
        )
    try:
        yield process
    finally:
        _stop(process)


def end_with_runner() -> None:
    """In a process that a runner started: end at once when the runner has ended, or will."""
    runner = os.environ.get(RUNNER)
    if runner is None:
        return
    _tell_kernel(signal.SIGKILL)
    if os.getppid() != int(runner):
        os._exit(1)


def end_with_parent() -> None:
    """In a forked process: end at once when the process that forked it ends."""
    _tell_kernel(signal.SIGKILL)
    if os.getppid() == 1:
        os._exit(1)


def _hang_up_with_parent() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup it would be ignored
    _tell_kernel(signal.SIGHUP)


def _tell_kernel(sign: signal.Signals) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, sign)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole process group: politely, then for certain, the program's children too."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
