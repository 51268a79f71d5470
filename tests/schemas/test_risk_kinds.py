"""The likely kind of a risk, by the words of its manifestation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.risk_kinds import RISK_KINDS, kind_of

POWER, SYSTEM, MORALS = RISK_KINDS


def test_the_kinds_are_the_three_of_the_plan_in_its_order() -> None:
    assert "、".join(RISK_KINDS) == "权力行使、制度机制、思想道德"


@pytest.mark.parametrize(
    "text",
    [
        "个人说了算，不经集体研究决定大额资金使用。",
        "越权签发公文",
        "违反规定程序审批日常报销",
        "规避招标，将教材化整为零。",
        "对不符合条件的车辆通行证申请予以受理",
        "挪用、截留工会经费资金",
    ],
)
def test_abuse_of_power_is_told(text: str) -> None:
    assert kind_of(text) == POWER


@pytest.mark.parametrize(
    "text",
    [
        "不按规定登记。",
        "规章制度不健全，无章可循。",
        "审查就业推荐不严，未发现虚假材料",
        "复核流于形式",
        "人员招聘公示不及时或内容不全",
        "档案材料缺失、不按规定归档",
    ],
)
def test_weak_rules_and_supervision_are_told(text: str) -> None:
    assert kind_of(text) == SYSTEM


@pytest.mark.parametrize(
    "text",
    [
        "向被举报人泄露信访举报内容或举报人信息。",
        "压件不办，拖延信访件审核时间。",
        "招生期间接受考生家长宴请、礼金",
        "在职称评定申报材料中弄虚作假。",
        "责任心不强，工作敷衍",
        "期末考试阅卷打人情分",
    ],
)
def test_failings_of_conduct_are_told(text: str) -> None:
    assert kind_of(text) == MORALS


def test_the_longest_word_decides_where_several_kinds_are_named() -> None:
    assert kind_of("因人情关系放宽审核条件") == MORALS


def test_of_equally_long_words_the_kind_named_first_in_the_plan_decides() -> None:
    assert kind_of("越权受贿") == POWER


def test_a_gap_in_a_word_stays_within_a_clause() -> None:
    assert kind_of("违反上级文件规定的程序") == POWER
    assert kind_of("违反，程序") is None


@pytest.mark.parametrize("text", ["", " ", "…", "其他", "印章", "2012"])
def test_a_text_without_any_telling_word_has_no_kind(text: str) -> None:
    assert kind_of(text) is None


def test_blanks_line_breaks_and_widths_do_not_matter() -> None:
    assert kind_of("个人 说了\n算") == POWER


@given(st.text())
def test_any_text_has_one_of_the_kinds_or_none(text: str) -> None:
    assert kind_of(text) in {*RISK_KINDS, None}


@given(before=st.text(alphabet="学院部门申请", max_size=8), after=st.text(alphabet="学院部门申请"))
def test_words_that_tell_nothing_change_nothing(before: str, after: str) -> None:
    assert kind_of(f"{before}吃拿卡要{after}") == MORALS
