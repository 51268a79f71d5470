"""A chart as one run of WordprocessingML: an inline group of shapes, and a VML fallback."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from rendering.diagrams import fallback
from rendering.diagrams.chart import (
    Box,
    Chart,
    Label,
    Line,
    Point,
    RiskBox,
    RiskText,
    opposite,
)
from rendering.diagrams.looks import look
from rendering.diagrams.typesetting import Typesetter

_EMU = 12700
_STROKE = 9525  # 0.75 pt
_LEAST = 0.5  # points: a connector with no extent at all cannot bend
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wpg": _GROUP,
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_OPEN = "<w:r {}>".format(
    " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
)
_PRESETS = {
    "rect": "rect",
    "decision": "flowChartDecision",
    "terminator": "flowChartTerminator",
    "offpage": "flowChartOffpageConnector",
}
_INK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_PAPER = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_ARROW = (
    f'<a:ln w="{_STROKE}">{_INK}<a:round/><a:tailEnd type="triangle" w="med" len="med"/></a:ln>'
)
_LEADER = f'<a:ln w="{_STROKE}">{_INK}<a:prstDash val="dash"/><a:round/></a:ln>'


def run(chart: Chart, *, first_id: int, title: str, alt: str, font: str) -> str:
    """Write a chart as a ``w:r`` that declares its own namespaces.

    Args:
        chart: What is drawn, in points.
        first_id: The group's id; the shapes take the following ones.
        title: The group's name.
        alt: Alternative text.
        font: Typeface of all words.
    """
    text = Typesetter(font, chart.size, chart.leading)
    box_ids = range(first_id + 1, first_id + 1 + len(chart.boxes))
    line_ids = range(box_ids.stop, box_ids.stop + len(chart.lines))
    label_ids = range(line_ids.stop, line_ids.stop + len(chart.labels))
    risk_ids = range(label_ids.stop, label_ids.stop + len(chart.risks))
    leader_ids = range(risk_ids.stop, risk_ids.stop + len(chart.risks))
    shapes = [
        *([_ground(leader_ids.stop, chart)] if _stands_out(chart) else []),
        *(_box(*pair, text) for pair in zip(box_ids, chart.boxes, strict=True)),
        *(_line(*pair, box_ids) for pair in zip(line_ids, chart.lines, strict=True)),
        *(_label(*pair, text) for pair in zip(label_ids, chart.labels, strict=True)),
        *(
            _risk(at, risk, text.listed(risk.manifestations, chart.risk_text), chart.risk_text)
            for at, risk in zip(risk_ids, chart.risks, strict=True)
            if chart.risk_text
        ),
        *(
            _leader(at, chart.leader(risk), (box_ids[risk.step], risk.side), end)
            for at, end, risk in zip(leader_ids, risk_ids, chart.risks, strict=True)
        ),
    ]
    return (
        f'{_OPEN}<mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        f"{_inline(chart, first_id, title, alt)}{''.join(shapes)}"
        "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback>{fallback.picture(chart, text, alt)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def last_id(chart: Chart, first_id: int) -> int:
    """Give the first id that a chart leaves free."""
    parts = (chart.boxes, chart.lines, chart.labels, chart.risks, chart.risks)
    return first_id + 1 + sum(map(len, parts)) + _stands_out(chart)


def _stands_out(chart: Chart) -> bool:
    """Tell whether a line makes a detour beyond all that has a place and a size of its own.

    LibreOffice takes the union of those for the whole group, and would stretch it to the size
    that the group says, so that the detour lands among the words around the chart.
    """
    placed: list[Box | Label | RiskBox] = [*chart.boxes, *chart.labels, *chart.risks]
    xs = [x for line in chart.lines for x, _ in line.path]
    ys = [y for line in chart.lines for _, y in line.path]
    return bool(xs) and (
        min(xs) < min(part.left for part in placed) - _LEAST
        or max(xs) > max(part.left + part.width for part in placed) + _LEAST
        or min(ys) < min(part.top for part in placed) - _LEAST
        or max(ys) > max(part.top + part.height for part in placed) + _LEAST
    )


def _ground(at: int, chart: Chart) -> str:
    """Write an invisible shape behind the chart that has the size of all of it."""
    return (
        f'<wps:wsp><wps:cNvPr id="{at}" name="底框{at}"/><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{_emu(chart.width)}" cy="{_emu(chart.height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        "</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _inline(chart: Chart, at: int, title: str, alt: str) -> str:
    size = f'cx="{_emu(chart.width)}" cy="{_emu(chart.height)}"'
    return (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{at}" name={_attribute(title)}'
        f" descr={_attribute(alt)}/><wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
        "</wpg:grpSpPr>"
    )


def _box(at: int, box: Box, text: Typesetter) -> str:
    inset = 0 if box.kind == "terminator" else _emu(max(0.0, box.inset))
    return (
        f'<wps:wsp><wps:cNvPr id="{at}" name="环节{at}"/><wps:cNvSpPr/>'
        f"<wps:spPr>{_place(box)}"
        f'<a:prstGeom prst="{_PRESETS[box.kind]}"><a:avLst/></a:prstGeom>{_PAPER}'
        f'<a:ln w="{_STROKE}">{_INK}<a:miter lim="800000"/></a:ln></wps:spPr>'
        f"{_body(text.paragraph(box.text), inset)}"
    )


def _label(at: int, label: Label, text: Typesetter) -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{at}" name="条件{at}"/><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr>{_place(label)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
        f"</wps:spPr>{_body(text.paragraph(label.text), 0)}"
    )


def _place(part: Box | Label | RiskBox) -> str:
    return (
        f'<a:xfrm><a:off x="{_emu(part.left)}" y="{_emu(part.top)}"/>'
        f'<a:ext cx="{_emu(part.width)}" cy="{_emu(part.height)}"/></a:xfrm>'
    )


def _body(paragraphs: str, inset: int) -> str:
    return (
        f"<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr wrap="square" lIns="{inset}" tIns="0" rIns="{inset}" bIns="0" anchor="ctr">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp>"
    )


def _risk(at: int, risk: RiskBox, paragraphs: str, text: RiskText) -> str:
    shown, inset = look(risk.level), _emu(text.inset)
    dash = '<a:prstDash val="dash"/>' if shown.dashed else ""
    return (
        f'<wps:wsp><wps:cNvPr id="{at}" name="风险{at}"/><wps:cNvSpPr/>'
        f'<wps:spPr>{_place(risk)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{shown.fill}"/></a:solidFill>'
        f'<a:ln w="{_emu(shown.line)}">{_INK}{dash}<a:miter lim="800000"/></a:ln></wps:spPr>'
        f"{_body(paragraphs, inset)}"
    )


def _leader(at: int, ends: tuple[Point, Point], step: tuple[int, int], risk: int) -> str:
    glue = (step, (risk, opposite(step[1])))
    return _glued(at, "引线", glue, f"{_connector(ends)}{_LEADER}")


def _line(at: int, line: Line, box_ids: range) -> str:
    glue = ((box_ids[line.source], line.start), (box_ids[line.target], line.end))
    return _glued(at, "连线", glue, f"{_connector(line.path)}{_ARROW}")


def _glued(at: int, name: str, glue: tuple[tuple[int, int], tuple[int, int]], shape: str) -> str:
    (source, start), (target, end) = glue
    return (
        f'<wps:wsp><wps:cNvPr id="{at}" name="{name}{at}"/><wps:cNvCnPr>'
        f'<a:stCxn id="{source}" idx="{start}"/>'
        f'<a:endCxn id="{target}" idx="{end}"/></wps:cNvCnPr>'
        f"<wps:spPr>{shape}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _connector(path: tuple[Point, ...]) -> str:
    """Write the transform and the preset whose drawn path is the given one.

    The presets run from the upper left to the lower right and begin level; turning and
    mirroring bring them into every other position. Adjustments place the inner pieces, as
    shares of the way from the first to the last point, below 0 or above 1 for detours.
    """
    (ax, ay), (bx, by) = path[0], path[-1]
    if len(path) == 2:  # noqa: PLR2004 - a straight line
        flips = _flip("H", bx < ax) + _flip("V", by < ay)
        return _shape(flips, ((ax + bx) / 2, (ay + by) / 2), abs(bx - ax), abs(by - ay), "", "")
    upright = abs(path[1][0] - ax) < abs(path[1][1] - ay)
    along, across = (by - ay, bx - ax) if upright else (bx - ax, by - ay)
    wide, high = _extent(along), _extent(across)
    adjust = "".join(
        f'<a:gd name="adj{number}" fmla="val {round(share * 100000)}"/>'
        for number, share in enumerate(_shares(path, upright, wide, high), start=1)
    )
    centre = ((ax + bx) / 2, (ay + by) / 2)
    if upright:
        turn = _turned(along >= 0, across >= 0)
    else:
        turn = _flip("H", along < 0) + _flip("V", across < 0)
    return _shape(turn, centre, abs(wide), abs(high), f"bentConnector{len(path) - 1}", adjust)


def _extent(distance: float) -> float:
    """Give a connector's extent, with its sign; a tiny one where the ends are level."""
    if abs(distance) >= _LEAST:
        return distance
    return _LEAST if distance >= 0 else -_LEAST


