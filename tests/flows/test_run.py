"""A run as machines and people meet it: versions, hostile files, equal bytes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.cli import execute
from flows.outputs import verify
from tests.support.small_college import catalogue, flowchart, make_workspace, put

PROGRAM = "from flows.cli import main; main()"
ROOT = Path(__file__).parents[2]
COMMAND = ("run", "catalogue", "--as-of", "2012-05-24")
DEPARTMENT = "审计监察处"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A college of one department that has sent everything."""
    return make_workspace(tmp_path / "W")


def run(workspace: Path, day: str = "2012-05-24", phase: str = "catalogue") -> int:
    return execute(["run", phase, "-w", str(workspace), "--as-of", day])


def output(workspace: Path) -> Path:
    return workspace / "output" / "2012" / "catalogue"


def written(workspace: Path, name: str) -> Any:  # noqa: ANN401 - a JSON document
    return json.loads((output(workspace) / name).read_text(encoding="utf-8"))


def codes(workspace: Path) -> dict[str, list[str]]:
    """Tell which codes were found in which file."""
    found: dict[str, list[str]] = {}
    for finding in written(workspace, "findings.json"):
        found.setdefault(Path(finding["file"] or "").name, []).append(finding["code"])
    return found


def snapshot(folder: Path) -> dict[str, str]:
    """Give all files of a folder with digests of their bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def started(workspace: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *COMMAND, "-w", str(workspace)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_the_day_of_receipt_is_the_day_of_the_run_that_saw_the_file_first(
    workspace: Path,
) -> None:
    run(workspace, "2012-05-20")
    run(workspace, "2012-05-28")

    assert {i["received"] for i in written(workspace, "manifest.json")["inputs"]} == {"2012-05-20"}


def test_files_received_later_are_not_seen_on_an_earlier_day(workspace: Path) -> None:
    run(workspace, "2012-05-28")

    run(workspace, "2012-05-20")

    assert written(workspace, "manifest.json")["inputs"] == []


def test_a_corrected_file_of_another_name_replaces_the_faulty_one(workspace: Path) -> None:
    folder = workspace / "inbox" / DEPARTMENT
    put(folder / "附件1.docx", catalogue(basis=""))
    assert run(workspace, "2012-05-20") == 1

    put(folder / "附件1改.docx", catalogue())

    assert run(workspace, "2012-05-24") == 0
    assert "LF-F09" in codes(workspace)["附件1改.docx"]


def test_the_offices_own_reading_settles_what_a_department_cannot(workspace: Path) -> None:
    put(workspace / "inbox" / DEPARTMENT / "附件1.docx", catalogue(basis=""))
    correction = workspace / "inbox" / "领导小组办公室" / "更正" / DEPARTMENT / "附件1.docx"
    put(correction, catalogue())

    assert run(workspace) == 0


def test_evidence_is_listed_and_never_a_finding(workspace: Path) -> None:
    put(workspace / "inbox" / DEPARTMENT / "佐证材料" / "照片.jpg", b"\xff\xd8\xff")

    assert run(workspace) == 0

    listed = [i for i in written(workspace, "manifest.json")["inputs"] if "佐证" in i["path"]]
    assert [entry["forms"] for entry in listed] == [[]]


def test_a_hostile_file_costs_only_itself(workspace: Path) -> None:
    run(workspace)
    alone = written(workspace, "data.json")["departments"]
    folder = workspace / "inbox" / DEPARTMENT
    put(folder / "空.docx", b"")
    put(folder / "截断.docx", catalogue()[:900])
    put(folder / "说明.txt", "请查收".encode())
    os.mkfifo(folder / "管道.docx")
    (folder / "链接.docx").symlink_to("/etc/hostname")

    assert run(workspace) == 1

    found = codes(workspace)
    assert found["空.docx"] == ["LF-F01"]
    assert found["截断.docx"] == ["LF-F01"]
    assert found["说明.txt"] == ["LF-F03"]
    assert {"管道.docx", "链接.docx"} & set(found) == set()
    assert written(workspace, "data.json")["departments"] == alone


def test_the_inbox_is_untouched(workspace: Path) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        files = [path for path in (workspace / "inbox").rglob("*") if path.is_file()]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    run(workspace)

    assert state() == before


def test_an_official_set_that_cannot_be_repeated_is_kept_and_still_verifiable(
    workspace: Path,
) -> None:
    run(workspace, "2012-05-24")
    official = snapshot(output(workspace))
    put(workspace / "inbox" / DEPARTMENT / "附件1.docx", catalogue(basis=""))

    assert run(workspace, "2012-05-25") == 1

    kept = snapshot(output(workspace) / "published" / "2012-05-24")
    assert kept == official
    assert verify(output(workspace)) == []


def test_equal_inputs_give_equal_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    surroundings = [
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    original = make_workspace(tmp_path / "W")
    put(original / "inbox" / DEPARTMENT / "附件1.docx", catalogue(basis=""))
    results = []
    for number, environment in enumerate(surroundings):
        workspace = tmp_path / str(number) / "W"
        shutil.copytree(original, workspace)
        assert started(workspace, **environment).wait() == 1
        results.append(snapshot(output(workspace)))

    assert results[0] == results[1]


def test_a_second_run_of_the_phase_waits_or_says_so(workspace: Path) -> None:
    both = [started(workspace), started(workspace)]

    assert {process.wait() for process in both} <= {0, 3}
    assert verify(output(workspace)) == []


def test_a_damaged_archive_is_one_line_and_exit_3(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(workspace)
    before = snapshot(output(workspace))
    (workspace / "archive.db").write_bytes(b"SQLite format 3\x00" + b"\x00" * 500)
    capsys.readouterr()

    assert run(workspace) == 3

    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "档案库" in line] == said[-1:]
    assert snapshot(output(workspace)) == before


def test_two_flowcharts_of_one_day_that_disagree_are_a_finding(workspace: Path) -> None:
    other = flowchart(steps=[["环节", "办理时限"], ["登记", "当日"], ["办结", ""]])
    put(workspace / "inbox" / DEPARTMENT / "附件2另.docx", other)

    assert run(workspace) == 1

    assert [c for found in codes(workspace).values() for c in found if c == "LF-F14"] == ["LF-F14"]
