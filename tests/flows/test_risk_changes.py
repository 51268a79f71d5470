"""Which later risk is which earlier one, and what changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.risk_changes import followed, risk_changes
from schemas.forms import RatedRisk
from tests.support.dossiers import rated


def told(before: list[RatedRisk], after: list[RatedRisk]) -> list[str]:
    return list(risk_changes(before, after))


def test_full_stops_and_widths_change_nothing() -> None:
    assert told([rated("不按规定登记（Ａ类）。")], [rated("不按规定登记(A类)")]) == []


def test_a_new_level_is_told_with_both() -> None:
    assert told([rated(level="低")], [rated(level="高")]) == [
        "“受理”环节的“不按规定登记”的风险等级由“低”改为“高”"
    ]


def test_a_slightly_different_wording_is_the_same_risk() -> None:
    earlier = "向被举报人泄露信访举报内容或举报信息。"
    later = "向被举报人泄露信访举报内容或举报人信息"

    assert told([rated(earlier)], [rated(later, level="高")]) == [
        f"“受理”环节的“{later}”原表述为“{earlier}”",
        f"“受理”环节的“{later}”的风险等级由“中”改为“高”",
    ]


def test_the_same_words_at_another_step_are_another_risk_while_both_stand() -> None:
    both = [rated("拖延办理。", "低"), rated("拖延办理。", "中", point="审批")]

    assert told(both, list(reversed(both))) == []


def test_a_risk_that_moved_to_another_step_is_told_as_moved() -> None:
    assert told([rated(point="受理")], [rated(point="审核")]) == [
        "“审核”环节的“不按规定登记”的风险点由“受理”改为“审核”"
    ]


def test_risks_that_came_and_went_are_told() -> None:
    assert told([rated("压件不办。")], [rated("私自拆阅举报信件。", "高")]) == [
        "“受理”环节的“私自拆阅举报信件”为新增风险，等级“高”",
        "“受理”环节的“压件不办”不再列入",
    ]


def test_another_responsible_party_is_told() -> None:
    assert told([rated()], [rated(responsible="处领导")]) == [
        "“受理”环节的“不按规定登记”的责任主体由“承办人”改为“处领导”"
    ]


_risks = st.lists(
    st.builds(
        rated,
        st.text("甲乙丙丁戊己", min_size=5, max_size=9),
        st.sampled_from("高中低"),
        point=st.sampled_from(["受理", "审核", "审批"]),
    ),
    max_size=6,
)


@given(before=_risks, after=_risks)
def test_every_risk_is_paired_once_or_left_once(
    before: list[RatedRisk], after: list[RatedRisk]
) -> None:
    pairs, gone, new = followed(before, after)

    assert sorted([i for i, _ in pairs] + list(gone)) == list(range(len(before)))
    assert sorted([j for _, j in pairs] + list(new)) == list(range(len(after)))


@given(risks=_risks, order=st.randoms())
def test_the_order_of_the_rows_changes_nothing(risks: list[RatedRisk], order: object) -> None:
    shuffled = sorted(risks, key=lambda _: order.random())  # type: ignore[attr-defined]
    unique = {(r.point, r.manifestation) for r in risks}

    if len(unique) == len(risks):
        assert told(risks, shuffled) == []
