"""Headers and footers: the draft mark on every page, page numbers where the standard has them."""

from __future__ import annotations

from rendering.gbt9704 import Page
from rendering.wordml import XMLNS_W

_PREFIXES = {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
NAMESPACES = " ".join((XMLNS_W, *(f'xmlns:{p}="{uri}"' for p, uri in _PREFIXES.items())))
_EMU_PER_MM = 36_000
_POINTS_PER_MM = 72 / 25.4
_TWIPS_PER_MM = 1440 / 25.4

# VML's preset for text along a straight line: what Word writes for a text watermark
_TEXT_SHAPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight"'
    ' xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)


def _watermark(number: int) -> str:
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:330pt;height:140pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    return (
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{_TEXT_SHAPE}"
        f'<v:shape id="LianfangDraft{number}" o:spid="_x0000_s{2048 + number}"'
        f' type="#_x0000_t136" alt="{{{{ mark }}}}" style="{place}" o:allowincell="f"'
        ' fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
        '<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{{ mark }}"/>'
        "</v:shape></w:pict></w:r>"
    )


def header(number: int) -> str:
    """Write a header that says ``mark`` as a line and as a watermark, or nothing at all."""
    condition = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    return (
        f"<w:hdr {NAMESPACES}>{condition.format('{%p if mark %}')}"
        '<w:p><w:pPr><w:pStyle w:val="LFDraft"/></w:pPr>'
        f"{_watermark(number)}<w:r><w:t>{{{{ mark }}}}</w:t></w:r></w:p>"
        f"{condition.format('{%p else %}')}"
        '<w:p><w:pPr><w:pStyle w:val="LFEnd"/></w:pPr></w:p>'
        f"{condition.format('{%p endif %}')}</w:hdr>"
    )


def running_header(number: int, style: str, title: str) -> str:
    """Write a header that says the chapter and the book's title, and ``mark`` beside it.

    Args:
        number: Tells the watermarks of a document apart.
        style: Style id, with a tabulator at the right margin.
        title: What the book is called.
    """
    tab = "<w:r><w:tab/></w:r>"
    chapter = "<w:r><w:t>{{ running_head }}</w:t></w:r>"
    condition = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"

    def line(before: str, right: str) -> str:
        words = f"{before}{chapter}{tab}<w:r><w:t>{right}</w:t></w:r>"
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{words}</w:p>'

    return (
        f"<w:hdr {NAMESPACES}>{condition.format('{%p if mark %}')}"
        f"{line(_watermark(number), f'{title}（{{{{ mark }}}}）')}"
        f"{condition.format('{%p else %}')}{line('', title)}"
        f"{condition.format('{%p endif %}')}</w:hdr>"
    )


def _number(style: str) -> str:
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{field}</w:p>'


def _footer(content: str) -> str:
    return f"<w:ftr {NAMESPACES}>{content}</w:ftr>"


def empty_footer() -> str:
    """Write the footer of a page that has no number."""
    return _footer('<w:p><w:pPr><w:pStyle w:val="LFEnd"/></w:pPr></w:p>')


def upright_footer(*, odd: bool) -> str:
    """Write the page number of an upright page: odd to the right, even to the left."""
    return _footer(_number("LFPageOdd" if odd else "LFPageEven"))


def sideways_footer(page: Page, *, odd: bool) -> str:
    """Write the page number of a landscape page, where an upright page has it (clause 8).

    The sheet is turned so that its top is the upright page's left edge; so the number stands in
    a turned text box at the left, 7 mm from the type area.
    """
    text = _number("LFPageOdd" if odd else "LFPageEven")
    box = _Box(
        left=page.bottom / _TWIPS_PER_MM - 11,
        top=page.left / _TWIPS_PER_MM,
        width=8,
        height=page.text_width / _TWIPS_PER_MM,
        number=1 if odd else 2,
    )
    branches = f"{box.shape(text)}{box.fallback(text)}"
    drawing = f"<w:r><mc:AlternateContent>{branches}</mc:AlternateContent></w:r>"
    return _footer(f'<w:p><w:pPr><w:pStyle w:val="LFEnd"/></w:pPr>{drawing}</w:p>')


class _Box:
    """A text box at a place on the page; mm."""

    def __init__(
        self, *, left: float, top: float, width: float, height: float, number: int
    ) -> None:
        self._mm, self._number = (left, top, width, height), number

    def shape(self, text: str) -> str:
        left, top, width, height = (round(mm * _EMU_PER_MM) for mm in self._mm)
        return (
            '<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
            ' distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0"'
            ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset>'
            '</wp:positionH><wp:positionV relativeFrom="page">'
            f"<wp:posOffset>{top}</wp:posOffset></wp:positionV>"
            f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:wrapNone/><wp:docPr id="{self._number}" name="页码" descr="页码"/>'
            '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/'
            'office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
            f"</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>"
            '<wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
            ' anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData>'
            "</a:graphic></wp:anchor></w:drawing></mc:Choice>"
        )

    def fallback(self, text: str) -> str:
        left, top, width, height = (f"{mm * _POINTS_PER_MM:.1f}pt" for mm in self._mm)
        return (
            f'<mc:Fallback><w:pict><v:rect style="position:absolute;margin-left:{left};'
            f"margin-top:{top};width:{width};height:{height};"
            'mso-position-horizontal-relative:page;mso-position-vertical-relative:page"'
            ' filled="f" stroked="f"><v:textbox style="layout-flow:vertical" inset="0,0,0,0">'
            f"<w:txbxContent>{text}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback>"
        )
