"""The command line as users and scripts meet it (contract, section 4)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from flows.cli import execute
from tests.support.small_college import catalogue, make_workspace, put

PROGRAM = "from flows.cli import main; main()"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A college of one department that has sent everything."""
    return make_workspace(tmp_path / "W")


def run(workspace: Path, phase: str = "catalogue", day: str = "2012-05-24") -> int:
    return execute(["run", phase, "-w", str(workspace), "--as-of", day])


def outcome(workspace: Path) -> Path:
    return workspace / "output" / "2012" / "catalogue"


def finding_id(workspace: Path, code: str) -> str:
    found = json.loads((outcome(workspace) / "findings.json").read_text(encoding="utf-8"))
    return next(str(f["id"]) for f in found if f["code"] == code)


def test_a_complete_workspace_gives_official_documents(workspace: Path) -> None:
    assert run(workspace) == 0

    assert [path.suffix for path in outcome(workspace).glob("*.docx")] == [".docx"]
    assert execute(["verify", str(outcome(workspace))]) == 0


def test_an_error_leaves_drafts_and_returns_the_file(workspace: Path) -> None:
    put(workspace / "inbox" / "审计监察处" / "附件1.docx", catalogue(basis=""))

    assert run(workspace) == 1

    assert not list(outcome(workspace).glob("*.docx"))
    assert list((outcome(workspace) / "draft").glob("*.docx"))
    returned = {path.name for path in (outcome(workspace) / "returned" / "审计监察处").iterdir()}
    assert returned == {"附件1.docx", "审计监察处整改通知书.docx"}


