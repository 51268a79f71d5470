"""A risk point finds its step, and the risks of two annexes find each other."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.forms import Step
from schemas.likeness import comparable, likeness
from schemas.matching import boxes_on, counterparts, pair, step_of, steps_holding, steps_of
from tests.support.dossiers import risk_map

PLAN = ("承办人受理", "承办人提出意见", "处领导审核", "分管学院领导审批", "转办", "自办")


def steps(*texts: str, **more: str) -> list[Step]:
    return [Step(id=f"s{n}", text=text, **more) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("point", "step"),
    [
        ("受理", "s1"),
        ("审核", "s3"),
        ("审批", "s4"),
        ("承办人受理", "s1"),
        ("处领导\n审核", "s3"),
        ("转办。", "s5"),
        ("提出 意见", "s2"),
    ],
)
def test_a_point_is_the_step_that_it_equals_or_that_alone_contains_it(
    point: str, step: str
) -> None:
    assert step_of(point, steps(*PLAN)) == step


@pytest.mark.parametrize(
    "point",
    ["1.受理", "（一）受理", "一、受理", "“受理”", "受理环节", "2、“受理”环节", "受理（承办人）"],
)
def test_numbers_quotation_marks_and_the_word_for_step_are_no_part_of_a_point(point: str) -> None:
    assert step_of(point, steps(*PLAN)) == "s1"


def test_a_step_that_really_ends_in_the_word_for_step_is_taken_at_its_word() -> None:
    assert step_of("评审环节", steps("评审", "评审环节")) == "s2"


def test_a_point_may_repeat_the_time_limit_or_the_actor_of_its_step() -> None:
    assert step_of("受理（当日）", steps("受理", "审核", time_limit="当日")) == "s1"
    assert step_of("承办人受理", steps("受理", "审核", actor="承办人")) == "s1"


def test_an_equal_step_comes_before_those_that_contain_the_point() -> None:
    assert step_of("审核", steps("初步审核", "审核", "领导审核")) == "s2"


@pytest.mark.parametrize("point", ["受理和审核", "登记", "处领导审核把关", "", "。"])
def test_what_no_step_contains_is_no_step(point: str) -> None:
    assert step_of(point, steps(*PLAN)) is None


def test_among_several_steps_the_risk_box_decides() -> None:
    boxes = {"s1": ["把关不严。"], "s2": ["个人说了算"]}
    two = steps("科室审核", "处领导审核")
    assert step_of("审核", two, boxes, "个人说了算。") == "s2"
    assert step_of("审核", two, boxes, "把关不够严") == "s1"
    assert step_of("审核", two, boxes, "泄密") is None
    assert step_of("审核", two) is None
    assert [step.id for step in steps_holding("审核", two)] == ["s1", "s2"]


def test_a_box_that_says_it_word_for_word_comes_before_one_that_says_it_nearly() -> None:
    boxes = {"s1": ["向投标人泄露标底和评标信息"], "s2": ["向投标人泄露标底和评标的信息资料"]}
    two = steps("开标审核", "评标审核")
    assert step_of("审核", two, boxes, "向投标人泄露标底和评标信息。") == "s1"


def test_a_risk_in_several_boxes_belongs_with_the_rows_beside_it() -> None:
    two = steps("科室审核", "处领导审核")
    boxes = {"s1": ["压件不办", "泄密"], "s2": ["个人说了算", "泄密"]}
    rows = [("审核", text) for text in ("压件不办", "泄密", "个人说了算", "泄密")]
    assert steps_of(rows, two, boxes) == ("s1", "s1", "s2", "s2")
    assert steps_of([("审核", "泄密"), ("审核", "个人说了算")], two, boxes) == ("s2", "s2")
    assert steps_of([("审核", "泄密")], two, boxes) == (None,)


def test_a_decision_gives_way_to_the_step_that_acts() -> None:
    assert step_of("受理", steps("工作人员受理", "是否受理", "审核")) == "s1"
    assert step_of("受理", steps("工作人员受理", "是否受理"), {"s2": ["漏报"]}, "漏报") == "s2"


def test_of_equal_steps_the_box_decides_else_the_first_is_meant() -> None:
    twice = steps("审核", "报送", "审核")
    assert step_of("审核", twice) == "s1"
    assert step_of("审核", twice, {"s3": ["泄密"]}, "泄密") == "s3"


def test_the_steps_of_two_charts_find_each_other_whatever_their_ids() -> None:
    ours = steps("承办人受理", "审核", "审核", "报送上级部门审批同意")
    theirs = [Step(id=f"x{n}", text=s.text) for n, s in enumerate(reversed(ours))]
    assert counterparts(ours, theirs) == {"s1": "x3", "s2": "x1", "s3": "x2", "s4": "x0"}


def test_a_shortened_or_slightly_reworded_step_is_the_same_where_there_is_no_choice() -> None:
    full = steps("承办人受理", "科室审核", "领导审核", "学院党委会集体研究后决定")
    short = [
        Step(id="a", text="受理"),
        Step(id="b", text="审核"),
        Step(id="c", text="学院党委会集体研究决定"),
    ]
    assert counterparts(short, full) == {"a": "s1", "c": "s4"}


def test_boxes_are_put_on_the_steps_of_the_items_own_chart() -> None:
    annex_3 = risk_map({"审核": ["泄密", "拖延"], "受理": ["漏登"]}, arrows="受理>审核")
    chart = [
        Step(id="b1", text="审核"),
        Step(id="b2", text="承办人受理"),
        Step(id="b3", text="报送"),
    ]
    assert boxes_on(chart, annex_3) == {"b1": ("泄密", "拖延"), "b2": ("漏登",)}


def test_equal_texts_find_each_other_whatever_their_order_and_signs() -> None:
    found = pair(["拖延办理。", "泄密"], ["泄密；", " 拖延办理"])
    assert found.exact == ((0, 1), (1, 0))
    assert found.pairs == ((0, 1), (1, 0))
    assert (found.similar, found.left, found.right) == ((), (), ())


def test_what_has_no_counterpart_is_left_on_its_side() -> None:
    found = pair(["泄密", "拖延办理"], ["拖延办理时间", "个人说了算"])
    assert found.similar == ((1, 0),)
    assert (found.left, found.right) == ((0,), (1,))


def test_an_equal_text_is_not_taken_away_by_a_similar_one() -> None:
    found = pair(["故意拖延办理", "拖延办理"], ["拖延办理"])
    assert found.exact == ((1, 0),)
    assert found.left == (0,)


def test_as_many_as_possible_find_each_other() -> None:
    left = ["故意拖延办理手续", "拖延办理"]
    right = ["拖延办理手续", "故意拖延办理手续和登记备案"]
    # The most alike pair alone would leave the two others without each other.
    assert [likeness(a, b) is not None for a in left for b in right] == [True, True, True, False]
    assert pair(left, right).similar == ((0, 1), (1, 0))


def test_the_same_text_twice_finds_two() -> None:
    assert pair(["泄密", "泄密"], ["泄密"]).left == (1,)


def test_blank_texts_have_no_counterpart() -> None:
    found = pair(["", "。"], ["", " "])
    assert (found.left, found.right) == ((0, 1), (0, 1))


def test_very_many_similar_texts_are_paired_one_to_one_all_the_same() -> None:
    left = [f"在第{n}批材料中弄虚作假，骗取经费" for n in range(12)]
    right = [f"在第{n}批的申报材料中弄虚作假，骗取经费" for n in reversed(range(12))]
    assert [(i, j) for i, j in pair(left, right).similar] == [(n, 11 - n) for n in range(12)]


texts = st.lists(
    st.sampled_from(
        [
            "泄密",
            "拖延办理",
            "拖延办理时间",
            "故意拖延办理",
            "不按规定登记",
            "未按规定登记",
            "",
            "无",
        ]
    ),
    max_size=6,
)


@given(texts, texts)
def test_every_text_is_in_one_pair_or_left_over(left: list[str], right: list[str]) -> None:
    found = pair(left, right)
    assert sorted([*(i for i, _ in found.pairs), *found.left]) == list(range(len(left)))
    assert sorted([*(j for _, j in found.pairs), *found.right]) == list(range(len(right)))
    assert all(comparable(left[i]) == comparable(right[j]) for i, j in found.exact)


@given(texts, texts)
def test_no_other_assignment_pairs_more(left: list[str], right: list[str]) -> None:
    found = pair(left, right)
    rest = [left[i] for i in (*(i for i, _ in found.similar), *found.left)]
    other = [right[j] for j in (*(j for _, j in found.similar), *found.right)]
    padded = [*other, *[""] * max(0, len(rest) - len(other))]
    most = max(
        sum(likeness(a, b) is not None for a, b in zip(rest, order, strict=False))
        for order in permutations(padded, len(rest))
    )
    assert len(found.similar) == most


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=4))
def test_a_step_is_one_of_the_steps(point: str, written: list[str]) -> None:
    found = step_of(point, steps(*written))
    assert found is None or found in {step.id for step in steps(*written)}
