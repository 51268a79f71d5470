"""Annex 7 as departments answer it: twenty criteria, whether they are met, and with what."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from examples.catalogue import UNIT
from examples.lines import HEADING, SMALL, TITLE, chinese_date
from examples.model import Department
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.tables import Cell, table
from schemas.criteria import criteria

_SHARES = {"group": 12, "criterion": 44, "answer": 14, "evidence": 30}
_CELL = Paragraph(look=Look(10.5))
_CENTRED = replace(_CELL, align="center")
_BOLD = replace(_CENTRED, look=Look(10.5, bold=True))


def assessment_body(department: Department, width: float) -> str:
    """Write annex 7.

    Args:
        department: Whose answers they are.
        width: Of the text, points.
    """
    day = chinese_date(department.assessment.filled_on)
    head = (
        paragraph("附件7：", HEADING)
        + paragraph("廉政风险防控机制建设检查考核标准", TITLE)
        + paragraph(f"单位：{UNIT}    部门：{department.written}    填表时间：{day}", SMALL)
    )
    whole = sum(_SHARES.values())
    spans = [1, 1, 2, 1] if department.assessment.columns else [1, 1, 1, 1]
    widths = [
        round(width * 20 * share / whole / span)
        for share, span in zip(_SHARES.values(), spans, strict=True)
        for _ in range(span)
    ]
    return head + table([*_header(department), *_rows(department)], widths)


def evidence_of(department: Department, number: int) -> str:
    """Give the documents that a department names for a criterion; none in some habits."""
    unmet = department.assessment.unmet
    if number in unmet or not department.assessment.evidence:
        return unmet.get(number, "")
    return _evidence()[str(number)].format(department=department.written)


@cache
def _evidence() -> Mapping[str, str]:
    text = files("examples").joinpath("evidence.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _header(department: Department) -> Iterator[list[Cell]]:
    if not department.assessment.columns:
        yield [Cell(title, form=_BOLD) for title in ("项目", "考核标准", "是否达标", "佐证材料")]
        return
    first = [Cell(title, merge="restart", form=_BOLD) for title in ("项目", "考核标准")]
    yield [
        *first,
        Cell("是否达标", span=2, form=_BOLD),
        Cell("佐证材料", merge="restart", form=_BOLD),
    ]
    below = Cell(merge="continue")
    yield [below, below, Cell("是", form=_BOLD), Cell("否", form=_BOLD), below]


def _rows(department: Department) -> Iterator[list[Cell]]:
    above = ""
    for criterion in criteria():
        met = criterion.number not in department.assessment.unmet
        answers = [Cell(department.assessment.answer if met else "否", form=_CENTRED)]
        if department.assessment.columns:
            answers.append(Cell(form=_CENTRED))
        goes_on = criterion.group == above
        yield [
            Cell(
                "" if goes_on else criterion.group,
                merge="continue" if goes_on else "restart",
                form=_CENTRED,
            ),
            Cell(f"{criterion.number}.{criterion.text}", form=_CELL),
            *answers,
            Cell(evidence_of(department, criterion.number), form=_CELL),
        ]
        above = criterion.group
