"""LF-R10: the plan's key areas in which the search has found risks, and those it has left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import check, check_file_set
from schemas.dossier import Dossier
from schemas.findings import Finding
from schemas.forms import Form
from schemas.key_areas import key_areas
from tests.support.dossiers import AUDIT, TEACHING, catalogue, rated, rating_form, row
from tests.support.ratings import item_files, on_due_day

AREAS = [area.name for area in key_areas()]

# What a college's departments list: area → item, content.
ITEMS = {
    "民主集中制": ("“三重一大”事项决策", "重大事项提交会议讨论决定。"),
    "干部选拔任用": ("干部选拔任用", "组织民主推荐、考察和任前公示。"),
    "人员招聘（录）": ("教职工招聘", "公布岗位，组织笔试和面试。"),
    "物资采购（招投标）": ("办公用品采购", "询价、比价和验货。"),
    "大额资金使用": ("大额开支审定", "五万元以上的开支报批。"),
    "重大科研项目和工程建设（招投标）": ("基建项目管理", "立项、施工和竣工。"),
    "科技开发": ("技术服务合同签订", "与企业商定合同条款。"),
    "招生录取": ("本专科录取", "按章程投档和审核。"),
    "教学考试": ("期末考试管理", "命题、印卷、监考和阅卷。"),
    "职称评定": ("职称评审推荐", "材料审查、评议和推荐。"),
    "学生管理": ("违纪学生处分", "调查、告知和处理。"),
    "财务管理": ("日常报销", "票据审核和入账。"),
    "资产管理": ("设备报废", "鉴定、审批和处置。"),
}
OTHERS = {"信访举报受理": "受理来信来访。", "公文处理": "登记、拟办和传阅。"}


def college_with(
    items: Iterable[tuple[str, str]],
    *,
    unrated: Iterable[tuple[str, str]] = (),
    risk: str = "不按规定办理。",
    point: str = "办理",
    as_of: dt.date = dt.date(2012, 6, 15),
    rated_by: Iterable[str] = (AUDIT, TEACHING),
) -> Dossier:
    """Make a college with these items, shared out among its departments, and the usual others."""
    shares: dict[str, list[tuple[str, str]]] = {AUDIT: [], TEACHING: []}
    for number, item in enumerate((*OTHERS.items(), *items)):
        shares[(AUDIT, TEACHING)[number % 2]].append(item)
    shares[AUDIT].extend(unrated)
    waiting = {name for name, _ in unrated}
    files: list[tuple[str, Form]] = []
    for department, own in shares.items():
        rows = (
            row(name, content=content, department=department, seq=n, line=n + 1)
            for n, (name, content) in enumerate(own, 1)
        )
        files.append((f"inbox/{department}/目录.docx", catalogue(*rows, department=department)))
        for name, _ in own if department in rated_by else ():
            if name not in waiting:
                risks = rated(risk, point=point)
                files += item_files(risks, item=name, department=department)
    return on_due_day(*files, as_of=as_of)


def uncovered(findings: tuple[Finding, ...]) -> list[str]:
    """Give the areas that are told, in order."""
    found = [f for f in findings if f.code == "LF-R10"]
    assert all((f.severity, f.department, f.file) == ("warning", None, None) for f in found)
    return [area for area in AREAS if any(f"“{area}”" in f.message for f in found)]


def test_a_college_with_items_in_all_areas_covers_them() -> None:
    assert uncovered(check(college_with(ITEMS.values()))) == []


def test_a_college_without_items_in_any_area_is_told_all_of_them() -> None:
    assert uncovered(check(college_with(()))) == AREAS


@pytest.mark.parametrize("left_out", AREAS)
def test_an_area_is_told_exactly_when_its_items_are_left_out(left_out: str) -> None:
    others = [item for area, item in ITEMS.items() if area != left_out]
    assert uncovered(check(college_with(others))) == [left_out]


@given(st.sets(st.sampled_from(AREAS)))
def test_the_areas_told_are_those_left_out(left_out: set[str]) -> None:
    others = [item for area, item in ITEMS.items() if area not in left_out]
    assert set(uncovered(check(college_with(others)))) == left_out


def test_the_message_says_which_words_were_looked_for() -> None:
    others = [item for area, item in ITEMS.items() if area != "职称评定"]
    (message,) = (f.message for f in check(college_with(others)) if f.code == "LF-R10")
    assert "“职称评定”" in message
    assert "“职称”“专业技术职务”" in message


@pytest.mark.parametrize(
    ("risk", "point"), [("违规评聘职称。", "办理"), ("不按规定办理。", "职称评审")]
)
def test_what_risks_and_points_say_counts_too(risk: str, point: str) -> None:
    others = [item for area, item in ITEMS.items() if area != "职称评定"]
    assert uncovered(check(college_with(others, risk=risk, point=point))) == []


def test_words_of_two_risks_do_not_join_to_one() -> None:
    risks = (rated("不按规定办职。"), rated("称心者优先。", line=6, point="受理"))
    files = item_files(*risks, item="公文处理")
    found = check(on_due_day(catalogue(row("公文处理")), *files, as_of=dt.date(2012, 6, 20)))
    assert "职称评定" in uncovered(found)


def test_an_item_that_waits_for_its_rating_form_is_not_told_once_more() -> None:
    others = [item for area, item in ITEMS.items() if area != "职称评定"]
    found = check(college_with(others, unrated=[ITEMS["职称评定"]]))
    assert uncovered(found) == []


def test_an_item_that_was_searched_without_result_does_not_cover_its_area() -> None:
    others = [item for area, item in ITEMS.items() if area != "职称评定"]
    item, _ = ITEMS["职称评定"]
    of = college_with(others, unrated=[ITEMS["职称评定"]])
    nothing = rating_form(item=item)
    audit = of.departments[0]
    sent = audit.rating_forms[0].model_copy(update={"form": nothing})
    searched = audit.model_copy(update={"rating_forms": (*audit.rating_forms, sent)})
    found = check(of.model_copy(update={"departments": (searched, of.departments[1])}))
    assert uncovered(found) == ["职称评定"]


@pytest.mark.parametrize(("day", "told_areas"), [(15, []), (16, AREAS)])
def test_areas_are_told_once_all_ratings_are_in_or_overdue(day: int, told_areas: list[str]) -> None:
    of = college_with((), as_of=dt.date(2012, 6, day), rated_by=[AUDIT])
    assert uncovered(check(of)) == told_areas


def test_a_department_that_checks_its_own_files_is_not_asked_about_the_college() -> None:
    assert uncovered(check_file_set(college_with(()))) == []


def test_the_catalogue_phase_does_not_look_for_areas() -> None:
    of = college_with(()).model_copy(update={"phase": "catalogue"})
    assert uncovered(check(of)) == []
