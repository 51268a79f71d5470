"""kill -9 at any moment: every file is in the archive wholly or not at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.store import Archive, sqlite_url

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@contextmanager
def killer(path: Path) -> Iterator[subprocess.Popen[str]]:
    script = HERE / "receiving_without_end.py"
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests/support/killing.py"), str(script), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        yield program
        assert program.stdin
        program.stdin.close()


def kill_after(program: subprocess.Popen[str], seconds: float) -> str:
    assert program.stdin
    assert program.stdout
    program.stdin.write(f"{seconds}\n")
    program.stdin.flush()
    return program.stdout.readline().strip()


def half_kept(path: Path) -> list[tuple[object, ...]]:
    """Give the contents that lack a receipt, a sighting, their bytes or their reading."""
    query = """
        SELECT content.id FROM content
        LEFT JOIN receipt ON receipt.content_id = content.id
        LEFT JOIN sighting ON sighting.content_id = content.id
        LEFT JOIN reading ON reading.content_id = content.id
        WHERE receipt.path IS NULL OR sighting.path IS NULL OR content.body IS NULL
        OR reading.reading IS NULL
    """
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return connection.execute(query).fetchall()


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM content").fetchone()[0])


def test_thirty_kills_leave_every_file_wholly_in_or_out(path: Path) -> None:
    with Archive.open(sqlite_url(path), create=True):
        pass
    before = 0
    with killer(path) as program:
        for number in range(30):
            assert kill_after(program, 0.02 + number * 0.004) == "killed"

            assert half_kept(path) == []
            assert count(path) >= before
            assert count(path) % 20 == 0
            before = count(path)
        while count(path) == 0:  # a busy machine
            assert kill_after(program, 1) == "killed"


def test_a_kill_while_the_archive_is_made_leaves_none_or_a_whole_one(path: Path) -> None:
    with killer(path) as program:
        for number in range(20):
            assert kill_after(program, 0.01 + number * 0.015) == "killed"
            if path.exists():
                assert half_kept(path) == []

            with Archive.open(sqlite_url(path), create=True):
                assert [p.name for p in path.parent.glob(".*")] == []
            path.unlink()


def test_the_next_run_goes_on_where_the_killed_one_ended(path: Path) -> None:
    with killer(path) as program:
        while not path.exists():
            assert kill_after(program, 0.5) == "killed"
        assert kill_after(program, 0.5) == "killed"

    with Archive.open(sqlite_url(path), create=False) as archive, archive.viewing() as records:
        ordinals = [run.ordinal for run in records.runs.all(2012)]
        assert ordinals == list(range(1, len(ordinals) + 1))
        assert half_kept(path) == []
