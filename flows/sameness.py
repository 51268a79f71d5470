"""What a form says of its items, written comparably: equal for equal statements in any dress.

Two files of one run contradict each other only where these differ. How a level was written
(“高”, ☑高□中□低), where and when a form was filled in, numbers, closing marks, the order of rows
and that in which a chart's shapes were read are no statements.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from schemas.forms import (
    Assessment,
    Catalogue,
    CatalogueItem,
    Form,
    ItemChart,
    Measures,
    RiskSummary,
    content_of,
)
from schemas.text import normalised

_UNSAID = frozenset({"places", "seq", "number", "unit", "filled_on", "nothing_to_report"})
_WRITTEN = {"level_raw": "level", "category_raw": "category"}  # words → what they were read as
_CLOSING = "。；;.，, "


def said(form: Form, items: Collection[str]) -> str:
    """Write what a form says of some of its subjects comparably.

    Args:
        form: The form; a chart or an annex 4 is taken whole, having but one subject.
        items: Subjects as ``form.subjects`` gives them.
    """
    if isinstance(form, RiskSummary | Measures):
        rows = (risk for risk in form.risks if normalised(risk.item) in items)
        return _written(_sorted(risk.model_dump(mode="json") for risk in rows))
    if isinstance(form, Assessment):
        answers = (c for c in form.criteria if str(c.number) in items)
        return _written([{str(c.number): c.model_dump(mode="json")} for c in answers])
    content = {key: value for key, value in content_of(form).items() if key != "department"}
    return _written(_drawn(form, content) if isinstance(form, ItemChart) else content)


def said_in_row(item: CatalogueItem, form: Catalogue) -> str:
    """Write a row of a catalogue comparably; who is named above the table is named in it."""
    row = item.model_dump(mode="json")
    return _written({**row, "department": item.department or form.department})


def says_nothing(form: Form) -> bool:
    """Tell whether a chart has no step: a picture, say, which another file may have drawn."""
    return isinstance(form, ItemChart) and not form.steps


def _drawn(form: ItemChart, content: Mapping[str, Any]) -> dict[str, Any]:
    """Give a chart's content with steps named by their texts, in an order of their own."""
    text = {step.id: step.text for step in form.steps}
    twice = len(set(text.values())) < len(text)
    named = {step: step if twice else text[step] for step in text}
    listed = dict(content)
    listed["steps"] = _sorted({**step, "id": named[step["id"]]} for step in content["steps"])
    listed["transitions"] = _sorted(
        {**arrow, "from": named.get(arrow["from"]), "to": named.get(arrow["to"])}
        for arrow in content["transitions"]
    )
    if "risks" in content:
        listed["risks"] = _sorted(
            {**box, "step": named.get(box["step"])} for box in content["risks"]
        )
    return listed


def _sorted(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=_written)


def _written(content: Any) -> str:  # noqa: ANN401 - a JSON value has any type
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a JSON value has any type
    if isinstance(value, str):
        return normalised(value).rstrip(_CLOSING)
    if isinstance(value, Mapping):
        return {
            key: _plain(part)
            for key, part in value.items()
            if key not in _UNSAID and not value.get(_WRITTEN.get(key, ""))
        }
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
