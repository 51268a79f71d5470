from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.levels import read_level
from extractors.annexes.scales import declared_scale, pairs_in, rated
from schemas.college import LEVELS, Level

DRESSED = [
    "{}",
    " {} ",
    "“{}”",
    '"{}"',
    "【{}】",
    "（{}）",
    "{}。",
    "1.{}",
    "①{}",
    "{}级",
    "{}等级",
    "{}风险",
    "{}等级风险",
    "“{}”等级风险",
    "{}风险点",
    "{} 风 险",
    "{}\n风险",
    "风险等级：{}",
    "等级为{}",
    "属{}风险",
    "风险{}",
    "{}（红）",
    "{}风险（橙色预警）",
    "{}（一级）",
    "一级（{}）",
    "A（{}）",
]
BOXES = [
    ("{0}高{1}中{2}低", "☑", "□"),
    ("{0}高 {1}中 {2}低", "☑", "☐"),
    ("{0} 高\n{1} 中\n{2} 低", "■", "□"),
    ("高{0} 中{1} 低{2}", "√", "□"),
    ("{0}高风险\n{1}中风险\n{2}低风险", "☑", "□"),
    ("（{0}）高（{1}）中（{2}）低", "√", "　"),
    ("高（{0}） 中（{1}） 低（{2}）", "√", " "),
    ("[{0}]高 [{1}]中 [{2}]低", "√", " "),
    ("{0}高 {1}中 {2}低", "●", "○"),
    ("{0}高 {1}中 {2}低", "√", ""),
    ("高{0} 中{1} 低{2}", "√", ""),
    ("{0}高/{1}中/{2}低", "√", ""),
    ("高{0}、中{1}、低{2}", "√", ""),
    ("高{0}中{1}低{2}", "√", "×"),
    ("风险等级：{0}高{1}中{2}低", "☑", "□"),
]
NO_LEVEL = [
    *["一级", "A", "Ⅰ", "一般", "重大", "▲▲", "红", "3", "极高", "较高", "偏低", "高危", "高于"],
    *["1中2低", "高中", "高、中", "高/中", "高中低", "高 中 低", "中高", "高（低）", "待定（高）"],
    *["□高□中□低", "☑高☑中□低", "√高√中低", "高√中低", "□高", "高○", "", "/", "—", "无", "…"],
    *["高校", "高管", "中心", "低碳", "其中", "高?", "H", "high"],
]


@pytest.mark.parametrize("dress", DRESSED)
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_the_same_in_any_dress(level: Level, dress: str) -> None:
    assert read_level(dress.format(level)) == level


@pytest.mark.parametrize(("boxes", "tick", "blank"), BOXES)
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_the_one_that_is_ticked(level: Level, boxes: str, tick: str, blank: str) -> None:
    marks = [tick if other == level else blank for other in LEVELS]

    assert read_level(boxes.format(*marks)) == level


@pytest.mark.parametrize("text", NO_LEVEL)
def test_what_has_no_safe_meaning_is_no_level(text: str) -> None:
    assert read_level(text) is None


@given(st.text(alphabet="一二三级ABCⅠⅡ▲★红橙黄重大较一般0123456789（）“”√□ ", max_size=8))
def test_words_without_high_medium_or_low_are_never_a_level(text: str) -> None:
    assert read_level(text) is None


@given(st.lists(st.sampled_from(LEVELS), min_size=2, max_size=4), st.sampled_from("、/，； 和或"))
def test_several_levels_beside_each_other_are_none(levels: list[Level], between: str) -> None:
    assert read_level(between.join(levels)) is None


DECLARED = [
    ("注：一级为高、二级为中、三级为低。", ("一级", "二级", "三级")),
    ("说明：1级表示高风险；2级表示中风险；3级表示低风险", ("一级风险", "二级", "3级")),
    ("A表示高风险，B表示中风险，C表示低风险", ("A", "B级", "“C”")),
    ("A-高 B-中 C-低", ("A", "B", "C")),
    ("A=高，B=中，C=低", ("\uff21", "B", "C")),
    ("▲▲▲—高，▲▲—中，▲—低", ("▲▲▲", "▲▲", "▲")),
    ("注：★★★ 为 高；★★ 为 中；★ 为 低", ("★★★", "★★", "★")),
    ("高风险为一级、中风险为二级、低风险为三级", ("一级", "二级", "三级")),
    ("风险等级分为一级（高）、二级（中）、三级（低）。", ("一级", "二级", "三级")),
    ("风险等级分为高（A）、中（B）、低（C）三级", ("A", "B", "C")),
    ("A、B、C分别表示高、中、低", ("A", "B", "C")),
    ("一、二、三级分别对应高、中、低风险。", ("一级", "二级", "三级")),
    ("高、中、低分别用A、B、C表示", ("A", "B", "C")),
    ("“重大”为高，“较大”为中，“一般”为低", ("重大", "较大", "一般")),
    ("红色代表高风险、橙色代表中风险、黄色代表低风险", ("红", "橙色", "黄")),
    ("Ⅰ级为高，Ⅱ级为中，Ⅲ级为低", ("Ⅰ级", "Ⅱ", "III级")),
    ("（注：3为高，2为中，1为低）", ("3", "2", "1")),
    ("甲即高风险，乙即中风险，丙即低风险", ("甲", "乙", "丙")),
]


@pytest.mark.parametrize(("note", "written"), DECLARED)
def test_another_scale_is_read_through_the_note_that_declares_it(
    note: str, written: tuple[str, str, str]
) -> None:
    scale = declared_scale([note])

    assert tuple(rated(word, scale) for word in written) == LEVELS


@pytest.mark.parametrize(
    "text",
    [
        "“高”风险，是指在人、财、物管理等工作中有较大决策权的领导岗位",
        "按“高、中、低”三个等级对廉政风险点进行评定",
        "其中：高等级风险 2 个、中等级风险 4 个、低等级风险 6 个。",
        "其中高风险：2个，中风险：4个，低风险：6个",
        "针对廉政风险点排查、风险等级评定和制定防范措施提出审核、审定意见。",
    ],
)
def test_other_sentences_about_levels_declare_no_scale(text: str) -> None:
    assert declared_scale([text]) == {}


def test_a_word_with_two_meanings_has_none() -> None:
    scale = declared_scale(["一级为高、二级为中、三级为低", "一级为低"])

    assert rated("一级", scale) is None
    assert rated("二级", scale) == "中"


def test_a_word_that_the_note_does_not_mention_is_no_level() -> None:
    scale = declared_scale(["一级为高、二级为中、三级为低"])

    assert rated("四级", scale) is None
    assert rated("▲", scale) is None


def test_a_single_pair_is_no_scale() -> None:
    assert pairs_in("一级为高") == (("一", "高"),)
    assert declared_scale(["一级为高"]) == {}


def test_high_medium_and_low_need_no_note() -> None:
    assert rated("高", declared_scale(["一级为高、二级为中"])) == "高"
