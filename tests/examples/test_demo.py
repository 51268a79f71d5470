"""The demonstration tells its story, leaves its documents and no process behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from examples.demo import COMPARED, KEPT, fresh_workspace, main
from flows.archives import open_archive
from flows.diff_command import year_diff
from flows.server import answers
from flows.settings import Workspace
from schemas.errors import UsageError

ROOT = Path(__file__).parents[2]


def started(folder: Path) -> subprocess.Popen[str]:
    """Start a demonstration in a session of its own, without a terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "examples.demo", str(folder)],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, Path]:
    """A demonstration that ran to its end: exit code, what it said, its workspace."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    process = started(folder)
    words, _ = process.communicate()
    return process.returncode, words, folder


@pytest.mark.prefect
def test_the_demonstration_ends_well_and_its_server_is_gone(told: tuple[int, str, Path]) -> None:
    code, words, _ = told

    assert code == 0, words
    address = re.search(r"Prefect 界面：(\S+)", words)
    assert address
    assert not answers(f"{address[1]}/api")


@pytest.mark.prefect
@pytest.mark.parametrize("phase", ["plan", "catalogue", "summary", "handbook"])
@pytest.mark.parametrize("year", ["2012", "2013"])
def test_the_demonstration_leaves_the_official_documents(
    phase: str, year: str, told: tuple[int, str, Path]
) -> None:
    folder = told[2] / "output" / year / phase

    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))

    assert manifest["status"] == "official"
    assert all((folder / document["path"]).is_file() for document in manifest["documents"])


@pytest.mark.prefect
def test_the_demonstration_compares_its_two_years(told: tuple[int, str, Path]) -> None:
    folder = told[2]
    workspace = Workspace.open(folder)
    with open_archive(workspace, create=False) as archive, archive.viewing() as records:
        changes = year_diff(records, 2012, 2013).changes

    kinds = Counter(change.kind for change in changes)
    assert {change.department for change in changes} == {"人事处", "学生处", "基建处"}
    assert (kinds["item_added"], kinds["item_gone"], kinds["item_changed"]) == (1, 1, 1)
    assert (kinds["risk_added"], kinds["risk_gone"], kinds["risk_moved"]) == (3, 1, 1)
    assert (kinds["level_up"], kinds["level_down"]) == (1, 1)
    assert (folder / COMPARED).is_file()


@pytest.mark.prefect
@pytest.mark.parametrize(
    ("scene", "department"),
    [
        ("2012-05-24 职权目录", "资产管理处"),
        ("2012-06-14 风险汇总", "学生处"),
        ("2012-09-28 防控手册", "基建处"),
    ],
)
def test_the_demonstration_keeps_the_drafts_and_the_returned_files(
    scene: str, department: str, told: tuple[int, str, Path]
) -> None:
    kept = told[2] / KEPT / scene

    assert list((kept / "draft").glob("*.docx"))
    assert {path.parent.name for path in kept.glob("returned/*/*.docx")} == {department}


@pytest.mark.prefect
def test_the_demonstration_ends_the_risk_phase_with_the_approval(
    told: tuple[int, str, Path],
) -> None:
    folder = told[2] / "output" / "2012" / "summary"

    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))

    assert manifest["approved"] == {"by": "领导小组会议", "date": "2012-06-20"}
    assert list((folder / "published" / "2012-06-18").glob("*.docx"))


@pytest.mark.prefect
def test_every_path_that_the_demonstration_names_is_there(told: tuple[int, str, Path]) -> None:
    named = re.findall(r"(/\S.*?\.(?:docx|xlsx|html))(?=（|$)", told[1], flags=re.MULTILINE)

    assert named
    assert [path for path in named if not Path(path).is_file()] == []


@pytest.mark.prefect
def test_a_stopped_demonstration_stops_its_server(tmp_path: Path) -> None:
    process = started(tmp_path / "demo")
    assert process.stdout
    address = next(found for line in process.stdout if (found := re.search(r"http://\S+", line)))

    process.send_signal(signal.SIGTERM)
    process.communicate()

    assert process.returncode != 0
    assert not answers(f"{address[0]}/api")


def test_a_folder_that_is_not_the_demonstrations_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "demo"
    own.mkdir()
    (own / "材料.txt").write_text("不要删", encoding="utf-8")

    with pytest.raises(UsageError, match="不是演示留下的文件夹"):
        fresh_workspace(own)

    assert (own / "材料.txt").read_text("utf-8") == "不要删"


def test_an_option_is_not_taken_for_the_name_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["--help"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_demonstration_makes_room(tmp_path: Path) -> None:
    first = fresh_workspace(tmp_path / "demo")
    (first.inbox / "办公室" / "旧文件.txt").write_text("旧", encoding="utf-8")

    again = fresh_workspace(tmp_path / "demo")

    assert not (again.inbox / "办公室" / "旧文件.txt").exists()
