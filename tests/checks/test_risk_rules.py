"""Family R, the rules that compare annexes 1 to 5: one risk, followed through all of them."""

from __future__ import annotations

import datetime as dt

import pytest

from checks import check, check_file_set
from extractors.faults import COLUMN_MISSING, DOUBTFUL_CHART
from schemas.forms import Form
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    catalogue,
    flow,
    rating_form,
    risk_map,
    risk_summary,
    row,
    told,
)
from tests.support.risks import (
    ARROWS,
    CHART,
    LINES,
    LIST,
    MAP,
    RATING,
    SUMMARY,
    boxes,
    but,
    example,
    judged,
    map_of,
    rating_of,
    risk_codes,
    summary_of,
    summed_lines,
    the,
    with_finding,
)

OTHER = "案件查办"
TWO = catalogue(row(), row(OTHER, line=3, seq=2))


def test_the_plans_own_example_agrees_in_all_annexes() -> None:
    found = check(example())
    assert risk_codes(found) == set()
    assert told(found, "R13") == []
    assert len(told(found, "R12")) == 1


def test_a_department_can_check_any_of_its_forms_alone() -> None:
    for path in (CHART, MAP, RATING, SUMMARY):
        others = {p: None for p in (LIST, CHART, MAP, RATING, SUMMARY) if p != path}
        found = check_file_set(example(forms=others))
        assert {f.code for f in found if f.severity != "info"} - {"LF-R10"} == set(), path


# LF-R01


def test_an_item_without_a_rating_form_is_told_at_its_catalogue_row() -> None:
    found = judged(listed=TWO, drawn=None, summed=None)
    assert told(found, "R01") == [(AUDIT, OTHER, "表1第3行第3列")]
    assert the(found, "R01").file == LIST


def test_before_any_rating_form_and_its_day_the_ratings_are_only_awaited() -> None:
    nothing = {RATING: None, SUMMARY: None}
    assert told(check(example(forms=nothing)), "R01") == []
    late = check(example(forms=nothing, as_of=dt.date(2012, 6, 16)))
    assert told(late, "R01") == [(AUDIT, ITEM, "表1第2行第3列")]


def test_a_rating_form_without_any_risk_is_told_once() -> None:
    empty = rating_form().model_copy(update={"nothing_to_report": False})
    found = judged(rating=empty, drawn=None, summed=None)
    assert told(found, "R01") == [(AUDIT, ITEM, "表1第2行第2列")]
    assert the(found, "R01").file == RATING


def test_an_empty_rating_form_does_not_drag_its_missing_risks_behind_it() -> None:
    empty = rating_form().model_copy(update={"nothing_to_report": False})
    assert risk_codes(judged(rating=empty)) == {"R01"}


def test_a_form_that_says_nothing_is_an_answer() -> None:
    found = judged(rating=rating_form(), drawn=map_of([]), summed=None)
    assert risk_codes(found) == set()


def test_a_form_that_says_nothing_and_names_no_item_answers_for_all() -> None:
    found = judged(listed=TWO, rating=rating_form(item=""), drawn=None, summed=None)
    assert told(found, "R01") == told(found, "R02") == []


def test_some_files_are_not_called_incomplete_before_a_rating_form_is_among_them() -> None:
    alone = example(forms={RATING: None, MAP: None, SUMMARY: None}, as_of=dt.date(2012, 12, 1))
    assert told(check_file_set(alone), "R01") == []


def test_a_form_that_lacks_a_column_is_not_also_empty() -> None:
    broken = example(forms={RATING: rating_form().model_copy(update={"nothing_to_report": False})})
    found = check(
        with_finding(broken, RATING, COLUMN_MISSING.finding(file=RATING, form="", columns=""))
    )
    assert risk_codes(found) == set()


# LF-R02


@pytest.mark.parametrize("name", ["信访举报处理", "信访受理"])
def test_a_rating_form_of_an_unknown_item_is_told_with_the_nearest_name(name: str) -> None:
    found = judged(rating=rating_of(item=name), summed=None)
    assert told(found, "R02") == [(AUDIT, name, "表1第2行第2列")]
    assert f"“{ITEM}”" in the(found, "R02").hint
    assert risk_codes(found) == {"R02", "R01"}


def test_a_risk_map_of_an_unknown_item_is_told_and_drags_nothing_behind_it() -> None:
    found = judged(drawn=map_of(item="信访举报处理"))
    assert told(found, "R02") == [(AUDIT, "信访举报处理", "第3段")]
    assert risk_codes(found) == {"R02"}


def test_an_unknown_item_in_annex_5_is_told_once_and_its_risks_are_not_missing() -> None:
    found = judged(summed=risk_summary(*summed_lines(item="信访举报处理")))
    assert told(found, "R02") == [(AUDIT, "信访举报处理", "表1第3行第2列")]
    assert risk_codes(found) == {"R02"}


def test_a_form_without_an_items_name_is_told() -> None:
    found = judged(drawn=map_of(item=""))
    assert told(found, "R02") == [(AUDIT, None, "第3段")]
    assert risk_codes(found) == {"R02"}


def test_without_a_catalogue_no_item_is_unknown() -> None:
    found = judged(listed=None, rating=rating_of(item="信访举报处理"))
    assert told(found, "R02") == []


def test_an_items_name_may_be_broken_over_lines() -> None:
    assert risk_codes(judged(rating=rating_of(item="信访 举报\n受理"))) == set()


