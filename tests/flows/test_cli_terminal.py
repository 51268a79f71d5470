"""The command line where terminals, pipes and names are not as they should be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.workspace import (
    AUDIT,
    IN_TIME,
    ITEMS,
    OUTPUT,
    PROGRAM,
    Workspace,
    annex1,
    environment,
    lianfang,
    started,
)

CATALOGUE = annex1(AUDIT, ITEMS[AUDIT])
INTERRUPTED = "已中断，原有的文件没有改动；再次运行即可继续。"


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "W")


def through_shell(college: Workspace, redirection: str, *more: str) -> int:
    """Run the phase with the shell's redirections and give the exit code."""
    command = ["run", "catalogue", "-w", str(college.root), "--as-of", IN_TIME, *more]
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$@" {redirection}', "bash", *PROGRAM, *command],
        env=environment(),
        check=False,
    ).returncode


@pytest.mark.parametrize("more", [("--json",), ()], ids=["json", "text"])
def test_a_reader_that_goes_away_does_not_stop_the_work(
    college: Workspace, more: tuple[str, ...]
) -> None:
    assert through_shell(college, "2>/dev/null | true", *more) == 0

    assert list(college.output.glob("*.docx"))


@pytest.mark.parametrize("redirection", ["<&- >&- 2>&-", "2>/dev/full >/dev/null"])
def test_closed_or_full_streams_do_not_stop_the_work(college: Workspace, redirection: str) -> None:
    assert through_shell(college, redirection) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_run_in_one_line_and_the_next_run_finishes(
    tmp_path: Path, number: signal.Signals
) -> None:
    many = [(f"事项{n}", "内部职权", "内容。", "《办法》") for n in range(60)]
    college = Workspace(tmp_path / "W", {AUDIT: many})
    command = ["run", "catalogue", "-w", str(college.root), "--as-of", IN_TIME]
    with subprocess.Popen(
        [*PROGRAM, *command], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while not (college.root / "archive.db").exists():  # the run has begun
            time.sleep(0.01)
        process.send_signal(number)
        out, err = process.communicate()

    assert process.returncode == 3
    assert out == b""
    assert err.decode().splitlines()[-1] == INTERRUPTED
    assert "Traceback" not in err.decode()
    assert not college.output.exists()
    assert college.run().exit == 0


def test_a_name_that_is_not_utf_8_is_written_with_its_bytes(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + "/目录二".encode("gbk") + b".docx"
    Path(os.fsdecode(name)).write_bytes(CATALOGUE)

    ran = started("extract", name, "--json", env=environment(LC_ALL="C"))

    assert ran.exit == 0
    assert ran.json[0]["file"].endswith("Ŀ¼\\xb6\\xfe.docx")


def test_a_name_with_a_line_break_stays_in_one_line_of_a_fault(tmp_path: Path) -> None:
    assert lianfang("extract", tmp_path / "没有\n这个.docx").line.startswith("没有文件")


def test_names_in_the_inbox_do_not_disturb_the_run(college: Workspace) -> None:
    rows = [(f"事项{n}", "内部职权", "", "《办法》") for n in range(4)]
    names = ["a\nb.docx", "--json", os.fsdecode("目录二.docx".encode("gbk")), "长" * 80 + ".docx"]
    for name, row in zip(names, rows, strict=True):
        college.put(f"{AUDIT}/{name}", annex1(AUDIT, [row]))

    assert college.run().exit == 1

    assert college.codes() == ["LF-C05"] * 4 + ["LF-P01"] * 4
    returned = [path.name for path in (college.output / "returned" / AUDIT).iterdir()]
    assert len(returned) == 1 + len(names)
    assert [name for name in returned if "\n" in name] == []


def test_an_ascii_terminal_shows_a_run(college: Workspace) -> None:
    ran = started(
        "run", "catalogue", "-w", college.root, "--as-of", IN_TIME,
        env=environment(LC_ALL="C", PYTHONIOENCODING="ascii:strict"),
    )  # fmt: skip

    assert ran.exit == 0
    assert "正式文件已成文" in ran.out


def test_little_surroundings_are_enough(college: Workspace) -> None:
    bare = {"PYTHONPATH": environment()["PYTHONPATH"], "TMPDIR": "/nonexistent"}

    assert started("run", "catalogue", "-w", college.root, env=bare).exit in (0, 1)

    assert (college.root / OUTPUT / "manifest.json").is_file()


def test_all_phases_run_one_after_the_other(college: Workspace) -> None:
    ran = lianfang("run", "all", "-w", college.root, "--as-of", IN_TIME, "--json")

    assert ran.exit == 1
    assert [one["manifest"]["phase"] for one in ran.json] == [
        "plan",
        "catalogue",
        "summary",
        "handbook",
    ]
    assert [one["exit"] for one in ran.json] == [0, 0, 1, 1]
    assert json.loads((college.output / "manifest.json").read_text(encoding="utf-8"))


def test_a_finding_that_nobody_knows_cannot_be_lifted(college: Workspace) -> None:
    college.run()
    lift = ("overrule", "C04-0000", "-w", college.root, "--by", "甲", "--reason", "乙")

    ran = lianfang(*lift)

    assert ran.exit == 2
    assert "C04-0000" in ran.line


def test_before_the_first_run_there_is_nothing_to_lift_or_verify(college: Workspace) -> None:
    lift = ("overrule", "C04-0000", "-w", college.root, "--by", "甲", "--reason", "乙")

    assert lianfang(*lift).exit in (2, 3)
    assert lianfang(*lift).line
    assert lianfang("verify", college.output).exit == 2


def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "W", more="[limits]\nfile_bm = 3")

    ran = college.run()

    assert ran.exit == 2
    assert ran.line == "lianfang.toml 中有未知的项 limits.file_bm，最接近的已知项是 file_mb。"
