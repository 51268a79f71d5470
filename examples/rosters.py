"""The list of a department's own organisation for the work (plan, section 四（三）)."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from examples.lines import SMALL, TEXT, TITLE
from examples.model import Department, Member
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.tables import Cell, table

_SHARES = {"seq": 10, "name": 22, "post": 36, "role": 24}
_CELL = Paragraph(look=Look(12), align="center")
_SPACED = {"组长": "组  长", "成员": "成  员"}


def roster_body(department: Department, width: float) -> str:
    """Write the roster as a table or as lines."""
    title = paragraph(department.roster.title, replace(TITLE, look=Look(18, "方正小标宋简体")))
    if department.roster.style == "table":
        label = paragraph(f"部门（单位）：{department.written}", SMALL)
        return title + label + _table(department, width)
    return title + _lines(department)


def _table(department: Department, width: float) -> str:
    roster = department.roster
    shares = [_SHARES[field] for field in roster.columns]
    widths = [round(width * 20 * share / sum(shares)) for share in shares]
    bold = replace(_CELL, look=Look(12, bold=True))
    header = [Cell(text, form=bold) for text in roster.columns.values()]
    rows = [
        [
            Cell(str(number) if field == "seq" else str(getattr(member, field)), form=_CELL)
            for field in roster.columns
        ]
        for number, member in enumerate(roster.member, 1)
    ]
    return table([header, *rows], widths)


def _lines(department: Department) -> str:
    opening = (
        f"根据学院实施方案要求，经部门会议研究，"
        f"成立{department.written}廉政风险防控领导小组，组成人员名单如下："
    )
    groups = groupby(department.roster.member, key=lambda member: member.role)
    lines = [paragraph(opening, replace(TEXT, indent=2))]
    for role, members in groups:
        named = "、".join(_named(member) for member in members)
        lines.append(paragraph(f"{_SPACED.get(role, role)}：{named}", replace(TEXT, indent=2)))
    return "".join(lines)


def _named(member: Member) -> str:
    return f"{member.name}（{member.post}）"
