"""LF-R07, R08 and R13: one risk, followed through annexes 3, 4 and 5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import check
from extractors.faults import COLUMN_MISSING, DOUBTFUL_CHART
from schemas.dossier import Conflict, Submitted
from schemas.forms import Form, RiskSummary
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    TEACHING,
    catalogue,
    flow,
    rated,
    rating_form,
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
    but,
    example,
    judged,
    map_of,
    rated_lines,
    rating_of,
    risk_codes,
    summary_of,
    the,
    with_finding,
    without,
)

OTHER = "案件查办"
TWO = catalogue(row(), row(OTHER, line=3, seq=2))


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
    kept: dict[str, tuple[str, Form]] = {
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
    found = judged(drawn=map_of(lines), summed=summary_of(lines))
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


# risks that are run together


APART = (("受理", "不按规定登记", "中"), ("受理", "压件不办", "中"))


@pytest.mark.parametrize(
    "text",
    ["不按规定登记；压件不办。", "一是不按规定登记；二是压件不办。", "不按规定登记。压件不办。"],
)
def test_risks_run_together_in_one_annex_are_those_that_another_lists(text: str) -> None:
    together = [("受理", text, "中"), *LINES[2:]]
    apart = [*APART, *LINES[2:]]

    found = judged(drawn=map_of(together), rating=rating_of(apart), summed=summary_of(apart))

    assert told(found, "R08") == []
    assert told(found, "R07") == []


def test_the_level_of_risks_run_together_counts_for_each_of_them() -> None:
    together = [("受理", "不按规定登记；压件不办。", "高"), *LINES[2:]]
    apart = [*APART, *LINES[2:]]

    found = judged(drawn=map_of(apart), rating=rating_of(apart), summed=summary_of(together))

    assert len(told(found, "R07")) == 2


def test_a_sentence_with_a_semicolon_whose_parts_are_not_all_listed_stays_whole() -> None:
    together = [("受理", "不按规定登记；私自销毁信件。", "中"), *LINES[2:]]
    apart = [*APART, *LINES[2:]]

    found = judged(drawn=map_of(apart), rating=rating_of(together), summed=summary_of(apart))

    assert told(found, "R08") != []
