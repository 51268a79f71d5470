"""What the words in tables of risks mean: no risk, a heading, a total, a name, people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.annexes.furniture import is_department, title_kind
from extractors.annexes.particulars import Stray, is_plain, without_count
from extractors.annexes.tables import Header, Row
from extractors.annexes.text import bare, joined, list_number, says_none, without_number
from extractors.annexes.vocabulary import patterns
from extractors.grid import Cell, Grid
from schemas.text import normalised

_LONGEST_NONE = 48
_NEGATIVE = re.compile("[无没未不空]")
_PEOPLE = ("人", "领导", "长", "主任", "书记", "员", "者", "班子", "负责人", "会", "组")


def says_no_risk(text: str) -> bool:
    """Tell whether a text says that there is no risk (无, 未发现廉政风险点)."""
    may = len(text) <= _LONGEST_NONE and _NEGATIVE.search(text)
    return bool(may) and (says_none(text) or _says_no_risk(text))


@lru_cache(maxsize=4096)
def _says_no_risk(text: str) -> bool:
    return any(p.fullmatch(bare(text)) for p in patterns("risks", "nothing"))


@lru_cache(maxsize=4096)
def phrase(text: str) -> str:
    """Read the name of a department, item or step: one line, no list number."""
    return without_count(without_number(joined(text)))


@lru_cache(maxsize=4096)
def people(text: str) -> str:
    """Read who is responsible: one post that was broken over lines is one, several stay apart."""
    lines = [without_number(line) for line in text.split("\n")]
    whole = len(lines) > 1 and all(line.endswith(_PEOPLE) for line in lines)
    return "\n".join(lines) if whole else joined("\n".join(lines))


def responsible_each(text: str, count: int) -> list[str]:
    """Give who answers for each of a row's several risks, where the cell numbers them too."""
    lines = text.split("\n")
    numbered = len(lines) == count > 1 and all(list_number(line) is not None for line in lines)
    return [without_number(line) for line in lines] if numbered else []


def stray_cell(grid: Grid, cell: Cell) -> Stray:
    """Turn a cell that no field took into a stray text."""
    return Stray(cell.text, grid.place(cell))


def is_heading(text: str) -> bool:
    """Tell whether all lines of a cell are titles, small headings or furniture.

    A heading may be broken over lines (汇总统计 / 情况).
    """
    lines = [line for line in text.split("\n") if line.strip()]
    return _is_small_heading(text) or all(
        title_kind(line) or is_plain(line) or is_department(line) or _is_small_heading(line)
        for line in lines
    )


def _is_small_heading(line: str) -> bool:
    folded = normalised(line)
    return any(p.fullmatch(folded) for p in patterns("risks", "headings"))


def is_total_row(row: Row) -> bool:
    """Tell whether a row only adds up (合计 | 12个 | 高2中4低6)."""
    filled = row.filled
    if not filled or not is_total(filled[0].text):
        return False
    counts = patterns("phrases", "counts")
    return all(
        any(p.fullmatch(normalised(cell.text)) for p in counts) or _counts_levels(cell.text)
        for cell in filled[1:]
    )


def _counts_levels(text: str) -> bool:
    folded = normalised(text)
    return any(level in folded for level in "高中低") and any(c.isdigit() for c in folded)


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Tell whether a text is a total (合计, 共12项)."""
    return any(p.fullmatch(normalised(text)) for p in patterns("phrases", "totals"))


def goes_on(rows: Sequence[Row], header: Header) -> bool:
    """Tell whether rows without a header of their own go on with those of the table before."""
    alike = [row for row in rows if len(row.cells) == len(header.columns)]
    return len(alike) * 2 > len(rows)
