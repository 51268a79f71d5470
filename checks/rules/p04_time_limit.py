"""LF-P04: no step of a flowchart states a time limit (时限)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import Chart, View
from checks.vocabulary import names_time_limit
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-P04",
    title="流程图未写时限",
    severity="warning",
    basis="实施方案五（一）；附件2",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”流程图各环节都没有写明办理时限。"
        "请在有时限的环节后用括号注明，例如（当日）。"
    ),
    hint="在有时限的环节后用括号注明，例如（当日）",
)


def check(view: View) -> Iterator[Finding]:
    """Find charts whose steps name no time at all, neither in brackets nor in their words."""
    for chart in view.all_charts:
        if chart.drawn and not _timed(chart):
            yield RULE.finding(
                department=chart.department,
                item=chart.item or None,
                file=chart.source.path,
                place=chart.flow.place("item"),
            )


def _timed(chart: Chart) -> bool:
    return any(step.time_limit or names_time_limit(step.text) for step in chart.flow.steps) or any(
        transition.label and names_time_limit(transition.label)
        for transition in chart.flow.transitions
    )
