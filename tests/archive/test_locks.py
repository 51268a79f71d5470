"""Locks that hold over machines: two programs that share nothing but the database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL

from archive.locks import is_locked, server_lock
from flows.aside import aside
from schemas.errors import MachineError
from tests.support.postgresql import PostgreSQL

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from sqlalchemy import make_url
from archive.locks import server_lock
with server_lock(make_url(sys.argv[1]), 1, wait_s=0) as held:
    print("held" if held else "refused", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def url(postgresql: PostgreSQL) -> URL:
    return postgresql.database()


@contextmanager
def other_program(url: URL) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url.render_as_string(hide_password=False)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "held\n"
        yield program
        program.kill()


def test_what_another_program_holds_is_refused_and_free_when_it_is_killed(url: URL) -> None:
    with other_program(url) as other:
        with server_lock(url, 1, wait_s=0.2) as held:
            assert held is None
        assert is_locked(url, 1)

        other.kill()
        other.wait()
        with server_lock(url, 1, wait_s=30) as held:
            assert held is not None
    assert not is_locked(url, 1)


def test_each_number_and_each_database_has_a_lock_of_its_own(
    url: URL, postgresql: PostgreSQL
) -> None:
    with (
        server_lock(url, 1, wait_s=0) as one,
        server_lock(url, 2, wait_s=0) as other,
        server_lock(postgresql.database(archive=False), 1, wait_s=0) as elsewhere,
    ):
        assert None not in (one, other, elsewhere)


def test_a_lock_that_was_lost_meanwhile_is_told_before_anything_is_published(
    url: URL, postgresql: PostgreSQL
) -> None:
    with server_lock(url, 1, wait_s=0) as still_held:
        assert still_held is not None
        still_held()
        postgresql.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND objid = 1"
        )

        with pytest.raises(MachineError, match="请再运行一次"):
            still_held()


def test_a_process_aside_may_ask_whether_the_lock_is_held(url: URL) -> None:
    with server_lock(url, 1, wait_s=0) as still_held:
        assert still_held is not None

        def asked() -> int:
            still_held()
            return os.getpid()

        with aside(asked) as finished:
            assert finished() != os.getpid()
        still_held()


def test_a_server_that_does_not_answer_is_told_in_one_line(url: URL) -> None:
    with (
        pytest.raises(MachineError, match="连接不上"),
        server_lock(url.set(port=1), 1, wait_s=0),
    ):
        pytest.fail("held on no server")
