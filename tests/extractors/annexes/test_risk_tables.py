from __future__ import annotations

from typing import Any

import pytest

from tests.support.forms import Cell, codes, paragraph, read, table
from tests.support.risk_maps import (
    DEPARTMENT,
    ITEM,
    TITLE,
    column,
    drawing,
    hung,
)

# --- tables -------------------------------------------------------------------------------

HEADER = ["环节", "岗位", "时限", "下一环节", "廉政风险表现形式"]
SECOND = ["审核", "科长", "2日", "结束", "1.把关不严。"]
FOUND = {("受理", "不登记。"), ("受理", "泄露信息。"), ("审核", "把关不严。")}
DOWN = [Cell("", rows="continue")] * 4


@pytest.mark.parametrize(
    "rows",
    [
        [["受理", "经办人", "当日", "审核", "1.不登记。\n2.泄露信息。"]],
        [["受理", "经办人", "当日", "审核", "1.不登记。2.泄露信息。"]],
        [
            ["受理", "经办人", "当日", "审核", "1.不登记。"],
            ["受理", "经办人", "当日", "审核", "2.泄露信息。"],
        ],
        [
            ["受理", "经办人", "当日", "审核", "1.不登记。"],
            ["", "", "", "", "2.泄露信息。"],
        ],
        [
            [*(Cell(t, rows="restart") for t in ("受理", "经办人", "当日", "审核")), "1.不登记。"],
            [*DOWN, "2.泄露信息。"],
        ],
    ],
    ids=["in a cell", "run on", "step repeated", "step left blank", "step merged"],
)
def test_a_column_of_the_step_table_holds_the_risks(rows: list[list[Any]]) -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT, table([HEADER, *rows, SECOND]))

    assert [(s.text, s.actor, s.time_limit) for s in form.steps] == [
        ("受理", "经办人", "当日"),
        ("审核", "科长", "2日"),
    ]
    assert hung(form) == FOUND
    assert codes(findings) == []


def test_a_risk_cell_merged_over_two_steps_is_a_risk_of_each() -> None:
    rows: list[list[Any]] = [
        ["受理", "经办人", "当日", "审核", Cell("1.泄露信息。", rows="restart")],
        ["审核", "科长", "2日", "结束", Cell("", rows="continue")],
    ]

    (form,), findings = read(TITLE, ITEM, DEPARTMENT, table([HEADER, *rows]))

    assert hung(form) == {("受理", "泄露信息。"), ("审核", "泄露信息。")}
    assert codes(findings) == []


@pytest.mark.parametrize("nothing", ["无", "/", "—", ""])
def test_a_step_may_have_no_risk(nothing: str) -> None:
    first = ["受理", "经办人", "当日", "审核", nothing]

    (form,), findings = read(TITLE, ITEM, DEPARTMENT, table([HEADER, first, SECOND]))

    assert hung(form) == {("审核", "把关不严。")}
    assert codes(findings) == []


def test_a_risk_in_a_cell_knows_its_row() -> None:
    first = ["受理", "经办人", "当日", "审核", "1.不登记。\n2.泄露信息。"]

    (form,), _ = read(TITLE, ITEM, DEPARTMENT, table([HEADER, first, SECOND]))

    place = form.risks[1].places["0"]
    assert (place.table, place.row, place.column) == (1, 3, 5)


LISTED = table(
    [
        ["序号", "廉政风险点", "廉政风险表现形式"],
        ["1", Cell("受理", rows="restart"), "不登记。"],
        ["2", Cell("", rows="continue"), "泄露信息。"],
        ["3", "审核", "把关不严。"],
    ]
)
FLOW = table([HEADER[:4], ["承办人受理", "甲", "当日", "处长审核"], ["处长审核", "乙", "", "结束"]])


def test_a_second_table_lists_the_risks_of_the_steps() -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT, FLOW, LISTED)

    assert hung(form) == {
        ("承办人受理", "不登记。"),
        ("承办人受理", "泄露信息。"),
        ("处长审核", "把关不严。"),
    }
    assert codes(findings) == []


def test_a_table_below_a_drawing_lists_the_risks_of_its_steps() -> None:
    chart = drawing(column(("承办人受理", "处长审核", "归档")), "group")

    (form,), findings = read(TITLE, ITEM, DEPARTMENT, chart, LISTED)

    assert len(form.steps) == 3
    assert ("处长审核", "把关不严。") in hung(form)
    assert codes(findings) == []


def test_a_table_that_only_lists_risks_by_step_is_the_chart() -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT, LISTED)

    assert [step.text for step in form.steps] == ["受理", "审核"]
    assert hung(form) == FOUND
    assert codes(findings) == []


def test_a_listed_step_that_the_chart_lacks_is_asked_about_and_no_risk_is_lost() -> None:
    rows = [["环节", "表现形式"], ["受理", "1.不登记。"], ["处级审核", "1.把关不严。"]]

    (form,), findings = read(TITLE, ITEM, DEPARTMENT, FLOW, table(rows))

    assert hung(form) == {("承办人受理", "不登记。"), ("处长审核", "把关不严。")}
    assert codes(findings) == ["LF-P07"]
    assert "处级审核" in findings[0].message


# --- typed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "受理（当日）|风险：1.不登记。2.泄露信息。|↓|审核|风险：把关不严。|↓|归档",
        "受理（当日）|廉政风险点：|1.不登记。|2.泄露信息。|↓|审核|风险：把关不严。|↓|归档",
        "受理（当日）（风险：1.不登记。2.泄露信息。）→审核（风险：把关不严。）→归档",
        "受理（当日）  风险：1.不登记。2.泄露信息。|↓|审核  风险：把关不严。|↓|归档",
    ],
)
def test_risks_are_typed_below_a_step_or_behind_it(text: str) -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT, *map(paragraph, text.split("|")))

    assert [step.text for step in form.steps] == ["受理", "审核", "归档"]
    assert hung(form) == FOUND
    assert codes(findings) == []
