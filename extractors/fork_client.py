"""The program's side of the template process: starting it, handing it jobs, ending it.

Nothing here depends on which thread calls, on a main module, or on standard input.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from extractors.fork_server import READY
from schemas.college import Limits
from schemas.errors import MachineError

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from extractors.fork_server import serve; serve(sys.argv[2])"
)
_START_SECONDS = 60.0
_END_SECONDS = 5.0
# How much longer than a reader's own limit its template process may be silent.
_GRACE_SECONDS = 15.0
# What an ended reader wrote is there at once; who else holds its pipe is not waited for.
_AFTER_THE_END = 1.0
_PIECE = 1_048_576


class ServerLost(Exception):  # noqa: N818 - an event, handled by starting another server
    """The template process ended, or fell silent, while it was needed.

    Attributes:
        silent: It was still there.
    """

    def __init__(self, *, silent: bool) -> None:
        super().__init__(silent)
        self.silent = silent


@dataclass(frozen=True, slots=True)
class Ending:
    """How a reader ended.

    Attributes:
        result: What it wrote; whole only if ``code`` is 0.
        code: Its exit code, or the negative number of the signal that ended it.
        late: It was killed at the time limit.
    """

    result: bytes
    code: int
    late: bool


class Server:
    """A running template process; any thread may use it."""

    def __init__(self, reader: str) -> None:
        """Start the process and wait until it is ready.

        Args:
            reader: Import path of the function that reads a file, ``module:function``.

        Raises:
            MachineError: It cannot be started.
        """
        self._lock = threading.Lock()
        self._control, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = _launch(far, reader)
        except OSError as error:
            self._control.close()
            raise _unable(str(error)) from error
        finally:
            far.close()
        if not self._is_ready():
            raise _unable(f"启动后没有应答：{self._last_words()}")
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _last_words(self) -> str:
        self._process.kill()
        said = self._process.communicate()[1].decode("utf-8", "backslashreplace").splitlines()
        self._control.close()
        return said[-1] if said else "没有说明原因"

    def _is_ready(self) -> bool:
        self._control.settimeout(_START_SECONDS)
        try:
            return self._control.recv(len(READY)) == READY
        except OSError:
            return False

    def run(self, file: str, data: bytes, limits: Limits) -> Ending:
        """Have one file read in a process of its own, and wait for its end.

        Raises:
            ServerLost: The template process did not say how the reader ended.
            MachineError: There are no descriptors left to talk to it.
        """
        deadline = time.monotonic() + limits.seconds + _GRACE_SECONDS
        with ExitStack() as near:
            with ExitStack() as far:
                job, far_job = _pair(near, far)
                status, far_status = _pair(near, far)
                self._submit(limits, far_job, far_status)
            _write(job, json.dumps({"file": file}).encode() + b"\n", data, deadline)
            result = _read(job, deadline, limits.memory_mb * _PIECE)
            end = _read(status, deadline, _PIECE)
        if not end:
            raise ServerLost(silent=time.monotonic() >= deadline)
        return Ending(result, **json.loads(end))

    def _submit(self, limits: Limits, job: socket.socket, status: socket.socket) -> None:
        message = limits.model_dump_json().encode()
        try:
            with self._lock:
                socket.send_fds(self._control, [message], [job.fileno(), status.fileno()])
        except OSError as error:
            raise ServerLost(silent=False) from error

    def close(self) -> None:
        """End the process and all its readers."""
        with self._lock:
            # A shutdown ends it even if another process still holds a copy of the socket.
            with suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)
            self._control.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process at once; the kernel then ends its readers."""
        with self._lock:
            self._control.close()
        self._process.kill()
        self._process.wait()


def _launch(far: socket.socket, reader: str) -> subprocess.Popen[bytes]:
    here = str(Path.cwd()) if "" in sys.path else ""
    root = str(Path(__file__).resolve().parents[1])
    path = [*(entry or here for entry in sys.path), root]
    return subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps(path), reader],
        stdin=far.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=os.sep,
        start_new_session=True,
    )


def _unable(why: str) -> MachineError:
    return MachineError(f"无法启动读取文件的子进程（{why}）。请检查内存和进程数限制后重试。")


def _pair(near: ExitStack, far: ExitStack) -> tuple[socket.socket, socket.socket]:
    try:
        one, other = socket.socketpair()
    except OSError as error:
        raise _unable(str(error)) from error
    return near.enter_context(one), far.enter_context(other)


def _write(job: socket.socket, header: bytes, data: bytes, deadline: float) -> None:
    """Send the request; a reader that ended meanwhile is heard of by its status."""
    with suppress(OSError):
        for piece in (header, data):
            job.settimeout(max(0.001, deadline - time.monotonic()))
            job.sendall(piece)
        job.shutdown(socket.SHUT_WR)


def _read(end: socket.socket, deadline: float, longest: int) -> bytes:
    """Read until the other side closes, the time is over, or far more came than can be right."""
    pieces = []
    while longest > 0 and (left := deadline - time.monotonic()) > 0:
        end.settimeout(left)
        try:
            piece = end.recv(_PIECE)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
        longest -= len(piece)
    return b"".join(pieces)
