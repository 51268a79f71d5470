from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes import read_forms
from extractors.drawing import Box, Drawing, Stroke
from extractors.grid import Document, Line
from schemas.base import Place
from schemas.findings import Finding
from tests.support.forms import Cell, codes, paragraph, read, table

TITLE = paragraph("职权和重要业务事项运行流程图")
ITEM = paragraph("职权事项：户籍管理")
DEPARTMENT = paragraph("责任处室：保卫处")
NOTE = paragraph("注：涉及行政职权的，需要明确监督方式。")
STEPS = [
    ["环节", "岗位", "时限", "下一环节"],
    ["受理", "经办人", "当日", "审核"],
    ["审核", "科长", "2个工作日", "是：办结归档；否：受理"],
    ["办结归档", "/", "", "结束"],
]
ARROWS = [("受理", "审核", None), ("审核", "办结归档", "是"), ("审核", "受理", "否")]


def arrows(form: Any) -> list[tuple[str, str, str | None]]:  # noqa: ANN401 - forms differ
    text = {step.id: step.text for step in form.steps}
    return [(text[t.source], text[t.target], t.label) for t in form.transitions]


def told(form: Any) -> list[tuple[str, str | None, str | None]]:  # noqa: ANN401 - forms differ
    return [(step.text, step.time_limit, step.actor) for step in form.steps]


# --- tables of steps ------------------------------------------------------------------------


def test_a_step_table_gives_steps_posts_limits_and_arrows() -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT, table(STEPS), NOTE)

    assert (form.item, form.department, form.supervision) == ("户籍管理", "保卫处", None)
    assert told(form) == [
        ("受理", "当日", "经办人"),
        ("审核", "2个工作日", "科长"),
        ("办结归档", None, None),
    ]
    assert arrows(form) == ARROWS
    assert codes(findings) == []


@given(
    step=st.sampled_from(["环节", "流程环节", "步 骤", "工作环节", "环节名称"]),
    actor=st.sampled_from(["岗位", "责任岗位", "承办人", "责任人", "办理岗位", "承办岗位"]),
    limit=st.sampled_from(["时限", "办理时限", "期限", "时限\n要求", "完成时限"]),
    following=st.sampled_from(["下一环节", "下一步", "后续环节", "流转去向"]),
    order=st.permutations(range(4)),
    apart=st.sampled_from(["；", "\n", ";", "，"]),
)
def test_a_step_table_is_read_under_any_usual_header(
    step: str, actor: str, limit: str, following: str, order: list[int], apart: str
) -> None:
    rows = [[step, actor, limit, following], *STEPS[1:]]
    rows = [[cell.replace("；", apart) for cell in row] for row in rows]

    (form,), findings = read(TITLE, ITEM, table([[row[i] for i in order] for row in rows]))

    assert [s.text for s in form.steps] == ["受理", "审核", "办结归档"]
    assert arrows(form) == ARROWS
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("自办、转办", [("自办", None), ("转办", None)]),
        ("3", [("转办", None)]),
        ("2、3", [("自办", None), ("转办", None)]),
        ("同意→自办；不同意→转办", [("自办", "同意"), ("转办", "不同意")]),
        ("自办（同意）", [("自办", "同意")]),
        ("进入转办环节", [("转办", None)]),
        ("/", []),
    ],
)
def test_ways_of_writing_the_next_step(
    following: str, expected: list[tuple[str, str | None]]
) -> None:
    rows = [
        ["序号", "步骤", "下一步"],
        ["1", "审批", following],
        ["2", "自办", "结束"],
        ["3", "转办", "结束"],
    ]

    (form,), findings = read(TITLE, ITEM, table(rows))

    given_ways = [(target, label) for source, target, label in arrows(form) if source == "审批"]
    if expected:
        assert given_ways == expected
        assert codes(findings) == []
    else:
        assert given_ways == []


def test_without_a_next_column_the_order_of_the_rows_is_the_way() -> None:
    (form,), findings = read(TITLE, ITEM, table([row[:3] for row in STEPS]))

    assert arrows(form) == [("受理", "审核", None), ("审核", "办结归档", None)]
    assert codes(findings) == []


