"""Family R, the rules that compare annexes 1 to 5: one risk, followed through all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check, check_file_set
from extractors.faults import COLUMN_MISSING, DOUBTFUL_CHART
from schemas.dossier import Conflict, Dossier, Submitted
from schemas.findings import Finding
from schemas.forms import Form, RiskSummary
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    TEACHING,
    catalogue,
    flow,
    rated,
    rating_form,
    risk_map,
    risk_summary,
    row,
    source,
    summed,
    told,
)
from tests.support.risks import (
    ARROWS,
    CHART,
    LEAK,
    LINES,
    LIST,
    MAP,
    RATING,
    SUMMARY,
    Line,
    boxes,
    but,
    example,
    map_of,
    rated_lines,
    rating_of,
    risk_codes,
    summary_of,
    summed_lines,
    without,
)

OTHER = "案件查办"
TWO = catalogue(row(), row(OTHER, line=3, seq=2))


def judged(**forms: Form | None) -> tuple[Finding, ...]:
    """Check the plan's example with other forms in the places of its own."""
    paths = {"listed": LIST, "chart": CHART, "drawn": MAP, "rating": RATING, "summed": SUMMARY}
    return check(example(forms={paths[name]: form for name, form in forms.items()}))


def the(findings: Sequence[Finding], code: str) -> Finding:
    (found,) = (f for f in findings if f.code == f"LF-{code}")
    return found


def only_summary(lines: Sequence[Line]) -> Form:
    return summary_of(lines)


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


def with_finding(dossier: Dossier, path: str, finding: Finding) -> Dossier:
    """Let reading a file have found something."""
    files = (
        file.model_copy(update={"findings": (finding,)}) if file.source.path == path else file
        for file in dossier.files
    )
    return dossier.model_copy(update={"files": tuple(files)})


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


# LF-R07


def test_a_level_that_differs_between_annexes_4_and_5_is_told_with_both_places() -> None:
    found = judged(summed=summary_of(but(LINES, 4, ("审核", LEAK, "中"))))
    assert told(found, "R07") == [(AUDIT, ITEM, "表1第7行第5列")]
    finding = the(found, "R07")
    assert finding.file == SUMMARY
    assert [(str(p), p.file) for p in finding.related] == [("表1第9行第3列", RATING)]
    assert all(word in finding.message for word in ("“高”", "“中”", "处领导", "审核", ITEM)[:2])
    assert risk_codes(found) == {"R07"}


@pytest.mark.parametrize("level", ["", "一级"])
def test_a_level_that_is_missing_or_no_level_differs_from_none(level: str) -> None:
    found = judged(summed=summary_of(but(LINES, 4, ("审核", LEAK, level))))
    assert told(found, "R07") == []


def test_levels_are_compared_where_there_is_no_chart_either() -> None:
    found = judged(
        chart=None, drawn=None, summed=summary_of(but(LINES, 0, ("受理", "不按规定登记", "高")))
    )
    assert told(found, "R07") == [(AUDIT, ITEM, "表1第3行第5列")]


def test_the_offices_own_annex_5_is_compared_with_every_departments_forms() -> None:
    office = summary_of(but(LINES, 4, ("审核", LEAK, "中")))
    path = "inbox/领导小组办公室/汇总表.docx"
    sent = Submitted[RiskSummary](form=office, source=source(path, office_folder=True))
    found = check(example(forms={SUMMARY: None}, office_summaries=(sent,)))
    assert [(f.department, f.file) for f in found if f.code == "LF-R07"] == [(AUDIT, path)]
    assert risk_codes(found) == {"R07"}


# LF-R08


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_risk_that_the_map_lacks_is_told_once_at_its_step(number: int) -> None:
    found = judged(drawn=map_of(without(LINES, number)), summed=None)
    shape = {"受理": 1, "审核": 3, "审批": 4}[LINES[number][0]]
    assert told(found, "R08") == [(AUDIT, ITEM, f"图形{shape}")]
    assert the(found, "R08").file == MAP
    assert risk_codes(found) == {"R08"}


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_risk_that_was_not_rated_is_told_once_at_its_point(number: int) -> None:
    found = judged(rating=rating_of(without(LINES, number)), summed=None)
    assert [(d, i) for d, i, _ in told(found, "R08")] == [(AUDIT, ITEM)]
    assert the(found, "R08").file == RATING
    assert [p.file for p in the(found, "R08").related] == [MAP]
    assert risk_codes(found) == {"R08"}


