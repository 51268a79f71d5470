"""Annex 6, 权力运行廉政风险及防控措施一览表: risks, measures to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.blank_forms.known import Known
from rendering.blank_forms.paper import LEAST_HEIGHT, BlankAnnex, Paper
from rendering.blank_forms.risk_lines import risk_lines
from rendering.blank_forms.words import words
from rendering.wordml import row
from schemas.college import LEVELS

_WIDTHS = (1500, 1500, 1300, 3000, 1056, 2400, 2000)
_HEADERS = (
    "职权事项",
    "关键环节",
    "所涉人员",
    "廉政风险表现形式",
    "风险等级",
    "防控措施",
    "拟建立健全的制度名称",
)


def annex_6(paper: Paper, known: Known) -> BlankAnnex:
    """Write the annex: a cell for measures a step, one for regulations an item."""
    labels = (f"单位：{known.organisation}", f"部门：{known.department}")
    blocks = (
        *paper.heading(6),
        paper.lead(*labels, sideways=True),
        paper.table(6, _WIDTHS, _rows(paper, known)),
        *paper.notes(6, known),
    )
    return BlankAnnex(6, words().annex[6].title, sideways=True, blocks=blocks)


def _rows(paper: Paper, known: Known) -> Iterator[str]:
    yield paper.header(_WIDTHS, _HEADERS)
    for line in risk_lines(known):
        name = f"{line.item}.{line.name}" if line.name else ""
        cells = (
            paper.text(_WIDTHS[0], name, merge=line.item_merge),
            paper.text(_WIDTHS[1], line.point, merge=line.point_merge),
            paper.centred(_WIDTHS[2], line.who, merge=line.who_merge),
            paper.text(_WIDTHS[3], line.manifestation),
            paper.chosen(_WIDTHS[4], "风险等级", LEVELS, line.level),
            paper.text(_WIDTHS[5], merge=line.point_merge),
            paper.text(_WIDTHS[6], merge=line.item_merge),
        )
        yield row(cells, height=LEAST_HEIGHT)
