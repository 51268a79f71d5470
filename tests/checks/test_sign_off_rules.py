"""LF-D03 and D04: who signed a rating form, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set
from schemas.dossier import Dossier, Replacement, Source, Submitted
from schemas.findings import Finding
from schemas.forms import RatingForm, SignOff
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    catalogue,
    dossier,
    flow,
    rated,
    rating_form,
    row,
    sign_offs,
    source,
    told,
)

PATH = f"inbox/{AUDIT}/评定表.docx"
DEPARTMENT, LEADER, GROUP = "表1第20行第2列", "表1第21行第2列", "表1第22行第2列"
DUE = dt.date(2012, 6, 15)


def june(day: int) -> dt.date:
    return dt.date(2012, 6, day)


def signed(
    *blocks: SignOff, as_of: dt.date = DUE, phase: str = "summary", received: dt.date = DUE
) -> Dossier:
    form = rating_form(rated(), signed=blocks)
    return dossier(
        catalogue(row()), flow(), (PATH, form), phase=phase, as_of=as_of, received=received
    )


def sent_again(of: Dossier, first: dt.date, received: dt.date) -> Dossier:
    """Let the rating form be a version received on a day, whose first version came on another."""
    audit = of.departments[0]
    (form,) = audit.rating_forms
    again = Submitted[RatingForm](
        form=form.form, source=source(PATH, received=received), first=first
    )
    changed = audit.model_copy(update={"rating_forms": (again,)})
    return of.model_copy(update={"departments": (changed, *of.departments[1:])})


def of_sign_offs(findings: Sequence[Finding]) -> set[str]:
    return {f.code for f in findings if f.code in {"LF-D03", "LF-D04"}}


def without(block: SignOff, **changed: object) -> SignOff:
    return block.model_copy(update=changed)


# --- what has to be there ---------------------------------------------------------------------


def test_a_form_that_department_and_leader_have_signed_and_dated_is_in_order() -> None:
    assert of_sign_offs(check(signed(*sign_offs()))) == set()


def test_the_leading_groups_block_may_be_blank() -> None:
    blank = without(sign_offs()[2], opinion=None, signed_by=None, date=None)
    assert of_sign_offs(check(signed(*sign_offs()[:2], blank))) == set()
    assert of_sign_offs(check(signed(*sign_offs()[:2]))) == set()


@pytest.mark.parametrize(
    ("blocks", "place", "signer"),
    [
        (sign_offs(department=None), DEPARTMENT, "部门负责人"),
        (sign_offs(leader=None), LEADER, "分管领导"),
    ],
)
def test_a_required_block_that_is_blank_is_told_at_its_place(
    blocks: tuple[SignOff, ...], place: str, signer: str
) -> None:
    found = check(signed(*blocks))
    assert told(found, "D03") == [(AUDIT, ITEM, place)]
    assert of_sign_offs(found) == {"LF-D03"}
    (message,) = (f.message for f in found if f.code == "LF-D03")
    assert f"没有{signer}签字" in message


def test_a_signature_without_a_date_is_told_and_is_not_called_missing() -> None:
    department, leader, group = sign_offs()
    found = check(signed(department, without(leader, date=None, signed_by="乙"), group))
    assert told(found, "D03") == [(AUDIT, ITEM, LEADER)]
    (message,) = (f.message for f in found if f.code == "LF-D03")
    assert "分管领导的签字没有日期" in message


def test_a_date_without_a_signature_is_no_sign_off() -> None:
    department, leader, group = sign_offs()
    found = check(signed(without(department, signed_by=None), leader, group))
    assert told(found, "D03") == [(AUDIT, ITEM, DEPARTMENT)]
    (message,) = (f.message for f in found if f.code == "LF-D03")
    assert "只有日期（2012年6月4日）" in message


@pytest.mark.parametrize("stroke", ["", " ", "/", "——", "XX", "……", "（略）"])
def test_dots_and_strokes_are_no_signature(stroke: str) -> None:
    department, leader, group = sign_offs()
    found = check(signed(department, without(leader, signed_by=stroke, date=None), group))
    assert told(found, "D03") == [(AUDIT, ITEM, LEADER)]


def test_an_opinion_alone_is_no_signature() -> None:
    department, leader, group = sign_offs(leader=None)
    found = check(signed(department, without(leader, opinion="同意。"), group))
    assert told(found, "D03") == [(AUDIT, ITEM, LEADER)]


def test_what_the_leading_group_signs_is_dated() -> None:
    department, leader, group = sign_offs()
    found = check(signed(department, leader, without(group, signed_by="丙")))
    assert told(found, "D03") == [(AUDIT, ITEM, GROUP)]


def test_a_form_without_any_block_lacks_both_required_ones_where_the_form_stands() -> None:
    found = check(signed())
    assert told(found, "D03") == [(AUDIT, ITEM, "表1第2行第2列")] * 2


def test_every_form_is_signed_for_itself() -> None:
    other = rating_form(rated(), item="案件查办", signed=sign_offs(leader=None))
    of = dossier(
        catalogue(row(), row("案件查办", seq=2, line=3)),
        rating_form(rated()),
        other,
        phase="summary",
        as_of=DUE,
    )
    assert told(check(of), "D03") == [(AUDIT, "案件查办", LEADER)]


def test_a_form_that_says_nothing_to_report_needs_no_signature() -> None:
    of = dossier(catalogue(row()), rating_form(signed=()), phase="summary", as_of=DUE)
    assert told(check(of), "D03") == []


def test_the_catalogue_phase_does_not_ask_for_signatures_on_ratings() -> None:
    assert of_sign_offs(check(signed(phase="catalogue"))) == set()


def test_a_department_that_checks_its_files_is_not_asked_for_signatures() -> None:
    assert of_sign_offs(check_file_set(signed())) == set()


# --- when -------------------------------------------------------------------------------------


def late(findings: Sequence[Finding]) -> list[str]:
    return [f.message for f in findings if f.code == "LF-D04"]


def test_all_may_sign_on_one_day() -> None:
    assert of_sign_offs(check(signed(*sign_offs(june(15), june(15), june(15))))) == set()


def test_a_leader_who_signed_before_the_department_is_told_with_both_dates() -> None:
    found = check(signed(*sign_offs(june(10), june(6), june(13))))
    assert told(found, "D04") == [(AUDIT, ITEM, LEADER)]
    assert of_sign_offs(found) == {"LF-D04"}
    (message,) = late(found)
    assert "分管领导的签字日期2012年6月6日早于部门负责人的2012年6月10日" in message


def test_a_group_that_signed_before_the_leader_is_told() -> None:
    found = check(signed(*sign_offs(june(4), june(10), june(9))))
    assert told(found, "D04") == [(AUDIT, ITEM, GROUP)]


def test_a_group_that_signed_before_the_department_is_told_though_the_leader_has_no_date() -> None:
    department, leader, group = sign_offs(june(10), june(11), june(9))
    found = check(signed(department, without(leader, date=None), group))
    assert told(found, "D04") == [(AUDIT, ITEM, GROUP)]
    assert told(found, "D03") == [(AUDIT, ITEM, LEADER)]


def test_a_department_that_signed_after_both_others_is_told_at_both() -> None:
    found = check(signed(*sign_offs(june(14), june(6), june(13))))
    assert told(found, "D04") == [(AUDIT, ITEM, LEADER), (AUDIT, ITEM, GROUP)]
    assert all("部门负责人的2012年6月14日" in message for message in late(found))


def test_department_and_leader_sign_by_the_milestone_of_the_ratings() -> None:
    found = check(signed(*sign_offs(june(15), june(18)), as_of=june(20)))
    assert told(found, "D04") == [(AUDIT, ITEM, LEADER)]
    (message,) = late(found)
    assert "2012年6月18日" in message
    assert "2012年6月15日" in message


def test_the_leading_group_has_time_until_the_summarys_milestone() -> None:
    assert late(check(signed(*sign_offs(group=june(22)), as_of=june(25)))) == []
    assert len(late(check(signed(*sign_offs(group=june(23)), as_of=june(25))))) == 1


def test_in_a_corrected_version_all_have_time_until_the_summarys_milestone() -> None:
    dates = sign_offs(june(19), june(22))
    again = sent_again(signed(*dates, as_of=june(25)), first=june(14), received=june(22))
    assert of_sign_offs(check(again)) == set()


def test_a_corrected_version_is_signed_by_the_summarys_milestone() -> None:
    dates = sign_offs(june(19), june(23))
    again = sent_again(signed(*dates, as_of=june(25)), first=june(14), received=june(23))
    assert told(check(again), "D04") == [(AUDIT, ITEM, LEADER)]
    assert "2012年6月22日" in late(check(again))[0]


def test_a_first_version_that_comes_late_is_not_a_corrected_one() -> None:
    dates = sign_offs(june(18), june(18))
    first = sent_again(signed(*dates, as_of=june(20)), first=june(20), received=june(20))
    assert len(late(check(first))) == 2


def test_a_version_that_replaced_another_on_the_same_day_is_a_corrected_one() -> None:
    of = signed(*sign_offs(june(18), june(18)), as_of=june(20), received=june(20))
    replaced = Replacement(
        kind="rating_form",
        items=(ITEM,),
        old=source(f"inbox/{AUDIT}/旧.docx"),
        new=source(PATH),
    )
    assert late(check(of.model_copy(update={"replacements": (replaced,)}))) == []


def test_a_file_that_replaced_another_items_form_is_no_corrected_version_of_this() -> None:
    of = signed(*sign_offs(june(18), june(18)), as_of=june(20), received=june(20))
    replaced = Replacement(
        kind="rating_form",
        items=("案件查办",),
        old=source(f"inbox/{AUDIT}/旧.docx"),
        new=source(PATH),
    )
    assert len(late(check(of.model_copy(update={"replacements": (replaced,)})))) == 2


def test_the_offices_own_reading_is_a_corrected_version() -> None:
    of = signed(*sign_offs(june(18), june(19)), as_of=june(20), received=june(20))
    audit = of.departments[0]
    (sent,) = audit.rating_forms
    by_office: Source = sent.source.model_copy(update={"by_office": True})
    office = audit.model_copy(
        update={"rating_forms": (sent.model_copy(update={"source": by_office}),)}
    )
    assert late(check(of.model_copy(update={"departments": (office, *of.departments[1:])}))) == []


def test_a_date_that_is_still_to_come_is_told_and_compared_with_nothing_else() -> None:
    found = check(signed(*sign_offs(dt.date(2013, 6, 4), june(7), june(13))))
    assert told(found, "D04") == [(AUDIT, ITEM, DEPARTMENT)]
    (message,) = late(found)
    assert "2013年6月4日还没有到（今天是2012年6月15日）" in message


def test_the_as_of_day_itself_is_not_to_come() -> None:
    assert late(check(signed(*sign_offs(june(10), june(10)), as_of=june(10)))) == []
    assert len(late(check(signed(*sign_offs(june(10), june(11)), as_of=june(10))))) == 1


def test_a_block_without_a_date_has_no_wrong_date() -> None:
    assert of_sign_offs(check(signed(*sign_offs(None, None)))) == {"LF-D03"}


days = st.one_of(st.none(), st.dates(dt.date(2012, 5, 20), dt.date(2012, 7, 5)))


@given(department=days, leader=days, group=days, as_of=st.dates(june(1), dt.date(2012, 7, 5)))
def test_dates_are_right_exactly_when_they_are_in_order_and_in_time(
    department: dt.date | None, leader: dt.date | None, group: dt.date | None, as_of: dt.date
) -> None:
    found = check(signed(*sign_offs(department, leader, group), as_of=as_of))
    dated = [day for day in (department, leader, group) if day]
    in_time = all(day <= DUE for day in (department, leader) if day) and (
        group is None or group <= june(22)
    )
    right = dated == sorted(dated) and all(day <= as_of for day in dated) and in_time
    assert (late(found) == []) == right


@given(department=days, leader=days)
def test_both_required_blocks_are_there_or_told(
    department: dt.date | None, leader: dt.date | None
) -> None:
    found = check(signed(*sign_offs(department, leader)))
    assert len(told(found, "D03")) == [department, leader].count(None)
