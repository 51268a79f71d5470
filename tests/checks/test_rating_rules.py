"""LF-R03, R04, R06 and R09: levels and responsible parties of risks."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set
from extractors.faults import COLUMN_MISSING
from schemas.college import LEVELS
from schemas.dossier import Dossier, Submitted
from schemas.findings import Finding
from schemas.forms import Form, RatedRisk, RiskSummary
from tests.support.dossiers import (
    AUDIT,
    ITEM,
    TEACHING,
    catalogue,
    rated,
    risk_summary,
    row,
    source,
    summed,
    told,
)
from tests.support.ratings import (
    RATINGS,
    SUMMARY,
    faults,
    in_annex_5,
    item_files,
    on_due_day,
    one_item,
)

LEVEL_4, LEVEL_5 = "表1第5行第3列", "表1第3行第5列"
WHO_4, WHO_5 = "表1第5行第4列", "表1第3行第6列"
UNRATED = [
    "",
    " ",
    "无",
    "/",
    "—",
    "……",
    "待定",
    "□高□中□低",
    "□高 □中 □低",
    "高/中/低",
    "高、中、低",
]
STRANGE = ["一级", "A", "一般", "▲▲", "1中2低", "一", "三", "较高", "☑高☑中□低", "无风险", "90"]


def messages(findings: tuple[Finding, ...], code: str) -> list[str]:
    return [f.message for f in findings if f.code == f"LF-{code}"]


def in_one_cell(*risks: RatedRisk, field: str) -> tuple[RatedRisk, ...]:
    """Let rows share the cell of a field, as a merged cell is read."""
    place = risks[0].places[field]
    return tuple(r.model_copy(update={"places": {**r.places, field: place}}) for r in risks)


def test_rated_risks_with_responsible_parties_are_in_order() -> None:
    risks = (rated(), rated("压件不办。", "低", point="审核", line=6))
    assert faults(check(one_item(*risks, summary=in_annex_5(*risks)))) == set()


# --- R03: no level -----------------------------------------------------------------------------


@pytest.mark.parametrize("written", UNRATED)
def test_a_manifestation_without_a_level_is_told_at_its_cell(written: str) -> None:
    found = check(one_item(rated(level=written)))
    assert told(found, "R03") == [(AUDIT, ITEM, LEVEL_4)]
    assert faults(found) == {"LF-R03"}
    (message,) = messages(found, "R03")
    assert "“受理”环节的表现形式“不按规定登记。”没有风险等级" in message


def test_a_level_that_is_missing_in_annexes_4_and_5_is_told_in_each_file() -> None:
    risk = rated(level="")
    found = check(one_item(risk, summary=in_annex_5(risk)))
    assert [(f.file, str(f.location)) for f in found if f.code == "LF-R03"] == [
        (SUMMARY, LEVEL_5),
        (RATINGS, LEVEL_4),
    ]


def test_a_blank_level_cell_of_several_risks_is_one_fault_that_names_them() -> None:
    risks = in_one_cell(rated(level=""), rated("泄露信息。", "", line=6), field="level")
    found = check(one_item(*risks))
    assert told(found, "R03") == [(AUDIT, ITEM, LEVEL_4)]
    assert "“不按规定登记。”“泄露信息。”" in messages(found, "R03")[0]


def test_blank_levels_in_cells_of_their_own_are_told_one_by_one() -> None:
    found = check(one_item(rated(level=""), rated("泄露信息。", "", line=6)))
    assert len(told(found, "R03")) == 2


def test_rows_without_places_are_told_one_by_one_by_their_number() -> None:
    risks = (rated(level=""), rated("泄露信息。", "", line=6))
    bare = tuple(risk.model_copy(update={"places": {}}) for risk in risks)
    found = messages(check(one_item(*bare)), "R03")
    assert ["第1条" in found[0], "第2条" in found[1]] == [True, True]


@pytest.mark.parametrize("nothing", ["无", "/", "—", "…"])
def test_a_row_that_names_no_risk_needs_no_level_and_nobody_responsible(nothing: str) -> None:
    found = check(one_item(rated(), rated(nothing, "", point="审核", responsible="", line=6)))
    assert faults(found) & {"LF-R03", "LF-R04", "LF-R06"} == set()


# --- R04: another level ------------------------------------------------------------------------


@pytest.mark.parametrize("written", STRANGE)
def test_a_level_in_other_words_is_told_with_the_word(written: str) -> None:
    found = check(one_item(rated(level=written)))
    assert told(found, "R04") == [(AUDIT, ITEM, LEVEL_4)]
    assert faults(found) == {"LF-R04"}
    (message,) = messages(found, "R04")
    assert f"风险等级写作“{written}”" in message
    assert "“高”“中”或“低”" in message


def test_a_strange_level_in_annexes_4_and_5_is_told_in_each_file() -> None:
    risk = rated(level="一级")
    found = check(one_item(risk, summary=in_annex_5(risk)))
    assert [f.file for f in found if f.code == "LF-R04"] == [SUMMARY, RATINGS]
    assert faults(found) == {"LF-R04"}


@given(st.sampled_from([*LEVELS, *UNRATED, *STRANGE]) | st.text(max_size=6))
def test_every_row_has_a_level_or_one_of_the_two_faults(written: str) -> None:
    found = check(one_item(rated(level=written)))
    told_of = [f for f in found if f.code in {"LF-R03", "LF-R04"}]
    assert len(told_of) == (written not in LEVELS)


# --- R06: nobody responsible -------------------------------------------------------------------


@pytest.mark.parametrize("written", ["", " ", "/", "无", "——", "XX", "……", "待定"])
def test_a_risk_that_nobody_answers_for_is_told(written: str) -> None:
    found = check(one_item(rated(responsible=written)))
    assert told(found, "R06") == [(AUDIT, ITEM, WHO_4)]
    assert faults(found) == {"LF-R06"}


def test_a_risk_that_nobody_answers_for_in_annex_5_is_told_there() -> None:
    found = check(one_item(rated(), summary=in_annex_5(rated(responsible=""))))
    assert [(f.file, str(f.location)) for f in found if f.code == "LF-R06"] == [(SUMMARY, WHO_5)]


def test_a_blank_cell_of_several_steps_is_one_fault_that_names_them() -> None:
    risks = in_one_cell(
        rated(responsible=""),
        rated("压件不办。", "低", point="审核", responsible="", line=6),
        field="responsible",
    )
    found = check(one_item(*risks))
    assert told(found, "R06") == [(AUDIT, ITEM, WHO_4)]
    assert "“受理”“审核”环节" in messages(found, "R06")[0]


def test_a_column_that_is_missing_is_not_also_told_row_by_row() -> None:
    risk = rated(level="", responsible="")
    kept = {k: v for k, v in risk.places.items() if k not in {"level", "responsible"}}
    of = one_item(risk.model_copy(update={"places": kept}))
    missing = COLUMN_MISSING.finding(file=RATINGS, form="", columns="")
    files = (
        file.model_copy(update={"findings": (missing,)}) if file.source.path == RATINGS else file
        for file in of.files
    )
    found = check(of.model_copy(update={"files": tuple(files)}))
    assert faults(found) & {"LF-R03", "LF-R06"} == set()


# --- whose table it is -------------------------------------------------------------------------


def with_office_table(path: str, *, office_folder: bool) -> Dossier:
    table = risk_summary(summed(level=""), summed(department=TEACHING, line=4))
    sent = Submitted[RiskSummary](form=table, source=source(path, office_folder=office_folder))
    return one_item(rated(), office_summaries=(sent,))


def test_a_fault_in_the_offices_own_table_goes_back_to_no_department() -> None:
    found = check(with_office_table("inbox/领导小组办公室/汇总表.docx", office_folder=True))
    assert told(found, "R03") == [(None, ITEM, LEVEL_5)]
    assert f"“{AUDIT}”" in messages(found, "R03")[0]


def test_a_fault_in_a_table_of_the_college_goes_back_to_the_department_that_sent_it() -> None:
    found = check(with_office_table(f"inbox/{TEACHING}/汇总表.docx", office_folder=False))
    assert told(found, "R03") == [(TEACHING, ITEM, LEVEL_5)]


def test_a_department_can_check_levels_and_responsible_parties_before_it_sends() -> None:
    found = check_file_set(one_item(rated(level="", responsible="")))
    assert {"LF-R03", "LF-R06"} <= faults(found)


# --- R09: rated differently elsewhere ----------------------------------------------------------

LEAK = "向外泄露信息。"


@dataclasses.dataclass(frozen=True)
class At:
    """A place of the college that rates a manifestation."""

    level: str
    department: str = AUDIT
    item: str = ITEM
    point: str = "受理"
    text: str = LEAK


def rated_at(*places: At) -> Dossier:
    """Make a college in which risks are rated at these places, each on a line of its own."""
    items = dict.fromkeys((at.department, at.item) for at in places)
    files: list[tuple[str, Form]] = []
    for department in (AUDIT, TEACHING):
        own = [item for name, item in items if name == department]
        rows = (
            row(item, department=department, seq=n, line=1 + n) for n, item in enumerate(own, 1)
        )
        files.append((f"inbox/{department}/目录.docx", catalogue(*rows, department=department)))
    for department, item in items:
        own_places = [at for at in places if (at.department, at.item) == (department, item)]
        risks = (
            rated(at.text, at.level, point=at.point, line=5 + n) for n, at in enumerate(own_places)
        )
        files += item_files(*risks, item=item, department=department)
    return on_due_day(*files)


def test_the_same_text_with_the_same_level_is_in_order() -> None:
    found = check(rated_at(At("高"), At("高", point="审核"), At("高", TEACHING, "命题")))
    assert faults(found) == set()


def test_different_levels_in_two_departments_are_told_to_both_with_the_other_place() -> None:
    found = check(rated_at(At("高"), At("中", TEACHING, "命题", "审核")))
    assert told(found, "R09") == [(AUDIT, ITEM, LEVEL_4), (TEACHING, "命题", LEVEL_4)]
    assert faults(found) == {"LF-R09"}
    related = [[p.file for p in f.related] for f in found if f.code == "LF-R09"]
    assert related == [
        [f"inbox/{TEACHING}/命题评定表.docx"],
        [f"inbox/{AUDIT}/{ITEM}评定表.docx"],
    ]


def test_every_place_is_named_with_department_item_point_and_level() -> None:
    found = check(rated_at(At("高"), At("高", point="审核"), At("中", TEACHING, "命题", "审批")))
    for message in messages(found, "R09"):
        assert f"高——“{AUDIT}”的“{ITEM}”的“受理”“审核”环节" in message
        assert f"中——“{TEACHING}”的“命题”的“审批”环节" in message


def test_different_levels_in_one_department_are_told_for_each_item() -> None:
    found = check(rated_at(At("高"), At("低", item="案件查办")))
    assert [item for _, item, _ in told(found, "R09")] == [ITEM, "案件查办"]


def test_different_levels_in_one_item_are_told_once_at_the_odd_one() -> None:
    found = check(rated_at(At("高"), At("低", point="审核"), At("高", point="审批")))
    assert told(found, "R09") == [(AUDIT, ITEM, "表1第6行第3列")]


@pytest.mark.parametrize("same", ["向外泄露信息", "向外 泄露\n信息；", "向外泄露信息．"])
def test_white_space_widths_and_final_signs_do_not_make_another_text(same: str) -> None:
    found = check(rated_at(At("高"), At("低", TEACHING, "命题", text=same)))
    assert len(told(found, "R09")) == 2


@pytest.mark.parametrize("other", ["向外泄漏信息。", "向外泄露消息。", "向外泄露，信息。"])
def test_slightly_different_texts_are_not_compared(other: str) -> None:
    found = check(rated_at(At("高"), At("低", TEACHING, "命题", text=other)))
    assert told(found, "R09") == []


@pytest.mark.parametrize("level", ["", "一级"])
def test_levels_that_are_missing_or_unknown_are_not_compared(level: str) -> None:
    found = check(rated_at(At("高"), At(level, TEACHING, "命题")))
    assert told(found, "R09") == []


def test_rows_that_name_no_risk_are_not_compared() -> None:
    found = check(rated_at(At("高", text="无"), At("低", TEACHING, "命题", text="无")))
    assert told(found, "R09") == []


def test_a_crowd_of_places_is_counted_beyond_what_can_be_read() -> None:
    places = [At("高" if n else "低", item=f"事项{n}") for n in range(300)]
    found = check_file_set(rated_at(*places))
    (message, *others) = messages(found, "R09")
    assert len(others) == 299
    assert "等299项" in message
    assert len(message) < 10_000


@given(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=6))
def test_one_text_is_told_exactly_when_its_levels_differ(levels: list[str]) -> None:
    places = [At(level, item=f"事项{n}") for n, level in enumerate(levels)]
    found = check(rated_at(*places))
    assert len(told(found, "R09")) == (len(levels) if len(set(levels)) > 1 else 0)