def test_a_risk_that_annex_5_lacks_is_told_once_there() -> None:
    found = judged(summed=summary_of(without(LINES, 3)))
    assert the(found, "R08").file == SUMMARY
    assert {p.file for p in the(found, "R08").related} == {MAP, RATING}
    assert risk_codes(found) == {"R08"}


def test_a_risk_that_one_of_three_annexes_has_is_told_once_where_it_stands() -> None:
    more: Line = ("审批", "超越权限批示。", "中")
    found = judged(rating=rating_of([*LINES, more]))
    assert told(found, "R08") == [(AUDIT, ITEM, "表1第13行第2列")]
    assert risk_codes(found) == {"R08"}


def test_a_map_without_any_risk_is_told_once() -> None:
    found = judged(drawn=map_of([]))
    assert told(found, "R08") == [(AUDIT, ITEM, "第3段")]
    assert "8条" in the(found, "R08").message
    assert risk_codes(found) == {"R08"}


def test_an_item_that_annex_5_leaves_out_is_told_once() -> None:
    second = rating_form(*rated_lines(LINES[:3]), item=OTHER)
    found = check(
        example(
            ("inbox/审计监察处/评定表二.docx", second),
            (f"inbox/{AUDIT}/流程图二.docx", flow(ARROWS, item=OTHER)),
            forms={LIST: TWO},
        )
    )
    assert [(i, f) for _, i, f in told(found, "R08")] == [(OTHER, "")]
    assert the(found, "R08").file == SUMMARY
    assert risk_codes(found) == {"R08"}


def test_a_form_that_says_nothing_contradicts_a_map_with_risks() -> None:
    found = judged(rating=rating_form(), summed=None)
    assert told(found, "R08") == [(AUDIT, ITEM, "表1第2行第2列")]
    assert risk_codes(found) == {"R08"}


def test_a_risk_that_two_annexes_put_at_different_steps_is_told_once() -> None:
    moved = map_of(but(LINES, 6, ("受理", "拖延办理。", "低")))
    found = judged(drawn=moved)
    assert [(d, i) for d, i, _ in told(found, "R08")] == [(AUDIT, ITEM)]
    assert the(found, "R08").file == MAP
    assert "“承办人受理”" in the(found, "R08").message
    assert risk_codes(found) == {"R08"}


def test_another_risk_in_its_place_is_told_with_the_one_that_it_stands_for() -> None:
    found = judged(drawn=map_of(but(LINES, 6, ("审批", "越权审批。", "低"))), summed=None)
    assert len(told(found, "R08")) == 2
    assert risk_codes(found) == {"R08"}


def test_a_map_that_is_a_picture_lacks_nothing() -> None:
    found = judged(drawn=map_of([], arrows=""))
    assert risk_codes(found) == set()


def test_a_map_read_with_doubt_still_counts() -> None:
    doubt = DOUBTFUL_CHART.finding(file=MAP, item=ITEM, reasons="", understood="")
    lacking = example(forms={MAP: map_of(without(LINES, 0))})
    assert risk_codes(check(with_finding(lacking, MAP, doubt))) == {"R08"}


def test_a_form_that_lacks_a_column_lacks_no_risks() -> None:
    broken = example(forms={SUMMARY: risk_summary()})
    missing = COLUMN_MISSING.finding(file=SUMMARY, form="", columns="")
    assert risk_codes(check(with_finding(broken, SUMMARY, missing))) == set()


@pytest.mark.parametrize("kind", ["risk_map", "rating_form", "risk_summary", "process_flow"])
def test_what_two_files_contradict_each_other_in_is_not_held_against_the_rest(kind: str) -> None:
    kept = {
        "risk_map": (MAP, map_of(without(LINES, 2))),
        "rating_form": (RATING, rating_of(but(LINES, 2, (*LINES[2][:2], "高")))),
        "risk_summary": (SUMMARY, summary_of(without(LINES, 2))),
        "process_flow": (CHART, flow("承办人受理>处领导审核")),
    }
    path, form = kept[kind]
    other = source(f"inbox/{AUDIT}/另一份.docx")
    contested = Conflict(kind=kind, item=ITEM, department=AUDIT, one=source(path), other=other)
    found = check(example(forms={path: form}, conflicts=(contested,)))
    assert risk_codes(found) == {"F14"}


