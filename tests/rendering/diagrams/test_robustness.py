"""Flows that nobody should draw still give a diagram that fits, the same every time."""

from __future__ import annotations

import contextlib
import random

import pytest

from rendering.diagrams import Frame, diagram, place
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.charts import CHARTS
from tests.rendering.diagrams.decoded import Decoded, decode, flow

PAGE = Frame(442, 620)


def drawn(chart: ProcessFlow) -> Decoded:
    made = diagram(chart, PAGE, first_id=1, title="图")
    assert made.width <= PAGE.width
    assert made.height <= PAGE.height
    return decode(made.xml)


def everyone_to_everyone(count: int) -> ProcessFlow:
    numbers = range(1, count + 1)
    return flow(count, [(a, b) for a in numbers for b in numbers if a != b])


def tangle(seed: int) -> ProcessFlow:
    dice = random.Random(seed)  # noqa: S311 - the same tangle in every run
    count = dice.randint(15, 40)
    ways: list[tuple[int, int] | tuple[int, int, str]] = [
        (dice.randint(1, count), dice.randint(1, count), dice.choice(["", "是", "否"]))
        for _ in range(count)
    ]
    return flow(count, ways)


def test_no_steps_give_an_empty_group() -> None:
    assert drawn(flow(0, [])).shapes == {}


def test_one_step_gives_one_box() -> None:
    assert [box.text for box in drawn(flow(["受理"], [])).steps] == ["受理"]


def test_a_step_that_leads_to_itself_has_its_arrow() -> None:
    (arrow,) = drawn(flow(["受理"], [(1, 1, "重来")])).connectors

    assert arrow.source == arrow.target
    assert len(arrow.path) > 2


def test_parts_without_arrows_between_them_stand_beside_each_other() -> None:
    found = drawn(flow(5, [(1, 2), (2, 3)]))

    assert len(found.steps) == 5
    assert len(found.connectors) == 2


def test_double_arrows_are_drawn_once_with_all_their_labels() -> None:
    found = drawn(flow(2, [(1, 2, "是"), (1, 2), (1, 2, "否"), (1, 2, "是")]))

    assert len(found.connectors) == 1
    assert [label.text for label in found.labels] == ["是；否"]


def test_an_arrow_to_an_unknown_step_gets_a_box_with_its_name() -> None:
    assert [box.text for box in drawn(flow(["受理"], [(1, 9)])).steps] == ["受理", "s9"]


def test_steps_of_one_id_are_all_drawn() -> None:
    chart = flow(["受理", "审核"], [])
    twice = chart.model_copy(update={"steps": (*chart.steps, *chart.steps)})

    assert len(drawn(twice).steps) == 4


@pytest.mark.parametrize(
    "chart",
    [
        everyone_to_everyone(12),
        everyone_to_everyone(40),
        flow(1500, [(at, at + 1) for at in range(1, 1500)]),
        flow(60, []),
        flow(101, [(1, at) for at in range(2, 102)]),
        flow(63, [(at // 2, at) for at in range(2, 64)]),
        flow(["长" * 500] * 6, [(at, at + 1) for at in range(1, 6)]),
        flow(12, [(at, 1, f"退{at}") for at in range(2, 13)]),
        *map(tangle, range(6)),
    ],
)
def test_every_step_and_arrow_of_a_monstrous_flow_is_drawn_on_its_page(chart: ProcessFlow) -> None:
    found = drawn(chart)

    assert [box.text for box in found.steps] == [step.text for step in chart.steps]
    assert len(found.connectors) == len({(way.source, way.target) for way in chart.transitions})


@pytest.mark.parametrize("frame", [Frame(30, 30), Frame(8, 400), Frame(442, 12)])
def test_the_smallest_frame_is_kept(frame: Frame) -> None:
    made = diagram(CHARTS["decisions"], frame, first_id=1, title="图")

    assert made.width <= frame.width
    assert made.height <= frame.height


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_flow_gives_the_same_bytes(name: str) -> None:
    first, second = (diagram(CHARTS[name], PAGE, first_id=7, title="图") for _ in range(2))

    assert first == second


def test_ids_are_unique_from_the_first_to_the_next() -> None:
    made = diagram(CHARTS["decisions"], PAGE, first_id=40, title="图")
    found = decode(made.xml)
    ids = [found.group_id, *found.shapes, *(line.id for line in found.connectors)]

    assert sorted(ids) == list(range(40, made.next_id))


def test_a_chart_is_drawn_without_graphviz_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the library costs beauty, not the document."""
    monkeypatch.setattr(place, "MOST_BOXES", -1)
    found = drawn(CHARTS["merge"])

    assert len(found.steps) == 7
    assert len(found.connectors) == 8


def test_graphviz_sees_no_word_of_the_user() -> None:
    from rendering.diagrams.graph import step_graph  # noqa: PLC0415

    chart = flow(['"]; }', "审核\\N"], [(1, 2, "<i>")])
    dot = place._dot(step_graph(chart), [50, 50], 10)

    assert dot.isascii()
    with contextlib.suppress(ValueError):
        dot.index("]; }")
        pytest.fail("the text got through")
