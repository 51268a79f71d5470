from __future__ import annotations

import pytest

from tests.support.drawings import BoxMark, Mark, Point
from tests.support.drawings_xml import STYLES
from tests.support.forms import codes, paragraph, read
from tests.support.risk_maps import (
    AT_REVIEW,
    BOX,
    DEPARTMENT,
    HIGH,
    ITEM,
    LEADER,
    LEFT,
    RIGHT,
    TITLE,
    column,
    drawing,
    hung,
    line,
    risk,
    row,
    told,
    top,
)

# --- which step a box belongs to ----------------------------------------------------------


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("dashed", [True, False])
@pytest.mark.parametrize("heads", [(False, False), (True, False), (False, True), (True, True)])
def test_a_box_belongs_to_the_step_at_the_other_end_of_its_line(
    style: str, heads: tuple[bool, bool], *, dashed: bool
) -> None:
    tie = line((380, row(1)), (310, row(1)), head=heads[0], tail=heads[1], dashed=dashed)

    form, findings = told(risk(BOX, 1, dashed=True), tie, style=style)

    assert hung(form) == AT_REVIEW
    assert len(form.steps) == 4
    assert codes(findings) == []


@pytest.mark.parametrize(
    "path",
    [
        ((380, row(1) + 50), (345, row(1) + 50), (345, row(1)), (310, row(1))),
        ((380, row(1) + 50), (310, row(1))),
        ((310, row(1)), (380, row(1) + 50)),
    ],
    ids=["elbow", "slant", "drawn from the step"],
)
def test_a_line_may_bend_or_slant(path: tuple[Point, ...]) -> None:
    lower = BoxMark(BOX, 380, row(1) + 30, 150, 40)

    form, findings = told(lower, line(*path))

    assert hung(form) == AT_REVIEW
    assert codes(findings) == []


@pytest.mark.parametrize("style", ["group", "floats", "vml_group"])
def test_a_callout_belongs_to_the_step_that_it_points_at(style: str) -> None:
    callout = risk(BOX, 1, left=400, kind="wedgeRectCallout", tip=(305.0, row(1)))

    form, findings = told(callout, style=style)

    assert hung(form) == AT_REVIEW
    assert codes(findings) == []


