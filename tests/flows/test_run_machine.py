"""A run on machines at fault, side by side with others, and wherever it takes place."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flows.lock import phase_lock
from flows.outputs import verify
from tests.support.workspace import (
    AUDIT,
    IN_TIME,
    ITEMS,
    LATER,
    PROGRAM,
    Ran,
    Workspace,
    annex1,
    digests,
    environment,
    lianfang,
    started,
)

FAULTY = annex1(AUDIT, [("信访举报受理", "内部职权", "受理来信来访。", ""), ITEMS[AUDIT][1]])
WITHOUT_SERVER = "没有启动 Prefect 服务，本次运行不在其中记录，结果相同。\n"


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    """A college with an official set, and a file that the next run would read."""
    college = Workspace(tmp_path / "W")
    assert college.run().exit == 0
    college.put(f"{AUDIT}/附件1 目录.docx", FAULTY)
    return college


def refused(college: Workspace, run: Callable[[], Ran]) -> str:
    """Give the one line with which a run ends that must leave everything as it was."""
    output, inbox = digests(college.root / "output"), digests(college.inbox)
    ran = run()
    assert (ran.exit, ran.out) == (3, "")
    assert digests(college.root / "output") == output
    assert digests(college.inbox) == inbox
    assert verify(college.output) == []
    return Ran(3, "", ran.err.removeprefix(WITHOUT_SERVER)).line


def recovers(college: Workspace) -> bool:
    """Tell whether the next run does what an undisturbed one does, and leaves no rests."""
    fresh = Workspace(college.root.with_name("fresh"))
    fresh.run()
    fresh.put(f"{AUDIT}/附件1 目录.docx", FAULTY)
    assert fresh.run(LATER).exit == college.run(LATER).exit == 1
    hidden = [path for path in college.root.rglob(".*") if path.is_file()]
    return digests(college.output) == digests(fresh.output) and not hidden


# --- faults ---------------------------------------------------------------------------------


def test_a_locked_archive_is_one_line_and_changes_nothing(college: Workspace) -> None:
    with closing(sqlite3.connect(college.root / "archive.db")) as other:
        other.execute("BEGIN EXCLUSIVE")

        line = refused(college, lambda: college.run(LATER))

    assert "正被别的程序占用" in line
    assert recovers(college)


def test_a_second_run_of_the_phase_says_who_is_at_work(college: Workspace) -> None:
    with phase_lock(college.root, "catalogue"):
        ran = college.run(LATER)

    assert ran.exit == 3
    assert "另一次运行" in Ran(3, "", ran.err.removeprefix(WITHOUT_SERVER)).line
    assert recovers(college)


@pytest.mark.parametrize("size", [0, 2_000, 30_000, 150_000])
def test_a_full_disk_is_one_line_and_changes_nothing(college: Workspace, size: int) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    command = ("run", "catalogue", "-w", college.root, "--as-of", LATER)

    line = refused(college, lambda: started(*command, preexec_fn=limit))

    assert "磁盘" in line
    assert recovers(college)


@pytest.mark.parametrize("place", ["output/2012", "archive.db"])
def test_a_read_only_place_is_told_before_anything_is_read(college: Workspace, place: str) -> None:
    target = college.root / place
    if target.is_file():
        for name in ("archive.db-wal", "archive.db-shm"):
            (college.root / name).unlink(missing_ok=True)
    mode = target.stat().st_mode
    command = ("run", "catalogue", "-w", college.root, "--as-of", LATER)
    try:
        target.chmod(0o555 if target.is_dir() else 0o444)
        line = refused(college, lambda: started(*command, preexec_fn=_bound_by_permissions))
    finally:
        target.chmod(mode)

    assert "权限" in line
    assert recovers(college)


def _bound_by_permissions() -> None:
    """Let permissions hold for the superuser too."""
    from tests.support.ordinary_user import _give_up_override  # noqa: PLC0415 - in the child only

    _give_up_override()


@pytest.mark.parametrize("damage", ["cut", "empty", "rubbish"])
def test_a_damaged_archive_is_one_line_and_is_not_made_anew(
    college: Workspace, damage: str
) -> None:
    archive = college.root / "archive.db"
    whole = archive.read_bytes()
    broken = {"cut": whole[: len(whole) // 2], "empty": b"", "rubbish": b"x" * 5_000}[damage]
    archive.write_bytes(broken)

    assert "档案库" in refused(college, lambda: college.run(LATER))

    assert archive.read_bytes() == broken
    archive.write_bytes(whole)
    assert recovers(college)


def test_rests_of_a_killed_run_are_put_in_order(college: Workspace) -> None:
    rests = college.output.with_name(".catalogue.new")
    rests.mkdir()
    (rests / "半份.docx").write_bytes(b"x")
    (college.root / "output" / ".catalogue.lock").touch()

    assert recovers(college)


def test_status_and_overrule_work_while_another_phase_runs(college: Workspace) -> None:
    with phase_lock(college.root, "summary"):
        assert lianfang("status", "-w", college.root, "--as-of", LATER, "--json").exit == 0
        assert college.run(LATER).exit == 1


def test_two_phases_at_once_do_not_disturb_each_other(college: Workspace) -> None:
    def start(phase: str) -> subprocess.Popen[bytes]:
        command = ["run", phase, "-w", str(college.root), "--as-of", LATER]
        quiet = subprocess.DEVNULL
        return subprocess.Popen([*PROGRAM, *command], env=environment(), stdout=quiet, stderr=quiet)

    both = [start("catalogue"), start("summary")]

    assert [process.wait() for process in both] == [1, 1]
    assert recovers(college)


# --- the same bytes wherever -----------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes_wherever_they_are_processed(tmp_path: Path) -> None:
    places = [
        {"TZ": "Asia/Shanghai", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0", "HOME": "/nonexistent"},
    ]
    results = []
    for number, place in enumerate(places):
        college = Workspace(tmp_path / f"place {number}" / "W")
        college.put(f"{AUDIT}/附件1 目录.docx", FAULTY, modified=number * 1_000_000_000)
        ran = started(
            "run", "catalogue", "-w", os.path.relpath(college.root, tmp_path), "--as-of", LATER,
            env=environment(**place), cwd=tmp_path, umask=(0o022, 0o077, 0o002)[number],
        )  # fmt: skip
        assert ran.exit == 1
        results.append(digests(college.output))

    assert any(name.startswith("returned/") for name in results[0])
    assert results[0] == results[1] == results[2]


def test_a_repeated_run_gives_the_same_bytes(college: Workspace) -> None:
    college.run(LATER)
    first = digests(college.output)

    college.run(LATER)

    assert digests(college.output) == first


def test_a_fresh_archive_gives_the_documents_of_the_old_one(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "W")
    college.run()
    first = digests(college.output)
    (college.root / "archive.db").unlink()
    for rest in college.root.glob("archive.db-*"):
        rest.unlink()

    college.run()

    assert digests(college.output) == first


# --- what is published ----------------------------------------------------------------------


def body_and_headers(document: Path) -> str:
    with zipfile.ZipFile(document) as package:
        names = [n for n in package.namelist() if n.startswith(("word/document", "word/header"))]
        return "".join(package.read(name).decode() for name in names)


def test_drafts_are_marked_and_official_documents_are_not(college: Workspace) -> None:
    [official] = college.output.glob("*.docx")
    clean = "草稿" not in body_and_headers(official)

    college.run(LATER)

    [draft] = (college.output / "draft").glob("*.docx")
    assert clean
    assert "草稿" in body_and_headers(draft)
    assert list(college.output.glob("*.docx")) == []


def test_each_official_set_is_kept_once_and_can_be_verified(college: Workspace) -> None:
    first = digests(college.output)
    assert college.run(LATER).exit == 1
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, ITEMS[AUDIT], note="（更正）"))
    assert college.run("2012-05-25").exit == 0
    assert college.run("2012-05-25").exit == 0

    kept = college.output / "published"

    assert [path.name for path in kept.iterdir()] == [IN_TIME]
    assert digests(kept / IN_TIME) == first
    assert lianfang("verify", college.output).exit == 0
    [document] = (kept / IN_TIME).glob("*.docx")
    document.write_bytes(document.read_bytes()[:-1])
    assert lianfang("verify", college.output).exit == 1


@pytest.mark.parametrize(("phase", "exit_code"), [("plan", 0), ("summary", 1), ("handbook", 1)])
def test_every_phase_receives_what_lies_in_the_inbox(
    tmp_path: Path, phase: str, exit_code: int
) -> None:
    college = Workspace(tmp_path / "W")

    ran = college.run(phase=phase)

    assert ran.exit == exit_code
    folder = college.root / "output" / "2012" / phase
    assert {"findings.json", "data.json", "manifest.json", "report.html"} <= set(digests(folder))
    assert college.run(LATER).exit == 0
    received = {entry["received"] for entry in college.json("manifest.json")["inputs"]}
    assert received == {IN_TIME}
