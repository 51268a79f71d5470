"""Word documents with one fault each, by group: package, XML, tables, shapes, active content."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.support.forms import docx, paragraph
from tests.support.hostile import DOCUMENT, W, good_docx, packed, parts_of, repacked

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "word/_rels/document.xml.rels"
_PARTS = parts_of(good_docx())
XML = _PARTS[DOCUMENT].decode()
"""The text of the good document."""

_STRICT = (
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (_REL.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)


def changed(old: str, new: str, count: int = 1) -> bytes:
    """Replace something in the text of the good document."""
    assert old in XML
    return repacked(good_docx(), {DOCUMENT: XML.replace(old, new, count).encode()})


def _with(parts: Mapping[str, bytes | str]) -> bytes:
    encoded = {n: p.encode() if isinstance(p, str) else p for n, p in parts.items()}
    return repacked(good_docx(), encoded)


def _links(*links: str) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(links)}</Relationships>'


def _link(kind: str, target: str, *, outside: bool = False, name: str = "r9") -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{target}"{mode}/>'


def _linked(kind: str, target: str, part: bytes = b"") -> bytes:
    """Link a part of the package, given or missing."""
    inside = {f"word/{target}": part} if part else {}
    return _with({_LINKS: _links(_link(kind, target)), **inside})


def _linked_outside(kind: str, target: str) -> bytes:
    return _with({_LINKS: _links(_link(kind, target, outside=True))})


def _at_the_end(content: str) -> bytes:
    return changed("</w:body>", f"{content}</w:body>")


def _styles(*based: tuple[str, str]) -> dict[str, bytes | str]:
    styles = "".join(
        f'<w:style w:type="paragraph" w:default="{int(not n)}" w:styleId="{name}">'
        f'<w:basedOn w:val="{base}"/></w:style>'
        for n, (name, base) in enumerate(based)
    )
    return {
        _LINKS: _links(_link("styles", "styles.xml")),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }


def _field(code: str) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    shown = "<w:r><w:t>注</w:t></w:r>"
    return f"<w:p>{sign('begin')}{instruction}{sign('separate')}{shown}{sign('end')}</w:p>"


_LOOPING_NUMBERS = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="n"/>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_LOOPING_STYLE = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="numbering" w:styleId="n"><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)

PACKAGES: Mapping[str, bytes] = {
    "linked styles missing": _linked("styles", "nowhere.xml"),
    "target NULL": _linked("image", "NULL"),
    "target out of the package": _linked("header", "../../../../etc/passwd"),
    "style based on itself": _with(_styles(("a", "a"))),
    "styles in a circle": _with(_styles(("a", "b"), ("b", "a"))),
    "numbering in a circle": _with(
        {
            _LINKS: _links(
                _link("styles", "styles.xml"), _link("numbering", "numbering.xml", name="r2")
            ),
            "word/styles.xml": _LOOPING_STYLE,
            "word/numbering.xml": _LOOPING_NUMBERS,
            DOCUMENT: XML.replace(
                "<w:p>", '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', 1
            ),
        }
    ),
    "no types listed": _with({"[Content_Types].xml": "<Types/>"}),
    "main document twice, in capitals": packed(
        [*_PARTS.items(), (DOCUMENT.upper(), _PARTS[DOCUMENT])]
    ),
}
"""Packages whose faults do not matter to the form."""

_MANY = " ".join(f"a{n}='1'" for n in range(100_000))

MARKUP: Mapping[str, bytes] = {
    "1,000 levels": _at_the_end(f"<w:p>{'<w:smartTag>' * 1_000}{'</w:smartTag>' * 1_000}</w:p>"),
    "100,000 attributes": changed("<w:p>", f"<w:p {_MANY}>"),
    "GBK": _with(
        {DOCUMENT: b'<?xml version="1.0" encoding="GBK"?>' + XML.encode("gbk")},
    ),
    "UTF-16": _with({DOCUMENT: XML.encode("utf-16")}),
    "byte order mark": _with({DOCUMENT: b"\xef\xbb\xbf" + XML.encode()}),
    "CDATA": changed("受理来信来访。", "<![CDATA[受理来信来访。]]>"),
    "Strict": repacked(
        good_docx(),
        {name: part.replace(*_STRICT[0]).replace(*_STRICT[1]) for name, part in _PARTS.items()},
    ),
    "another prefix": _with(
        {DOCUMENT: XML.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=")}
    ),
}
"""Markup that is odd and legal."""

BROKEN_MARKUP: Mapping[str, bytes] = {
    "surrogate": changed("受理来信来访。", "&#xD800;"),
    "wrong encoding": _with(
        {DOCUMENT: b'<?xml version="1.0" encoding="utf-8"?>' + XML.encode("gbk")}
    ),
    "two roots": _with({DOCUMENT: XML * 2}),
    "nothing": _with({DOCUMENT: b""}),
}

TABLES: Mapping[str, bytes] = {
    "no grid": _with({DOCUMENT: re.sub("<w:tblGrid>.*?</w:tblGrid>", "", XML)}),
    "a milliard columns before": changed(
        "<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>'
    ),
    "merge without a start": changed("<w:tcPr>", "<w:tcPr><w:vMerge/>"),
    "200 nested tables": _at_the_end(
        f"{'<w:tbl><w:tr><w:tc>' * 200}<w:p/>{'</w:tc></w:tr></w:tbl>' * 200}"
    ),
    "rows in controls": _with(
        {
            DOCUMENT: XML.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace(
                "</w:tr>", "</w:tr></w:sdtContent></w:sdt>"
            )
        }
    ),
    "form in a cell": _with(
        {
            DOCUMENT: XML.replace("<w:tbl>", "<w:tbl><w:tr><w:tc><w:tbl>").replace(
                "</w:tbl>", "</w:tbl><w:p/></w:tc></w:tr></w:tbl>"
            )
        }
    ),
    "a longer row": changed("</w:tc></w:tr>", "</w:tc><w:tc><w:p/></w:tc></w:tr>"),
    "table without rows": _at_the_end("<w:tbl/>"),
    "row without cells": _at_the_end("<w:tbl><w:tr/></w:tbl>"),
}

ACTIVE: Mapping[str, bytes] = {
    "template": _with(
        {
            _LINKS: _links(_link("settings", "settings.xml")),
            "word/settings.xml": f'<w:settings xmlns:w="{W}"/>',
            "word/_rels/settings.xml.rels": _links(
                _link("attachedTemplate", "http://127.0.0.1:9/a.dotm", outside=True)
            ),
        }
    ),
    "picture on the web": _linked_outside("image", "http://127.0.0.1:9/a.png"),
    "picture on a share": _linked_outside("image", r"\\127.0.0.1\a\b.png"),
    "picture on this machine": _linked_outside("image", "file:///etc/hostname"),
    "embedded object": _linked("oleObject", "embeddings/o.bin", b"\xd0\xcf\x11\xe0"),
    "linked object": _linked_outside("oleObject", "http://127.0.0.1:9/a.xls"),
    "foreign chunk": _linked("aFChunk", "a.html", b"<p>x</p>"),
    "subdocument": _linked_outside("subDocument", "http://127.0.0.1:9/a.docx"),
    "ActiveX": _linked("control", "activeX/a.xml", b"<a/>"),
    "frame": _linked_outside("frame", "http://127.0.0.1:9/a.htm"),
    "DDE": _at_the_end(_field('DDEAUTO cmd "/k calc"')),
    "INCLUDETEXT": _at_the_end(_field('INCLUDETEXT "/etc/hostname"')),
    "INCLUDEPICTURE": _at_the_end(_field('INCLUDEPICTURE "http://127.0.0.1:9/a.png"')),
    "simple field": _at_the_end('<w:p><w:fldSimple w:instr="DDE cmd"/></w:p>'),
}

# ---- shapes

STEPS = ("申请", "审批", "用印")


def _chart(shapes: str, extent: str = "100,400") -> bytes:
    style = "width:100pt;height:400pt"
    group = (
        f'<v:group xmlns:v="urn:schemas-microsoft-com:vml" style="{style}" coordsize="{extent}">'
        f"{shapes}</v:group>"
    )
    return docx(
        paragraph("附件2 职权和重要业务事项运行流程图"),
        paragraph("职权事项：印章管理"),
        f"<w:p><w:r><w:pict>{group}</w:pict></w:r></w:p>",
        paragraph("监督方式：接受纪委监督"),
    )


def _box(number: int, text: str, style: str = "") -> str:
    usual = f"left:0;top:{40 * number}pt;width:90pt;height:20pt"
    words = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    shape = f'<v:rect id="s{number}" style="position:absolute;{style or usual}">'
    return f"{shape}<v:textbox>{words}</v:textbox></v:rect>"


def _arrow(start: int, end: int) -> str:
    y0, y1 = 40 * start + 20, 40 * end
    return f'<v:line from="45pt,{y0}pt" to="45pt,{y1}pt"><v:stroke endarrow="block"/></v:line>'


def _chain(*texts: str) -> str:
    boxes = "".join(_box(number, text) for number, text in enumerate(texts))
    return boxes + "".join(_arrow(number, number + 1) for number in range(len(texts) - 1))


def _sized(style: str) -> str:
    return "".join(_box(n, text, style.format(n=40 * n)) for n, text in enumerate(STEPS))


_GOOD = _chain(*STEPS)
_GLUE = '<o:x xmlns:o="urn:schemas-microsoft-com:office:office" start="#nowhere" end="#none"/>'

SHAPES: Mapping[str, bytes] = {
    "sound": _chart(_GOOD),
    "no extent": _chart(_GOOD, "0,0"),
    "extent is no number": _chart(_GOOD, "NaN,NaN"),
    "one id for all": _chart(re.sub('id="s[12]"', 'id="s0"', _GOOD)),
    "glue to nothing": _chart(_GOOD.replace("<v:stroke", f"{_GLUE}<v:stroke")),
    "60 nested groups": _chart(
        '<v:group style="width:100;height:400" coordsize="100,400">' * 60
        + _GOOD
        + "</v:group>" * 60
    ),
}
"""Charts that are read although something about them is absurd."""

LOST_SHAPES: Mapping[str, bytes] = {
    "beyond every number": _chart(_sized("left:1e309pt;top:{n}pt;width:1e309pt;height:1e309pt")),
    "2⁶³": _chart(_sized(f"left:{2**63};top:{{n}};width:{2**63};height:20")),
    "negative": _chart(_sized("left:0;top:{n};width:-90;height:-20")),
    "all joined": _chart(
        "".join(_box(n, f"环节{n}") for n in range(15))
        + "".join(_arrow(a, b) for a in range(15) for b in range(a + 1, 15))
    ),
    "no shapes": _chart(""),
}
"""Charts of which nobody can tell how they run."""
