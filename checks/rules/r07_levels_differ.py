"""LF-R07: the same risk has different levels in different annexes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.item_risks import ItemRisks
from checks.measured_items import MeasuredItem
from checks.mentions import ANNEX_NAMES, RATING, SUMMARY, Mention, mention_of
from checks.traces import Trace
from checks.view import View, elsewhere
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule
from schemas.text import one_line

RULE: Final = Rule(
    code="LF-R07",
    title="同一风险等级不一致",
    severity="error",
    basis="实施方案六（三）2、3、六（四）1；附件4至附件6",
    message=(
        "“{department}”的“{item}”，环节“{point}”的风险“{manifestation}”：{first}（{where}）评为“{rated}”，"
        "{second}（{place}）写作“{level}”。请核对，以审定的评定表为准改成一致。"
    ),
    hint="核对等级，以审定的评定表为准改成一致",
)


def check(view: View) -> Iterator[Finding]:
    """Compare each risk's level in annex 4 with those in 5 and 6; it is told where those stand.

    Levels that are missing or not understood are LF-R03 and R04 alone; where two files of an
    annex contradict each other (LF-F14), which level is meant is open.
    """
    for item in view.risks.by_item:
        if item.settled >= {RATING, SUMMARY}:
            for trace in item.traces:
                yield from _of_trace(item, trace)
    for measured in view.measured_items:
        yield from _of_measures(measured)


def _of_trace(item: ItemRisks, trace: Trace) -> Iterator[Finding]:
    if len(trace.steps) > 1:  # LF-R08 tells that
        return
    rated = [mention for mention in trace.of(RATING) if mention.level]
    levels = {mention.level for mention in rated}
    for mention in trace.of(SUMMARY):
        if levels and mention.level and mention.level not in levels:
            yield _finding(item, rated[0], mention)


def _of_measures(measured: MeasuredItem) -> Iterator[Finding]:
    """Compare the rows of annex 6; risks of the same words at a step share theirs."""
    rated: dict[tuple[str, int], list[Mention]] = {}
    for risk, rows in measured.served:
        for row in rows:
            rated.setdefault((row.source.path, row.number), []).append(mention_of(risk, None))
    for row in measured.rows:
        levels = [m for m in rated.get((row.source.path, row.number), ()) if m.level]
        if row.risk.level and levels and row.risk.level not in {m.level for m in levels}:
            yield _finding(measured.item, levels[0], mention_of(row, None))


def _finding(item: ItemRisks, rated: Mention, mention: Mention) -> Finding:
    return RULE.finding(
        department=item.department,
        item=item.item,
        file=mention.source.path,
        place=mention.level_place or mention.place,
        related=elsewhere(rated.source, rated.level_place or rated.place, than=mention.source),
        point=one_line(rated.point),
        manifestation=shortened(rated.text),
        first=ANNEX_NAMES[RATING],
        where=rated.where,
        rated=rated.level,
        second=ANNEX_NAMES[mention.annex],
        level=mention.level,
    )
