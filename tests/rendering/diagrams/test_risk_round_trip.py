"""A distribution map that is drawn is read back by the reader of departments' drawings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.docx.reader import read_docx
from extractors.drawing import Drawing, Graph
from extractors.graph import understand
from rendering.diagrams import Frame, Risks, diagram
from schemas.college import LEVELS
from schemas.forms import ProcessFlow
from tests.rendering.diagrams.decoded import flow
from tests.rendering.diagrams.maps import MAPS
from tests.rendering.diagrams.test_round_trip import arrows, document

PAGE = Frame(442, 600)
_NUMBER_AND_LEVEL = re.compile(r"^\d+\.(【(高|中|低|未定)】| )?")


def read_back(chart: ProcessFlow, risks: Risks) -> Graph:
    run = diagram(chart, PAGE, first_id=1, title="图", risks=risks).xml
    (drawing,) = (b for b in read_docx(document(run)).blocks if isinstance(b, Drawing))
    return understand(drawing)


def told(graph: Graph) -> list[tuple[list[str], list[str]]]:
    """Give the steps and the manifestations of each note."""
    text = {node.id: node.text for node in graph.nodes}
    return sorted(
        (
            [text[step] for step in note.nodes],
            [_NUMBER_AND_LEVEL.sub("", line) for line in note.text.split("\n")],
        )
        for note in graph.notes
    )


def meant(chart: ProcessFlow, risks: Risks) -> list[tuple[list[str], list[str]]]:
    text = {step.id: step.text for step in chart.steps}
    return sorted(([text[step]], [words for words, _ in own]) for step, own in risks.items() if own)


def joined(graph: Graph) -> list[tuple[str, str, str]]:
    text = {node.id: node.text for node in graph.nodes}
    return sorted((text[e.source], text[e.target], e.label or "") for e in graph.edges)


@pytest.mark.parametrize("name", MAPS)
def test_a_drawn_map_is_read_back_identical_and_without_doubt(name: str) -> None:
    chart, risks = MAPS[name]
    graph = read_back(chart, risks)

    assert sorted(node.text for node in graph.nodes) == sorted(step.text for step in chart.steps)
    assert joined(graph) == arrows(chart)
    assert told(graph) == meant(chart, risks)
    assert (graph.verdict, graph.reasons) == ("sure", ())


def test_a_map_without_levels_is_read_back_too() -> None:
    risks: Risks = {
        "s1": [("2012年度计划未报", None), ("不按规定登记", None)],
        "s3": [("拖延", None)],
    }
    chart = flow(["受理", "审核", "审批"], [(1, 2), (2, 3)])
    graph = read_back(chart, risks)

    assert told(graph) == meant(chart, risks)
    assert graph.verdict == "sure"


@st.composite
def maps(draw: st.DrawFn, *, labelled: bool) -> tuple[ProcessFlow, Risks]:
    """Make a flow in which every step is reached, with some ways more, and risks at some steps."""
    count = draw(st.integers(3, 10))
    numbers = st.integers(1, count)
    label = st.sampled_from(["", "是", "否", "退回"] if labelled else [""])
    ways = {
        (draw(st.integers(max(1, at - 3), at - 1)), at): draw(label) for at in range(2, count + 1)
    }
    for pair in draw(st.lists(st.tuples(numbers, numbers), max_size=3)):
        if pair[0] != pair[1] and pair[::-1] not in ways:
            ways.setdefault(pair, draw(label))
    words = draw(
        st.lists(
            st.sampled_from(
                ["受理", "部门负责人审核", "院长办公会研究决定", "是否符合条件", "公示"]
            ),
            min_size=count,
            max_size=count,
        )
    )
    texts = [f"{text}{at}" for at, text in enumerate(words, start=1)]
    manifestation = st.tuples(
        st.sampled_from(["不按规定登记。", "优亲厚友", "登记不全，" * 9, "2012年未报"]),
        st.sampled_from(LEVELS),
    )
    risks = draw(
        st.dictionaries(
            numbers.map(lambda at: f"s{at}"),
            st.lists(manifestation, min_size=1, max_size=3),
            min_size=1,
        )
    )
    return flow(texts, [(*pair, text) for pair, text in ways.items()]), risks


@given(drawn=maps(labelled=False))
def test_any_map_is_read_back_identical_and_without_doubt(
    drawn: tuple[ProcessFlow, Risks],
) -> None:
    chart, risks = drawn
    graph = read_back(chart, risks)

    assert sorted(node.text for node in graph.nodes) == sorted(step.text for step in chart.steps)
    assert joined(graph) == arrows(chart)
    assert told(graph) == meant(chart, risks)
    assert (graph.verdict, graph.reasons) == ("sure", ())


@given(drawn=maps(labelled=True))
def test_words_at_arrows_never_move_a_risk_nor_are_they_surely_misread(
    drawn: tuple[ProcessFlow, Risks],
) -> None:
    chart, risks = drawn
    graph = read_back(chart, risks)

    assert told(graph) == meant(chart, risks)
    assert [ends[:2] for ends in joined(graph)] == [ends[:2] for ends in arrows(chart)]
    assert graph.verdict == "doubtful" or joined(graph) == arrows(chart)
