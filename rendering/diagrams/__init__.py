"""Flowcharts as native Word shapes: one inline group, glued connectors, no font needed.

``diagram`` writes a process flow as a run to be put into a document; ``as_svg`` draws the same
for a web page. Both are pure: the same flow and frame give the same bytes everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from rendering.diagrams.chart import Frame
from rendering.diagrams.drawingml import last_id, run
from rendering.diagrams.fit import chart
from rendering.diagrams.svg import svg
from rendering.diagrams.words import alt_text, clean
from schemas.forms import ProcessFlow

__all__ = ["Diagram", "Frame", "as_svg", "diagram"]

FONT = "仿宋_GB2312"
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
    flow: ProcessFlow, frame: Frame, *, first_id: int, title: str, font: str = FONT
) -> Diagram:
    """Draw a process flow (annex 2) as an inline group of Word shapes.

    Args:
        flow: Steps and transitions; the supervision is left to the document around.
        frame: Room on the page; the chart is never wider or higher.
        first_id: First id that no other drawing of the document has.
        title: The drawing's name, also the beginning of its alternative text.
        font: Typeface of all words; no font needs to be installed here.
    """
    drawn = chart(flow, frame)
    name = clean(title)
    xml = run(drawn, first_id=first_id, title=name, alt=alt_text(flow, name), font=font)
    return Diagram(xml, drawn.width, drawn.height, last_id(drawn, first_id))


def as_svg(flow: ProcessFlow, frame: Frame) -> str:
    """Draw a process flow as one ``svg`` element, with the same geometry as ``diagram``."""
    return svg(chart(flow, frame), alt=alt_text(flow, flow.item), font=_WEB_FONTS)
