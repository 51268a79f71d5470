"""The guard: every file is read in a process of its own that can be killed without harm.

A file that makes its reader crash, loop or eat memory costs that file only. Several files are read
at once; the bytes are taken into memory here, so that a file that changes meanwhile does not
matter, and the readers' answers come back as JSON that is checked like any other input.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pydantic import ValidationError

from extractors import faults
from extractors.admission import beyond, damaged
from extractors.fork_client import Ending, Server, ServerLost
from extractors.intake import Taken, displayable, take, taken
from schemas.college import Limits
from schemas.findings import Finding
from schemas.forms import Reading

READ_FILE: Final = "extractors.read:read_file"
"""Import path of the usual reader."""

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class GuardedFile:
    r"""A file to be read.

    Attributes:
        file: Its name for messages, a POSIX path; bytes that are not UTF-8 become ``\xNN``.
        path: Where it lies, unless ``data`` is given.
        data: Its bytes, if they are in memory already.
    """

    file: str
    path: Path | None = None
    data: bytes | None = None


class Guard:
    """Reads files under guard; any thread may use it, all share its workers and one template.

    A context manager: leaving it ends all readers. The template process is started with the
    first file.
    """

    def __init__(self, limits: Limits, *, workers: int = 2, reader: str = READ_FILE) -> None:
        """Set up a guard.

        Args:
            limits: The ceilings for each file.
            workers: How many files are read at once, by all threads together.
            reader: Import path ``module:function`` of what reads a file; called as
                ``read_file(data, file=..., limits=...)``.
        """
        self._limits = limits
        self._workers = workers
        self._reader = reader
        self._turns = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._server: Server | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the template process and all readers; the files being read are given up."""
        with self._lock:
            self._closed = True
            server, self._server = self._server, None
        if server is not None:
            server.close()

    def read(self, file: GuardedFile) -> Reading:
        """Read one file, waiting for a turn.

        Raises:
            MachineError: No process can be started.
            RuntimeError: The guard was closed meanwhile.
        """
        with self._turns:
            name = displayable(file.file)
            got = _take(file, self._limits.file_mb)
            if got.refusal is not None:
                return _without_forms(name, got, got.refusal.finding(name))
            try:
                ending = self._run(name, got.data)
            except ServerLost as lost:
                fault = _late if lost.silent else _killed
                return _unfinished(name, got, fault(name, self._limits))
            return _judge(ending, name, got, self._limits)

    def read_all(
        self, files: Sequence[GuardedFile], *, on_done: Callable[[str], None] | None = None
    ) -> Iterator[Reading]:
        """Read files, as many at once as there are workers, and give their readings in order.

        Args:
            files: What to read.
            on_done: Called with each file's name once it is read, from a worker's thread.
        """

        def one(file: GuardedFile) -> Reading:
            reading = self.read(file)
            if on_done is not None:
                on_done(file.file)
            return reading

        pool = ThreadPoolExecutor(self._workers, thread_name_prefix="guard")
        try:
            yield from pool.map(one, files)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, name: str, data: bytes) -> Ending:
        """Have a file read; a template process that was killed is replaced.

        Raises:
            ServerLost: The template processes fell silent or were killed again and again.
        """
        for attempt in range(_ATTEMPTS):
            server = self._current()
            try:
                return server.run(name, data, self._limits)
            except ServerLost as lost:
                self._drop(server)
                if lost.silent or attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError  # pragma: no cover - the loop returns or raises

    def _current(self) -> Server:
        with self._lock:
            if self._closed:
                raise RuntimeError("the guard is closed")
            if self._server is None:
                self._server = Server(self._reader)
            return self._server

    def _drop(self, server: Server) -> None:
        with self._lock:
            if self._server is server:
                self._server = None
                server.kill()


def read_guarded(
    files: Sequence[GuardedFile],
    limits: Limits,
    *,
    workers: int = 2,
    on_done: Callable[[str], None] | None = None,
    reader: str = READ_FILE,
) -> Iterator[Reading]:
    """Read files under a guard of their own, and give their readings in order.

    Starting a guard costs a few tenths of a second; callers with many lists share a
    :class:`Guard` instead. Arguments are those of :class:`Guard` and :meth:`Guard.read_all`.
    """
    with Guard(limits, workers=workers, reader=reader) as guard:
        yield from guard.read_all(files, on_done=on_done)


def _take(file: GuardedFile, file_mb: int) -> Taken:
    if file.data is not None:
        return taken(file.data)
    if file.path is None:
        return Taken(b"", damaged("文件已不在原处"), "")
    return take(file.path, file_mb)


def _judge(ending: Ending, name: str, got: Taken, limits: Limits) -> Reading:
    """Turn a reader's end into a reading, believing nothing that does not fit the file."""
    if ending.late or ending.code == -signal.SIGXCPU:
        return _unfinished(name, got, _late(name, limits))
    if ending.code == -signal.SIGKILL:
        return _unfinished(name, got, _killed(name, limits))
    try:
        reading = Reading.model_validate_json(ending.result)
    except ValidationError:
        return _unfinished(name, got, _crashed(name, ending.code))
    if ending.code or (reading.file, reading.sha256) != (name, got.sha256):
        return _unfinished(name, got, _crashed(name, ending.code))
    return reading


def _late(name: str, limits: Limits) -> Finding:
    seconds = limits.seconds
    return beyond("读取用时", f"{seconds} 秒以上", f"{seconds} 秒").finding(name)


def _killed(name: str, limits: Limits) -> Finding:
    return faults.BEYOND_LIMIT.finding(
        file=name,
        limit=limits.memory_mb,
        message="文件“{file}”读取到一半被系统终止，多因内存不足（上限为 {limit} MiB）。"
        "请重新运行；如仍如此，请把文件拆小或删去多余内容后重新报送。",
        hint="重新运行；如仍如此，把文件拆小或删去多余内容",
    )


def _crashed(name: str, code: int) -> Finding:
    how = signal.Signals(-code).name if -code in set(signal.Signals) else f"exit {code}"
    return faults.DAMAGED.finding(
        file=name,
        reason="文件内容使读取程序中途崩溃",
        how=how,
        hint=faults.DAMAGED.hint + "；如仍不能读取，请将文件交技术人员（{how}）",
    )


def _without_forms(name: str, got: Taken, finding: Finding) -> Reading:
    return Reading(file=name, sha256=got.sha256, media_type="unknown", findings=(finding,))


def _unfinished(name: str, got: Taken, finding: Finding) -> Reading:
    """Report a reader that did not come to its end: another try may."""
    return _without_forms(name, got, finding).model_copy(update={"repeatable": False})
