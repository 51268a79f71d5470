"""Habits of departments that earlier readings stumbled over, each the smallest form of its kind."""

from __future__ import annotations

import pytest

from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_tables import Row, Rows

RATING_TITLE = paragraph("廉政风险点排查评定表")
RATING_HEAD: Row = ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"]
ITEM: Row = ["职权事项名称", Cell("户籍管理", columns=3)]
RISK: Row = ["受理", "不按规定登记。", "中", "承办人"]
SUMMARY_HEAD: Row = [
    "部门",
    "职权事项",
    "廉政风险点",
    "廉政风险表现形式",
    "廉政风险等级",
    "责任主体",
]
CATALOGUE_HEAD: Row = ["序号", "职权事项名称", "职权类别", "职权内容", "法规依据"]
CATALOGUED: Row = ["1", "户籍管理", "行政职权", "办理户籍。", "《条例》"]


@pytest.mark.parametrize("gap", ["\t", "    ", "　　"])
def test_the_category_beside_the_department_above_a_rating_is_no_part_of_its_name(gap: str) -> None:
    lines = paragraph(f"责任部门：保卫处{gap}职权类别：行政职权")
    (form,), findings = read(RATING_TITLE, lines, table([ITEM, RATING_HEAD, RISK]))
    assert (form.department, form.category) == ("保卫处", "行政职权")
    assert not findings


@pytest.mark.parametrize(
    "label", ["部门（盖章）：", "填报部门（公章）：", "责任部门（加盖公章）："]
)
def test_a_label_may_ask_for_the_seal(label: str) -> None:
    title = paragraph("职权和重要业务事项目录") + paragraph(f"{label}保卫处\t\t2012年5月8日")
    (form,), findings = read(title, table([CATALOGUE_HEAD, CATALOGUED]))
    assert (form.department, str(form.filled_on)) == ("保卫处", "2012-05-08")
    assert not findings


def test_the_totals_beside_heji_below_a_summary_are_its_totals() -> None:
    risk: Row = ["保卫处", "户籍管理", *RISK]
    total = "职权事项共1项，廉政风险点1个，其中：高风险0个，中风险1个，低风险0个。"
    rows: Rows = [SUMMARY_HEAD, risk, ["合计", Cell(total, columns=5)]]
    (form,), findings = read(paragraph("廉政风险点及等级汇总表"), table(rows))
    assert (form.declared.items, form.declared.points, form.declared.medium) == (1, 1, 1)
    assert not findings


def test_one_of_several_rows_may_say_yishi() -> None:
    rows: Rows = [
        ["受理", "一是不按规定登记。", "中", "承办人"],
        ["受理", "二是泄露信息。", "高", "承办人"],
    ]
    (form,), _ = read(RATING_TITLE, table([ITEM, RATING_HEAD, *rows]))
    told = [(risk.number, risk.manifestation) for risk in form.risks]
    assert told == [(1, "不按规定登记。"), (2, "泄露信息。")]


def test_a_note_below_the_sign_offs_is_no_opinion() -> None:
    rows: Rows = [
        ["部门意见", "分管领导审核意见", Cell("领导小组审定意见", columns=2)],
        ["同意。", "同意。", Cell("同意。", columns=2)],
        [Cell("注：风险等级按照发生概率和危害程度评定。", columns=4)],
    ]
    (form,), findings = read(RATING_TITLE, table([ITEM, RATING_HEAD, RISK, *rows]))
    assert [sign_off.opinion for sign_off in form.sign_offs] == ["同意。"] * 3
    assert not findings


def test_a_department_may_bracket_the_unit_in_the_label_of_its_opinion() -> None:
    below = paragraph("部门（单位）意见：同意。")
    (form,), findings = read(RATING_TITLE, table([ITEM, RATING_HEAD, RISK]), below)
    assert form.sign_offs[0].opinion == "同意。"
    assert not findings


def test_a_table_goes_on_below_its_title_with_xu() -> None:
    more = ["审核", "压件不办。", "低", "科长"]
    going_on = paragraph("廉政风险点排查评定表（续）", page_break=True)
    rows: Rows = [ITEM, RATING_HEAD, RISK]
    (form,), findings = read(RATING_TITLE, table(rows), going_on, table([more]))
    assert [risk.point for risk in form.risks] == ["受理", "审核"]
    assert not findings


def test_people_in_brackets_may_be_parted_by_blanks() -> None:
    lines = paragraph("成员：沈磊涛（馆员）　朱桂平（馆员）　李秀（科长）")
    title = paragraph("图书馆廉政风险防控工作小组名单") + paragraph("组长：王强（馆长）")
    (form,), findings = read(title, lines)
    assert [m.name for m in form.members] == ["王强", "沈磊涛", "朱桂平", "李秀"]
    assert not findings


def test_short_sentences_below_fengxiandian_are_manifestations() -> None:
    head = ["权力事项", "廉洁风险点", "风险级别", "防范措施", "责任人"]
    rows: Rows = [["户籍管理", "压件不办。", "低", "限时办结。", "科长"]]
    title = paragraph("廉政风险防控措施一览表") + paragraph("部门：保卫处")
    (form,), findings = read(title, table([head, *rows]))
    assert form.risks[0].manifestation == "压件不办。"
    assert set(codes(findings)) == {"LF-F10"}


def test_a_column_of_categories_that_nobody_ticks_is_a_title_all_the_same() -> None:
    head: Rows = [
        ["职权事项名称", Cell("职权类别", columns=3), "职权内容", "法规依据"],
        ["", "行政职权", "内部职权", "重要业务事项", "", ""],
    ]
    rows: Rows = [["户籍管理", "√", "", "", "办理户籍。", "《条例》"]]
    title = paragraph("职权和重要业务事项目录") + paragraph("部门：保卫处")
    (form,), findings = read(title, table([*head, *rows]))
    assert form.items[0].category == "行政职权"
    assert not findings
