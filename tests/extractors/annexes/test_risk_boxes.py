from __future__ import annotations

import pytest

from tests.support.drawings import BoxMark
from tests.support.forms import codes
from tests.support.risk_maps import (
    AT_REVIEW,
    BOX,
    LEADER,
    hung,
    line,
    risk,
    row,
    stray,
    told,
)


@pytest.mark.parametrize(
    "text",
    [
        "1.不按规定把关。\n2.拖延办理。",
        "1、不按规定把关。\n2、拖延办理。",
        "（1）不按规定把关。\n（2）拖延办理。",
        "①不按规定把关。\n②拖延办理。",
        "1.不按规定把关。2.拖延办理。",
        "①不按规定把关。②拖延办理。",
        "1.不按规\n定把关。\n2.拖延办理。",
        "不按规定把关。\n拖延办理。",
        "1不按规定把关。\n2拖延办理。",
        "●不按规定把关。\n●拖延办理。",
        "风险点：\n1.不按规定把关。\n2.拖延办理。",
        "廉政风险表现形式：\n1.不按规定把关。\n2.拖延办理。",
        "风险点1\n不按规定把关。\n拖延办理。",
        "【风险点】\n1.不按规定把关。\n2.拖延办理。",
        "风险：1.不按规定把关。2.拖延办理。",
        "审核环节风险点：\n1.不按规定把关。\n2.拖延办理。",
        "风险点1：不按规定把关。\n风险点2：拖延办理。",
    ],
)
def test_a_box_is_taken_apart_into_its_manifestations(text: str) -> None:
    form, findings = told(risk(text, 1, height=70.0), LEADER)

    (box,) = form.risks
    assert box.manifestations == ("不按规定把关。", "拖延办理。")
    assert codes(findings) == []


def test_automatic_numbers_part_manifestations_and_are_no_text() -> None:
    text = "不按规定把关，\n拖延办理。"

    form, findings = told(risk(text, 1, numbered=True), LEADER)

    (box,) = form.risks
    assert box.manifestations == ("不按规定把关，", "拖延办理。")
    assert codes(findings) == []


@pytest.mark.parametrize("aside", ["风险等级：高", "高风险", "责任人：处领导"])
def test_level_and_person_in_a_box_are_told_and_no_manifestation(aside: str) -> None:
    form, findings = told(risk(f"{BOX}\n{aside}", 1, height=60.0), LEADER)

    assert hung(form) == AT_REVIEW
    assert [f.location.shape for f in findings if f.code == "LF-F12"] == [8]
    assert codes(findings) == ["LF-F12"]
    assert aside in findings[0].message


def test_a_level_behind_a_manifestation_is_told_and_no_part_of_it() -> None:
    form, findings = told(risk("1.不按规定把关（高）。\n2.拖延办理。", 1), LEADER)

    assert hung(form) == AT_REVIEW
    assert codes(findings) == ["LF-F12"]


def test_measures_in_a_risk_box_are_told_and_no_manifestations() -> None:
    form, findings = told(risk(f"{BOX}\n防控措施：\n1.加强监督。", 1, height=80.0), LEADER)

    assert hung(form) == AT_REVIEW
    assert codes(findings) == ["LF-F12", "LF-F12"]


@pytest.mark.parametrize("tied", [True, False])
def test_a_box_of_measures_is_told_and_no_risk_box(*, tied: bool) -> None:
    measures = risk("防控措施：\n1.加强监督。\n2.公开结果。", 1, left=20)
    tie = [line((170, row(1)), (200, row(1)))] if tied else []

    form, findings = told(risk(BOX, 1), LEADER, measures, *tie)

    assert hung(form) == AT_REVIEW
    assert codes(findings) == ["LF-F12"]
    assert "加强监督" in findings[0].message


def test_boxes_under_the_heading_of_measures_are_measures() -> None:
    heads = [
        BoxMark("风险点", 400, -20, 80, 20, line="", fill=None),
        BoxMark("防控措施", 40, -20, 80, 20, line="", fill=None),
    ]
    measures = risk("1.加强监督。", 1, left=20)

    form, findings = told(*heads, risk(BOX, 1), LEADER, measures)

    assert hung(form) == AT_REVIEW
    assert stray(findings) == ["1.加强监督。"]


def test_a_legend_is_no_risk_and_no_finding() -> None:
    legend = [
        BoxMark(text, 20.0 + 80 * n, 420, 60, 18)
        for n, text in enumerate(("高风险", "中风险", "低风险"))
    ]

    form, findings = told(risk(BOX, 1), LEADER, *legend)

    assert hung(form) == AT_REVIEW
    assert codes(findings) == []


def test_a_manifestation_knows_its_shape() -> None:
    form, _ = told(risk(BOX, 1), LEADER)

    (box,) = form.risks
    assert {key: place.shape for key, place in box.places.items()} == {"": 8, "0": 8, "1": 8}
    assert box.places["1"].text == "拖延办理。"
