from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.grid import Document

Read = Callable[..., Document]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_side_parts_are_side_texts(read_body: Read) -> None:
    document = read_body(
        paragraph("文"),
        side={
            "header": paragraph("眉"),
            "footer": paragraph("脚") + "<w:p/>",
            "footnotes": f"<w:footnote>{paragraph('注一')}</w:footnote><w:footnote/>",
            "endnotes": f"<w:endnote>{paragraph('注二')}</w:endnote>",
            "comments": f"<w:comment>{paragraph('批一') + paragraph('批二')}</w:comment>",
        },
    )
    assert [(text.kind, text.text) for text in document.side] == [
        ("header", "眉"),
        ("footer", "脚"),
        ("note", "注一"),
        ("note", "注二"),
        ("comment", "批一\n批二"),
    ]
    assert [line.text for line in document.lines] == ["文"]


def test_changes_are_counted_one_by_one(read_body: Read) -> None:
    document = read_body(
        "<w:p><w:pPr><w:pPrChange/><w:rPr><w:ins/></w:rPr></w:pPr><w:ins><w:r/></w:ins>"
        "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom/><w:moveTo/>"
        "<w:r><w:rPr><w:rPrChange/></w:rPr></w:r></w:p>"
    )
    assert document.tracked_changes == 7


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("attachedTemplate", "外部模板"),
        ("image", "外部图片"),
        ("oleObject", "外部链接对象"),
        ("subDocument", "子文档"),
        ("somethingNew", "外部引用"),
    ],
)
def test_what_comes_from_outside_is_named(read_body: Read, kind: str, name: str) -> None:
    target = "http://127.0.0.1:9/x"
    assert read_body("", external={kind: target}).foreign == (f"{name}（{target}）",)


def test_hyperlinks_are_not_foreign(read_body: Read) -> None:
    assert read_body("", external={"hyperlink": "http://127.0.0.1:9/x"}).foreign == ()


@pytest.mark.parametrize(
    ("kind", "name"), [("oleObject", "嵌入对象"), ("aFChunk", "嵌入内容块"), ("control", "ActiveX")]
)
def test_what_is_embedded_is_named(read_body: Read, kind: str, name: str) -> None:
    [found] = read_body("", side={kind: ""}).foreign
    assert found.startswith(name)


@pytest.mark.parametrize("split", [4, 20])
@pytest.mark.parametrize("name", ["DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE"])
def test_fields_that_look_outside_are_named(read_body: Read, name: str, split: int) -> None:
    code = f' {name} "C:\\x" '
    document = read_body(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:split]}</w:instrText></w:r>"
        f"<w:r><w:instrText>{code[split:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        f"<w:p><w:fldSimple w:instr=' {name} x'/></w:p>"
    )
    assert document.foreign == (f"{name} 域",)


def test_ordinary_fields_are_not_foreign(read_body: Read) -> None:
    assert read_body("<w:p><w:fldSimple w:instr=' PAGE '/></w:p>").foreign == ()
