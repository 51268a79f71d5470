"""LF-L40 and L41: marks and numbers in the text, and tables that are too wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rendering.lint.profile import patterns
from rendering.lint.sheet import Paragraph, mm
from rendering.lint.view import View
from schemas.base import Place
from schemas.findings import Finding, Rule

PUNCTUATION: Final = Rule(
    code="LF-L40",
    title="标点或数字的用法不当",
    severity="warning",
    basis="GB/T 15834—2011《标点符号用法》、GB/T 15835—2011《出版物上数字用法》",
    message="{where}的“{text}”{found}。请{advice}。",
    hint="{advice}",
)
WIDE: Final = Rule(
    code="LF-L41",
    title="表格超出版心",
    severity="error",
    basis="GB/T 9704—2012 5.2.1：版心尺寸为 156 毫米×225 毫米",
    message="表{table}（第{where}节）宽 {found} 毫米，超出版心（宽 {limit} 毫米）。"
    "请在“表格属性”中缩小宽度，或改排在横排页上。",
    hint="缩小表格宽度，或改排在横排页上",
)
RULES: Final = (PUNCTUATION, WIDE)

_SHOWN = 12
_BESIDE_MM = 4.0  # the margins of cells stand out of the type area, as Word has it


def check(view: View) -> Iterator[Finding]:
    """Look at all text, tables included, and at the tables' widths."""
    for paragraph in (*view.sheet.paragraphs, *view.sheet.cells):
        yield from _marks(view, paragraph)
    for table in view.sheet.tables:
        section = view.sheet.sections[min(table.section, len(view.sheet.sections) - 1)]
        width = section.text_width
        if mm(table.width - width) > _BESIDE_MM:
            yield WIDE.finding(
                file=view.file,
                place=Place(table=table.number),
                table=table.number,
                where=table.section + 1,
                found=f"{mm(table.width):.0f}",
                limit=f"{mm(width):.0f}",
            )


def _marks(view: View, paragraph: Paragraph) -> Iterator[Finding]:
    """Tell each kind of fault once a paragraph, with the words around the first."""
    for pattern, words in patterns():
        if (match := pattern.search(paragraph.text)) is not None:
            start = max(0, match.start() - _SHOWN // 2)
            text = " ".join(paragraph.text[start : match.end() + _SHOWN // 2].split())
            yield view.at(PUNCTUATION, paragraph, text=text, found=words.found, advice=words.advice)
