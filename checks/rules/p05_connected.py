"""LF-P05: a flowchart falls into pieces, or nothing leads to one of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.chart_graph import ChartGraph
from checks.view import Chart, View
from checks.vocabulary import listed
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-P05",
    title="流程图不连通",
    severity="error",
    basis="实施方案五（一）（程序）；附件2",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”流程图断成{pieces}段，"
        "{steps}与其余环节之间没有连线。请补画箭头，并把两端接到形状上；环节表请补填“下一环节”。"
    ),
    hint="补画箭头，并把两端接到形状上",
)

_UNREACHED: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”流程图中，没有箭头从起点通到{steps}。"
    "请补画通向该环节的箭头，或核对箭头方向。"
)
_UNREACHED_HINT: Final = "补画通向该环节的箭头，或核对箭头方向"


def check(view: View) -> Iterator[Finding]:
    """Find charts in pieces (one finding a chart) and steps out of reach (one a chart)."""
    for chart in view.all_charts:
        if not chart.drawn:
            continue
        graph = ChartGraph(chart.flow)
        if len(graph.pieces) > 1:
            apart = tuple(sorted(step for piece in graph.pieces[1:] for step in piece))
            yield _finding(chart, apart, pieces=len(graph.pieces))
        if graph.unreached:
            yield _finding(chart, graph.unreached, message=_UNREACHED, hint=_UNREACHED_HINT)


def _finding(
    chart: Chart,
    steps: tuple[int, ...],
    *,
    pieces: int = 1,
    message: str | None = None,
    hint: str | None = None,
) -> Finding:
    named = [chart.flow.steps[step] for step in steps]
    return RULE.finding(
        message=message,
        hint=hint,
        department=chart.department,
        item=chart.item or None,
        file=chart.source.path,
        place=named[0].place() or chart.flow.place("item"),
        steps=listed([step.text for step in named]),
        pieces=pieces,
    )
