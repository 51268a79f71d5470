"""Sheets become sections: one for each chapter and way of lying, with headers of their own."""

from __future__ import annotations

import re

from lxml import etree

from rendering.book.binding import (
    RUNNING_HEAD,
    Binding,
    Chapter,
    Patterns,
    headings,
    numbered,
    say_number,
    with_last_number,
    with_running_head,
)
from rendering.book.marks import Heading
from rendering.book.sheets import BREAK, Sheet
from rendering.template import Filled
from rendering.wordml import XMLNS_W, W

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
HEADER = f"<w:hdr {XMLNS_W}><w:p><w:r><w:t>{RUNNING_HEAD}</w:t></w:r></w:p></w:hdr>"


def pattern(header: str, width: int = 1000) -> bytes:
    return (
        f'<w:sectPr {XMLNS_W} xmlns:r="{R}"><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:pgSz w:w="{width}" w:h="800"/>'
        '<w:pgMar w:top="100" w:bottom="100" w:left="200" w:right="200" w:gutter="0"/>'
        '<w:cols w:space="425"/></w:sectPr>'
    ).encode()


PATTERNS = Patterns(pattern("up"), pattern("turned", 2000))


def filled() -> Filled:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{R}/header" Target="{name}.xml"/>'
        for name in ("up", "turned")
    )
    parts = {
        RELATIONS: f'<Relationships xmlns="{R}">{relations}</Relationships>',
        "word/up.xml": HEADER,
        "word/turned.xml": HEADER,
        "word/_rels/up.xml.rels": "<logo/>",
    }
    return Filled({name: text.encode() for name, text in parts.items()}, MAIN, 1)


def sheet(*names: str, sideways: bool = False, pages: int = 1, sure: bool = True) -> Sheet:
    found = [(0, Heading(1, name, f"_{name}")) for name in names]
    return Sheet(sideways, [f"<w:p>{BREAK}</w:p>", "<w:p/>"], found, pages, sure)


def bound(*chapters: Chapter, open_end: bool = False) -> tuple[str, Binding]:
    binding = Binding(filled(), PATTERNS, "End")
    return "".join(binding.sections(chapters, numbered(chapters), open_end=open_end)), binding


def starts(xml: str) -> list[str]:
    return re.findall(r'w:start="(\d+)"', xml)


def test_the_type_area_is_the_page_without_its_margins() -> None:
    assert PATTERNS.paper.upright == (30.0, 30.0)
    assert PATTERNS.paper.sideways == (80.0, 30.0)


def test_pages_are_counted_over_chapters_and_long_sheets() -> None:
    chapters = [Chapter("甲", [sheet("a"), sheet("b", pages=3)]), Chapter("乙", [sheet("c", "d")])]

    assert numbered(chapters) == {"_a": 1, "_b": 2, "_c": 5, "_d": 5}
    assert [heading.text for heading in headings(chapters)] == ["a", "b", "c", "d"]


def test_only_the_first_page_of_a_section_has_no_break() -> None:
    xml, _ = bound(Chapter("甲", [sheet(), sheet(), sheet()]), Chapter("乙", [sheet(), sheet()]))

    assert xml.count(BREAK) == 3
    assert xml.count("<w:sectPr") == 2


def test_turned_sheets_are_sections_of_their_own() -> None:
    xml, _ = bound(Chapter("甲", [sheet(), sheet(sideways=True), sheet(sideways=True), sheet()]))

    assert re.findall(r'<w:pgSz w:w="(\d+)"', xml) == ["1000", "2000", "1000"]


def test_the_first_section_begins_with_page_1_and_the_others_go_on() -> None:
    xml, _ = bound(Chapter("甲", [sheet()]), Chapter("乙", [sheet()]))

    assert starts(xml) == ["1"]


def test_after_an_unsure_sheet_a_section_says_its_number() -> None:
    xml, _ = bound(Chapter("甲", [sheet(), sheet(pages=3, sure=False), sheet()]))

    assert starts(xml) == ["1", "5"]


def test_each_chapter_has_its_own_header_once() -> None:
    chapters = (
        Chapter("甲<乙>", [sheet(), sheet(sideways=True), sheet()]),
        Chapter("丙", [sheet()]),
    )
    xml, binding = bound(*chapters)

    assert [b"&lt;" in part.data for part in binding.parts] == [True, True, False]
    assert re.findall(r'r:id="chapterHeader(\d)"', xml) == ["1", "2", "1", "3"]
    assert all(RUNNING_HEAD.encode() not in part.data for part in binding.parts)


def test_what_a_header_refers_to_goes_with_it() -> None:
    _, binding = bound(Chapter("甲", [sheet(), sheet(sideways=True)]))

    assert binding.relations == {"word/_rels/header_chapterHeader1.xml.rels": b"<logo/>"}


def test_the_last_section_can_be_left_to_the_template() -> None:
    xml, binding = bound(Chapter("甲", [sheet(pages=2, sure=False), sheet()]), open_end=True)

    assert xml.count("<w:sectPr") == 1
    assert binding.open_number == 3


def test_the_template_s_last_section_gets_its_number_only_where_it_needs_one() -> None:
    last = b'<w:sectPr><w:pgSz/><w:cols w:space="425"/></w:sectPr>'
    parts = {MAIN: b"<w:body><w:p/>" + last + b"</w:body>"}

    assert with_last_number(parts, MAIN, None) == parts
    changed = with_last_number(parts, MAIN, 9)[MAIN]
    assert re.findall(rb"<w:(\w+)[^>]*?/>", changed) == [b"p", b"pgSz", b"pgNumType", b"cols"]
    assert b'w:start="9"' in changed


def test_a_section_s_own_number_is_replaced() -> None:
    section = etree.fromstring(f'<w:sectPr {XMLNS_W}><w:pgNumType w:start="3"/></w:sectPr>')

    say_number(section, None)

    assert section.find(f"{{{W}}}pgNumType") is None


def test_a_running_head_is_text_and_nothing_else() -> None:
    assert b"&lt;w:p/&gt;" in with_running_head(HEADER.encode(), "<w:p/>")
