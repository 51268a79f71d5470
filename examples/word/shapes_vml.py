"""Drawings as Word 97 to 2007 store them, and as later versions add them for old readers."""

from __future__ import annotations

from examples.word.frames import Frame, frame_of
from examples.word.geometry import Box, Chart, Label, Stroke
from examples.word.texts import text_of_box, text_of_label

_UNIT = 20  # of a group's coordinates in a point
_TYPES = {
    "t75": '<v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" filled="f" '
    'stroked="f"><o:lock v:ext="edit" aspectratio="t"/></v:shapetype>',
    "t32": '<v:shapetype id="_x0000_t32" coordsize="21600,21600" o:spt="32" o:oned="t" '
    'path="m,l21600,21600e" filled="f"/>',
    "t33": '<v:shapetype id="_x0000_t33" coordsize="21600,21600" o:spt="33" o:oned="t" '
    'path="m,l21600,r,21600e" filled="f"/>',
    "t34": '<v:shapetype id="_x0000_t34" coordsize="21600,21600" o:spt="34" o:oned="t" '
    'adj="10800" path="m,l@0,0@0,21600,21600,21600e" filled="f"><v:formulas>'
    '<v:f eqn="val #0"/></v:formulas></v:shapetype>',
    "t61": '<v:shapetype id="_x0000_t61" coordsize="21600,21600" o:spt="61" adj="1350,25920" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/></v:shapetype>',
    "t110": '<v:shapetype id="_x0000_t110" coordsize="21600,21600" o:spt="110" '
    'path="m10800,l,10800,10800,21600,21600,10800xe"><v:stroke joinstyle="miter"/>'
    '<v:path textboxrect="5400,5400,16200,16200"/></v:shapetype>',
    "t116": '<v:shapetype id="_x0000_t116" coordsize="21600,21600" o:spt="116" '
    'path="m3475,qx,10800,3475,21600l18125,21600qx21600,10800,18125,xe">'
    '<v:stroke joinstyle="miter"/><v:path textboxrect="1018,3163,20582,18437"/></v:shapetype>',
}
_LINES = {
    "line": "t32",
    "straightConnector1": "t32",
    "bentConnector2": "t33",
    "bentConnector3": "t34",
}
_SHAPES = {"diamond": "t110", "terminator": "t116", "callout": "t61"}
_INSET = "2.8pt,1.4pt,2.8pt,1.4pt"


def flat(chart: Chart) -> str:
    """Write the shapes one by one into runs, each with its own place on the page."""
    parts: tuple[Box | Stroke | Label, ...] = (*chart.boxes, *chart.strokes, *chart.labels)
    return "".join(
        f"<w:r><w:pict>{single(part, 1025 + index, chart.size)}</w:pict></w:r>"
        for index, part in enumerate(parts)
    )


def single(part: Box | Stroke | Label, number: int, size: float) -> str:
    """Write a part that is placed by itself."""
    return _types(_needed([part])) + _Writer(number, size, grouped=False).write(part)


def group(chart: Chart, number: int, *, canvas: bool = False) -> str:
    """Write the chart as one group, or canvas, in line with the text."""
    parts: tuple[Box | Stroke | Label, ...] = (*chart.boxes, *chart.strokes, *chart.labels)
    width, height = round(chart.width * _UNIT), round(chart.height * _UNIT)
    writer = _Writer(number, chart.size, grouped=True)
    content = "".join(writer.write(part) for part in parts)
    kind, ground = "", ""
    if canvas:
        kind = ' editas="canvas"'
        ground = (
            f'<v:shape id="_x0000_s{1000 + number}0" type="#_x0000_t75" '
            f'style="position:absolute;width:{width};height:{height};visibility:visible"/>'
        )
    return (
        f"{_types(_needed(parts) | ({'t75'} if canvas else set()))}"
        f'<v:group id="_x0000_s{2000 + number}"{kind} style="width:{chart.width:g}pt;'
        f"height:{chart.height:g}pt;mso-position-horizontal-relative:char;"
        f'mso-position-vertical-relative:line" coordorigin="0,0" coordsize="{width},{height}">'
        f"{ground}{content}<w10:anchorlock/></v:group>"
    )


def _types(names: set[str]) -> str:
    return "".join(text for name, text in _TYPES.items() if name in names)


