"""LF-S01: the totals of annex 5 against its own rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check, check_file_set
from checks.rules.s01_declared_counts import rows_of
from schemas.base import Place
from schemas.dossier import Submitted
from schemas.findings import Finding
from schemas.forms import Form, RiskSummary
from tests.support.dossiers import (
    AUDIT,
    TEACHING,
    catalogue,
    college,
    rating_form,
    risk_summary,
    row,
    source,
    summed,
    told,
)
from tests.support.risks import (
    LINES,
    LIST,
    SUMMARY,
    but,
    example,
    risk_codes,
    summary_of,
    summed_lines,
)

RIGHT = {"items": 1, "points": 8, "high": 3, "medium": 1, "low": 4}
BY_STEP = {"items": 1, "points": 3, "high": 3, "medium": 0, "low": 0}


def judged(form: RiskSummary, unit: str = "manifestation") -> tuple[Finding, ...]:
    of = college(schedule={}, counting={"unit": unit})
    return check(example(forms={SUMMARY: form}, of=of))


def the(findings: tuple[Finding, ...]) -> Finding:
    (found,) = (f for f in findings if f.code == "LF-S01")
    return found


def test_totals_that_the_rows_bear_out_are_right() -> None:
    assert risk_codes(judged(summary_of(**RIGHT))) == set()


@pytest.mark.parametrize(
    ("field", "number", "words"),
    [
        ("items", 2, ["职权和重要业务事项写作2项", "实有1项", "“信访举报受理”"]),
        ("points", 9, ["廉政风险点写作9个", "实有8个", "表1第3至10行"]),
        ("high", 2, ["“高”等级风险写作2个", "实有3个", "表1第4、7、10行"]),
        ("medium", 0, ["“中”等级风险写作0个", "实有1个", "表1第3行"]),
        ("low", 5, ["“低”等级风险写作5个", "实有4个", "表1第5、6、8、9行"]),
    ],
)
def test_a_wrong_total_is_told_with_both_numbers_and_the_rows(
    field: str, number: int, words: list[str]
) -> None:
    found = judged(summary_of(**{**RIGHT, field: number}))
    assert told(found, "S01") == [(AUDIT, None, "表1第1行第2列")]
    assert the(found).file == SUMMARY
    assert all(word in the(found).message for word in words)
    assert risk_codes(found) == {"S01"}


def test_several_wrong_totals_are_told_together() -> None:
    message = the(judged(summary_of(**{**RIGHT, "points": 9, "high": 4}))).message
    assert "写作9个" in message
    assert "写作4个" in message


def test_the_unit_of_counting_stands_beside_the_numbers() -> None:
    assert "按表现形式计" in the(judged(summary_of(**{**RIGHT, "high": 2}))).message
    found = the(judged(summary_of(**{**BY_STEP, "high": 2}), unit="step"))
    assert "按环节计，每个环节取其最高等级" in found.message


def test_totals_by_step_are_right_where_steps_are_counted() -> None:
    assert risk_codes(judged(summary_of(**BY_STEP), unit="step")) == set()


def test_totals_by_the_other_unit_are_told_as_such() -> None:
    assert "像是按环节计" in the(judged(summary_of(**BY_STEP))).message
    assert "像是按表现形式计" in the(judged(summary_of(**RIGHT), unit="step")).message


def test_numbers_that_the_sentence_leaves_blank_are_not_compared() -> None:
    assert risk_codes(judged(summary_of())) == set()
    assert risk_codes(judged(summary_of(points=8))) == set()


def test_a_row_without_a_level_may_be_any_level() -> None:
    for declared in (RIGHT, {**RIGHT, "points": 7, "low": 3}):
        found = judged(summary_of(but(LINES, 6, ("审批", "拖延办理。", "")), **declared))
        assert told(found, "S01") == []
        assert risk_codes(found) == {"R03"}


def test_an_unknown_level_does_not_make_the_totals_wrong() -> None:
    found = judged(summary_of(but(LINES, 6, ("审批", "拖延办理。", "一级")), **RIGHT))
    assert risk_codes(found) == {"R04"}


def test_a_total_that_no_level_could_make_right_is_told_all_the_same() -> None:
    found = judged(summary_of(but(LINES, 6, ("审批", "拖延办理。", "")), **{**RIGHT, "high": 5}))
    assert risk_codes(found) == {"R03", "S01"}


def test_levels_that_do_not_add_up_to_the_points_are_told() -> None:
    open_row = but(LINES, 6, ("审批", "拖延办理。", ""))
    found = judged(summary_of(open_row, **{**RIGHT, "low": 3}))
    assert "自相矛盾" in the(found).message
    assert "合计7个" in the(found).message


def test_an_item_without_any_risk_may_be_counted_or_not() -> None:
    listed = catalogue(row(), row("案件查办", line=3, seq=2))
    none = rating_form(item="案件查办")
    for items in (1, 2):
        counted = summary_of(**{**RIGHT, "items": items})
        forms: dict[str, Form | None] = {LIST: listed, SUMMARY: counted}
        found = check(example((f"inbox/{AUDIT}/无.docx", none), forms=forms))
        assert told(found, "S01") == []


def test_an_empty_summary_declares_nothing_wrong() -> None:
    none = risk_summary(items=0, points=0, high=0, medium=0, low=0)
    assert told(judged(none), "S01") == []


def test_the_totals_are_checked_before_a_department_sends_them() -> None:
    found = check_file_set(example(forms={SUMMARY: summary_of(**{**RIGHT, "low": 5})}))
    assert len(told(found, "S01")) == 1


def test_the_offices_annex_5_is_counted_over_all_its_departments() -> None:
    other = summed("泄密", "高", department=TEACHING, item="教学考试管理", line=11)
    totals = {"items": 2, "points": 9, "high": 4, "medium": 1, "low": 4}
    for wrong in ({}, {"items": 1}, {"high": 3}):
        form = risk_summary(*summed_lines(), other, **{**totals, **wrong})
        at = source("inbox/领导小组办公室/汇总表.docx", office_folder=True)
        office = (Submitted[RiskSummary](form=form, source=at),)
        found = check(example(forms={SUMMARY: None}, office_summaries=office))
        expected = [(None, None, "表1第1行第2列")] if wrong else []
        assert told(found, "S01") == expected


def test_the_same_item_of_two_departments_is_two_items() -> None:
    form = risk_summary(summed(line=3), summed(line=4, department=TEACHING), items=1)
    at = source("inbox/领导小组办公室/汇总表.docx", office_folder=True)
    office = (Submitted[RiskSummary](form=form, source=at),)
    assert told(check(example(forms={SUMMARY: None}, office_summaries=office)), "S01")


def test_rows_are_named_by_table_and_page_or_by_number() -> None:
    at = [Place(page=page, table=1, row=r) for page, r in ((1, 2), (1, 3), (1, 4), (2, 2))]
    assert rows_of([(place, 0) for place in at]) == "第1页表1第2至4行，第2页表1第2行"
    assert rows_of([(None, 1), (None, 2), (None, 5)]) == "第1、2、5条"


def test_very_many_rows_are_not_all_named() -> None:
    named = rows_of([(Place(table=1, row=2 * n), n) for n in range(1, 100)])
    assert named.endswith("40…行")


@settings(deadline=None, max_examples=40)
@given(st.permutations(LINES), st.sampled_from(sorted(RIGHT)), st.integers(-2, 3))
def test_a_total_is_wrong_exactly_when_it_differs(
    lines: list[tuple[str, str, str]], field: str, more: int
) -> None:
    declared = {**RIGHT, field: max(RIGHT[field] + more, 0)}
    found = judged(summary_of(lines, **declared))
    assert (risk_codes(found) == {"S01"}) is (declared != RIGHT)
