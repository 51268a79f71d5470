"""LF-R20: advice: a key area's item with decision power is rated 低 throughout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.rated_items import RatedItem, rated_items
from checks.view import View
from checks.vocabulary import decision_word, listed
from schemas.findings import Finding, Rule
from schemas.key_areas import areas_of

RULE: Final = Rule(
    code="LF-R20",
    title="评级建议：重点领域全部评为低",
    severity="info",
    basis="实施方案六（三）1、2（重点领域；“高”“中”风险的含义）",
    message=(
        "评级建议：“{department}”的“{item}”属于重点领域{area}，有“{word}”这样的决定权，"
        "而{risks}条风险都评为“低”。方案规定，有决策权、审批权的岗位和事项一般在“中”以上。"
        "可与该部门核对一次。"
    ),
    hint="与该部门核对等级；评得恰当的，不必改动",
)


def check(view: View) -> Iterator[Finding]:
    """Find such items once all their levels are given; the office decides, so it is info."""
    if not view.complete:
        return
    for items in rated_items(view).values():
        for item in items:
            if item.levels == ("低",) and all(row.risk.level for row in item.rows):
                yield from _advice(item)


def _advice(item: RatedItem) -> Iterator[Finding]:
    areas = areas_of(item.name, item.content)
    word = decision_word((item.name, item.content, *item.steps))
    if not areas or word is None:
        return
    row = item.rows[0]
    yield RULE.finding(
        department=item.department,
        item=item.name or None,
        file=row.source.path,
        place=row.place("level"),
        area=listed(areas, len(areas)),
        word=word,
        risks=len(item.rows),
    )
