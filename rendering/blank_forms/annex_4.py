"""Annex 4, 廉政风险点排查评定表: an item's steps as risk points, rows to rate, three sign-offs."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.blank_forms.known import Known, steps_of
from rendering.blank_forms.paper import LEAST_HEIGHT, BlankAnnex, Paper, merging
from rendering.blank_forms.words import words
from rendering.wordml import row
from schemas.college import LEVELS
from schemas.consolidated import ConsolidatedItem
from schemas.forms import CATEGORIES

_WIDTHS = (1700, 4144, 1400, 1600)
_HEADERS = ("廉政风险点", "廉政风险表现形式", "风险等级", "责任主体")
_ROWS_A_POINT, _BLANK_POINTS = 3, 3
_SIGN_OFFS = (
    ("部门意见", "部门负责人签字"),
    ("分管领导\n审核意见", "分管领导签字"),
    ("领导小组\n审定意见", "组长签字（盖章）"),
)
_LAST = sum(_WIDTHS[1:])


def annex_4(paper: Paper, known: Known, item: ConsolidatedItem | None) -> BlankAnnex:
    """Write the form of one item."""
    told = words().annex[4]
    rows = (
        *_top(paper, known, item),
        paper.header(_WIDTHS, _HEADERS, repeat=False),
        *_points(paper, item),
        *_bottom(paper),
    )
    blocks = (
        *paper.heading(4),
        paper.lead(f"单位：{known.organisation}"),
        paper.table(4, _WIDTHS, rows),
        *paper.notes(4, known),
    )
    return BlankAnnex(4, told.title, sideways=False, blocks=blocks)


def _top(paper: Paper, known: Known, item: ConsolidatedItem | None) -> Iterator[str]:
    number = str(known.items.index(item) + 1) if item in known.items and item else ""
    yield row(
        (
            paper.head(_WIDTHS[0], "序号"),
            paper.centred(_WIDTHS[1], number),
            paper.head(_WIDTHS[2], "责任主体"),
            paper.centred(_WIDTHS[3], known.department),
        ),
        height=LEAST_HEIGHT,
    )
    yield row(
        (
            paper.head(_WIDTHS[0], "职权事项\n名称"),
            paper.centred(_WIDTHS[1], item.name if item else ""),
            paper.head(_WIDTHS[2], "职权类别"),
            paper.chosen(_WIDTHS[3], "职权类别", CATEGORIES, item.category if item else None),
        ),
        height=LEAST_HEIGHT,
    )
    flow = paper.text(_LAST, words().annex[4].flow, span=3)
    yield row((paper.head(_WIDTHS[0], "权力运行\n流程描述"), flow), height=LEAST_HEIGHT)


def _points(paper: Paper, item: ConsolidatedItem | None) -> Iterator[str]:
    for point in steps_of(item) or ("",) * _BLANK_POINTS:
        for index in range(_ROWS_A_POINT):
            merge = merging(index, _ROWS_A_POINT)
            cells = (
                paper.centred(_WIDTHS[0], "" if index else point, merge=merge),
                paper.text(_WIDTHS[1]),
                paper.chosen(_WIDTHS[2], "风险等级", LEVELS),
                paper.centred(_WIDTHS[3], merge=merge),
            )
            yield row(cells, height=LEAST_HEIGHT)


def _bottom(paper: Paper) -> Iterator[str]:
    for label, signer in _SIGN_OFFS:
        yield row((paper.head(_WIDTHS[0], label), paper.signed(_LAST, signer, span=3)))
    yield row((paper.head(_WIDTHS[0], "备注"), paper.text(_LAST, span=3)), height=LEAST_HEIGHT)
