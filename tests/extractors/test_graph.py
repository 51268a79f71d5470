from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.drawing import Box, Drawing, Graph, Point, Stroke
from extractors.graph import understand
from schemas.base import Place
from tests.support.drawings import Arrow, Chart, Habits, Mark, drawn
from tests.support.drawings_xml import STYLES, document, read, write

HABITS = {
    "elbows": Habits(),
    "bus lines": Habits(branch="bus"),
    "diagonals": Habits(branch="diagonals", shuffled=True),
    "separate pieces, backwards": Habits(branch="bus", segments=True, reversed_lines=True),
    "ends 1.5 pt off": Habits(sloppy=1.5, branch="bus", shuffled=True),
    "ends 3 pt off": Habits(sloppy=3, branch="bus"),
    "block arrows, text over boxes": Habits(blocks=True, overlay=True, branch="diagonals"),
    "white labels, title": Habits(labels="white", title=True, overlay=True),
    "labels in callouts": Habits(labels="callout", title=True),
    "risks with leaders": Habits(risks="leader", branch="bus"),
    "risks beside steps": Habits(risks="adjacent"),
    "risks in callouts": Habits(risks="callout", shuffled=True),
}


def box(shape: int, text: str, x: float, y: float, **looks: object) -> Box:
    """A box of 100 by 30 points around a middle."""
    measures: dict[str, object] = {"width": 100.0, "height": 30.0, **looks}
    width, height = measures.pop("width"), measures.pop("height")
    assert isinstance(width, float)
    assert isinstance(height, float)
    return Box(shape, text, x - width / 2, y - height / 2, width, height, **measures)  # type: ignore[arg-type]


def arrow(shape: int, *path: Point) -> Stroke:
    return Stroke(shape, path, end_arrow=True)


def graph(boxes: Sequence[Box], strokes: Sequence[Stroke], **more: object) -> Graph:
    return understand(Drawing(Place(), tuple(boxes), tuple(strokes), **more))  # type: ignore[arg-type]


def arrows(found: Graph) -> set[tuple[str, str, str | None]]:
    texts = {node.id: node.text for node in found.nodes}
    return {(texts[e.source], texts[e.target], e.label) for e in found.edges}


def as_chart(found: Graph) -> Chart:
    texts = {node.id: node.text for node in found.nodes}
    return Chart(
        frozenset(texts.values()),
        frozenset(Arrow(*a) for a in arrows(found)),
        frozenset((texts[n], note.text) for note in found.notes for n in note.nodes),
    )


def reread(marks: Sequence[Mark], style: str) -> Graph:
    (drawing,) = (d for d in read(document(write(marks, style))) if d.boxes)
    return understand(drawing)


PLAIN = [box(1, "申请", 200, 20), box(2, "审核", 200, 90), box(3, "归档", 200, 160)]
DOWN = [arrow(4, (200, 35), (200, 75)), arrow(5, (200, 105), (200, 145))]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("habit", HABITS)
def test_every_way_of_drawing_a_chart_gives_its_graph(style: str, habit: str) -> None:
    for seed in (1, 2):
        chart, marks = drawn(seed, HABITS[habit], size=6 + 5 * seed)

        found = reread(marks, style)

        assert as_chart(found) == chart
        assert found.verdict == "sure", found.reasons


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    size=st.integers(5, 23),
    style=st.sampled_from(STYLES),
    sloppy=st.sampled_from((0.0, 1.5, 3.0, 6.0, 10.0)),
    forgotten=st.sampled_from((0.0, 0.0, 0.2)),
    branch=st.sampled_from(("bus", "elbows", "diagonals")),
    segments=st.booleans(),
    risks=st.sampled_from(("none", "leader", "adjacent", "callout")),
)
def test_a_wrong_graph_is_never_sure(
    *,
    seed: int,
    size: int,
    style: str,
    sloppy: float,
    forgotten: float,
    branch: str,
    segments: bool,
    risks: str,
) -> None:
    habits = Habits(
        sloppy=sloppy, forgotten=forgotten, branch=branch, segments=segments, risks=risks
    )
    chart, marks = drawn(seed, habits, size)

    found = reread(marks, style)

    assert found.verdict != "sure" or as_chart(found) == chart


@pytest.mark.parametrize("style", STYLES)
def test_an_arrow_that_ends_at_a_note_beside_its_step_is_never_sure(style: str) -> None:
    habits = Habits(sloppy=10.0, segments=True, risks="adjacent")
    chart, marks = drawn(1201, habits, size=7)

    found = reread(marks, style)

    assert as_chart(found).risks == chart.risks
    assert found.verdict == "doubtful"


def test_an_arrow_that_has_passed_over_a_line_points_at_the_box_ahead() -> None:
    boxes = [box(1, "审批", 200, 20), box(2, "转办", 100, 100), box(3, "暂存", 200, 100)]
    elbow = arrow(4, (196, 35), (196, 72), (100, 72), (100, 85))
    straight = arrow(5, (202, 40), (202, 76))  # nine points short of its box

    found = graph(boxes, [elbow, straight])

    assert arrows(found) == {("审批", "转办", None), ("审批", "暂存", None)}


