"""Two years of a college: what came, went, moved and changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.years import year_changes
from schemas.college import Level
from schemas.consolidated import (
    Consolidated,
    ConsolidatedDepartment,
    ConsolidatedItem,
    ConsolidatedRisk,
    Counts,
)
from schemas.year_diff import ChangeKind, YearChange
from tests.support.dossiers import IN_TIME

AUDIT, TEACHING = "审计监察处", "教务处"


def risk(
    text: str = "不按规定登记。",
    level: Level | None = "中",
    *,
    point: str = "受理",
    measures: tuple[str, ...] = (),
    responsible: str = "承办人",
) -> ConsolidatedRisk:
    return ConsolidatedRisk(
        item="",
        point=point,
        manifestation=text,
        level=level,
        responsible=responsible,
        measures=measures,
    )


def item(name: str, *risks: ConsolidatedRisk, content: str = "内容") -> ConsolidatedItem:
    return ConsolidatedItem(
        name=name, category="内部职权", content=content, legal_basis="依据", risks=risks
    )


def college(**departments: tuple[ConsolidatedItem, ...]) -> Consolidated:
    names = {"audit": AUDIT, "teaching": TEACHING}
    return Consolidated(
        organisation="学院",
        year=2012,
        phase="summary",
        as_of=IN_TIME,
        counts=Counts(),
        departments=tuple(
            ConsolidatedDepartment(name=names[key], items=items)
            for key, items in departments.items()
        ),
    )


def kinds(changes: tuple[YearChange, ...]) -> list[ChangeKind]:
    return [change.kind for change in changes]


def test_the_same_year_twice_has_no_differences() -> None:
    year = college(audit=(item("受理", risk(), risk("压件不办。")),))

    assert year_changes(year, year) == ()


def test_items_that_came_and_went_are_told() -> None:
    changes = year_changes(college(audit=(item("甲"),)), college(audit=(item("乙"),)))

    assert [(c.kind, c.item) for c in changes] == [("item_added", "乙"), ("item_gone", "甲")]


def test_a_new_items_risks_are_new() -> None:
    changes = year_changes(college(audit=()), college(audit=(item("甲", risk(level="高")),)))

    assert [(c.kind, c.after) for c in changes] == [("item_added", None), ("risk_added", "高")]


def test_an_item_that_another_department_took_over_has_moved_with_its_risks() -> None:
    before = college(audit=(item("甲", risk(level="低")),), teaching=())
    after = college(audit=(), teaching=(item("甲", risk(level="高")),))

    changes = year_changes(before, after)

    assert [(c.kind, c.department, c.before, c.after) for c in changes] == [
        ("item_moved", TEACHING, AUDIT, TEACHING),
        ("level_up", TEACHING, "低", "高"),
    ]


def test_departments_that_came_and_went_are_told() -> None:
    changes = year_changes(college(audit=(item("甲"),)), college(teaching=(item("乙"),)))

    assert [(c.kind, c.department, c.item) for c in changes] == [
        ("department_added", TEACHING, None),
        ("item_added", TEACHING, "乙"),
        ("department_gone", AUDIT, None),
        ("item_gone", AUDIT, "甲"),
    ]


def test_levels_that_rose_and_fell_are_told() -> None:
    before = college(audit=(item("甲", risk(level="高"), risk("压件不办。", "低")),))
    after = college(audit=(item("甲", risk(level="中"), risk("压件不办。", "中")),))

    assert kinds(year_changes(before, after)) == ["level_down", "level_up"]


def test_changed_fields_measures_and_responsible_parties_are_told_with_both() -> None:
    before = college(audit=(item("甲", risk(measures=("抽查。",))),))
    after = college(
        audit=(item("甲", risk(measures=("抽查。", "公示。"), responsible="处长"), content="新"),)
    )

    changes = year_changes(before, after)

    assert [(c.kind, c.before, c.after) for c in changes] == [
        ("item_changed", "职权内容：内容", "职权内容：新"),
        ("responsible_changed", "承办人", "处长"),
        ("measures_changed", "抽查", "抽查；公示"),
    ]


def test_a_risk_that_moved_to_another_step_is_the_same_risk() -> None:
    before = college(audit=(item("甲", risk(point="受理")),))
    after = college(audit=(item("甲", risk(point="审核")),))

    assert [(c.kind, c.before, c.after) for c in year_changes(before, after)] == [
        ("risk_moved", "受理", "审核")
    ]


_items = st.lists(
    st.builds(item, st.sampled_from("甲乙丙丁"), st.builds(risk, st.text("子丑寅卯", min_size=5))),
    max_size=4,
    unique_by=lambda i: i.name,
).map(tuple)
_years = st.builds(college, audit=_items, teaching=_items)


@given(year=_years)
def test_any_year_equals_itself(year: Consolidated) -> None:
    assert year_changes(year, year) == ()


@given(before=_years, after=_years)
def test_what_one_way_came_the_other_way_went(before: Consolidated, after: Consolidated) -> None:
    there = kinds(year_changes(before, after))
    back = kinds(year_changes(after, before))

    assert there.count("item_added") == back.count("item_gone")
    assert there.count("item_moved") == back.count("item_moved")
    assert there.count("level_up") == back.count("level_down")
