"""Where in a document a correction notice stands that a department sent back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.annexes.furniture import is_annex_heading
from extractors.annexes.recognise import kind_of
from extractors.annexes.text import bare
from extractors.annexes.vocabulary import patterns, words
from extractors.annexes.whole_file import ANNEXES
from extractors.grid import Block, Grid, Line
from schemas.text import normalised

NOTICE = "correction_notice"
_DATA = "correction_notice"
_HEADER_ROWS = 3
_TITLE_LINES = 2
_FINDINGS = frozenset({"file", "place", "problem"})
_OUTCOMES = frozenset({"problem", "outcome"})


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """The blocks of a notice: from its first line or title to the form after it, or to the end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoticeHeader:
    """The columns of a table of the notice: field → column of the grid, counted from 1."""

    row: int
    columns: Mapping[str, int]

    @property
    def of_findings(self) -> bool:
        """Tell whether the table lists what is to be corrected."""
        return self.columns.keys() >= _FINDINGS and "outcome" not in self.columns

    @property
    def of_outcomes(self) -> bool:
        """Tell whether the table says what became of the last notice."""
        return self.columns.keys() >= _OUTCOMES


def find_notice(blocks: Sequence[Block]) -> NoticePlace | None:
    """Find a notice by its title above its table, or by a table with the findings' ids."""
    table = next((i for i, b in enumerate(blocks) if isinstance(b, Grid) and _is_notice(b)), None)
    if table is None:
        return None
    title = next((i for i in range(table) if _is_title(blocks, i)), None)
    grid = blocks[table]
    if title is None and not (isinstance(grid, Grid) and has_id(grid)):
        return None
    above = range(table if title is None else title)
    start = above.stop if any(_is_form(blocks[i]) for i in above) else 0
    return NoticePlace(start, _end(blocks, table + 1))


def notice_header(grid: Grid) -> NoticeHeader | None:
    """Give the header of a table of the notice, or None where it is no such table."""
    for row in range(1, min(grid.rows, _HEADER_ROWS) + 1):
        columns: dict[str, int] = {}
        for cell in grid.row_cells(row):
            field = _fields().get(bare(cell.text))
            if field:
                columns.setdefault(field, cell.column)
        header = NoticeHeader(row, columns)
        if header.of_findings or header.of_outcomes:
            return header
    return None


@cache
def id_pattern() -> re.Pattern[str]:
    """Give the pattern of a finding's id, as the notice prints it."""
    return re.compile(words(_DATA)["id"])


def has_id(grid: Grid) -> bool:
    """Tell whether the id of a finding stands in a table."""
    return any(id_pattern().search(normalised(cell.text)) for cell in grid.cells)


@cache
def _fields() -> Mapping[str, str]:
    named = words(_DATA)["columns"]
    return {bare(title): field for field, titles in named.items() for title in titles}


def _is_notice(grid: Grid) -> bool:
    header = notice_header(grid)
    return header is not None and header.of_findings


def _is_title(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a line, or it and the next one, is the title of a notice."""
    lines = blocks[index : index + _TITLE_LINES]
    texts = [b.text for b in lines if isinstance(b, Line)]
    said = (bare("".join(texts[:count])) for count in range(1, len(texts) + 1))
    return any(p.fullmatch(text) for text in said for p in patterns(_DATA, "titles"))


def _is_form(block: Block) -> bool:
    return isinstance(block, Grid) and kind_of(block).form in ANNEXES


def _end(blocks: Sequence[Block], start: int) -> int:
    """Find an annex that was put behind the notice; its pages and drawings end there."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Line) and is_annex_heading(block.text) and "。" not in block.text:
            return index
        ours = isinstance(block, Grid) and (notice_header(block) or has_id(block))
        if _is_form(block) and not ours:
            return _title_above(blocks, index, start)
    return len(blocks)


def _title_above(blocks: Sequence[Block], index: int, start: int) -> int:
    """Take the lines on the page of a table with it."""
    first = index
    while first > start:
        line = blocks[first - 1]
        if not isinstance(line, Line) or _is_printed(line.text):
            break
        first -= 1
        if line.page_break:
            break
    return first


def _is_printed(text: str) -> bool:
    plain = normalised(text)
    return any(p.fullmatch(plain) for p in patterns(_DATA, "printed"))
