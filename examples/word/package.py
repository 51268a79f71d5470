"""The zip package around a document's body: same content, same bytes.

Entries are stored as they are, since compressed bytes differ from one zlib to another.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from examples.word.markup import DECLARATION, NAMESPACES, Look, Paragraph, paragraph
from examples.word.numbering import numbering_part

_WHEN = (2012, 5, 2, 8, 30, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LONG, _SHORT = 16838, 11906  # A4, twips
_PARTS = ("styles", "settings", "fontTable", "numbering", "header1", "footer1")


@dataclass(frozen=True, slots=True)
class Page:
    """A document's paper and furniture.

    Attributes:
        font: The Chinese font of the text.
        header: What stands at the head of its pages.
        footer: Whether its pages are numbered.
        program: The program that wrote the file.
    """

    landscape: bool = False
    font: str = "宋体"
    header: str | None = None
    footer: bool = True
    program: str = "Microsoft Office Word"
    margin: float = 70.0

    @property
    def text_width(self) -> float:
        """Give the width between the margins, points."""
        return (_LONG if self.landscape else _SHORT) / 20 - 2 * self.margin


def docx(body: str, page: Page) -> bytes:
    """Put a body into a Word document."""
    parts = {
        "word/document.xml": _document(body, page),
        "word/styles.xml": _styles(page.font),
        "word/settings.xml": _part(
            "settings",
            '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/>',
        ),
        "word/fontTable.xml": _fonts(page.font),
        "word/numbering.xml": numbering_part(),
        "word/header1.xml": _header(page),
        "word/footer1.xml": _footer(page),
        "docProps/app.xml": (
            f'{DECLARATION}<Properties xmlns="{_PACKAGE.replace("package/2006", "")}'
            'officeDocument/2006/extended-properties">'
            f"<Application>{escape(page.program)}</Application></Properties>"
        ),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _relations(
            [(f"{_OFFICE}/{_kind(name)}", f"{name}.xml") for name in _PARTS]
        ),
        "_rels/.rels": _relations(
            [
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            ]
        ),
    }
    return _zipped({"[Content_Types].xml": _types(), **parts})


def _zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.create_system = 0
            package.writestr(entry, text.encode("utf-8"))
    return stream.getvalue()


def _kind(part: str) -> str:
    return part.rstrip("1")


def _part(name: str, content: str) -> str:
    """Write a part without drawings."""
    return f'{DECLARATION}<w:{name} xmlns:w="{NAMESPACES["w"]}">{content}</w:{name}>'


def _document(body: str, page: Page) -> str:
    width, height = (_LONG, _SHORT) if page.landscape else (_SHORT, _LONG)
    side = round(page.margin * 20)
    orient = ' w:orient="landscape"' if page.landscape else ""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="1440" w:right="{side}" w:bottom="1304" w:left="{side}" w:header="851" '
        'w:footer="992" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
    )
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        f'{DECLARATION}<w:document {spaces} mc:Ignorable="w14 wp14">'
        f"<w:body>{body}{section}</w:body></w:document>"
    )


def _styles(font: str) -> str:
    return _part(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
        f'w:eastAsia="{font}" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
    )


def _fonts(font: str) -> str:
    names = dict.fromkeys(("Times New Roman", "宋体", "黑体", font))
    entries = (
        f'<w:font w:name="{name}"><w:charset w:val="{"00" if name.isascii() else "86"}"/></w:font>'
        for name in names
    )
    return _part("fonts", "".join(entries))


def _header(page: Page) -> str:
    small = Paragraph(look=Look(size=9), align="center")
    return _part("hdr", paragraph(page.header or "", small))


def _footer(page: Page) -> str:
    look = Look(size=9).properties()
    number = (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    content = number if page.footer else ""
    return _part("ftr", f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{content}</w:p>')


def _core() -> str:
    dublin = "http://purl.org/dc"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="{dublin}/elements/1.1/" xmlns:dcterms="{dublin}/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>User</dc:creator>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2012-05-02T08:30:00Z</dcterms:created>'
        "</cp:coreProperties>"
    )


def _relations(pairs: list[tuple[str, str]]) -> str:
    entries = (
        f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(pairs, 1)
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(entries)}'
        "</Relationships>"
    )


def _types() -> str:
    parts = {f"/word/{name}.xml": f"{_WORD}.{_kind(name)}+xml" for name in _PARTS}
    parts["/word/document.xml"] = f"{_WORD}.document.main+xml"
    parts["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    parts["/docProps/app.xml"] = (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    )
    overrides = (
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}</Types>'
    )
