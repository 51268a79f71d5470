"""Two forms in one Word table, because the line between them was deleted."""

from __future__ import annotations

import pytest

from tests.support.forms import Cell, paragraph, read, table
from tests.support.risk_tables import Rows

TITLE = paragraph("廉政风险点排查评定表")
TOP: Rows = [
    ["职权事项名称", Cell("户籍管理", columns=5)],
    ["职权类别", Cell("行政职权", columns=3), "责任主体", "保卫处"],
]
RATED: Rows = [
    [Cell("廉政风险点", columns=2), Cell("廉政风险表现形式", columns=2), "风险等级", "责任主体"],
    [Cell("受理", columns=2), Cell("不按规定登记。", columns=2), "中", "承办人"],
]
SIGNED: Rows = [["部门意见", Cell("同意。", columns=5)]]
SECOND_TITLE: Rows = [[Cell("廉政风险点及等级汇总表", columns=6)]]
SUMMED: Rows = [
    ["部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险等级", "责任主体"],
    ["保卫处", "户籍管理", "受理", "不按规定登记。", "中", "承办人"],
]


@pytest.mark.parametrize("signed", [SIGNED, []], ids=["signed", "unsigned"])
@pytest.mark.parametrize("title", [SECOND_TITLE, []], ids=["titled", "untitled"])
def test_a_rating_and_a_summary_in_one_table_are_two_forms(signed: Rows, title: Rows) -> None:
    forms, findings = read(TITLE, table([*TOP, *RATED, *signed, *title, *SUMMED]))
    assert [form.form for form in forms] == ["rating_form", "risk_summary"]
    assert [len(form.risks) for form in forms] == [1, 1]
    assert forms[1].risks[0].item == "户籍管理"
    assert not findings


def test_values_of_the_second_form_stand_where_they_stand_in_the_file() -> None:
    forms, _ = read(TITLE, table([*TOP, *RATED, *SIGNED, *SUMMED]))
    place = forms[1].risks[0].place("level")
    assert (place.table, place.row, place.column) == (1, 7, 5)


def test_a_header_that_is_repeated_begins_no_form() -> None:
    (form,), findings = read(TITLE, table([*TOP, *RATED, *RATED, *SIGNED]))
    assert len(form.risks) == 2
    assert not findings


def test_top_fields_above_their_values_are_no_catalogue() -> None:
    fields: Rows = [
        ["序号", "责任主体", "职权事项名称", "职权类别"],
        ["1", "保卫处", "户籍管理", "行政职权"],
        ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"],
        ["受理", "不按规定登记。", "中", "承办人"],
    ]
    (form,), _ = read(TITLE, table(fields))
    assert (form.form, form.item) == ("rating_form", "户籍管理")
