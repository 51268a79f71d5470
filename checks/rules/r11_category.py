"""LF-R11: a rating form gives another category (职权类别) than the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.records import Rating, Row
from checks.view import View, elsewhere
from checks.vocabulary import is_blank, is_placeholder, shortened
from schemas.findings import Finding, Rule
from schemas.forms import Category

RULE: Final = Rule(
    code="LF-R11",
    title="职权类别与目录不一致",
    severity="error",
    basis="附件1说明2；附件4",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”评定表上职权类别写作“{written}”，"
        "目录（{where}）中是“{category}”。请核对，改成一致。"
    ),
    hint="核对职权类别，与目录改成一致（目录中是“{category}”）",
)


def check(view: View) -> Iterator[Finding]:
    """Compare the categories; one that the catalogue itself lacks is LF-C02 there."""
    for rating in view.risks.ratings:
        row = rating.row
        if row and row.item.category and _says_another(rating, row.item.category):
            yield _finding(rating, row)


def _says_another(rating: Rating, category: Category) -> bool:
    raw = rating.form.category_raw or rating.form.category or ""
    return rating.form.category != category and not is_blank(raw) and not is_placeholder(raw)


def _finding(rating: Rating, row: Row) -> Finding:
    form = rating.form
    return RULE.finding(
        department=rating.department,
        item=rating.item,
        file=rating.source.path,
        place=form.place("category") or form.place("item"),
        related=elsewhere(row.source, row.item.place("category"), than=rating.source),
        written=form.category or shortened(form.category_raw),
        where=row.where("category"),
        category=row.item.category,
    )
