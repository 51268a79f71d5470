"""LF-R12: a step of an item's chart at which no risk was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.item_risks import ItemRisks
from checks.view import View
from checks.vocabulary import listed
from schemas.base import Place
from schemas.dossier import Source
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R12",
    title="环节未查出风险",
    severity="info",
    basis="实施方案五（二）、六（三）1（逐环节查找）；附件3、附件4",
    message=(
        "“{department}”的“{item}”：{chart}中的环节{steps}没有列出廉政风险。"
        "请确认这些环节确无风险；有的，在附件3、附件4中补列。"
    ),
    hint="确认这些环节确无风险；有的，在附件3、附件4中补列",
)


def check(view: View) -> Iterator[Finding]:
    """Name the steps without any risk, one finding an item whose risks were sent.

    Where a risk's point is no step (LF-R05), which steps have none cannot be told.
    """
    for item in view.risks.by_item:
        if view.risks.is_known(item) and item.traces and item.chart and not item.lost:
            used = {mention.step for mention in item.mentions}
            free = [step.text for step in item.steps if step.id not in used and step.text]
            if free:
                yield _finding(item, free)


def _finding(item: ItemRisks, steps: list[str]) -> Finding:
    source, place = _form(item)
    return RULE.finding(
        department=item.department,
        item=item.item,
        file=source.path if source else None,
        place=place,
        chart=item.chart_name,
        steps=listed(steps),
    )


def _form(item: ItemRisks) -> tuple[Source | None, Place | None]:
    """Give the form in which the risks would be added: the map, else the rating form."""
    places = (
        *((risk_map.source, risk_map.form.place("item")) for risk_map in item.maps),
        *((rating.source, rating.form.place("item")) for rating in item.ratings),
        *((row.source, row.place("item")) for row in item.rows),
    )
    return places[0] if places else (None, None)
