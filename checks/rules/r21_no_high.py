"""LF-R21: advice: a department that has rated everything found nothing of level 高."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from checks.rated_items import rated_items, unrated_items
from checks.view import View
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R21",
    title="评级建议：全部门没有高风险",
    severity="info",
    basis="实施方案六（三）2（“高”风险的含义）",
    message=(
        "评级建议：“{department}”的{risks}条风险中没有“高”（中{medium}条、低{low}条）。"
        "该部门如有人、财、物方面的决策权，或审核批准、执法、执行的权力，可与其核对一次。"
    ),
    hint="与该部门核对等级；评得恰当的，不必改动",
)


def check(view: View) -> Iterator[Finding]:
    """Find departments whose items are all rated, every level known, and none 高."""
    if not view.complete:
        return
    of_department = rated_items(view)
    for department in view.departments:
        rows = [row for item in of_department[department.name] for row in item.rows]
        counts = Counter(row.risk.level for row in rows)
        if not rows or counts["高"] or counts[None] or unrated_items(view, department):
            continue
        yield RULE.finding(
            department=department.name,
            risks=len(rows),
            medium=counts["中"],
            low=counts["低"],
        )
