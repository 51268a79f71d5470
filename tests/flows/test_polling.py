"""Looking into the inbox every five minutes for a day and more: nothing grows."""

from __future__ import annotations

import datetime as dt
import gc
import resource
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.arrivals import receive_new, waiting, waiting_rows
from flows.overview import calendar_rows, overview_of, status_rows, working_day
from flows.server_address import address_in
from flows.server_settings import server_environment
from flows.settings import Workspace
from flows.timetable import RECEIVE_MINUTES
from tests.support.small_college import make_workspace, put

YEAR = dt.datetime(2012, 5, 24, tzinfo=dt.UTC)
A_DAY = 24 * 60 // RECEIVE_MINUTES
WARM_UP = 20
A_FEW_BLOCKS = 500  # of about half a million: a few a look
LITTLE = 8 << 20
Look = Callable[[Workspace, dt.datetime], object]


def within_the_year(workspace: Workspace, moment: dt.datetime) -> object:
    """Do what 收件 does, save for showing it."""
    workspace = Workspace.open(workspace.root)
    day = working_day(workspace, moment.date())
    files = receive_new(workspace, day, moment)
    overview = overview_of(workspace, day)
    return files, status_rows(overview), calendar_rows(overview)


def outside_the_year(workspace: Workspace, moment: dt.datetime) -> object:
    """Do what 收件 does on a day in another year."""
    workspace = Workspace.open(workspace.root)
    day = working_day(workspace, moment.date().replace(year=2026))
    overview = overview_of(workspace, day)
    return waiting_rows(waiting(workspace)), status_rows(overview), calendar_rows(overview)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with a file that is good, one that is empty and one that is no Word file."""
    root = make_workspace(tmp_path / "W")
    put(root / "inbox" / "审计监察处" / "空.docx", b"")
    put(root / "inbox" / "审计监察处" / "坏.docx", b"PK\x03\x04 no zip file")
    put(root / "inbox" / "散.docx", b"x")
    return Workspace.open(root)


def kept(workspace: Workspace) -> dict[str, int]:
    """Give the rows of every table, and the bytes of every file of the workspace."""
    with closing(sqlite3.connect(workspace.root / "archive.db")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - fixed
            for (name,) in tables.fetchall()
        }
    files = (path for path in workspace.root.rglob("*") if path.is_file())
    return counts | {str(path): path.stat().st_size for path in files}


def moments() -> Iterator[dt.datetime]:
    """Give the moments of a day's looks, and those of the warm-up before."""
    return (
        YEAR + number * dt.timedelta(minutes=RECEIVE_MINUTES)
        for number in range(-WARM_UP, A_DAY + 1)
    )


def memory() -> tuple[int, int]:
    """Give the blocks that Python has allocated, and the process's resident bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return sys.getallocatedblocks(), pages * resource.getpagesize()


@pytest.mark.parametrize(("look", "count"), [(within_the_year, 200), (outside_the_year, 50)])
def test_looks_at_an_unchanged_inbox_leave_nothing_behind(
    workspace: Workspace, look: Look, count: int
) -> None:
    looks = moments()
    for _ in range(WARM_UP):
        look(workspace, next(looks))
    before = kept(workspace)
    first = look(workspace, YEAR)
    blocks, resident = memory()
    for _ in range(count):
        assert look(workspace, next(looks)) == first
    more_blocks, more_resident = memory()

    assert kept(workspace) == before
    assert more_blocks - blocks < A_FEW_BLOCKS
    assert more_resident - resident < LITTLE


def test_what_the_server_keeps_of_each_look_is_removed_after_days(tmp_path: Path) -> None:
    settings = server_environment(tmp_path, address_in({}), {})

    assert settings["PREFECT_SERVER_EVENTS_RETENTION_PERIOD"] == "P2D"
    assert set(settings["PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED"].split(",")) == {
        "events",
        "flow_runs",  # with them the logs of runs that are gone
    }
