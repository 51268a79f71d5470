"""The machine's faults: one Chinese line each, and nothing is made anew over damage."""

from __future__ import annotations

import datetime as dt
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from archive.records import Incoming
from archive.store import Archive, sqlite_url
from schemas.errors import LianfangError, MachineError, UsageError
from tests.support.ordinary_user import said_by

AFile = Callable[..., Incoming]
Begin = Callable[..., int]
MOMENT = dt.datetime(2012, 5, 20, tzinfo=dt.UTC)
OPENING = """
import sys
from pathlib import Path
from archive.store import Archive, sqlite_url
from schemas.errors import MachineError
try:
    Archive.open(sqlite_url(Path(sys.argv[1])), create=True)
except MachineError as fault:
    print(fault)
"""


@pytest.fixture
def filled(archive: Archive, begin: Begin, a_file: AFile, path: Path) -> Path:
    """An archive of some 60 files and 3 MB, closed."""
    run = begin(5, 20)
    with archive.writing() as records:
        files = [a_file(f"{number}.docx", os.urandom(50_000)) for number in range(60)]
        records.files.receive(run, files)
    archive.close()
    assert path.stat().st_size > 3_000_000
    return path


def refusal(path: Path, *, create: bool = True) -> str:
    """Open an archive that cannot be used, see that it was left alone, and give the line."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(MachineError) as fault:
        Archive.open(sqlite_url(path), create=create)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert "\n" not in str(fault.value)
    return str(fault.value)


def test_a_missing_archive_is_made_only_when_told(path: Path) -> None:
    assert refusal(path, create=False) == (
        "档案库“archive.db”还没有建立；请先运行一次 lianfang run。"
    )
    assert not path.exists()

    Archive.open(sqlite_url(path), create=True).close()

    assert path.exists()


def test_a_damaged_archive_is_refused(filled: Path) -> None:
    for at in range(4096, filled.stat().st_size - 8192, filled.stat().st_size // 12):
        whole = filled.read_bytes()
        filled.write_bytes(whole[:at] + b"\xa5" * 4096 + whole[at + 4096 :])

        assert "已损坏" in refusal(filled)

        filled.write_bytes(whole)


@pytest.mark.parametrize("size", [1, 15, 16, 99, 100, 511, 4096, 40_000, 2_000_000])
def test_a_truncated_archive_is_refused(filled: Path, size: int) -> None:
    filled.write_bytes(filled.read_bytes()[:size])

    assert "已损坏" in refusal(filled)


def test_an_empty_file_is_refused(path: Path) -> None:
    path.touch()

    assert "空文件" in refusal(path)


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"x" * 5000)

    assert "已损坏" in refusal(path)


def test_a_log_without_its_archive_is_not_replayed_into_a_new_one(path: Path) -> None:
    log = path.with_name("archive.db-wal")
    log.write_bytes(b"x" * 5000)

    assert "archive.db-wal" in refusal(path)
    assert log.exists()


def test_another_programs_database_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE something (id INTEGER)")

    assert "不是本软件的档案库" in refusal(path)


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "更新版本的软件"),
        ("PRAGMA user_version = 99", "更新版本的软件"),
        ("PRAGMA user_version = 0", "自相矛盾"),
        ("DELETE FROM alembic_version", "更新版本的软件"),
        ("DROP TABLE alembic_version", "不是本软件的档案库"),
    ],
)
def test_an_archive_of_another_version_is_refused(filled: Path, statement: str, line: str) -> None:
    change(filled, statement)

    assert line in refusal(filled)


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.readline()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout
        assert program.stdout.readline() == "held\n"
        yield
        program.kill()


def test_a_locked_archive_is_told_after_five_seconds(filled: Path) -> None:
    with held_by_another_program(filled):
        line = refusal(filled)

    assert line == "档案库“archive.db”正被别的程序占用，等了 5 秒仍未放开；请稍后再试。"


def test_looking_at_the_archive_does_not_wait_for_a_writer(filled: Path) -> None:
    with (
        held_by_another_program(filled),
        Archive.open(sqlite_url(filled), create=False) as archive,
        archive.viewing() as records,
    ):
        assert len(records.runs.all(2012)) == 1


def test_a_read_only_archive_is_told_when_it_is_opened(filled: Path) -> None:
    before = filled.read_bytes()
    filled.chmod(0o400)

    assert "不能写入" in said_by(OPENING, str(filled))
    assert filled.read_bytes() == before


def test_changes_within_a_view_are_refused_in_one_line(archive: Archive, begin: Begin) -> None:
    begin(5, 20)

    with pytest.raises(MachineError, match="不能写入"), archive.viewing() as records:
        records.runs.finish(1, finished=MOMENT, status="draft", exit_code=1)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_no_room_is_told_in_one_line_and_loses_nothing(
    archive: Archive, begin: Begin, a_file: AFile, path: Path
) -> None:
    run = begin(5, 20)
    before = path.read_bytes()
    large = a_file("大.docx", os.urandom(3_000_000))

    with (
        no_file_larger_than(1_000_000),
        pytest.raises(MachineError, match="磁盘"),
        archive.writing() as records,
    ):
        records.files.receive(run, [large])

    assert path.read_bytes() == before
    with archive.writing() as records:
        assert records.files.received(large.sha256) is None
        assert records.files.receive(run, [large])[0].run == run


def test_no_room_for_a_new_archive_leaves_none(path: Path) -> None:
    with no_file_larger_than(20_000):
        assert "磁盘" in refusal(path)

    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_is_told_in_one_line(tmp_path: Path) -> None:
    assert "打不开" in refusal(tmp_path / "gone" / "archive.db")


def test_a_folder_in_the_archives_place_is_told_in_one_line(path: Path) -> None:
    path.mkdir()

    assert "打不开" in refusal(path)


def test_bytes_that_changed_in_the_archive_are_not_given_back(
    archive: Archive, begin: Begin, a_file: AFile, path: Path
) -> None:
    file = a_file("目录.docx", b"what was sent")
    run = begin(5, 20)
    with archive.writing() as records:
        records.files.receive(run, [file])
    change(path, "UPDATE content SET body = CAST('something else' AS BLOB)")

    with archive.viewing() as records, pytest.raises(MachineError, match="已损坏"):
        records.files.original(file.sha256)


@pytest.mark.parametrize("url", ["archive.db", "postgresql+nothing://x/y", "oracle9://x"])
def test_a_wrong_address_is_wrong_usage(url: str) -> None:
    with pytest.raises(LianfangError) as fault:
        Archive.open(url, create=True)

    assert isinstance(fault.value, UsageError)
    assert "[archive]" in str(fault.value)