def test_a_next_step_that_is_no_row_of_the_table_is_doubtful() -> None:
    rows = [["步骤", "下一步"], ["受理", "初审"], ["审核", "结束"]]

    (form,), findings = read(TITLE, ITEM, table(rows))

    assert codes(findings) == ["LF-P07"]
    assert "初审" in findings[0].message
    assert form.transitions == ()


def test_label_rows_above_and_below_the_steps_are_read() -> None:
    rows: list[list[str | Cell]] = [
        ["职权事项", "户籍管理", "责任处室", "保卫处"],
        *(list[str | Cell](row) for row in STEPS),
        ["监督方式", Cell("网上公开；举报电话：12345", columns=3)],
        ["填表人", "张三", "填表日期", "2012.5.3"],
    ]

    (form,), findings = read(TITLE, table(rows))

    assert (form.item, form.department) == ("户籍管理", "保卫处")
    assert form.supervision == "网上公开；举报电话：12345"
    assert form.filled_on == dt.date(2012, 5, 3)
    assert codes(findings) == []


def test_a_step_knows_its_row() -> None:
    (form,), _ = read(TITLE, ITEM, table(STEPS))

    place = form.steps[1].place()
    assert (place.table, place.row, place.column) == (1, 3, 1)


# --- typed with arrows ----------------------------------------------------------------------


def test_arrows_typed_below_each_other_are_a_chart() -> None:
    lines = ["提出申请（当日）", "↓", "科长审核（2日内）", "↓", "公示名单（7天）"]

    (form,), findings = read(
        TITLE, paragraph("职权事项：户籍管理\t责任处室：保卫处"), *map(paragraph, lines), NOTE
    )

    assert told(form) == [
        ("提出申请", "当日", None),
        ("科长审核", "2日内", None),
        ("公示名单", "7天", None),
    ]
    assert codes(findings) == []


def test_a_remark_below_a_typed_chart_is_reported() -> None:
    lines = ["提出申请", "↓", "科长审核", "↓", "办结", "", "本流程自下月起试行，详情请咨询。"]

    _, findings = read(TITLE, ITEM, *map(paragraph, lines))

    assert codes(findings) == ["LF-F12"]


# --- label lines ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["职权事项：户籍管理", "责任处室：保卫处"],
        ["职权事项: 户籍管理      责任科室: 保卫处"],
        ["1．权力事项：户籍　管理", "2．承办部门：保卫处"],
        ["职权事项：", "户籍管理", "责任处室：", "保卫处"],
        ["事项名称：《户籍管理》".replace("《", "").replace("》", ""), "保卫处"],
        ["责任部门：保卫处", "（户籍管理）"],
    ],
)
def test_item_and_department_stand_in_lines_above_the_chart(lines: list[str]) -> None:
    (form,), findings = read(TITLE, *map(paragraph, lines), table(STEPS))

    assert (form.item, form.department) == ("户籍管理", "保卫处")
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("户籍管理运行流程图", None),
        ("附件2：“户籍管理”职权运行流程图", None),
        ("保卫处“户籍管理”工作流程图", "保卫处"),
        ("户籍管理职权和重要业务事项运行流程图（样图）", None),
    ],
)
def test_the_title_names_the_item_where_no_label_does(title: str, department: str | None) -> None:
    (form,), findings = read(paragraph(title), table(STEPS))

    assert (form.item, form.department) == ("户籍管理", department)
    assert codes(findings) == []


@pytest.mark.parametrize(
    ("line", "supervision"),
    [
        ("监督方式：监察处监督，电话0316-3393889", "监察处监督，电话0316-3393889"),
        ("监督电话：0316-3393889", "0316-3393889"),
        ("监督渠道: 网上公开", "网上公开"),
        ("监督方式：", None),
        ("监督方式：无", None),
        ("监督方式：XX", None),
        ("注：涉及行政职权的，需要明确监督方式。", None),
    ],
)  # fmt: skip
def test_the_supervision_is_the_text_behind_its_label(line: str, supervision: str | None) -> None:
    (form,), findings = read(TITLE, ITEM, table(STEPS), paragraph(line))

    assert form.supervision == supervision
    assert codes(findings) == []


def test_each_of_several_charts_has_the_labels_above_it() -> None:
    other = paragraph("职权事项：消防检查")

    forms, _ = read(TITLE, ITEM, table(STEPS), other, DEPARTMENT, table(STEPS[:2]))

    assert [(form.item, len(form.steps)) for form in forms] == [("户籍管理", 3), ("消防检查", 1)]
    assert forms[1].department == "保卫处"


