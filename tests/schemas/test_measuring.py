"""Which row of annex 6 speaks of which rated risk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.forms import MeasuredRisk
from schemas.measuring import Measuring, measuring
from tests.support.dossiers import flow, rated

STEPS = flow("承办人受理>处领导审核 处领导审核>分管学院领导审批").steps


def row(manifestation: str, point: str = "受理") -> MeasuredRisk:
    return MeasuredRisk(
        item="信访举报受理",
        point=point,
        personnel="承办人",
        number=None,
        manifestation=manifestation,
        level="中",
        level_raw="中",
        measures=("抽查。",),
        regulations=(),
    )


def found(risks: list[tuple[str, str]], rows: list[tuple[str, str]]) -> Measuring:
    return measuring(
        [rated(text, point=point) for text, point in risks],
        [row(text, point) for text, point in rows],
        STEPS,
    )


def test_the_plans_own_annexes_agree_though_they_number_and_word_differently() -> None:
    leak = "向被举报人泄露信访举报内容或举报人信息。"
    risks = [("不按规定登记。", "受理"), (leak, "受理"), (leak, "审核"), (leak, "审批")]
    rows = [
        ("不按规定登记。", "受理"),
        (leak, "受理"),
        ("向被举报人泄露信访举报内容或举报信息。", "审核"),
        (leak.rstrip("。"), "审批"),
    ]

    compared = found(risks, rows)

    assert compared.row_of == {0: 0, 1: 1, 2: 2, 3: 3}
    assert compared.similar == {2}
    assert (compared.without_row, compared.never_rated) == ((), ())


def test_a_risk_without_a_row_and_a_row_without_a_risk_are_told() -> None:
    compared = found([("压件不办。", "审核")], [("私自拆阅举报信件。", "审核")])

    assert (compared.without_row, compared.never_rated) == ((0,), (0,))


@pytest.mark.parametrize("between", ["；", "。", "\n", "；\n"])
def test_a_row_that_runs_risks_together_serves_each_of_them(between: str) -> None:
    one, other = "不按规定登记", "私自拆阅举报信件"
    risks = [(f"{one}。", "受理"), (f"{other}。", "受理"), ("压件不办。", "受理")]

    compared = found(risks, [(f"{one}{between}{other}。", "受理"), ("压件不办。", "受理")])

    assert compared.row_of == {0: 0, 1: 0, 2: 1}
    assert (compared.similar, compared.without_row, compared.never_rated) == (frozenset(), (), ())


def test_a_risk_that_runs_rows_together_is_served_by_all_of_them() -> None:
    rows = [("不按规定登记。", "受理"), ("私自拆阅举报信件。", "受理")]

    compared = found([("不按规定登记；私自拆阅举报信件。", "受理")], rows)

    assert compared.rows_of(0) == (0, 1)
    assert (compared.without_row, compared.never_rated) == ((), ())


def test_a_row_of_which_one_part_was_never_rated_is_not_taken_apart() -> None:
    compared = found([("不按规定登记。", "受理")], [("不按规定登记；伪造印章公文。", "受理")])

    assert compared.never_rated or compared.similar


def test_the_same_words_at_another_step_are_another_risk() -> None:
    compared = found([("拖延办理。", "受理")], [("拖延办理。", "审批")])

    assert compared.row_of == {}


def test_a_point_that_is_no_step_is_compared_as_it_is_worded() -> None:
    assert found([("拖延办理。", "回访")], [("拖延办理", "回访")]).row_of == {0: 0}


def test_a_risk_in_several_rows_has_the_measures_of_all() -> None:
    compared = found([("拖延办理。", "受理")], [("拖延办理。", "受理"), ("拖延办理", "受理")])

    assert compared.rows_of(0) == (0, 1)
    assert compared.never_rated == ()


def test_risks_of_the_same_words_at_a_step_share_a_row() -> None:
    compared = found([("拖延办理。", "受理"), ("拖延办理", "受理")], [("拖延办理。", "受理")])

    assert compared.row_of == {0: 0, 1: 0}
    assert compared.without_row == ()


def test_points_that_are_no_step_are_told_apart() -> None:
    compared = found([("拖延办理。", "回访")], [("不按规定登记。", "受理"), ("拖延。", "登门")])

    assert compared.lost_risks == {0}
    assert compared.lost_rows == {1}


def test_without_a_chart_the_points_stand_for_the_steps() -> None:
    compared = measuring([rated("拖延办理。", point="承办人受理")], [row("拖延办理。")], ())

    assert compared.row_of == {0: 0}
    assert (compared.lost_risks, compared.lost_rows) == (frozenset(), frozenset())


_lines = st.lists(
    st.tuples(
        st.sampled_from(["拖延办理。", "拖延办理", "不按规定登记。", "", "泄露举报人信息。"]),
        st.sampled_from(["受理", "审核", "审批", "回访", ""]),
    ),
    max_size=6,
)


@given(_lines, _lines)
def test_every_risk_and_every_row_is_accounted_for_once(
    risks: list[tuple[str, str]], rows: list[tuple[str, str]]
) -> None:
    compared = found(risks, rows)

    assert sorted([*compared.row_of, *compared.without_row]) == list(range(len(risks)))
    served = {row for risk in compared.row_of for row in compared.rows_of(risk)}
    assert sorted([*served, *compared.never_rated]) == list(range(len(rows)))
