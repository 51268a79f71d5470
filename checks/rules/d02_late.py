"""LF-D02: the first version of a submission came after its milestone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View, chinese_date
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-D02",
    title="迟报",
    severity="warning",
    basis="实施方案四（三）、六（报送时间）；附件7第5项",
    message=(
        "“{department}”迟报：“{milestone}”应于{due}前完成，"
        "{received}才收齐首次报送的材料。请督促该部门今后按时报送。"
    ),
    hint="督促该部门今后按时报送",
)


def check(view: View) -> Iterator[Finding]:
    """Compare the day of the first version with the milestone; later corrections are in time."""
    for department in view.departments:
        for milestone in view.milestones:
            due = view.due.get(milestone.code)
            receipt = department.receipt(milestone.code)
            if due and receipt and receipt.first and receipt.first > due:
                yield RULE.finding(
                    department=department.name,
                    milestone=milestone.name,
                    due=chinese_date(due),
                    received=chinese_date(receipt.first),
                )
