"""廉政风险点及等级统计: the figures of the college as tables, and as charts to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rendering.bar_chart import BarChart
from rendering.gbt9704 import Standard, han_number
from rendering.related import RelatedPart
from rendering.statistics_charts import Section, charts, sections, shares
from rendering.statistics_tables import (
    Paper,
    StatisticsTables,
    lines_of,
    overview_rows,
    table_rows,
)
from rendering.textfit import ems, lines
from rendering.word_charts import word_chart
from rendering.wordml import XMLNS_W, escape, paragraph, run, tab
from schemas.counting import UNIT_NAMES
from schemas.statistics import Statistics
from schemas.text import one_line

TITLE = "廉政风险点及等级统计"
ORGANISATION, COUNTED = "单位：", "计数："
OVERVIEW = "总体情况"
UNRATED = "注：另有廉政风险表现形式{}条尚未评定等级，未计入。"

_TITLE_POINTS, _LEAD_POINTS, _HEADING_POINTS, _NOTE_POINTS = 36.0, 24.0, 29.0, 17.0
_GAP_POINTS, _SPARE_POINTS = 8.0, 16.0


def heading(number: int, name: str) -> str:
    """Write a section's heading; the overview is the first."""
    return f"{han_number(number)}、{name if name == OVERVIEW else f'按{name}'}"


class StatisticsPages:
    """Writes the pages into an upright section, with the styles of one template.

    Attributes:
        next_id: The first ``wp:docPr`` id that is free, once all is written.
        parts: The charts, once all is written.
    """

    def __init__(self, standard: Standard, paper: Paper, next_id: int) -> None:
        """Prepare; ``next_id`` is the first free ``wp:docPr`` id."""
        self.next_id, self.parts = next_id, list[RelatedPart]()
        self._tables = StatisticsTables(standard, paper)
        self._title, self._lead = paper.style("Title"), paper.style("表前文字")
        self._heading, self._note = paper.style("heading 1"), paper.style("表后说明")
        self._chart = paper.style("流程图")
        self._twips, self._sideways = standard.page.text_width, standard.page.text_height
        self._lead_ems = self._twips / 20 / standard.sizes.note
        self._note_ems = self._twips / 20 / standard.sizes.table
        self._room = self._whole = standard.page.text_height / 20 - _SPARE_POINTS

    def xml(self, organisation: str, figures: Statistics) -> Iterator[str]:
        """Write all pages."""
        yield paragraph(run(TITLE), style=self._title, outline=1, namespaces=XMLNS_W)
        lead = tuple(self._lead_lines(organisation, UNIT_NAMES[figures.unit]))
        yield from lead
        self._room -= _TITLE_POINTS + len(lead) * _LEAD_POINTS
        yield from self._overview(figures)
        for number, section in enumerate(sections(figures), 2):
            yield from self._section(number, section, figures)

    def _overview(self, figures: Statistics) -> Iterator[str]:
        yield self._heading_line(1, OVERVIEW, new_page=False)
        yield self._tables.overview(overview_rows(figures), OVERVIEW)
        notes = (UNRATED.format(figures.unrated),) if figures.unrated else ()
        yield from map(self._note_line, notes)
        self._take(_HEADING_POINTS + self._tables.overview_height + self._notes_height(notes))
        if figures.overall.risks.points:
            yield self._drawing(shares(figures, self._twips / 20))

    def _section(self, number: int, section: Section, figures: Statistics) -> Iterator[str]:
        rows = table_rows(section.name, section.lines, figures.overall, figures.unit)
        drawn = charts(section, self._twips / 20, self._whole - _GAP_POINTS)
        words = _HEADING_POINTS + self._tables.height(rows) + self._notes_height(section.notes)
        together = words + sum(chart.height + _GAP_POINTS for chart in drawn[:1])
        if new_page := self._room < min(together, self._whole):
            self._room = self._whole
        yield self._heading_line(number, section.name, new_page=new_page)
        yield self._tables.xml(rows, section.name)
        yield from map(self._note_line, section.notes)
        self._take(words)
        yield from map(self._drawing, drawn)

    def _take(self, points: float) -> None:
        """Use up room; what goes over the page's end goes on on the next ones."""
        self._room -= points
        while self._room < 0:
            self._room += self._whole

    def _lead_lines(self, organisation: str, unit: str) -> Iterator[str]:
        """Say whose figures these are, and what they count: at the right margin if it fits."""
        whose, counted = f"{ORGANISATION}{one_line(organisation)}", f"{COUNTED}{unit}"
        if ems(whose) + ems(counted) < self._lead_ems:
            yield self._lead_line(run(whose) + tab() + run(counted))
        else:
            yield self._lead_line(run(whose))
            yield self._lead_line(run(counted))

    def _lead_line(self, words: str) -> str:
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._lead)}"/>'
            f'<w:tabs><w:tab w:val="clear" w:pos="{self._sideways}"/>'
            f'<w:tab w:val="right" w:pos="{self._twips}"/></w:tabs></w:pPr>{words}</w:p>'
        )

    def _heading_line(self, number: int, name: str, *, new_page: bool) -> str:
        return paragraph(
            run(heading(number, name)),
            style=self._heading,
            page_break_before=new_page,
            namespaces=XMLNS_W,
        )

    def _note_line(self, words: str) -> str:
        return lines_of(run(words), self._note, _NOTE_POINTS, namespaces=XMLNS_W)

    def _notes_height(self, notes: Iterable[str]) -> float:
        return sum(lines(words, self._note_ems) for words in notes) * _NOTE_POINTS

    def _drawing(self, chart: BarChart) -> str:
        if self._room < chart.height + _GAP_POINTS:
            self._room = self._whole
        self._take(chart.height + _GAP_POINTS)
        name = f"statistics{len(self.parts) + 1}"
        made = word_chart(chart, name=name, drawing_id=self.next_id)
        self.next_id += 1
        self.parts.append(made.part)
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._chart)}"/>'
            f'<w:spacing w:before="{round(_GAP_POINTS * 20)}"/></w:pPr>{made.xml}</w:p>'
        )
