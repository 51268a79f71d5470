"""The inbox: what counts, whose it is, and what is passed by."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from flows import inbox
from flows.inbox import scan
from schemas.college import College

COLLEGE = College.model_validate(
    {
        "organisation": {"name": "防灾科技学院", "year": 2012},
        "department": [{"name": "审计监察处", "aliases": ["纪委办公室"]}],
    }
)


def put(root: Path, name: str, content: bytes = b"x", *, age: float = 3600) -> Path:
    path = root / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(root: Path) -> list[str]:
    return [file.name for file in scan(root, COLLEGE)]


def test_a_folder_may_use_any_alias_of_the_department(tmp_path: Path) -> None:
    put(tmp_path, "纪委办公室/子目录/附件1.docx")

    [file] = scan(tmp_path, COLLEGE)

    assert file.department == "审计监察处"
    assert file.name == "inbox/纪委办公室/子目录/附件1.docx"


def test_a_file_directly_in_the_inbox_belongs_to_no_folder(tmp_path: Path) -> None:
    put(tmp_path, "附件1.docx")

    [file] = scan(tmp_path, COLLEGE)

    assert (file.folder, file.department) == ("", None)


def test_the_offices_own_reading_belongs_to_the_department_it_names(tmp_path: Path) -> None:
    put(tmp_path, "领导小组办公室/更正/纪委办公室/附件2.docx")
    put(tmp_path, "领导小组办公室/实施方案.docx")

    wording, reading = sorted(scan(tmp_path, COLLEGE), key=lambda file: file.by_office)

    assert (reading.by_office, reading.department) == (True, "审计监察处")
    assert (wording.office_folder, wording.department) == (True, None)


def test_evidence_is_known_by_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "审计监察处/佐证材料/照片.jpg")

    assert [file.evidence for file in scan(tmp_path, COLLEGE)] == [True]


@pytest.mark.parametrize(
    "name", ["~$附件1.docx", ".~附件1.docx", "~WRL0003.tmp", ".hidden", "Thumbs.db", "desktop.ini"]
)
def test_lock_and_system_files_are_passed_by(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"审计监察处/{name}")

    assert names(tmp_path) == []


def test_links_and_pipes_are_passed_by(tmp_path: Path) -> None:
    real = put(tmp_path, "审计监察处/附件1.docx")
    os.mkfifo(real.with_name("管道.docx"))
    real.with_name("链接.docx").symlink_to(real)
    real.with_name("目录链接").symlink_to(tmp_path, target_is_directory=True)

    assert names(tmp_path) == ["inbox/审计监察处/附件1.docx"]


def test_a_name_that_is_not_utf8_is_shown_with_its_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "审计监察处"
    folder.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/\xb8\xbd.docx")).write_bytes(b"x")

    assert names(tmp_path) == [r"inbox/审计监察处/\xb8\xbd.docx"]


def test_a_file_that_grows_between_two_looks_is_left_for_the_next_run(tmp_path: Path) -> None:
    growing = put(tmp_path, "审计监察处/大.docx", age=0)
    put(tmp_path, "审计监察处/小.docx", age=0)
    stop = threading.Event()

    def append() -> None:
        while not stop.wait(inbox.PAUSE_SECONDS / 8):
            with growing.open("ab") as file:
                file.write(b"x")

    writer = threading.Thread(target=append)
    writer.start()
    try:
        found = names(tmp_path)
    finally:
        stop.set()
        writer.join()

    assert found == ["inbox/审计监察处/小.docx"]