def _needed(parts: tuple[Box | Stroke | Label, ...] | list[Box | Stroke | Label]) -> set[str]:
    names = set()
    for part in parts:
        if isinstance(part, Box) and part.outline in _SHAPES:
            names.add(_SHAPES[part.outline])
        elif isinstance(part, Stroke):
            names.add(_LINES[frame_of(part).preset])
    return names


class _Writer:
    """Writes shapes with running ids, in a group's units or in points."""

    def __init__(self, number: int, size: float, *, grouped: bool) -> None:
        self._number = number * 100 if grouped else number
        self._size, self._grouped = size, grouped

    def write(self, part: Box | Stroke | Label) -> str:
        """Write one part."""
        self._number += 1
        identity = f'id="_x0000_s{self._number}"'
        if isinstance(part, Stroke):
            return self._line(part, identity)
        return self._box(part, identity)

    def _length(self, points: float) -> str:
        return str(round(points * _UNIT)) if self._grouped else f"{round(points, 2):g}pt"

    def _style(self, frame: Frame) -> str:
        margin = "" if self._grouped else "margin-"
        turn = -frame.turn if frame.flip_x or frame.flip_y else frame.turn
        flips = ("x" if frame.flip_x else "") + ("y" if frame.flip_y else "")
        return (
            f"position:absolute;{margin}left:{self._length(frame.x)};"
            f"{margin}top:{self._length(frame.y)};width:{self._length(frame.width)};"
            f"height:{self._length(frame.height)}"
            + (f";rotation:{turn if turn >= -180 else turn + 360}" if turn else "")  # noqa: PLR2004 - half a turn
            + (f";flip:{' '.join(flips)}" if flips else "")
            + ("" if self._grouped else f";z-index:{self._number}")
        )

    def _line(self, stroke: Stroke, identity: str) -> str:
        arrow = ' endarrow="block"' if stroke.arrow else ""
        dash = ' dashstyle="dash"' if stroke.dashed else ""
        head = f"<v:stroke{dash}{arrow}/>" if arrow or dash else ""
        (x1, y1), (x2, y2) = stroke.points[0], stroke.points[-1]
        if stroke.straight and x1 <= x2 and y1 <= y2:
            start, end = (f"{self._length(x)},{self._length(y)}" for x, y in stroke.points)
            style = "position:absolute" + ("" if self._grouped else f";z-index:{self._number}")
            return f'<v:line {identity} style="{style}" from="{start}" to="{end}">{head}</v:line>'
        frame = frame_of(stroke)
        kind = "straight" if stroke.straight else "elbow"
        bend = f' adj="{round(frame.bend * 21600)}"' if frame.bend is not None else ""
        return (
            f'<v:shape {identity} o:connectortype="{kind}" type="#_x0000_{_LINES[frame.preset]}" '
            f'style="{self._style(frame)}"{bend}>{head}</v:shape>'
        )

    def _box(self, part: Box | Label, identity: str) -> str:
        style = self._style(Frame("", part.x, part.y, part.width, part.height))
        if isinstance(part, Label):
            text = text_of_label(part, self._size)
            return (
                f'<v:rect {identity} style="{style}" filled="f" stroked="f">'
                f'<v:textbox inset="0,0,0,0"><w:txbxContent>{text}</w:txbxContent></v:textbox>'
                "</v:rect>"
            )
        text = text_of_box(part, self._size)
        tag, more = "rect", ""
        if part.outline == "roundRect":
            tag, more = "roundrect", ' arcsize="10923f"'
        elif part.outline in _SHAPES:
            tag, more = "shape", f' type="#_x0000_{_SHAPES[part.outline]}"{_pointing(part)}'
        dash = '<v:stroke dashstyle="dash"/>' if part.aside else ""
        return (
            f'<v:{tag} {identity}{more} style="{style};v-text-anchor:middle">{dash}'
            f'<v:textbox inset="{_INSET}"><w:txbxContent>{text}</w:txbxContent></v:textbox>'
            f"</v:{tag}>"
        )


def _pointing(box: Box) -> str:
    """Write where a callout points, in parts of its size."""
    if box.outline != "callout":
        return ""
    across, down = box.tip[0] / box.width, box.tip[1] / box.height
    return f' adj="{round(across * 21600)},{round(down * 21600)}"'
