"""Word forms set otherwise: rulings taken off, and fonts, sizes, widths and spacings drawn anew."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLE_ORDER: Final = [
    "tblStyle",
    "tblpPr",
    "tblOverlap",
    "bidiVisual",
    "tblStyleRowBandSize",
    "tblStyleColBandSize",
    "tblW",
    "jc",
    "tblCellSpacing",
    "tblInd",
    "tblBorders",
    "shd",
    "tblLayout",
    "tblCellMar",
    "tblLook",
    "tblPrChange",
]
_CELL_ORDER: Final = [
    "cnfStyle",
    "tcW",
    "gridSpan",
    "hMerge",
    "vMerge",
    "tcBorders",
    "shd",
    "noWrap",
    "tcMar",
    "textDirection",
    "tcFitText",
    "vAlign",
    "hideMark",
    "tcPrChange",
]
_PARAGRAPH_ORDER: Final = [
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_DRAWN: Final = {
    "none": (),
    "horizontal": ("top", "bottom", "insideH"),
    "three": ("top", "bottom"),
    "outer": ("top", "bottom"),
}
_SHORT: Final = 8  # characters; such texts are centred where longer ones are not
_SMALLEST: Final = 14  # half-points
_NARROWEST: Final = 500  # twentieths of a point
_HEADED: Final = 3  # a row of fewer cells is no header


@dataclass(frozen=True, slots=True)
class Style:
    """How a file's tables are set; lengths in twentieths of a point.

    Attributes:
        rules: Which lines are drawn: none, between all rows, three, or above and below.
        valign, jc: Where texts stand in their cells; "keep" leaves it.
        pad_x, pad_y: Between a cell's edge and its text; None leaves it.
        font: "keep" leaves it.
        scale: Of the size.
        line: Spacing and its rule; None leaves it.
        zebra, header_shade: Every other row, or the first one, is shaded.
        widths: The columns' widths are drawn anew.
        header_repeat: The first row stands on every page; None leaves it.
    """

    rules: str = "none"
    valign: str = "keep"
    jc: str = "keep"
    pad_x: int | None = None
    pad_y: int = 0
    font: str = "keep"
    scale: float = 1.0
    line: tuple[int, str] | None = None
    zebra: bool = False
    header_shade: bool = False
    widths: bool = False
    header_repeat: bool | None = None


def drawn_style(rng: random.Random) -> Style:
    """Draw a style."""
    return Style(
        rules=rng.choice(["none", "none", "none", "horizontal", "three", "outer"]),
        valign=rng.choice(["top", "center", "center", "keep"]),
        jc=rng.choice(["left", "center", "keep", "keep", "short_center"]),
        pad_x=rng.choice([None, 40, 80, 140]),
        pad_y=rng.choice([0, 0, 0, 40, 90]),
        font=rng.choice(["Noto Serif CJK SC", "Noto Sans CJK SC", "keep"]),
        scale=rng.choice([0.85, 1, 1, 1.15]),
        line=rng.choice(
            [
                None,
                None,
                (240, "auto"),
                (300, "auto"),
                (360, "auto"),
                (320, "exact"),
                (400, "exact"),
            ]
        ),
        zebra=rng.random() < 0.3,  # noqa: PLR2004 - of the files
        header_shade=rng.random() < 0.3,  # noqa: PLR2004 - of the files
        widths=rng.random() < 0.5,  # noqa: PLR2004 - of the files
        header_repeat=rng.choice([True, False, None]),
    )


def restyled(data: bytes, style: Style, rng: random.Random) -> bytes:
    """Give a .docx file with all its tables in a style."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            part = source.read(info.filename)
            if info.filename == "word/document.xml":
                root = etree.fromstring(part)
                for table in root.iter(_W + "tbl"):
                    _Table(table, style, rng).restyle()
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(info.filename, part)
    return out.getvalue()


def _made(tag: str, **attributes: str) -> etree._Element:
    element = etree.Element(_W + tag)
    for name, value in attributes.items():
        element.set(_W + name, value)
    return element


def _child(parent: etree._Element, tag: str, at: int = 0) -> etree._Element:
    """Give a child, a new one if there is none."""
    found = parent.find(_W + tag)
    if found is None:
        found = _made(tag)
        parent.insert(at, found)
    return found


def _drop(parent: etree._Element, tag: str) -> None:
    found = parent.find(_W + tag)
    if found is not None:
        parent.remove(found)


def _put(parent: etree._Element, element: etree._Element, order: Sequence[str]) -> None:
    """Put a child where the schema wants it, in place of the one of its name."""
    name = etree.QName(element).localname
    _drop(parent, name)
    later = order[order.index(name) + 1 :]
    at = next(
        (n for n, child in enumerate(parent) if etree.QName(child).localname in later), len(parent)
    )
    parent.insert(at, element)


