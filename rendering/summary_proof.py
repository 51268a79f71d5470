"""Whether a finished summary document says exactly what the data say."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.approval import ApprovalPage, DocumentStatus
from rendering.frame import front_problems
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.risk_map_proof import risk_map_problems
from rendering.statistics_proof import statistics_problems
from rendering.summary_rows import NO_GROUP, Line, statistics_sentence, summary_lines
from rendering.summary_table import HEADERS, TITLE
from rendering.wordml import clean
from schemas.consolidated import Consolidated
from schemas.statistics import Statistics

_GROUP_COLUMNS = (0, 1, 2, 5)
_MAY_CONTINUE = tuple(frozenset(_GROUP_COLUMNS[:new]) for new in range(NO_GROUP + 1))
"""The group that begins → the columns that may continue the cells above: the groups around it."""
_NO_ROW: tuple[tuple[str, ...], frozenset[int]] = ((), frozenset())


def prove_summary(
    document: bytes,
    data: Consolidated,
    figures: Statistics,
    status: DocumentStatus,
    approval: ApprovalPage,
) -> None:
    """Compare the file with the data, value by value.

    Args:
        document: The docx file.
        data: What it has to say.
        figures: The totals of ``data``.
        status: Tells its mark.
        approval: What its page 审定情况 has to say.

    Raises:
        DocumentNotProven: Something is missing, doubled or in the wrong place.
    """
    found = read_back(document)
    problems = [
        *front_problems(found, data, status, approval),
        *_sentence_problems(found.blocks, figures),
        *table_problems(found.blocks, data),
        *statistics_problems(document, found.blocks, figures),
        *risk_map_problems(found.blocks, data),
    ]
    if problems:
        raise DocumentNotProven.because(TITLE, problems)


def _sentence_problems(blocks: list[Block], figures: Statistics) -> Iterator[str]:
    """Miss the sentence whose totals are those of the rows, wherever the template has it."""
    sentence = statistics_sentence(figures)
    said = (
        text
        for block in blocks
        if not _is_summary(block)
        for text in (block.text, *(cell for row in block.rows for cell in row))
    )
    if not any(sentence in text for text in said):
        yield f"没有汇总统计“{sentence}”"


def table_problems(blocks: list[Block], data: Consolidated) -> Iterator[str]:
    """Tell which rows of annex 5 are missing, or are not what the data say in that order."""
    table = next(filter(_is_summary, blocks), Block())
    found = zip(table.rows[1:], table.continued[1:], strict=True)
    number = 1
    for number, line in enumerate(summary_lines(data), 2):
        row, continued = next(found, _NO_ROW)
        if row and row != _said(line) and row != tuple(map(clean, _said(line))):
            yield f"汇总表第{number}行与数据不符"
        elif not continued <= _MAY_CONTINUE[line.new]:
            yield f"汇总表第{number}行的合并单元格与数据不符"
    if len(table.rows) != number:
        yield f"汇总表应有{number}行，实有{len(table.rows)}行"


def _is_summary(block: Block) -> bool:
    return block.rows[:1] == (HEADERS,)


def _said(line: Line) -> tuple[str, ...]:
    if line.words:
        return line.labels + (line.words,) * (len(HEADERS) - len(line.labels))
    manifestation = f"{line.number}.\t{line.manifestation}"
    return (*line.labels, manifestation, line.level, line.responsible)
