"""What holds on a PostgreSQL server in ways of its own; the other tests here run on it as well."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError

from archive.records import Incoming
from archive.store import Archive
from archive.tables import Base
from schemas.dossier import Approved
from schemas.errors import MachineError
from tests.support.postgresql import PostgreSQL

ROOT = Path(__file__).parents[2]
MakeFile = Callable[..., Incoming]
DAY = dt.date(2012, 5, 24)
MOMENT = dt.datetime(2012, 5, 24, 9, tzinfo=dt.UTC)
WRITER = """
import datetime as dt, sys
from archive.store import Archive
with Archive.open(sys.argv[1], create=False) as archive:
    for number in range(20):
        with archive.writing() as records:
            records.runs.start(
                year=2012, phase="catalogue", as_of=dt.date(2012, 5, 24),
                started=dt.datetime(2012, 5, 24, tzinfo=dt.UTC), reader_version="1", by="甲",
            )
"""


def address(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def started(archive: Archive) -> int:
    with archive.writing() as records:
        return records.runs.start(
            year=2012, phase="catalogue", as_of=DAY, started=MOMENT, reader_version="1"
        )


def approved(archive: Archive) -> None:
    with archive.writing() as records:
        mark = Approved(phase="catalogue", by="乙", date=DAY, digest="0" * 64, minutes=None)
        records.approvals.approve(mark, year=2012)


def fault(archive: Archive) -> str | None:
    with archive.viewing() as records:
        return records.audit.verify().fault


def test_migrations_make_exactly_the_tables_of_the_models(postgresql: PostgreSQL) -> None:
    engine = create_engine(postgresql.database())
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()

    assert differences == []


def test_writers_on_many_machines_leave_one_chain(postgresql: PostgreSQL) -> None:
    url = postgresql.database()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, address(url)], cwd=ROOT) for _ in range(3)
    ]

    assert [writer.wait() for writer in writers] == [0, 0, 0]
    with Archive.open(url, create=False) as archive:
        assert fault(archive) is None
        with archive.viewing() as records:
            assert len(records.runs.all(2012)) == 60


def test_programs_that_begin_at_once_make_one_archive(postgresql: PostgreSQL) -> None:
    url = postgresql.database(archive=False)
    faults: list[str | None] = []

    def begin() -> None:
        with Archive.open(url, create=True) as archive:
            faults.append(fault(archive))

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == [None] * 4


def test_a_writer_that_holds_on_is_told_after_five_seconds(postgresql: PostgreSQL) -> None:
    url = postgresql.database()
    with Archive.open(url, create=False) as one, Archive.open(url, create=False) as other:
        with one.writing(), other.viewing() as records:
            assert records.runs.all(2012) == ()
        with one.writing(), pytest.raises(MachineError, match="等了 5 秒"), other.writing():
            pytest.fail("two writers at once")


@pytest.mark.parametrize(
    "change", ["TRUNCATE audit", "TRUNCATE approval CASCADE", "UPDATE approval SET minutes = ''"]
)
def test_nobody_empties_what_is_on_record(postgresql: PostgreSQL, change: str) -> None:
    with Archive.open(postgresql.database(), create=False) as archive:
        approved(archive)

        with pytest.raises(DBAPIError, match="never changed"), archive._engine.begin() as there:
            there.exec_driver_sql(change)


def test_a_change_behind_the_triggers_back_is_named(postgresql: PostgreSQL) -> None:
    with Archive.open(postgresql.database(), create=False) as archive:
        approved(archive)
        with archive._engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql("UPDATE approval SET approved_by = '丙'")

        assert "第 2 条所记" in str(fault(archive))


def test_an_older_archive_is_brought_up_to_date_and_can_be_taken_back(
    postgresql: PostgreSQL, a_file: MakeFile
) -> None:
    url = postgresql.database(archive=False)
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", "archive:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql(
            "INSERT INTO approval VALUES (1, 2012, 'catalogue', '乙', '2012-06-01', 'd', NULL)"
        )
    with pytest.raises(MachineError, match="旧版本"):
        Archive.open(url, create=False)

    with Archive.open(url, create=True) as archive:
        with archive.viewing() as records:
            assert records.approvals.approved(2012)[0].by == "乙"
        run = started(archive)
        with archive.writing() as records:
            records.files.receive(run, [a_file("a.docx", b"a")])
        assert fault(archive) is None
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        connection.exec_driver_sql("DELETE FROM approval")
    engine.dispose()


def refusal(url: URL, *, create: bool = True) -> str:
    with pytest.raises(MachineError) as told:
        Archive.open(url, create=create)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_a_missing_archive_is_made_only_when_told(postgresql: PostgreSQL) -> None:
    url = postgresql.database(archive=False)

    assert "还没有建立" in refusal(url, create=False)


def test_a_database_that_is_missing_or_does_not_answer_is_told_in_one_line(
    postgresql: PostgreSQL,
) -> None:
    assert "连接不上" in refusal(postgresql.url("nothing"))
    assert "连接不上" in refusal(postgresql.url("nothing").set(port=1))


def test_another_programs_database_is_refused(postgresql: PostgreSQL) -> None:
    url = postgresql.database(archive=False)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE run (id integer)")
    engine.dispose()

    assert "不是本软件的档案库" in refusal(url)


def test_a_database_that_cannot_hold_chinese_is_refused(postgresql: PostgreSQL) -> None:
    postgresql.execute("CREATE DATABASE latin ENCODING 'SQL_ASCII' TEMPLATE template0")

    assert "编码不是 UTF8" in refusal(postgresql.url("latin"))
