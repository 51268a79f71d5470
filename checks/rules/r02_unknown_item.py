"""LF-R02: an item of annexes 3 to 6 is not in the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from checks.mentions import ANNEX_NAMES, MAP, RATING
from checks.nearest import nearest, offered
from checks.records import MapForm, Rating, RiskRow
from checks.view import View
from schemas.findings import Finding, Rule
from schemas.text import normalised

RULE: Final = Rule(
    code="LF-R02",
    title="风险表事项不在目录中",
    severity="error",
    basis="实施方案六（三）1（依据目录和流程图排查）；附件1、附件3至附件6",
    message=(
        "文件“{file}”{place}：{form}的职权事项“{item}”不在“{department}”的目录中{nearest}。"
        "请改成与目录一致的名称，或在目录中补列该事项。"
    ),
    hint="改成与目录一致的名称{suggestion}，或在目录中补列该事项",
)

_UNNAMED: Final = (
    "文件“{file}”{place}：“{department}”的{form}没有写明职权事项，无法与目录对应。"
    "请填写职权事项，名称与目录一致。"
)
_UNNAMED_HINT: Final = "填写职权事项，名称与目录一致"


def check(view: View) -> Iterator[Finding]:
    """Find forms and rows without a catalogue row, where the department has a catalogue at all.

    Without a catalogue LF-D01 says what is missing. The nearest name of an item that such a form
    is still missing for is offered, else the nearest of all. What says 无 needs no item.
    """
    for annex, forms in ((MAP, view.risks.maps), (RATING, view.risks.ratings)):
        for form in forms:
            if form.row is None and not form.form.nothing_to_report and _is_judged(view, form):
                yield _of_form(view, annex, form)
    rows = (*view.risks.summarised, *view.risks.measured)
    listed: dict[tuple[int, str], set[str]] = {}
    for row in rows:
        listed.setdefault((row.annex, row.department), set()).add(row.key)
    told: set[tuple[int, str, str, str]] = set()
    for row in rows:
        key = (row.annex, row.source.path, row.department, row.key)
        if not row.in_catalogue and key not in told and _is_judged(view, row):
            told.add(key)
            yield _of_row(view, row, listed[row.annex, row.department])


def _is_judged(view: View, form: MapForm | Rating | RiskRow) -> bool:
    """Tell whether there is a catalogue, and LF-F10 has not said yet that the name is missing."""
    named = bool(form.item) or form.source.path not in view.risks.broken
    return named and form.department in view.risks.catalogued


def _of_form(view: View, annex: int, form: MapForm | Rating) -> Finding:
    item = form.item
    others = view.risks.maps if annex == MAP else view.risks.ratings
    taken = {normalised(o.form.item) for o in others if o.department == form.department}
    return RULE.finding(
        message=None if item else _UNNAMED,
        hint=None if item else _UNNAMED_HINT,
        department=form.department,
        item=item or None,
        file=form.source.path,
        place=form.form.place("item"),
        form=ANNEX_NAMES[annex],
        **offered(_meant(view, form.department, item, taken)),
    )


def _of_row(view: View, row: RiskRow, taken: Collection[str]) -> Finding:
    return RULE.finding(
        message=None if row.key else _UNNAMED,
        hint=None if row.key else _UNNAMED_HINT,
        department=row.department,
        item=row.item or None,
        file=row.source.path,
        place=row.place("item"),
        form=ANNEX_NAMES[row.annex],
        **offered(_meant(view, row.department, row.item, taken)),
    )


def _meant(view: View, department: str, item: str, taken: Collection[str]) -> str | None:
    names = {key: row.name for key, row in view.items[department].items()}
    free = {key: name for key, name in names.items() if key not in taken}
    return nearest(item, free, names) if item else None
