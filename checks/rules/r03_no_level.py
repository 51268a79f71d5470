"""LF-R03: a risk manifestation has no level (风险等级), in annex 4 or 5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.rated_cells import by_cell, finding_at, has_column
from checks.view import View
from checks.vocabulary import is_unrated
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R03",
    title="未评定风险等级",
    severity="error",
    basis="实施方案五（三）、六（三）2；附件4、附件5",
    message=(
        "“{owner}”的{form}（{where}）：{about}的表现形式{manifestations}没有风险等级。"
        "请按“高、中、低”评定并填写。"
    ),
    hint="按“高、中、低”评定并填写风险等级",
)


def check(view: View) -> Iterator[Finding]:
    """Find levels that are left open, one finding a cell; other words are LF-R04.

    Annex 6 repeats the levels of annex 4; where it leaves one open, nothing is missing.
    """
    rows = (
        row
        for row in view.risks.all_rows
        if row.risk.level is None
        and row.names_a_risk
        and is_unrated(row.risk.level_raw)
        and has_column(view, row, "level")
    )
    for cell in by_cell(rows, "level"):
        yield finding_at(RULE, cell, "level")
