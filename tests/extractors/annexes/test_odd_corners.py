"""Odd ways to fill in a form that once cost a word or bent a value, the smallest of each kind."""

from __future__ import annotations

import pytest

from extractors.annexes.totals import beyond_totals
from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_tables import Row, Rows

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


@pytest.mark.parametrize(
    ("title", "head", "row", "kept"),
    [
        (CATALOGUE, HEAD, ["1", "保卫处", "户籍管理", "行政职权", "办理。", "《条例》"], "items"),
        ("".join(FLOW), ["序号", "环节", "岗位"], ["1", "受理", "承办人"], "steps"),
        (paragraph("人员名单"), ["职务分工", "姓名", "职务"], ["组长", "张三", "处长"], "members"),
    ],
    ids=["catalogue", "steps", "roster"],
)
def test_a_remark_across_the_columns_is_no_record(
    title: str, head: list[str], row: list[str], kept: str
) -> None:
    remark: Row = ["备注", Cell("名称以发文为准", columns=len(head) - 1)]

    (form,), findings = read(title, table([head, row, remark]))

    assert len(getattr(form, kept)) == 1
    assert [f.location.text for f in findings if f.location] == ["名称以发文为准"]


def test_a_step_across_the_columns_has_a_name_alone() -> None:
    rows: Rows = [
        ["序号", "环节", "岗位", "下一环节"],
        ["1", "受理", "承办人", "审核"],
        ["2", Cell("审核", columns=3)],
    ]

    (form,), findings = read(*FLOW, table(rows))

    assert [(step.text, step.actor) for step in form.steps] == [("受理", "承办人"), ("审核", None)]
    assert [(t.source, t.target) for t in form.transitions] == [("s1", "s2")]
    assert codes(findings) == []


def test_a_name_and_post_across_two_columns_are_a_member() -> None:
    rows: Rows = [["职务分工", "姓名", "职务"], ["组长", Cell("张三（处长）", columns=2)]]

    (form,), findings = read(paragraph("人员名单"), table(rows))

    assert [(m.role, m.name, m.post) for m in form.members] == [("组长", "张三", "处长")]
    assert codes(findings) == []


def test_a_department_across_a_summary_is_that_of_the_rows_whose_own_cell_is_blank() -> None:
    head = ["部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险等级", "责任主体"]
    rows: Rows = [
        head,
        [Cell("保卫处（1个）", columns=6)],
        ["", "户籍管理", "受理", "不登记。", "中", "承办人"],
    ]
    total = "事项1项，风险点1个，其中高风险0个、中风险1个、低风险0个。"

    (form,), findings = read(paragraph("廉政风险点及等级汇总表"), paragraph(total), table(rows))

    assert form.risks[0].department == "保卫处"
    assert codes(findings) == []


def test_a_bracket_behind_a_signature_stays_closed() -> None:
    rows: Rows = [
        ["职权事项名称", Cell("户籍管理", columns=3)],
        ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"],
        ["受理", "不登记。", "中", "承办人"],
        ["部门意见", Cell("同意上报。李明（代签）　2012年6月4日", columns=3)],
    ]

    (form,), _ = read(paragraph("廉政风险点排查评定表"), table(rows))

    assert form.sign_offs[0].opinion == "同意上报。李明（代签）"


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        ("责任处室：保卫处　联系人小丁", "保卫处", ["LF-F12"]),
        ("责任处室：学生工作处 （学生工作部）", "学生工作处（学生工作部）", []),
        ("责任处室：审计 监察处", "审计监察处", []),
    ],
)
def test_what_stands_behind_a_department_is_no_part_of_its_name(
    line: str, name: str, told: list[str]
) -> None:
    (form,), findings = read(*FLOW, paragraph(line), table([["环节", "岗位"], ["受理", "承办人"]]))

    assert form.department == name
    assert codes(findings) == told


def test_a_comma_inside_brackets_parts_no_people() -> None:
    (form,), _ = read(paragraph("人员名单"), paragraph("组长：张三（处长，负责全面工作）、李四"))

    told = [(m.name, m.post) for m in form.members]
    assert told == [("张三", "处长，负责全面工作"), ("李四", None)]
