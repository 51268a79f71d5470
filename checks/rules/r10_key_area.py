"""LF-R10: a key area (重点领域) of the plan in which no department has found risks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.rated_items import rated_items, ratings_are_in, unrated_items
from checks.view import View
from checks.vocabulary import listed
from schemas.findings import Finding, Rule
from schemas.key_areas import key_areas

RULE: Final = Rule(
    code="LF-R10",
    title="重点领域没有排查到",
    severity="warning",
    basis="实施方案六（三）1（重点领域和关键环节）；附件7第13项",
    message=(
        "重点领域“{area}”：没有部门（单位）排查到这方面的廉政风险，"
        "职权事项、职权内容、风险点和表现形式中都没有{words}这些词。"
        "请核对：有这方面工作的部门应补充排查；只是用词不同的，在词表中补上。"
    ),
    hint="有这方面工作的部门补充排查；用词不同的，在 schemas/data/key_areas.toml 中补上",
)

_WORDS_SHOWN: Final = 8


def check(view: View) -> Iterator[Finding]:
    """Find areas that no item with risks belongs to, once all ratings are in or overdue.

    An item of the area that still lacks its rating form is told by LF-R01, and not once more.
    """
    if not view.complete or not ratings_are_in(view):
        return
    items = tuple(item for own in rated_items(view).values() for item in own)
    named = [(item.name, item.content) for item in items]
    named += [(r.name, r.item.content) for d in view.departments for r in unrated_items(view, d)]
    # Kept apart, so that the end of one text and the beginning of the next make no word.
    said = "|".join(dict.fromkeys(text for item in items for text in item.texts))
    for area in key_areas():
        if not area.covers("", said) and not any(area.covers(*texts) for texts in named):
            words = (*area.words, *area.in_name)
            yield RULE.finding(area=area.name, words=listed(words, _WORDS_SHOWN))
