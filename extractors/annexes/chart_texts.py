"""Texts in a drawing that are no steps: label lines, time limits, risk boxes, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extractors.annexes.chart import Chart
from extractors.annexes.furniture import is_note, title_kind, title_text
from extractors.annexes.labels import Label, label_field, read_labels
from extractors.annexes.particulars import Particulars, Stray
from extractors.annexes.risk_boxes import is_legend, is_level, is_risk_caption, read_risk_lines
from extractors.annexes.sections import FLOWS
from extractors.annexes.text import is_placeholder, joined
from extractors.annexes.time_limits import is_time_limit, split_time_limit
from extractors.drawing import Box, Drawing, Graph, Note
from extractors.graph import SURE
from extractors.graph_columns import heading_of, headings_in
from extractors.graph_parts import is_reached
from extractors.graph_words import column_heading
from extractors.grid import Line, shorten
from schemas.base import Place
from schemas.forms import Step
from schemas.text import normalised

_SURE_LABEL = 4  # characters: 监督 alone may be a step


def add_notes(
    chart: Chart, graph: Graph, drawing: Drawing, found: Particulars, ids: Mapping[str, str]
) -> None:
    """Take labels, time limits and risks out of the texts beside the chart; the rest is stray.

    Args:
        chart: Has the graph's steps already.
        graph: What the drawing means.
        drawing: Where it stands.
        found: Takes what captions say.
        ids: Id of a node → id of its step in the chart.
    """
    own = (replace(n, nodes=tuple(ids[i] for i in n.nodes if i in ids)) for n in graph.notes)
    notes = sorted(own, key=lambda note: (note.box.top, note.box.left))
    levels = [note.text for note in notes if is_level(note.text)]
    explained = levels if len(levels) > 1 and is_legend(levels) else []
    headings = headings_in([note.box for note in notes])
    for note in notes:
        place = _box_place(note.box, drawing)
        if _take_limit(chart, note, place) or _take_caption(note.text, place, found):
            continue
        announced = heading_of(note.box, headings)
        if not chart.takes_risks or not (
            note.text in explained or _take_risks(chart, note, place, announced)
        ):
            chart.stray.append(Stray(note.text, place))


def _take_risks(chart: Chart, note: Note, place: Place, announced: str) -> bool:
    """Take a risk box's manifestations for the steps that it is tied to.

    Args:
        chart: Takes the risks.
        note: The box.
        place: Where it stands.
        announced: What a heading above it says that it holds, or "".

    Returns:
        Whether nothing of the box is left to be told as a whole.
    """
    if is_risk_caption(note.text) or is_legend([note.text]) or column_heading(note.text):
        return True
    if announced == "measures":
        return False
    lines = [Line(p.text, label="•" if p.listed else "") for p in note.box.paragraphs]
    said = read_risk_lines(lines)
    if not note.nodes or not said.manifestations:
        return False
    filled = [one.text for one in said.manifestations if not is_placeholder(one.text)]
    chart.add_risks(note.nodes if filled else (), filled, place)
    chart.stray.extend(_beside(text, place) for text in said.others)
    return True


def _beside(text: str, place: Place) -> Stray:
    return Stray(text, place.model_copy(update={"text": shorten(text)}))


def _take_limit(chart: Chart, note: Note, place: Place) -> bool:
    """Give a time limit that stands beside a step to that step."""
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
