"""LF-R13: the same risk stands in slightly different words in two annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.item_risks import ItemRisks
from checks.mentions import ANNEX_NAMES, Mention, mention_of
from checks.view import View, in_file
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R13",
    title="同一风险措辞略有出入",
    severity="info",
    basis="附件3至附件6应为同一风险",
    message=(
        "“{department}”的“{item}”：{first}（{where}）写作“{wording}”，{second}（{place}）写作“{written}”，"
        "已按同一条风险对待。请统一措辞；如是两条风险，请分别补齐。"
    ),
    hint="统一措辞；如是两条风险，请分别补齐",
)

_LENGTH: Final = 60


def check(view: View) -> Iterator[Finding]:
    """Tell every risk whose wording differs, one finding a risk, at the first that differs.

    Annex 6 comes months after the others, and is told by itself.
    """
    for item in view.risks.by_item:
        for trace in item.traces:
            other = next((m for m in trace.mentions if m.key != trace.mentions[0].key), None)
            if other is not None:
                yield _finding(item, trace.mentions, other)
    for measured in view.measured_items:
        for risk, row in measured.similar:
            first, written = mention_of(risk, None), mention_of(row, None)
            yield _finding(measured.item, (first, written), written)


def _finding(item: ItemRisks, mentions: Sequence[Mention], other: Mention) -> Finding:
    first = mentions[0]
    files = {first.source.path: first, **{m.source.path: m for m in mentions}}
    return RULE.finding(
        department=item.department,
        item=item.item,
        file=other.source.path,
        place=other.place,
        related=tuple(
            in_file(m.source, m.place) for path, m in files.items() if path != other.source.path
        ),
        first=ANNEX_NAMES[first.annex],
        where=first.where,
        wording=shortened(first.text, _LENGTH),
        second=ANNEX_NAMES[other.annex],
        written=shortened(other.text, _LENGTH),
    )
