"""Two versions of one form of an authority item: what the later one says differently."""

from __future__ import annotations

from collections.abc import Iterator

from flows.changes import FIELDS, drawn
from flows.risk_changes import risk_changes
from schemas.forms import CatalogueItem, Form, ItemChart, RatingForm, RiskMap, RiskSummary
from schemas.text import normalised, one_line


def version_changes(
    before: Form | CatalogueItem | None, after: Form | CatalogueItem | None, form: str
) -> list[str]:
    """Say what differs between two versions of the same form, in phrases; never nothing."""
    if before is None or after is None:
        return [f"收到新版{form}"]
    found = [
        *(_field_changes(before, after) if isinstance(after, CatalogueItem) else ()),
        *(_chart_changes(before, after) if isinstance(after, ItemChart) else ()),
        *_risk_changes(before, after),
    ]
    return found or [f"收到新版{form}，内容没有变化"]


def _field_changes(before: object, after: CatalogueItem) -> Iterator[str]:
    if not isinstance(before, CatalogueItem):
        return
    for name, words in FIELDS.items():
        was, now = getattr(before, name), getattr(after, name)
        if normalised(was) != normalised(now):
            yield f"{words}由“{was or '空白'}”改为“{now or '空白'}”"


def _chart_changes(before: object, after: ItemChart) -> Iterator[str]:
    if not isinstance(before, ItemChart):
        return
    if drawn(before) != drawn(after):
        yield "流程图已修改"
    if isinstance(before, RiskMap) and isinstance(after, RiskMap):
        was, now = (
            [[normalised(text) for text in box.manifestations] for box in form.risks]
            for form in (before, after)
        )
        if was != now:
            yield "分布图上的风险表现形式已修改"


def _risk_changes(before: object, after: object) -> Iterator[str]:
    if isinstance(before, RatingForm) and isinstance(after, RatingForm):
        yield from map(one_line, risk_changes(before.risks, after.risks))
    if isinstance(before, RiskSummary) and isinstance(after, RiskSummary):
        yield from map(one_line, risk_changes(before.risks, after.risks))
