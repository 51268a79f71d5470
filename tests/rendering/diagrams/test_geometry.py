"""What a diagram draws: inside its frame, glued, and clear of foreign boxes."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.diagrams import Frame, Risks, diagram
from rendering.diagrams.chart import RIGHT, TOP, Box, Chart, Line
from rendering.diagrams.layout import lowered
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.charts import CHARTS
from tests.rendering.diagrams.decoded import Connector, Decoded, Shape, decode, flow

PAGE = Frame(442, 620)

charts = pytest.mark.parametrize("name", CHARTS)


def drawn(chart: ProcessFlow, frame: Frame = PAGE) -> Decoded:
    return decode(diagram(chart, frame, first_id=1, title=chart.item).xml)


Point = tuple[float, float]


def off_sites(found: Decoded) -> list[int]:
    """List the connectors whose ends lie more than half a point off their sites."""
    return [
        connector.id
        for connector in found.connectors
        for point, box, site in (
            (connector.path[0], connector.source, connector.source_site),
            (connector.path[-1], connector.target, connector.target_site),
        )
        if max(abs(a - b) for a, b in zip(point, found.shapes[box].site(site), strict=True)) > 0.5
    ]


def overlaps(found: Decoded) -> list[tuple[str, str]]:
    return [
        (a.text, b.text)
        for a, b in itertools.combinations(found.steps, 2)
        if a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
    ]


def crossings(found: Decoded) -> list[tuple[int, str]]:
    """List connectors that run through a box, their own boxes included."""
    return [
        (connector.id, box.text)
        for connector in found.connectors
        for box in found.steps
        if _through(connector, box)
    ]


def _through(connector: Connector, box: Shape) -> bool:
    """Tell whether a piece of the path enters the box by more than its outline's thickness."""
    return any(
        min(ax, bx) < box.right - 0.8
        and max(ax, bx) > box.left + 0.8
        and min(ay, by) < box.bottom - 0.8
        and max(ay, by) > box.top + 0.8
        for (ax, ay), (bx, by) in itertools.pairwise(connector.path)
    )


def outside(found: Decoded) -> list[Point | str]:
    points: list[Point | str] = [
        point
        for connector in found.connectors
        for point in connector.path
        if not (-0.5 <= point[0] <= found.width + 0.5 and -0.5 <= point[1] <= found.height + 0.5)
    ]
    return points + [
        shape.text
        for shape in found.shapes.values()
        if shape.left < -0.01
        or shape.top < -0.01
        or shape.right > found.width + 0.01
        or shape.bottom > found.height + 0.01
    ]


@charts
def test_every_glued_end_lies_on_its_site(name: str) -> None:
    assert off_sites(drawn(CHARTS[name])) == []


@charts
def test_boxes_do_not_overlap(name: str) -> None:
    assert overlaps(drawn(CHARTS[name])) == []


@charts
def test_no_line_runs_through_a_box(name: str) -> None:
    assert crossings(drawn(CHARTS[name])) == []


@charts
def test_everything_lies_inside_the_group(name: str) -> None:
    assert outside(drawn(CHARTS[name])) == []


@charts
def test_labels_do_not_cover_boxes_or_each_other(name: str) -> None:
    found = drawn(CHARTS[name])

    covered = [
        (label.text, other.text)
        for label in found.labels
        for other in (*found.steps, *found.risks, *found.labels)
        if other.id != label.id
        and label.left < other.right
        and other.left < label.right
        and label.top < other.bottom
        and other.top < label.bottom
    ]
    diamonds = {"材料是否齐全", "是否符合条件", "审核是否合格？", "领导是否同意"}
    assert [pair for pair in covered if pair[1] not in diamonds] == []


@charts
def test_only_level_and_upright_pieces_are_drawn(name: str) -> None:
    slanting = [
        connector.id
        for connector in drawn(CHARTS[name]).connectors
        for (ax, ay), (bx, by) in itertools.pairwise(connector.path)
        if abs(ax - bx) > 0.3 and abs(ay - by) > 0.3
    ]

    assert slanting == []


