"""The log of what was received, found, decided and published."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import DBAPIError

from archive import schema
from archive.audit import Verified
from archive.records import Incoming
from archive.store import Archive, sqlite_url
from schemas.consolidated import Counts
from schemas.cycle import Explanation
from schemas.dossier import Approved, SentBack
from schemas.findings import Finding
from schemas.outcome import Manifest

Begin = Callable[..., int]
MakeFile = Callable[..., Incoming]
FOUND = Finding(
    id="C01-1", code="LF-C01", severity="error", message="第2行没有名称。", department="教务处",
    item=None, file="inbox/教务处/a.docx", location=None, related=(), hint="填上名称。",
)  # fmt: skip

EXPLAINED = Explanation(
    finding="C01-1", department="教务处", text="有意如此。", file="inbox/教务处/通知.docx",
    date=dt.date(2012, 6, 1),
)  # fmt: skip


def a_year(archive: Archive, run: int, file: Incoming) -> None:
    """Receive, find, lift, publish and approve something."""
    manifest = Manifest(
        year=2012, phase="catalogue", status="draft", as_of=dt.date(2012, 6, 1), approved=None,
        overruled=(), documents=(), inputs=(), counts=Counts(),
    )  # fmt: skip
    day = dt.date(2012, 6, 1)
    with archive.writing() as records:
        records.files.receive(run, [file])
        records.findings.keep(run, [FOUND])
        records.publications.keep(run, manifest, written=b"{}", data=b"[]")
        records.explanations.keep(run, 2012, [(EXPLAINED, file.sha256)])
    with archive.writing() as records:
        records.overrulings.overrule(
            FOUND, year=2012, sha256=file.sha256, by="甲", reason="误报", date=day
        )
        approved = Approved(phase="catalogue", by="乙", date=day, digest="0" * 64, minutes="1号")
        records.approvals.approve(approved, year=2012, data=b"[]")


@pytest.fixture
def filled(archive: Archive, begin: Begin, a_file: MakeFile) -> Archive:
    a_year(archive, begin(6, 1), a_file("a.docx", b"a"))
    return archive


BACK = SentBack(
    phase="catalogue", by="乙", date=dt.date(2012, 6, 2), reason="依据不全。", digest="1" * 64
)


def send_back(archive: Archive) -> None:
    with archive.writing() as records:
        records.approvals.send_back(BACK, year=2012)


def verified(archive: Archive) -> Verified:
    with archive.viewing() as records:
        return records.audit.verify()


def test_everything_that_is_written_stands_in_the_log_in_its_order(filled: Archive) -> None:
    with filled.viewing() as records:
        kinds = [entry["kind"] for entry in records.audit.entries()]

    assert kinds == [
        "start", "receipt", "findings", "publication", "explanation", "overruling", "approval",
    ]  # fmt: skip
    assert verified(filled).fault is None


def test_what_was_sent_back_stands_until_the_phase_is_approved(filled: Archive) -> None:
    send_back(filled)
    with filled.writing() as records:
        assert records.approvals.sent_back(2012, "catalogue") == BACK
        assert records.approvals.sent_back(2012, "summary") is None

        approved = Approved(phase="catalogue", by="乙", date=BACK.date, digest="2" * 64)
        records.approvals.approve(approved, year=2012)

        assert records.approvals.sent_back(2012, "catalogue") is None
        assert [e["kind"] for e in records.audit.entries()][-2:] == ["sent_back", "approval"]


def test_a_reason_that_is_changed_behind_the_log_is_named(filled: Archive, path: Path) -> None:
    send_back(filled)
    filled.close()
    tampered(path, "UPDATE sent_back SET reason = ''")

    assert "第 8 条所记的内容（审定退回）" in str(verified(filled).fault)


def test_an_entry_tells_what_was_decided_by_whom_and_when(filled: Archive) -> None:
    with filled.viewing() as records:
        [*_, lifted, approved] = records.audit.entries()

    assert lifted["rows"][0]["reason"] == "误报"
    assert approved["rows"][0] | {"id": 1} == {
        "id": 1,
        "year": 2012,
        "phase": "catalogue",
        "approved_by": "乙",
        "approved_on": "2012-06-01",
        "minutes": "1号",
        "digest": "0" * 64,
    }


def test_a_run_that_finds_nothing_is_told_too(archive: Archive, begin: Begin) -> None:
    run = begin(6, 1)
    with archive.writing() as records:
        records.findings.keep(run, [])

    with archive.viewing() as records:
        [*_, last] = records.audit.entries()
    assert last["rows"][0]["count"] == 0
    assert verified(archive).fault is None


def test_what_fails_is_not_told(archive: Archive, begin: Begin, a_file: MakeFile) -> None:
    run = begin(6, 1)
    before = verified(archive)

    with suppress(RuntimeError), archive.writing() as records:
        records.files.receive(run, [a_file("a.docx", b"a")])
        raise RuntimeError

    assert verified(archive) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET entry = '{}'",
        "DELETE FROM audit",
        "UPDATE receipt SET received = '2012-01-01'",
        "DELETE FROM approval",
        "UPDATE overruling SET reason = ''",
        "UPDATE finding SET severity = 'info'",
        "DELETE FROM run_finding",
        "UPDATE publication SET status = 'official'",
        "UPDATE explanation SET text = ''",
        "DELETE FROM explanation",
    ],
)
def test_the_database_refuses_to_change_what_is_on_record(filled: Archive, change: str) -> None:
    with pytest.raises(DBAPIError), filled._engine.begin() as connection:
        connection.exec_driver_sql(change)


def tampered(path: Path, *changes: str) -> None:
    """Change an archive as somebody would who first removes the triggers."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(query).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for change in changes:
            connection.execute(change)
        connection.commit()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE audit SET entry = replace(entry, '2012', '2013') WHERE number = 5", "第 5 条的内"),
        ("DELETE FROM audit WHERE number = 3", "第 3 条缺失"),
        ("DELETE FROM audit WHERE number = 1", "第 1 条缺失"),
        ("DELETE FROM audit", "第 1 条缺失"),
        ("UPDATE receipt SET received = '2012-01-01'", "第 2 条所记"),
        ("UPDATE finding SET severity = 'info'", "第 3 条所记"),
        ("UPDATE publication SET status = 'official'", "第 4 条所记"),
        ("UPDATE explanation SET text = ''", "第 5 条所记的内容（部门说明）"),
        ("DELETE FROM explanation", "第 5 条所记"),
        ("DELETE FROM overruling", "第 6 条所记"),
        ("UPDATE approval SET approved_by = '丙'", "第 7 条所记"),
        ("DELETE FROM audit WHERE number = 7", "审定"),
        ("INSERT INTO run_finding SELECT run_id, 2, finding FROM run_finding", "第 3 条所记"),
    ],
)
def test_a_change_behind_the_programs_back_is_named(
    filled: Archive, path: Path, change: str, said: str
) -> None:
    filled.close()
    tampered(path, change)

    assert said in str(verified(filled).fault)


