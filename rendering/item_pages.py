"""What the pages of annexes 2 and 3 share: title, lines that name the item, chart, supervision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rendering.diagrams import Frame
from rendering.gbt9704 import Standard
from rendering.textfit import lines
from rendering.wordml import XMLNS_W, bookmark, clean, escape, paragraph, run, tab
from schemas.consolidated import ConsolidatedDepartment, ConsolidatedItem
from schemas.forms import ProcessFlow

ITEM, DEPARTMENT, SUPERVISION = "职权事项：", "责任处室：", "监督方式："
NO_FLOW = "该事项的运行流程图尚未报送。"
NO_STEPS = "该事项的运行流程图未能读出环节，待部门重新报送。"
_NUMBER = "目录序号："

_TITLE_POINTS, _NOTE_POINTS = 36.0, 22.0
_SPARE_POINTS = 16.0
_GAP_POINTS = 10.0
_LEAST_CHART_POINTS = 250.0


def chart_item(item: ConsolidatedItem) -> str:
    """Name the item as its chart does, else as the catalogue does."""
    return item.flow.item if item.flow else item.name


def chart_department(department: ConsolidatedDepartment, item: ConsolidatedItem) -> str:
    """Name the responsible body as the chart does, else as the catalogue does."""
    return (item.flow.department if item.flow else None) or department.name


def visible(flow: ProcessFlow) -> ProcessFlow:
    """Show characters that XML cannot hold as U+FFFD, as everywhere in the document."""
    steps = tuple(
        step.model_copy(
            update={
                "text": clean(step.text),
                "time_limit": clean(step.time_limit) if step.time_limit else None,
                "actor": clean(step.actor) if step.actor else None,
            }
        )
        for step in flow.steps
    )
    ways = tuple(
        way.model_copy(update={"label": clean(way.label)}) if way.label else way
        for way in flow.transitions
    )
    return flow.model_copy(update={"steps": steps, "transitions": ways})


class Page(NamedTuple):
    """One item's page: its number in the catalogue, and whether it is the annex's first."""

    number: int
    department: ConsolidatedDepartment
    item: ConsolidatedItem
    first: bool

    @property
    def name(self) -> str:
        """The line that names the item."""
        return f"{ITEM}{chart_item(self.item)}"

    @property
    def body(self) -> str:
        """The line that names the responsible body."""
        return f"{DEPARTMENT}{chart_department(self.department, self.item)}"

    @property
    def place(self) -> str:
        """Where the catalogue has the item."""
        return f"{_NUMBER}{self.number}"


class ItemPages:
    """Writes the parts of an annex's pages, with the style ids of one template."""

    def __init__(
        self, standard: Standard, style: Callable[[str], str], *, title: str, annex: str
    ) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the template.
            title: The annex's title, on top of every page.
            annex: The annex's label, on top of the first.
        """
        self._page, self._sizes = standard.page, standard.sizes
        self._titled, self._annexed = title, annex
        self._title, self._label = style("Title"), style("附件标志")
        self._line, self._chart = style("流程图事项"), style("流程图")
        self._note, self._missing = style("流程图说明"), style("缺件说明")

    def heading(self, *, first: bool) -> Iterator[str]:
        """Write the title on a new page, on the first one below the annex's label."""
        if first:
            yield self._paragraph(run(self._annexed), self._label)
            yield self._paragraph("", self._label)
        yield paragraph(
            run(self._titled), style=self._title, page_break_before=not first, namespaces=XMLNS_W
        )

    def naming(self, page: Page, anchor: str, mark: int) -> Iterator[str]:
        """Write the lines that name item and body; ``mark`` is the number of the bookmark."""
        yield paragraph(
            bookmark(anchor, mark, run(page.name)),
            style=self._line,
            outline=2,
            namespaces=XMLNS_W,
        )
        yield self._paragraph(run(page.body) + tab() + run(page.place), self._line)

    def drawing(self, xml: str) -> str:
        """Write the paragraph that holds a drawing."""
        gap = round(_GAP_POINTS * 20)
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._chart)}"/>'
            f'<w:spacing w:before="{gap}" w:after="{gap}"/></w:pPr>{xml}</w:p>'
        )

    def supervision(self, flow: ProcessFlow) -> Iterator[str]:
        """Write how the item is supervised, if its chart says so."""
        if flow.supervision:
            yield self._paragraph(run(f"{SUPERVISION}{flow.supervision}"), self._note)

    def missing(self, words: str) -> str:
        """Write what stands in a chart's place."""
        return self._paragraph(run(words), self._missing)

    def frame(self, page: Page, flow: ProcessFlow, taken: float = 0.0) -> Frame:
        """Leave the chart what the lines above and below it do not need.

        Args:
            page: What stands on it.
            flow: Its chart.
            taken: Room that further lines take, in points.
        """
        line = self._page.line / 20
        head_lines = self._lines(page.name) + self._lines(f"{page.body}　{page.place}")
        head = _TITLE_POINTS + head_lines * line + (2 * line if page.first else 0)
        whole = self._page.text_height / 20 - head - 2 * _GAP_POINTS - _SPARE_POINTS - taken
        left = whole - self._supervision_points(flow)
        width = self._page.text_width / 20
        # words that would leave no room for the chart go on to a page of their own
        return Frame(width, left if left >= _LEAST_CHART_POINTS else whole)

    def _supervision_points(self, flow: ProcessFlow) -> float:
        if not flow.supervision:
            return 0.0
        width = self._page.text_width / 20 / self._sizes.note
        return lines(f"{SUPERVISION}{flow.supervision}", width) * _NOTE_POINTS

    def _lines(self, text: str) -> int:
        return lines(text, self._page.text_width / 20 / self._sizes.body)

    @staticmethod
    def _paragraph(content: str, style: str) -> str:
        return paragraph(content, style=style, namespaces=XMLNS_W)
