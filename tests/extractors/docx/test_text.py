from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from extractors.docx.text import paragraph_text
from extractors.grid import Document

Read = Callable[..., Document]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def check_box(state: str, glyph: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w14:checkbox>{state}</w14:checkbox></w:sdtPr>"
        f"<w:sdtContent>{run(glyph)}</w:sdtContent></w:sdt>"
    )


def old_box(state: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
        f"{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.fixture
def text_of(namespaces: str) -> Callable[[str], str]:
    return lambda inner: paragraph_text(etree.fromstring(f"<w:p {namespaces}>{inner}</w:p>"))


WRAPPERS = ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
CASES = {
    "deleted text is left out": (run("甲") + f"<w:del>{run('乙')}</w:del>", "甲"),
    "moved-away text is left out": (f"<w:moveFrom>{run('乙')}</w:moveFrom>" + run("甲"), "甲"),
    "hidden text is left out": (run("甲") + run("乙", "<w:vanish/>") + run("丙"), "甲丙"),
    "vanish that is off hides nothing": (run("甲", '<w:vanish w:val="0"/>'), "甲"),
    "a hidden paragraph end hides nothing": (
        f"<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('甲')}",
        "甲",
    ),
    "a content control is unwrapped": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>",
        "甲",
    ),
    "of a field the result stays": (field(" PAGE ", run("3")), "3"),
    "of nested fields the outer result stays": (
        field(f" IF {field('REF x', run('内'))} ", run("外")),
        "外",
    ),
    "a field without end swallows nothing": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("甲"),
        "甲",
    ),
    "tabs and breaks are characters": (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/></w:r>",
        "甲\t乙\n丙\n",
    ),
    "tab stops are none": ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("甲"), "甲"),
    "page breaks are none": ('<w:r><w:br w:type="page"/></w:r>' + run("甲"), "甲"),
    "a fixed hyphen is a hyphen": ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>", "A-B"),
    "of ruby the base stays": (
        (
            f"<w:r><w:ruby><w:rt>{run('fáng')}</w:rt>"
            f"<w:rubyBase>{run('防')}</w:rubyBase></w:ruby></w:r>"
        ),
        "防",
    ),
    "formulas are text": ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
    "a ticked box is ticked": (check_box('<w14:checked w14:val="1"/>', "☐") + run("高"), "☑高"),
    "an empty box is empty": (check_box('<w14:checked w14:val="0"/>', "☒") + run("高"), "☐高"),
    "words in a box stay": (check_box('<w14:checked w14:val="1"/>', "☒ 高"), "☑ 高"),
    "an old box ticked without a value is ticked": (old_box("<w:checked/>"), "☑"),
    "an old box says no by its value": (old_box('<w:checked w:val="0"/>'), "☐"),
    "an old box falls back on its default": (old_box('<w:default w:val="1"/>'), "☑"),
    "a ticked symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
    "an empty symbol": ('<w:r><w:sym w:font="Wingdings" w:char="00A8"/></w:r>', "☐"),
    "a tick": ('<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>', "√"),
    "a letter in a symbol font": (run("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "☑"),
    "a private character": (run("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'), "☑"),
    "an unknown symbol stays visible": ('<w:r><w:sym w:font="X" w:char="2605"/></w:r>', "★"),
    "a text box is not part of it": (
        run("甲") + "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>"
        f"{run('框')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        "甲",
    ),
    "one branch of alternatives": (
        (
            f'<mc:AlternateContent><mc:Choice Requires="w14">{run("甲")}</mc:Choice>'
            f"<mc:Fallback>{run('乙')}</mc:Fallback></mc:AlternateContent>"
        ),
        "甲",
    ),
    "a fallback where the choice says nothing": (
        (
            f'<mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback>{run("乙")}'
            "</mc:Fallback></mc:AlternateContent>"
        ),
        "乙",
    ),
    "old properties are not read": (
        f"<w:pPr><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>{run('甲')}",
        "甲",
    ),
}


@pytest.mark.parametrize(("inner", "expected"), CASES.values(), ids=CASES.keys())
def test_a_paragraph_reads_as_its_reader_sees_it(
    text_of: Callable[[str], str], inner: str, expected: str
) -> None:
    assert text_of(inner) == expected


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrappers_are_transparent(text_of: Callable[[str], str], wrapper: str) -> None:
    assert text_of(f"<w:{wrapper}>{run('甲')}</w:{wrapper}>") == "甲"


def test_text_hidden_by_a_style_is_left_out(read_body: Read) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:basedOn w:val="H"/></w:style>'
    )
    hidden, shown = run("藏", '<w:rStyle w:val="H"/>'), run("现", '<w:vanish w:val="0"/>')
    document = read_body(
        f"<w:p>{run('甲')}{hidden}</w:p>"
        f'<w:p><w:pPr><w:pStyle w:val="Q"/></w:pPr>{run("隐")}{shown}</w:p>',
        side={"styles": styles},
    )
    assert [line.text for line in document.lines] == ["甲", "现"]
    assert [(text.kind, text.text) for text in document.side] == [
        ("hidden", "藏"),
        ("hidden", "隐"),
    ]


def test_a_deleted_paragraph_end_joins_two_paragraphs(read_body: Read) -> None:
    document = read_body(
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前')}</w:p><w:p>{run('后')}</w:p>"
        f"<w:p>{run('完')}</w:p>"
    )
    assert [line.text for line in document.lines] == ["前后", "完"]
    assert document.tracked_changes == 1


def test_a_deleted_end_never_joins_over_the_edge_of_a_cell(read_body: Read) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    document = read_body(
        f"<w:tbl><w:tr><w:tc><w:p>{mark}{run('甲')}</w:p></w:tc>"
        f"<w:tc><w:p>{run('乙')}</w:p></w:tc></w:tr></w:tbl>"
    )
    assert [cell.text for cell in document.grids[0].cells] == ["甲", "乙"]


def test_page_and_section_breaks_stand_before_the_next_words(read_body: Read) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    section = "<w:pPr><w:sectPr/></w:pPr>"
    document = read_body(
        f"<w:p>{run('一')}{page}</w:p><w:p>{run('二')}</w:p><w:p>{page}{run('三')}</w:p>"
        f"<w:p><w:pPr><w:pageBreakBefore/></w:pPr>{run('四')}</w:p><w:p>{run('五')}</w:p>"
        f"<w:p>{section}{run('六')}</w:p><w:p>{run('七')}</w:p><w:p>{section}{run('八')}</w:p>"
        f'<w:p>{run("九")}</w:p><w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    )
    assert [line.text for line in document.lines if line.page_break] == ["二", "三", "四", "七"]


def test_outline_levels_come_from_style_chain_name_and_paragraph(read_body: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="heading 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="D"><w:basedOn w:val="D"/></w:style>'
    )
    names = "".join(f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>' for name in "ABCDX")
    direct = '<w:p><w:pPr><w:pStyle w:val="A"/><w:outlineLvl w:val="9"/></w:pPr></w:p>'
    document = read_body(names + direct, side={"styles": styles})
    assert [line.heading for line in document.lines] == [2, 2, 3, 0, 0, 0]


def test_paragraphs_are_counted_outside_tables(read_body: Read) -> None:
    document = read_body(
        f"<w:p>{run('一')}</w:p><w:tbl><w:tr><w:tc><w:p>{run('格')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:sdt><w:sdtContent><w:p>{run('二')}</w:p></w:sdtContent></w:sdt>"
    )
    assert [(line.text, line.number) for line in document.lines] == [("一", 1), ("二", 2)]
