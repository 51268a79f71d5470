"""Marks on a plane written as the drawings of a Word document."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from lxml import etree

from extractors.docx.carriers import Carrier, read_drawings
from extractors.drawing import Drawing
from schemas.base import Place
from tests.support.drawings import BlockMark, BoxMark, LineMark, Mark, Point

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
Element = Any
W = "{" + NAMESPACES["w"] + "}"
LINE_HEIGHT = 20.0  # points: host paragraphs have exact lines
SIZE = (700.0, 1600.0)  # points: of groups and canvases
STYLES = ("group", "nested", "canvas", "floats", "hosts", "vml_group", "vml_flat", "vml_lines")


def emu(points: float) -> int:
    return round(points * 12700)


def document(content: str) -> Element:
    """Make a ``w:body`` of paragraphs and tables written as XML."""
    spaces = " ".join(f'xmlns:{p}="{u}"' for p, u in NAMESPACES.items())
    root = etree.fromstring(f"<w:document {spaces}><w:body>{content}</w:body></w:document>")
    return root[0]


def paragraph(content: str = "", text: str = "") -> str:
    words = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    spacing = '<w:spacing w:line="400" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{spacing}</w:pPr>{words}{content}</w:p>"


def carriers(body: Element) -> list[Carrier]:
    """List what a document carries, with one branch of each alternative."""
    found = []
    for block, hosting in enumerate(body.iter(W + "p")):
        if next(hosting.iterancestors(W + "txbxContent"), None) is not None:
            continue
        cell = next(hosting.iterancestors(W + "tc"), None)
        place = Place(paragraph=block + 1) if cell is None else Place(table=1, row=1, column=1)
        for element in hosting.iter(W + "drawing", W + "pict", W + "object"):
            ancestors = {etree.QName(a).localname for a in element.iterancestors()}
            if not {"Fallback", "txbxContent"} & ancestors:
                found.append(Carrier(element, place, hosting, block))
    return found


def read(body: Element) -> list[Drawing]:
    return [drawing for _, drawing in read_drawings(carriers(body), body)]


def write(marks: Sequence[Mark], style: str) -> str:
    """Write marks as paragraphs with drawings, in one of STYLES."""
    if style == "group":
        return _inline("wordprocessingGroup", _group(_dml(marks, 1.0)))
    if style == "nested":
        return _inline("wordprocessingGroup", _nested(marks))
    if style == "canvas":
        inner = f"<wpc:wpc><wpc:bg/><wpc:whole/>{''.join(_dml(marks, 1.0))}</wpc:wpc>"
        return _inline("wordprocessingCanvas", inner)
    if style in ("floats", "hosts"):
        return _floats(marks, hosts=5 if style == "hosts" else 1)
    return _vml(marks, style)


# DrawingML -----------------------------------------------------------------------------------


def _inline(kind: str, inner: str) -> str:
    width, height = SIZE
    uri = f"http://schemas.microsoft.com/office/word/2010/{kind}"
    drawing = (
        f'<w:drawing><wp:inline><wp:extent cx="{emu(width)}" cy="{emu(height)}"/>'
        f'<wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="{uri}">{inner}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = '<mc:Fallback><w:pict><v:rect style="width:9pt;height:9pt"/></w:pict></mc:Fallback>'
    return paragraph(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{drawing}</mc:Choice>{fallback}'
        "</mc:AlternateContent></w:r>"
    )


def _group(shapes: Sequence[str], tag: str = "wpg:wgp") -> str:
    width, height = (emu(s) for s in SIZE)
    frame = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm>'
    )
    return f"<{tag}><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame}</wpg:grpSpPr>{''.join(shapes)}</{tag}>"


def _nested(marks: Sequence[Mark]) -> str:
    """Put half of the marks into an inner group with its own scale and origin."""
    half = len(marks) // 2
    scale, shift = 0.6, (1000.0, -300.0)
    inner = _dml(marks[:half], scale, shift)
    width, height = SIZE
    frame = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/>'
        f'<a:chOff x="{emu(shift[0])}" y="{emu(shift[1])}"/>'
        f'<a:chExt cx="{emu(width * scale)}" cy="{emu(height * scale)}"/></a:xfrm>'
    )
    group = (
        f"<wpg:grpSp><wpg:cNvGrpSpPr/><wpg:grpSpPr>{frame}</wpg:grpSpPr>"
        f"{''.join(inner)}</wpg:grpSp>"
    )
    return _group([group, *_dml(marks[half:], 1.0)])


def _dml(marks: Sequence[Mark], scale: float, shift: Point = (0.0, 0.0)) -> list[str]:
    return [_shape(mark, scale, shift)[0] for mark in marks]


def _shape(
    mark: Mark, scale: float = 1.0, shift: Point = (0.0, 0.0), *, at_origin: bool = False
) -> tuple[str, tuple[float, float, float, float]]:
    """Write a mark as wps:wsp, and give its frame before turning."""
    if isinstance(mark, LineMark):
        kind, frame, turn, adjust = fitted(mark.path)
        look = _line_look("000000", dashed=mark.dashed, mark=mark)
        text = ""
        fill = ""
        marker = "<wps:cNvCnPr/>"
    else:
        kind, turn, adjust = mark.kind, (0, False, False), {}
        frame = (mark.left, mark.top, mark.width, mark.height)
        box = isinstance(mark, BoxMark)
        line = mark.line if isinstance(mark, BoxMark) else "000000"
        fill = _fill(mark.fill if isinstance(mark, BoxMark) else "CCCCCC")
        look = _line_look(line, dashed=isinstance(mark, BoxMark) and mark.dashed)
        adjust = _tip(mark, -0.5, 100000) if isinstance(mark, BoxMark) else {}
        text = _text(mark) if box and isinstance(mark, BoxMark) and mark.text else ""
        marker = "<wps:cNvSpPr/>"
    left, top, width, height = frame
    x, y = (0.0, 0.0) if at_origin else (left * scale + shift[0], top * scale + shift[1])
    rot, flip_h, flip_v = turn
    flips = (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    turned = f' rot="{rot * 60000}"' if rot else ""
    guides = "".join(f'<a:gd name="{n}" fmla="val {round(v)}"/>' for n, v in adjust.items())
    xml = (
        f"<wps:wsp>{marker}<wps:spPr><a:xfrm{turned}{flips}>"
        f'<a:off x="{emu(x)}" y="{emu(y)}"/>'
        f'<a:ext cx="{emu(width * scale)}" cy="{emu(height * scale)}"/></a:xfrm>'
        f'<a:prstGeom prst="{kind}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
        f"{fill}{look}</wps:spPr>{text}<wps:bodyPr/></wps:wsp>"
    )
    return xml, frame


def _tip(mark: BoxMark, centre: float, unit: int) -> dict[str, float]:
    """Give a callout's adjustments: its tip from the middle or the corner of the box."""
    if mark.tip is None:
        return {}
    x, y = (mark.tip[0] - mark.left) / mark.width, (mark.tip[1] - mark.top) / mark.height
    return {"adj1": (x + centre) * unit, "adj2": (y + centre) * unit}


