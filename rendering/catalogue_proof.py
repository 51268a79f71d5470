"""Whether a finished catalogue document says exactly what the data say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.catalogue_table import HEADERS, NOT_RECEIVED, NOTHING, department_label
from rendering.frame import front_problems
from rendering.item_pages import DEPARTMENT, ITEM, SUPERVISION, chart_department, chart_item
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.wordml import clean
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem
from schemas.forms import ProcessFlow


def prove_catalogue(
    document: bytes, data: Consolidated, status: DocumentStatus, approval: ApprovalPage
) -> None:
    """Compare the file with the data, value by value.

    Raises:
        DocumentNotProven: Something is missing, doubled or in the wrong place.
    """
    found = read_back(document)
    problems = [
        *front_problems(found, data, status, approval),
        *_table_problems(found.blocks, data),
        *_chart_problems(found.blocks, data),
    ]
    if problems:
        raise DocumentNotProven.because("职权和重要业务事项目录", problems)


def _expected_rows(data: Consolidated) -> Iterator[tuple[str, ...]]:
    yield HEADERS
    numbers = count(1)
    for position, department in enumerate(data.departments, 1):
        label = clean(department_label(position, department))
        if not department.items:
            words = NOTHING if department.nothing_to_report else NOT_RECEIVED
            yield ("", label, *[words] * 4)
        for item in department.items:
            texts = (item.name, item.category or "", item.content, item.legal_basis)
            yield (str(next(numbers)), label, *map(clean, texts))


def _table_problems(blocks: list[Block], data: Consolidated) -> Iterator[str]:
    rows = next((block.rows for block in blocks if block.rows[:1] == (HEADERS,)), ())
    expected = tuple(_expected_rows(data))
    if len(rows) != len(expected):
        yield f"目录表应有{len(expected)}行，实有{len(rows)}行"
    for number, (row, wanted) in enumerate(zip(rows, expected, strict=False), 1):
        if row != wanted:
            yield f"目录表第{number}行与数据不符"


def _chart_problems(blocks: list[Block], data: Consolidated) -> Iterator[str]:
    pages = _pages(blocks)
    pairs = [(d, item) for d in data.departments for item in d.items]
    if len(pages) != len(pairs):
        yield f"运行流程图应有{len(pairs)}页，实有{len(pages)}页"
    for page, (department, item) in zip(pages, pairs, strict=False):
        if not _page_is_right(page, department, item):
            yield f"“{department.name}”的“{item.name}”流程图页与数据不符"


def _pages(blocks: list[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = []
    for block in blocks:
        if block.text.startswith(ITEM):
            pages.append([])
        if pages:
            pages[-1].append(block)
    return pages


def _page_is_right(
    page: list[Block], department: ConsolidatedDepartment, item: ConsolidatedItem
) -> bool:
    texts = [block.text for block in page]
    body = f"{DEPARTMENT}{clean(chart_department(department, item))}\t"
    right = texts[0] == f"{ITEM}{clean(chart_item(item))}" and texts[1].startswith(body)
    if item.flow and item.flow.supervision:
        right = right and f"{SUPERVISION}{clean(item.flow.supervision)}" in texts
    shapes = [shape for block in page for shape in block.shapes]
    return right and (item.flow is None or all_drawn(item.flow, shapes))


def all_drawn(flow: ProcessFlow, shapes: Sequence[str]) -> bool:
    """Tell whether each word of a chart stands in a shape, as often as the chart says it."""
    wanted = Counter(
        clean(text).strip().replace("\n", "")
        for text in (
            *(text for step in flow.steps for text in (step.text, step.time_limit, step.actor)),
            *(transition.label for transition in flow.transitions),
        )
        if text
    )
    return all(
        sum(shape.count(text) for shape in shapes) >= times for text, times in wanted.items()
    )
