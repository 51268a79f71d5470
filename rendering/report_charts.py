"""The charts of the work report: how the risks are spread over levels and departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rendering.bar_chart import BarChart
from rendering.captions import caption
from rendering.gbt9704 import Standard
from rendering.related import RelatedPart
from rendering.statistics_charts import Section, charts, shares
from rendering.template import Template
from rendering.word_charts import word_chart
from rendering.wordml import XMLNS_W, paragraph
from schemas.statistics import Statistics

_DEPARTMENTS = "部门（单位）"
_STYLE, _CAPTION = "流程图", "表后说明"
_SPARE_POINTS = 16.0 + 20.0  # the caption below


class ReportCharts(NamedTuple):
    """Charts ready for a document: paragraphs, and the parts that these refer to.

    ``number`` charts are captioned 图1, 图2 and so on.
    """

    paragraphs: Sequence[str]
    parts: Sequence[RelatedPart]

    @property
    def number(self) -> int:
        """Give how many there are."""
        return len(self.parts)


def report_charts(
    figures: Statistics, sheet: Template, standard: Standard, first_id: int
) -> ReportCharts:
    """Draw the report's charts; none where no risks are counted.

    Args:
        figures: The risks of the college.
        sheet: The template, for its styles.
        standard: For the type area of a page.
        first_id: The first free ``wp:docPr`` id.
    """
    blocks, parts = list[str](), list[RelatedPart]()
    for number, chart in enumerate(_charts(figures, standard), 1):
        made = word_chart(chart, name=f"report{number}", drawing_id=first_id + number - 1)
        style = sheet.style(_STYLE)
        blocks.append(paragraph(made.xml, style=style, keep_next=True, namespaces=XMLNS_W))
        blocks.append(caption("图", number, chart.title, style=sheet.style(_CAPTION)))
        parts.append(made.part)
    return ReportCharts(blocks, parts)


def _charts(figures: Statistics, standard: Standard) -> Iterator[BarChart]:
    if not figures.overall.risks.points:
        return
    width, height = standard.page.text_width / 20, standard.page.text_height / 20
    yield shares(figures, width)
    departments = Section(_DEPARTMENTS, figures.departments)
    yield from charts(departments, width, height - _SPARE_POINTS)
