"""Work is done aside where it can be, and here where it cannot."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from flows.aside import aside, here


def test_the_work_is_done_in_a_process_of_its_own() -> None:
    known = object()

    with aside(lambda: (os.getpid(), id(known))) as finished:
        number, seen = finished()

    assert number != os.getpid()
    assert seen == id(known)


def test_both_work_at_once(tmp_path: Path) -> None:
    os.mkfifo(there := tmp_path / "there")

    with aside(lambda: there.read_text(encoding="utf-8")) as finished:
        there.write_text("said meanwhile", encoding="utf-8")
        heard = finished()

    assert heard == "said meanwhile"


def test_what_fails_aside_fails_here() -> None:
    def work() -> None:
        raise ValueError(os.getpid())

    with aside(work) as finished, pytest.raises(ValueError, match=str(os.getpid())):
        finished()


def test_what_cannot_be_sent_back_is_made_here() -> None:
    with aside(threading.Lock) as finished:
        lock = finished()

    assert lock.acquire(blocking=False)


def test_work_whose_process_is_killed_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    with aside(work) as finished:
        number = finished()

    assert number == here


def test_nobody_waits_for_work_that_is_not_wanted(tmp_path: Path) -> None:
    os.mkfifo(never := tmp_path / "never")

    with aside(never.read_bytes):
        pipe = os.open(never, os.O_WRONLY)  # waits until it is being read

    with pytest.raises(BrokenPipeError):
        os.write(pipe, b"nobody reads any more")
    os.close(pipe)


def test_work_may_also_be_done_here_when_it_is_waited_for() -> None:
    done: list[int] = []

    with here(lambda: done.append(os.getpid())) as finished:
        begun = list(done)
        finished()

    assert (begun, done) == ([], [os.getpid()])