def test_run_prints_one_json_document(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    execute(["run", "catalogue", "-w", str(workspace), "--as-of", "2012-05-24", "--json"])

    printed = json.loads(capsys.readouterr().out)

    assert sorted(printed) == ["exit", "findings", "manifest"]
    assert printed["manifest"]["counts"]["items"] == 1


def test_extract_prints_a_list_with_one_object_a_file(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workspace / "inbox" / "审计监察处" / "附件1.docx"

    assert execute(["extract", str(file), "--json"]) == 0

    [reading] = json.loads(capsys.readouterr().out)
    assert sorted(reading) == ["file", "findings", "forms", "media_type", "sha256"]
    assert reading["forms"][0]["items"][0]["name"] == "信访举报受理"


def test_extract_in_a_workspace_knows_whose_folder_it_is(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    astray = workspace / "inbox" / "附件1.docx"
    put(astray, catalogue())

    assert execute(["extract", str(astray), "-w", str(workspace), "--json"]) == 1

    [reading] = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in reading["findings"]] == ["LF-F13"]


def test_check_lists_what_a_department_can_mend_before_sending(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "附件1.docx"
    put(file, catalogue(basis=""))

    assert execute(["check", str(file), "--json"]) == 1

    assert [f["code"] for f in json.loads(capsys.readouterr().out)] == ["LF-C04"]


def test_status_lists_every_department_and_milestone(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(workspace)
    capsys.readouterr()

    execute(["status", "-w", str(workspace), "--as-of", "2012-06-20", "--json"])

    states = {s["milestone"]: s["state"] for s in json.loads(capsys.readouterr().out)}
    assert states == {
        "M01": "late",
        "M03": "accepted",
        "M05": "accepted",
        "M06": "missing",
        "M07": "missing",
        "M08": "not_due",
        "M09": "not_due",
        "M10": "not_due",
        "M11": "not_due",
    }


def test_a_department_that_sent_again_waits_for_review(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workspace / "inbox" / "审计监察处" / "附件1.docx"
    put(file, catalogue(basis=""))
    run(workspace)
    put(file, catalogue())
    capsys.readouterr()

    execute(["status", "-w", str(workspace), "--as-of", "2012-05-24", "--json"])

    states = {s["milestone"]: s["state"] for s in json.loads(capsys.readouterr().out)}
    assert states["M03"] == "resubmitted"


def test_a_lifted_finding_no_longer_stands_until_the_file_changes(workspace: Path) -> None:
    file = workspace / "inbox" / "审计监察处" / "附件1.docx"
    put(file, catalogue(basis=""))
    run(workspace)
    number = finding_id(workspace, "LF-C04")
    lift = ["overrule", number, "-w", str(workspace), "--by", "徐万成", "--reason", "依据另附"]

    assert execute(lift) == 0
    assert run(workspace) == 0
    manifest = json.loads((outcome(workspace) / "manifest.json").read_text(encoding="utf-8"))
    assert [lifted["id"] for lifted in manifest["overruled"]] == [number]

    put(file, catalogue(basis=" "))
    assert run(workspace) == 1


def test_a_file_that_cannot_be_read_cannot_be_lifted(workspace: Path) -> None:
    put(workspace / "inbox" / "审计监察处" / "空.docx", b"")
    run(workspace)
    number = finding_id(workspace, "LF-F01")
    lift = ["overrule", number, "-w", str(workspace), "--by", "徐万成", "--reason", "无妨"]

    assert execute(lift) == 1
    assert run(workspace) == 1


def test_verify_notices_one_changed_byte(workspace: Path) -> None:
    run(workspace)
    [document] = outcome(workspace).glob("*.docx")
    content = bytearray(document.read_bytes())
    content[len(content) // 2] ^= 1
    document.write_bytes(content)

    assert execute(["verify", str(outcome(workspace))]) == 1


def test_official_documents_wait_for_the_approval_where_it_is_required(workspace: Path) -> None:
    settings = workspace / "lianfang.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\n[approval]\nrequired = true\n", encoding="utf-8"
    )
    approve = [
        "approve",
        "catalogue",
        "-w",
        str(workspace),
        "--by",
        "领导小组",
        "--date",
        "2012-05-30",
    ]
    assert run(workspace) == 1
    [document] = (outcome(workspace) / "draft").glob("*.docx")
    assert "送审稿" in zipfile.ZipFile(document).read("word/document.xml").decode()

    assert execute(approve) == 0

    assert run(workspace) == 0
    manifest = json.loads((outcome(workspace) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["approved"] == {"by": "领导小组", "date": "2012-05-30"}


def test_what_changes_after_the_approval_is_told_until_it_is_approved_again(
    workspace: Path,
) -> None:
    approve = ["approve", "catalogue", "-w", str(workspace), "--by", "领导小组"]
    run(workspace)
    execute(approve)
    put(workspace / "inbox" / "审计监察处" / "附件1.docx", catalogue(basis="《信访条例》"))

    assert run(workspace) == 1
    assert finding_id(workspace, "LF-D06")

    assert execute(approve) == 0
    assert run(workspace) == 0


def test_nothing_is_approved_while_errors_stand(workspace: Path) -> None:
    put(workspace / "inbox" / "审计监察处" / "附件1.docx", catalogue(basis=""))
    run(workspace)

    assert execute(["approve", "catalogue", "-w", str(workspace), "--by", "领导小组"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["run"],
        ["run", "catalogue"],
        ["run", "katalog", "-w", "W"],
        ["run", "catalogue", "-w", "W", "--as-of", "24.5.2012"],
        ["run", "catalogue", "-w", "nowhere"],
        ["run", "catalogue", "-w", "W", "--fast"],
        ["extract"],
        ["extract", "nowhere.docx"],
        ["status", "-w"],
        ["overrule", "C04-1", "-w", "W", "--by", "", "--reason", "x"],
        ["verify", "nowhere"],
        ["init", "W"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_chinese_sentence_and_exit_2(
    arguments: list[str],
    workspace: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(workspace.parent)

    assert execute(arguments) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.rstrip().endswith("。")


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_an_ascii_terminal_does_not_stop_the_program(workspace: Path) -> None:
    file = workspace / "inbox" / "审计监察处" / "附件1.docx"

    done = program("extract", str(file), LC_ALL="C", PYTHONIOENCODING="ascii:strict")

    assert done.returncode == 0
    assert "信访举报受理" in program("extract", str(file), "--json").stdout.decode()


def test_a_file_may_be_called_like_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "--json", catalogue())
    monkeypatch.chdir(tmp_path)

    assert execute(["extract", "--", "--json"]) == 0


def test_extract_needs_neither_prefect_nor_a_database(workspace: Path) -> None:
    file = workspace / "inbox" / "审计监察处" / "附件1.docx"
    script = (
        "import sys; from flows.cli import execute; execute(sys.argv[1:]); "
        "print({'prefect', 'sqlalchemy'} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "extract", str(file)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode().splitlines()[-1] == "set()"
