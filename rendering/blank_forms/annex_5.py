"""Annex 5, 廉政风险点及等级汇总表: a department's own summary, with the statistics sentence."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.blank_forms.known import Known
from rendering.blank_forms.paper import LEAST_HEIGHT, BlankAnnex, Paper, merging
from rendering.blank_forms.risk_lines import Line, risk_lines
from rendering.blank_forms.words import words
from rendering.summary_table import HEADERS
from rendering.wordml import row
from schemas.college import LEVELS

_WIDTHS = (1400, 1900, 2040, 4720, 1140, 1556)
_BLANK = "    "


def annex_5(paper: Paper, known: Known) -> BlankAnnex:
    """Write the annex; the sums are said where the risks are known."""
    told = words().annex[5]
    lines = list(risk_lines(known))
    labels = (f"单位：{known.organisation}", f"部门：{known.department}")
    blocks = (
        *paper.heading(5),
        paper.lead(*labels, sideways=True),
        paper.table(5, _WIDTHS, _rows(paper, known, lines)),
        *paper.notes(5, known),
    )
    return BlankAnnex(5, told.title, sideways=True, blocks=blocks)


def _rows(paper: Paper, known: Known, lines: list[Line]) -> Iterator[str]:
    sums = words().annex[5].statistics.format(**_sums(known, lines))
    last = paper.text(sum(_WIDTHS[1:]), sums, span=len(_WIDTHS) - 1)
    yield row((paper.head(_WIDTHS[0], "汇总统计\n情况"), last), height=LEAST_HEIGHT)
    yield paper.header(_WIDTHS, HEADERS, repeat=False)
    for index, line in enumerate(lines):
        cells = (
            paper.text(
                _WIDTHS[0],
                "" if index else known.department,
                merge=merging(index, len(lines)),
            ),
            paper.text(_WIDTHS[1], line.name, merge=line.item_merge),
            paper.text(_WIDTHS[2], line.point, merge=line.point_merge),
            paper.text(_WIDTHS[3], line.manifestation),
            paper.chosen(_WIDTHS[4], "风险等级", LEVELS, line.level),
            paper.centred(_WIDTHS[5], line.who, merge=line.who_merge),
        )
        yield row(cells, height=LEAST_HEIGHT)


def _sums(known: Known, lines: list[Line]) -> dict[str, str]:
    levels = [line.level for line in lines if line.level]
    complete = levels and all(item.risks for item in known.items)
    sums = dict(zip(("high", "medium", "low"), (levels.count(at) for at in LEVELS), strict=True))
    counts = {"points": len(levels), **sums}
    return {
        "items": str(len(known.items)) if known.items else _BLANK,
        **{name: str(count) if complete else _BLANK for name, count in counts.items()},
    }
