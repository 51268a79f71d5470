"""A PostgreSQL server of the tests' own: on loopback, in a folder of its own, gone at the end."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from archive.store import Archive
from tests.support.processes import comes_true

_TEMPLATE = "lianfang_template"
_ORDINARY_USER = "postgres"
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class PostgreSQL:
    """A running server; its process ends with the tests, however they end."""

    port: int
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> URL:
        """Give a database's address as ``lianfang.toml`` has it."""
        return URL.create(
            "postgresql+psycopg",
            username=_ORDINARY_USER,
            host="127.0.0.1",
            port=self.port,
            database=database,
        )

    def execute(self, statement: str) -> None:
        """Have a statement carried out that is about the server as a whole."""
        engine = create_engine(
            self.url("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool
        )
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def database(self, *, archive: bool = True) -> URL:
        """Make a database, with an archive in it or empty."""
        name = f"college_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE if archive else 'template0'}")
        return self.url(name)


def programs() -> Path | None:
    """Find the folder of the server's programs; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    there = found[-1] if found else shutil.which("initdb")
    return Path(there).resolve().parent if there else None


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """Start a server and stop it; it keeps nothing for a power failure, so that it is quick."""
    place = programs()
    assert place is not None
    folder = Path(tempfile.mkdtemp(prefix="lianfang-postgresql-"))
    try:
        _as_ordinary_user(folder)
        data = folder / "data"
        _call([place / "initdb", "-D", data, "-U", _ORDINARY_USER, "--encoding=UTF8",
               "--locale=C", "--auth=trust", "--no-sync"])  # fmt: skip
        port = free_port()
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [place / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", "",
                 "-c", "fsync=off", "-c", "max_connections=60"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
                user=_user(), group=_user(), extra_groups=None if _user() is None else [],
                preexec_fn=_end_with_tests,  # noqa: PLW1509 - one prctl call, no locks taken
            )  # fmt: skip
        try:
            assert comes_true(lambda: _answers(port)), (folder / "log").read_text()
            server = PostgreSQL(port, process)
            server.execute(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
            Archive.open(server.url(_TEMPLATE), create=True).close()
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Name whom the server runs as: it refuses to run as root."""
    return _ORDINARY_USER if os.geteuid() == 0 else None


def _as_ordinary_user(folder: Path) -> None:
    if _user():
        shutil.chown(folder, _ORDINARY_USER, _ORDINARY_USER)


def _call(command: list[str | Path]) -> None:
    done = subprocess.run(
        command, user=_user(), group=_user(), extra_groups=None if _user() is None else [],
        cwd="/", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _end_with_tests() -> None:
    # SIGQUIT ends a server at once with all its processes.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def free_port() -> int:
    """Find a port that no other test takes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    engine = create_engine(
        URL.create("postgresql+psycopg", username=_ORDINARY_USER, host="127.0.0.1", port=port,
                   database="postgres"),
        poolclass=NullPool,
    )  # fmt: skip
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()
