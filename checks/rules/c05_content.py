"""LF-C05: an item of the catalogue states no content (职权内容)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from checks.vocabulary import is_blank
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-C05",
    title="未填职权内容",
    severity="error",
    basis="实施方案五（一）、六（二）；附件1说明1",
    message=(
        "“{department}”的目录（{where}）：职权事项“{item}”没有填写职权内容。请写明该事项对应的职责。"
    ),
    hint="填写该事项对应的职责",
)


def check(view: View) -> Iterator[Finding]:
    """Find named rows whose content is empty or says 无; a placeholder there is LF-C06."""
    for row in view.all_rows:
        if row.key and is_blank(row.item.content):
            yield RULE.finding(
                department=row.department,
                item=row.name,
                file=row.source.path,
                place=row.item.place("content"),
                where=row.where("content"),
            )
