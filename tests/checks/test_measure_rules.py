"""Family M and what else annex 6 is asked: a measure for every risk, and no risk of its own."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set
from extractors.faults import COLUMN_MISSING
from schemas.dossier import Conflict
from schemas.forms import Form, Measures
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    catalogue,
    flow,
    measured,
    measures,
    rating_form,
    row,
    source,
    told,
)
from tests.support.measured import (
    MEASURED_LINES,
    REGULATIONS,
    TABLE,
    judged,
    measured_lines,
    table_of,
    without_measures,
    year,
)
from tests.support.risks import (
    CHART,
    LINES,
    MAP,
    RATING,
    SUMMARY,
    Line,
    but,
    map_of,
    rating_of,
    risk_codes,
    summary_of,
    the,
    with_finding,
    without,
)

OTHER = "案件查办"
TWO = catalogue(row(), row(OTHER, line=3, seq=2))
ALL = range(len(MEASURED_LINES))


def test_the_plans_own_example_agrees_through_all_annexes() -> None:
    found = check(year())
    assert risk_codes(found) == set()
    assert told(found, "R13") == [(AUDIT, ITEM, "表1第6行第4列")]


# LF-M01


def test_a_risk_whose_measure_cell_is_blank_is_told_at_the_cell() -> None:
    found = judged(table=without_measures([5]))
    assert told(found, "M01") == [(AUDIT, ITEM, "表1第7行第5列")]
    assert "“不按规定把关。”" in the(found, "M01").message
    assert risk_codes(found) == {"M01"}


@pytest.mark.parametrize(
    "written", ["", "无", "/", "……", "XX", "XXXX（略）", "（略）", "待补充", "—— ——"]
)
def test_a_placeholder_is_no_measure(written: str) -> None:
    assert risk_codes(judged(table=without_measures([5], [written]))) == {"M01"}


def test_a_blank_cell_over_several_risks_is_told_once_with_all_of_them() -> None:
    rows = [
        line.model_copy(update={"measures": ()}) if line.point == "受理" else line
        for line in measured_lines()
    ]
    found = judged(table=measures(*rows))
    assert told(found, "M01") == [(AUDIT, ITEM, "表1第2行第6列")]
    assert "“不按规定登记。”“向被举报人泄露" in the(found, "M01").message
    assert risk_codes(found) == {"M01"}


def test_a_risk_that_annex_6_leaves_out_is_told_below_the_others_of_its_step() -> None:
    found = judged(table=table_of(without(MEASURED_LINES, 5)))
    assert told(found, "M01") == [(AUDIT, ITEM, "表1第8行第2列")]
    finding = the(found, "M01")
    assert (finding.file, [place.file for place in finding.related]) == (TABLE, [RATING])
    assert risk_codes(found) == {"M01"}


def test_a_step_that_annex_6_leaves_out_is_told_risk_by_risk_at_the_item() -> None:
    found = judged(table=table_of(MEASURED_LINES[:5]))
    assert told(found, "M01") == [(AUDIT, ITEM, "表1第2行第1列")] * 3


def test_an_item_that_annex_6_leaves_out_is_told_once() -> None:
    rows = measured_lines([("受理", "泄露案情。", "高")], item=OTHER)
    found = judged(
        listed=TWO,
        chart=flow("受理>审核"),
        table=measures(*rows),
        rating=None,
        drawn=None,
        summed=None,
    )
    assert told(found, "M01") == []  # nothing is rated yet
    files: dict[str, Form | None] = {TABLE: measures(*rows)}
    both = check(year(forms=files))
    assert [(f.item, f.file) for f in both if f.code == "LF-M01"] == [(ITEM, TABLE)]
    assert "8条风险" in the(both, "M01").message


def test_a_table_that_says_nothing_leaves_every_rated_item_without_measures() -> None:
    found = judged(table=measures())
    assert told(found, "M01") == [(AUDIT, ITEM, "表1")]
    assert risk_codes(found) == {"M01"}


def test_before_annex_6_is_there_it_is_only_awaited() -> None:
    found = judged(table=None)
    assert told(found, "M01") == []
    assert "D01" in risk_codes(found)


def test_one_row_for_each_measure_of_a_risk_is_one_risk() -> None:
    again = measured("不按规定登记。", "中", measures=["定期分析登记数据。"], line=10)
    bare = measured("不按规定登记", "中", measures=[], line=11)
    assert risk_codes(judged(table=measures(*measured_lines(), again, bare))) == set()


def test_a_risk_that_the_rating_form_lists_twice_needs_one_row() -> None:
    twice = rating_of([*LINES[:1], *LINES])
    assert risk_codes(judged(rating=twice, summed=None)) == set()


def test_a_table_that_lacks_a_column_is_judged_when_it_has_come_whole() -> None:
    broken = year(forms={TABLE: table_of(without(MEASURED_LINES, 5))})
    fault = COLUMN_MISSING.finding(file=TABLE, form="", columns="")
    assert risk_codes(check(with_finding(broken, TABLE, fault))) == set()


def test_a_table_alone_tells_only_what_it_shows_by_itself() -> None:
    alone = dict.fromkeys((CHART, MAP, RATING, SUMMARY))
    listed = {f"inbox/{AUDIT}/目录.docx": None, f"inbox/{AUDIT}/考核表.docx": None}
    spoilt = without_measures([5])
    assert {f.code for f in check_file_set(year(forms={**alone, **listed}))} == set()
    found = check_file_set(year(forms={**alone, **listed, TABLE: spoilt}))
    assert [f.code for f in found] == ["LF-M01"]


@given(st.sets(st.sampled_from(ALL), min_size=1), st.randoms(use_true_random=False))
def test_each_risk_that_is_left_out_is_told_whatever_the_order(
    gone: set[int], chance: Random
) -> None:
    kept = [line for n, line in enumerate(MEASURED_LINES) if n not in gone]
    chance.shuffle(kept)
    found = judged(
        table=measures(*(measured(text, level, point=point) for point, text, level in kept))
    )
    assert len(told(found, "M01")) == (len(gone) if kept else 1)
    assert risk_codes(found) == {"M01"}


# LF-M02


def regulated(texts: tuple[str, ...], lines: tuple[int, ...] = tuple(ALL)) -> Measures:
    rows = [
        line.model_copy(update={"regulations": texts}) if n in lines else line
        for n, line in enumerate(measured_lines())
    ]
    return measures(*rows)


@pytest.mark.parametrize("texts", [(), ("",), ("无",), ("《XX》",), ("（略）",), ("《……》", "/")])
def test_high_risks_without_a_regulation_are_told_once_for_their_cell(texts: tuple[str]) -> None:
    found = judged(table=regulated(texts))
    assert told(found, "M02") == [(AUDIT, ITEM, "表1第2行第7列")]
    assert the(found, "M02").severity == "warning"
    assert risk_codes(found) == {"M02"}


def test_other_risks_need_no_regulation() -> None:
    assert told(judged(table=regulated((), (0, 2, 3, 5, 6))), "M02") == []


def test_the_level_is_the_one_that_was_rated() -> None:
    lines = but(MEASURED_LINES, 0, ("受理", "不按规定登记。", "高"))
    spoilt = [
        line.model_copy(update={"regulations": ()}) if n == 0 else line
        for n, line in enumerate(measured_lines(lines))
    ]
    found = judged(table=measures(*spoilt))
    assert told(found, "M02") == []
    assert risk_codes(found) == {"R07"}


def test_a_high_risk_without_measure_and_regulation_is_told_once() -> None:
    spoilt = [
        line.model_copy(update={"regulations": (), "measures": ()}) for line in measured_lines()
    ]
    assert risk_codes(judged(table=measures(*spoilt))) == {"M01"}


# LF-M03


def test_a_risk_that_was_never_rated_is_told_where_it_stands() -> None:
    extra: Line = ("审批", "私自销毁举报材料。", "高")
    found = judged(table=table_of([*MEASURED_LINES, extra]))
    assert told(found, "M03") == [(AUDIT, ITEM, "表1第10行第4列")]
    assert the(found, "M03").file == TABLE
    assert risk_codes(found) == {"M03"}


def test_a_risk_at_another_step_than_rated_is_told_once_at_its_step() -> None:
    lines = but(MEASURED_LINES, 6, ("审核", "拖延办理。", "低"))
    found = judged(table=table_of(lines))
    assert told(found, "M03") == [(AUDIT, ITEM, "表1第8行第2列")]
    assert "“审批”" in the(found, "M03").message
    assert risk_codes(found) == {"M03"}


def test_risks_of_an_item_that_is_not_rated_yet_are_not_called_unrated() -> None:
    found = judged(rating=None, summed=None, drawn=None)
    assert told(found, "M03") == []


def test_risks_of_an_item_rated_as_having_none_are_told_once() -> None:
    found = judged(rating=rating_form(), drawn=map_of([]), summed=None)
    assert told(found, "M03") == [(AUDIT, ITEM, "表1第2行第4列")]
    assert "却列了8条" in the(found, "M03").message
    assert risk_codes(found) == {"M03"}


def test_a_form_that_says_nothing_for_all_items_holds_for_each() -> None:
    found = judged(rating=rating_form(item=""), drawn=map_of([]), summed=None)
    assert len(told(found, "M03")) == 1


def test_a_risk_that_the_rating_form_alone_lacks_is_told_there() -> None:
    found = judged(rating=rating_of(without(LINES, 5)))
    assert risk_codes(found) == {"R08"}


def test_rows_that_hold_no_manifestation_are_no_risks() -> None:
    blank = [measured(text, line=10 + n) for n, text in enumerate(["", "……", "XXXX（略）"])]
    assert risk_codes(judged(table=measures(*measured_lines(), *blank))) == set()


# LF-R02


def test_an_unknown_item_is_told_once_and_its_risks_are_neither_missing_nor_unrated() -> None:
    found = judged(table=table_of(item="信访举报处理"))
    assert told(found, "R02") == [(AUDIT, "信访举报处理", "表1第2行第1列")]
    assert f"“{ITEM}”" in the(found, "R02").hint
    assert risk_codes(found) == {"R02"}


def test_rows_without_an_item_are_told() -> None:
    found = judged(table=table_of(item=""))
    assert told(found, "R02") == [(AUDIT, None, "表1第2行第1列")]


# LF-R03, R04


@pytest.mark.parametrize("level", ["", "/", "□高□中□低"])
def test_a_level_that_annex_6_does_not_repeat_is_not_missing(level: str) -> None:
    lines = but(MEASURED_LINES, 5, ("审批", "不按规定把关。", level))
    assert risk_codes(judged(table=table_of(lines))) == set()


@pytest.mark.parametrize("level", ["一级", "A", "▲▲", "一般"])
def test_a_level_without_a_safe_meaning_is_told(level: str) -> None:
    found = judged(table=table_of(but(MEASURED_LINES, 5, ("审批", "不按规定把关。", level))))
    assert told(found, "R04") == [(AUDIT, ITEM, "表1第7行第5列")]
    assert risk_codes(found) == {"R04"}


# LF-R05


def test_a_point_that_is_no_step_is_told_once_and_its_risks_are_neither_missing_nor_unrated() -> (
    None
):
    lines = [("登记" if point == "受理" else point, text, level) for point, text, level in LINES]
    found = judged(table=table_of(lines))
    assert told(found, "R05") == [(AUDIT, ITEM, "表1第2行第2列")]
    assert the(found, "R05").file == TABLE
    assert risk_codes(found) == {"R05"}


def test_a_point_that_names_several_steps_is_told_and_none_of_its_risks_is_missing() -> None:
    leak = LINES[1][1]
    lines = [line for line in LINES if line[1] != leak]
    found = judged(table=table_of([*lines, ("受理、审核和审批", leak, "高")]))
    assert told(found, "R05") == [(AUDIT, ITEM, "表1第7行第2列")]
    assert "所写的关键环节“受理、审核和审批”" in the(found, "R05").message
    assert risk_codes(found) == {"R05"}


def test_a_point_that_is_wrong_in_the_rating_form_is_told_there_alone() -> None:
    lines = [("登记" if point == "受理" else point, text, level) for point, text, level in LINES]
    found = judged(rating=rating_of(lines), summed=None)
    assert {(f.code, f.file) for f in found if f.severity == "error"} == {("LF-R05", RATING)}


def test_without_a_chart_points_are_compared_as_they_are_worded() -> None:
    nothing = {"chart": None, "drawn": None}
    assert {"M01", "M03", "R05"} & risk_codes(judged(**nothing)) == set()


# LF-R07


def test_a_level_that_differs_from_the_rated_one_is_told_in_annex_6() -> None:
    found = judged(table=table_of(but(MEASURED_LINES, 5, ("审批", "不按规定把关。", "中"))))
    assert told(found, "R07") == [(AUDIT, ITEM, "表1第7行第5列")]
    finding = the(found, "R07")
    assert (finding.file, [place.file for place in finding.related]) == (TABLE, [RATING])
    assert "“低”" in finding.message
    assert "写作“中”" in finding.message
    assert risk_codes(found) == {"R07"}


def test_levels_are_compared_though_the_words_differ_slightly() -> None:
    text = "向被举报人泄露信访举报内容或举报信息。"
    found = judged(table=table_of(but(MEASURED_LINES, 4, ("审核", text, "低"))))
    assert risk_codes(found) == {"R07"}


# When annex 6 is looked at


@pytest.mark.parametrize("phase", ["plan", "catalogue", "summary"])
def test_an_early_annex_6_does_not_hold_up_the_phases_before_it(phase: str) -> None:
    spoilt = table_of([*MEASURED_LINES, ("审批", "私自销毁举报材料。", "甲")], item="信访举报处理")
    found = check(year(forms={TABLE: spoilt}, phase=phase, as_of=dt.date(2012, 6, 15)))
    assert [f.code for f in found if f.file == TABLE] == []


def test_where_two_files_contradict_each_other_nothing_is_held_against_the_item() -> None:
    for kind in ("measures", "rating_form"):
        conflict = Conflict(
            kind=kind, item=ITEM, department=AUDIT, one=source(TABLE), other=source(TABLE)
        )
        spoilt = table_of(without(MEASURED_LINES, 5))
        found = check(year(forms={TABLE: spoilt}, conflicts=(conflict,)))
        assert risk_codes(found) == {"F14"}


def test_the_regulations_of_the_plan_are_regulations() -> None:
    assert told(judged(table=regulated(("《XXXXX信访举报登记管理办法》",))), "M02") == []
    assert told(judged(table=regulated(REGULATIONS)), "M02") == []


def test_the_summary_does_not_matter_for_annex_6() -> None:
    assert risk_codes(judged(summed=None)) == set()
    assert (
        risk_codes(judged(summed=summary_of(items=1, points=8, high=3, medium=1, low=4))) == set()
    )
