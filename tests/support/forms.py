"""Word documents for tests, written as raw XML so that every habit of typing can be tried.

docx(paragraph("附件1："), table([["序号", "名称"], ["1", Cell("采购", rows="restart")]]))
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from extractors.annexes import read_forms
from extractors.docx.reader import read_docx
from schemas.findings import Finding

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE_RELATIONS = (
    f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


@dataclass(frozen=True)
class Cell:
    """A table cell; ``rows`` is "restart" or "continue" for cells merged downwards."""

    text: str = ""
    columns: int = 1
    rows: Literal["", "restart", "continue"] = ""
    numbered: bool = False


def paragraph(text: str = "", *, page_break: bool = False, numbered: bool = False) -> str:
    """Write a paragraph; a newline is a manual line break, a tab a tab."""
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    start = '<w:r><w:br w:type="page"/></w:r>' if page_break else ""
    return f"<w:p>{number if numbered else ''}{start}{_runs(text)}</w:p>"


def _runs(text: str) -> str:
    marked = escape(text).replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    marked = marked.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    return f"<w:r><w:t xml:space='preserve'>{marked}</w:t></w:r>" if text else ""


def table(rows: Iterable[Sequence[str | Cell]], *, columns: int = 0) -> str:
    """Write a table; a newline in a cell's text begins a paragraph."""
    listed = [[Cell(c) if isinstance(c, str) else c for c in row] for row in rows]
    width = columns or max(sum(c.columns for c in row) for row in listed)
    grid = '<w:gridCol w:w="1200"/>' * width
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(map(_row, listed))}</w:tbl>"


def _row(cells: Sequence[Cell]) -> str:
    return f"<w:tr>{''.join(map(_cell, cells))}</w:tr>"


def _cell(cell: Cell) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = f'<w:vMerge w:val="{cell.rows}"/>' if cell.rows else ""
    width = f'<w:tcW w:w="{1200 * cell.columns}" w:type="dxa"/>'
    lines = "".join(paragraph(line, numbered=cell.numbered) for line in cell.text.split("\n"))
    return f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr>{lines}</w:tc>"


def docx(*blocks: str) -> bytes:
    """Put paragraphs and tables into a Word document."""
    body = f'<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": body,
        "word/numbering.xml": _NUMBERING,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name)  # of 1980: the same document has the same bytes
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, text)
    return stream.getvalue()


def read(*blocks: str) -> tuple[tuple[Any, ...], tuple[Finding, ...]]:
    """Put blocks into a document and read its forms; of type Any, as their kinds differ."""
    return read_forms(read_docx(docx(*blocks)), file="材料.docx")


def codes(findings: Iterable[Finding]) -> list[str]:
    """Give the codes of findings, in order."""
    return [finding.code for finding in findings]
