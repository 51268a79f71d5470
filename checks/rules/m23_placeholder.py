"""LF-M23: advice: placeholder text of the blank form is left in measures or regulations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.records import MeasuredRow
from checks.served_risks import cells, served_risks
from checks.view import View
from checks.vocabulary import listed, placeholder_in
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-M23",
    title="措施建议：措施或制度名称留有占位文字",
    severity="info",
    basis="附件6（样表中的“XX”供参考，填报时应换成实际内容）",
    message=(
        "措施建议：“{department}”的防控措施或制度名称中还留有占位文字：{texts}。"
        "手册上报前，可请该部门换成实际内容。"
    ),
    hint="把占位文字换成实际内容",
)


def check(view: View) -> Iterator[Finding]:
    """Tell each department in one remark; what is nothing but a placeholder is LF-M01 or M02."""
    if not view.complete:
        return
    for department, risks in served_risks(view).items():
        left = [
            (row, field, text)
            for field in ("measures", "regulations")
            for row in cells(risks, field)
            for text in _texts(row, field)
            if placeholder_in(text)
        ]
        if left:
            row, field, _ = left[0]
            yield RULE.finding(
                department=department,
                file=row.source.path,
                place=row.place(field),
                texts=listed(tuple(dict.fromkeys(text for _, _, text in left))),
            )


def _texts(row: MeasuredRow, field: str) -> tuple[str, ...]:
    return row.measures if field == "measures" else row.regulations
