"""Words become WordprocessingML literally, and properties stand in the schema's order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rendering.wordml import (
    XMLNS_W,
    Face,
    W,
    cell,
    clean,
    link,
    paragraph,
    row,
    run,
    table,
    text_paragraph,
)


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f"<r {XMLNS_W}>{xml}</r>".encode())


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def read(element: etree._Element) -> str:
    leaves = element.iter(f"{{{W}}}t", f"{{{W}}}br")
    return "".join("\n" if leaf.tag == f"{{{W}}}br" else str(leaf.text or "") for leaf in leaves)


@given(st.text())
def test_every_text_can_be_read_back_as_it_was(text: str) -> None:
    assert read(parsed(text_paragraph(text))) == clean(text)


@given(st.text())
def test_a_text_in_an_attribute_can_be_read_back(text: str) -> None:
    element = parsed(link(text, run("甲")))[0]
    assert str(element.get(f"{{{W}}}anchor")).split() == clean(text).split()


def test_an_illegal_character_is_shown_as_a_replacement() -> None:
    assert clean("甲\x0b乙\x07丙\ud800丁\ufffe") == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd"


def test_a_newline_is_a_line_break_and_not_a_new_paragraph() -> None:
    root = parsed(text_paragraph("甲\n乙"))
    assert names(root) == ["p"]
    assert read(root) == "甲\n乙"


def test_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    xml = paragraph(style="a", align="center", page_break_before=True, keep_next=True, outline=1)
    assert names(parsed(xml)[0][0]) == ["pStyle", "keepNext", "pageBreakBefore", "jc", "outlineLvl"]


def test_cell_properties_stand_in_the_order_of_the_schema() -> None:
    xml = cell(100, span=2, merge="restart", fill="F2F2F2", valign="center")
    assert names(parsed(xml)[0][0]) == ["tcW", "gridSpan", "vMerge", "shd", "vAlign"]


def test_run_properties_stand_in_the_order_of_the_schema() -> None:
    xml = run("甲", Face(font="黑体", size=10.5, bold=True, color="FF0000"))
    assert names(parsed(xml)[0][0]) == ["rFonts", "b", "color", "sz", "szCs"]


def test_an_empty_cell_still_has_a_paragraph() -> None:
    assert names(parsed(cell(100))[0]) == ["tcPr", "p"]


def test_a_header_row_repeats_and_is_not_split() -> None:
    properties = parsed(row([cell(1)], header=True))[0][0]
    assert set(names(properties)) == {"cantSplit", "tblHeader"}


def test_a_table_declares_its_own_namespace() -> None:
    element = etree.fromstring(table([100, 200], [row([cell(100), cell(200)])]))
    assert names(element) == ["tblPr", "tblGrid", "tr"]
