"""Which key areas of the plan an authority item belongs to, by its name and content."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.key_areas import areas_of, key_areas

AREAS = [area.name for area in key_areas()]
WORKS = "重大科研项目和工程建设（招投标）"


def test_the_areas_are_the_thirteen_of_the_plan_in_its_order() -> None:
    assert "、".join(AREAS) == (
        "民主集中制、干部选拔任用、人员招聘（录）、物资采购（招投标）、大额资金使用、"
        "重大科研项目和工程建设（招投标）、科技开发、招生录取、教学考试、职称评定、学生管理、"
        "财务管理、资产管理"
    )


@pytest.mark.parametrize("area", AREAS)
def test_an_item_that_is_named_like_an_area_belongs_to_it(area: str) -> None:
    assert area in areas_of(area)


@pytest.mark.parametrize(
    ("name", "areas"),
    [
        ("“三重一大”事项决策", ["民主集中制"]),
        ("中层干部选拔任用", ["干部选拔任用"]),
        ("人才引进", ["人员招聘（录）"]),
        ("教材采购", ["物资采购（招投标）"]),
        ("大额度资金使用", ["大额资金使用", "财务管理"]),
        ("工程建设项目管理", [WORKS]),
        ("科技成果转化", ["科技开发"]),
        ("本科招生", ["招生录取"]),
        ("试卷命题与保管", ["教学考试"]),
        ("专业技术职务评聘", ["职称评定"]),
        ("学生违纪处分", ["学生管理"]),
        ("日常报销审核", ["财务管理"]),
        ("固定资产处置", ["资产管理"]),
    ],
)
def test_an_item_belongs_where_its_name_says(name: str, areas: list[str]) -> None:
    assert list(areas_of(name)) == areas


def test_an_item_may_belong_to_several_areas() -> None:
    assert areas_of("仪器设备采购") == ("物资采购（招投标）", "资产管理")


@pytest.mark.parametrize("name", ["信访举报受理", "公文处理", "车辆管理", "发展党员", "", "…"])
def test_an_item_may_belong_to_none(name: str) -> None:
    assert areas_of(name) == ()


def test_the_content_tells_what_the_name_does_not() -> None:
    assert areas_of("综合事务", "组织学院的招生和录取工作。") == ("招生录取",)


def test_a_wide_word_in_the_content_does_not_count() -> None:
    assert areas_of("公务接待", "安排来宾的接待，为学生提供方便。") == ()


@pytest.mark.parametrize(
    "name", ["招生就业处日常管理", "学生处日常管理", "财务处印章管理", "资产管理处日常管理"]
)
def test_a_departments_name_is_no_area(name: str) -> None:
    assert areas_of(name) == ()


@pytest.mark.parametrize(
    ("name", "area"),
    [("学生处分", "学生管理"), ("财务处理", "财务管理"), ("资产管理处置", "资产管理")],
)
def test_a_word_that_only_begins_like_a_department_counts(name: str, area: str) -> None:
    assert area in areas_of(name)


def test_tenders_for_works_are_not_tenders_for_goods() -> None:
    assert areas_of("工程招投标管理") == (WORKS,)


def test_blanks_line_breaks_and_widths_do_not_matter() -> None:
    assert areas_of("固定 资产\n处置") == areas_of("固定资产处置")
    assert areas_of("物资采购(招投标)") == areas_of("物资采购（招投标）")


@given(name=st.text(), content=st.text())
def test_any_text_gives_areas_of_the_plan_in_its_order(name: str, content: str) -> None:
    found = areas_of(name, content)
    assert list(found) == [area for area in AREAS if area in found]
