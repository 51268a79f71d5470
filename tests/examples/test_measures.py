"""The example college's autumn: annexes 6 and 7 and the office's words say what the data say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from examples.assessments import evidence_of
from examples.build import (
    ASSESSMENT_DAY,
    MAP_DAY,
    MEASURE_DAY,
    RATING_CORRECTION_DAY,
    RATING_DAY,
)
from examples.measures import measures_of, numbered, regulation_lines
from examples.model import Department, Item
from examples.rating_forms import written_level
from examples.work_report import OFFICE, REPORT_FILE, report_sections
from extractors.read import read_file
from schemas.criteria import criteria
from schemas.forms import Reading, as_contract
from schemas.wording import WorkReport
from schemas.work_report import prose, report_slots
from tests.support.example_college import (
    COMMITTED,
    DEPARTMENTS,
    by_department,
    findings_of,
    forms_of,
    read_folder,
)

_PLANNED = re.compile(r"(?P<name>[^（]+)(?:（(?P<by>.+)）)?")
ITEMS = [(department, item) for department in DEPARTMENTS for item in department.item]


def rows_of(department: Department) -> list[tuple[Any, ...]]:
    """Say a department's annex 6, risk by risk."""
    return [row for item in department.item for row in item_rows(department, item)]


def item_rows(department: Department, item: Item) -> list[tuple[Any, ...]]:
    planned = [_PLANNED.fullmatch(line) for line in regulation_lines(department, item)]
    rules = [(match["name"], match["by"]) for match in planned if match]
    return [
        (
            item.name,
            item.point_of(risk[0]),
            risk[0].responsible,
            number,
            risk[2].text,
            risk[2].level,
            written_level(risk[2].level, department.measures.levels),
            [measure.text for measure in measures_of(department, item, risk)],
            rules,
        )
        for number, risk in numbered(department, item)
    ]


def rows_read(readings: Mapping[str, Reading]) -> list[tuple[Any, ...]]:
    (form,) = forms_of(readings, "measures")
    columns = ("item", "point", "personnel", "number", "manifestation", "level", "level_raw")
    return [
        (
            *(risk[column] for column in columns),
            risk["measures"],
            list(zip(risk["regulations"], risk["planned"], strict=True)),
        )
        for risk in form["risks"]
    ]


def read(path: str) -> Reading:
    return read_file(COMMITTED[path], file=path)


# --- what the files say ------------------------------------------------------------------------


@by_department
def test_measures_are_read_as_first_sent(department: Department) -> None:
    readings = read_folder(MEASURE_DAY, department=department)

    assert rows_read(readings) == rows_of(department.as_first_measured())


@by_department
def test_measures_are_read_as_corrected(department: Department) -> None:
    readings = read_folder(MEASURE_DAY, ASSESSMENT_DAY, department=department)

    assert rows_read(readings) == rows_of(department)


@by_department
def test_assessments_are_read_as_answered(department: Department) -> None:
    readings = read_folder(ASSESSMENT_DAY, department=department)

    (form,) = forms_of(readings, "assessment")
    assert form["department"] == department.written
    assert form["filled_on"] == department.assessment.filled_on.isoformat()
    assert [(c["number"], c["met"], c["evidence"] or "") for c in form["criteria"]] == [
        (
            criterion.number,
            criterion.number not in department.assessment.unmet,
            evidence_of(department, criterion.number),
        )
        for criterion in criteria()
    ]


@by_department
def test_measures_and_assessments_are_read_without_a_finding(department: Department) -> None:
    for days in ((MEASURE_DAY,), (ASSESSMENT_DAY,)):
        readings = read_folder(*days, department=department)

        assert [f.message for reading in readings.values() for f in reading.findings] == []


@by_department
def test_after_the_corrections_no_fault_is_left(department: Department) -> None:
    days = (MAP_DAY, RATING_DAY, RATING_CORRECTION_DAY, MEASURE_DAY, ASSESSMENT_DAY)
    readings = read_folder(*days, department=department)
    day = department.assessment.filled_on.replace(day=10)

    found = findings_of(readings, department, phase="handbook", day=day)

    assert [f.message for f in found if f.severity != "info" and f.code[3] in "FRSMA"] == []


def test_the_offices_words_fill_every_part_of_the_report() -> None:
    reading = read(f"{ASSESSMENT_DAY}/{OFFICE}/{REPORT_FILE}")

    (form,) = reading.forms
    assert isinstance(form, WorkReport)
    assert reading.findings == ()
    assert all(prose(form).fills(slot.name) for slot in report_slots())
    (said,) = as_contract(reading)["forms"]
    assert [section["text"] for section in said["sections"]] == [t for _, t in report_sections()]


# --- what the data are like --------------------------------------------------------------------


def test_every_risk_has_a_measure() -> None:
    bare = [
        (item.name, risks.step)
        for _, item in ITEMS
        for risks in item.risks
        if not item.measures_of(risks.step)
    ]

    assert bare == []


def test_measures_cover_steps_with_risks_and_no_step_twice() -> None:
    for _, item in ITEMS:
        cells = sorted({(measure.first, measure.last) for measure in item.measures})
        steps = {risks.step for risks in item.risks}

        assert {step for cell in cells for step in cell} <= steps
        assert all(before < after for (_, before), (after, _) in pairwise(cells))


def test_every_item_with_a_high_risk_has_a_regulation() -> None:
    without = [
        item.name
        for _, item in ITEMS
        if not item.regulations
        and any(found.level == "高" for risks in item.risks for found in risks.found)
    ]

    assert without == []


def test_some_regulations_are_planned_by_a_day() -> None:
    written = [rule for _, item in ITEMS for rule in item.regulations]

    assert 0.3 < sum("（" in rule for rule in written) / len(written) < 0.9


def test_one_department_corrects_its_measures() -> None:
    assert [d.name for d in DEPARTMENTS if d.corrects_measures] == ["基建处"]


def test_departments_fill_in_annex_6_and_7_in_every_way() -> None:
    measures = [d.measures for d in DEPARTMENTS]

    assert {m.grouping for m in measures} == {"merged", "repeated"}
    assert {m.single for m in measures} == {True, False}
    assert {m.running for m in measures} == {True, False}
    assert {m.titles for m in measures} == {True, False}
    assert {m.levels for m in measures} == {"plain", "quoted", "risk"}
    answers = {d.assessment.answer for d in DEPARTMENTS}
    assert {"是", "达标", "√", "☑是 □否"} <= answers
    assert {d.assessment.columns for d in DEPARTMENTS} == {True, False}
