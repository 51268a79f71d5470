"""LF-R01: an authority item has no rating form (annex 4), or one without any risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.records import Rating, Row
from checks.view import View
from schemas.dossier import DepartmentDossier
from schemas.findings import Finding, Rule
from schemas.text import normalised

RULE: Final = Rule(
    code="LF-R01",
    title="未排查评定风险",
    severity="error",
    basis="实施方案五（二）（三）、六（三）；附件4",
    message=(
        "“{department}”目录（{where}）中的职权事项“{item}”没有廉政风险点排查评定表。"
        "请按附件4补报，表上“职权事项名称”写与目录相同的名称；确无风险的，在表中填“无”。"
    ),
    hint="按附件4补报该事项的排查评定表；确无风险的填“无”",
)

_EMPTY: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”排查评定表中没有填写任何廉政风险。"
    "请填写风险点、表现形式、等级和责任主体；确无风险的，在表中填“无”。"
)
_EMPTY_HINT: Final = "填写风险点、表现形式、等级和责任主体；确无风险的填“无”"


def check(view: View) -> Iterator[Finding]:
    """Find items without a rating form, once any was sent or its milestone has passed.

    Before that LF-D01 alone says that they are awaited. Where only some files are at hand, the
    milestone says nothing. A form that says 无 is an answer; one that names no item is the answer
    for all items.
    """
    overdue = view.complete and view.has_passed("M07")
    for department in view.departments:
        if overdue or department.has_sent("rating_form"):
            for row in _unrated(view, department):
                yield _missing(row)
    for rating in view.risks.ratings:
        form = rating.form
        broken = rating.source.path in view.risks.broken  # then LF-F10 says why there are none
        if not form.nothing_to_report and not form.risks and not broken:
            yield _empty(rating)


def _unrated(view: View, department: DepartmentDossier) -> Iterator[Row]:
    forms = [sent.form for sent in department.rating_forms]
    rated = {normalised(form.item) for form in forms}
    if any(form.nothing_to_report and not normalised(form.item) for form in forms):
        return
    for key, row in view.items[department.name].items():
        if key not in rated:
            yield row


def _missing(row: Row) -> Finding:
    return RULE.finding(
        department=row.department,
        item=row.name,
        file=row.source.path,
        place=row.item.place("name"),
        where=row.where("name"),
    )


def _empty(rating: Rating) -> Finding:
    return RULE.finding(
        message=_EMPTY,
        hint=_EMPTY_HINT,
        department=rating.department,
        item=rating.item or None,
        file=rating.source.path,
        place=rating.form.place("item"),
    )
