"""How far each department is: the states that ``status`` prints."""

from __future__ import annotations

import datetime as dt

import pytest

from flows.judgement import judge
from flows.states import as_of_today, everything_received, milestone_states, waiting_for_review
from schemas.base import Place
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form, Measures, RatingForm
from schemas.outcome import MilestoneState
from tests.support.dossiers import (
    AUDIT,
    DUE_M03,
    LATE,
    TEACHING,
    assessment,
    catalogue,
    dossier,
    flow,
    rated,
    rating_form,
    risk_map,
    row,
)
from tests.support.measured import MEASURED_LINES, table_of, without_measures, year

FAULT = Finding(
    id="C04-1",
    code="LF-C04",
    severity="error",
    message="没有法规依据。",
    department=AUDIT,
    file=f"inbox/{AUDIT}/目录.docx",
    hint="补填",
)


def state_of(found: Dossier, *findings: Finding, milestone: str = "M03") -> str:
    states = milestone_states(found, findings)
    return next(s.state for s in states if (s.department, s.milestone) == (AUDIT, milestone))


def test_catalogue_and_flowcharts_together_are_accepted() -> None:
    assert state_of(dossier(catalogue(row()), flow())) == "accepted"


def test_a_catalogue_alone_is_not_all_that_is_due() -> None:
    assert state_of(dossier(catalogue(row()))) == "not_due"
    assert state_of(dossier(catalogue(row()), as_of=LATE)) == "missing"


def test_the_day_itself_is_not_too_late() -> None:
    assert state_of(dossier(as_of=DUE_M03)) == "not_due"


def test_what_came_after_the_day_is_late() -> None:
    late = dossier(catalogue(row()), flow(), as_of=LATE, received=LATE)

    assert state_of(late) == "late"


def test_an_error_asks_for_a_correction_of_its_milestone_alone() -> None:
    found = dossier(catalogue(row()), flow(), received=dt.date(2012, 4, 22))

    assert state_of(found, FAULT) == "needs_correction"
    assert state_of(found, FAULT, milestone="M01") == "accepted"


def test_a_warning_asks_for_nothing() -> None:
    warning = FAULT.model_copy(update={"severity": "warning"})

    assert state_of(dossier(catalogue(row()), flow()), warning) == "accepted"


def test_nothing_to_report_needs_no_flowcharts() -> None:
    assert state_of(dossier(catalogue())) == "accepted"


def test_all_is_received_when_every_department_has_sent_everything() -> None:
    one = (catalogue(row()), flow())
    other = (
        (f"inbox/{TEACHING}/目录.docx", catalogue(row())),
        (f"inbox/{TEACHING}/流程图.docx", flow()),
    )

    assert not everything_received(dossier(*one))
    assert everything_received(dossier(*one, *other))


def risk_phase(*more: Form, as_of: dt.date = dt.date(2012, 6, 12)) -> Dossier:
    forms = (catalogue(row()), flow(), risk_map({"受理": ["不按规定登记。"]}), *more)
    return dossier(*forms, phase="summary", as_of=as_of)


def risk_states(found: Dossier, *findings: Finding) -> list[str]:
    return [state_of(found, *findings, milestone=code) for code in ("M06", "M07", "M08")]


def test_the_summary_is_ready_when_maps_and_ratings_are() -> None:
    assert risk_states(risk_phase()) == ["accepted", "not_due", "not_due"]
    assert risk_states(risk_phase(rating_form(rated()))) == ["accepted"] * 3


def test_what_is_missing_for_the_summary_is_missing_there_once_its_day_has_passed() -> None:
    assert risk_states(risk_phase(as_of=dt.date(2012, 6, 20))) == ["accepted", "missing", "not_due"]
    assert risk_states(risk_phase(as_of=dt.date(2012, 6, 23))) == ["accepted", "missing", "missing"]


@pytest.mark.parametrize(
    ("code", "file", "states"),
    [
        ("LF-R03", 4, ["accepted", "needs_correction", "needs_correction"]),
        ("LF-R05", 3, ["needs_correction", "accepted", "needs_correction"]),
        ("LF-P06", 3, ["needs_correction", "accepted", "needs_correction"]),
        ("LF-D04", 4, ["accepted", "needs_correction", "needs_correction"]),
    ],
)
def test_a_fault_returns_the_form_it_stands_in(code: str, file: int, states: list[str]) -> None:
    fault = FAULT.model_copy(update={"code": code, "file": f"inbox/{AUDIT}/文件{file}.docx"})

    assert risk_states(risk_phase(rating_form(rated())), fault) == states


