"""Paragraphs and runs of WordprocessingML; lengths are points unless said otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Align = Literal["left", "center", "right", "both"]

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
_BREAKS = re.compile(r"([\n\t])")
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; an empty ``font`` is the document's own."""

    size: float = 12.0
    font: str = ""
    bold: bool = False

    def properties(self) -> str:
        """Write ``w:rPr``, whose parts have a fixed order; nothing for the document's own look."""
        if self == PLAIN_LOOK:
            return ""
        name = quoteattr(self.font)
        fonts = f'<w:rFonts w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:hint="eastAsia"/>'
        half = round(self.size * 2)
        return (
            f"<w:rPr>{fonts if self.font else ''}{'<w:b/>' if self.bold else ''}"
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        )


PLAIN_LOOK = Look(size=10.5)
"""How text looks where nothing is said."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """How a paragraph is set.

    Attributes:
        number: The list of Word's automatic numbers that it belongs to.
        indent: First line, characters.
        line: Exact line height, points; 0 for single spacing.
    """

    look: Look = Look()
    align: Align = "left"
    number: int | None = None
    before: float = 0.0
    after: float = 0.0
    line: float = 0.0
    indent: int = 0
    keep: bool = False

    def properties(self, *, page_break: bool = False) -> str:
        """Write ``w:pPr``, whose parts have a fixed order."""
        numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.number}"/></w:numPr>'
        exact = f' w:line="{round(self.line * 20)}" w:lineRule="exact"' if self.line else ""
        spacing = (
            f'<w:spacing w:before="{round(self.before * 20)}" w:after="{round(self.after * 20)}"'
            f"{exact}/>"
        )
        first = round(self.indent * self.look.size * 20)
        parts = (
            "<w:keepNext/>" if self.keep else "",
            "<w:pageBreakBefore/>" if page_break else "",
            numbered if self.number is not None else "",
            spacing if self.before or self.after or self.line else "",
            f'<w:ind w:firstLineChars="{self.indent * 100}" w:firstLine="{first}"/>'
            if self.indent
            else "",
            f'<w:jc w:val="{self.align}"/>' if self.align != "left" else "",
        )
        return f"<w:pPr>{''.join(parts)}</w:pPr>" if any(parts) else ""


PLAIN = Paragraph()


def run(text: str, look: Look) -> str:
    """Write a run; a newline is a manual line break, a tab a tab."""
    parts = (_MARKS.get(part) or _text(part) for part in _BREAKS.split(text) if part)
    return f"<w:r>{look.properties()}{''.join(parts)}</w:r>"


def _text(text: str) -> str:
    """Write text; blanks at its ends have to be asked for."""
    kept = ' xml:space="preserve"' if text != text.strip(" ") or "  " in text else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"


def paragraph(text: str = "", form: Paragraph = PLAIN, *, page_break: bool = False) -> str:
    """Write a paragraph of one look."""
    content = run(text, form.look) if text else ""
    return f"<w:p>{form.properties(page_break=page_break)}{content}</w:p>"


def holding(content: str, form: Paragraph = PLAIN) -> str:
    """Write a paragraph around runs that are written already."""
    return f"<w:p>{form.properties()}{content}</w:p>"
