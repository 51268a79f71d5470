"""kill -9 at any moment: every file is in the archive wholly or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect
from sqlalchemy.pool import NullPool

from archive.store import Archive, sqlite_url
from archive.tables import Base
from tests.support.postgresql import PostgreSQL

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


@contextmanager
def killer(url: URL) -> Iterator[subprocess.Popen[str]]:
    script = HERE / "receiving_without_end.py"
    address = url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests/support/killing.py"), str(script), address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
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


def asked(url: URL, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if url.get_backend_name() == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def half_kept(url: URL) -> list[tuple[object, ...]]:
    """Give the contents that lack a receipt, a sighting, their bytes or their reading."""
    query = """
        SELECT content.id FROM content
        LEFT JOIN receipt ON receipt.content_id = content.id
        LEFT JOIN sighting ON sighting.content_id = content.id
        LEFT JOIN reading ON reading.content_id = content.id
        WHERE receipt.path IS NULL OR sighting.path IS NULL OR content.body IS NULL
        OR reading.reading IS NULL
    """
    return asked(url, query)


def kept(url: URL) -> int:
    [(number,)] = asked(url, "SELECT count(*) FROM content")
    return int(str(number))


def tables(url: URL) -> set[str]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_thirty_kills_leave_every_file_wholly_in_or_out(url: URL) -> None:
    with Archive.open(url, create=True):
        pass
    before = 0
    with killer(url) as program:
        for number in range(30):
            assert kill_after(program, 0.02 + number * 0.004) == "killed"

            assert half_kept(url) == []
            assert kept(url) >= before
            assert kept(url) % 20 == 0
            before = kept(url)
        while kept(url) == 0:  # a busy machine
            assert kill_after(program, 1) == "killed"
    with Archive.open(url, create=False) as archive, archive.viewing() as records:
        assert records.audit.verify().fault is None


def test_a_kill_while_the_archive_is_made_leaves_none_or_a_whole_one(path: Path) -> None:
    url = sqlite_url(path)
    with killer(url) as program:
        for number in range(20):
            assert kill_after(program, 0.01 + number * 0.015) == "killed"
            if path.exists():
                assert half_kept(url) == []

            with Archive.open(url, create=True):
                assert [p.name for p in path.parent.glob(".*")] == []
            path.unlink()


def test_a_kill_while_the_tables_are_made_on_a_server_leaves_none_or_all(
    postgresql: PostgreSQL,
) -> None:
    all_tables = {*Base.metadata.tables, "alembic_version"}
    url = postgresql.database(archive=False)
    with killer(url) as program:
        for number in range(10):
            assert kill_after(program, 0.05 + number * 0.03) == "killed"
            assert tables(url) in (set(), all_tables)
            if tables(url):
                url = postgresql.database(archive=False)
                break
    with Archive.open(url, create=True):
        assert tables(url) == all_tables


def test_the_next_run_goes_on_where_the_killed_one_ended(url: URL) -> None:
    with Archive.open(url, create=True), killer(url) as program:
        for _ in range(2):
            assert kill_after(program, 0.5) == "killed"

    with Archive.open(url, create=True) as archive, archive.viewing() as records:
        ordinals = [run.ordinal for run in records.runs.all(2012)]
        assert ordinals == sorted(set(ordinals))
        assert half_kept(url) == []
