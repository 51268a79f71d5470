"""A chart put together from what a section holds: tables of steps, drawings, typed arrows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.annexes.furniture import is_note, title_kind, title_text
from extractors.annexes.labels import Label, label_field, read_labels
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    is_plain,
    line_place,
    read_label_cells,
    read_label_columns,
)
from extractors.annexes.sections import FLOWS, Section
from extractors.annexes.step_table import StepTable, read_step_table
from extractors.annexes.tables import Header, find_header
from extractors.annexes.text import bare, joined, list_number, number_of, without_number
from extractors.annexes.time_limits import is_time_limit, split_time_limit
from extractors.drawing import Box, Drawing, Graph, Node, Note
from extractors.graph import SURE, understand
from extractors.graph_parts import is_reached
from extractors.grid import Grid, Line, shorten
from extractors.text_flow import understand_text
from schemas.base import Place
from schemas.forms import Step, Transition
from schemas.text import normalised

_LONGEST_STEP = 60
_SURE_LABEL = 4  # characters: 监督 alone may be a step
_FEWEST_STEPS = 2
_ARROWS = re.compile(r"[↓→⇓⇒↑←▼➔➜⬇⟶|│\s>\uff1e—–-]+")


@dataclass(slots=True)
class Chart:
    """The chart of one section, while it is put together from its parts.

    Attributes:
        place: Where the chart begins.
        doubts: Chinese half-sentences, why it is not certain (LF-P07).
        unreadable: What it consists of when it cannot be read (LF-P06), else "".
    """

    steps: list[Step] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    place: Place | None = None
    unreadable: str = ""


def chart_of_tables(section: Section, found: Particulars) -> Chart:
    """Read the tables: step tables give the chart, others label cells or typed arrows."""
    table, header, place = StepTable(), None, None
    others: list[tuple[Grid, list[Line]]] = []
    for grid in section.grids:
        own = find_header(grid, "step_table")
        if own is not None and "step" in own.fields:
            header, place = own, place or Place(page=grid.page, table=grid.table)
            read_step_table(grid, own, found, table)
        elif header is not None and _same_width(grid, header):
            read_step_table(grid, replace(header, first=0, last=0), found, table)
        else:
            others.append((grid, _other_cells(grid, found)))
    chart = Chart(table.steps, table.transitions, table.stray, table.doubts, place)
    for grid, lines in others:
        where = Place(page=grid.page, table=grid.table)
        left = [line for line in lines if chart.steps] or add_typed(chart, lines, where)
        chart.stray.extend(
            Stray(line.text, where.model_copy(update={"text": shorten(line.text)})) for line in left
        )
    return chart


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


def add_drawings(chart: Chart, drawings: Sequence[Drawing], found: Particulars) -> bool:
    """Add what is drawn.

    Returns:
        Whether any steps were understood.
    """
    read = [(drawing, understand(drawing)) for drawing in drawings if drawing.boxes]
    charts = [(drawing, graph) for drawing, graph in read if graph.nodes]
    for drawing, graph in charts:
        chart.place = chart.place or drawing.place
        _add(chart, graph, [drawing.place for _ in graph.nodes])
        _add_notes(chart, graph, drawing, found)
    if len(charts) > 1:
        chart.doubts.append("流程图分画在几处，其间的流转没有连接线")
    return bool(charts)


def note_unreadable(chart: Chart, drawings: Sequence[Drawing], found: Particulars) -> None:
    """Say what the chart is when no step could be read from it."""
    for drawing in drawings:
        if drawing.boxes:
            _add_notes(chart, understand(drawing), drawing, found)
    holder = next((d for d in drawings if d.pictures or d.objects), None)
    if holder is not None:
        chart.place = holder.place
        chart.unreadable = "、".join(dict.fromkeys(holder.objects)) or "图片"


def _add(chart: Chart, graph: Graph, places: Sequence[Place]) -> None:
    """Add an understood graph; its ids go on after the steps that are there."""
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


def _add_notes(chart: Chart, graph: Graph, drawing: Drawing, found: Particulars) -> None:
    """Take labels out of texts beside the chart; the rest belongs to no field."""
    for note in graph.notes:
        place = _box_place(note.box, drawing)
        if not _take_limit(chart, note, place) and not _take_caption(note.text, place, found):
            chart.stray.append(Stray(note.text, place))


def _take_limit(chart: Chart, note: Note, place: Place) -> bool:
    """Give a time limit that stands beside a step to that step; the step ids are the chart's."""
    limit = note.text.strip().strip("()（）[]【】")
    if len(note.nodes) != 1 or note.confidence < SURE or not is_time_limit(limit):
        return False
    for index, step in enumerate(chart.steps):
        if step.id == note.nodes[0] and step.time_limit is None:
            places = {**step.places, "time_limit": place}
            told = {"time_limit": joined(limit), "places": places}
            chart.steps[index] = step.model_copy(update=told)
            return True
    return False


def _box_place(box: Box, drawing: Drawing) -> Place:
    return drawing.place.model_copy(update={"shape": box.shape, "text": shorten(box.text) or None})


def without_captions(drawing: Drawing, found: Particulars) -> Drawing:
    """Take label, title and note boxes, to which no line is glued, out of a drawing."""
    kept = tuple(
        box
        for box in drawing.boxes
        if _may_be_step(box, drawing)
        or not _take_caption(box.text, _box_place(box, drawing), found)
    )
    return replace(drawing, boxes=kept) if len(kept) < len(drawing.boxes) else drawing


def _may_be_step(box: Box, drawing: Drawing) -> bool:
    """Tell whether lines lead to a box; one that names the item or the supervision is no step."""
    fields = {label.field for line in box.text.split("\n") for label in read_labels(line)[1]}
    return not fields & {"item", "supervision"} and is_reached(box, drawing.strokes)


def _take_caption(text: str, place: Place, found: Particulars) -> bool:
    """Take a caption's labels, if each of its lines is a label line, a title or a note."""
    labels: list[Label] = []
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and label_field(lines[0]) == "supervision" and len(lines[0]) >= _SURE_LABEL:
        lines = [f"{lines[0]}：{lines[1]}", *lines[2:]]
    for line in lines:
        before, read = read_labels(line)
        fields = {label.field for label in read}
        if read and not before and not fields & {"time_limit", "actor"}:
            labels.extend(read)
        elif labels and labels[-1].field == "supervision":
            labels[-1] = replace(labels[-1], value=labels[-1].value + line)
        elif not (is_note(line) or (title_kind(line) in FLOWS and title_text(line)[-1] == "图")):
            return False
    for label in labels:
        found.take(label, place)
    return bool(lines)


def texts_beside(drawings: Iterable[Drawing], steps: Sequence[Step]) -> list[Stray]:
    """Give texts of drawings that stand beside a step table and do not repeat it."""
    known = "".join(normalised(step.text) for step in steps)
    return [
        Stray(box.text, _box_place(box, drawing))
        for drawing in drawings
        for box in drawing.boxes
        if box.text.strip() and normalised(split_time_limit(box.text)[0]) not in known
    ]
