"""What the office sees of a department in the browser."""

from __future__ import annotations

from flows.pages import MOST_BYTES, findings_page
from flows.stage import Review
from schemas.base import Place
from schemas.findings import Finding


def finding(number: int, code: str = "LF-C07", severity: str = "warning") -> Finding:
    return Finding.model_validate(
        {
            "id": f"{code[3:]}-{number}",
            "code": code,
            "severity": severity,
            "message": "序号不连续。",
            "department": "教务处",
            "item": None,
            "file": "inbox/教务处/目录.docx",
            "location": Place(table=1, row=number),
            "related": (),
            "hint": "改正序号。",
        }
    )


def page(*findings: Finding, **explained: str) -> str:
    told = {name.replace("_", "-"): text for name, text in explained.items()}
    return findings_page(Review("教务处", findings, {}, told), [])


def test_what_the_department_explained_stands_under_its_finding() -> None:
    shown = page(finding(1), C07_1="序号有意从2起。")

    assert "**部门说明** 序号有意从2起。" in shown
    assert "仍须改正" not in shown


def test_an_explained_error_is_still_to_be_corrected() -> None:
    shown = page(finding(1, "LF-C04", "error"), C04_1="没有依据。")

    assert "**部门说明** 没有依据。" in shown
    assert "仍须改正" in shown


def test_of_repeated_findings_each_explanation_says_where() -> None:
    shown = page(finding(1), finding(2), finding(3), C07_1="甲。", C07_3="乙。")

    assert "（同类共 3 处）" in shown
    assert "**部门说明** （表1第1行）甲。" in shown
    assert "**部门说明** （表1第3行）乙。" in shown


def test_what_a_department_wrote_is_never_markup() -> None:
    shown = page(finding(1), C07_1="# 标题\n[见此](http://x) <b>")

    assert not {"[", "<", "#"} & set(shown.split("**部门说明**")[1].replace("&#", ""))


def test_a_page_stays_small_whatever_was_written() -> None:
    many = [finding(n, f"LF-C{n:02d}") for n in range(1, 60)]
    told = {one.id: "说明" * 2000 for one in many}

    shown = findings_page(Review("教务处", tuple(many), {}, told), [])

    assert len(shown.encode()) < MOST_BYTES + 200
    assert "见 report.html" in shown
