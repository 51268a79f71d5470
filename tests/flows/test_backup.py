"""Backup and restore of a workspace, also while it is at work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from flows.backup import LISTING, back_up
from flows.publish import publish
from flows.settings import Workspace as Settings
from tests.support.workspace import AUDIT, LATER, Ran, Workspace, annex1, lianfang, tree

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def save(college: Workspace, file: Path) -> Ran:
    return lianfang("backup", "-w", college.root, "-o", file)


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A college with an official set, one published before it, and evidence."""
    college = Workspace(tmp_path_factory.mktemp("w") / "w")
    college.put(f"{AUDIT}/佐证材料/照片.jpg", b"jpg")
    (college.inbox / "新部门").mkdir()
    (college.root / "templates").mkdir()
    (college.root / "templates" / "说明.txt").write_text("办公室自己的模板")
    college.run()
    return college


@pytest.fixture(scope="module")
def saved(at_work: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "备份.zip"
    assert save(at_work, file).exit == 0
    return file


def test_what_is_restored_is_what_was_there(
    at_work: Workspace, saved: Path, tmp_path: Path
) -> None:
    goal = tmp_path / "新" / "w"

    assert lianfang("restore", saved, goal).exit == 0

    before, after = tree(at_work.root), tree(goal)
    kept = {n for n in before if not n.startswith((".", "archive.db"))}
    assert {n for n in after if not n.startswith("archive.db")} == kept
    assert all(before[name] == after[name] for name in kept)
    assert (goal / "inbox" / "新部门").is_dir()
    assert sorted(p.name for p in goal.parent.iterdir()) == ["w"]


def test_a_restored_workspace_goes_on_as_the_old_one_would(saved: Path, tmp_path: Path) -> None:
    goal = tmp_path / "w"
    lianfang("restore", saved, goal)
    college = Workspace.at(goal)
    before = tree(college.output)

    assert lianfang("audit", "verify", "-w", goal).exit == 0
    assert lianfang("verify", college.output).exit == 0
    assert college.run().exit == 0
    assert tree(college.output) == before


def test_files_keep_the_time_of_their_last_change(
    at_work: Workspace, saved: Path, tmp_path: Path
) -> None:
    lianfang("restore", saved, tmp_path / "w")

    name = f"inbox/{AUDIT}/名单.docx"
    assert (tmp_path / "w" / name).stat().st_mtime_ns == (at_work.root / name).stat().st_mtime_ns


def test_an_empty_folder_may_take_the_backup(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()

    assert lianfang("restore", saved, tmp_path / "w").exit == 0


def test_nothing_is_written_over(at_work: Workspace, saved: Path, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "own.txt").write_text("x")

    into, over = lianfang("restore", saved, tmp_path / "w"), save(at_work, saved)

    assert (into.exit, over.exit) == (2, 2)
    assert "空" in into.line
    assert "已经存在" in over.line
    assert tree(tmp_path / "w") == {"own.txt": b"x"}


@pytest.mark.parametrize("place", ["inbox/审计监察处/b.zip", "output/b.zip", "没有/b.zip"])
def test_a_backup_is_not_put_where_it_does_harm(at_work: Workspace, place: str) -> None:
    refused = save(at_work, at_work.root / place)

    assert refused.exit == 2
    assert not (at_work.root / place).exists()
    assert refused.line


def test_a_place_that_takes_no_file_is_the_machines_fault(at_work: Workspace) -> None:
    refused = save(at_work, Path("/proc/b.zip"))

    assert refused.exit == 3
    assert refused.line


def test_a_workspace_that_never_ran_has_no_archive_to_copy(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")

    assert "还没有档案库" in save(college, tmp_path / "b.zip").out
    assert lianfang("restore", tmp_path / "b.zip", tmp_path / "neu").exit == 0
    assert not (college.root / "archive.db").exists()


def test_links_are_left_out_and_any_name_comes_back(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    (college.inbox / "link").symlink_to("/etc/passwd")
    odd = os.fsdecode(b"\xc4\xbf\xc2\xbc.docx")
    college.put(f"{AUDIT}/{odd}", b"x")
    college.put(f"{AUDIT}/a\\b.docx", b"y")
    save(college, tmp_path / "b.zip")

    assert lianfang("restore", tmp_path / "b.zip", tmp_path / "neu").exit == 0

    assert not (tmp_path / "neu" / "inbox" / "link").exists()
    assert (tmp_path / "neu" / "inbox" / AUDIT / odd).read_bytes() == b"x"
    assert (tmp_path / "neu" / "inbox" / AUDIT / "a\\b.docx").read_bytes() == b"y"


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://office@127.0.0.1/lianfang", "sqlite:////elsewhere/archive.db"]
)
def test_an_archive_elsewhere_has_to_be_backed_up_by_its_own_means(
    tmp_path: Path, url: str
) -> None:
    college = Workspace(tmp_path / "w", more=f'[archive]\nurl = "{url}"')

    refused = save(college, tmp_path / "b.zip")

    assert refused.exit == 2
    assert "备份不了" in refused.line
    assert not (tmp_path / "b.zip").exists()


def rewritten(saved: Path, goal: Path, change: Change) -> Path:
    """Write a backup anew with other contents."""
    with zipfile.ZipFile(saved) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    listing = json.loads(entries.pop(LISTING))
    change(entries, listing)
    with zipfile.ZipFile(goal, "w") as package:
        for name, data in entries.items():
            package.writestr(name, data)
        package.writestr(LISTING, json.dumps(listing))
    return goal


def other_bytes(entries: dict[str, bytes], _: dict[str, Any]) -> None:
    entries["lianfang.toml"] = entries["lianfang.toml"].replace(b"2012", b"2013")


def one_less(entries: dict[str, bytes], _: dict[str, Any]) -> None:
    del entries["archive.db"]


def longer(entries: dict[str, bytes], _: dict[str, Any]) -> None:
    entries["lianfang.toml"] += b"\n" * 100


def way_out(_: dict[str, bytes], listing: dict[str, Any]) -> None:
    listing["files"][0]["path"] = "../out.toml"


def absolute(_: dict[str, bytes], listing: dict[str, Any]) -> None:
    listing["files"][1]["path"] = "/tmp/out.toml"  # noqa: S108 - never written


def inner_way_out(_: dict[str, bytes], listing: dict[str, Any]) -> None:
    listing["folders"].append("inbox/../../out")


def stranger(_: dict[str, bytes], listing: dict[str, Any]) -> None:
    listing["files"][1]["path"] = ".bashrc"


def twice(_: dict[str, bytes], listing: dict[str, Any]) -> None:
    listing["files"].append(listing["files"][0])


@pytest.mark.parametrize(
    "change", [other_bytes, one_less, longer, way_out, absolute, inner_way_out, stranger, twice]
)
def test_a_backup_that_was_changed_restores_nothing(
    saved: Path, tmp_path: Path, change: Change
) -> None:
    file = rewritten(saved, tmp_path / "b.zip", change)

    refused = lianfang("restore", file, tmp_path / "sub" / "w")

    assert refused.exit == 1
    assert "已损坏" in refused.line
    assert list((tmp_path / "sub").iterdir()) == []
    assert not (tmp_path / "out.toml").exists()


def test_what_is_in_the_zip_file_and_not_listed_is_left_there(saved: Path, tmp_path: Path) -> None:
    def smuggled(entries: dict[str, bytes], _: dict[str, Any]) -> None:
        entries["../../evil.txt"] = b"x"

    file = rewritten(saved, tmp_path / "b.zip", smuggled)

    assert lianfang("restore", file, tmp_path / "w").exit == 0
    assert not list(tmp_path.rglob("evil.txt"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"x" * 1000])
def test_a_file_that_is_no_zip_file_is_said_to_be_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(data)

    assert "已损坏" in lianfang("restore", tmp_path / "b.zip", tmp_path / "w").line
    assert not (tmp_path / "w").exists()


def test_a_zip_file_of_something_else_is_wrong_usage(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as package:
        package.writestr("a.txt", "x")

    refused = lianfang("restore", tmp_path / "b.zip", tmp_path / "w")

    assert refused.exit == 2
    assert "不是本软件的备份" in refused.line
    assert lianfang("restore", tmp_path / "none.zip", tmp_path / "w").exit == 2


def test_sets_that_are_exchanged_meanwhile_are_copied_whole(
    at_work: Workspace, tmp_path: Path
) -> None:
    own, stop = Settings.open(at_work.root), threading.Event()

    def publish_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            said = json.dumps({"status": "draft", "as_of": str(number), "documents": []}).encode()
            publish(own.output, "handbook", {"a": said, "b": said, "manifest.json": said})

    writer = threading.Thread(target=publish_on)
    writer.start()
    try:
        for number in range(5):
            back_up(own, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()

    for number in range(5):
        with zipfile.ZipFile(tmp_path / f"{number}.zip") as package:
            names = [n for n in package.namelist() if n.startswith("output/2012/handbook/")]
            contents = {package.read(name) for name in names}
        assert len(names) in (0, 3)
        assert len(contents) <= 1


def test_a_run_may_be_going_on(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    college.run()
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, (), "改"))
    root = str(college.root)
    code = "from flows.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "run", "catalogue", "-w", root, "--as-of", LATER],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    ) as running:
        number = 0
        while running.poll() is None or number == 0:
            assert save(college, tmp_path / f"{number}.zip").exit == 0
            number += 1
            with suppress(subprocess.TimeoutExpired):
                running.wait(0.3)

    for one in {number // 2, number - 1}:
        assert lianfang("restore", tmp_path / f"{one}.zip", tmp_path / f"neu{one}").exit == 0
