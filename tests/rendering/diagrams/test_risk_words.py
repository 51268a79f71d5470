"""The words and looks of risk boxes: literal, numbered, with levels that show in any print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rendering.diagrams import Frame, Risks, as_svg, box_words, diagram
from schemas.college import LEVELS, Level
from tests.rendering.diagrams.decoded import NS, Shape, decode, flow, words
from tests.rendering.diagrams.maps import MAPS

PAGE = Frame(442, 600)
CHAIN = flow(["受理", "审核", "审批"], [(1, 2), (2, 3)])


def box(*told: tuple[str, Level | None]) -> Shape:
    """Draw risks at the second step and give their box."""
    made = diagram(CHAIN, PAGE, first_id=1, title="图", risks={"s2": told})
    (found,) = decode(made.xml).risks
    return found


def grey(colour: str) -> float:
    """Give how bright a colour is printed, 0 to 255."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_manifestations_are_numbered_with_their_levels_in_brackets() -> None:
    found = box(("不按规定登记。", "中"), ("泄露举报内容。", "高"))

    assert found.text == "1.【中】不按规定登记。\n2.【高】泄露举报内容。"


def test_without_any_level_no_level_is_shown() -> None:
    assert box(("不按规定登记。", None)).text == "1.不按规定登记。"


def test_a_risk_without_a_level_among_rated_ones_says_so() -> None:
    assert box(("拖延。", "低"), ("压件。", None)).text == "1.【低】拖延。\n2.【未定】压件。"


def test_a_number_does_not_run_into_a_text_that_begins_with_a_figure() -> None:
    assert box(("2012年未报。", None)).text == "1. 2012年未报。"


@pytest.mark.parametrize("highest", LEVELS)
def test_a_box_looks_as_its_highest_level(highest: Level) -> None:
    lower = LEVELS[LEVELS.index(highest) :]
    alone, among = box(("拖延。", highest)), box(*(("拖延。", level) for level in reversed(lower)))

    looks = {(found.fill, found.line, found.dashed) for found in (alone, among)}
    assert len(looks) == 1


def test_levels_are_told_apart_by_grey_by_thickness_and_by_dashes() -> None:
    high, middle, low = (box(("拖延。", level)) for level in LEVELS)

    assert grey(low.fill) - grey(middle.fill) > 10
    assert grey(middle.fill) - grey(high.fill) > 20
    assert high.line > middle.line * 1.5
    assert (high.dashed, middle.dashed, low.dashed) == (False, False, True)


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp;\"'</b>",
        "{{ risks }}{% if x %}",
        "长" * 2000,
        "a" * 900,
        "]]>",
        "𠮷🙂",
        "\u202e甲\u202c",
    ],
)
def test_any_manifestation_stands_literally_as_one_text(text: str) -> None:
    xml = diagram(CHAIN, PAGE, first_id=1, title="图", risks={"s2": [(text, "高")]}).xml
    runs = [str(t.text) for t in etree.fromstring(xml).iterfind(".//mc:Choice//w:t", NS)]

    assert text in runs


def test_line_breaks_in_a_manifestation_stay() -> None:
    assert box(("甲\n乙\t丙", "低")).text == "1.【低】甲\n乙\t丙"


@pytest.mark.parametrize("name", MAPS)
def test_the_fallback_holds_the_same_words_and_no_picture(name: str) -> None:
    chart, risks = MAPS[name]
    run = etree.fromstring(diagram(chart, PAGE, first_id=1, title="图", risks=risks).xml)
    branches = [
        sorted(words(p) for p in branch.iterfind(".//w:p", NS))
        for branch in run.iterfind("mc:AlternateContent/*", NS)
    ]

    assert branches[0] == branches[1]
    assert not [e for e in run.iter() if str(e.tag).endswith(("}imagedata", "}blip"))]


def test_the_alternative_text_tells_the_risks_with_their_levels() -> None:
    risks: Risks = {"s1": [("不登记", "中"), ("泄露", "高")], "s3": [("拖延", "低")]}

    assert decode(diagram(CHAIN, PAGE, first_id=1, title="信访", risks=risks).xml).alt == (
        "信访，流程图，共3个步骤。1．受理→2（廉政风险：1.【中】不登记2.【高】泄露）；2．审核→3；"
        "3．审批（廉政风险：1.【低】拖延）"
    )


def test_risks_of_a_step_that_the_chart_lacks_get_a_box_with_its_name() -> None:
    made = diagram(CHAIN, PAGE, first_id=1, title="图", risks={"s9": [("不登记", "中")]})
    found = decode(made.xml)

    assert [step.text for step in found.steps] == ["受理", "审核", "审批", "s9"]
    assert len(found.risks) == 1


def test_what_boxes_say_is_what_is_drawn() -> None:
    for chart, risks in MAPS.values():
        found = decode(diagram(chart, PAGE, first_id=1, title="图", risks=risks).xml)
        drawn = [risk.text.replace("\n", "") for risk in found.risks]
        assert sorted(box_words(chart, risks)) == sorted(drawn)


@given(text=st.text(min_size=1, max_size=60), level=st.sampled_from([*LEVELS, None]))
def test_whatever_is_typed_gives_well_formed_xml_and_svg(text: str, level: Level | None) -> None:
    risks: Risks = {"s1": [(text, level)]}

    etree.fromstring(diagram(CHAIN, PAGE, first_id=1, title="图", risks=risks).xml)
    etree.fromstring(as_svg(CHAIN, PAGE, risks=risks).encode())


@pytest.mark.parametrize("name", MAPS)
def test_the_svg_shows_every_word_as_text(name: str) -> None:
    chart, risks = MAPS[name]
    svg = etree.fromstring(as_svg(chart, PAGE, risks=risks).encode())
    shown = "|".join("".join(map(str, text.itertext())) for text in svg.iter("{*}text"))

    assert [
        words for words in box_words(chart, risks)[:1] if words.split("2.")[0] not in shown
    ] == []
    assert [told for own in risks.values() for told, _ in own if told not in shown] == []
