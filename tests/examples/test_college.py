"""What is read from the example college's files is the data that they were built from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from examples.build import CATALOGUE_DAY, COLLEGE, CORRECTION_DAY, FIRST_DAY, college_files
from examples.model import Department, Item
from flows.settings import Workspace
from schemas.forms import Reading
from tests.support.example_college import (
    COMMITTED,
    DEPARTMENTS,
    by_department,
    findings_of,
    forms_of,
    read_folder,
)


@pytest.fixture(scope="module")
def rebuilt() -> Mapping[str, bytes]:
    return college_files()


def catalogue_of(department: Department) -> dict[str, Any]:
    """Say what ``extract`` prints of a department's annex 1."""
    return {
        "form": "catalogue",
        "department": department.written,
        "unit": "防灾科技学院",
        "filled_on": department.catalogue.filled_on.isoformat(),
        "items": [
            {
                "seq": number,
                "department": department.written,
                "name": item.name,
                "category": item.category if item.category != "管理职权" else None,
                "category_raw": item.category,
                "content": item.content,
                "legal_basis": item.legal_basis,
            }
            for number, item in enumerate(department.item, 1)
        ],
    }


def chart_of(item: Item) -> tuple[Any, ...]:
    """Say an item's chart as its name, steps, arrows and supervision."""
    steps = Counter((step.text, step.limit, step.actor) for step in item.steps)
    arrows = Counter(
        (item.steps[arrow.source - 1].text, item.steps[arrow.target - 1].text, arrow.label)
        for arrow in item.transitions
    )
    return item.name, steps, arrows, item.supervision


def chart_read(form: dict[str, Any]) -> tuple[Any, ...]:
    text = {step["id"]: step["text"] for step in form["steps"]}
    steps = Counter((s["text"], s["time_limit"], s["actor"]) for s in form["steps"])
    arrows = Counter((text[t["from"]], text[t["to"]], t["label"]) for t in form["transitions"])
    supervision = form["supervision"]
    return form["item"], steps, arrows, supervision.rstrip("。") if supervision else None


def expected_charts(department: Department) -> list[tuple[Any, ...]]:
    return sorted((chart_of(i) for i in department.item if i.flowchart), key=lambda c: str(c[0]))


def read_charts(readings: Mapping[str, Reading]) -> list[tuple[Any, ...]]:
    charts = (chart_read(form) for form in forms_of(readings, "process_flow"))
    return sorted(charts, key=lambda c: str(c[0]))


def test_committed_files_are_what_the_data_makes(rebuilt: Mapping[str, bytes]) -> None:
    assert sorted(COMMITTED) == sorted(rebuilt)
    assert [name for name in rebuilt if COMMITTED[name] != rebuilt[name]] == []


def test_building_twice_makes_the_same_bytes(rebuilt: Mapping[str, bytes]) -> None:
    assert college_files() == rebuilt


@by_department
def test_rosters_are_read_as_written(department: Department) -> None:
    readings = read_folder(FIRST_DAY, department=department)

    (roster,) = forms_of(readings, "roster")
    members = [member.model_dump() for member in department.roster.member]
    assert (roster["department"], roster["members"]) == (department.written, members)
    assert findings_of(readings, department) == []


@by_department
def test_the_first_catalogue_is_read_as_written(department: Department) -> None:
    readings = read_folder(CATALOGUE_DAY, department=department)

    assert forms_of(readings, "catalogue") == [catalogue_of(department.as_first_sent())]


@by_department
def test_the_first_charts_are_read_as_drawn(department: Department) -> None:
    readings = read_folder(CATALOGUE_DAY, department=department)

    assert read_charts(readings) == expected_charts(department.as_first_sent())
    assert all(
        form["department"] == department.written for form in forms_of(readings, "process_flow")
    )


@by_department
def test_corrected_files_are_read_as_written(department: Department) -> None:
    readings = read_folder(CATALOGUE_DAY, CORRECTION_DAY, department=department)

    assert forms_of(readings, "catalogue") == [catalogue_of(department)]
    assert read_charts(readings) == expected_charts(department)


@by_department
def test_after_the_corrections_nothing_is_found(department: Department) -> None:
    readings = read_folder(CATALOGUE_DAY, CORRECTION_DAY, department=department)

    assert findings_of(readings, department) == []


def test_the_first_version_of_one_department_has_its_five_faults() -> None:
    (faulty,) = [department for department in DEPARTMENTS if department.corrects]

    found = findings_of(read_folder(CATALOGUE_DAY, department=faulty), faulty)

    assert {(finding.code, finding.item) for finding in found} == {
        ("LF-C02", "房屋出租出借管理"),
        ("LF-C04", "固定资产登记"),
        ("LF-P01", "低值易耗品领用"),
        ("LF-P03", "国有资产处置审批"),
        ("LF-P05", "物资采购（招投标）"),
    }
    assert len(found) == len({finding.code for finding in found})


@pytest.mark.parametrize(
    "department", [d for d in DEPARTMENTS if not d.corrects], ids=lambda d: d.name
)
def test_other_departments_have_no_faults_at_first(department: Department) -> None:
    assert findings_of(read_folder(CATALOGUE_DAY, department=department), department) == []


def test_every_department_is_configured_and_its_head_leads_its_group() -> None:
    configured = {d.name: d.head for d in Workspace.open(COLLEGE).college.department}

    leaders = {d.name: d.roster.member[0].name for d in DEPARTMENTS}

    assert configured == leaders


def test_departments_draw_in_every_way() -> None:
    assert len({department.flows.drawing for department in DEPARTMENTS}) == 8
    assert {d.catalogue.grouping for d in DEPARTMENTS} == {"merged", "repeated", "blank"}


def test_administrative_items_say_how_they_are_supervised() -> None:
    items = [item for department in DEPARTMENTS for item in department.item]

    administrative = [item for item in items if item.category == "行政职权"]

    assert len(administrative) >= 2
    assert all(item.supervision for item in administrative)


def test_the_plans_own_item_has_the_plans_nine_steps() -> None:
    items: Iterator[Item] = (item for department in DEPARTMENTS for item in department.item)

    steps = next(item.steps for item in items if item.name == "信访举报受理")

    assert [step.text for step in steps] == [
        "承办人受理",
        "承办人提出意见",
        "处领导审核",
        "分管学院领导审批",
        "转办",
        "暂存",
        "向上级部门报告",
        "退回",
        "自办",
    ]


def test_the_blank_workspace_is_valid_and_waits_for_approval() -> None:
    blank = Workspace.open(COLLEGE.parent / "blank").college

    assert blank.approval.required
    assert blank.department