def test_an_entry_that_was_written_anew_does_not_fit_its_follower(
    filled: Archive, path: Path
) -> None:
    filled.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("sha", 1, digest_of)
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(query).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE audit SET entry = entry || ' ' WHERE number = 2")
        connection.execute("UPDATE audit SET digest = sha(entry) WHERE number = 2")
        connection.commit()

    assert "第 3 条与前一条衔接不上" in str(verified(filled).fault)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def made_by(path: Path, revision: str) -> None:
    """Make an archive as an earlier release left it, with something of everything in it."""
    engine = create_engine(sqlite_url(path))
    config = Config()
    config.set_main_option("script_location", "archive:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, min(revision, "0002"))
        for statement in OLD_ROWS.split(";"):
            connection.exec_driver_sql(statement)
        command.upgrade(config, revision)
        if revision == "0005":  # explanations were kept then, and not told
            connection.exec_driver_sql(OLD_EXPLANATION)
        connection.exec_driver_sql(f"PRAGMA application_id = {schema._APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
    engine.dispose()


RELEASED = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
OLD_EXPLANATION = """
INSERT INTO explanation VALUES
  (1, 2012, '教务处', 'C07-1', '有意如此。', 'inbox/教务处/通知.docx', 'digest', '2012-05-24', 1)
"""
ANOTHER_EXPLANATION = """
INSERT INTO explanation
  SELECT 2, year, department, finding_id, '', file, sha256, received, run_id FROM explanation
"""
CONTENT = "1" * 64
OLD_ROWS = f"""
INSERT INTO content VALUES (1, '{CONTENT}', 1, 0, NULL);
INSERT INTO run VALUES
  (1, 2012, 'catalogue', '2012-05-24', '2012-05-24 09:00:00', NULL, 'draft', 1, '1');
INSERT INTO receipt VALUES (1, '2012-05-24', 1, '教务处', 'inbox/教务处/a.docx');
INSERT INTO finding VALUES (1, 'x', 'C01-1', 'LF-C01', 'error', '没有名称。', NULL, NULL, NULL, '');
INSERT INTO run_finding VALUES (1, 1, 1);
INSERT INTO approval VALUES (1, 2012, 'catalogue', '乙', '2012-06-01', 'd', NULL);
INSERT INTO overruling VALUES
  (1, 2012, 'C01-1', 'LF-C01', '没有名称。', NULL, NULL, NULL, '甲', '误报', '2012-06-01');
INSERT INTO publication VALUES (1, 'draft', 1, NULL)
"""  # noqa: S608 - fixed


@pytest.mark.parametrize("revision", RELEASED)
def test_an_archive_of_every_earlier_release_is_brought_up_to_date_and_vouched_for(
    path: Path, revision: str, a_file: MakeFile
) -> None:
    made_by(path, revision)

    with Archive.open(sqlite_url(path), create=True) as archive:
        with archive.viewing() as records:
            [start, *later] = records.audit.entries()
            assert records.approvals.approved(2012)[0].by == "乙"
            assert records.files.received(CONTENT) == dt.date(2012, 5, 24)
        counts = {row["subject"]: row["count"] for row in start["rows"]}
        a_year(archive, 1 + second_run(archive), a_file("b.docx", b"b"))
        send_back(archive)
        whole = [(row["subject"], row["count"]) for entry in later for row in entry["rows"]]

        assert whole == ([("explanation", 1)] if revision == "0005" else [])

        assert counts == {
            "receipt": 1, "findings": 1, "approval": 1, "overruling": 1, "publication": 1,
            "runner": 0,
        }  # fmt: skip
        assert verified(archive).fault is None


def second_run(archive: Archive) -> int:
    with archive.writing() as records:
        day = dt.date(2012, 6, 1)
        moment = dt.datetime(2012, 6, 1, 9, tzinfo=dt.UTC)
        run = records.runs.start(
            year=2012, phase="catalogue", as_of=day, started=moment, reader_version="1"
        )
    return run - 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE receipt SET received = '2012-01-01'",
        "DELETE FROM approval",
        "UPDATE finding SET severity = 'info'",
    ],
)
def test_what_stood_there_before_the_log_is_told_by_its_start(path: Path, change: str) -> None:
    made_by(path, "0002")
    with Archive.open(sqlite_url(path), create=True) as archive:
        archive.close()
        tampered(path, change)

        assert "第 1 条以后" in str(verified(archive).fault)


