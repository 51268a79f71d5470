"""Small archives, and the things that go into them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url

from archive.records import Incoming
from archive.store import Archive, sqlite_url


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


POSTGRESQL = os.environ.get("LIANFANG_TEST_POSTGRESQL")
"""Address of an empty PostgreSQL database; where it is given, the tests run on it as well."""


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    url = sqlite_url(tmp_path / "archive.db")
    if request.param == "postgresql":
        if "path" in request.fixturenames:
            pytest.skip("looks into the SQLite file")
        url = make_url(str(POSTGRESQL))
        _empty(url)
    with Archive.open(url, create=True) as opened:
        yield opened


def _empty(url: URL) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


@pytest.fixture
def begin(archive: Archive) -> Callable[..., int]:
    """Start a run of the catalogue phase on a day of 2012, given as month and day."""

    def start(month: int, day: int, year: int = 2012) -> int:
        with archive.writing() as records:
            return records.runs.start(
                year=year,
                phase="catalogue",
                as_of=dt.date(year, month, day),
                started=dt.datetime(year, month, day, 9, tzinfo=dt.UTC),
                reader_version="1",
            )

    return start


@pytest.fixture
def a_file() -> Callable[..., Incoming]:
    """Make a file of 教务处 with a name and content."""

    def make(name: str, content: bytes, department: str | None = "教务处") -> Incoming:
        return Incoming(
            path=f"inbox/{department}/{name}",
            department=department,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            data=content,
        )

    return make
