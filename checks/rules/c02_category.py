"""LF-C02: an item's category (职权类别) is not one of the three."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from checks.vocabulary import is_blank, is_placeholder, shortened
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-C02",
    title="职权类别不符合规定",
    severity="error",
    basis="附件1说明2",
    message=(
        "“{department}”的目录（{where}）：职权事项“{item}”的职权类别{written}。"
        "请从“行政职权”“内部职权”“重要业务事项”中选填一类。"
    ),
    hint="从“行政职权”“内部职权”“重要业务事项”中选填一类",
)


def check(view: View) -> Iterator[Finding]:
    """Find named rows whose category was not understood; a placeholder there is LF-C06."""
    for row in view.all_rows:
        raw = row.item.category_raw
        if row.key and row.item.category is None and not is_placeholder(raw):
            yield RULE.finding(
                department=row.department,
                item=row.name,
                file=row.source.path,
                place=row.item.place("category"),
                where=row.where("category"),
                written="没有填写"
                if is_blank(raw)
                else f"写作“{shortened(raw)}”，不在规定的三类之中",
            )