def _text(mark: BoxMark) -> str:
    return f"<wps:txbx><w:txbxContent>{_words(mark)}</w:txbxContent></wps:txbx>"


def _words(mark: BoxMark) -> str:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    look = number if mark.numbered else ""
    lines = mark.text.split("\n")
    return "".join(f"<w:p>{look}<w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)


def _fill(colour: str | None) -> str:
    if colour is None:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _line_look(colour: str, *, dashed: bool, mark: LineMark | None = None) -> str:
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="dash"/>' if dashed else ""
    tail = '<a:headEnd type="triangle"/>' if mark and mark.tail else ""
    head = '<a:tailEnd type="triangle"/>' if mark and mark.head else ""
    return f'<a:ln w="9525">{_fill(colour)}{dash}{tail}{head}</a:ln>'


def _floats(marks: Sequence[Mark], hosts: int) -> str:
    """Hang the marks on several paragraphs of known height, a stretch of marks each."""
    share = math.ceil(len(marks) / hosts)
    paragraphs = []
    for host in range(hosts):
        runs = []
        for mark in marks[host * share : (host + 1) * share]:
            shape, (left, top, width, height) = _shape(mark, at_origin=True)
            runs.append(_anchor(shape, left, top - host * LINE_HEIGHT, width, height))
        paragraphs.append(paragraph("".join(runs)))
    return "".join(paragraphs)


def _anchor(shape: str, left: float, top: float, width: float, height: float) -> str:
    uri = NAMESPACES["wps"]
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        '<wp:positionH relativeFrom="column">'
        f"<wp:posOffset>{emu(left)}</wp:posOffset></wp:positionH>"
        '<wp:positionV relativeFrom="paragraph">'
        f"<wp:posOffset>{emu(top)}</wp:posOffset></wp:positionV>"
        f'<wp:extent cx="{emu(width)}" cy="{emu(height)}"/><wp:docPr id="7" name="x"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{shape}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>"
    )


