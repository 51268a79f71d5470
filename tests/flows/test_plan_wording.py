"""The office's own plan in its folder, from the file to the findings of a phase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.wording import document, para, plan_lines
from tests.support.workspace import TEACHING, Workspace, lianfang

DAY = "2012-04-22"
SCHEDULE = "[schedule]\nmobilisation = 2012-04-20"


@pytest.fixture
def college(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "W", more=SCHEDULE)


def plan(old: str = "", new: str = "") -> bytes:
    return document(*(para(line.replace(old, new) if old else line) for line in plan_lines()))


def found(college: Workspace) -> list[tuple[str, str, str]]:
    result = lianfang("run", "plan", "-w", college.root, "--as-of", DAY, "--json")
    told: list[dict[str, Any]] = result.json["findings"]
    return [
        (f["code"], f["severity"], f["message"])
        for f in told
        if f["file"] and f["severity"] != "info"
    ]


def test_the_offices_own_plan_is_no_fault(college: Workspace) -> None:
    college.put("领导小组办公室/方案.docx", plan())

    assert found(college) == []


def test_a_date_that_contradicts_the_schedule_holds_up_the_plan(college: Workspace) -> None:
    college.put("领导小组办公室/方案.docx", plan("于5月25日前", "于5月28日前"))

    ((code, severity, message),) = found(college)
    assert (code, severity) == ("LF-D05", "error")
    assert "2012年5月28日" in message
    assert "2012年5月25日" in message


def test_a_departments_own_plan_is_neither_the_offices_nor_a_fault(college: Workspace) -> None:
    own = plan("防灾科技学院廉政风险防控机制建设实施方案", f"{TEACHING}廉政风险防控实施方案")
    college.put(f"{TEACHING}/方案.docx", own)

    assert found(college) == []
