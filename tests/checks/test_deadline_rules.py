"""Family D: what came when, the schedule, and the approval."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from checks import check
from schemas.college import College
from schemas.dossier import Approved, Dossier
from schemas.findings import Finding
from schemas.forms import Assessment, Form, Measures
from tests.support.dossiers import (
    AUDIT,
    DUE_M03,
    IN_TIME,
    LATE,
    TEACHING,
    catalogue,
    college,
    dossier,
    flow,
    rated,
    rating_form,
    risk_map,
    row,
    told,
)


def scheduled(**dates: dt.date) -> College:
    return college(schedule=dates)


def missing(of: Dossier) -> list[tuple[str | None, str, str]]:
    return [
        (f.department, f.severity, form)
        for f in check(of)
        if f.code == "LF-D01"
        for form in ("名单", "附件1", "附件2", "附件3", "附件4", "附件6", "附件7")
        if form in f.message
    ]


def complete(*forms: Form, **more: Any) -> Dossier:  # noqa: ANN401 - arguments of the builder
    teaching: list[tuple[str, Form]] = [
        (f"inbox/{TEACHING}/目录.docx", catalogue(row(department=TEACHING), department=TEACHING)),
        (f"inbox/{TEACHING}/图.docx", flow(department=TEACHING)),
    ]
    return dossier(catalogue(row()), flow(), *forms, *teaching, **more)


def test_when_everything_came_nothing_is_missing() -> None:
    assert missing(complete(as_of=LATE)) == []


@pytest.mark.parametrize(
    ("as_of", "severity"), [(IN_TIME, "info"), (DUE_M03, "info"), (LATE, "error")]
)
def test_a_silent_department_is_told_once_a_form(as_of: dt.date, severity: str) -> None:
    found = missing(dossier(catalogue(row()), flow(), as_of=as_of))
    assert found == [(TEACHING, severity, "附件1"), (TEACHING, severity, "附件2")]


def test_charts_that_are_missing_altogether_are_one_finding() -> None:
    of = complete(as_of=LATE)
    audit = of.departments[0].model_copy(update={"flows": ()})
    found = missing(of.model_copy(update={"departments": (audit, of.departments[1])}))
    assert found == [(AUDIT, "error", "附件2")]


@pytest.mark.parametrize(
    ("phase", "day", "severity"),
    [("plan", 23, "info"), ("plan", 24, "warning"), ("catalogue", 24, "error")],
)
def test_a_missing_roster_holds_up_everything_but_the_plan(
    phase: str, day: int, severity: str
) -> None:
    of = complete(phase=phase, as_of=dt.date(2012, 4, day), rosters=[AUDIT])
    assert missing(of) == [(TEACHING, severity, "名单")]


def test_without_a_mobilisation_meeting_no_roster_is_due() -> None:
    of = complete(as_of=LATE, received=LATE, rosters=[], of=college(schedule={}))
    assert missing(of) == []
    assert [f.message for f in check(of) if f.code == "LF-D02" and "名单" in f.message] == []


def test_a_catalogue_that_says_nothing_to_report_owes_no_charts() -> None:
    of = dossier(
        catalogue(),
        (f"inbox/{TEACHING}/目录.docx", catalogue(department=TEACHING)),
        phase="summary",
        as_of=dt.date(2012, 6, 30),
    )
    assert missing(of) == []


def in_summary_phase(*forms: Form, as_of: dt.date, **more: Any) -> Dossier:  # noqa: ANN401
    nothing = (f"inbox/{TEACHING}/目录.docx", catalogue(department=TEACHING))
    return dossier(catalogue(row()), flow(), nothing, *forms, phase="summary", as_of=as_of, **more)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (8, [("info", "附件3"), ("info", "附件4")]),
        (9, [("error", "附件3"), ("info", "附件4")]),
        (15, [("error", "附件3"), ("info", "附件4")]),
        (16, [("error", "附件3"), ("error", "附件4")]),
    ],
)
def test_risk_maps_and_rating_forms_are_awaited_until_their_milestones(
    day: int, found: list[tuple[str, str]]
) -> None:
    of = in_summary_phase(as_of=dt.date(2012, 6, day))
    assert missing(of) == [(AUDIT, severity, form) for severity, form in found]


def test_risk_maps_and_rating_forms_that_say_nothing_to_report_count_as_received() -> None:
    without = risk_map({}).model_copy(update={"nothing_to_report": True})
    of = in_summary_phase(without, rating_form(), as_of=dt.date(2012, 6, 30))
    assert missing(of) == []


def test_annex_5_is_never_awaited() -> None:
    sent = (risk_map({"受理": ["不按规定登记。"]}), rating_form(rated()))
    assert missing(in_summary_phase(*sent, as_of=dt.date(2012, 6, 30))) == []


@pytest.mark.parametrize(("day", "late"), [(8, 0), (9, 1), (15, 1), (16, 2)])
def test_risk_maps_and_rating_forms_are_late_after_their_own_milestones(
    day: int, late: int
) -> None:
    sent = (risk_map({"受理": ["不按规定登记。"]}), rating_form(rated()))
    came = dt.date(2012, 6, day)
    of = in_summary_phase(*sent, as_of=came, received=came, rosters=[], of=college(schedule={}))
    found = [f for f in check(of) if f.code == "LF-D02" and "目录" not in f.message]
    assert [f.department for f in found] == [AUDIT] * late


def test_later_milestones_are_not_looked_at() -> None:
    assert missing(complete(phase="catalogue", as_of=dt.date(2012, 12, 1))) == []


def test_measures_and_assessment_are_due_in_the_handbook_phase() -> None:
    forms = (Measures(risks=()), Assessment(criteria=()))
    found = missing(complete(*forms, phase="handbook", as_of=dt.date(2012, 10, 30)))
    assert [(name, form) for name, _, form in found if form in {"附件6", "附件7"}] == [
        (TEACHING, "附件6"),
        (TEACHING, "附件7"),
    ]


def test_a_first_version_after_the_milestone_is_late() -> None:
    found = check(complete(as_of=LATE, received=LATE, rosters=[]))
    late = [(f.department, f.severity) for f in found if f.code == "LF-D02"]
    assert late == [(AUDIT, "warning"), (TEACHING, "warning")]


def test_a_first_version_on_the_day_is_in_time() -> None:
    found = check(complete(as_of=LATE, received=DUE_M03, rosters=[]))
    assert told(found, "D02") == []


def test_the_shipped_schedule_does_not_contradict_itself() -> None:
    assert told(check(complete(phase="handbook")), "D05") == []


@pytest.mark.parametrize(
    ("dates", "earlier", "later"),
    [
        ({"M03": (6, 10), "M06": (6, 12)}, "2012年6月10日", "2012年5月31日"),
        ({"M07": (6, 25)}, "2012年6月25日", "2012年6月22日"),
        ({"M10": (10, 20)}, "2012年10月20日", "2012年10月12日"),
        ({"mobilisation": (4, 20), "M01": (4, 19)}, "2012年4月20日", "2012年4月19日"),
    ],
)
def test_milestones_in_the_wrong_order_are_told_with_both_days_in_every_phase(
    dates: dict[str, tuple[int, int]], earlier: str, later: str
) -> None:
    days = {code: dt.date(2012, *day) for code, day in dates.items()}
    (found,) = (
        f for f in check(complete(phase="plan", of=scheduled(**days))) if f.code == "LF-D05"
    )
    assert (found.severity, found.department) == ("error", None)
    assert found.message.index(earlier) < found.message.index(later)


def resting(phase: str, **dates: dt.date) -> list[Finding]:
    found = check(complete(phase=phase, of=scheduled(**dates)))
    return [f for f in found if f.code == "LF-D07"]


def test_the_dragon_boat_festival_on_the_summarys_milestone_is_pointed_out() -> None:
    (found,) = resting("summary")
    assert found.severity == "info"
    assert "M08" in found.message
    assert "端午节" in found.message


def test_a_weekend_is_pointed_out() -> None:
    (found,) = resting("catalogue", M03=dt.date(2012, 5, 26))
    assert "星期六" in found.message


def test_a_saturday_worked_in_exchange_is_a_working_day() -> None:
    assert resting("plan", M02=dt.date(2012, 4, 28)) == []


@pytest.mark.parametrize(("phase", "count"), [("plan", 0), ("catalogue", 1), ("handbook", 1)])
def test_a_required_approval_that_is_not_recorded_is_told(phase: str, count: int) -> None:
    of = complete(phase=phase, of=college(approval={"required": True}))
    assert len(told(check(of), "D08")) == count


def test_an_approval_of_this_phase_will_do_and_one_of_another_will_not() -> None:
    approved = Approved(phase="catalogue", by="齐福荣", date=IN_TIME, digest="0" * 64)
    needed = college(approval={"required": True})
    assert told(check(complete(of=needed, approved=(approved,))), "D08") == []
    assert len(told(check(complete(phase="summary", of=needed, approved=(approved,))), "D08")) == 1


def test_no_approval_is_asked_for_where_none_is_required() -> None:
    assert told(check(complete()), "D08") == []


def test_a_change_after_the_approval_is_named() -> None:
    approved = Approved(phase="catalogue", by="领导小组", date=IN_TIME, digest="0" * 64)
    changed = dossier(
        catalogue(row()), flow(), approved=(approved,), approved_changes=("甲。", "乙。")
    )

    assert len(told(check(changed), "D06")) == 2


def test_what_was_approved_and_stands_is_no_finding() -> None:
    approved = Approved(phase="catalogue", by="领导小组", date=IN_TIME, digest="0" * 64)

    assert told(check(dossier(catalogue(row()), flow(), approved=(approved,))), "D06") == []
