"""The 版记: copies and printing organ between rules, the last of which ends the type area (7.4).

It stands on a page of its own, an even one, so that no program has to know how many pages come
before: a text box at a place of the paper, since LibreOffice sets the margins of a page that has
to be even elsewhere than they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rendering.gbt9704 import Edition, Standard
from rendering.issue.sizes import eighths
from rendering.issue.words import IssuedWords
from rendering.textfit import ems
from rendering.wordml import XMLNS_W, Face, run, tab

_LINE = 1.75  # of the type size
_END = 20  # height of the paragraph that has to follow a table, twips
_EMU = 635  # a twip
_MARKS = "，。、；）》”"
_COPIES, _KEYWORDS = "抄送：", "主题词："
_SMALL = f'<w:spacing w:before="0" w:after="0" w:line="{_END}" w:lineRule="exact"/>'
_NAMESPACES = (
    f'{XMLNS_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def imprint(words: IssuedWords, standard: Standard, rules: Edition, number: int) -> str:
    """Write the paragraph that carries the 版记; ``number`` is its drawing's, a free one."""
    size: float = getattr(standard.sizes, rules.imprint_size)
    line = round(size * 20 * _LINE)
    width = standard.page.text_width
    rows = list(_rows(words, standard, size))
    height = sum(map(len, rows)) * line
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f"{''.join(_table_rows(rows, line, width, _weights(standard, rules)))}</w:tbl>"
        f"<w:p><w:pPr>{_SMALL}</w:pPr></w:p>"
    )
    box = _box(table, standard, height + _END, number)
    return f"<w:p {_NAMESPACES}><w:pPr>{_SMALL}</w:pPr><w:r>{box}</w:r></w:p>"


def _weights(standard: Standard, rules: Edition) -> tuple[int, int, int]:
    """Give the weights of the first rule, of those in the middle, and of the last."""
    widths = rules.imprint_widths_mm
    free = standard.issued.imprint_mm
    outer, inner = (free, free) if widths == "free" else (widths.outer, widths.inner)
    first = eighths(outer) if rules.imprint_lines == "around" else 0
    return first, eighths(inner), eighths(outer)


def _table_rows(
    rows: Sequence[Sequence[str]], line: int, width: int, weights: tuple[int, int, int]
) -> Iterator[str]:
    first, middle, last = weights
    for place, lines in enumerate(rows):
        above = first if place == 0 else middle
        below = last if place == len(rows) - 1 else middle
        yield _row("".join(lines), len(lines) * line, width, (above, below))


def _box(content: str, standard: Standard, height: int, number: int) -> str:
    """Write a text box as wide as the type area, down to its lower edge; twips."""
    page = standard.page
    top = page.height - page.bottom + _END - height
    left, width, high = (n * _EMU for n in (page.left, page.text_width, height))
    return (
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0"'
        ' distL="0" distR="0" simplePos="0" relativeHeight="251660288" behindDoc="0" locked="0"'
        ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top * _EMU}</wp:posOffset>'
        f'</wp:positionV><wp:extent cx="{width}" cy="{high}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="版记" descr="版记"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
        ' anchor="b" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData>'
        "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:rect style="position:absolute;margin-left:{page.left / 20}pt;margin-top:{top / 20}pt;'
        f"width:{page.text_width / 20}pt;height:{height / 20}pt;"
        'mso-position-horizontal-relative:page;mso-position-vertical-relative:page" filled="f"'
        f' stroked="f"><v:textbox inset="0,0,0,0"><w:txbxContent>{content}</w:txbxContent>'
        "</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent>"
    )


def _rows(words: IssuedWords, standard: Standard, size: float) -> Iterator[Sequence[str]]:
    """Give the paragraphs of each element, a line each."""
    em, line = round(size * 20), round(size * 20 * _LINE)
    if words.keywords:
        label = Face(font=standard.fonts.level_1, size=size)
        said = Face(font=standard.fonts.title, size=size)
        text = f"{run(_KEYWORDS, label)}{run('　'.join(words.keywords), said)}"
        yield [_paragraph(text, line)]
    if words.copies:
        room = (standard.page.text_width - 2 * em) / em - len(_COPIES)
        lines = copy_lines(words.copies, room)
        labels = (_COPIES, *["　" * len(_COPIES)] * (len(lines) - 1))
        ind = f'<w:ind w:leftChars="100" w:left="{em}" w:rightChars="100" w:right="{em}"/>'
        yield [
            _paragraph(run(f"{label}{text}", Face(size=size)), line, ind)
            for label, text in zip(labels, lines, strict=True)
        ]
    at = standard.page.text_width - em
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs>'
    ind = f'<w:ind w:leftChars="100" w:left="{em}"/>'
    face = Face(size=size)
    yield [
        _paragraph(f"{run(words.printer, face)}{tab()}{run(words.printed, face)}", line, ind, tabs)
    ]


def copy_lines(copies: Sequence[str], room: float) -> list[str]:
    """Break the organs that get copies into lines of so many em; no line begins with a mark."""
    lines = [""]
    for sign in f"{'，'.join(copies)}。":
        if sign not in _MARKS and ems(lines[-1] + sign) > room - 1:
            lines.append("")
        lines[-1] += sign
    return lines


def _row(content: str, height: int, width: int, rules: tuple[int, int]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/>'
        for side, weight in zip(("top", "bottom"), rules, strict=True)
        if weight
    )
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{sides}</w:tcBorders>'
        f"</w:tcPr>{content}</w:tc></w:tr>"
    )


def _paragraph(content: str, line: int, indent: str = "", tabs: str = "") -> str:
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{tabs}{spacing}{indent}<w:jc w:val="left"/></w:pPr>{content}</w:p>'
