"""Flowcharts as native Word shapes: one inline group, glued connectors, no font needed.

``diagram`` writes a process flow as a run to be put into a document; ``as_svg`` draws the same
for a web page. Both are pure: the same flow and frame give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rendering.diagrams.chart import Chart, Frame
from rendering.diagrams.drawingml import last_id, run
from rendering.diagrams.fit import chart
from rendering.diagrams.fit_risks import sheets, with_risks
from rendering.diagrams.graph import step_graph
from rendering.diagrams.layout import lowered, with_room_above
from rendering.diagrams.risks import (
    Note,
    Risks,
    least_height,
    notes,
    told_at,
    with_missing_steps,
    words_of,
)
from rendering.diagrams.svg import svg
from rendering.diagrams.words import alt_text, clean
from schemas.forms import ProcessFlow

__all__ = ["Diagram", "Frame", "Risks", "as_svg", "box_words", "diagram", "diagrams", "too_long"]

FONT = "仿宋_GB2312"
NO_RISKS: Risks = MappingProxyType({})
_TOO_LONG_SPARE = 90.0  # points that a step with its arrows and marks may take above or below
_WEB_FONTS = "FangSong, STFangsong, 仿宋, serif"


@dataclass(frozen=True, slots=True)
class Diagram:
    """A flowchart ready for a document.

    Attributes:
        xml: One ``w:r`` element with all its namespaces declared.
        width, height: Size on the page, in points.
        next_id: The first shape id that is still free.
    """

    xml: str
    width: float
    height: float
    next_id: int


def diagram(
    flow: ProcessFlow,
    frame: Frame,
    *,
    first_id: int,
    title: str,
    font: str = FONT,
    risks: Risks = NO_RISKS,
) -> Diagram:
    """Draw a process flow (annex 2), or with risks a distribution map (annex 3), as Word shapes.

    Args:
        flow: Steps and transitions; the supervision is left to the document around.
        frame: Room on the page; the chart is never wider or higher.
        first_id: First id that no other drawing of the document has.
        title: The drawing's name, also the beginning of its alternative text.
        font: Typeface of all words; no font needs to be installed here.
        risks: Step id → manifestations with their levels, for a box beside the step.
    """
    flow, found = _with_notes(flow, risks)
    drawn = lowered(_chart(flow, frame, found), frame.height)
    name = clean(title)
    alt = alt_text(flow, name, told_at(found))
    xml = run(drawn, first_id=first_id, title=name, alt=alt, font=font)
    return Diagram(xml, drawn.width, drawn.height, last_id(drawn, first_id))


def diagrams(
    flow: ProcessFlow,
    *frames: Frame,
    first_id: int,
    title: str,
    risks: Risks,
    font: str = FONT,
) -> tuple[Diagram, ...]:
    """Draw a distribution map (annex 3) in legible type, on several pages if it is long.

    Args:
        flow: Steps and transitions.
        frames: Room on the pages that can be had, the best first; a chart is cut into parts,
            each in the first frame, when none has room for all of it.
        first_id: First id that no other drawing of the document has.
        title: The drawings' name, also the beginning of their alternative texts.
        risks: Step id → manifestations with their levels, for boxes beside the steps.
        font: Typeface of all words.
    """
    flow, found = _with_notes(flow, risks)
    if not found:
        return (diagram(flow, frames[0], first_id=first_id, title=title, font=font),)
    pages = sheets(step_graph(flow), found, [with_room_above(frame) for frame in frames])
    made: list[Diagram] = []
    for number, page in enumerate(pages, start=1):
        name = clean(title) + (f"（第{number}幅，共{len(pages)}幅）" if len(pages) > 1 else "")
        alt = alt_text(flow, name, told_at(found), page.steps)
        drawn = lowered(page.chart, _height(page.chart, frames))
        xml = run(drawn, first_id=first_id, title=name, alt=alt, font=font)
        first_id = last_id(drawn, first_id)
        made.append(Diagram(xml, drawn.width, drawn.height, first_id))
    return tuple(made)


def too_long(risks: Risks, frame: Frame) -> frozenset[str]:
    """Tell which steps have more risks than a box of legible type holds in a frame."""
    return frozenset(
        step
        for step, told in risks.items()
        if least_height(told, frame.width) > frame.height - _TOO_LONG_SPARE
    )


def box_words(flow: ProcessFlow, risks: Risks) -> tuple[str, ...]:
    """Give what the risk boxes of a map say, each as the words of its paragraphs in a row."""
    return tuple(words_of(note) for note in _with_notes(flow, risks)[1])


def as_svg(flow: ProcessFlow, frame: Frame, *, risks: Risks = NO_RISKS) -> str:
    """Draw a process flow as one ``svg`` element, with the same geometry as ``diagram``."""
    flow, found = _with_notes(flow, risks)
    alt = alt_text(flow, flow.item, told_at(found))
    return svg(_chart(flow, frame, found), title=clean(flow.item), alt=alt, font=_WEB_FONTS)


def _with_notes(flow: ProcessFlow, risks: Risks) -> tuple[ProcessFlow, tuple[Note, ...]]:
    whole = with_missing_steps(flow, risks)
    return whole, notes(whole, risks)


def _height(chart: Chart, frames: Sequence[Frame]) -> float:
    """Give the height of the lowest frame that has room for a chart."""
    return min((f.height for f in frames if f.height >= chart.height), default=chart.height)


def _chart(flow: ProcessFlow, frame: Frame, found: tuple[Note, ...]) -> Chart:
    room = with_room_above(frame)
    return with_risks(step_graph(flow), found, room) if found else chart(flow, room)
