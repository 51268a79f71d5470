"""LF-C04: an item of the catalogue states no legal basis (法规依据)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from checks.vocabulary import is_blank
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-C04",
    title="未填法规依据",
    severity="error",
    basis="实施方案五（一）、六（二）；附件1说明3",
    message=(
        "“{department}”的目录（{where}）：职权事项“{item}”没有填写法规依据。"
        "请写明行使该项职权所依据的法律、法规、规章或制度的全称。"
    ),
    hint="填写所依据的法律、法规、规章或制度全称",
)


def check(view: View) -> Iterator[Finding]:
    """Find named rows whose legal basis is empty or says 无; a placeholder there is LF-C06."""
    for row in view.all_rows:
        if row.key and is_blank(row.item.legal_basis):
            yield RULE.finding(
                department=row.department,
                item=row.name,
                file=row.source.path,
                place=row.item.place("legal_basis"),
                where=row.where("legal_basis"),
            )
