"""Putting a template's parts together: settings, theme, font table, sections, package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rendering.gbt9704 import Page, Standard
from rendering.masters.furniture import (
    NAMESPACES,
    empty_footer,
    header,
    sideways_footer,
    upright_footer,
)
from rendering.masters.styles import Style, styles_xml
from rendering.package import CONTENT_TYPES, write_package
from rendering.wordml import XMLNS_W, escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def furniture(page: Page) -> dict[str, str]:
    """Write all headers and footers: file name without ending → XML."""
    return {
        "header_first": header(1),
        "header_odd": header(2),
        "header_even": header(3),
        "footer_first": empty_footer(),
        "footer_odd": upright_footer(odd=True),
        "footer_even": upright_footer(odd=False),
        "footer_table_odd": sideways_footer(page, odd=True),
        "footer_table_even": sideways_footer(page, odd=False),
        "footer_chart_odd": upright_footer(odd=True),
        "footer_chart_even": upright_footer(odd=False),
    }


def section(
    page: Page,
    *,
    sideways: bool = False,
    first: bool = False,
    footers: str = "footer",
    headers: str = "header",
    numbers: str = "",
) -> str:
    """Write a section's properties.

    Args:
        page: The upright page.
        sideways: Landscape: the sheet turned, its margins with it.
        first: The section begins with a page of its own header and footer (the cover).
        footers: Beginning of the footers' names.
        headers: Beginning of the headers' names.
        numbers: Format of the page numbers (``w:fmt``); "" for 1, 2, 3.
    """
    references = "".join(
        (
            _reference("header", "first", "header_first") if first else "",
            _reference("header", "default", f"{headers}_odd"),
            _reference("header", "even", f"{headers}_even"),
            _reference("footer", "first", "footer_first") if first else "",
            _reference("footer", "default", f"{footers}_odd"),
            _reference("footer", "even", f"{footers}_even"),
        )
    )
    size = (page.height, page.width) if sideways else (page.width, page.height)
    sides = (page.top, page.right, page.bottom, page.left)
    top, right, bottom, left = (sides[3], *sides[:3]) if sideways else sides
    numbering = f'<w:pgNumType w:fmt="{numbers}"/>' if numbers else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{size[0]}" w:h="{size[1]}"{_orientation(sideways=sideways)}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
        f'{numbering}<w:cols w:space="425"/>{"<w:titlePg/>" if first else ""}'
        f'<w:docGrid w:type="lines" w:linePitch="{page.line}"/></w:sectPr>'
    )


def _orientation(*, sideways: bool) -> str:
    return ' w:orient="landscape"' if sideways else ""


def _reference(kind: str, use: str, name: str) -> str:
    return f'<w:{kind}Reference w:type="{use}" r:id="{name}"/>'


def template(
    standard: Standard,
    body: str,
    *,
    styles: Iterable[Style] = (),
    headers: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Zip a template around a body.

    Args:
        standard: GB/T 9704.
        body: Content of ``w:body``, the last section's properties at its end.
        styles: Styles that this document has beside the common ones.
        headers: Further headers: file name without ending → XML.
    """
    named = {**furniture(standard.page), **headers}
    others = {
        "styles": styles_xml(standard, styles),
        "settings": _settings(),
        "fontTable": _font_table(standard),
    }
    parts = {
        CONTENT_TYPES: _content_types(named, others),
        "_rels/.rels": _relationships({"rId1": (f"{_OFFICE}/officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/theme/theme1.xml": _theme(standard),
        "word/_rels/document.xml.rels": _relationships(
            {
                **{f"rId{n}": (f"{_OFFICE}/{k}", f"{k}.xml") for n, k in enumerate(others, 1)},
                "rId9": (f"{_OFFICE}/theme", "theme/theme1.xml"),
                **{n: (f"{_OFFICE}/{n.partition('_')[0]}", f"{n}.xml") for n in named},
            }
        ),
        **{f"word/{name}.xml": xml for name, xml in (*named.items(), *others.items())},
    }
    return write_package({name: (_HEAD + xml).encode() for name, xml in parts.items()})


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{lines}</Relationships>"
    )


def _content_types(named: Mapping[str, str], others: Mapping[str, str]) -> str:
    kinds = {
        "/word/document.xml": _WORD_TYPE.format("document.main"),
        "/word/theme/theme1.xml": _THEME_TYPE,
        **{f"/word/{name}.xml": _WORD_TYPE.format(name) for name in others},
        **{f"/word/{name}.xml": _WORD_TYPE.format(name.partition("_")[0]) for name in named},
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _settings() -> str:
    compatible = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'<w:settings {XMLNS_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compatible}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(standard: Standard) -> str:
    fonts = standard.fonts
    names = sorted({fonts.title, fonts.body, fonts.level_1, fonts.level_2, fonts.number})
    entries = "".join(
        f'<w:font w:name="{escape(name)}">{_substitute(standard, name)}'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name in names
    )
    return f"<w:fonts {XMLNS_W}>{entries}</w:fonts>"


def _substitute(standard: Standard, name: str) -> str:
    other = standard.substitutes.get(name)
    return f'<w:altName w:val="{escape(other)}"/>' if other else ""


def _theme(standard: Standard) -> str:
    colors = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (
            ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "1F1F1F"), ("lt2", "F2F2F2"),
            ("accent1", "C00000"), ("accent2", "7F7F7F"), ("accent3", "595959"),
            ("accent4", "A6A6A6"), ("accent5", "3F3F3F"), ("accent6", "D9D9D9"),
            ("hlink", "000000"), ("folHlink", "000000"),
        )
    )  # fmt: skip
    body = escape(standard.fonts.body)
    faces = (
        f'<a:latin typeface="{body}"/><a:ea typeface="{body}"/><a:cs typeface=""/>'
        f'<a:font script="Hans" typeface="{body}"/>'
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_A}" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{colors}</a:clrScheme><a:fontScheme name="公文">'
        f"<a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
