"""Risks are counted overall, by department, by category and by key area, in the same unit."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from schemas.college import LEVELS, Level
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.counting import Totals, Unit
from schemas.forms import CATEGORIES, Category
from schemas.statistics import Line, statistics

UNITS: tuple[Unit, ...] = ("manifestation", "step")


def risk(point: str, level: Level | None, *, step: str | None = None) -> ConsolidatedRisk:
    return ConsolidatedRisk(
        item="事项", point=point, step=step, manifestation="表现", level=level, responsible="处长"
    )


def item(
    name: str, *risks: ConsolidatedRisk, category: Category | None = "内部职权", content: str = ""
) -> ConsolidatedItem:
    return ConsolidatedItem(
        name=name, category=category, content=content, legal_basis="“三定”方案", risks=risks
    )


def college(**departments: tuple[ConsolidatedItem, ...]) -> Consolidated:
    return Consolidated(
        organisation="防灾科技学院",
        year=2012,
        phase="summary",
        as_of=dt.date(2012, 6, 20),
        counts=Counts(),
        departments=tuple(
            ConsolidatedDepartment(name=name, items=items) for name, items in departments.items()
        ),
    )


EXAMPLE = college(
    教务处=(
        item("教学考试", risk("命题", "高"), risk("命题", "低"), risk("监考", "中")),
        item("教材采购", risk("选定", "高"), category="重要业务事项"),
    ),
    工会=(),
    办公室=(item("公文处理", risk("命题", None), risk("起草", "低")),),
)


def named(lines: tuple[Line, ...], name: str) -> Line:
    return next(line for line in lines if line.name == name)


def test_every_manifestation_with_a_level_counts() -> None:
    found = statistics(EXAMPLE, "manifestation")
    assert found.overall == Line(name="合计", items=3, risks=Totals(5, 2, 1, 2))


def test_a_step_counts_once_at_its_highest_level() -> None:
    assert statistics(EXAMPLE, "step").overall.risks == Totals(4, 2, 1, 1)


def test_departments_stand_in_their_order_also_without_items() -> None:
    found = statistics(EXAMPLE, "manifestation").departments
    assert [(line.name, line.items, line.risks.points) for line in found] == [
        ("教务处", 2, 4),
        ("工会", 0, 0),
        ("办公室", 1, 1),
    ]


def test_two_departments_of_one_name_are_counted_apart() -> None:
    twice = EXAMPLE.model_copy(update={"departments": EXAMPLE.departments[:1] * 2})
    assert [line.items for line in statistics(twice, "step").departments] == [2, 2]
    assert statistics(twice, "step").overall.risks.points == 6


def test_all_three_categories_are_told_and_a_fourth_only_where_one_is_missing() -> None:
    assert [line.name for line in statistics(EXAMPLE, "step").categories] == list(CATEGORIES)
    undecided = statistics(college(办公室=(item("甲", category=None),)), "step")
    assert undecided.categories[-1] == Line(name="类别待核", items=1)


def test_an_item_counts_in_each_of_its_key_areas() -> None:
    both = college(资产管理处=(item("仪器设备采购", risk("验收", "高")),))
    found = statistics(both, "manifestation")
    assert named(found.areas, "物资采购（招投标）").risks == Totals(1, 1, 0, 0)
    assert named(found.areas, "资产管理").risks == Totals(1, 1, 0, 0)
    assert found.overall.risks.points == 1


def test_an_item_of_no_key_area_counts_among_the_others() -> None:
    assert statistics(EXAMPLE, "manifestation").areas[-1] == Line(
        name="未归入重点领域", items=1, risks=Totals(1, 0, 0, 1)
    )


def test_key_areas_without_items_are_named() -> None:
    found = statistics(EXAMPLE, "step")
    assert len(found.areas) == 14
    assert "民主集中制" in found.bare_areas
    assert not {"教学考试", "物资采购（招投标）", "未归入重点领域"} & set(found.bare_areas)


def test_manifestations_without_a_level_are_told_and_not_counted() -> None:
    assert statistics(EXAMPLE, "step").unrated == 1


def test_equal_points_of_different_items_are_different_steps() -> None:
    two = college(处=(item("甲", risk("审批", "低")), item("乙", risk("审批", "低"))))
    assert statistics(two, "step").overall.risks.points == 2


def test_a_step_is_one_however_its_point_is_worded() -> None:
    worded = item("甲", risk("审批", "低", step="s1"), risk("领导审批", "高", step="s1"))
    spaced = item("乙", risk("审 批", "低"), risk("审批", "中"))
    found = statistics(college(处=(worded, spaced)), "step")
    assert found.overall.risks == Totals(2, 1, 1, 0)


LEVEL = st.one_of(st.none(), st.sampled_from(LEVELS))
RISKS = st.lists(st.builds(risk, st.sampled_from("甲乙丙"), LEVEL), max_size=4)
ITEMS = st.lists(
    st.builds(
        lambda name, risks, category: item(name, *risks, category=category),
        st.sampled_from(["教材采购", "公文处理", "招生"]),
        RISKS,
        st.one_of(st.none(), st.sampled_from(CATEGORIES)),
    ),
    max_size=4,
)


@given(own=st.lists(ITEMS, max_size=4), unit=st.sampled_from(UNITS))
def test_departments_and_categories_add_up_to_the_whole(
    own: list[list[ConsolidatedItem]], unit: Unit
) -> None:
    found = statistics(college(**{str(n): tuple(items) for n, items in enumerate(own)}), unit)
    for lines in (found.departments, found.categories):
        assert sum(line.items for line in lines) == found.overall.items
        sums = [sum(column) for column in zip(*(line.risks for line in lines), strict=True)]
        assert (sums or [0, 0, 0, 0]) == list(found.overall.risks)


@given(own=st.lists(ITEMS, max_size=4), unit=st.sampled_from(UNITS))
def test_levels_add_up_to_the_points(own: list[list[ConsolidatedItem]], unit: Unit) -> None:
    found = statistics(college(**{str(n): tuple(items) for n, items in enumerate(own)}), unit)
    for line in (found.overall, *found.departments, *found.categories, *found.areas):
        assert line.risks.points == sum(line.risks[1:])