@pytest.mark.parametrize("gap", [0.0, 4.0, 30.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_box_without_a_line_belongs_to_the_step_beside_it(gap: float, side: str) -> None:
    left = RIGHT + gap if side == "right" else LEFT - gap - 150

    form, findings = told(risk(BOX, 1, left=left))

    assert hung(form) == AT_REVIEW
    assert codes(findings) == []


def test_a_box_right_below_the_last_step_belongs_to_it() -> None:
    form, findings = told(BoxMark("1.丢失档案。", 180, top(3) + HIGH + 4, 150, 30))

    assert hung(form) == {("归档", "丢失档案。")}
    assert codes(findings) == []


def test_boxes_on_both_sides_of_a_step_are_both_its_risks() -> None:
    left = risk("1.不按规定把关。", 1, left=20)
    right = risk("2.拖延办理。", 1)

    form, findings = told(left, line((170, row(1)), (200, row(1))), right, LEADER)

    (box,) = form.risks
    assert set(box.manifestations) == {"不按规定把关。", "拖延办理。"}
    assert codes(findings) == []


def test_a_box_with_lines_to_two_steps_is_a_risk_of_each() -> None:
    between = BoxMark("1.泄露信息。", 400, (row(1) + row(2)) / 2 - 20, 150, 40)
    ties = [line((400, between.y), (310, row(n)), dashed=True) for n in (1, 2)]

    form, findings = told(between, *ties)

    assert hung(form) == {("处领导审核", "泄露信息。"), ("分管领导审批", "泄露信息。")}
    assert codes(findings) == []


def test_a_box_between_two_steps_stays_at_one_of_them_and_is_asked_about() -> None:
    between = BoxMark(BOX, 330, (row(1) + row(2)) / 2 - 20, 150, 40)

    form, findings = told(between)

    assert {text for _, text in hung(form)} == {"不按规定把关。", "拖延办理。"}
    assert codes(findings) == ["LF-P07"]
    assert "1.不按规定把关" in findings[0].message
    assert "风险分布图" in findings[0].message


# --- what is a risk box and what a step ---------------------------------------------------


@pytest.mark.parametrize("text", ["未集体研究", "应回避未回避", "1.超标准接待。", "范围过窄"])
def test_a_box_needs_no_word_of_risk_to_be_one(text: str) -> None:
    form, findings = told(
        risk(text, 1, dashed=True), line((380, row(1)), (310, row(1)), dashed=True)
    )

    assert hung(form) == {("处领导审核", text.removeprefix("1."))}
    assert codes(findings) == []


def test_several_plain_boxes_on_plain_lines_are_risk_boxes() -> None:
    boxes = [risk("未集体研究", 1), risk("应回避未回避", 2)]
    ties = [line((380, row(n)), (310, row(n))) for n in (1, 2)]

    form, findings = told(*boxes, *ties)

    assert hung(form) == {("处领导审核", "未集体研究"), ("分管领导审批", "应回避未回避")}
    assert codes(findings) == []


def test_a_single_plain_box_on_a_plain_line_is_asked_about() -> None:
    form, findings = told(risk("未集体研究", 1), LEADER)

    assert hung(form) == {("处领导审核", "未集体研究")}
    assert codes(findings) == ["LF-P07"]
    assert "未集体研究" in findings[0].message


def test_boxes_in_a_colour_of_their_own_are_risk_boxes_like_each_other() -> None:
    boxes = [risk("1.把关不严", 1, line="C00000"), risk("未集体研究", 2, line="C00000")]
    ties = [line((380, row(n)), (310, row(n)), head=True) for n in (1, 2)]

    form, findings = told(*boxes, *ties)

    assert hung(form) == {("处领导审核", "把关不严"), ("分管领导审批", "未集体研究")}
    assert codes(findings) == []


def test_steps_that_speak_of_risks_are_steps() -> None:
    steps = ("受理违纪线索", "审核把关", "集体研究处理违规行为", "归档。")

    form, findings = told(risk("1.泄露信息。", 1, dashed=True), LEADER, steps=steps)

    assert [step.text for step in form.steps] == list(steps)
    assert hung(form) == {("审核把关", "泄露信息。")}
    assert codes(findings) == []


def test_a_labelled_branch_that_speaks_of_offences_is_a_step() -> None:
    branch: list[Mark] = [
        risk("移交违纪线索", 1, left=400, width=110.0, height=HIGH),
        line((310, row(1)), (400, row(1)), head=True),
        BoxMark("是", 345, row(1) - 17, 16, 14, line="", fill=None),
    ]

    form, findings = told(*branch, risk("1.把关不严。", 2), line((380, row(2)), (310, row(2))))

    assert "移交违纪线索" in {step.text for step in form.steps}
    assert hung(form) == {("分管领导审批", "把关不严。")}
    assert codes(findings) == []


def test_numbered_steps_are_no_risks_and_numbered_risks_no_steps() -> None:
    steps = ("1.受理", "2.审核", "3.审批", "4.归档")

    form, findings = told(risk("1.把关不严。", 1), LEADER, steps=steps)

    assert [step.text for step in form.steps] == ["受理", "审核", "审批", "归档"]
    assert hung(form) == {("审核", "把关不严。")}
    assert codes(findings) == []


def test_a_step_called_as_a_heading_is_a_step() -> None:
    form, findings = told(
        risk("1.不及时提示。", 1), LEADER, steps=("登记", "风险提示", "诫勉谈话", "归档")
    )

    assert [step.text for step in form.steps] == ["登记", "风险提示", "诫勉谈话", "归档"]
    assert hung(form) == {("风险提示", "不及时提示。")}
    assert codes(findings) == []


# --- what else annex 2 has ----------------------------------------------------------------


def test_title_labels_and_supervision_are_read_as_in_annex_2() -> None:
    marks = [*column(), risk(BOX, 1), LEADER]

    (form,), findings = read(
        paragraph("“信访举报受理”权力运行廉政风险分布图"),
        paragraph("责任处室：审计监察处"),
        drawing(marks, "group"),
        paragraph("监督方式：电话12345"),
        paragraph("注：涉及行政职权的，需要明确监督方式。"),
    )

    assert (form.item, form.department) == ("信访举报受理", "审计监察处")
    assert form.supervision == "电话12345"
    assert form.steps[0].time_limit == "当日"
    assert hung(form) == AT_REVIEW
    assert codes(findings) == []


def test_an_untitled_chart_with_numbered_boxes_is_a_risk_map() -> None:
    marks = [*column(), risk(BOX, 1), LEADER]

    (form,), findings = read(ITEM, DEPARTMENT, drawing(marks, "group"))

    assert form.form == "risk_map"
    assert hung(form) == AT_REVIEW
    assert codes(findings) == []


def test_a_map_without_any_chart_says_so_in_its_own_name() -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT)

    assert (form.steps, form.risks) == ((), ())
    assert codes(findings) == ["LF-P06"]
    assert "风险分布图" in findings[0].message
