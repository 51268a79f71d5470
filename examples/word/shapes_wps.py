"""Drawings as Word 2010 and later store them: free shapes, groups and canvases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from examples.word import shapes_vml
from examples.word.frames import Frame, frame_of
from examples.word.geometry import SIDES, Box, Chart, Label, Stroke
from examples.word.markup import holding
from examples.word.texts import text_of_box, text_of_label

_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
_EMU = 12700
_PRESETS = {
    "rect": ("rect", "矩形"),
    "roundRect": ("roundRect", "圆角矩形"),
    "diamond": ("flowChartDecision", "流程图: 决策"),
    "terminator": ("flowChartTerminator", "流程图: 终止"),
    "note": ("rect", "文本框"),
    "callout": ("wedgeRectCallout", "矩形标注"),
}
_LINES = {
    "line": "直接连接符",
    "straightConnector1": "直接箭头连接符",
    "bentConnector2": "肘形连接符",
    "bentConnector3": "肘形连接符",
}
_BODY = '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="{0}" tIns="{1}" rIns="{0}" '
_BODY += 'bIns="{1}" anchor="{2}" anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
_DASH = '<a:prstDash val="dash"/>'
Ids = Iterator[int]


def free(chart: Chart, ids: Ids) -> str:
    """Write the shapes one by one into a paragraph, anchored to it."""
    runs = []
    for part, name in _parts(chart):
        frame = _frame(part)
        number = next(ids)
        shape = _shape(part, frame, chart.size, place=(0.0, 0.0))
        drawing = (
            '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" '
            f'simplePos="0" relativeHeight="{251650000 + number * 1024}" behindDoc="0" locked="0" '
            'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{_emu(frame.x)}</wp:posOffset>'
            '</wp:positionH><wp:positionV relativeFrom="paragraph">'
            f"<wp:posOffset>{_emu(frame.y)}</wp:posOffset></wp:positionV>"
            f"{_extent(frame.width, frame.height)}<wp:wrapNone/>"
            f'<wp:docPr id="{number}" name="{name} {number}"/><wp:cNvGraphicFramePr/>'
            f"{_graphic('Shape', shape)}</wp:anchor></w:drawing>"
        )
        fallback = shapes_vml.single(part, number, chart.size)
        runs.append(f"<w:r>{_alternate('wps', drawing, fallback)}</w:r>")
    return holding("".join(runs))


def group(chart: Chart, ids: Ids) -> str:
    """Write the chart as one group in line with the text."""
    number = next(ids)
    children = _children(chart, ids)
    content = (
        "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{_emu(chart.width)}" cy="{_emu(chart.height)}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{_emu(chart.width)}" cy="{_emu(chart.height)}"/>'
        f"</a:xfrm></wpg:grpSpPr>{children}</wpg:wgp>"
    )
    drawing = _inline(chart, number, "组合", _graphic("Group", content))
    fallback = shapes_vml.group(chart, number)
    return _centred(_alternate("wpg", drawing, fallback))


def canvas(chart: Chart, ids: Ids) -> str:
    """Write the chart on a drawing canvas in line with the text."""
    number = next(ids)
    children = _children(chart, ids)
    content = f"<wpc:wpc><wpc:bg/><wpc:whole/>{children}</wpc:wpc>"
    drawing = _inline(chart, number, "画布", _graphic("Canvas", content))
    fallback = shapes_vml.group(chart, number, canvas=True)
    return _centred(_alternate("wpc", drawing, fallback))


def _centred(content: str) -> str:
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r>{content}</w:r></w:p>'


def _alternate(requires: str, drawing: str, fallback: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict>{fallback}</w:pict></mc:Fallback></mc:AlternateContent>"
    )


def _graphic(kind: str, content: str) -> str:
    return f'<a:graphic><a:graphicData uri="{_URI}{kind}">{content}</a:graphicData></a:graphic>'


def _inline(chart: Chart, number: int, name: str, graphic: str) -> str:
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"{_extent(chart.width, chart.height)}"
        f'<wp:docPr id="{number}" name="{name} {number}"/><wp:cNvGraphicFramePr/>{graphic}'
        "</wp:inline></w:drawing>"
    )


def _extent(width: float, height: float) -> str:
    return (
        f'<wp:extent cx="{_emu(width)}" cy="{_emu(height)}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
    )


def _parts(chart: Chart) -> Iterator[tuple[Box | Stroke | Label, str]]:
    """Give all parts in the order of drawing, with the names that Word gives them."""
    for box in chart.boxes:
        yield box, _PRESETS[box.outline][1]
    for stroke in chart.strokes:
        yield stroke, _LINES[frame_of(stroke).preset]
    for label in chart.labels:
        yield label, "文本框"


def _children(chart: Chart, ids: Ids) -> str:
    """Write the parts of a group or canvas; connectors are glued by the boxes' ids."""
    steps: dict[int, int] = {}
    written = []
    for part, name in _parts(chart):
        number = next(ids)
        if isinstance(part, Box):
            steps[part.step] = number
        frame = _frame(part)
        identity = f'<wps:cNvPr id="{number}" name="{name} {number}"/>'
        written.append(_shape(part, frame, chart.size, (frame.x, frame.y), identity, steps))
    return "".join(written)


