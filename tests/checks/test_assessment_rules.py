"""Families A and H: the assessment is answered and not contradicted, the report is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set, conclude
from extractors.faults import COLUMN_MISSING, PICTURE_CHART
from schemas.criteria import criteria
from schemas.dossier import Dossier, Submitted
from schemas.findings import Finding
from schemas.forms import Assessment, Form
from schemas.wording import ReportSection, WorkReport
from schemas.work_report import report_slots
from tests.support.dossiers import (
    AUDIT,
    TEACHING,
    assessment,
    catalogue,
    flow,
    row,
    source,
    told,
)
from tests.support.measured import ANSWERS, judged, without_measures, year
from tests.support.risks import (
    CHART,
    LINES,
    LIST,
    MAP,
    RATING,
    rating_of,
    risk_codes,
    the,
    with_finding,
)

OWN = [criterion.number for criterion in criteria() if not criterion.codes]
BY_SOFTWARE = [criterion.number for criterion in criteria() if criterion.codes]
REPORT = "inbox/领导小组办公室/报告.docx"


# LF-A01


def test_thirteen_criteria_are_the_departments_to_answer() -> None:
    assert len(OWN) == 13
    assert BY_SOFTWARE == [5, 8, 9, 10, 12, 15, 16]


@pytest.mark.parametrize("number", OWN)
def test_a_criterion_that_the_form_leaves_open_is_told_where_it_stands(number: int) -> None:
    found = judged(answers=assessment({number: None}))
    assert told(found, "A01") == [(AUDIT, None, f"表1第{number + 1}行第3列")]
    assert the(found, "A01").file == ANSWERS
    assert risk_codes(found) == {"A01"}


@pytest.mark.parametrize("number", BY_SOFTWARE)
def test_a_criterion_that_the_submissions_answer_may_stay_open(number: int) -> None:
    assert risk_codes(judged(answers=assessment({number: None}))) == set()


def test_a_criterion_that_is_not_met_is_answered() -> None:
    assert risk_codes(judged(answers=assessment({1: False, 19: False}))) == set()


def test_a_criterion_that_the_form_does_not_have_is_unanswered() -> None:
    form = assessment()
    short = form.model_copy(update={"criteria": form.criteria[:-1]})
    assert told(judged(answers=short), "A01") == [(AUDIT, None, "表1")]


def test_a_form_without_any_answer_is_told_once() -> None:
    found = judged(answers=assessment(dict.fromkeys(range(1, 21))))
    assert told(found, "A01") == [(AUDIT, None, "表1")]
    assert "13项" in the(found, "A01").message


def test_before_annex_7_is_there_it_is_only_awaited() -> None:
    found = judged(answers=None)
    assert told(found, "A01") == []
    assert [f.severity for f in found if f.code == "LF-D01"] == ["info"]


def test_the_offices_own_reading_of_annex_7_is_judged_like_the_departments() -> None:
    by_office = source(f"inbox/领导小组办公室/更正/{AUDIT}/考核表.docx", by_office=True)
    given_year = year(forms={ANSWERS: None})
    sent: Submitted[Assessment] = Submitted(form=assessment({3: None}), source=by_office)
    departments = (
        given_year.departments[0].model_copy(update={"assessments": (sent,)}),
        *given_year.departments[1:],
    )
    found = check(given_year.model_copy(update={"departments": departments}))
    assert told(found, "A01") == [(AUDIT, None, "表1第4行第3列")]


def test_an_answer_in_another_part_of_the_form_counts() -> None:
    form = assessment()
    parts = [
        form.model_copy(update={"criteria": form.criteria[:9]}),
        form.model_copy(update={"criteria": form.criteria[9:]}),
    ]
    found = check(year((ANSWERS, parts[1]), forms={ANSWERS: parts[0]}))
    assert told(found, "A01") == []


def test_a_form_that_lacks_a_column_is_not_also_unanswered() -> None:
    empty = year(forms={ANSWERS: assessment(dict.fromkeys(range(1, 21)))})
    fault = COLUMN_MISSING.finding(file=ANSWERS, form="", columns="")
    assert risk_codes(check(with_finding(empty, ANSWERS, fault))) == set()


def test_earlier_phases_do_not_ask_for_answers() -> None:
    forms: dict[str, Form | None] = {ANSWERS: assessment(dict.fromkeys(range(1, 21)))}
    assert told(check(year(forms=forms, phase="summary")), "A01") == []


# LF-A02


def concluded(of: Dossier, *more: Finding) -> tuple[Finding, ...]:
    return conclude(of, (*check(of), *more))


SPOILT: dict[int, dict[str, Form | None]] = {
    8: {LIST: catalogue(row(legal_basis=""))},
    9: {CHART: None},
    10: {CHART: flow("承办人受理>处领导审核 处领导审核>分管学院领导审批", time_limit=None)},
    12: {RATING: rating_of([(point, text, "") for point, text, _ in LINES])},
    16: {f"inbox/{AUDIT}/一览表.docx": without_measures([5])},
}
"""Criterion → what spoils the year so that it is not met."""


@pytest.mark.parametrize("number", SPOILT)
def test_an_answer_that_the_submissions_contradict_is_told_at_the_answer(number: int) -> None:
    found = concluded(year(forms=SPOILT[number]))
    assert (AUDIT, None, f"表1第{number + 1}行第3列") in told(found, "A02")
    assert {(f.severity, f.file) for f in found} == {("warning", ANSWERS)}


def test_nothing_contradicts_the_plans_own_example() -> None:
    assert concluded(year()) == ()


def test_the_findings_that_contradict_are_counted_and_pointed_at() -> None:
    found = the(concluded(year(forms=SPOILT[8])), "A02")
    assert "LF-C04（1处）" in found.message
    assert [(place.file, place.row) for place in found.related] == [(LIST, 2)]


def test_what_reading_has_found_contradicts_too() -> None:
    picture = PICTURE_CHART.finding(department=AUDIT, file=MAP, item="", count=1)
    assert told(concluded(year(), picture), "A02") == [(AUDIT, None, "表1第10行第3列")]


@pytest.mark.parametrize("met", [False, None])
def test_only_the_answer_that_it_is_met_can_be_contradicted(*, met: bool | None) -> None:
    forms = {**SPOILT[8], ANSWERS: assessment({8: met})}
    assert concluded(year(forms=forms)) == ()


def test_what_is_only_pointed_out_contradicts_nothing() -> None:
    early = year(forms={f"inbox/{AUDIT}/一览表.docx": None}, as_of=dt.date(2012, 9, 28))
    assert "LF-D01" in {f.code for f in check(early)}
    assert concluded(early) == ()


def test_another_departments_faults_contradict_nothing() -> None:
    forms: dict[str, Form | None] = {
        f"inbox/{TEACHING}/目录.docx": catalogue(row("学籍管理", legal_basis="")),
        f"inbox/{TEACHING}/考核表.docx": None,
    }
    assert concluded(year(forms=forms)) == ()


def test_lateness_contradicts_that_everything_came_in_time() -> None:
    late = year(received=dt.date(2012, 10, 10))
    numbers = [place for _, _, place in told(concluded(late), "A02")]
    assert set(numbers) == {"表1第6行第3列"}


def test_a_department_can_compare_its_answers_before_it_sends_them() -> None:
    spoilt = year(forms=SPOILT[8])
    found = conclude(spoilt, check_file_set(spoilt), complete=False)
    assert [f.code for f in found] == ["LF-A02"]


def test_phases_before_the_handbook_compare_no_answers() -> None:
    assert concluded(year(forms=SPOILT[8], phase="summary")) == ()


# LF-H01


def reported(*sections: tuple[str, str], complete: bool = True) -> Sequence[Finding]:
    form = WorkReport(
        sections=tuple(ReportSection(heading=h, text=t) for h, t in sections),
    )
    of = year(work_report=Submitted(form=form, source=source(REPORT, office_folder=True)))
    return check(of) if complete else check_file_set(of)


def slots(found: Sequence[Finding]) -> list[str]:
    names = [slot.name for slot in report_slots()]
    told_of = [f.message for f in found if f.code == "LF-H01"]
    return [name for name in names if any(f"的“{name}”部分" in message for message in told_of)]


def test_without_a_report_every_part_waits_for_the_offices_words() -> None:
    found = check(year())
    assert slots(found) == [slot.name for slot in report_slots()]
    assert {(f.severity, f.department, f.file) for f in found if f.code == "LF-H01"} == {
        ("info", None, None)
    }


def test_parts_that_are_written_are_not_told() -> None:
    found = reported(
        ("一、基本情况", "召开会议。"), ("做法和成效", "分三步走。"), ("存在问题", "略")
    )
    assert slots(found) == ["存在问题", "改进措施"]
    assert {f.file for f in found if f.code == "LF-H01"} == {REPORT}


def test_of_some_files_the_parts_are_told_only_where_a_report_is_among_them() -> None:
    assert slots(check_file_set(year())) == []
    assert slots(reported(("基本情况", "召开会议。"), complete=False)) == [
        slot.name for slot in report_slots()[1:]
    ]


@given(st.lists(st.tuples(st.sampled_from([*(s.name for s in report_slots()), ""]), st.text())))
def test_whatever_the_report_says_its_parts_are_information(
    sections: list[tuple[str, str]],
) -> None:
    found = [f for f in reported(*sections) if f.code == "LF-H01"]
    assert len(found) <= len(report_slots())
    assert all(f.severity == "info" for f in found)
