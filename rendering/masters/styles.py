"""The styles of official documents: GB/T 9704 as paragraph, table and character formatting.

Code finds styles by their names (``rendering.template.Template.style``), never by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rendering.gbt9704 import Standard
from rendering.wordml import XMLNS_W, escape

_GRID_OFF = (
    '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
    '<w:snapToGrid w:val="0"/>'
)
_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


class Style(NamedTuple):
    """A paragraph style; sizes in points, lengths in twips, None as in 正文.

    Attributes:
        extra: Further paragraph properties before the tabulators, in the order of the schema.
        tabs: The tabulators' element.
        outline: Level in the outline, 0 for none.
    """

    id: str
    name: str
    font: str | None = None
    size: float | None = None
    line: int | None = None
    rule: str = "exact"
    before: int = 0
    after: int = 0
    indent: str = ""
    align: str = ""
    extra: str = ""
    tabs: str = ""
    outline: int = 0
    spacing: int | None = None


def _paragraph_styles(standard: Standard) -> tuple[Style, ...]:
    fonts, sizes, page = standard.fonts, standard.sizes, standard.page
    two = f'<w:ind w:firstLineChars="200" w:firstLine="{round(sizes.body * 40)}"/>'
    right = f'<w:ind w:rightChars="100" w:right="{round(sizes.note * 20)}"/>'
    left = f'<w:ind w:leftChars="100" w:left="{round(sizes.note * 20)}"/>'
    keep = "<w:keepNext/>"
    hanging = round(sizes.table * 30)  # room for a number such as 10.

    def plain(id_: str, name: str, font: str | None, size: float, line: int, align: str) -> Style:
        return Style(id_, name, font, size, line, align=align, spacing=0)

    title = plain("Title", "Title", fonts.title, sizes.title, 720, "center")
    return (
        title._replace(extra=keep),
        Style("Heading1", "heading 1", fonts.level_1, indent=two, extra=keep, outline=1),
        Style("Heading2", "heading 2", fonts.level_2, indent=two, extra=keep, outline=2),
        plain("LFCoverTitle", "封面标题", fonts.title, sizes.chief, 900, "center"),
        Style("LFCoverLine", "封面文字", fonts.level_2, align="center"),
        Style("LFBody", "公文正文", indent=two),
        Style("LFAnnexLabel", "附件标志", fonts.level_1, extra=keep, align="left"),
        plain("LFTableLead", "表前文字", None, sizes.note, 480, "left")._replace(
            extra=keep, tabs=_right_tab(page.text_height)
        ),
        plain("LFTableHead", "表格栏目", fonts.level_1, sizes.table, 360, "center"),
        plain("LFTableText", "表格文字", None, sizes.table, 360, "left"),
        plain("LFTableCentre", "表格居中", None, sizes.table, 360, "center"),
        plain("LFTableListed", "表格条目", None, sizes.table, 360, "left")._replace(
            indent=f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>'
        ),
        plain("LFNote", "表后说明", None, sizes.table, 400, "left"),
        Style("LFChartLine", "流程图事项", extra=keep, align="left")._replace(
            tabs=_right_tab(page.text_width)
        ),
        plain("LFChart", "流程图", None, 1, 240, "center")._replace(rule="auto"),
        plain("LFChartNote", "流程图说明", None, sizes.note, 440, "left"),
        Style("LFMissing", "缺件说明", before=1200, align="center"),
        Style("LFDraft", "草稿标志", fonts.level_1, align="right"),
        plain("LFEnd", "分节", None, 1, 20, "left"),
        plain("LFPageOdd", "单页页码", fonts.number, sizes.note, 280, "right")._replace(
            indent=right
        ),
        plain("LFPageEven", "双页页码", fonts.number, sizes.note, 280, "left")._replace(
            indent=left
        ),
    )


def _right_tab(position: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{position}"/></w:tabs>'


def _fonts(name: str) -> str:
    font = escape(name)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"'
        f' w:cs="{font}"/>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(style: Style, line: int) -> str:
    return (
        f'<w:spacing w:before="{style.before}" w:after="{style.after}"'
        f' w:line="{style.line or line}" w:lineRule="{style.rule}"/>'
    )


def _paragraph_style(style: Style, line: int) -> str:
    properties = "".join(
        (
            style.extra,
            style.tabs,
            _spacing(style, line),
            style.indent or _NO_INDENT,
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else "",
        )
    )
    letters = "".join(
        (
            _fonts(style.font) if style.font else "",
            "" if style.spacing is None else f'<w:spacing w:val="{style.spacing}"/>',
            _size(style.size) if style.size else "",
        )
    )
    custom = ' w:customStyle="1"' if style.id.startswith("LF") else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def styles_xml(standard: Standard, own: Iterable[Style] = ()) -> str:
    """Write the styles part; a document's own styles replace those of the same id."""
    page, fonts, sizes = standard.page, standard.fonts, standard.sizes
    normal = (
        f"<w:pPr>{_GRID_OFF}"
        f'<w:spacing w:before="0" w:after="0" w:line="{page.line}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{page.spacing}"/></w:rPr>'
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts.body)}"
        f'<w:kern w:val="0"/>{_size(sizes.body)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    styles = {style.id: style for style in (*_paragraph_styles(standard), *own)}
    paragraphs = "".join(_paragraph_style(style, page.line) for style in styles.values())
    return (
        f"<w:styles {XMLNS_W}>{defaults}"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/>{normal}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        f"{_table_styles()}{paragraphs}</w:styles>"
    )


def _table_styles() -> str:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
    plain = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    )
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (
            ("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 4), ("insideV", 4)
        )
    )  # fmt: skip
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{plain}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="LFTable">'
        '<w:name w:val="公文表格"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        "</w:tblPr></w:style>"
    )
