"""LF-R22: advice: one place rates a manifestation as nobody else in the college does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.rated_cells import about
from checks.same_risks import SameRisks, same_risks
from checks.view import View
from checks.vocabulary import shortened
from schemas.college import Level
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R22",
    title="评级建议：与众不同的等级",
    severity="info",
    basis="实施方案六（三）2（各等级的含义全院统一）",
    message=(
        "评级建议：“{department}”的{about}的表现形式“{text}”评为“{level}”，院内只有这一处；"
        "同样的表现形式有{count}处评为“{most}”。LF-R09 列出了各处，可先从这一处核对起。"
    ),
    hint="先从这一处核对起；评得恰当的，不必改动",
)

_AGREEING: Final = 2
"""So many others have to agree before one counts as alone."""


def check(view: View) -> Iterator[Finding]:
    """Find whose level stands alone; LF-R09 names the text and all places."""
    if not view.complete:
        return
    for group in same_risks(view):
        most = max(group.levels, key=lambda level: group.levels[level])
        if group.levels[most] >= _AGREEING:
            yield from _alone(group, most)


def _alone(group: SameRisks, most: Level) -> Iterator[Finding]:
    for row in group.rows:
        if row.risk.level is not None and group.levels[row.risk.level] == 1:
            yield RULE.finding(
                department=row.department,
                item=row.item or None,
                file=row.source.path,
                place=row.place("level"),
                about=about([row]),
                text=shortened(row.risk.manifestation, 60),
                level=row.risk.level,
                count=group.levels[most],
                most=most,
            )
