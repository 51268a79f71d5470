"""A chart put together from what a section holds: tables of steps, drawings, typed arrows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.annexes.chart import Chart
from extractors.annexes.chart_texts import add_notes
from extractors.annexes.furniture import is_note
from extractors.annexes.labels import read_labels
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    is_plain,
    line_place,
    read_label_cells,
    read_label_columns,
)
from extractors.annexes.step_risks import with_one_risk_column
from extractors.annexes.step_table import read_step_table
from extractors.annexes.tables import Header, find_header
from extractors.annexes.text import (
    bare,
    is_placeholder,
    is_prompt,
    joined,
    list_number,
    number_of,
    without_number,
)
from extractors.annexes.time_limits import split_time_limit
from extractors.annexes.typed_risks import add_typed_risks, part_risk_lines
from extractors.drawing import Box, Drawing, Graph, Node
from extractors.graph import understand
from extractors.graph_words import speaks_of_risk
from extractors.grid import Grid, Line, shorten
from extractors.text_flow import understand_text
from schemas.base import Place
from schemas.forms import Step, Transition

_LONGEST_STEP = 60
_FEWEST_STEPS = 2
_ARROWS = re.compile(r"[↓→⇓⇒↑←▼➔➜⬇⟶|│\s>\uff1e—–-]+")


def chart_of_tables(
    chart: Chart, tables: Sequence[tuple[Grid, Header | None]], found: Particulars
) -> None:
    """Read tables: step tables give the chart, others label cells or typed arrows.

    Args:
        chart: Takes what the tables say.
        tables: The tables, each with its header as a step table where that is known already.
        found: Takes what their labels say.
    """
    header: Header | None = None
    others: list[tuple[Grid, list[Line]]] = []
    for grid, known in tables:
        own = known or find_header(grid, "step_table")
        if own is not None and "step" in own.fields:
            header = own = with_one_risk_column(own)
            chart.place = chart.place or grid.at_row()
            read_step_table(grid, own, found, chart)
        elif header is not None and _same_width(grid, header):
            read_step_table(grid, replace(header, first=0, last=0), found, chart)
        else:
            others.append((grid, _other_cells(grid, found)))
    for grid, lines in others:
        where = grid.at_row()
        left = [line for line in lines if chart.steps] or add_typed(chart, lines, where)
        chart.stray.extend(
            Stray(line.text, where.model_copy(update={"text": shorten(line.text)})) for line in left
        )


def _same_width(grid: Grid, header: Header) -> bool:
    widths = [len(list(grid.row_cells(row))) for row in range(1, grid.rows + 1)]
    return bool(widths) and widths.count(len(header.columns)) * 2 > len(widths)


def _other_cells(grid: Grid, found: Particulars) -> list[Line]:
    """Take the labels out of a table that is no step table; give the lines that are left."""
    left: list[Line] = []
    columns = read_label_columns(grid, found)
    for row in range(1, grid.rows + 1):
        if row in columns:
            continue
        cells = read_label_cells(grid, [row], found)
        texts = [
            line.text.strip()
            for cell in cells
            for line in cell.lines
            if line.text.strip() and not _is_beside(line.text)
        ]
        if len(cells) > 1 and any("→" in text for text in texts):
            texts = ["".join(texts)]
        left.extend(Line(text=text) for text in texts)
    return left


def _is_beside(text: str) -> bool:
    return is_plain(text) or is_note(text) or bool(read_labels(text.strip())[1])


def add_typed(chart: Chart, lines: Sequence[Line], place: Place | None) -> list[Line]:
    """Add a chart that is typed with arrows, if the lines are one.

    Args:
        chart: Takes the steps.
        lines: Paragraphs, or the lines of a table's cells.
        place: The table; None for paragraphs, which have places of their own.

    Returns:
        The lines that are not in it.
    """
    own, risks = part_risk_lines(lines) if chart.takes_risks else (list(lines), [])
    left = _add_steps(chart, own, place)
    if not chart.steps:
        return list(lines)
    add_typed_risks(chart, risks, place)
    return left


def _add_steps(chart: Chart, lines: Sequence[Line], place: Place | None) -> list[Line]:
    """Add the steps and arrows of a typed chart; give the lines that are not in it."""
    graph = understand_text([line.text for line in lines])
    if graph is None or not graph.nodes:
        return _add_numbered(chart, lines, place)
    chart.place = place or line_place(lines[0])
    wheres = [place or _line_of(node, lines) for node in graph.nodes]
    _add(chart, graph, wheres)
    told = "".join(bare(node.text) for node in graph.nodes)
    told += "".join(bare(edge.label or "") for edge in graph.edges)
    return [line for line in lines if not _is_told(line.text, told)]


def _add_numbered(chart: Chart, lines: Sequence[Line], place: Place | None) -> list[Line]:
    """Take lines numbered from 1 for steps that follow each other, which is to be confirmed."""
    steps: list[Line] = []
    for line in lines:
        number = list_number(line.text) or number_of(line.label)
        if number == len(steps) + 1 and len(line.text) <= _LONGEST_STEP:
            steps.append(line)
    if len(steps) < _FEWEST_STEPS:
        return list(lines)
    chart.place = place or line_place(steps[0])
    for line in steps:
        box = Box(shape=0, text=line.text, left=0, top=0, width=0, height=0)
        node = Node(f"s{len(chart.steps) + 1}", line.text, box)
        chart.steps.append(_step(node, node.id, place or line_place(line)))
    chart.transitions.extend(Transition(source=a.id, target=b.id) for a, b in pairwise(chart.steps))
    chart.doubts.append("流程没有箭头，按编号的顺序读取")
    return [line for line in lines if all(line is not step for step in steps)]


def _line_of(node: Node, lines: Sequence[Line]) -> Place:
    first = bare(node.text.split("\n")[0])
    line = next((line for line in lines if first in bare(line.text)), lines[0])
    return line_place(line)


def _is_told(text: str, told: str) -> bool:
    """Tell whether a line's words, arrows apart, are in the steps that were understood."""
    return all(bare(without_number(word)) in told for word in _ARROWS.split(text))


