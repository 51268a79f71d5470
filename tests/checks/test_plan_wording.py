"""LF-D05 and LF-D09: what the office's own plan says, beside the configuration."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks import check
from schemas.base import Place
from schemas.college import College
from schemas.dossier import Dossier, Submitted
from schemas.findings import Finding
from schemas.form_base import Member
from schemas.schedule import PHASES
from schemas.wording import Plan, PlanDate, PlanDay
from tests.support.dossiers import college, dossier, source

PLAN_FILE = "inbox/领导小组办公室/实施方案.docx"
GROUP = [("组长", "齐福荣"), ("组长", "薄景山"), ("副组长", "石峰"), ("成员", "各部门负责人")]
OFFICE = [("主任", "徐万成"), ("副主任", "李明"), ("成员", "王翀")]
CONFIGURED: dict[str, Any] = {
    "leading_group": {
        "leaders": [{"name": "齐福荣", "post": "党委书记"}, {"name": "薄 景 山"}],
        "deputies": [{"name": "石  峰"}],
    },
    "office": {"director": "徐万成", "deputies": ["李明"], "members": ["王翀"]},
}


def told(code: str, plan: Plan, of: College | None = None, phase: str = "plan") -> list[Finding]:
    return [f for f in check(with_plan(plan, of, phase)) if f.code == code]


def with_plan(plan: Plan, of: College | None = None, phase: str = "plan") -> Dossier:
    sent = Submitted[Plan](form=plan, source=source(PLAN_FILE, office_folder=True))
    return dossier(phase=phase, of=of, plan=sent)


def on(month: int, day: int, milestone: str | None, *, year: int = 2012, told: bool = True) -> Plan:
    date = PlanDate(
        text=f"{month}月{day}日前",
        date=dt.date(year, month, day),
        milestone=milestone,
        year_told=told,
        places={"": Place(paragraph=30)},
    )
    return Plan(dates=(date,))


def members(listed: list[tuple[str, str]]) -> tuple[Member, ...]:
    return tuple(Member(role=role, name=name) for role, name in listed)


# ---- LF-D05


@pytest.mark.parametrize("phase", PHASES)
def test_a_day_that_differs_from_the_schedule_is_told_with_both_days(phase: str) -> None:
    (found,) = told("LF-D05", on(5, 28, "M03"), phase=phase)

    assert (found.severity, found.file, str(found.location)) == ("error", PLAN_FILE, "第30段")
    assert "2012年5月28日" in found.message
    assert "2012年5月25日" in found.message
    assert "M03" in found.message


def test_days_that_agree_with_the_schedule_are_no_findings() -> None:
    days = [(4, 25, "M02"), (5, 25, "M03"), (6, 22, "M08"), (10, 12, "M11")]

    assert [f for day in days for f in told("LF-D05", on(*day))] == []


def test_the_schedule_of_the_configuration_counts() -> None:
    moved = college(schedule={"M03": dt.date(2012, 5, 28)})

    assert told("LF-D05", on(5, 28, "M03"), moved) == []
    assert len(told("LF-D05", on(5, 25, "M03"), moved)) == 1


def test_a_day_that_means_no_milestone_is_not_compared() -> None:
    assert told("LF-D05", on(5, 20, None)) == []


def test_another_year_is_a_contradiction_where_the_plan_tells_it() -> None:
    (found,) = told("LF-D05", on(5, 25, "M03", year=2011))

    assert "2011年5月25日" in found.message


def test_a_year_that_the_plan_does_not_tell_is_the_schedules() -> None:
    assert told("LF-D05", on(5, 25, "M03", year=2011, told=False)) == []
    assert len(told("LF-D05", on(5, 26, "M03", year=2011, told=False))) == 1


def test_days_without_a_year_are_compared_by_month_and_day() -> None:
    right, wrong = (PlanDay(text="", month=5, day=day, milestone="M03") for day in (25, 26))

    assert told("LF-D05", Plan(days=(right,))) == []
    assert len(told("LF-D05", Plan(days=(wrong,)))) == 1


def test_a_milestone_named_twice_is_told_once_where_one_of_them_is_right() -> None:
    right, wrong = on(5, 25, "M03").dates[0], on(5, 28, "M03").dates[0]

    assert len(told("LF-D05", Plan(dates=(right, wrong)))) == 1


def test_a_milestone_without_a_scheduled_day_is_compared_with_itself() -> None:
    without = college(schedule={})
    first, second = on(4, 23, "M01").dates[0], on(4, 24, "M01").dates[0]

    assert told("LF-D05", Plan(dates=(first, first)), without) == []
    (found,) = told("LF-D05", Plan(dates=(first, second)), without)
    assert found.message.index("4月24日") < found.message.rindex("4月23日")


# ---- LF-D09


def test_lists_that_agree_are_no_findings_whatever_the_blanks_in_the_names() -> None:
    plan = Plan(leading_group=members(GROUP), office=members(OFFICE))

    assert told("LF-D09", plan, college(**CONFIGURED)) == []


def test_names_that_stand_on_one_side_only_are_told_with_their_side() -> None:
    plan = Plan(leading_group=members([*GROUP[:2], ("副组长", "钟南才")]), office=members(OFFICE))

    (found,) = told("LF-D09", plan, college(**CONFIGURED))

    assert (found.severity, found.file) == ("warning", PLAN_FILE)
    assert "领导小组名单" in found.message
    assert "方案有而配置没有：钟南才；配置有而方案没有：石峰" in found.message


def test_the_office_is_compared_with_its_members() -> None:
    plan = Plan(office=members([*OFFICE, ("成员", "肖扬")]))

    (found,) = told("LF-D09", plan, college(**CONFIGURED))

    assert "办公室名单" in found.message
    assert "肖扬" in found.message


def test_members_of_the_group_are_described_and_not_compared() -> None:
    plan = Plan(leading_group=members([*GROUP, ("成员", "钟南才")]))

    assert told("LF-D09", plan, college(**CONFIGURED)) == []


def test_a_side_that_names_nobody_is_not_compared() -> None:
    plan = Plan(leading_group=members(GROUP), office=members(OFFICE))

    assert told("LF-D09", plan) == []
    assert told("LF-D09", Plan(), college(**CONFIGURED)) == []
