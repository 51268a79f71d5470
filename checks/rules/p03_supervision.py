"""LF-P03: the flowchart of an administrative item (行政职权) states no supervision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import Chart, View
from checks.vocabulary import is_blank, is_placeholder
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-P03",
    title="行政职权未写监督方式",
    severity="error",
    basis="实施方案五（一）；附件2注",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”在目录中是行政职权，"
        "流程图上没有写明监督方式。请在图下补写“监督方式：”及内容。"
    ),
    hint="在流程图下补写“监督方式：”及内容",
)


def check(view: View) -> Iterator[Finding]:
    """Find charts of administrative items without supervision; pictures are LF-P06 alone."""
    for chart in view.all_charts:
        if chart.row and chart.row.item.category == "行政职权" and chart.drawn and _silent(chart):
            yield RULE.finding(
                department=chart.department,
                item=chart.item,
                file=chart.source.path,
                place=chart.flow.place("supervision") or chart.flow.place("item"),
            )


def _silent(chart: Chart) -> bool:
    text = chart.flow.supervision or ""
    return is_blank(text) or is_placeholder(text)