def is_unfilled(drawing: Drawing) -> bool:
    """Tell whether a drawing is the chart of a form as it was issued: all boxes still to be filled.

    So is a blank one's risk box (``1.请填写表现形式``, ``2.…``).
    """
    lines = [line for box in drawing.boxes for line in box.text.split("\n")]
    return any(map(is_prompt, lines)) and all(map(is_placeholder, lines))


def add_drawings(chart: Chart, drawings: Sequence[Drawing], found: Particulars) -> bool:
    """Add what is drawn.

    Returns:
        Whether any steps were understood.
    """
    read = [
        (drawing, understand(drawing, risks=chart.takes_risks))
        for drawing in drawings
        if drawing.boxes
    ]
    charts = [(drawing, graph) for drawing, graph in read if graph.nodes]
    for drawing, graph in charts:
        chart.place = chart.place or drawing.place
        ids = _add(chart, graph, [drawing.place for _ in graph.nodes])
        add_notes(chart, graph, drawing, found, ids)
    if len(charts) > 1:
        chart.doubts.append("流程图分画在几处，其间的流转没有连接线")
    if charts:
        for drawing, graph in read:
            if not graph.nodes:
                _add_apart(chart, graph, drawing, found)
    return bool(charts)


def _add_apart(chart: Chart, graph: Graph, drawing: Drawing, found: Particulars) -> None:
    """Add the texts of a drawing that stands apart from the chart; its risks are asked about."""
    add_notes(chart, graph, drawing, found, {})
    risks = [note for note in graph.notes if speaks_of_risk(note.text)]
    if chart.takes_risks and risks:
        chart.doubts.append(f"文字框“{shorten(risks[0].text, 12)}”画在图外，属于哪个环节不能确定")


def note_unreadable(chart: Chart, drawings: Sequence[Drawing], found: Particulars) -> None:
    """Say what the chart is when no step could be read from it."""
    for drawing in drawings:
        if drawing.boxes:
            add_notes(chart, understand(drawing, risks=chart.takes_risks), drawing, found, {})
    holder = next((d for d in drawings if d.pictures or d.objects), None)
    if holder is not None:
        chart.place = holder.place
        chart.unreadable = "、".join(dict.fromkeys(holder.objects)) or "图片"


def _add(chart: Chart, graph: Graph, places: Sequence[Place]) -> dict[str, str]:
    """Add an understood graph; its ids go on after the steps that are there.

    Returns:
        Id of a node → id of its step in the chart.
    """
    ids = {
        node.id: f"s{len(chart.steps) + n}" if chart.steps else node.id
        for n, node in enumerate(graph.nodes, start=1)
    }
    chart.steps.extend(
        _step(node, ids[node.id], place) for node, place in zip(graph.nodes, places, strict=True)
    )
    chart.transitions.extend(
        Transition(source=ids[e.source], target=ids[e.target], label=e.label) for e in graph.edges
    )
    if graph.verdict != "sure":
        chart.doubts.extend(graph.reasons or ("连接关系不明确",))
    return ids


def _step(node: Node, step: str, place: Place) -> Step:
    """Turn a node into a step: time limit out of its brackets, labelled lines into fields."""
    told: dict[str, str | None] = {}
    lines: list[str] = []
    for line in node.text.split("\n"):
        labels = read_labels(line.strip())[1]
        if len(labels) == 1 and labels[0].field in {"time_limit", "actor"} and lines:
            told[labels[0].field] = joined(labels[0].value) or None
        else:
            lines.append(line)
    text, limit = split_time_limit(without_number("\n".join(lines)))
    where = place.model_copy(
        update={"shape": node.box.shape or None, "text": shorten(node.text) or None}
    )
    return Step(
        id=step,
        text=text,
        time_limit=told.get("time_limit") or limit,
        actor=told.get("actor"),
        places={"": where},
    )
