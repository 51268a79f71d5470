"""Small archives, and the things that go into them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.records import Incoming
from archive.store import Archive, sqlite_url


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive.open(sqlite_url(path), create=True) as opened:
        yield opened


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