# Connectors ----------------------------------------------------------------------------------

Turn = tuple[int, bool, bool]
Frame = tuple[float, float, float, float]


def placed(point: Point, frame: Frame, turn: Turn) -> Point:
    """Place a point of the unit square: flipped, then turned about the frame's centre."""
    left, top, width, height = frame
    rot, flip_h, flip_v = turn
    x = (0.5 - point[0] if flip_h else point[0] - 0.5) * width
    y = (0.5 - point[1] if flip_v else point[1] - 0.5) * height
    for _ in range(rot // 90):
        x, y = -y, x
    return x + left + width / 2, y + top + height / 2


def fitted(path: Sequence[Point], reach: float = 2.0) -> tuple[str, Frame, Turn, dict[str, float]]:
    """Find the preset, frame and turn that draw a path of right angles, missing by ``reach``."""
    (x1, y1), (x2, y2) = path[0], path[-1]
    width, height = max(abs(x2 - x1), 0.0), max(abs(y2 - y1), 0.0)
    upright = (min(x1, x2), min(y1, y2), width, height)
    if len(path) == 2:
        turn = (0, x2 < x1, y2 < y1)
        return "straightConnector1", upright, turn, {}
    for rot, flip_h, flip_v in product((0, 90, 180, 270), (False, True), (False, True)):
        w, h = (width, height) if rot % 180 == 0 else (height, width)
        w, h = max(w, 0.5), max(h, 0.5)
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        frame = (middle[0] - w / 2, middle[1] - h / 2, w, h)
        turn = (rot, flip_h, flip_v)
        for kind, inner, adjust in _candidates(path, frame, turn):
            points = [placed(p, frame, turn) for p in ((0, 0), *inner, (1, 1))]
            if all(math.dist(p, q) < reach for p, q in zip(points, path, strict=True)):
                return kind, frame, turn, adjust
    return fitted(path, reach * 2)


def _candidates(
    path: Sequence[Point], frame: Frame, turn: Turn
) -> Iterator[tuple[str, list[Point], dict[str, float]]]:
    if len(path) == 3:
        yield "bentConnector2", [(1, 0)], {}
        return
    origin, along = placed((0, 0), frame, turn), placed((1, 0), frame, turn)
    dx, dy = along[0] - origin[0], along[1] - origin[1]
    square = dx * dx + dy * dy
    bend = ((path[1][0] - origin[0]) * dx + (path[1][1] - origin[1]) * dy) / square
    yield "bentConnector3", [(bend, 0), (bend, 1)], {"adj1": bend * 100000}


# VML -----------------------------------------------------------------------------------------

_TYPES = {
    "rect": 1,
    "flowChartDecision": 110,
    "flowChartTerminator": 116,
    "wedgeRectCallout": 61,
    "downArrow": 67,
    "rightArrow": 13,
}
_CONNECTORS = {"straightConnector1": 32, "bentConnector2": 33, "bentConnector3": 34}


def _vml(marks: Sequence[Mark], style: str) -> str:
    grouped = style == "vml_group"
    unit = 20.0 if grouped else 1.0  # group units are twips, moved by an origin
    origin = (1800.0, 1440.0) if grouped else (0.0, 0.0)

    def point(p: Point) -> str:
        suffix = "" if grouped else "pt"
        return f"{p[0] * unit + origin[0]:.2f}{suffix},{p[1] * unit + origin[1]:.2f}{suffix}"

    def css(frame: Frame, turn: Turn) -> str:
        left, top, width, height = frame
        names = ("left", "top") if grouped else ("margin-left", "margin-top")
        suffix = "" if grouped else "pt"
        parts = [
            "position:absolute",
            f"{names[0]}:{left * unit + origin[0]:.2f}{suffix}",
            f"{names[1]}:{top * unit + origin[1]:.2f}{suffix}",
            f"width:{width * unit:.2f}{suffix}",
            f"height:{height * unit:.2f}{suffix}",
        ]
        rot, flip_h, flip_v = turn
        if rot:
            parts.append(f"rotation:{rot}")
        if flip_h or flip_v:
            parts.append("flip:" + " ".join(n for n, f in (("x", flip_h), ("y", flip_v)) if f))
        return ";".join(parts)

    shapes = [_vml_shape(m, css, point, plain_lines=style == "vml_lines") for m in marks]
    if grouped:
        width, height = SIZE
        group = (
            f'<v:group style="width:{width}pt;height:{height}pt" coordorigin="1800,1440" '
            f'coordsize="{width * 20:.0f},{height * 20:.0f}">{"".join(shapes)}</v:group>'
        )
        return paragraph(f"<w:r><w:pict>{group}</w:pict></w:r>")
    return paragraph("".join(f"<w:r><w:pict>{shape}</w:pict></w:r>" for shape in shapes))


def _vml_shape(
    mark: Mark,
    css: Callable[[Frame, Turn], str],
    point: Callable[[Point], str],
    *,
    plain_lines: bool,
) -> str:
    if isinstance(mark, LineMark):
        stroke = _vml_stroke(mark)
        if len(mark.path) == 2 and plain_lines:
            ends = f'from="{point(mark.path[0])}" to="{point(mark.path[1])}"'
            return f'<v:line style="position:absolute" {ends}>{stroke}</v:line>'
        if plain_lines:
            points = " ".join(point(p) for p in mark.path)
            tag = f'<v:polyline style="position:absolute" points="{points}" filled="f">'
            return f"{tag}{stroke}</v:polyline>"
        kind, frame, turn, adjust = fitted(mark.path)
        adj = f' adj="{adjust["adj1"] * 0.216:.0f},99999"' if adjust else ""
        number = _CONNECTORS[kind]
        return (
            f'<v:shape type="#_x0000_t{number}" style="{css(frame, turn)}"{adj} '
            f'o:connectortype="elbow">{stroke}</v:shape>'
        )
    box = mark if isinstance(mark, BoxMark) else None
    number = _TYPES[mark.kind]
    style = css((mark.left, mark.top, mark.width, mark.height), (0, False, False))
    looks = ""
    text = ""
    if box:
        colour = f' strokecolor="#{box.line}"' if box.line else ' stroked="f"'
        looks = colour + ("" if box.fill else ' filled="f"')
        adjust = _tip(box, 0, 21600)
        if adjust:
            looks += f' adj="{adjust["adj1"]:.0f},{adjust["adj2"]:.0f}"'
        dash = '<v:stroke dashstyle="dash"/>' if box.dashed else ""
        words = f"<v:textbox><w:txbxContent>{_words(box)}</w:txbxContent></v:textbox>"
        text = dash + (words if box.text else "")
    else:
        assert isinstance(mark, BlockMark)
        looks = ' fillcolor="#cccccc"'
    return f'<v:shape type="#_x0000_t{number}" style="{style}"{looks}>{text}</v:shape>'


def _vml_stroke(mark: LineMark) -> str:
    dash = ' dashstyle="dash"' if mark.dashed else ""
    tail = ' startarrow="block"' if mark.tail else ""
    head = ' endarrow="block"' if mark.head else ""
    return f"<v:stroke{dash}{tail}{head}/>"
