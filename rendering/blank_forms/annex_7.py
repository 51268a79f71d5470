"""Annex 7, 廉政风险防控机制建设检查考核标准: criteria and answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rendering.blank_forms.known import Known
from rendering.blank_forms.paper import LEAST_HEIGHT, BlankAnnex, Paper, merging
from rendering.blank_forms.words import words
from rendering.wordml import row
from schemas.criteria import criteria

_WIDTHS = (1200, 4844, 1200, 1600)
_HEADERS = ("项目", "考核标准", "是否达标", "佐证材料")
_ANSWERS = ("是", "否")


def annex_7(paper: Paper, known: Known) -> BlankAnnex:
    """Write the annex."""
    known_answers = "、".join(str(one.number) for one in criteria() if one.codes)
    labels = (f"单位：{known.organisation}", f"部门：{known.department}")
    blocks = (
        *paper.heading(7),
        paper.lead(*labels),
        paper.table(7, _WIDTHS, _rows(paper)),
        *paper.notes(7, known, by_software=known_answers),
    )
    return BlankAnnex(7, words().annex[7].title, sideways=False, blocks=blocks)


def _rows(paper: Paper) -> Iterator[str]:
    yield paper.header(_WIDTHS, _HEADERS)
    for group, found in groupby(criteria(), key=lambda one: one.group):
        listed = list(found)
        for index, one in enumerate(listed):
            merge = merging(index, len(listed))
            cells = (
                paper.text(_WIDTHS[0], "" if index else group, merge=merge),
                paper.text(_WIDTHS[1], f"{one.number}.{one.text}"),
                paper.chosen(_WIDTHS[2], "是否达标", _ANSWERS),
                paper.text(_WIDTHS[3]),
            )
            yield row(cells, height=LEAST_HEIGHT)
