"""Small archives, and the things that go into them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from archive.records import Incoming
from archive.store import Archive, sqlite_url
from tests.support.postgresql import PostgreSQL


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what looks into the SQLite file."""
    left = [item for item in items if _asks_for_a_file(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not _asks_for_a_file(item)]


def _asks_for_a_file(item: pytest.Item) -> bool:
    parameters = getattr(item, "callspec", None)
    return (
        isinstance(item, pytest.Function)
        and parameters is not None
        and parameters.params.get("archive") == "postgresql"
        and "path" in item.fixturenames
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    url = sqlite_url(tmp_path / "archive.db")
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql").database()
    with Archive.open(url, create=True) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Where an archive can be made, in a file or in an empty database."""
    if request.param == "postgresql":
        server: PostgreSQL = request.getfixturevalue("postgresql")
        return server.database(archive=False)
    return sqlite_url(tmp_path / "archive.db")


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