def test_the_pointer_of_a_callout_carries_no_arrow() -> None:
    note = box(9, "1.把关不严", 380, 86, kind="wedgeRectCallout")
    pointer = Stroke(9, ((380, 86), (249, 88)), dashed=True, start_glue=9)
    back = arrow(6, (250, 90), (290, 90), (290, 20), (250, 20))

    found = graph([*PLAIN, note], [*DOWN, pointer, back])

    step = {n.id: n.text for n in found.nodes}
    assert [(n.text, [step[i] for i in n.nodes]) for n in found.notes] == [("1.把关不严", ["审核"])]
    assert ("审核", "申请", None) in arrows(found)


def test_a_plain_column_is_sure() -> None:
    found = graph(PLAIN, DOWN)

    assert [node.text for node in found.nodes] == ["申请", "审核", "归档"]
    assert arrows(found) == {("申请", "审核", None), ("审核", "归档", None)}
    assert (found.verdict, found.reasons) == ("sure", ())


def test_steps_come_in_flow_order_whatever_the_drawing_order() -> None:
    found = graph(PLAIN[::-1], DOWN)

    assert [(n.id, n.text) for n in found.nodes] == [("s1", "申请"), ("s2", "审核"), ("s3", "归档")]


def test_a_loop_does_not_upset_the_order() -> None:
    back = arrow(6, (150, 160), (100, 160), (100, 20), (150, 20))

    found = graph(PLAIN, [*DOWN, back])

    assert [n.text for n in found.nodes] == ["申请", "审核", "归档"]
    assert ("归档", "申请", None) in arrows(found)
    assert found.verdict == "sure"


def test_an_arrowhead_at_the_start_points_backwards() -> None:
    upwards = Stroke(4, ((200, 75), (200, 35)), start_arrow=True)

    found = graph(PLAIN[:2], [upwards])

    assert arrows(found) == {("申请", "审核", None)}


def test_a_line_without_arrowhead_is_directed_downwards_and_doubtful() -> None:
    found = graph(PLAIN, [DOWN[0], Stroke(5, ((200, 145), (200, 105)))])

    assert ("审核", "归档", None) in arrows(found)
    assert found.verdict == "doubtful"
    assert "没有箭头" in "".join(found.reasons)


def test_a_line_with_two_arrowheads_is_asked_about() -> None:
    both = Stroke(5, ((200, 105), (200, 145)), start_arrow=True, end_arrow=True)

    found = graph(PLAIN, [DOWN[0], both])

    assert {("审核", "归档", None), ("归档", "审核", None)} <= arrows(found)
    assert "两端都有箭头" in "".join(found.reasons)


def test_a_loose_end_is_never_sure() -> None:
    found = graph(PLAIN, [*DOWN, arrow(6, (250, 90), (400, 90))])

    assert found.verdict == "doubtful"


def test_a_forgotten_arrowhead_on_a_bus_is_never_sure() -> None:
    boxes = [box(1, "审批", 200, 20), box(2, "转办", 100, 120), box(3, "暂存", 300, 120)]
    bus = [
        Stroke(4, ((200, 35), (200, 70))),
        Stroke(5, ((100, 70), (300, 70))),
        arrow(6, (100, 70), (100, 105)),
        Stroke(7, ((300, 70), (300, 105))),
    ]

    assert graph(boxes, bus).verdict == "doubtful"


def test_a_box_without_lines_stays_a_step() -> None:
    found = graph([*PLAIN, box(9, "公示", 200, 300)], DOWN)

    assert {n.text for n in found.nodes} == {"申请", "审核", "归档", "公示"}
    assert found.verdict == "sure"


def test_a_box_without_lines_beside_a_step_is_asked_about() -> None:
    found = graph([*PLAIN, box(9, "公示", 330, 90)], DOWN)

    assert "公示" in {n.text for n in found.nodes}
    assert found.verdict == "doubtful"


@pytest.mark.parametrize(
    "text",
    [
        "职权事项：物资采购",
        "责任处室：资产处",
        "监督方式：电话",
        "注：涉及行政职权的",
        "运行流程图",
    ],
)
def test_captions_are_notes_and_no_steps(text: str) -> None:
    found = graph([box(9, text, 200, -60), *PLAIN], DOWN)

    assert [n.text for n in found.nodes] == ["申请", "审核", "归档"]
    assert [(n.text, n.nodes) for n in found.notes] == [(text, ())]
    assert found.verdict == "sure"


def test_a_frame_around_steps_is_no_step() -> None:
    frame = box(9, "", 200, 90, width=200.0, height=220.0)

    found = graph([frame, *PLAIN], DOWN)

    assert [n.text for n in found.nodes] == ["申请", "审核", "归档"]
    assert found.verdict == "sure"


