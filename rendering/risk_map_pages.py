"""Annex 3 of the whole college: a page for each item with risks, its chart with risk boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rendering.diagrams import Diagram, Risks, diagrams, too_long
from rendering.gbt9704 import Standard
from rendering.item_pages import NO_FLOW, NO_STEPS, ItemPages, Page, chart_item, visible
from rendering.risk_legend import legend_runs, legend_words
from rendering.risk_list import RiskList
from rendering.textfit import lines
from rendering.wordml import XMLNS_W, clean, paragraph, run
from schemas.consolidated import Consolidated, ConsolidatedItem, ConsolidatedRisk
from schemas.forms import ProcessFlow

TITLE = "权力运行廉政风险分布图"
NO_RISKS = "（无廉政风险分布图）"
PARTS = "（共{parts}幅，这是第1幅。五边形内的数字是续接标记，同一数字处前后相接。）"
CONTINUATION = "续图：{item}（第{part}幅，共{parts}幅）"
BESIDE = "以下廉政风险不在图中环节上，或者文字较多，在图外列出："
_ANNEX = "附件3"
_LINE_POINTS = 20.0


def map_anchor(number: int) -> str:
    """Name the bookmark at an item's map by the item's number in the catalogue."""
    return f"risk_map_{number}"


def mapped(data: Consolidated) -> list[Page]:
    """Give the items that have a page: those with risks, numbered as in the catalogue."""
    pairs = [(department, item) for department in data.departments for item in department.items]
    found = [(number, *pair) for number, pair in enumerate(pairs, 1) if pair[1].risks]
    return [Page(*told, first=at == 0) for at, told in enumerate(found)]


def drawn_risks(item: ConsolidatedItem) -> Risks:
    """Give the risks that belong to steps of the item's chart, by step."""
    known = {step.id for step in item.flow.steps} if item.flow else set()
    found: dict[str, list[ConsolidatedRisk]] = {}
    for risk in item.risks:
        if risk.step is not None and risk.step in known:
            found.setdefault(risk.step, []).append(risk)
    return {
        step: [(clean(risk.manifestation), risk.level) for risk in told]
        for step, told in found.items()
    }


class RiskMapPages:
    """Writes the pages into an upright section, with the style ids of one template.

    Attributes:
        next_id: The first ``wp:docPr`` id that is free, once all is written.
    """

    def __init__(
        self,
        standard: Standard,
        style: Callable[[str], str],
        next_id: int,
        *,
        first_mark: int = 1,
    ) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the template.
            next_id: The first free ``wp:docPr`` id.
            first_mark: The first free number of a bookmark.
        """
        self.next_id = next_id
        self._pages = ItemPages(standard, style, title=TITLE, annex=_ANNEX)
        self._list = RiskList(standard, style)
        self._small = style("表后说明")
        self._ems = standard.page.text_width / 20 / standard.sizes.table
        self._first_mark = first_mark

    def xml(self, data: Consolidated) -> Iterator[str]:
        """Write all pages, in the order of the catalogue's numbers."""
        pages = mapped(data)
        if not pages:
            yield from self._pages.heading(first=True)
            yield self._pages.missing(NO_RISKS)
        for mark, page in enumerate(pages, self._first_mark):
            yield from self._pages.heading(first=page.first)
            yield from self._pages.naming(page, map_anchor(page.number), mark)
            yield from self._item(page)

    def _item(self, page: Page) -> Iterator[str]:
        item = page.item
        if item.flow is None or not item.flow.steps:
            yield self._note(run(NO_STEPS if item.flow else NO_FLOW), keep_next=True)
            yield self._list.xml(item.risks, chart_title(page))
        else:
            yield from self._map(page, item.flow)
        if item.flow:
            yield from self._pages.supervision(item.flow)

    def _map(self, page: Page, flow: ProcessFlow) -> Iterator[str]:
        levels = [risk.level for risk in page.item.risks]
        legend = self._note(legend_runs(levels))
        taken = lines(legend_words(levels), self._ems) * _LINE_POINTS
        frame = self._pages.frame(page, flow, taken + _LINE_POINTS)
        risks = drawn_risks(page.item)
        outside = too_long(risks, frame)
        parts = diagrams(
            visible(flow),
            frame,
            first_id=self.next_id,
            title=chart_title(page),
            risks={step: told for step, told in risks.items() if step not in outside},
        )
        self.next_id = parts[-1].next_id
        yield from self._drawings(page, parts, legend)
        left = _undrawn(page.item, risks, outside)
        if left:
            yield self._note(run(BESIDE), keep_next=True)
            yield self._list.xml(left, chart_title(page))

    def _drawings(self, page: Page, parts: Sequence[Diagram], legend: str) -> Iterator[str]:
        for number, part in enumerate(parts, 1):
            if len(parts) > 1:
                words = (CONTINUATION if number > 1 else PARTS).format(
                    item=chart_item(page.item), part=number, parts=len(parts)
                )
                yield self._note(run(words), new_page=number > 1, keep_next=True)
            yield self._pages.drawing(part.xml)
            yield legend

    def _note(self, content: str, *, new_page: bool = False, keep_next: bool = False) -> str:
        return paragraph(
            content,
            style=self._small,
            page_break_before=new_page,
            keep_next=keep_next,
            namespaces=XMLNS_W,
        )


def chart_title(page: Page) -> str:
    """Name a map, as its alternative text does."""
    return f"{TITLE}，{page.name}"


def _undrawn(
    item: ConsolidatedItem, risks: Risks, outside: frozenset[str]
) -> Sequence[ConsolidatedRisk]:
    return [risk for risk in item.risks if risk.step not in risks or risk.step in outside]
