"""Odd ways to fill in a form that once cost a word or bent a value, the smallest of each kind."""

from __future__ import annotations

import pytest

from extractors.annexes.totals import beyond_totals
from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_tables import Rows

CATALOGUE = paragraph("职权和重要业务事项目录")
HEAD = ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]
FLOW = (paragraph("职权和重要业务事项运行流程图"), paragraph("职权事项：户籍管理"))


def test_a_list_keeps_its_first_number_whatever_signs_it_is_written_with() -> None:
    row = ["1", "保卫处", "户籍管理", "行政职权", "⑴受理；⑵转办", "㈠《条例》；㈡《办法》"]

    (form,), _ = read(CATALOGUE, table([HEAD, row]))

    assert form.items[0].content == "⑴受理；⑵转办"
    assert form.items[0].legal_basis == "㈠《条例》；㈡《办法》"


def test_tongshang_repeats_contents_and_basis_of_the_row_above() -> None:
    rows = [
        ["1", "保卫处", "户籍管理", "行政职权", "办理。", "《条例》"],
        ["2", "保卫处", "消防管理", "行政职权", "同上", "同上"],
    ]

    (form,), findings = read(CATALOGUE, table([HEAD, *rows]))

    assert (form.items[1].content, form.items[1].legal_basis) == ("办理。", "《条例》")
    assert codes(findings) == []


def test_a_row_that_runs_two_items_together_has_no_number_and_is_told() -> None:
    row = ["1\n2", "保卫处", "户籍管理\n消防管理", "行政职权", "办理。", "《条例》"]

    (form,), findings = read(CATALOGUE, table([HEAD, row]))

    assert form.items[0].seq is None
    assert codes(findings) == ["LF-F12"]


def test_how_many_items_follow_is_no_part_of_the_departments_name() -> None:
    rows: Rows = [
        HEAD,
        [Cell("一、保卫处（共1项）", columns=6)],
        ["1", "", "户籍管理", "行政职权", "办理。", "《条例》"],
    ]

    (form,), findings = read(CATALOGUE, table(rows))

    assert form.items[0].department == "保卫处"
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("total", "told"),
    [
        ("合计：1项，其中行政职权1项", []),
        ("合计：1项，其中行政职权1项，另有1项待定", ["LF-F12"]),
    ],
)
def test_what_a_total_adds_to_its_numbers_is_told(total: str, told: list[str]) -> None:
    rows: Rows = [
        HEAD,
        ["1", "保卫处", "户籍管理", "行政职权", "办理。", "《条例》"],
        [Cell(total, columns=6)],
    ]

    _, findings = read(CATALOGUE, table(rows))

    assert codes(findings) == told


@pytest.mark.parametrize(
    ("sentence", "is_more"),
    [
        ("事项1项，风险点2个，其中：高风险1个、中风险1个。风险点和等级分布情况如下：", False),
        ("事项1项，风险点2个，其中高风险1个，占50%；中风险1个", False),
        ("小计：高1个、中1个（其中1个待复核）", True),
        ("事项1项，风险点2个，高1个中1个，李处长已审", True),
    ],
)
def test_a_clause_among_the_totals_that_counts_nothing_is_more_than_totals(
    sentence: str, *, is_more: bool
) -> None:
    assert bool(beyond_totals(sentence)) is is_more


def test_a_bracket_inside_a_time_limit_stays_whole() -> None:
    rows = [["环节", "时限"], ["受理", "3日\n（节假日顺延）"], ["审核", "（当日）"]]

    (form,), _ = read(*FLOW, table(rows))

    assert [step.time_limit for step in form.steps] == ["3日（节假日顺延）", "当日"]


def test_steps_are_found_by_numbers_in_circles_and_brackets() -> None:
    rows = [["序号", "环节", "下一环节"], ["⑴", "受理", "⑵"], ["⑵", "审核", "完"]]

    (form,), findings = read(*FLOW, table(rows))

    assert [(t.source, t.target) for t in form.transitions] == [("s1", "s2")]
    assert codes(findings) == []


def test_the_conditions_of_the_way_on_are_not_taken_for_the_way() -> None:
    rows = [["环节", "流转条件", "下一环节"], ["受理", "材料齐全", "审核"], ["审核", "", "结束"]]

    (form,), findings = read(*FLOW, table(rows))

    assert [(t.source, t.target) for t in form.transitions] == [("s1", "s2")]
    assert codes(findings) == ["LF-F12"]


def test_a_comma_inside_brackets_parts_no_people() -> None:
    (form,), _ = read(paragraph("人员名单"), paragraph("组长：张三（处长，负责全面工作）、李四"))

    told = [(m.name, m.post) for m in form.members]
    assert told == [("张三", "处长，负责全面工作"), ("李四", None)]
