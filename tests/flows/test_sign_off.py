"""Approval with a second pair of eyes and a minutes number, and the audit log from outside."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rendering.proof import read_back
from tests.support.workspace import IN_TIME, Ran, Workspace, lianfang

BOTH = "[approval]\nrequired = true\nfour_eyes = true"
DAY = ("--as-of", IN_TIME)


def run(college: Workspace, *more: str) -> Ran:
    return lianfang("run", "catalogue", "-w", college.root, *DAY, *more)


def approve(college: Workspace, by: str, *more: str) -> Ran:
    return lianfang(
        "approve", "catalogue", "-w", college.root, "--by", by, "--date", IN_TIME, *more
    )


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "w", more=BOTH)


def test_who_ran_the_phase_cannot_approve_it(college: Workspace) -> None:
    run(college, "--by", "张三")

    refused = approve(college, " 张 三")

    assert refused.exit == 1
    assert "经办人不能审定" in refused.line
    assert approve(college, "李四").exit == 0


def test_nobody_approves_what_nobody_is_known_to_have_run(college: Workspace) -> None:
    run(college)

    refused = approve(college, "李四")

    assert refused.exit == 1
    assert "--by" in refused.line


def test_without_the_setting_one_person_does_both(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w", more="[approval]\nrequired = true")
    run(college, "--by", "张三")

    assert approve(college, "张三").exit == 0


def test_the_minutes_stand_on_the_page_and_in_the_manifest(college: Workspace) -> None:
    run(college, "--by", "张三")
    approve(college, "领导小组会议", "--minutes", "院纪要〔2012〕8号")

    assert run(college, "--by", "张三").exit == 0

    manifest = json.loads((college.output / "manifest.json").read_bytes())
    assert manifest["approved"] == {
        "by": "领导小组会议",
        "date": IN_TIME,
        "minutes": "院纪要〔2012〕8号",
    }
    [document] = college.output.glob("*.docx")
    words = "\n".join(block.text for block in read_back(document.read_bytes()).blocks)
    assert "会议纪要：院纪要〔2012〕8号" in words


def test_without_minutes_the_manifest_says_what_it_always_said(college: Workspace) -> None:
    run(college, "--by", "张三")
    approve(college, "李四")
    run(college, "--by", "张三")

    manifest = json.loads((college.output / "manifest.json").read_bytes())
    assert manifest["approved"] == {"by": "李四", "date": IN_TIME}


def test_what_is_sent_back_is_told_with_its_reason_until_it_is_approved(
    college: Workspace,
) -> None:
    run(college, "--by", "张三")

    sent_back = approve(college, "李四", "--send-back", "依据要写全。")

    assert sent_back.exit == 0
    assert "理由：依据要写全。" in sent_back.out
    assert "送审退回：李四" in lianfang("status", "-w", college.root, *DAY).out
    assert run(college, "--by", "张三").exit == 1


@pytest.mark.parametrize(
    ("option", "command"),
    [("--by", "run"), ("--minutes", "approve"), ("--send-back", "approve")],
)
def test_an_empty_name_is_wrong_usage(college: Workspace, option: str, command: str) -> None:
    run(college)
    own = ["--by", "李四"] if command == "approve" else []

    refused = lianfang(command, "catalogue", "-w", college.root, *own, option, " ")

    assert refused.exit == 2
    assert option in refused.line


def test_the_log_of_a_workspace_holds_and_can_be_exported(
    college: Workspace, tmp_path: Path
) -> None:
    run(college, "--by", "张三")
    approve(college, "李四")
    file = tmp_path / "审计.jsonl"

    held = lianfang("audit", "verify", "-w", college.root)
    exported = lianfang("audit", "export", "-w", college.root, "-o", file)

    assert (held.exit, exported.exit) == (0, 0)
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    kinds = [entry["kind"] for entry in entries]
    assert kinds[:2] == ["start", "runner"]
    assert kinds[-3:] == ["findings", "publication", "approval"]
    assert [e["previous"] for e in entries[1:]] == [e["digest"] for e in entries[:-1]]
    assert entries[-1]["digest"] in held.out


def test_a_changed_archive_is_named_with_the_first_broken_entry(college: Workspace) -> None:
    run(college)
    with closing(sqlite3.connect(college.root / "archive.db")) as connection:
        connection.execute("DROP TRIGGER keep_receipt_from_update")
        connection.execute("UPDATE receipt SET received = '2012-01-01'")
        connection.commit()

    broken = lianfang("audit", "verify", "-w", college.root)

    assert broken.exit == 1
    assert "第 2 条" in broken.line


def test_an_archive_that_is_not_there_is_the_machines_fault(college: Workspace) -> None:
    missing = lianfang("audit", "verify", "-w", college.root)

    assert missing.exit == 3
    assert "还没有建立" in missing.line
