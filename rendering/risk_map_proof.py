"""Whether the pages of annex 3 in a finished document say exactly what the data say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rendering.catalogue_proof import all_drawn
from rendering.diagrams import box_words
from rendering.item_pages import ITEM, SUPERVISION, Page, visible
from rendering.proof import Block
from rendering.risk_list import HEADERS, level_word
from rendering.risk_map_pages import TITLE, drawn_risks, mapped
from rendering.wordml import clean
from schemas.consolidated import Consolidated, ConsolidatedItem, ConsolidatedRisk

Row = tuple[str, ...]


def risk_map_problems(blocks: Sequence[Block], data: Consolidated) -> Iterator[str]:
    """Tell which maps are missing, or do not say each risk with its level at its step."""
    found, wanted = _pages(blocks), mapped(data)
    if len(found) != len(wanted):
        yield f"廉政风险分布图应有{len(wanted)}项，实有{len(found)}项"
    for own, page in zip(found, wanted, strict=False):
        if not (_named(own, page) and _told(own, page.item)):
            yield f"“{page.department.name}”的“{page.item.name}”廉政风险分布图与数据不符"


def _pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """Cut the document at the titles of the maps; what stands before the first is left out."""
    pages: list[list[Block]] = []
    for block in blocks:
        if block.text == TITLE:
            pages.append([])
        elif pages:
            pages[-1].append(block)
    return [page for page in pages if page and page[0].text.startswith(ITEM)]


def _named(blocks: Sequence[Block], page: Page) -> bool:
    texts = [block.text for block in blocks]
    right = texts[0] == clean(page.name) and texts[1] == f"{clean(page.body)}\t{page.place}"
    flow = page.item.flow
    said = f"{SUPERVISION}{clean(flow.supervision)}" if flow and flow.supervision else None
    return right and (said is None or said in texts)


def _told(blocks: Sequence[Block], item: ConsolidatedItem) -> bool:
    """Each risk stands in the box at its step, else in the list; each step in the chart."""
    rows = Counter(row for block in blocks if block.rows[:1] == (HEADERS,) for row in block.rows)
    shapes = Counter(shape for block in blocks for shape in block.shapes)
    if item.flow is None or not item.flow.steps:
        return not _lacking(rows, map(_row, item.risks))
    flow = visible(item.flow)
    drawn = {
        step: told
        for step, told in drawn_risks(item).items()
        if _lacking(rows, (_row(risk) for risk in item.risks if risk.step == step))
    }
    left = [risk for risk in item.risks if risk.step not in drawn]
    boxes = Counter(words.replace("\n", "") for words in box_words(flow, drawn))
    if boxes - shapes or _lacking(rows, map(_row, left)):
        return False
    return all_drawn(flow, list((shapes - boxes).elements()))


def _row(risk: ConsolidatedRisk) -> Row:
    return (clean(risk.point), clean(risk.manifestation), level_word(risk))


def _lacking(rows: Counter[Row], wanted: Iterable[Row]) -> bool:
    return bool(Counter(wanted) - rows)
