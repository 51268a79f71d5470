"""Which wordings are the same risk, and which are two: both sides of every threshold."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.likeness import comparable, likeness, vocabulary

SAME = [
    ("向被举报人泄露信访举报内容或举报人信息。", "向被举报人泄露信访举报内容或举报信息。"),
    ("向被举报人泄露信访举报内容或举报人信息", "向被举报人泄漏信访举报内容、举报人信息"),
    ("向被举报人泄露信访举报内容或举报人信息", "向被举报人泄露举报内容或举报人信息"),
    ("不按规定登记", "未按规定登记"),
    ("不按规定登记", "没有按照规定登记"),
    ("不按规定登记", "不按规定进行登记"),
    ("压件不办，拖延信访件审核时间", "压件不办、拖延信访件的审核时间"),
    ("压件不办，拖延信访件审核时间", "压件不办，故意拖延信访件审核时间"),
    ("不采纳承办人提出的合理建议", "不采纳承办人提出的合理化建议"),
    ("拖延办理", "拖延办理时间"),
    ("拖延办理", "故意拖延办理"),
    ("人员招聘公示不及时或内容不全", "招聘公示不及时、内容不全"),
    ("因人情关系放宽公务用车申请审核条件", "因人情关系，放宽用车申请的审查条件"),
    ("使用虚假票据报送公务接待费", "使用虚假票据报送公务接待费用"),
    ("退单不说明理由，故意拖延", "退单不说明理由、故意拖延时间"),
    ("个人说了算，不经集体研究决定医疗费", "个人说了算，未经集体研究决定医疗费"),
    ("房屋出租履行中违规转包、套取经费", "房屋出租合同履行中违规转包、套取经费"),
    ("泄露教材标底或评标信息", "泄露教材采购标底或评标信息"),
    ("验收不按合同标准，以次充好", "验收不按照合同标准，以次充好"),
    ("期末考试阅卷打人情分", "期末考试阅卷时打人情分"),
    ("在职称评定申报材料中弄虚作假", "职称评定申报材料弄虚作假"),
    ("规避招标，将宣传制品化整为零", "规避招标，把宣传制品化整为零"),
    ("函授站合作应集体研究而未研究", "函授站合作应集体研究而没有研究"),
    ("违反规定程序审批部门预算", "违规程序审批部门预算"),
    ("车辆通行证档案材料缺失、不按规定归档", "车辆通行证档案资料缺失、不按规定归档"),
    ("未验收合格即支付仪器设备款项", "未验收合格就支付仪器设备款项"),
    ("吃拿卡要", "吃、拿、卡、要"),
]
OTHER = [
    ("不按规定登记", "不按规定审核"),
    ("不按规定登记", "按规定登记"),
    ("不按规定登记", "不按规定把关"),
    ("拖延受理时间", "拖延审核时间"),
    ("拖延办理", "拖延审批"),
    ("压件不办，拖延信访件审核时间", "压件不办，拖延信访件受理时间"),
    ("压件不办，拖延信访件审核时间", "压件不办，拖延信访件审批时间"),
    ("压件不办", "压件不办，拖延信访件审核时间"),
    ("因人情关系放宽公务用车申请审核条件", "因人情关系放宽公务用车申请审批条件"),
    ("向被举报人泄露举报人信息", "向举报人泄露被举报人信息"),
    ("对符合条件的学籍异动申请不予受理", "对不符合条件的学籍异动申请予以受理"),
    ("超过5万元的物资采购不按规定招标", "超过50万元的物资采购不按规定招标"),
    ("高于规定标准列支差旅费用和会议费用", "低于规定标准列支差旅费用和会议费用"),
    ("对校内应聘人员放宽资格条件，照顾关系", "对校外应聘人员放宽资格条件，照顾关系"),
    ("索贿", "受贿"),
    ("接受宴请", "收受礼金"),
    ("泄露标底", "泄露试题"),
    ("发放不及时", "公示不及时"),
    ("公文归档不及时造成遗失", "公文登记不及时造成遗失"),
    ("个人说了算，不经集体研究决定公务接待费", "个人说了算，不经集体研究决定公务用车"),
    ("虚报人员招聘需求，夸大预算", "虚报职称评定需求，夸大预算"),
    ("收受投标人好处", "收受供应商好处"),
    ("审单不严", "审签不严"),
    ("挪用工会经费", "挪用科研经费"),
    ("", ""),
    ("。", "；"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_slightly_different_wording_is_the_same_risk(one: str, other: str) -> None:
    assert likeness(one, other) is not None


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_action_object_number_or_negation_is_another_risk(one: str, other: str) -> None:
    assert likeness(one, other) is None


def test_a_word_more_counts_less_in_a_long_sentence_than_in_a_short_one() -> None:
    short, long = likeness("拖延办理", "拖延办理时间"), likeness(*SAME[0])
    assert short is not None
    assert long is not None
    assert vocabulary().measure("short") <= short < long


def test_below_the_threshold_of_short_texts_more_words_are_another_risk() -> None:
    assert likeness("拖延办理", "拖延办理期限") is not None
    assert likeness("拖延办理", "拖延办理的时间期限") is None


def test_below_the_threshold_of_long_texts_more_words_are_another_risk() -> None:
    text = "因人情关系放宽公务用车申请审核条件"
    assert likeness(text, f"{text}造成影响") is not None
    assert likeness(text, f"{text}，造成恶劣的社会影响并引起群众反映") is None


def test_a_slip_of_the_pen_is_forgiven_in_a_long_sentence_only() -> None:
    assert likeness("不采纳承办人提出的合理建议", "不采纳承办人提出的合理建义") is not None
    assert likeness("不采纳建议", "不采纳建义") is None


def test_texts_of_three_characters_are_compared_letter_by_letter() -> None:
    assert likeness("不登记", "不登记的") == 1.0
    assert likeness("不登记", "不登记簿") is None


def test_width_white_space_and_final_signs_say_nothing() -> None:
    assert comparable(" \uff11．压件不办，\n拖延。 ") == comparable("1.压件不办,拖延")
    assert comparable("泄密；") == comparable("泄密……") == comparable("泄\u200b密")


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(st.text(alphabet="不按规定登记审核拖延时间，。 ", min_size=1, max_size=30))
def test_a_text_is_like_itself(text: str) -> None:
    assert likeness(text, text) == (1.0 if comparable(text) else None)


@pytest.mark.shared
def test_no_two_risks_of_an_item_in_the_samples_are_taken_for_one(samples: Path) -> None:
    items: dict[str, set[str]] = {}
    for truth in sorted((samples / "forms").glob("*.truth.json")):
        for form in json.loads(truth.read_text(encoding="utf-8"))["forms"]:
            for risk in form.get("risks", ()):
                texts = risk.get("manifestations") or [risk["manifestation"]]
                items.setdefault(risk.get("item") or form["item"], set()).update(
                    comparable(text) for text in texts
                )
    confused = {
        pair
        for texts in items.values()
        for pair in combinations(sorted(texts), 2)
        if likeness(*pair) is not None
    }
    assert len(items) > 40
    assert confused == {
        (
            "向被举报人泄露信访举报内容或举报人信息",
            "向被举报人泄露信访举报内容或举报信息",
        )
    }
