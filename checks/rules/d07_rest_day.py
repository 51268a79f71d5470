"""LF-D07: a milestone falls on a weekend or a public holiday; it is pointed out, never moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.calendar import Calendar
from checks.view import View, chinese_date
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-D07",
    title="时间节点在休息日",
    severity="info",
    basis="国务院办公厅公布的节假日安排；实施方案六（报送时间）",
    message=(
        "时间节点“{milestone}”（{code}）定在{due}，当天是休息日（{reason}），日期未作调整。"
        "请提前办理，或在 lianfang.toml 的 [schedule] 中改期。"
    ),
    hint="提前办理，或在 lianfang.toml 的 [schedule] 中改期",
)


def check(view: View) -> Iterator[Finding]:
    """Look at the milestones of this phase and the earlier ones that have a day."""
    calendar = Calendar()
    for milestone in view.milestones:
        due = view.due.get(milestone.code)
        reason = calendar.rest_on(due) if due else None
        if due and reason:
            yield RULE.finding(
                milestone=milestone.name,
                code=milestone.code,
                due=chinese_date(due),
                reason=reason,
            )
