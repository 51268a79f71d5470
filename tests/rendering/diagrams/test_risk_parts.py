"""Maps that are too long for a page, and maps that nobody should draw."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from rendering.diagrams import Diagram, Frame, Risks, diagram, diagrams, too_long
from schemas.college import Level
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.decoded import Decoded, decode, flow
from tests.rendering.diagrams.maps import MAPS
from tests.rendering.diagrams.test_risk_geometry import faults, outside

PAGE = Frame(442, 560)
LONG = "在采购文件中设置倾向性条款，为特定供应商量身定制技术参数，排斥潜在投标人参与公平竞争。"


def chain(count: int) -> ProcessFlow:
    return flow(count, [(at, at + 1) for at in range(1, count)])


def long_map(steps: int, risks: int) -> tuple[ProcessFlow, Risks]:
    """Make a chain with long manifestations, spread evenly over its steps."""
    found: dict[str, list[tuple[str, Level | None]]] = {}
    for number in range(risks):
        found.setdefault(f"s{1 + number * steps // risks}", []).append(
            (f"{number:02}：{LONG}", "高")
        )
    return chain(steps), found


def drawn(chart: ProcessFlow, risks: Risks, *frames: Frame) -> tuple[Diagram, ...]:
    return diagrams(chart, *(frames or (PAGE,)), first_id=1, title="图", risks=risks)


def sizes(made: Diagram) -> set[float]:
    return {int(size) / 2 for size in re.findall(r'w:sz w:val="(\d+)"', made.xml)}


def marks(found: Decoded) -> Counter[str]:
    return Counter(step.text for step in found.steps if step.text.isdigit())


@pytest.fixture(scope="module")
def forty() -> tuple[Diagram, ...]:
    """Forty steps with thirty long manifestations."""
    return drawn(*long_map(40, 30))


def test_a_long_map_is_continued_on_further_pages_in_legible_type(
    forty: tuple[Diagram, ...],
) -> None:
    assert len(forty) > 1
    assert min(size for made in forty for size in sizes(made)) >= 7.5
    assert all(made.width <= PAGE.width and made.height <= PAGE.height for made in forty)


def test_every_step_and_risk_of_a_long_map_is_drawn_once(forty: tuple[Diagram, ...]) -> None:
    chart, risks = long_map(40, 30)
    parts = [decode(made.xml) for made in forty]

    steps = [step.text for part in parts for step in part.steps if not step.text.isdigit()]
    assert sorted(steps) == sorted(step.text for step in chart.steps)
    said = "".join(risk.text for part in parts for risk in part.risks)
    assert [told for own in risks.values() for told, _ in own if said.count(told) != 1] == []


def test_parts_are_joined_by_marks_of_the_same_number(forty: tuple[Diagram, ...]) -> None:
    parts = [decode(made.xml) for made in forty]

    assert sum(map(marks, parts), Counter()) == Counter(
        {str(number): 2 for number in range(1, len(parts))}
    )
    assert marks(parts[0]) == Counter({"1": 1})


def test_parts_are_drawn_as_clearly_as_whole_maps(forty: tuple[Diagram, ...]) -> None:
    assert [faults(decode(made.xml)) for made in forty] == [([], [], [], [], [])] * len(forty)


def test_parts_have_type_of_one_size_and_ids_of_their_own(forty: tuple[Diagram, ...]) -> None:
    assert len({max(sizes(made)) for made in forty}) == 1
    ids = [
        at for made in forty for part in (decode(made.xml),) for at in (part.group_id, *part.shapes)
    ]
    assert len(ids) == len(set(ids))
    assert max(ids) < forty[-1].next_id


def test_parts_say_which_they_are(forty: tuple[Diagram, ...]) -> None:
    alt = decode(forty[1].xml).alt

    assert alt.startswith(f"图（第2幅，共{len(forty)}幅），流程图")


def test_branches_that_are_cut_keep_their_words_and_their_ends() -> None:
    chart, risks = long_map(30, 40)
    ways = [(at, at + 1) for at in range(1, 30)]
    chart = flow(30, [*ways, (5, 25, "特别重大"), (6, 25, "重大"), (28, 2, "退回")])
    parts = [decode(made.xml) for made in drawn(chart, risks)]

    labels = sorted(label.text for part in parts for label in part.labels)
    assert labels == ["特别重大", "退回", "重大"]
    assert all(count >= 2 for count in sum(map(marks, parts), Counter()).values())


def test_one_mark_stands_for_all_outcomes_that_are_cut_off() -> None:
    outcomes = flow(31, [(1, at) for at in range(2, 32)])
    parts = [
        decode(made.xml)
        for made in drawn(outcomes, {f"s{at}": [(LONG, "中")] for at in range(2, 32)})
    ]

    assert len(parts) > 1
    assert [marks(part) for part in parts] == [Counter({"1": 1})] * len(parts)


def test_a_map_that_fits_is_drawn_once_and_as_ever() -> None:
    chart, risks = MAPS["plan"]

    (made,) = drawn(chart, risks)
    assert made == diagram(chart, PAGE, first_id=1, title="图", risks=risks)


def test_a_page_on_its_side_is_taken_before_a_map_is_cut() -> None:
    chart = flow(9, [(1, at) for at in range(2, 10)])
    risks: Risks = {f"s{at}": [(LONG, "低")] for at in range(1, 10)}
    low, wide = Frame(442, 240), Frame(638, 400)

    assert len(drawn(chart, risks, low)) > 1
    (made,) = drawn(chart, risks, low, wide)
    assert made.width > low.width or made.height > low.height


def test_a_box_that_no_page_holds_is_known_beforehand() -> None:
    risks: Risks = {"s1": [("长" * 2000, "高")] * 2, "s2": [(LONG, "低")] * 9}

    assert too_long(risks, PAGE) == {"s1"}


MONSTERS: dict[str, tuple[ProcessFlow, Risks]] = {
    "a manifestation of a page": (chain(3), {"s2": [("长" * 2000, "高")]}),
    "thirty of them": (chain(30), {f"s{at}": [("长" * 2000, "高")] for at in range(1, 31)}),
    "all at one step": (chain(3), {"s2": [("长" * 2000, "高")] * 30}),
    "a hundred and twenty at one step": (chain(4), {"s2": [("拖延。", "低")] * 120}),
    "thirty outcomes": (
        flow(31, [(1, at) for at in range(2, 32)]),
        {f"s{at}": [("拖延。", "低")] for at in range(2, 32)},
    ),
    "everyone to everyone": (
        flow(30, [(a, b) for a in range(1, 31) for b in range(1, 31) if a != b]),
        {f"s{at}": [("拖延。", "低")] for at in range(1, 31)},
    ),
    "three hundred steps": (chain(300), {f"s{at}": [("拖延。", "低")] for at in range(1, 301, 3)}),
    "no arrows": (flow(6, []), {f"s{at}": [("拖延。", "低")] for at in range(1, 7)}),
    "no steps": (flow(0, []), {"s1": [("拖延。", "低")]}),
    "words of no language": (chain(4), {"s2": [("x" * 3000, "低"), ("\u202e𠮷" * 300, "中")]}),
    "no words": (chain(2), {"s1": [("", None), ("", "高")]}),
    "a loop to itself": (flow(2, [(1, 1), (1, 2)]), {"s1": [("拖延。", "低")]}),
}


@pytest.mark.parametrize("name", MONSTERS)
@pytest.mark.parametrize("frame", [PAGE, Frame(120, 90), Frame(8, 400), Frame(442, 12)])
def test_a_monstrous_map_is_drawn_whole_in_its_frame(name: str, frame: Frame) -> None:
    chart, risks = MONSTERS[name]
    made = diagram(chart, frame, first_id=1, title="图", risks=risks)
    found = decode(made.xml)

    assert made.width <= frame.width
    assert made.height <= frame.height
    assert outside(found) == []
    assert len(found.steps) == max(len(chart.steps), 1)
    assert len(found.risks) == len(risks)


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monstrous_map_is_drawn_on_pages_with_nothing_left_out(name: str) -> None:
    chart, risks = MONSTERS[name]
    parts = [decode(made.xml) for made in drawn(chart, risks)]

    assert sum(len(part.risks) for part in parts) == len(risks)
    assert all(part.width <= PAGE.width and part.height <= PAGE.height for part in parts)


@pytest.mark.parametrize("name", MAPS)
def test_the_same_map_gives_the_same_bytes(name: str) -> None:
    chart, risks = MAPS[name]

    assert drawn(chart, risks) == drawn(chart, risks)