def test_a_text_over_an_empty_box_is_its_text() -> None:
    shell = box(9, "", 200, 230, kind="flowChartTerminator")
    words = box(10, "结束", 200, 230, width=80.0, height=20.0, outlined=False)

    found = graph([*PLAIN, shell, words], [*DOWN, arrow(11, (200, 175), (200, 215))])

    assert ("归档", "结束", None) in arrows(found)
    assert found.verdict == "sure"


def test_a_small_empty_circle_joins_lines() -> None:
    dot = box(9, "", 200, 120, width=10.0, height=10.0, kind="ellipse")
    boxes = [box(1, "甲", 100, 20), box(2, "乙", 300, 20), box(3, "丙", 200, 220), dot]
    lines = [
        Stroke(4, ((100, 35), (196, 117))),
        Stroke(5, ((300, 35), (204, 117))),
        arrow(6, (200, 125), (200, 205)),
    ]

    assert arrows(graph(boxes, lines)) == {("甲", "丙", None), ("乙", "丙", None)}


def test_a_borderless_text_at_the_end_of_an_arrow_is_a_step() -> None:
    words = box(9, "退回申请人并说明理由", 400, 90, outlined=False)

    found = graph([*PLAIN, words], [*DOWN, arrow(10, (250, 90), (350, 90))])

    assert ("审核", "退回申请人并说明理由", None) in arrows(found)


def test_branch_words_go_to_the_nearest_branch() -> None:
    side = box(9, "退回", 400, 90)
    yes = box(10, "是", 212, 120, width=16.0, height=14.0, outlined=False)
    no = box(11, "否", 300, 80, width=16.0, height=14.0, outlined=False)

    found = graph([*PLAIN, side, yes, no], [*DOWN, arrow(12, (250, 90), (350, 90))])

    assert {("审核", "归档", "是"), ("审核", "退回", "否")} <= arrows(found)
    assert found.verdict == "sure"


def test_a_branch_word_without_arrow_is_asked_about() -> None:
    lost = box(9, "否", 500, 300, width=16.0, height=14.0, outlined=False)

    assert graph([*PLAIN, lost], DOWN).verdict == "doubtful"


def test_a_line_joined_to_another_leads_on_along_it() -> None:
    loop = arrow(6, (250, 160), (350, 160), (350, 55), (200, 55))

    found = graph(PLAIN, [*DOWN, loop])

    assert ("归档", "审核", None) in arrows(found)
    assert len(found.edges) == 3


def test_crossing_lines_are_not_joined() -> None:
    boxes = [box(i, t, x, y) for i, t, x, y in ((1, "甲", 100, 20), (2, "乙", 300, 20))]
    boxes += [box(i, t, x, y) for i, t, x, y in ((3, "丙", 100, 220), (4, "丁", 300, 220))]

    found = graph(boxes, [arrow(5, (100, 35), (300, 205)), arrow(6, (300, 35), (100, 205))])

    assert arrows(found) == {("甲", "丁", None), ("乙", "丙", None)}
    assert found.verdict == "sure"


def test_glue_to_a_box_far_away_gives_way_to_what_is_seen() -> None:
    glued = Stroke(4, ((200, 35), (200, 75)), end_arrow=True, start_glue=1, end_glue=3)

    found = graph(PLAIN, [glued, DOWN[1]])

    assert ("申请", "审核", None) in arrows(found)


def test_numbered_risk_boxes_belong_to_the_step_in_their_row() -> None:
    risk = box(9, "1.把关不严\n2.拖延办理", 330, 90, dashed=True)

    found = graph([*PLAIN, risk], DOWN)

    step = {n.id: n.text for n in found.nodes}
    assert [(note.text, [step[i] for i in note.nodes]) for note in found.notes] == [
        ("1.把关不严\n2.拖延办理", ["审核"])
    ]
    assert found.verdict == "sure"


def test_numbered_steps_are_steps() -> None:
    boxes = [
        box(1, "1.申请", 200, 20),
        box(2, "2.审核把关", 200, 90),
        box(3, "3.归档", 200, 160),
    ]

    found = graph(boxes, DOWN)

    assert [n.text for n in found.nodes] == ["1.申请", "2.审核把关", "3.归档"]
    assert found.verdict == "sure"


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        (Drawing(Place(), pictures=1), "流程图是图片"),
        (Drawing(Place(), objects=("Visio.Drawing.11",)), "嵌入对象"),
        (Drawing(Place(), tuple(PLAIN)), "没有连线"),
        (Drawing(Place(), (PLAIN[0],), tuple(DOWN)), "没有两个以上"),
        (Drawing(Place()), "没有两个以上"),
    ],
)
def test_what_is_no_chart_is_refused(drawing: Drawing, reason: str) -> None:
    found = understand(drawing)

    assert found.verdict == "refused"
    assert reason in found.reasons[0]
    assert (found.nodes, found.edges) == ((), ())


def test_stacked_boxes_with_one_arrow_among_many_are_refused() -> None:
    stack = [box(i, f"环节{i}", 200, 70.0 * i) for i in range(1, 9)]

    found = graph(stack, [arrow(20, (200, 85), (200, 125))])

    assert found.verdict == "refused"
