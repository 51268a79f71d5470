"""Strange names, places, days and numbers: one Chinese sentence, and nothing changed or half done.

Where a name or a place comes from the command line, every command meets the same faults.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.outputs import MANIFEST, is_safe
from flows.settings import CONFIGURATION, parse_college
from flows.user_files import write_for_user
from rendering.publication import Profile
from schemas.errors import MachineError, UsageError
from tests.support.ordinary_user import said_by
from tests.support.workspace import Ran, lianfang

LONG = "长" * 90
ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,} ")
COLLEGE = '[organisation]\nname = "甲"\nyear = 2012\n'


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A workspace in which nothing has happened."""
    root = tmp_path / "W"
    assert lianfang("init", root).exit == 0
    return root


def is_one_chinese_line(ran: Ran) -> bool:
    said = ran.err.strip()
    return "程序出错" not in said and "\n" not in said and not ENGLISH.search(said) and bool(said)


@pytest.mark.parametrize("command", ["extract", "check", "lint", "init", "verify"])
def test_a_name_longer_than_any_file_has_is_wrong_usage(command: str, tmp_path: Path) -> None:
    ran = lianfang(command, tmp_path / LONG)

    assert ran.exit == 2
    assert "名称太长" in ran.err
    assert is_one_chinese_line(ran)


@pytest.mark.parametrize(
    "command",
    [("forms", "-o"), ("publish", "-o"), ("backup", "-o"), ("keygen",), ("audit", "export", "-o")],
)
def test_links_in_a_circle_are_said_to_be(command: tuple[str, ...], blank: Path) -> None:
    lianfang("audit", "verify", "-w", blank)
    circle = blank.with_name("circle")
    circle.symlink_to(circle.name)

    head, *option = command[:1] if command[0] != "audit" else command[:2]
    rest = command[len(option) + 1 :]
    ran = lianfang(head, *option, "-w", blank, *rest, circle)

    assert ran.exit in {2, 3}
    assert is_one_chinese_line(ran)


def test_an_output_below_a_file_names_the_reason_in_chinese(blank: Path) -> None:
    (blank / "file").write_text("x", encoding="utf-8")

    ran = lianfang("keygen", blank.parent / "W" / ".." / "W" / "file" / "x", "-w", blank)
    other = lianfang("status", "-w", blank, "--docx", blank / "file" / "x")

    assert ran.exit == 2
    assert other.exit == 3
    assert "不是文件夹" in other.err


_UNREADABLE = """
import sys
from flows.cli import execute
print(execute(["init", sys.argv[1]]), execute(["init", sys.argv[1] + "/in/x"]))
"""


def test_a_place_without_rights_is_the_machines_fault(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    (shut / "in").mkdir(parents=True)
    shut.chmod(0)
    try:
        assert said_by(_UNREADABLE, str(shut)).split() == ["3", "3"]
    finally:
        shut.chmod(0o755)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_that_leaves_no_room_for_counting_is_wrong_usage(day: str, blank: Path) -> None:
    for command in ("status", "remind"):
        ran = lianfang(command, "-w", blank, "--as-of", day)

        assert ran.exit == 2
        assert "之间" in ran.err


@pytest.mark.parametrize("year", ["99999999999999999999999", "0"])
def test_a_year_that_cannot_be_is_wrong_usage(year: str, blank: Path) -> None:
    ran = lianfang("diff", "2012", year, "-w", blank)

    assert ran.exit == 2
    assert "年度须在" in ran.err


@pytest.mark.parametrize(
    "text",
    [
        COLLEGE.replace("2012", "9" * 5000),
        f"a = {'[' * 3000}{']' * 3000}",
        COLLEGE + "[schedule]\nmobilisation = 9999-12-31\n",
        COLLEGE + "[warning]\nanswer_days = 99999999\n",
    ],
    ids=["digits", "depth", "day", "days"],
)
def test_a_configuration_beyond_all_measure_is_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match=CONFIGURATION):
        parse_college(text)


@pytest.mark.parametrize(
    "text", [f"a = {'9' * 5000}", f"a = {'[' * 3000}"], ids=["digits", "depth"]
)
def test_a_profile_beyond_all_measure_is_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="写法不对"):
        Profile.read(text)


@pytest.mark.parametrize("url", ["sqlite:///a\\u0000b", "postgresql+psycopg://h:abc/x"])
def test_an_address_of_no_database_is_wrong_usage(url: str, blank: Path) -> None:
    text = COLLEGE + f'[archive]\nurl = "{url}"\n'
    (blank / CONFIGURATION).write_text(text, encoding="utf-8")

    ran = lianfang("status", "-w", blank)

    assert ran.exit == 2
    assert "数据库地址" in ran.err


