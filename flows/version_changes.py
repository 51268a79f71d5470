"""Two versions of one form of an authority item: what the later one says differently; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import Any

from flows.changes import FIELDS
from flows.chart_changes import chart_changes
from flows.field_changes import changed
from flows.measure_changes import measure_changes
from flows.risk_changes import risk_field_changes
from schemas.forms import (
    CatalogueItem,
    Form,
    ItemChart,
    Measures,
    RatingForm,
    RiskSummary,
    SignOff,
    SignOffRole,
)
from schemas.history import Change
from schemas.text import normalised

SIGN_OFFS: Mapping[SignOffRole, str] = {
    "department": "部门意见",
    "supervising_leader": "分管领导意见",
    "leading_group": "领导小组意见",
}


def version_changes(
    before: Form | CatalogueItem | None,
    after: Form | CatalogueItem | None,
    form: str,
    item: str,
) -> tuple[Change, ...]:
    """Say what differs between two versions of the same form, field by field; never nothing.

    Args:
        before: What the earlier version says of the item; None where that is no longer known.
        after: What the later one says.
        form: Chinese name of the form.
        item: The item's name: forms of the whole department say more than this one.
    """
    if before is None or after is None:
        return (Change(text=f"收到新版{form}"),)
    found = tuple(_changes(after, before, item)) if type(before) is type(after) else ()
    return found or (Change(text=f"收到新版{form}，内容没有变化"),)


@singledispatch
def _changes(after: object, before: Any, item: str) -> Iterator[Change]:  # noqa: ANN401 - of one type
    """Compare two versions of one type."""
    del after, before, item
    return iter(())


@_changes.register
def _(after: CatalogueItem, before: CatalogueItem, item: str) -> Iterator[Change]:
    del item
    for name, words in FIELDS.items():
        yield from changed(words, getattr(before, name), getattr(after, name))


@_changes.register
def _(after: ItemChart, before: ItemChart, item: str) -> Iterator[Change]:
    del item
    return chart_changes(before, after)


@_changes.register
def _(after: RatingForm, before: RatingForm, item: str) -> Iterator[Change]:
    del item
    yield from changed("职权类别", before.category_raw, after.category_raw)
    yield from changed("权力运行流程描述", before.flow_note, after.flow_note)
    yield from risk_field_changes(before.risks, after.risks)
    yield from changed("备注", before.remarks, after.remarks)
    for role, name in SIGN_OFFS.items():
        was, now = _sign_off(before, role), _sign_off(after, role)
        yield from changed(name, was.opinion, now.opinion)
        yield from changed("签字", was.signed_by, now.signed_by, subject=name)
        days = (str(block.date) if block.date else None for block in (was, now))
        yield from changed("日期", *days, subject=name)


def _sign_off(form: RatingForm, role: SignOffRole) -> SignOff:
    return next((block for block in form.sign_offs if block.role == role), SignOff(role=role))


@_changes.register
def _(after: RiskSummary, before: RiskSummary, item: str) -> Iterator[Change]:
    was, now = ([r for r in form.risks if _is_of(item, r.item)] for form in (before, after))
    return risk_field_changes(was, now)


@_changes.register
def _(after: Measures, before: Measures, item: str) -> Iterator[Change]:
    was, now = ([r for r in form.risks if _is_of(item, r.item)] for form in (before, after))
    return measure_changes(was, now)


def _is_of(item: str, written: str) -> bool:
    return normalised(written) == normalised(item)
