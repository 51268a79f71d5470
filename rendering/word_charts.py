"""Native Word charts: horizontal bars of 高, 中 and 低, with the workbook to edit them."""

from __future__ import annotations

from typing import NamedTuple

from rendering.bar_chart import BarChart
from rendering.chart_data import chart_data
from rendering.chart_xml import chart_xml
from rendering.related import RelatedPart
from rendering.wordml import escape

_EMU = 12_700
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOOK_ID = "rId1"


class WordChart(NamedTuple):
    """A chart ready for a document.

    Attributes:
        xml: One ``w:r`` element with all its namespaces declared.
        part: What the element refers to.
    """

    xml: str
    part: RelatedPart


def word_chart(chart: BarChart, *, name: str, drawing_id: int) -> WordChart:
    """Make a chart that stands in a line of text.

    Args:
        chart: What it shows, and how large.
        name: Of its parts and its relationship; no other chart of the document has it.
        drawing_id: A ``wp:docPr`` id that no other drawing of the document has.
    """
    book = RelatedPart(
        id=_BOOK_ID,
        kind=f"{_OFFICE}/package",
        name=f"word/embeddings/{name}.xlsx",
        content_type=_BOOK_TYPE,
        data=chart_data(chart),
    )
    part = RelatedPart(
        id=name,
        kind=f"{_OFFICE}/chart",
        name=f"word/charts/{name}.xml",
        content_type=_CHART_TYPE,
        data=chart_xml(chart, _BOOK_ID).encode(),
        related=(book,),
    )
    return WordChart(_run(chart, name, drawing_id), part)


def _run(chart: BarChart, name: str, drawing_id: int) -> str:
    size = f'cx="{round(chart.width * _EMU)}" cy="{round(chart.height * _EMU)}"'
    return (
        f'<w:r xmlns:w="{_WORD}" xmlns:wp="{_DRAWING}" xmlns:a="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{drawing_id}"'
        f' name="{escape(chart.title)}" descr="{escape(chart.alt_text())}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" r:id="{name}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
