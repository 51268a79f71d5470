"""The office's wording put into Word as people do: typed or automatic numbers, blanks, styles.

document(para("一、指导思想"), para("坚持预防为主。", indent="　　")) gives the bytes of a .docx.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from extractors.annexes import read_forms
from extractors.docx.reader import read_docx
from schemas.findings import Finding

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PARTS}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_PARTS}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_PARTS}.numbering+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" '
    f'Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
_NUMBERS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3．"),
    ("decimal", "（%4）"),
)
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for level, (kind, text) in enumerate(_NUMBERS)
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, 6)
)
_STYLES = (
    f'<w:styles xmlns:w="{_W}">{_HEADINGS}<w:style w:type="paragraph" w:styleId="Bold">'
    '<w:name w:val="小标题"/><w:rPr><w:b/></w:rPr></w:style></w:styles>'
)


def para(
    text: str = "",
    *,
    indent: str = "",
    heading: int = 0,
    listed: int = 0,
    bold: bool = False,
    page_break: bool = False,
) -> str:
    """Write a paragraph.

    Args:
        text: Its words; a newline is a manual line break, a tab a tab.
        indent: Blanks typed in front of it.
        heading: Level of Word's heading style, or 0.
        listed: Level of the automatic number (一、 （一） 1． （1）), or 0.
        bold: Its run is bold.
        page_break: A manual page break stands before it.
    """
    style = f'<w:pStyle w:val="{heading}"/>' if heading else ""
    number = (
        f'<w:numPr><w:ilvl w:val="{listed - 1}"/><w:numId w:val="1"/></w:numPr>' if listed else ""
    )
    start = '<w:r><w:br w:type="page"/></w:r>' if page_break else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    marked = escape(indent + text).replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    marked = marked.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    run = f"<w:r>{look}<w:t xml:space='preserve'>{marked}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{style}{number}</w:pPr>{start}{run}</w:p>"


def document(*blocks: str) -> bytes:
    """Put paragraphs, and tables of :mod:`tests.support.forms`, into a Word document."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": (
            f'<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}</w:body></w:document>'
        ),
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def read(*blocks: str) -> tuple[tuple[Any, ...], tuple[Finding, ...]]:
    """Put blocks into a document and read its forms; of type Any, as their kinds differ."""
    return read_forms(read_docx(document(*blocks)), file="方案.docx")


def plan_lines() -> list[str]:
    """Give the office's plan, shortened, line by line, without the annexes that follow it."""
    text = (Path(__file__).parent / "plan.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def plain(lines: Iterable[str]) -> str:
    """Join lines without any white space, for telling whether all words are there in order."""
    return "".join("".join(line.split()) for line in lines)
