from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.categories import read_category
from extractors.annexes.furniture import is_note, title_kind
from extractors.annexes.headers import field_of
from extractors.annexes.labels import read_labels
from extractors.annexes.text import (
    is_placeholder,
    joined,
    number_of,
    says_none,
    value_of,
    without_number,
)


@pytest.mark.parametrize(
    "mark", ["1.", "1、", "（1）", "(1)", "①", "一、", "（一）", "1．", "12. "]
)
def test_a_leading_list_number_is_no_part_of_a_text(mark: str) -> None:
    assert without_number(f"{mark}政务工作") == "政务工作"


@pytest.mark.parametrize(
    "text", ["2012年招生", "3.15活动", "211工程建设", "一般事项", "十九大宣传"]
)
def test_a_number_that_belongs_to_the_words_stays(text: str) -> None:
    assert without_number(text) == text


def test_an_enumeration_keeps_its_numbers() -> None:
    assert value_of("1.受理信访；2.办理案件。") == "1.受理信访；2.办理案件。"
    assert value_of("1.受理信访。") == "受理信访。"


@given(st.integers(1, 99))
def test_a_sequence_number_is_read_as_typed(number: int) -> None:
    assert {number_of(t) for t in (f"{number}", f"{number}.", f"（{number}）", f" {number}、")} == {
        number
    }


@pytest.mark.parametrize(
    ("text", "number"), [("①", 1), ("十二", 12), ("（二十）", 20), ("…", None)]
)
def test_other_sequence_numbers_are_read_too(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_broken_lines_of_a_phrase_are_joined_but_latin_words_stay_apart() -> None:
    assert joined("重要\n文件 起草") == "重要文件起草"
    assert joined("ISO 9001\n认证") == "ISO 9001认证"


@pytest.mark.parametrize(
    "text", ["", "…", "………………….", "...", "XX（略）", "n.XX(略)", "XXXX", "（略）", "………"]
)
def test_what_the_blank_form_holds_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["略论", "政务工作", "X光机采购", "某某事项管理办法"])
def test_real_words_are_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["无", "无。", "暂无", "没有", "本部门无职权和重要业务事项", "无职权事项"]
)
def test_nothing_to_report_is_understood(text: str) -> None:
    assert says_none(text)


@pytest.mark.parametrize("text", ["无损检测", "无形资产管理", "没有及时办理"])
def test_words_that_begin_like_nothing_are_something(text: str) -> None:
    assert not says_none(text)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("内部职权", "内部职权"),
        ("重要\n业务事项", "重要业务事项"),
        ("“行政职权”", "行政职权"),
        ("2.内部职权", "内部职权"),
        ("☑行政职权 □内部职权 □重要业务事项", "行政职权"),
        ("行政职权□ 内部职权√ 重要业务事项□", "内部职权"),
        ("行政职权（ ）内部职权（√）重要业务事项（ ）", "内部职权"),
        ("□行政职权\n□内部职权\n■重要业务事项", "重要业务事项"),
        ("□行政职权 □内部职权 □重要业务事项", None),
        ("☑行政职权 ☑内部职权", None),
        ("行政许可", None),
        ("不属于行政职权", None),
        ("", None),
    ],
)
def test_a_category_is_read_however_it_is_dressed(text: str, category: str | None) -> None:
    assert read_category(text) == category


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("职权事\n项名称", "name"),
        ("职 权 类 别", "category"),
        ("部门\n（责任主体）", "department"),
        ("法规依椐", "basis"),
        ("权力名称", "name"),
        ("设定依据", "basis"),
        ("职责内容", "content"),
        ("序  号", "seq"),
        ("风险类别", ""),
        ("重要环节", ""),
        ("备注", ""),
    ],
)
def test_a_header_is_known_by_its_synonyms_and_traps_are_not(header: str, field: str) -> None:
    assert field_of(header, "catalogue") == field


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("附件1：职权和重要业务事项目录（样表）", "catalogue"),
        ("保卫处权力清单", "catalogue"),
        ("职权和重要业务事项运行流程图（样图）", "process_flow"),
        ("“户籍管理”工作流程图", "process_flow"),
        ("权力运行廉政风险分布图", "risk_map"),
        ("廉政风险点排查评定表", "rating_form"),
        ("廉政风险点及等级汇总表", "risk_summary"),
        ("权力运行廉政风险及防控措施一览表", "measures"),
        ("廉政风险防控机制建设检查考核标准", "assessment"),
        ("教务处廉政风险防控机制建设组织机构人员名单", "roster"),
        ("学生处复审志愿者补贴名单（5日）", ""),
        ("详见“职权和重要业务事项运行流程图”", ""),
        ("按照目录填写流程图。", ""),
    ],
)
def test_a_title_tells_its_form(line: str, kind: str) -> None:
    assert title_kind(line) == kind


def test_labels_on_one_line_are_taken_apart() -> None:
    before, labels = read_labels("单 位：防灾科技学院　　　填表时间：2012年5月20日")

    assert before == ""
    assert [(label.field, label.value) for label in labels] == [
        ("unit", "防灾科技学院"),
        ("filled_on", "2012年5月20日"),
    ]


def test_labels_inside_a_supervision_text_are_part_of_it() -> None:
    _, (label,) = read_labels("监督方式：网上公开；举报电话：0316-3390000  投诉信箱：一楼")

    assert label.value == "网上公开；举报电话：0316-3390000  投诉信箱：一楼"


def test_a_longer_word_that_ends_like_a_label_is_none() -> None:
    assert read_labels("纪检监察部门：负责监督")[1] == ()


def test_the_forms_own_notes_are_known_and_other_remarks_are_not() -> None:
    assert is_note("注：涉及行政职权的，需要明确监督方式。")
    assert is_note("说明：1.职权事项名称指职能职权或重要业务事项，职权内容指对应的职责；")
    assert not is_note("另有一项职权正在移交。")