def test_a_chart_that_names_no_item_is_asked_for_it() -> None:
    (form,), findings = read(TITLE, DEPARTMENT, table(STEPS))

    assert form.item == ""
    assert codes(findings) == ["LF-F10"]
    assert "职权事项" in findings[0].message


def test_a_form_without_any_chart_says_so() -> None:
    (form,), findings = read(TITLE, ITEM, DEPARTMENT)

    assert form.steps == ()
    assert codes(findings) == ["LF-P06"]
    assert findings[0].item == "户籍管理"


# --- drawings -------------------------------------------------------------------------------


def drawn(*boxes: Box, strokes: tuple[Stroke, ...] = (), pictures: int = 0, **more: Any) -> Drawing:  # noqa: ANN401 - passed on
    return Drawing(
        place=Place(paragraph=4), boxes=boxes, strokes=strokes, pictures=pictures, **more
    )


def box(shape: int, text: str, top: float, *, outlined: bool = True) -> Box:
    return Box(shape, text, left=0, top=top, width=120, height=30, outlined=outlined)


def arrow(shape: int, source: int, target: int, top: float) -> Stroke:
    return Stroke(
        shape, ((60, top), (60, top + 30)), end_arrow=True, start_glue=source, end_glue=target
    )


def read_drawn(*drawings: Drawing) -> tuple[tuple[Any, ...], tuple[Finding, ...]]:
    lines = (Line("职权和重要业务事项运行流程图", number=1), Line("职权事项：户籍管理", number=2))
    return read_forms(Document(blocks=(*lines, *drawings)), file="图.docx")


CHART = (box(1, "经办人受理\n（当日）", 0), box(2, "科长审核", 60), box(3, "办结", 120))
LINES = (arrow(4, 1, 2, 30), arrow(5, 2, 3, 90))


def test_a_drawing_gives_steps_with_the_shapes_that_they_are() -> None:
    (form,), findings = read_drawn(drawn(*CHART, strokes=LINES))

    assert told(form) == [
        ("经办人受理", "当日", None),
        ("科长审核", None, None),
        ("办结", None, None),
    ]
    assert form.steps[1].place().shape == 2
    assert form.steps[1].place().paragraph == 4
    assert codes(findings) == []


def test_captions_inside_a_drawing_are_labels() -> None:
    captions = (
        box(6, "责任处室：保卫处", -40, outlined=False),
        box(7, "监督方式：网上公开", 170, outlined=False),
        box(8, "注：涉及行政职权的，需要明确监督方式。", 200, outlined=False),
    )

    (form,), findings = read_drawn(drawn(*CHART, *captions, strokes=LINES))

    assert (form.department, form.supervision) == ("保卫处", "网上公开")
    assert len(form.steps) == 3
    assert codes(findings) == []


def test_a_step_that_ends_like_a_title_is_a_step() -> None:
    loose = (arrow(4, 1, 2, 30), Stroke(5, ((60, 90), (60, 120)), end_arrow=True))

    (form,), _ = read_drawn(drawn(*CHART[:2], box(3, "公示人员名单（5日）", 120), strokes=loose))

    assert ("公示人员名单", "5日", None) in told(form)


def test_post_and_limit_written_as_lines_of_a_box_are_taken_out() -> None:
    first = box(1, "受理申请\n责任人：经办人\n办理时限：3日", 0)

    (form,), _ = read_drawn(drawn(first, *CHART[1:], strokes=LINES))

    assert told(form)[0] == ("受理申请", "3日", "经办人")


def test_a_picture_is_no_chart() -> None:
    (form,), findings = read_drawn(drawn(pictures=1))

    assert form.steps == ()
    assert codes(findings) == ["LF-P06"]
    assert findings[0].location is not None
    assert findings[0].location.paragraph == 4


def test_an_embedded_object_is_no_chart_and_is_named() -> None:
    _, findings = read_drawn(drawn(objects=("Visio 绘图",)))

    assert codes(findings) == ["LF-P06"]
    assert "Visio" in findings[0].message


def test_a_picture_beside_a_chart_does_no_harm() -> None:
    (form,), findings = read_drawn(drawn(pictures=1), drawn(*CHART, strokes=LINES))

    assert len(form.steps) == 3
    assert codes(findings) == []