@pytest.mark.parametrize(
    "change",
    ["UPDATE explanation SET text = ''", "DELETE FROM explanation", ANOTHER_EXPLANATION],
)
def test_explanations_that_stood_there_before_they_were_told_are_vouched_for(
    path: Path, change: str
) -> None:
    made_by(path, "0005")
    with Archive.open(sqlite_url(path), create=True) as archive:
        assert verified(archive).fault is None
        archive.close()
        tampered(path, change)

        assert "第 2 条以后" in str(verified(archive).fault)


def test_an_explanation_is_told_once(filled: Archive) -> None:
    before = verified(filled).entries
    with filled.writing() as records:
        records.explanations.keep(1, 2012, [(EXPLAINED, hashlib.sha256(b"a").hexdigest())])

    assert verified(filled).entries == before


def test_every_step_of_the_schema_can_be_taken_back(path: Path) -> None:
    made_by(path, "0002")
    Archive.open(sqlite_url(path), create=True).close()
    engine = create_engine(sqlite_url(path))
    config = Config()
    config.set_main_option("script_location", "archive:migrations")

    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        tables = set(inspect(connection).get_table_names())
        connection.exec_driver_sql("DELETE FROM approval")
    engine.dispose()

    assert {"run", "approval", "risk"} <= tables
    assert not {"audit", "signal", "answer"} & tables