# LF-R05


def test_a_point_that_is_no_step_is_told_once_and_its_risks_are_not_missing() -> None:
    lines = [("登记" if point == "受理" else point, *rest) for point, *rest in LINES]
    found = judged(rating=rating_of([(a, b, c) for a, b, c in lines]))
    assert told(found, "R05") == [(AUDIT, ITEM, "表1第5行第1列")]
    assert the(found, "R05").file == RATING
    assert "“登记”" in the(found, "R05").message
    assert risk_codes(found) == {"R05"}


def test_a_point_of_annex_5_that_is_no_step_is_told_there() -> None:
    found = judged(summed=summary_of(but(LINES, 5, ("把关", "不按规定把关。", "低"))))
    assert told(found, "R05") == [(AUDIT, ITEM, "表1第8行第3列")]
    assert risk_codes(found) == {"R05"}


def test_a_point_that_may_be_several_steps_is_told_unless_the_risk_map_decides() -> None:
    arrows = ARROWS + " 科室审核>处领导审核 承办人提出意见>科室审核"
    chart, drawn = flow(arrows), risk_map(boxes(), arrows=arrows)
    assert risk_codes(judged(chart=chart, drawn=drawn)) == set()
    found = judged(chart=chart, drawn=None, summed=None)
    assert told(found, "R05") == [(AUDIT, ITEM, "表1第7行第1列")]
    assert "“处领导审核”“科室审核”" in the(found, "R05").message


def test_a_row_without_a_point_is_told() -> None:
    found = judged(rating=rating_of(but(LINES, 5, ("", "不按规定把关。", "低"))))
    assert told(found, "R05") == [(AUDIT, ITEM, "表1第10行第1列")]
    assert "没有写明廉政风险点" in the(found, "R05").message


def test_a_box_at_a_step_that_the_flowchart_does_not_have_is_told() -> None:
    drawn = risk_map({**boxes(), "立卷归档": ["丢失材料"]}, arrows=f"{ARROWS} 自办>立卷归档")
    found = judged(drawn=drawn)
    assert told(found, "R05") == [(AUDIT, ITEM, "图形7")]
    assert risk_codes(found) == {"R05"}


def test_a_drawing_read_with_doubt_is_not_held_against_the_flowchart() -> None:
    drawn = risk_map({**boxes(), "立卷归档": ["丢失材料"]}, arrows=f"{ARROWS} 自办>立卷归档")
    doubt = DOUBTFUL_CHART.finding(file=MAP, item=ITEM, reasons="", understood="")
    found = check(with_finding(example(forms={MAP: drawn}), MAP, doubt))
    assert risk_codes(found) == set()


def test_where_the_flowchart_was_read_with_doubt_the_risk_map_is_the_chart() -> None:
    doubt = DOUBTFUL_CHART.finding(file=CHART, item=ITEM, reasons="", understood="")
    half = example(forms={CHART: flow("承办人受理>处领导审核")})
    assert risk_codes(check(with_finding(half, CHART, doubt))) == set()


@pytest.mark.parametrize("chart", [None, flow("")], ids=["none", "picture"])
def test_without_a_chart_that_can_be_read_the_risk_map_is_the_chart(chart: Form | None) -> None:
    assert {"R05", "R08"} & risk_codes(judged(chart=chart)) == set()
    wrong = judged(chart=chart, rating=rating_of(but(LINES, 5, ("把关", "不按规定把关。", "低"))))
    assert told(wrong, "R05") == [(AUDIT, ITEM, "表1第10行第1列")]


def test_without_any_chart_no_point_is_wrong() -> None:
    found = judged(chart=flow(""), drawn=map_of([], arrows=""))
    assert risk_codes(found) == set()


# LF-R11


def test_a_category_that_differs_from_the_catalogue_is_told_with_both() -> None:
    found = judged(rating=rating_of(category="行政职权"))
    assert told(found, "R11") == [(AUDIT, ITEM, "表1第2行第4列")]
    assert "“行政职权”" in the(found, "R11").message
    assert "“内部职权”" in the(found, "R11").message
    assert risk_codes(found) == {"R11"}


def test_a_category_that_is_none_of_the_three_differs() -> None:
    assert risk_codes(judged(rating=rating_of(category="管理职权"))) == {"R11"}


@pytest.mark.parametrize("category", ["", "/", "……", "内部职权"])
def test_a_category_that_is_blank_or_the_same_does_not_differ(category: str) -> None:
    assert risk_codes(judged(rating=rating_of(category=category))) == set()


def test_a_category_that_the_catalogue_lacks_is_a_fault_of_the_catalogue() -> None:
    assert risk_codes(judged(listed=catalogue(row(category="其他")))) == {"C02"}


# LF-R12


def test_steps_without_any_risk_are_named_in_one_finding_an_item() -> None:
    finding = the(check(example()), "R12")
    assert (finding.severity, finding.file, str(finding.location)) == ("info", MAP, "第3段")
    assert "“承办人提出意见”“转办”“自办”" in finding.message


def test_a_chart_with_risks_at_every_step_is_not_mentioned() -> None:
    drawn = risk_map(boxes(), arrows="承办人受理>处领导审核 处领导审核>分管学院领导审批")
    assert told(judged(chart=None, drawn=drawn), "R12") == []


def test_before_any_risk_was_sent_no_step_lacks_one() -> None:
    assert told(judged(drawn=None, rating=None, summed=None), "R12") == []