def _shares(path: tuple[Point, ...], upright: bool, wide: float, high: float) -> list[float]:  # noqa: FBT001
    """Tell where each inner piece lies, as shares of the extents, which begin at the middle."""
    (ax, ay), (bx, by) = path[0], path[-1]
    middle = ((ay + by) / 2, (ax + bx) / 2) if upright else ((ax + bx) / 2, (ay + by) / 2)
    found = []
    for index, point in enumerate(path[1:-2]):
        u, v = (point[1], point[0]) if upright else point
        if index % 2 == 0:
            found.append((u - middle[0]) / wide + 0.5)
        else:
            found.append((v - middle[1]) / high + 0.5)
    return found


def _turned(down: bool, right: bool) -> str:  # noqa: FBT001
    """Turn a path that begins upright, the way Word writes it."""
    if down:
        return ' rot="16200000" flipH="1"' if right else ' rot="5400000"'
    return ' rot="16200000"' if right else ' rot="5400000" flipH="1"'


def _flip(axis: str, wanted: bool) -> str:  # noqa: FBT001
    return f' flip{axis}="1"' if wanted else ""


def _shape(turn: str, centre: Point, wide: float, high: float, preset: str, adjust: str) -> str:
    return (
        f'<a:xfrm{turn}><a:off x="{_emu(centre[0] - wide / 2)}" y="{_emu(centre[1] - high / 2)}"/>'
        f'<a:ext cx="{_emu(wide)}" cy="{_emu(high)}"/></a:xfrm>'
        f'<a:prstGeom prst="{preset or "straightConnector1"}"><a:avLst>{adjust}</a:avLst>'
        "</a:prstGeom>"
    )


def _emu(points: float) -> int:
    return round(points * _EMU)


def _attribute(text: str) -> str:
    return quoteattr(text.replace("\n", " ").replace("\t", " "))