def test_a_missing_signature_returns_the_ratings_alone_though_all_forms_lie_in_one_file() -> None:
    path = f"inbox/{AUDIT}/全部.docx"
    all_in_one = ((path, form) for form in (catalogue(row()), flow(), rating_form(rated())))
    found = dossier(*all_in_one, phase="summary", as_of=dt.date(2012, 6, 12))
    fault = FAULT.model_copy(update={"code": "LF-D03", "file": path})

    assert state_of(found, fault, milestone="M03") == "accepted"
    assert state_of(found, fault, milestone="M07") == "needs_correction"


def handbook_states(found: Dossier) -> list[str]:
    findings = judge(found)
    return [state_of(found, *findings, milestone=code) for code in ("M07", "M09", "M10", "M11")]


def test_the_handbook_is_ready_when_measures_and_assessment_are() -> None:
    assert handbook_states(year()) == ["accepted"] * 4


def test_what_is_missing_for_the_handbook_is_missing_there_once_its_day_has_passed() -> None:
    without = {f"inbox/{AUDIT}/一览表.docx": None}
    states = {
        day: handbook_states(year(forms=without, as_of=day))[1:]
        for day in (dt.date(2012, 9, 30), dt.date(2012, 10, 1), dt.date(2012, 10, 13))
    }

    assert list(states.values()) == [
        ["not_due", "accepted", "not_due"],
        ["missing", "accepted", "not_due"],
        ["missing", "accepted", "missing"],
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        without_measures([5]),
        table_of([*MEASURED_LINES, ("审批", "私自销毁举报材料。", "高")]),
        table_of([("登门", text, level) for _, text, level in MEASURED_LINES]),
        table_of([(point, text, "高") for point, text, _ in MEASURED_LINES]),
        table_of(item="信访举报处理"),
    ],
    ids=["M01", "M03", "R05", "R07", "R02"],
)
def test_any_fault_in_annex_6_returns_annex_6_alone(spoilt: Form) -> None:
    found = year(forms={f"inbox/{AUDIT}/一览表.docx": spoilt})

    expected = ["accepted", "needs_correction", "accepted", "needs_correction"]
    assert handbook_states(found) == expected


def test_an_unanswered_criterion_returns_the_assessment() -> None:
    found = year(forms={f"inbox/{AUDIT}/考核表.docx": assessment({3: None})})

    expected = ["accepted", "accepted", "needs_correction", "needs_correction"]
    assert handbook_states(found) == expected


def test_a_contradicted_answer_returns_nothing_by_itself() -> None:
    found = year(forms={f"inbox/{AUDIT}/一览表.docx": without_measures([5])})

    assert "LF-A02" in {finding.code for finding in judge(found)}
    assert handbook_states(found)[2] == "accepted"


def test_a_department_without_items_owes_no_risks() -> None:
    assert risk_states(dossier(catalogue(), phase="summary")) == ["accepted"] * 3


@pytest.mark.parametrize(("day", "state"), [(24, "not_due"), (25, "not_due"), (26, "missing")])
def test_what_had_not_come_may_meanwhile_be_due(day: int, state: str) -> None:
    recorded = MilestoneState(department=AUDIT, milestone="M03", state="not_due")
    college = dossier().college

    now = as_of_today([recorded], college, dt.date(2012, 5, day))

    assert [s.state for s in now if s.milestone == "M03"] == [state, state]


def test_a_returned_department_whose_new_files_wait_has_sent_again() -> None:
    returned = MilestoneState(department=AUDIT, milestone="M03", state="needs_correction")

    assert [s.state for s in waiting_for_review([returned], {AUDIT})] == ["resubmitted"]
    assert [s.state for s in waiting_for_review([returned], set())] == ["needs_correction"]


def at_table(form: Form, table: int) -> Form:
    return form.model_copy(update={"places": {"": Place(table=table)}})


@pytest.mark.parametrize(
    ("code", "table", "milestone"),
    [
        ("LF-R07", 6, "M09"),
        ("LF-R04", 6, "M09"),
        ("LF-R04", 4, "M07"),
        ("LF-F10", 6, "M09"),
        ("LF-F10", 1, "M03"),
    ],
)
def test_of_all_annexes_in_one_file_the_one_is_returned_in_which_the_fault_stands(
    code: str, table: int, milestone: str
) -> None:
    path = f"inbox/{AUDIT}/全部.docx"
    bare = (
        (1, catalogue()),
        (4, RatingForm(item="受理", category=None, risks=())),
        (6, Measures(risks=())),
    )
    forms = tuple(at_table(form, number) for number, form in bare)
    found = dossier(*((path, form) for form in forms), phase="handbook")
    fault = FAULT.model_copy(
        update={"code": code, "file": path, "location": Place(table=table, row=5, column=2)}
    )

    returned = {m for m in ("M03", "M07", "M09") if _returned(found, fault, m)}

    assert returned == {milestone}


def _returned(found: Dossier, fault: Finding, milestone: str) -> bool:
    return state_of(found, fault, milestone=milestone) == "needs_correction"
