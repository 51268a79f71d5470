"""``lianfang status --docx``: the briefing of a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from rendering.proof import read_back
from tests.support.workspace import AUDIT, FINANCE, IN_TIME, TEACHING, Workspace, lianfang


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    college = Workspace(tmp_path_factory.mktemp("briefing") / "w")
    (college.inbox / FINANCE / "附件1 目录.docx").unlink()
    college.run()
    return college


def briefing(college: Workspace, path: Path, day: str = IN_TIME) -> Path:
    assert lianfang("status", "-w", college.root, "--as-of", day, "--docx", path).exit == 0
    return path


def test_it_says_what_is_due_next_and_who_is_behind(college: Workspace, tmp_path: Path) -> None:
    path = briefing(college, tmp_path / "简报.docx", "2012-05-28")

    words = "\n".join(block.text for block in read_back(path.read_bytes()).blocks)

    assert "下一个时间节点是2012年5月31日“目录和流程图汇总审核”，还有3天。" in words
    assert f"未报的部门（单位）1个：{FINANCE}。" in words


def test_it_counts_the_departments_in_each_state(college: Workspace, tmp_path: Path) -> None:
    path = briefing(college, tmp_path / "简报.docx")

    [rows] = [b.rows for b in read_back(path.read_bytes()).blocks if b.rows]
    states = dict(
        zip(rows[0][2:], next(r for r in rows if r[0].startswith("M03"))[2:], strict=True)
    )

    assert (states["已通过"], states["未到期"]) == ("2", "1")
    assert {AUDIT, TEACHING, FINANCE} == {p.name for p in college.inbox.iterdir()}


def test_it_is_valid_and_the_same_for_the_same_day(college: Workspace, tmp_path: Path) -> None:
    one, other = (briefing(college, tmp_path / f"{n}.docx") for n in "12")

    assert one.read_bytes() == other.read_bytes()
    assert OpenXmlValidator().validate(one).errors == []


def test_a_place_that_cannot_be_written_is_told_in_a_line(
    college: Workspace, tmp_path: Path
) -> None:
    shown = lianfang("status", "-w", college.root, "--docx", tmp_path / "没有" / "简报.docx")

    assert shown.exit == 3
    assert "写不了" in shown.line