def test_a_fault_does_not_repeat_a_book_that_was_written_on_the_command_line(blank: Path) -> None:
    ran = lianfang("run", "x" * 100_000, "-w", blank)

    assert ran.exit == 2
    assert len(ran.err) < 3_000
    assert ran.err.startswith("没有阶段“x")
    assert "handbook" in ran.err


@pytest.mark.parametrize(
    "used", ["lianfang.toml", "archive.db", "inbox/信.docx", "output/x.docx", "signature.pub"]
)
def test_a_document_never_takes_the_place_of_what_the_workspace_lives_on(
    used: str, blank: Path
) -> None:
    assert lianfang("status", "-w", blank).exit == 0
    before = {path: path.read_bytes() for path in blank.rglob("*") if path.is_file()}

    for command in (
        ("status", "--docx"),
        ("audit", "export", "-o"),
        ("diff", "2012", "2013", "--docx"),
    ):
        assert lianfang(*command, blank / used, "-w", blank).exit == 2
    assert {path: path.read_bytes() for path in blank.rglob("*") if path.is_file()} == before


def test_a_document_that_cannot_be_written_whole_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "简报.docx"
    write_for_user(place, b"old")
    place.chmod(0o600)
    write_for_user(place, b"older")

    def half(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:1])
        raise OSError(28, "no room")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(MachineError, match="磁盘空间已满"):
        write_for_user(place, b"new")

    assert place.read_bytes() == b"older"
    assert place.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [place]


def test_half_a_pair_of_keys_is_not_left_behind(blank: Path, tmp_path: Path) -> None:
    (blank / "signature.pub").symlink_to("/nowhere/at/all")

    ran = lianfang("keygen", tmp_path / "key", "-w", blank)

    assert ran.exit == 2
    assert not (tmp_path / "key").exists()


def test_no_private_key_stays_where_the_public_one_cannot_be_written(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def once(place: Path, data: bytes, mode: int) -> None:
        if written:
            raise PermissionError(13, "no rights")
        written.append(mode)
        place.write_bytes(data)

    monkeypatch.setattr("flows.keys._write", once)

    assert lianfang("keygen", tmp_path / "key", "-w", blank).exit == 3
    assert written == [0o600]
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("password", ["口" * 400, "\udcb9\udcab"], ids=["long", "bytes"])
def test_a_password_that_no_key_takes_is_wrong_usage(
    password: str, blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANFANG_KEY_PASSWORD", password)

    ran = lianfang("keygen", tmp_path / "key", "-w", blank)

    assert ran.exit == 2
    assert "口令" in ran.err
    assert not (tmp_path / "key").exists()


def test_a_path_that_no_file_can_have_is_not_safe() -> None:
    assert not is_safe("\ud800.docx")
    assert is_safe("目录.docx")


def _set(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    folder = root / "output" / "2012" / "plan"
    folder.mkdir(parents=True)
    (folder / "a.docx").write_bytes(b"a")
    entry = {"path": "a.docx", "title": "a", "sha256": hashlib.sha256(b"a").hexdigest()}
    listed = {"year": 2012, "phase": "plan", "status": "official", "as_of": "2012-05-01"}
    manifest: dict[str, Any] = {**listed, "documents": [{**entry, "official": True}]}
    change(manifest)
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.pop("year"),
        lambda manifest: manifest["documents"][0].pop("title"),
        lambda manifest: manifest["documents"].append(manifest["documents"][0]),
        lambda manifest: manifest["documents"][0].update(path=f"{LONG}.docx"),
        lambda manifest: manifest["documents"][0].update(path="../../../lianfang.toml.docx"),
    ],
    ids=["year", "title", "twice", "long", "outside"],
)
def test_of_a_damaged_manifest_no_copies_are_made(
    change: Callable[[dict[str, Any]], object], blank: Path
) -> None:
    _set(blank, change)

    ran = lianfang("pdf", "plan", "-w", blank)

    assert ran.exit == 1
    assert "没有做副本" in ran.err
    assert not (blank / "pdf").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"modified": 10**40},
        {"path": "inbox/\ud800"},
        {"path": "inbox"},
        {"path": "inbox/./twice"},
    ],
    ids=["moment", "name", "folder", "twice"],
)
def test_a_backup_whose_listing_cannot_be_followed_is_refused(
    change: dict[str, Any], blank: Path, tmp_path: Path
) -> None:
    (blank / "inbox" / "twice").write_bytes(b"x")
    saved, changed, goal = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "R"
    assert lianfang("backup", "-w", blank, "-o", saved).exit == 0
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(changed, "w") as new:
        listing = json.loads(old.read("backup.json"))
        listing["files"].append({**listing["files"][0], "path": "inbox/other", **change})
        for name in old.namelist():
            new.writestr(name, json.dumps(listing) if name == "backup.json" else old.read(name))

    ran = lianfang("restore", changed, goal)

    assert ran.exit == 1
    assert "没有恢复任何内容" in ran.err
    assert not goal.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"W", "a.zip", "b.zip"}
