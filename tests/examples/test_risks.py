"""The example college's risks: the data keep the plan's rules, and the files say what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from examples.build import COLLEGE, MAP_DAY, RATING_CORRECTION_DAY, RATING_DAY
from examples.lines import written_date
from examples.model import Department, Item
from examples.rating_forms import written_level
from examples.risk_summaries import totals
from flows.settings import Workspace
from schemas.college import LEVELS
from schemas.forms import Reading
from schemas.key_areas import key_areas
from schemas.text import normalised
from tests.support.example_college import (
    DEPARTMENTS,
    by_department,
    findings_of,
    forms_of,
    read_folder,
)

ITEMS = [(department, item) for department in DEPARTMENTS for item in department.item]
FOUND = [
    (department, item, risks, found)
    for department, item in ITEMS
    for risks in item.risks
    for found in risks.found
]
with_summary = pytest.mark.parametrize(
    "department", [d for d in DEPARTMENTS if d.summary], ids=lambda d: d.name
)
LEADERS = ("院领导", "分管院领导")


def by_name(things: Iterable[Any]) -> list[Any]:
    return sorted(things, key=lambda thing: str(thing[0]))


# --- what the files say ------------------------------------------------------------------------


def maps_of(department: Department) -> list[tuple[Any, ...]]:
    """Say a department's annex 3: item, steps, arrows, supervision, and the texts at each step."""
    return by_name(
        (
            item.name,
            Counter((step.text, step.limit) for step in item.steps),
            Counter(
                (item.steps[a.source - 1].text, item.steps[a.target - 1].text, a.label)
                for a in item.transitions
            ),
            item.supervision,
            drawn(department, item),
        )
        for item in department.item
    )


def drawn(department: Department, item: Item) -> dict[str, list[str]]:
    texts = {
        item.steps[risks.step - 1].text: [
            found.text if department.maps.stops else found.text.rstrip("。")
            for found in risks.found
            if found.text not in item.undrawn
        ]
        for risks in item.risks
    }
    return {step: listed for step, listed in texts.items() if listed}


def maps_read(readings: Mapping[str, Reading]) -> list[tuple[Any, ...]]:
    return by_name(map_read(form) for form in forms_of(readings, "risk_map"))


def map_read(form: dict[str, Any]) -> tuple[Any, ...]:
    text = {step["id"]: step["text"] for step in form["steps"]}
    supervision = form["supervision"]
    return (
        form["item"],
        Counter((step["text"], step["time_limit"]) for step in form["steps"]),
        Counter((text[t["from"]], text[t["to"]], t["label"]) for t in form["transitions"]),
        supervision.rstrip("。") if supervision else None,
        {text[risks["step"]]: risks["manifestations"] for risks in form["risks"]},
    )


def ratings_of(department: Department) -> list[tuple[Any, ...]]:
    """Say a department's annex 4: head, rows, sign-offs."""
    return by_name(
        (
            item.name,
            str(number),
            department.written,
            item.category,
            department.ratings.filled_on.isoformat(),
            rows_of(department, item),
            signed(department, item),
        )
        for number, item in enumerate(department.item, 1)
    )


def rows_of(department: Department, item: Item) -> list[tuple[Any, ...]]:
    habit = department.ratings.levels
    rows: list[tuple[Any, ...]] = []
    for risks in item.risks:
        for number, found in risks.numbered:
            wrong = item.levels.get(found.text)
            raw = written_level(found.level, habit) if wrong is None else wrong
            level = found.level if wrong is None else None
            shown = None if habit == "ticks" else raw
            row = (item.point_of(risks), number, found.text, level, shown, risks.responsible)
            rows.append(row)
    return rows


def signed(department: Department, item: Item) -> list[tuple[str, str | None, str | None]]:
    habits = department.ratings
    days = (habits.signed_on, item.reviewed_on or habits.reviewed_on)
    if item.signed_again and habits.again:
        days = habits.again
    group = habits.approved_on
    return [
        ("department", department.head, days[0].isoformat()),
        ("supervising_leader", habits.leader, days[1].isoformat()),
        ("leading_group", "齐福荣" if group else None, group.isoformat() if group else None),
    ]


def ratings_read(department: Department, readings: Mapping[str, Reading]) -> list[tuple[Any, ...]]:
    ticked = department.ratings.levels == "ticks"
    return by_name(rating_read(form, ticked=ticked) for form in forms_of(readings, "rating_form"))


def rating_read(form: dict[str, Any], *, ticked: bool) -> tuple[Any, ...]:
    rows = [
        (
            risk["point"],
            risk["number"],
            risk["manifestation"],
            risk["level"],
            None if ticked else risk["level_raw"],
            risk["responsible"],
        )
        for risk in form["risks"]
    ]
    signatures = [(block["role"], block["signed_by"], block["date"]) for block in form["sign_offs"]]
    head = (form["item"], form["number"], form["department"], form["category"])
    return (*head, form["filled_on"], rows, signatures)


@by_department
def test_risk_maps_are_read_as_first_drawn(department: Department) -> None:
    readings = read_folder(MAP_DAY, department=department)

    assert maps_read(readings) == maps_of(department.as_first_rated())


@by_department
def test_rating_forms_are_read_as_first_filled_in(department: Department) -> None:
    readings = read_folder(RATING_DAY, department=department)

    assert ratings_read(department, readings) == ratings_of(department.as_first_rated())


@by_department
def test_corrected_risks_are_read_as_written(department: Department) -> None:
    again = department.as_rated_again()

    readings = read_folder(MAP_DAY, RATING_DAY, RATING_CORRECTION_DAY, department=department)

    assert maps_read(readings) == maps_of(again)
    assert ratings_read(department, readings) == ratings_of(again)


