"""The template process: loaded once, forked for every file, killing what takes too long.

It runs as a process of its own (``extractors.fork_client`` starts it), has one thread, and is
the only parent of the readers. Each job is two sockets, received over the control socket: one
that the reader talks on (name and bytes of a file in, its reading out), and one on which this
process says how the reader ended. When the program that started it goes away, in whatever manner,
the control socket ends, and this process kills all readers and ends too.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NoReturn

from schemas.college import Limits
from schemas.forms import Reading

Reader = Callable[..., Reading]

READY = b"ready"
_CONTROL = 0
_ERRORS = 2
_LONGEST_MESSAGE = 4_096
_MEBIBYTE = 1_048_576
_PR_SET_PDEATHSIG = 1
# The processor time is limited too, a little above the clock: a second lock on the same door.
_SPARE_SECONDS = 5


@dataclass(slots=True)
class _Job:
    """A reader at work: where its end is reported, and when it has to be over."""

    status: int
    deadline: float
    late: bool = False


def serve(reader: str) -> NoReturn:
    """Serve jobs until the control socket ends.

    Args:
        reader: Import path of the function that reads a file, ``module:function``; its module is
            loaded once, here, and its function ``prepare``, if it has one, is called.
    """
    name, _, function = reader.partition(":")
    module = import_module(name)
    read: Reader = getattr(module, function)
    getattr(module, "prepare", _nothing)()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    awake, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(awake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    gc.collect()
    gc.freeze()
    control = socket.socket(fileno=_CONTROL)
    # Nobody listens from here on.
    os.dup2(os.open(os.devnull, os.O_WRONLY), _ERRORS)
    control.send(READY)
    _loop(control, awake, read)


def _nothing() -> None:
    """Prepare nothing."""


def _loop(control: socket.socket, awake: int, read: Reader) -> NoReturn:
    jobs: dict[int, _Job] = {}
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(awake, select.POLLIN)
    while True:
        ready = {descriptor for descriptor, _ in poll.poll(_patience(jobs))}
        if awake in ready:
            os.read(awake, _LONGEST_MESSAGE)
        _kill_late(jobs)
        _reap(jobs)
        if _CONTROL in ready:
            _accept(control, jobs, read)


def _patience(jobs: dict[int, _Job]) -> float | None:
    """Tell how long to wait for news, in milliseconds."""
    deadlines = [job.deadline for job in jobs.values() if not job.late]
    return max(0.0, (min(deadlines) - time.monotonic()) * 1_000 + 1) if deadlines else None


def _kill_late(jobs: dict[int, _Job]) -> None:
    now = time.monotonic()
    for pid, job in jobs.items():
        if not job.late and job.deadline <= now:
            job.late = True
            _kill(pid)


def _kill(pid: int) -> None:
    """Kill a reader that was not yet reaped, with everything that it started."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _reap(jobs: dict[int, _Job]) -> None:
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None:
            return
        # What the reader started dies with it, while its number still belongs to it.
        _kill(ended.si_pid)
        code = os.waitstatus_to_exitcode(os.waitpid(ended.si_pid, 0)[1])
        job = jobs.pop(ended.si_pid, None)
        if job is not None:
            _report(job, code)


def _report(job: _Job, code: int) -> None:
    with suppress(OSError):
        os.write(job.status, json.dumps({"code": code, "late": job.late}).encode())
    os.close(job.status)


def _accept(control: socket.socket, jobs: dict[int, _Job], read: Reader) -> None:
    message, descriptors, _, _ = socket.recv_fds(control, _LONGEST_MESSAGE, 2)
    if not message:
        for pid in jobs:
            _kill(pid)
        os._exit(0)
    limits = Limits.model_validate_json(message)
    talk, status = descriptors
    template = os.getpid()
    pid = os.fork()
    if pid == 0:
        for descriptor in (status, *(job.status for job in jobs.values())):
            os.close(descriptor)
        _be_reader(template, talk, limits, read)
    os.close(talk)
    jobs[pid] = _Job(status, time.monotonic() + limits.seconds)


def _be_reader(template: int, talk: int, limits: Limits, read: Reader) -> NoReturn:
    """Read one file in the forked process; it never returns into the server's loop."""
    code = 1
    try:
        _confine(template, limits)
        header, data = _received(talk)
        answer = read(data, file=header["file"], limits=limits)
        _send(talk, answer.model_dump_json(by_alias=True).encode())
        code = 0
    finally:
        os._exit(code)


def _confine(template: int, limits: Limits) -> None:
    os.setsid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != template:
        os._exit(1)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), _CONTROL)
    _die_first()
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - no Path is needed in a fork
        base = int(statm.read().split()[0]) * resource.getpagesize()
    memory = base + limits.memory_mb * _MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    seconds = limits.seconds + _SPARE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _die_first() -> None:
    """Let the kernel choose this process when the machine runs out of memory."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "wb") as score:  # noqa: PTH123
        score.write(b"1000")


def _received(talk: int) -> tuple[dict[str, Any], bytes]:
    pieces = []
    while piece := os.read(talk, _MEBIBYTE):
        pieces.append(piece)
    header, _, data = b"".join(pieces).partition(b"\n")
    fields: dict[str, Any] = json.loads(header)
    return fields, data


def _send(talk: int, answer: bytes) -> None:
    view = memoryview(answer)
    while view:
        view = view[os.write(talk, view) :]
