"""Headers as people type them: misspelt, repeated in two rows, lacking; asked for, not guessed."""

from __future__ import annotations

import pytest

from extractors.annexes.headers import field_of
from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_tables import Row, rated, rating

TITLE = paragraph("廉政风险点排查评定表")
MEASURES = paragraph("权力运行廉政风险及防控措施一览表")


@pytest.mark.parametrize(
    ("written", "kind", "field"),
    [
        ("职权名秤", "catalogue", "name"),
        ("法规衣据", "catalogue", "basis"),
        ("廉政风险等及", "risk", "level"),
        ("廉政风险店", "risk", "point"),
        ("廉政风险表现型式", "risk", "manifestation"),
        ("责任住体", "risk", "responsible"),
        ("是否达标（必填）", "assessment", "answer"),
        ("拟建立键全的制度名称", "risk", "regulation"),
    ],
)
def test_a_header_with_one_wrong_character_is_known(written: str, kind: str, field: str) -> None:
    assert field_of(written, kind) == field


def test_a_header_whose_second_row_repeats_words_of_the_first_is_one_header() -> None:
    head: list[Row] = [
        ["廉政风险点", Cell("风险评定", columns=2), "责任主体"],
        ["廉政风险点", "廉政风险表现形式", "风险等级", "责任主体"],
    ]

    (form,), findings = read(TITLE, rating([["受理", "1.不登记。", "中", "承办人"]], head=head))

    assert rated(form) == [("受理", 1, "不登记。", "中", "承办人")]
    assert codes(findings) == []


def test_columns_that_annex_6_lacks_are_asked_for_by_its_own_names() -> None:
    rows = [
        ["职权事项", "责任人", "风险点", "风险等级", "防控措施"],
        ["物资采购", "科长", "违规指定供应商，收受回扣", "高", "公开招标"],
    ]

    (form,), (finding,) = read(MEASURES, table(rows))

    assert (form.risks[0].point, form.risks[0].manifestation) == ("", "违规指定供应商，收受回扣")
    assert finding.code == "LF-F10"
    assert "“关键环节、拟建立健全的制度名称”" in finding.message


def test_an_item_that_only_seems_to_be_a_step_is_asked_about() -> None:
    rows = [
        ["重要环节", "责任人", "廉政风险表现形式", "风险等级", "防控措施"],
        ["公务员考试和录用", "科长", "违规录用人员", "高", "公开"],
    ]

    _, findings = read(MEASURES, table(rows))

    assert codes(findings) == ["LF-F10", "LF-F12"]
    assert "“重要环节”不能确定是不是" in findings[0].message
