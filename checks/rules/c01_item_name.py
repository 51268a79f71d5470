"""LF-C01: a row of the catalogue names no authority item (职权事项名称)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-C01",
    title="未填职权事项名称",
    severity="error",
    basis="实施方案五（一）、六（二）；附件1",
    message=(
        "“{department}”的目录（{where}）没有填写职权事项名称。请补写名称；如此行多余，请删去整行。"
    ),
    hint="补写职权事项名称，或删去多余的行",
)


def check(view: View) -> Iterator[Finding]:
    """Find rows without a name; nothing else is said of such a row."""
    for row in view.all_rows:
        if not row.key:
            yield RULE.finding(
                department=row.department,
                file=row.source.path,
                place=row.item.place("name"),
                where=row.where("name"),
            )
