"""LF-M22: advice: a regulation's name stands in place of a measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.measure_words import only_names_regulations
from checks.served_risks import cells, served_risks
from checks.view import View
from checks.vocabulary import listed
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-M22",
    title="措施建议：以制度名称代替措施",
    severity="info",
    basis="实施方案五（四）（防控措施要具体管用、切实可行）；附件6",
    message=(
        "措施建议：“{department}”有{count}条防控措施只写了制度名称：{measures}。"
        "可请该部门写明怎样做，制度名称填在“拟建立健全的制度名称”一栏。"
    ),
    hint="写明怎样做，制度名称填在制度一栏",
)


def check(view: View) -> Iterator[Finding]:
    """Tell each department in one remark which measures only name a regulation."""
    if not view.complete:
        return
    for department, risks in served_risks(view).items():
        named = [
            (row, text)
            for row in cells(risks, "measures")
            for text in row.measures
            if only_names_regulations(text)
        ]
        if named:
            row = named[0][0]
            yield RULE.finding(
                department=department,
                file=row.source.path,
                place=row.place("measures"),
                count=len(named),
                measures=listed(tuple(dict.fromkeys(text for _, text in named))),
            )
