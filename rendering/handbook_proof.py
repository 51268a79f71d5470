"""Whether a finished handbook says exactly what the data say, and refers to the right pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.book.contents import LEVELS
from rendering.book.page_proof import page_problems
from rendering.catalogue_table import department_label
from rendering.frame import front_problems
from rendering.handbook_chapter import CATALOGUE, DUTIES, ITEMS
from rendering.handbook_chapter_proof import chapter_problems, sections
from rendering.handbook_index import ITEMS as ITEM_INDEX
from rendering.handbook_index import REGULATIONS
from rendering.handbook_tiers import TITLE as TIERS
from rendering.handbook_tiers import level_heading, listed_levels
from rendering.memory import NO_MEMORY, Memory
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.wordml import W, clean
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.statistics import Statistics

TITLE = "廉政风险防控手册"


def prove_handbook(
    document: bytes,
    data: Consolidated,
    college: College,
    figures: Statistics,
    status: DocumentStatus,
    approval: ApprovalPage,
    memory: Memory = NO_MEMORY,
) -> None:
    """Compare the file with the data, value by value, and its page numbers with its breaks.

    Args:
        document: The docx file.
        data: What it has to say.
        college: For duties, the counting unit, and who answers for which level.
        figures: The totals of ``data``.
        status: Tells its mark.
        approval: What its page 审定情况 has to say.
        memory: Keeps what chapters say, so that unchanged ones are not read again.

    Raises:
        DocumentNotProven: Something is missing, doubled or in the wrong place.
    """
    found = read_back(document, memory)
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        styles = package.read("word/styles.xml")
    found_sections = sections(found.blocks, _levels(styles, "heading"))
    problems = [
        *front_problems(found, data, status, approval),
        *page_problems(found.main),
        *_contents_problems(found.blocks, _levels(styles, "toc"), data),
    ]
    wanted = [(level, clean(text)) for level, text in headings(data)]
    if [(each.level, each.heading) for each in found_sections if each.level <= LEVELS] != wanted:
        problems.append("各级标题与数据不符")
    else:
        problems += chapter_problems(found_sections, data, college, figures)
    if problems:
        raise DocumentNotProven.because(TITLE, problems)


def headings(data: Consolidated) -> Iterator[tuple[int, str]]:
    """Give the headings that the table of contents lists, with their levels."""
    for number, department in enumerate(data.departments, 1):
        yield 1, department_label(number, department)
        yield 2, DUTIES
        yield 2, CATALOGUE
        if department.items:
            yield 2, ITEMS
        for own, item in enumerate(department.items, 1):
            yield 3, f"{own}．{item.name}"
    yield 1, TIERS
    for number, level in listed_levels(data):
        yield 2, level_heading(number, level)
    yield from ((1, ITEM_INDEX), (1, REGULATIONS))


def _levels(styles: bytes, kind: str) -> Mapping[str, int]:
    """Give the ids of the styles heading 1, heading 2 … or toc 1, toc 2 … with their levels."""
    found = {}
    for style in etree.fromstring(styles).iter(f"{{{W}}}style"):
        name = style.find(f"{{{W}}}name")
        words = "" if name is None else str(name.get(f"{{{W}}}val"))
        if words.startswith(f"{kind} ") and words[-1].isdecimal():
            found[str(style.get(f"{{{W}}}styleId"))] = int(words[-1])
    return found


def _contents_problems(
    blocks: Sequence[Block], levels: Mapping[str, int], data: Consolidated
) -> Iterator[str]:
    entries = [block for block in blocks if block.style in levels]
    said = [(levels[block.style], block.text.rpartition("\t")[0]) for block in entries]
    if said != [(level, clean(text)) for level, text in headings(data)]:
        yield "目录与各级标题不符"
    if not all(block.text.rpartition("\t")[2].isdecimal() for block in entries):
        yield "目录缺页码"