def _whole(element: etree._Element, name: str = "w") -> int:
    return int(float(element.get(_W + name) or 0))


class _Table:
    def __init__(self, table: etree._Element, style: Style, rng: random.Random) -> None:
        self._table, self._style, self._rng = table, style, rng
        self._rows = table.findall(_W + "tr")

    def restyle(self) -> None:
        properties = _child(self._table, "tblPr")
        _drop(properties, "tblStyle")
        _put(properties, self._borders(), _TABLE_ORDER)
        if self._style.pad_x is not None:
            _put(properties, self._margins(self._style.pad_x), _TABLE_ORDER)
        if self._style.widths:
            self._draw_widths()
        for number, row in enumerate(self._rows):
            if number == 0 and len(row.findall(_W + "tc")) > _HEADED:
                self._repeat(row)
            for cell in row.iter(_W + "tc"):
                self._cell(cell, number)

    def _borders(self) -> etree._Element:
        borders = _made("tblBorders")
        for side in _SIDES:
            if side in _DRAWN[self._style.rules]:
                borders.append(_made(side, val="single", sz="4", color="000000"))
            else:
                borders.append(_made(side, val="nil"))
        return borders

    def _margins(self, across: int) -> etree._Element:
        margins = _made("tblCellMar")
        down = self._style.pad_y
        for side, width in (("top", down), ("left", across), ("bottom", down), ("right", across)):
            margins.append(_made(side, w=str(width), type="dxa"))
        return margins

    def _draw_widths(self) -> None:
        grid = self._table.find(_W + "tblGrid")
        if grid is None:
            return
        old = [_whole(column) for column in grid]
        new = [max(_NARROWEST, int(width * self._rng.uniform(0.8, 1.25))) for width in old]
        factor = (sum(old) or 1) / sum(new)
        new = [int(width * factor) for width in new]
        for column, width in zip(grid, new, strict=True):
            column.set(_W + "w", str(width))
        for row in self._rows:
            before = row.find(f"{_W}trPr/{_W}gridBefore")
            at = 0 if before is None else _whole(before, "val")
            for cell in row.findall(_W + "tc"):
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                end = at + (1 if span is None else _whole(span, "val"))
                preferred = cell.find(f"{_W}tcPr/{_W}tcW")
                if preferred is not None:
                    preferred.set(_W + "w", str(sum(new[at:end]) or _NARROWEST))
                    preferred.set(_W + "type", "dxa")
                at = end

    def _repeat(self, row: etree._Element) -> None:
        if self._style.header_repeat is None:
            return
        properties = _child(row, "trPr")
        _drop(properties, "tblHeader")
        if self._style.header_repeat:
            properties.append(_made("tblHeader"))

    def _cell(self, cell: etree._Element, row: int) -> None:
        style, properties = self._style, _child(cell, "tcPr")
        _drop(properties, "tcBorders")
        if row == 0 and style.rules == "three":
            borders = _made("tcBorders")
            borders.append(_made("bottom", val="single", sz="4"))
            _put(properties, borders, _CELL_ORDER)
        if style.zebra and row % 2 and properties.find(_W + "vMerge") is None:
            _put(properties, _made("shd", val="clear", color="auto", fill="EDEDED"), _CELL_ORDER)
        if style.header_shade and row == 0:
            _put(properties, _made("shd", val="clear", color="auto", fill="D9E2F3"), _CELL_ORDER)
        if style.valign != "keep":
            _put(properties, _made("vAlign", val=style.valign), _CELL_ORDER)
        text = "".join(str(part) for part in cell.itertext())
        for paragraph in cell.findall(_W + "p"):
            self._paragraph(paragraph, text)
        for run in cell.iter(_W + "r"):
            self._run(run)

    def _paragraph(self, paragraph: etree._Element, text: str) -> None:
        properties = _child(paragraph, "pPr")
        where = self._style.jc
        if where == "short_center":
            where = "center" if len(text) <= _SHORT else "left"
        if where != "keep":
            _put(properties, _made("jc", val=where), _PARAGRAPH_ORDER)
        if self._style.line:
            spacing = properties.find(_W + "spacing")
            if spacing is None:
                spacing = _made("spacing")
                _put(properties, spacing, _PARAGRAPH_ORDER)
            spacing.set(_W + "line", str(self._style.line[0]))
            spacing.set(_W + "lineRule", self._style.line[1])

    def _run(self, run: etree._Element) -> None:
        properties = _child(run, "rPr")
        if self._style.font != "keep":
            fonts = _child(properties, "rFonts", int(properties.find(_W + "rStyle") is not None))
            for script in ("ascii", "hAnsi", "eastAsia"):
                fonts.set(_W + script, self._style.font)
        size = properties.find(_W + "sz")
        if size is not None and self._style.scale != 1:
            scaled = int(_whole(size, "val") * self._style.scale)
            size.set(_W + "val", str(max(_SMALLEST, scaled)))
