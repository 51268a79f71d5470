"""LF-D01: a form that a department owes for a milestone has not been received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checks.view import View, chinese_date
from schemas.dossier import DepartmentDossier
from schemas.findings import Finding, Rule, Severity
from schemas.forms import form_name
from schemas.schedule import Milestone

RULE: Final = Rule(
    code="LF-D01",
    title="未报送",
    severity="error",
    basis="实施方案四（三）、六（报送时间）",
    message=(
        "没有收到“{department}”的{form}，应于{due}前报送。"
        "请催报；如已报送，请核对文件能否读取、表名是否保留。"
    ),
    hint="催报；已报送的，核对文件能否读取、表名是否保留",
)


def check(view: View) -> Iterator[Finding]:
    """Find what departments have not sent, one finding a department and kind of form.

    Before the milestone, and on its day, it is info. A milestone without a date (M01 without a
    mobilisation meeting) demands nothing.
    """
    for department in view.departments:
        for milestone in view.milestones:
            due = view.due.get(milestone.code)
            if due is None or not milestone.from_department:
                continue
            for kind in milestone.forms:
                if not department.has_sent(kind) and department.owes(kind):
                    yield _finding(department, kind, due, _severity(view, milestone))


def _severity(view: View, milestone: Milestone) -> Severity:
    if not view.has_passed(milestone.code):
        return "info"
    if milestone.code == "M01" and view.dossier.phase == "plan":
        return "warning"  # the plan waits for no roster
    return "error"


def _finding(department: DepartmentDossier, kind: str, due: dt.date, severity: Severity) -> Finding:
    return RULE.finding(
        severity=severity,
        department=department.name,
        form=form_name(kind),
        due=chinese_date(due),
    )
