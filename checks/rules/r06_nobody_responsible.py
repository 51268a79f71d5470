"""LF-R06: nobody is responsible (责任主体) for a risk, in annex 4 or 5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.rated_cells import by_cell, finding_at, has_column
from checks.view import View
from checks.vocabulary import is_blank, is_placeholder
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R06",
    title="未填责任主体",
    severity="error",
    basis="实施方案五（三）（分级管理、分级负责、责任到人）；附件4说明2、附件5",
    message=(
        "“{owner}”的{form}（{where}）：{about}的表现形式{manifestations}没有责任主体。"
        "请填写落实防控措施的责任部门（人）。"
    ),
    hint="填写落实防控措施的责任部门（人）",
)


def check(view: View) -> Iterator[Finding]:
    """Find risks whose responsible party is blank, a stroke or a placeholder; one a cell."""
    rows = (
        row
        for row in view.risks.all_rows
        if row.names_a_risk
        and _is_open(row.risk.responsible)
        and has_column(view, row, "responsible")
    )
    for cell in by_cell(rows, "responsible"):
        yield finding_at(RULE, cell, "responsible")


def _is_open(responsible: str) -> bool:
    return is_blank(responsible) or is_placeholder(responsible)
