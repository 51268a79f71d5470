"""Small builders for WordprocessingML text: paragraphs, runs and tables, escaped and in order.

They give strings, not trees: a table of thousands of rows is joined and parsed once. Children of
a properties element come in the order of the schema (ECMA-376 part 1, CT_PPr, CT_RPr, CT_TblPr,
CT_TrPr, CT_TcPr), which Word insists on. Lengths are twips (1/20 pt) unless said otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from schemas.base import Model

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XMLNS_W = f'xmlns:w="{W}"'
Align = Literal["left", "center", "right", "both"]

_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOK = (
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    ' w:noHBand="1" w:noVBand="1"/>'
)
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def clean(text: str) -> str:
    """Make a text fit for XML 1.0: line ends become newlines, illegal characters U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Escape a cleaned text for element content and for attributes in double quotes."""
    safe = text if text.isprintable() else clean(text)
    if not ("&" in safe or "<" in safe or ">" in safe or '"' in safe):
        return safe
    safe = safe.replace("&", "&amp;").replace("<", "&lt;")
    return safe.replace(">", "&gt;").replace('"', "&quot;")


def with_breaks(text: str) -> str:
    """Escape a text for the inside of ``w:t``; a newline becomes a manual line break."""
    return escape(text).replace("\n", _BREAK)


class Face(Model):
    """Direct formatting of a run; None leaves it to the style.

    Attributes:
        font: Name of the East-Asian and Latin font.
        size: Points.
        color: RRGGBB.
    """

    font: str | None = None
    size: float | None = None
    bold: bool = False
    color: str | None = None

    def xml(self) -> str:
        """Give the ``w:rPr`` element, or nothing when there is nothing to say."""
        half_points = round(self.size * 2) if self.size else 0
        name = escape(self.font) if self.font else ""
        inner = "".join(
            (
                f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}"'
                f' w:eastAsia="{name}" w:cs="{name}"/>'
                if name
                else "",
                "<w:b/>" if self.bold else "",
                f'<w:color w:val="{escape(self.color)}"/>' if self.color else "",
                f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
                if half_points
                else "",
            )
        )
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""


PLAIN = Face()


def run(text: str, face: Face = PLAIN) -> str:
    """Write a text as one run; the text is data and appears literally."""
    return f'<w:r>{face.xml()}<w:t xml:space="preserve">{with_breaks(text)}</w:t></w:r>'


def tab() -> str:
    """Write a run with a tabulator."""
    return "<w:r><w:tab/></w:r>"


def bookmark(name: str, number: int, content: str) -> str:
    """Put a bookmark around runs; ``number`` is its id, unique in the document."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def link(anchor: str, content: str) -> str:
    """Make runs jump to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{escape(anchor)}" w:history="1">{content}</w:hyperlink>'


def paragraph(
    *content: str,
    style: str | None = None,
    align: Align | None = None,
    page_break_before: bool = False,
    keep_next: bool = False,
    outline: int | None = None,
    namespaces: str = "",
) -> str:
    """Write a paragraph around prepared runs.

    Args:
        content: Runs, as :func:`run` gives them.
        style: Style id (not the style's name).
        align: Overrides the style's alignment.
        page_break_before: Start a new page.
        keep_next: Stay on one page with the next paragraph.
        outline: Outline level 1 to 9, for the navigation pane.
        namespaces: Declarations for an element that is moved into another document.
    """
    properties = "".join(
        (
            f'<w:pStyle w:val="{escape(style)}"/>' if style else "",
            "<w:keepNext/>" if keep_next else "",
            "<w:pageBreakBefore/>" if page_break_before else "",
            f'<w:jc w:val="{align}"/>' if align else "",
            f'<w:outlineLvl w:val="{outline - 1}"/>' if outline else "",
        )
    )
    opening = f"<w:p {namespaces}>" if namespaces else "<w:p>"
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"{opening}{inner}{''.join(content)}</w:p>"


def text_paragraph(text: str, style: str | None = None, *, align: Align | None = None) -> str:
    """Write one text as one paragraph."""
    return paragraph(run(text), style=style, align=align)


def cell(
    width: int,
    *paragraphs: str,
    span: int = 1,
    merge: Literal["restart", "continue"] | None = None,
    fill: str | None = None,
    valign: Literal["top", "center", "bottom"] | None = None,
) -> str:
    """Write a table cell; without paragraphs it gets the empty one that the schema demands.

    Args:
        width: Twips.
        paragraphs: As :func:`paragraph` gives them.
        span: Columns of the grid that it covers.
        merge: Begins or continues a vertical merge.
        fill: Background colour, RRGGBB.
        valign: Overrides the table style.
    """
    properties = "".join(
        (
            f'<w:tcW w:w="{width}" w:type="dxa"/>',
            f'<w:gridSpan w:val="{span}"/>' if span > 1 else "",
            f'<w:vMerge w:val="{merge}"/>' if merge else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{escape(fill)}"/>' if fill else "",
            f'<w:vAlign w:val="{valign}"/>' if valign else "",
        )
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def row(
    cells: Iterable[str], *, header: bool = False, splittable: bool = False, height: int = 0
) -> str:
    """Write a table row.

    Args:
        cells: As :func:`cell` gives them.
        header: Repeat it at the top of every page.
        splittable: Word may break it over two pages.
        height: Least height, twips; 0 leaves it to the content.
    """
    properties = "".join(
        (
            "" if splittable else "<w:cantSplit/>",
            f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "",
            "<w:tblHeader/>" if header else "",
        )
    )
    opening = f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"
    return f"{opening}{''.join(cells)}</w:tr>"


def table(
    widths: Sequence[int], rows: Iterable[str], *, style: str | None = None, title: str = ""
) -> str:
    """Write a table of fixed layout, with its namespace, ready to be put into a document.

    Args:
        widths: Of the grid's columns, twips.
        rows: As :func:`row` gives them.
        style: Table style id; without one the table has single black lines.
        title: Alternative text for readers who do not see it.
    """
    return "".join(table_pieces(widths, rows, style=style, title=title))


def table_pieces(
    widths: Sequence[int], rows: Iterable[str], *, style: str | None = None, title: str = ""
) -> Iterator[str]:
    """Write a table as :func:`table` does, piece by piece: a long one is never held whole."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = "".join(
        (
            f'<w:tblStyle w:val="{escape(style)}"/>' if style else "",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>',
            "" if style else f"<w:tblBorders>{lines}</w:tblBorders>",
            '<w:tblLayout w:type="fixed"/>',
            _LOOK,
            f'<w:tblCaption w:val="{escape(title)}"/>' if title else "",
        )
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tbl {XMLNS_W}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    yield from rows
    yield "</w:tbl>"