def _frame(part: Box | Stroke | Label) -> Frame:
    if isinstance(part, Stroke):
        return frame_of(part)
    preset = _PRESETS[part.outline][0] if isinstance(part, Box) else "rect"
    return Frame(preset, part.x, part.y, part.width, part.height)


def _shape(
    part: Box | Stroke | Label,
    frame: Frame,
    size: float,
    place: tuple[float, float],
    identity: str = "",
    steps: dict[int, int] | None = None,
) -> str:
    attributes = (
        (f' rot="{frame.turn * 60000}"' if frame.turn else "")
        + (' flipH="1"' if frame.flip_x else "")
        + (' flipV="1"' if frame.flip_y else "")
    )
    transform = (
        f'<a:xfrm{attributes}><a:off x="{_emu(place[0])}" y="{_emu(place[1])}"/>'
        f'<a:ext cx="{_emu(frame.width)}" cy="{_emu(frame.height)}"/></a:xfrm>'
    )
    outline = (
        f'<a:prstGeom prst="{frame.preset}"><a:avLst>{_adjusted(part, frame)}</a:avLst>'
        "</a:prstGeom>"
    )
    content = (
        _line(part, transform + outline, steps)
        if isinstance(part, Stroke)
        else _text_shape(part, transform + outline, size)
    )
    return f"<wps:wsp>{identity}{content}</wps:wsp>"


def _adjusted(part: Box | Stroke | Label, frame: Frame) -> str:
    """Write where a line bends, or where a callout points: from its middle, parts of its size."""
    values: tuple[float, ...] = () if frame.bend is None else (frame.bend,)
    if isinstance(part, Box) and part.outline == "callout":
        values = (part.tip[0] / part.width - 0.5, part.tip[1] / part.height - 0.5)
    return "".join(
        f'<a:gd name="adj{number}" fmla="val {round(value * 100000)}"/>'
        for number, value in enumerate(values, 1)
    )


def _line(stroke: Stroke, geometry: str, steps: dict[int, int] | None) -> str:
    glue = ""
    if steps and stroke.start and stroke.end:
        glue = "".join(
            f'<a:{tag} id="{steps[end.step]}" idx="{SIDES.index(end.side)}"/>'
            for tag, end in (("stCxn", stroke.start), ("endCxn", stroke.end))
        )
    head = '<a:tailEnd type="triangle"/>' if stroke.arrow else ""
    dash = _DASH if stroke.dashed else ""
    return (
        f"<wps:cNvCnPr>{glue}</wps:cNvCnPr><wps:spPr>{geometry}"
        f'<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{dash}{head}</a:ln>'
        "</wps:spPr><wps:bodyPr/>"
    )


def _text_shape(part: Box | Label, geometry: str, size: float) -> str:
    if isinstance(part, Label):
        kind, paint = ' txBox="1"', "<a:noFill/><a:ln><a:noFill/></a:ln>"
        text, body = text_of_label(part, size), _BODY.format(0, 0, "t")
    else:
        kind = ' txBox="1"' if part.outline == "note" else ""
        paint = (
            '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="9525"><a:solidFill>'
            f'<a:srgbClr val="000000"/></a:solidFill>{_DASH if part.aside else ""}'
            '<a:miter lim="800000"/></a:ln>'
        )
        text, body = text_of_box(part, size), _BODY.format(36000, 18000, "ctr")
    return (
        f"<wps:cNvSpPr{kind}/><wps:spPr>{geometry}{paint}</wps:spPr><wps:txbx>"
        f"<w:txbxContent>{text}</w:txbxContent></wps:txbx>{body}"
    )


def _emu(points: float) -> int:
    return round(points * _EMU)


def numbers() -> Ids:
    """Give the ids of a document's drawings, each once."""
    return count(1)
