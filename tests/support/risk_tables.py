"""Annexes 4 and 5 for tests: tables of risks with their top fields, sign-offs and totals.

read(rating([["受理", "1.不按规定登记。", "中", "承办人"]]), ...) reads one back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tests.support.forms import Cell, paragraph, table

Row = Sequence[str | Cell]
Rows = Sequence[Row]

RATING_TITLE = paragraph("附件4：") + paragraph("廉政风险点排查评定表（样表）")
SUMMARY_TITLE = paragraph("附件5：") + paragraph("廉政风险点及等级汇总表（样表）")
UNIT = paragraph("单位：防灾科技学院          填表时间：2012年6月4日")
NOTE = (
    paragraph("说明： 1.权力运行环节描述指职权行使过程中所有环节的描述；")
    + paragraph("2.责任主体指落实防控措施的责任部门（人）；")
    + paragraph("3.针对廉政风险点排查、风险等级评定和制定防范措施提出审核、审定意见。")
)

TOP: Rows = [
    ["序号", "2", "责任主体", "审计监察处"],
    ["职权事项\n名称", "信访举报受理", "职权类别", "内部职权"],
    ["权力运行\n流程描述", "详见“职权和重要业务事项运行流程图”（附表2）"],
]
HEAD: Row = ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"]
RISKS: Rows = [
    ["受理", "1.不按规定登记。", "中", "承办人"],
    ["审核", "1.压件不办，拖延审核时间。", "低", "处领导"],
]
SIGN_OFFS: Rows = [
    ["部门意见", "同意。\n部门负责人签字：李明          2012年6月4日"],
    ["分管领导\n审核意见", "同意。\n分管领导签字：徐斌森          2012年6月7日"],
    ["领导小组\n审定意见", "组长签字（盖章）：               年   月   日"],
    ["备  注", ""],
]
TOTALS = (
    "清理职权和重要业务事项共 {items} 项，排查廉政风险点共 {points} 个，其中："
    "高等级风险 {high} 个、中等级风险 {medium} 个、低等级风险 {low} 个。风险点和等级分布情况如下："
)
SUMMARY_HEAD: Row = [
    "部门",
    "职权事项",
    "廉政风险点",
    "廉政风险表现形式",
    "廉政风险等级",
    "责任主体",
]
SUMMED: Rows = [
    ["审计监察处", "信访举报受理", "受理", "1.不按规定登记。", "中", "承办人"],
    ["", "", "", "2.泄露举报人信息。", "高", ""],
    ["", "案件查办", "审核", "1.压件不办。", "低", "处领导"],
]


def rating(
    risks: Rows = RISKS,
    *,
    head: Row | Rows = HEAD,
    top: Rows = TOP,
    sign_offs: Rows = SIGN_OFFS,
) -> str:
    """Write the table of annex 4; the last cell of a short row reaches to its right edge."""
    return fitted([*top, *heads(head), *risks, *sign_offs])


def summary(
    risks: Rows = SUMMED, *, head: Row | Rows = SUMMARY_HEAD, totals: Rows | None = None
) -> str:
    """Write the table of annex 5."""
    above = [["汇总统计情 况", told(2, 3, 1, 1, 1)]] if totals is None else totals
    return fitted([*above, *heads(head), *risks])


def merged(text: str) -> Cell:
    """Write the first cell of several that are merged downwards."""
    return Cell(text, rows="restart")


MORE = Cell(rows="continue")
"""A further cell of several that are merged downwards."""


def told(items: object, points: object, high: object, medium: object, low: object) -> str:
    """Write the statistics sentence of annex 5."""
    return TOTALS.format(items=items, points=points, high=high, medium=medium, low=low)


def heads(head: Row | Rows) -> list[Row]:
    """Give a header of one row or of several as rows."""
    rows: Any = head
    return [rows] if isinstance(rows[0], (str, Cell)) else list(rows)


def fitted(rows: Iterable[Row]) -> str:
    """Write a table whose shorter rows end in a cell that reaches to the right edge."""
    listed = [[Cell(c) if isinstance(c, str) else c for c in row] for row in rows]
    width = max(sum(cell.columns for cell in row) for row in listed)
    for row in listed:
        missing = width - sum(cell.columns for cell in row)
        row[-1] = replace(row[-1], columns=row[-1].columns + missing)
    return table(listed)


def rated(form: Any) -> list[tuple[str, int | None, str, str | None, str]]:  # noqa: ANN401
    """Give the risks of annex 4: point, number, manifestation, level, responsible."""
    return [(r.point, r.number, r.manifestation, r.level, r.responsible) for r in form.risks]


def summed(form: Any) -> list[tuple[str | None, str, str, str, str | None, str]]:  # noqa: ANN401
    """Give the risks of annex 5, department and item first."""
    return [
        (r.department, r.item, r.point, r.manifestation, r.level, r.responsible) for r in form.risks
    ]


def signed(form: Any) -> list[tuple[str, str | None, str | None, str | None]]:  # noqa: ANN401
    """Give the sign-offs: role, opinion, signature, date."""
    return [(s.role, s.opinion, s.signed_by, s.date and str(s.date)) for s in form.sign_offs]
