"""LF-P02: a flowchart's item is not in its department's catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.nearest import nearest, offered
from checks.view import Chart, View
from schemas.findings import Finding, Rule
from schemas.text import normalised, one_line

RULE: Final = Rule(
    code="LF-P02",
    title="流程图事项不在目录中",
    severity="error",
    basis="实施方案六（二）；附件1、附件2",
    message=(
        "文件“{file}”{place}：流程图的职权事项“{item}”不在“{department}”的目录中{nearest}。"
        "请改成与目录一致的名称，或在目录中补列该事项。"
    ),
    hint="改成与目录一致的名称{suggestion}，或在目录中补列该事项",
)

_UNNAMED: Final = (
    "文件“{file}”{place}：“{department}”的流程图没有写明职权事项，无法与目录对应。"
    "请在图题处填写“职权事项：”，名称与目录一致。"
)
_UNNAMED_HINT: Final = "在图题处填写“职权事项：”，名称与目录一致"


def check(view: View) -> Iterator[Finding]:
    """Find charts without a row, where the department has a catalogue at all.

    Without a catalogue LF-D01 says what is missing. The nearest name of an item that still lacks
    a chart is offered, else the nearest of all.
    """
    for department in view.departments:
        if not department.catalogues:
            continue
        charts = view.charts[department.name]
        names = {key: row.name for key, row in view.items[department.name].items()}
        uncharted = dict(names)
        for chart in charts:
            uncharted.pop(normalised(chart.flow.item), None)
        for chart in charts:
            if chart.row is None and not chart.flow.nothing_to_report:
                yield _finding(chart, nearest(chart.flow.item, uncharted, names))


def _finding(chart: Chart, meant: str | None) -> Finding:
    item = one_line(chart.flow.item)
    return RULE.finding(
        message=None if item else _UNNAMED,
        hint=None if item else _UNNAMED_HINT,
        department=chart.department,
        item=item or None,
        file=chart.source.path,
        place=chart.flow.place("item"),
        **offered(meant),
    )
