"""LF-D06: the consolidated data changed after the leading group approved them."""

from __future__ import annotations

from collections.abc import Iterator

from checks.view import View
from schemas.findings import Finding, Rule
from schemas.schedule import PHASE_NAMES

RULE = Rule(
    code="LF-D06",
    title="审定后有变更",
    severity="error",
    basis="实施方案六（二）、六（三）2：报领导小组审定",
    message="“{phase}”阶段的材料经“{by}”于{date}审定后又有变更：{change}请报领导小组重新审定，"
    "再运行 lianfang approve；如属误改，请恢复审定时的材料。",
    hint="报领导小组重新审定，或恢复审定时的材料",
)


def check(view: View) -> Iterator[Finding]:
    """Report every change since the approval, each on its own."""
    dossier = view.dossier
    approval = dossier.approval
    if approval is None:
        return
    for change in dossier.approved_changes:
        yield RULE.finding(
            phase=PHASE_NAMES[dossier.phase],
            by=approval.by,
            date=f"{approval.date.year}年{approval.date.month}月{approval.date.day}日",
            change=change,
        )