@charts
@pytest.mark.parametrize("frame", [PAGE, Frame(240, 300), Frame(120, 90), Frame(700, 420)])
def test_a_chart_never_exceeds_its_frame(name: str, frame: Frame) -> None:
    made = diagram(CHARTS[name], frame, first_id=1, title="图")

    assert made.width <= frame.width
    assert made.height <= frame.height
    assert outside(decode(made.xml)) == []


@charts
def test_every_arrow_joins_the_boxes_of_its_steps(name: str) -> None:
    chart = CHARTS[name]
    found = drawn(chart)
    text = {step.id: step.text for step in chart.steps}

    assert sorted(
        (found.shapes[c.source].text, found.shapes[c.target].text) for c in found.connectors
    ) == sorted((text[way.source], text[way.target]) for way in chart.transitions)


def test_the_main_line_runs_straight_down() -> None:
    found = drawn(CHARTS["skips"])

    assert len({round(box.left + box.right, 1) for box in found.steps}) == 1


def test_a_chain_too_long_for_the_page_is_set_in_columns_of_readable_type() -> None:
    made = diagram(flow(60, [(at, at + 1) for at in range(1, 60)]), PAGE, first_id=1, title="图")
    found = decode(made.xml)

    assert len({round(box.left + box.right) for box in found.steps}) > 1
    assert 'w:sz w:val="18"' in made.xml or 'w:sz w:val="21"' in made.xml
    assert crossings(found) == []


arrows = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12), st.sampled_from(["", "是", "否", "同意"])),
    max_size=18,
)


@given(arrows=arrows, length=st.integers(1, 12))
def test_any_small_flow_is_drawn_clearly(arrows: list[tuple[int, int, str]], length: int) -> None:
    found = drawn(flow(["办理" * length, *[f"步骤{at}" for at in range(2, 13)]], [*arrows]))

    assert len(found.steps) == 12
    faults = (off_sites(found), overlaps(found), crossings(found), outside(found))
    assert faults == ([], [], [], [])
    assert found.width <= PAGE.width
    assert found.height <= PAGE.height


def test_a_line_beyond_all_boxes_has_a_ground_that_tells_libreoffice_the_whole_size() -> None:
    found = drawn(flow(5, [(1, 2), (2, 3), (3, 4), (4, 5), (5, 2)]))

    [ground] = found.grounds
    assert (ground.left, ground.top, ground.fill) == (0, 0, "")
    assert (ground.right, ground.bottom) == (found.width, found.height)


def test_a_chart_whose_lines_stay_among_its_boxes_has_no_ground() -> None:
    assert drawn(flow(3, [(1, 2), (2, 3)])).grounds == []


def over_the_top() -> Chart:
    boxes = (Box("受理", 1, 15, 80, 22), Box("补充材料", 1, 60, 80, 22))
    back = Line(1, 0, RIGHT, TOP, ((81, 71), (95, 71), (95, 1), (41, 1), (41, 15)))
    return Chart(96, 83, 10.5, 12.6, boxes, (back,))


def test_a_line_over_the_highest_box_keeps_clear_of_the_words_above_the_chart() -> None:
    chart = lowered(over_the_top(), 200)

    assert (min(y for _, y in chart.lines[0].path), chart.boxes[0].top, chart.height) == (7, 21, 89)


@pytest.mark.parametrize("height", range(230, 340, 4))
def test_a_loop_over_the_first_step_keeps_clear_in_a_frame_of_any_height(height: int) -> None:
    again = flow(8, [(1, 2), (2, 3), (3, 4), (4, 5, "否"), (4, 6, "是"), (5, 1), (6, 7), (7, 8)])
    risks: Risks = {"s1": (("手续不全。", "中"),)}

    found = decode(diagram(again, Frame(442, height), first_id=1, title="", risks=risks).xml)

    assert min(y for connector in found.connectors for _, y in connector.path) >= 6
    assert found.height <= height


def test_a_chart_that_has_no_more_room_stays_as_it_is() -> None:
    assert lowered(over_the_top(), 88) == over_the_top()


def test_a_chart_whose_highest_part_is_a_box_stays_as_it_is() -> None:
    chart = over_the_top()
    plain = replace(chart, lines=(replace(chart.lines[0], path=((41, 37), (41, 60))),))

    assert lowered(plain, 200) == plain
