"""Annex 2 of the whole college: one page an authority item with its flowchart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rendering.catalogue_table import anchor
from rendering.diagrams import diagram
from rendering.gbt9704 import Standard
from rendering.item_pages import NO_FLOW, NO_STEPS, ItemPages, Page, visible
from schemas.consolidated import Consolidated
from schemas.forms import ProcessFlow

NO_ITEMS = "（无运行流程图）"
_TITLE = "职权和重要业务事项运行流程图"
_ANNEX = "附件2"


class ChartPages:
    """Writes the pages, with the style ids of one template."""

    def __init__(self, standard: Standard, style: Callable[[str], str], next_id: int) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the template.
            next_id: The first free ``wp:docPr`` id.
        """
        self._pages = ItemPages(standard, style, title=_TITLE, annex=_ANNEX)
        self._next_id = next_id

    def xml(self, data: Consolidated) -> Iterator[str]:
        """Write all pages, in the order of the catalogue's numbers."""
        pairs = [(d, item) for d in data.departments for item in d.items]
        if not pairs:
            yield from self._pages.heading(first=True)
            yield self._pages.missing(NO_ITEMS)
        for number, (department, item) in enumerate(pairs, 1):
            yield from self._page(Page(number, department, item, first=number == 1))

    def _page(self, page: Page) -> Iterator[str]:
        flow = page.item.flow
        yield from self._pages.heading(first=page.first)
        yield from self._pages.naming(page, anchor(page.number), page.number)
        if flow is None:
            yield self._pages.missing(NO_FLOW)
        else:
            yield self._drawing(page, flow) if flow.steps else self._pages.missing(NO_STEPS)
            yield from self._pages.supervision(flow)

    def _drawing(self, page: Page, flow: ProcessFlow) -> str:
        frame = self._pages.frame(page, flow)
        drawn = diagram(visible(flow), frame, first_id=self._next_id, title=page.name)
        self._next_id = drawn.next_id
        return self._pages.drawing(drawn.xml)
