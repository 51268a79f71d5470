"""LF-R04: a level (风险等级) is written that is not 高, 中 or 低, in annex 4, 5 or 6."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.rated_cells import by_cell, finding_at
from checks.view import View
from checks.vocabulary import is_unrated, shortened
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-R04",
    title="风险等级不是高、中、低",
    severity="error",
    basis="实施方案五（三）、六（三）2（按“高、中、低”三个等级评定）；附件4至附件6",
    message=(
        "“{owner}”的{form}（{where}）：{about}的表现形式{manifestations}，风险等级写作“{written}”，"
        "不知是哪一级。请改为“高”“中”或“低”；沿用其他写法的，请在表下注明对应关系，"
        "如“一级为高、二级为中、三级为低”。"
    ),
    hint="改为“高”“中”或“低”",
)


def check(view: View) -> Iterator[Finding]:
    """Find levels in other words, one finding a cell; a level that is left open is LF-R03."""
    rows = (
        row
        for row in (*view.risks.all_rows, *view.risks.measured)
        if row.risk.level is None and not is_unrated(row.risk.level_raw)
    )
    for cell in by_cell(rows, "level"):
        yield finding_at(RULE, cell, "level", shortened(cell[0].risk.level_raw))
