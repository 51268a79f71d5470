"""Annex 2 of the whole college: one page an authority item with its flowchart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rendering.catalogue_table import anchor
from rendering.diagrams import Frame, diagram
from rendering.gbt9704 import Standard
from rendering.textfit import lines
from rendering.wordml import XMLNS_W, bookmark, clean, escape, paragraph, run, tab
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem
from schemas.forms import ProcessFlow

ITEM, DEPARTMENT, SUPERVISION = "职权事项：", "责任处室：", "监督方式："
NO_FLOW = "该事项的运行流程图尚未报送。"
NO_STEPS = "该事项的运行流程图未能读出环节，待部门重新报送。"
NO_ITEMS = "（无运行流程图）"
_TITLE = "职权和重要业务事项运行流程图"
_ANNEX = "附件2"
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


def _visible(flow: ProcessFlow) -> ProcessFlow:
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


class ChartPages:
    """Writes the pages, with the style ids of one template."""

    def __init__(self, standard: Standard, style: Callable[[str], str], next_id: int) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the template.
            next_id: The first free ``wp:docPr`` id.
        """
        self._page, self._sizes = standard.page, standard.sizes
        self._title, self._label = style("Title"), style("附件标志")
        self._line, self._chart = style("流程图事项"), style("流程图")
        self._note, self._missing = style("流程图说明"), style("缺件说明")
        self._next_id = next_id

    def xml(self, data: Consolidated) -> Iterator[str]:
        """Write all pages, in the order of the catalogue's numbers."""
        pairs = [(d, item) for d in data.departments for item in d.items]
        if not pairs:
            yield from self._heading(first=True)
            yield self._paragraph(run(NO_ITEMS), self._missing)
        for number, (department, item) in enumerate(pairs, 1):
            yield from self._heading(first=number == 1)
            yield from self._item_page(number, department, item)

    def _heading(self, *, first: bool) -> Iterator[str]:
        if first:
            yield self._paragraph(run(_ANNEX), self._label)
            yield self._paragraph("", self._label)
        yield paragraph(
            run(_TITLE), style=self._title, page_break_before=not first, namespaces=XMLNS_W
        )

    def _item_page(
        self, number: int, department: ConsolidatedDepartment, item: ConsolidatedItem
    ) -> Iterator[str]:
        name = f"{ITEM}{chart_item(item)}"
        body = f"{DEPARTMENT}{chart_department(department, item)}"
        place = f"{_NUMBER}{number}"
        yield paragraph(
            bookmark(anchor(number), number, run(name)),
            style=self._line,
            outline=2,
            namespaces=XMLNS_W,
        )
        yield self._paragraph(run(body) + tab() + run(place), self._line)
        if item.flow is None or not item.flow.steps:
            yield self._paragraph(run(NO_STEPS if item.flow else NO_FLOW), self._missing)
            if item.flow is not None:
                yield from self._supervision(item.flow)
            return
        head = self._lines(name) + self._lines(f"{body}　{place}")
        yield self._drawing(item.flow, name, number, head)
        yield from self._supervision(item.flow)

    def _drawing(self, flow: ProcessFlow, name: str, number: int, head: int) -> str:
        frame = self._frame(flow, head, first=number == 1)
        drawn = diagram(_visible(flow), frame, first_id=self._next_id, title=name)
        self._next_id = drawn.next_id
        gap = round(_GAP_POINTS * 20)
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._chart)}"/>'
            f'<w:spacing w:before="{gap}" w:after="{gap}"/></w:pPr>{drawn.xml}</w:p>'
        )

    def _supervision(self, flow: ProcessFlow) -> Iterator[str]:
        if flow.supervision:
            yield self._paragraph(run(f"{SUPERVISION}{flow.supervision}"), self._note)

    def _frame(self, flow: ProcessFlow, head_lines: int, *, first: bool) -> Frame:
        """Leave the chart what the lines above and below it do not need."""
        line = self._page.line / 20
        head = _TITLE_POINTS + head_lines * line + (2 * line if first else 0)
        whole = self._page.text_height / 20 - head - 2 * _GAP_POINTS - _SPARE_POINTS
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