@by_department
def test_risk_forms_are_read_without_a_finding(department: Department) -> None:
    for days in ((MAP_DAY,), (RATING_DAY,), (RATING_CORRECTION_DAY,)):
        readings = read_folder(*days, department=department)

        found = {f.code for reading in readings.values() for f in reading.findings}
        assert found <= ({"LF-R03", "LF-R04"} if department.corrects_risks else set())


@with_summary
def test_annex_5_is_read_as_filled_in(department: Department) -> None:
    readings = read_folder(RATING_DAY, department=department)

    (form,) = forms_of(readings, "risk_summary")
    columns = ("department", "item", "point", "manifestation", "level", "responsible")
    rows = [tuple(risk[column] for column in columns) for risk in form["risks"]]
    assert department.summary
    assert form["declared"] == {**totals(department), **department.summary.first}
    assert rows == [
        (
            department.written,
            item.name,
            item.point_of(risks),
            found.text,
            found.level,
            risks.responsible,
        )
        for _, item, risks, found in FOUND
        if item in department.item
    ]


@pytest.mark.parametrize(
    "department", [d for d in DEPARTMENTS if not d.corrects_risks], ids=lambda d: d.name
)
def test_other_departments_rate_without_faults(department: Department) -> None:
    readings = read_folder(MAP_DAY, RATING_DAY, department=department)

    assert worth_telling(readings, department) == []


@by_department
def test_after_the_corrections_no_fault_is_left(department: Department) -> None:
    readings = read_folder(MAP_DAY, RATING_DAY, RATING_CORRECTION_DAY, department=department)

    assert worth_telling(readings, department) == []


def worth_telling(readings: Mapping[str, Reading], department: Department) -> list[str]:
    """Check files alone as the department can; what is only information is left out."""
    found = findings_of(readings, department, phase="summary", day=department.ratings.reviewed_on)
    return [finding.message for finding in found if finding.severity != "info"]


# --- what the data are like --------------------------------------------------------------------


def test_every_item_has_risks() -> None:
    assert [item.name for _, item in ITEMS if not item.risks] == []


def test_the_key_areas_of_the_plan_are_all_covered() -> None:
    uncovered = [
        area.name
        for area in key_areas()
        if not any(area.covers(item.name, item.content) for _, item in ITEMS)
    ]

    assert uncovered == []


def test_one_text_has_one_level_in_the_whole_college() -> None:
    levels: dict[str, set[str]] = {}
    for _, _, _, found in FOUND:
        levels.setdefault(normalised(found.text), set()).add(found.level)

    assert [text for text, given in levels.items() if len(given) > 1] == []


def test_leading_posts_that_decide_on_people_money_or_things_are_high_risks() -> None:
    decided = [found.level for _, _, risks, found in FOUND if risks.responsible in LEADERS]

    assert Counter(decided).most_common(1)[0][0] == "高"
    assert "低" not in decided


def test_levels_are_distributed_as_people_rate() -> None:
    shares = Counter(found.level for *_, found in FOUND)

    assert all(0.2 < shares[level] / len(FOUND) < 0.5 for level in LEVELS)
    assert {d.name for d, _, _, found in FOUND if found.level == "高"} == {
        department.name for department in DEPARTMENTS
    }


def test_a_point_is_a_step_or_words_of_one_step_alone() -> None:
    unclear = [
        (item.name, point)
        for _, item in ITEMS
        for risks in item.risks
        if (point := item.point_of(risks)) != item.steps[risks.step - 1].text
        and [n for n, step in enumerate(item.steps, 1) if point in step.text] != [risks.step]
    ]

    assert unclear == []


def test_forms_are_signed_in_order_and_in_time() -> None:
    for department in DEPARTMENTS:
        habits = department.ratings
        days = [habits.filled_on, habits.signed_on, habits.reviewed_on, habits.approved_on]
        dated = [day for day in days if day]

        assert dated == sorted(dated)
        assert dated[-1].isoformat() <= "2012-06-14"


def test_the_leaders_who_sign_are_those_configured() -> None:
    college = Workspace.open(COLLEGE).college

    leaders = {department.name: department.ratings.leader for department in DEPARTMENTS}

    assert leaders == {d.name: d.supervising_leader for d in college.department}


def test_the_plans_own_item_has_the_plans_risks() -> None:
    (item,) = [item for _, item in ITEMS if item.name == "信访举报受理"]

    leak = "高 向被举报人泄露信访举报内容或举报人信息。"
    assert {
        item.point_of(risks): [f"{found.level} {found.text}" for found in risks.found]
        for risks in item.risks
    } == {
        "受理": ["中 不按规定登记。", leak],
        "审核": ["低 压件不办，拖延信访件审核时间。", "低 不采纳承办人提出的合理建议。", leak],
        "审批": ["低 不按规定把关。", "低 拖延办理。", leak],
    }


def test_departments_draw_and_fill_in_in_every_way() -> None:
    assert {d.maps.attachment for d in DEPARTMENTS} == {"leader", "beside", "callout", "column"}
    assert len({d.maps.drawing for d in DEPARTMENTS}) == 6
    assert len({d.ratings.levels for d in DEPARTMENTS}) == 5
    assert len({d.ratings.dates for d in DEPARTMENTS}) == 5
    assert {d.ratings.grouping for d in DEPARTMENTS} == {"merged", "repeated", "blank"}
    assert {d.ratings.several for d in DEPARTMENTS} == {True, False}


def test_dates_are_written_as_people_write_them() -> None:
    day = DEPARTMENTS[0].ratings.signed_on.replace(month=10, day=20)

    assert written_date(day, "numerals") == "二〇一二年十月二十日"
    assert written_date(day.replace(month=6, day=13), "numerals") == "二〇一二年六月十三日"
    assert written_date(day, "dotted") == "2012.10.20"
