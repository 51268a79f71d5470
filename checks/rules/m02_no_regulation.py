"""LF-M02: a high risk for which no regulation (制度) is to be issued or amended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.measured_items import MeasuredItem
from checks.rated_cells import by_cell, finding_at
from checks.records import MeasuredRow
from checks.view import View
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-M02",
    title="高风险没有对应的制度",
    severity="warning",
    basis="实施方案五（四）（特别要突出对“高”等级风险的防控）；附件6、附件7第16项",
    message=(
        "“{owner}”的{form}（{where}）：{about}的高风险{manifestations}没有拟建立健全的制度。"
        "请填写拟制定或修订的制度名称；已有制度的，写明现行制度的名称。"
    ),
    hint="填写拟制定或修订的制度名称，或现行制度的名称",
)


def check(view: View) -> Iterator[Finding]:
    """Find high risks with measures and no regulation, one finding a cell; without both LF-M01.

    The level is the one that annex 4 gives; where the item is not rated, that of annex 6.
    """
    for item in view.measured_items:
        for cell in by_cell(_unregulated(item), "regulations"):
            yield finding_at(RULE, cell, "regulations")


def _unregulated(item: MeasuredItem) -> Iterator[MeasuredRow]:
    served = ((risk.risk.level, rows) for risk, rows in item.served)
    high = {(r[0].source.path, r[0].number): r for level, r in served if level == "高"}
    alone = [(row,) for row in item.alone if row.risk.level == "高"]
    for rows in (*high.values(), *alone):
        if any(row.measures for row in rows) and not any(row.regulations for row in rows):
            yield rows[0]
