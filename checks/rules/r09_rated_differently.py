"""LF-R09: the same risk manifestation is rated differently elsewhere in the college."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.records import RatedRow
from checks.same_risks import SameRisks, oddest, same_risks
from checks.view import View
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R09",
    title="同一表现形式评级不一",
    severity="warning",
    basis="实施方案六（三）2（各等级的含义全院统一）",
    message=(
        "“{department}”的“{item}”（{where}）：表现形式“{text}”评为“{level}”，"
        "院内同样的表现形式还有评为别的等级的：{places}。"
        "请对照各等级的含义核对：情形相同的，评为同一等级；确有不同的，请说明理由。"
    ),
    hint="对照各等级的含义核对，情形相同的评为同一等级",
)


def check(view: View) -> Iterator[Finding]:
    """Find texts with more than one level; every item concerned hears of it, with all places.

    So each department sees its own row commented, and the office finds the matter under each.
    Texts are compared exactly, final signs and widths aside; levels that are missing or unknown
    do not count. The place is the item's oddest row.
    """
    for group in same_risks(view):
        if len(group.levels) > 1:
            for rows in group.items:
                yield _finding(group, oddest(rows, group))


def _finding(group: SameRisks, row: RatedRow) -> Finding:
    return RULE.finding(
        department=row.department,
        item=row.item or None,
        file=row.source.path,
        place=row.place("level"),
        related=group.elsewhere(row.source.path),
        where=row.where("level"),
        text=shortened(row.risk.manifestation, 60),
        level=row.risk.level,
        places=group.listed,
    )
