"""Annex 1, 职权和重要业务事项目录: the items on record, then blank rows."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.blank_forms.known import Known
from rendering.blank_forms.paper import LEAST_HEIGHT, BlankAnnex, Paper, merging
from rendering.blank_forms.words import words
from rendering.catalogue_table import HEADERS
from rendering.wordml import row
from schemas.consolidated import ConsolidatedItem
from schemas.forms import CATEGORIES

_WIDTHS = (680, 1880, 2000, 1480, 3890, 2826)
_LEAST_ROWS, _MORE_ROWS = 6, 3


def annex_1(paper: Paper, known: Known) -> BlankAnnex:
    """Write the annex."""
    blocks = (
        *paper.heading(1),
        paper.lead(f"单位：{known.organisation}", sideways=True),
        paper.table(1, _WIDTHS, _rows(paper, known)),
        *paper.notes(1, known),
        paper.review(),
    )
    return BlankAnnex(1, words().annex[1].title, sideways=True, blocks=blocks)


def _rows(paper: Paper, known: Known) -> Iterator[str]:
    yield paper.header(_WIDTHS, HEADERS)
    count = max(_LEAST_ROWS, len(known.items) + _MORE_ROWS)
    for index in range(count):
        item = known.items[index] if index < len(known.items) else None
        department = paper.text(
            _WIDTHS[1], known.department if not index else "", merge=merging(index, count)
        )
        yield row(_cells(paper, index, department, item), height=LEAST_HEIGHT)


def _cells(
    paper: Paper, index: int, department: str, item: ConsolidatedItem | None
) -> Iterator[str]:
    yield paper.centred(_WIDTHS[0], str(index + 1) if item else "")
    yield department
    yield paper.text(_WIDTHS[2], item.name if item else "")
    yield paper.chosen(_WIDTHS[3], "职权类别", CATEGORIES, item.category if item else None)
    yield paper.text(_WIDTHS[4], item.content if item else "")
    yield paper.text(_WIDTHS[5], item.legal_basis if item else "")
