"""The words of a diagram: all there, literally, in well-formed XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rendering.diagrams import Frame, as_svg, diagram
from schemas.forms import ProcessFlow, Step
from tests.rendering.diagrams.charts import CHARTS
from tests.rendering.diagrams.decoded import NS, decode, flow, words

PAGE = Frame(442, 620)


def one(text: str, time_limit: str | None = None, actor: str | None = None) -> str:
    """Draw a single step and give the text of its box."""
    step = Step(id="s1", text=text, time_limit=time_limit, actor=actor)
    chart = ProcessFlow(item="事项", steps=(step,), transitions=())
    (box,) = decode(diagram(chart, PAGE, first_id=1, title="图").xml).steps
    return box.text


def test_a_time_limit_stands_in_full_width_brackets() -> None:
    assert one("承办人受理", "当日") == "承办人受理（当日）"


def test_an_actor_stands_before_the_step() -> None:
    assert one("受理", "当日", "承办人") == "承办人：受理（当日）"


def test_an_actor_that_the_text_names_is_not_repeated() -> None:
    assert one("承办人受理", None, "承办人") == "承办人受理"


def test_a_time_limit_that_the_text_holds_is_not_repeated() -> None:
    assert one("受理（当日）", "当日") == "受理（当日）"


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;\"'</b>",
        "{{ steps }}{% if x %}",
        "长" * 500,
        "a" * 500,
        "甲\n乙\t丙",
        "]]>",
        "𠮷🙂",
    ],
)
def test_any_text_stands_literally_in_its_box(text: str) -> None:
    assert one(text) == text


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert one("受\x00理\x0b\ufffe") == "受理"


def test_labels_stand_literally_beside_their_arrows() -> None:
    label = "材料不齐全或者不符合法定形式的，一次性告知需要补正的全部内容" * 4
    chart = flow(3, [(1, 2, "<是>"), (1, 3, label)])

    found = decode(diagram(chart, PAGE, first_id=1, title="图").xml)

    assert sorted(one.text for one in found.labels) == sorted(["<是>", label])


def test_the_fallback_holds_the_same_words_and_no_picture() -> None:
    run = etree.fromstring(diagram(CHARTS["decisions"], PAGE, first_id=1, title="图").xml)
    branches = [
        sorted(words(p) for p in branch.iterfind(".//w:p", NS))
        for branch in run.iterfind("mc:AlternateContent/*", NS)
    ]

    assert len(branches) == 2
    assert branches[0] == branches[1]
    assert not [e for e in run.iter() if str(e.tag).endswith(("}imagedata", "}blip"))]


def test_the_alternative_text_lists_the_steps_and_where_they_lead() -> None:
    chart = flow(["受理", "审核", "退回"], [(1, 2), (2, 3, "不合格")])

    assert decode(diagram(chart, PAGE, first_id=1, title="信访<举报>").xml).alt == (
        "信访<举报>，流程图，共3个步骤。1．受理→2；2．审核→3（不合格）；3．退回"
    )


def test_the_typeface_is_the_one_asked_for() -> None:
    xml = diagram(CHARTS["chain"], PAGE, first_id=1, title="图", font='方正"仿宋"').xml
    fonts = {
        value
        for e in etree.fromstring(xml).iter(f"{{{NS['w']}}}rFonts")
        for value in e.attrib.values()
    }

    assert fonts == {'方正"仿宋"'}


@given(text=st.text(min_size=1, max_size=60), label=st.text(max_size=20))
def test_whatever_is_typed_gives_well_formed_xml_and_svg(text: str, label: str) -> None:
    chart = flow([text, "办结"], [(1, 2, label)], item=text)

    etree.fromstring(diagram(chart, PAGE, first_id=1, title=text).xml)
    etree.fromstring(as_svg(chart, PAGE).encode())


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_shows_every_word_as_text_and_asks_for_nothing(name: str) -> None:
    svg = etree.fromstring(as_svg(CHARTS[name], PAGE).encode())
    shown = "|".join("".join(map(str, text.itertext())) for text in svg.iter("{*}text"))

    assert [step.text for step in CHARTS[name].steps if step.text not in shown] == []
    assert [e for e in svg.iter() if any("href" in str(key) for key in e.attrib)] == []
