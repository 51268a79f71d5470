"""What people write beside a title, a step or a risk is told, or read as what it is."""

from __future__ import annotations

import pytest

from extractors.annexes.header_remarks import remarks_in, remarks_in_title
from extractors.annexes.level_in_text import level_apart
from tests.support.forms import codes, paragraph, read, table
from tests.support.risk_tables import Row, Rows

RATING_TITLE = paragraph("廉政风险点排查评定表")
HEAD: Row = ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"]
ITEM: Row = ["职权事项名称", "户籍管理", "职权类别", "行政职权"]
RISK: Row = ["受理", "不按规定登记。", "中", "承办人"]
FLOW = (paragraph("职权和重要业务事项运行流程图"), paragraph("职权事项：户籍管理"))


@pytest.mark.parametrize(
    ("title", "remark"),
    [
        ("风险点（请注明依据）以校务会为准", "以校务会为准"),
        ("风险等级（老孟说下周再改）", "老孟说下周再改"),
        ("责任主体\n请韩主任过目后盖印", "请韩主任过目后盖印"),
        ("职权类别：去年台账在三号柜", "去年台账在三号柜"),
        ("职务复印两套留底", "复印两套留底"),
        ("防控措施电话8812找小丁", "8812找小丁"),
    ],
)
def test_a_remark_beside_a_title_is_told_from_it(title: str, remark: str) -> None:
    assert remarks_in(title) == (remark,)


@pytest.mark.parametrize(
    "title",
    [
        *("风险等级（高、中、低）", "责任主体（部门或个人）", "法规依据（文件名称及条款）"),
        *("廉政风险表现形式（可另附页）", "拟采取的防控措施", "可能出现的廉政风险表现"),
        *(
            "涉及的主要职权事项及办理环节",
            "是否达标（达标√，未达标×）",
            "2012年完成情况",
            "廉政风险店",
        ),
    ],
)
def test_another_way_to_call_a_column_is_no_remark(title: str) -> None:
    assert remarks_in(title) == ()


def test_what_stands_in_brackets_behind_a_forms_title_may_name_a_department_or_a_version() -> None:
    assert remarks_in_title("职权目录（教务处）（征求意见稿）") == ()
    assert remarks_in_title("职权目录（老孟说下周再改）") == ("老孟说下周再改",)


def test_columns_with_remarks_are_read_and_the_remarks_told_with_their_place() -> None:
    head = ["廉政风险点", "廉政风险表现形式\n复印两套留底", "风险等级，下周再改", "责任主体"]

    (form,), findings = read(RATING_TITLE, table([ITEM, head, RISK]))

    [risk] = form.risks
    assert (risk.manifestation, risk.level, risk.responsible) == ("不按规定登记。", "中", "承办人")
    assert codes(findings) == ["LF-F12", "LF-F12"]
    assert [str(f.location) for f in findings] == ["表1第2行第2列", "表1第2行第3列"]


@pytest.mark.parametrize(
    "following", ["结束，报院长备案", "结束（报院长备案）", "报院长备案后结束", "结束\n报院长备案"]
)
def test_what_stands_beside_the_end_in_the_next_step_is_told(following: str) -> None:
    rows = [["环节", "岗位", "下一环节"], ["受理", "经办人", "审核"], ["审核", "科长", following]]

    (form,), findings = read(*FLOW, table(rows))

    assert [(t.source, t.target) for t in form.transitions] == [("s1", "s2")]
    assert codes(findings) == ["LF-P07"]
    assert "报院长备案" in findings[0].message


def test_the_step_before_makes_the_arrows_where_no_column_names_the_next() -> None:
    rows = [["环节", "上一环节"], ["受理", "/"], ["自办", "受理"], ["转办", "受理（涉外）"]]

    (form,), findings = read(*FLOW, table(rows))

    ways = [(t.source, t.target, t.label) for t in form.transitions]
    assert ways == [("s1", "s2", None), ("s1", "s3", "涉外")]
    assert codes(findings) == []


def test_a_step_before_that_contradicts_the_next_step_is_told() -> None:
    rows = [["环节", "上一环节", "下一环节"], ["受理", "/", "审核"], ["审核", "/", "归档"]]

    _, findings = read(*FLOW, table([*rows, ["归档", "受理", "结束"]]))

    assert codes(findings) == ["LF-P07"]
    assert "“归档”的上一环节写“受理”" in findings[0].message


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("不按规定登记（高）", ("不按规定登记", "高")),
        ("不按规定登记（一级）。", ("不按规定登记。", "一级")),
        ("不按规定登记。【风险等级：中】", ("不按规定登记。", "中")),
        ("不按规定登记——低", ("不按规定登记", "低")),
        ("不按规定登记（限三日内）", ("不按规定登记（限三日内）", "")),
        ("标准定得过高", ("标准定得过高", "")),
    ],
)
def test_a_level_behind_a_risk_is_parted_from_its_words(text: str, apart: tuple[str, str]) -> None:
    assert level_apart(text) == apart


def levels(*rows: Row) -> tuple[list[tuple[str, str | None, str]], list[str]]:
    table_: Rows = [ITEM, HEAD, *rows]
    (form,), findings = read(RATING_TITLE, table(table_))
    return [(r.manifestation, r.level, r.level_raw) for r in form.risks], codes(findings)


def test_a_level_behind_a_risk_counts_where_its_own_cell_is_blank() -> None:
    told, findings = levels(
        ["受理", "1.不登记（高）；2.泄密（低）", "", "承办人"], ["审核", "压件（一级）", "", "科长"]
    )

    assert told == [("不登记", "高", "高"), ("泄密", "低", "低"), ("压件", None, "一级")]
    assert findings == []


def test_a_level_behind_a_risk_that_contradicts_its_own_cell_is_told() -> None:
    told, findings = levels(["受理", "不登记（高）", "中", "承办人"])

    assert told == [("不登记", "中", "中")]
    assert findings == ["LF-F12"]