def test_an_annex_that_was_not_sent_lacks_nothing() -> None:
    for forms in ({MAP: None}, {RATING: None}, {SUMMARY: None}, {MAP: None, SUMMARY: None}):
        found = check(example(forms=dict(forms), as_of=dt.date(2012, 6, 7)))
        assert risk_codes(found) == set(), forms


def test_the_same_risk_twice_at_a_step_is_one_risk() -> None:
    assert risk_codes(judged(rating=rating_of([*LINES, LINES[-1]]))) == set()


def test_words_for_nothing_are_no_risk() -> None:
    lines: Sequence[Line] = [*LINES, ("承办人提出意见", "无", "")]
    assert told(judged(drawn=map_of(lines)), "R08") == []


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


# LF-R13


def test_slightly_different_words_are_told_as_information() -> None:
    words = "向被举报人泄露信访举报内容或举报信息。"
    found = judged(summed=summary_of(but(LINES, 4, ("审核", words, "高"))))
    assert told(found, "R13") == [(AUDIT, ITEM, "表1第7行第4列")]
    finding = the(found, "R13")
    assert finding.severity == "info"
    assert LEAK in finding.message
    assert words in finding.message
    assert risk_codes(found) == set()


def test_levels_are_compared_through_slightly_different_words() -> None:
    words = "向被举报人泄露信访举报内容或举报信息。"
    found = judged(summed=summary_of(but(LINES, 4, ("审核", words, "低"))))
    assert risk_codes(found) == {"R07"}


def test_width_and_final_signs_are_no_difference() -> None:
    lines = [(p, t.replace("，", ",").replace("。", "；"), level) for p, t, level in LINES]
    found = judged(drawn=map_of(lines), summed=only_summary(lines))
    assert told(found, "R13") == []
    assert risk_codes(found) == set()


# All of them together

_orders = st.permutations(LINES)
_dress = st.sampled_from(
    [
        lambda text: text,
        lambda text: text.rstrip("。"),
        lambda text: text.rstrip("。") + "；",
        lambda text: text.replace("，", ","),
        lambda text: f" {text[:4]}\n{text[4:]} ",
        lambda text: f"{text}\u200b",
    ]
)


@st.composite
def dressed(draw: st.DrawFn) -> list[Line]:
    """Shuffle the lines and write them in other ways."""
    return [(draw(_dress)(p), draw(_dress)(t), level) for p, t, level in draw(_orders)]


@settings(deadline=None, max_examples=40)
@given(dressed(), dressed(), dressed())
def test_order_width_and_final_signs_never_make_a_difference(
    drawn: list[Line], rating: list[Line], summary: list[Line]
) -> None:
    own = [(p, t.strip(), level) for p, t, level in drawn]
    plain = [(_plain(p), t, level) for p, t, level in own]
    found = judged(drawn=map_of(plain), rating=rating_of(rating), summed=summary_of(summary))
    assert risk_codes(found) == set()
    assert told(found, "R13") == []


def _plain(point: str) -> str:
    return "".join(sign for sign in point if sign in "受理审核批")


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(["drawn", "rating", "summed"]), st.integers(0, len(LINES) - 1))
def test_a_removed_risk_is_told_exactly_once(data: st.DataObject, where: str, number: int) -> None:
    lines = without(data.draw(_orders), number)
    forms: dict[str, Form] = {
        "drawn": map_of(lines),
        "rating": rating_of(lines),
        "summed": summary_of(lines),
    }
    found = judged(**{where: forms[where]})
    assert len(told(found, "R08")) == 1
    assert risk_codes(found) == {"R08"}


def test_a_department_without_risks_of_its_own_is_left_alone() -> None:
    found = check(example())
    assert {f.department for f in found if f.code[3] in "RS" and f.code != "LF-R10"} == {AUDIT}
    assert TEACHING not in {f.department for f in found if f.code[3] == "R"}


def test_rows_that_name_no_item_are_compared_with_nothing() -> None:
    stray = risk_summary(summed(item="", line=3))
    assert told(judged(summed=stray, listed=None, rating=rating_form(rated(), item="")), "R08") == [
        (AUDIT, ITEM, "")
    ]
