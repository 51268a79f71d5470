"""Where risk boxes stand: beside their steps, glued, clear of everything else."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.diagrams import Frame, Risks, diagram
from schemas.college import LEVELS
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.decoded import Connector, Decoded, Shape, decode, flow
from tests.rendering.diagrams.maps import MAPS

PAGE = Frame(442, 560)

maps = pytest.mark.parametrize("name", MAPS)


def drawn(chart: ProcessFlow, risks: Risks, frame: Frame = PAGE) -> Decoded:
    return decode(diagram(chart, frame, first_id=1, title=chart.item, risks=risks).xml)


def meet(one: Shape, other: Shape) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def overlaps(found: Decoded) -> list[tuple[str, str]]:
    """List boxes that overlap, and labels that reach into a risk box."""
    boxes = [*found.steps, *found.risks]
    pairs = [
        *itertools.combinations(boxes, 2),
        *itertools.product(found.labels, found.risks),
    ]
    return [(one.text, other.text) for one, other in pairs if meet(one, other)]


def enters(line: Connector, box: Shape) -> bool:
    """Tell whether a piece of the line enters the box by more than its outline's thickness."""
    return any(
        min(ax, bx) < box.right - 0.8
        and max(ax, bx) > box.left + 0.8
        and min(ay, by) < box.bottom - 0.8
        and max(ay, by) > box.top + 0.8
        for (ax, ay), (bx, by) in itertools.pairwise(line.path)
    )


def crossings(found: Decoded) -> list[tuple[int, str]]:
    """List lines and leaders that run through a step or a risk box."""
    return [
        (line.id, box.text)
        for line in found.connectors
        for box in (*found.steps, *found.risks)
        if enters(line, box)
    ]


def off_sites(found: Decoded) -> list[int]:
    return [
        line.id
        for line in found.connectors
        for point, box, site in (
            (line.path[0], line.source, line.source_site),
            (line.path[-1], line.target, line.target_site),
        )
        if max(abs(a - b) for a, b in zip(point, found.shapes[box].site(site), strict=True)) > 0.5
    ]


def outside(found: Decoded) -> list[str]:
    return [
        shape.text
        for shape in found.shapes.values()
        if min(shape.left, shape.top) < -0.01
        or shape.right > found.width + 0.01
        or shape.bottom > found.height + 0.01
    ]


def shared_sites(found: Decoded) -> list[tuple[int, int]]:
    """List the sites at which an arrow and a leader meet."""
    arrows = {
        end
        for line in found.connectors
        if line not in found.leaders
        for end in ((line.source, line.source_site), (line.target, line.target_site))
    }
    return [end for line in found.leaders if (end := (line.source, line.source_site)) in arrows]


def faults(found: Decoded) -> tuple[list[object], ...]:
    return (
        [*overlaps(found)],
        [*crossings(found)],
        [*off_sites(found)],
        [*outside(found)],
        [*shared_sites(found)],
    )


@maps
def test_boxes_lines_and_leaders_are_clear_of_each_other(name: str) -> None:
    assert faults(drawn(*MAPS[name])) == ([], [], [], [], [])


@maps
def test_every_risk_box_hangs_on_its_step_by_one_level_dashed_line_without_a_head(
    name: str,
) -> None:
    chart, risks = MAPS[name]
    found = drawn(chart, risks)
    text = {step.id: step.text for step in chart.steps}

    told = {step: first for step, ((first, _), *_) in ((k, v) for k, v in risks.items() if v)}
    assert len(found.risks) == len(found.leaders) == len(told)
    for line in found.leaders:
        step = next(key for key, words in text.items() if words == found.shapes[line.source].text)
        assert told[step] in found.shapes[line.target].text.split("\n")[0]
        assert line.dashed
        assert not line.headed
        assert line.path[0][1] == pytest.approx(line.path[-1][1], abs=0.01)


@maps
def test_risk_boxes_stand_in_one_column_at_a_side(name: str) -> None:
    found = drawn(*MAPS[name])

    assert len({round(risk.left) for risk in found.risks}) <= 2
    assert len({round(risk.right - risk.left) for risk in found.risks}) == 1


@maps
@pytest.mark.parametrize("frame", [PAGE, Frame(240, 300), Frame(120, 90), Frame(700, 420)])
def test_a_map_never_exceeds_its_frame(name: str, frame: Frame) -> None:
    chart, risks = MAPS[name]
    made = diagram(chart, frame, first_id=1, title="图", risks=risks)

    assert made.width <= frame.width
    assert made.height <= frame.height
    assert outside(decode(made.xml)) == []


@maps
def test_the_arrows_are_those_of_the_chart(name: str) -> None:
    chart, risks = MAPS[name]
    found = drawn(chart, risks)
    text = {step.id: step.text for step in chart.steps}

    arrows = [line for line in found.connectors if line not in found.leaders]
    assert sorted(
        (found.shapes[a.source].text, found.shapes[a.target].text) for a in arrows
    ) == sorted((text[way.source], text[way.target]) for way in chart.transitions)


def test_of_two_risky_steps_in_a_row_the_left_one_has_its_box_at_the_left() -> None:
    found = drawn(*MAPS["parallel"])
    sides = {found.shapes[a.source].text: a.source_site for a in found.leaders}

    assert (sides["甲准备"], sides["乙准备"]) == (1, 3)


def test_a_simple_chart_has_all_its_risk_boxes_at_the_right() -> None:
    found = drawn(*MAPS["plan"])

    assert {line.source_site for line in found.leaders} == {3}


def test_rows_are_spread_where_a_risky_step_stands_between_others() -> None:
    found = drawn(*MAPS["outcomes"])

    rows = [round(box.top + box.bottom) for box in found.steps[4:]]
    assert len(set(rows)) == 3
    assert faults(found) == ([], [], [], [], [])


def test_outcomes_without_risks_stay_in_one_row() -> None:
    found = drawn(*MAPS["plan"])

    assert len({round(box.top + box.bottom) for box in found.steps[4:]}) == 1


def test_without_risks_the_chart_is_drawn_as_ever() -> None:
    for chart, _ in MAPS.values():
        plain = diagram(chart, PAGE, first_id=1, title="图")
        assert diagram(chart, PAGE, first_id=1, title="图", risks={"s1": []}) == plain


levels = st.sampled_from([*LEVELS, None])
texts = st.sampled_from(["不按规定登记。", "泄露信访举报内容或举报人信息，" * 3, "优亲厚友"])
arrows = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["", "是", "否", "同意"])),
    max_size=14,
)
boxes = st.dictionaries(
    st.integers(1, 9).map(lambda at: f"s{at}"),
    st.lists(st.tuples(texts, levels), min_size=1, max_size=4),
    min_size=1,
    max_size=9,
)


@given(arrows=arrows, risks=boxes, length=st.integers(1, 10))
def test_any_small_flow_with_risks_is_drawn_clearly(
    arrows: list[tuple[int, int, str]], risks: Risks, length: int
) -> None:
    chart = flow(["办理" * length, *[f"步骤{at}" for at in range(2, 10)]], [*arrows])
    found = drawn(chart, risks)

    assert len(found.risks) == len(found.leaders) == len(risks)
    assert faults(found) == ([], [], [], [], [])
    assert found.width <= PAGE.width
    assert found.height <= PAGE.height
