"""``lianfang history``: what changed, when and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.workspace import AUDIT, ITEMS, LATER, Workspace, annex1, lianfang

ITEM = ITEMS[AUDIT][0]
WITHOUT_BASIS = (ITEM[0], ITEM[1], ITEM[2], "")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A college whose first catalogue lacks a legal basis that the second one has."""
    college = Workspace(tmp_path_factory.mktemp("history") / "w")
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, [WITHOUT_BASIS, ITEMS[AUDIT][1]]))
    assert college.run().exit == 1
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, ITEMS[AUDIT]))
    assert college.run(LATER).exit == 0
    return college


def test_a_change_is_told_with_its_day_both_wordings_and_what_it_mended(
    corrected: Workspace,
) -> None:
    [history] = lianfang("history", ITEM[0], "-w", corrected.root, "--json").json

    changed = [e for e in history["events"] if e["kind"] == "changed"]

    assert (history["department"], history["item"]) == (AUDIT, ITEM[0])
    assert [(e["date"], e["text"], e["reason"]) for e in changed] == [
        (LATER, f"法规依据由“空白”改为“{ITEM[3]}”。", "更正 LF-C04")
    ]
    assert changed[0]["file"] == f"inbox/{AUDIT}/附件1 目录.docx"


def test_receipt_and_publication_are_told(corrected: Workspace) -> None:
    [history] = lianfang("history", ITEM[0], "-w", corrected.root, "--json").json

    assert [(e["kind"], e["text"]) for e in history["events"] if e["kind"] != "changed"] == [
        ("received", "首次收到职权和重要业务事项目录（附件1）。"),
        ("received", "首次收到职权和重要业务事项运行流程图（附件2）。"),
        ("published", "载入职权目录阶段的正式文件。"),
    ]


def test_people_see_what_changed_and_why(corrected: Workspace) -> None:
    shown = lianfang("history", ITEM[0], "-w", corrected.root)

    assert shown.exit == 0
    assert f"{AUDIT}：{ITEM[0]}" in shown.out
    assert "更正" in shown.out


def test_widths_and_blanks_in_the_name_do_not_matter(corrected: Workspace) -> None:
    assert lianfang("history", f" {ITEM[0]}　", "-w", corrected.root, "--json").exit == 0


def test_an_unknown_item_is_told_with_the_nearest_names(corrected: Workspace) -> None:
    shown = lianfang("history", "信访举报办理", "-w", corrected.root)

    assert shown.exit == 2
    assert "“信访举报受理”" in shown.err


def test_without_an_archive_there_is_no_history(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")

    shown = lianfang("history", ITEM[0], "-w", college.root)

    assert shown.exit == 3
    assert "还没有建立" in shown.err


def test_what_the_office_lifted_is_told_with_its_reason(tmp_path: Path) -> None:
    college = Workspace(tmp_path / "w")
    college.put(f"{AUDIT}/附件1 目录.docx", annex1(AUDIT, [WITHOUT_BASIS, ITEMS[AUDIT][1]]))
    college.run()
    [finding] = [f for f in college.json("findings.json") if f["code"] == "LF-C04"]
    who = ("--by", "办公室主任", "--reason", "依据见校发文件")
    assert lianfang("overrule", finding["id"], "-w", college.root, *who).exit == 0

    [history] = lianfang("history", ITEM[0], "-w", college.root, "--json").json

    [lifted] = [e for e in history["events"] if e["kind"] == "lifted"]
    assert lifted["reason"] == "办公室主任：依据见校发文件"
    assert "LF-C04" in lifted["text"]
