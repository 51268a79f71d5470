"""DrawingML shapes of Word (wps, wpg, wpc) laid onto a plane."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from extractors.docx.geometry import (
    EMU_PER_POINT,
    Affine,
    Frame,
    connector_path,
    number,
    presets,
    scaled,
)
from extractors.docx.look import Look, colours
from extractors.docx.plane import Plane, W, box_words, children, local_name
from extractors.drawing import Paragraph, Point

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WHITE = frozenset({"FFFFFF", "white"})
_WHITE_SCHEME = frozenset({"bg1", "lt1"})
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
_OBJECTS = {
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "SmartArt",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "图表",
}
_WIDE_ANGLE = 60000  # DrawingML counts angles in 60000ths of a degree
_ADJUST_UNIT = 100000
Element = Any


def add_drawing(plane: Plane, container: Element, origin: Point) -> None:
    """Lay a ``wp:inline`` or ``wp:anchor`` onto a plane.

    Args:
        plane: Where the shapes are gathered.
        container: The inline or anchor element.
        origin: Its top left corner on the plane, points.
    """
    width, height = extent(container)
    properties = container.find(WP + "docPr")
    file_id = properties.get("id") if properties is not None else None
    data = container.find(f"{A}graphic/{A}graphicData")
    if data is None:
        return
    if data.get("uri") in _OBJECTS:
        plane.number(file_id)
        plane.objects.append(_OBJECTS[data.get("uri")])
        return
    for child in children(data):
        _add_top(plane, child, Frame(*origin, width, height), file_id)


def extent(container: Element) -> tuple[float, float]:
    """Give width and height of an inline or anchor in points."""
    size = container.find(WP + "extent")
    if size is None:
        return 0.0, 0.0
    return _emu(size.get("cx")), _emu(size.get("cy"))


def _add_top(plane: Plane, element: Element, frame: Frame, file_id: str | None) -> None:
    """Add the outermost shape: its place is the anchor's, its own offset is stale."""
    name = local_name(element)
    if name == "wpc":
        to_points = Affine(1 / EMU_PER_POINT, 0, 0, 1 / EMU_PER_POINT, frame.left, frame.top)
        for child in children(element):
            _add(plane, child, to_points)
    elif name in ("wgp", "grpSp", "lockedCanvas"):
        own = _frame(element.find("{*}grpSpPr"))
        turned = Frame(
            frame.left,
            frame.top,
            frame.width,
            frame.height,
            own.rotation if own else 0,
            bool(own and own.flip_h),
            bool(own and own.flip_v),
        )
        _add_members(plane, element, turned.matrix())
    else:
        own = _frame(element.find("{*}spPr"))
        if own is not None:
            frame = _upright(frame, own)
        _add_single(plane, element, frame.matrix(), file_id)


def _upright(frame: Frame, own: Frame) -> Frame:
    """Give a lone shape's frame: the extent of the anchor is that of the shape before turning."""
    width = own.width / EMU_PER_POINT or frame.width
    height = own.height / EMU_PER_POINT or frame.height
    return Frame(frame.left, frame.top, width, height, own.rotation, own.flip_h, own.flip_v)


def _add(plane: Plane, element: Element, to_plane: Affine) -> None:
    name = local_name(element)
    if name in ("wgp", "grpSp"):
        frame = _frame(element.find("{*}grpSpPr"))
        if frame is not None:
            _add_members(plane, element, to_plane.after(frame.matrix()))
    elif name in ("wsp", "cxnSp", "sp", "pic"):
        frame = _frame(element.find("{*}spPr"))
        if frame is not None:
            _add_single(plane, element, to_plane.after(frame.matrix()), None)
    elif name == "graphicFrame":
        plane.number()
        data = element.find(f".//{A}graphicData")
        uri = str(data.get("uri")) if data is not None else ""
        plane.objects.append(_OBJECTS.get(uri, "嵌入对象"))


def _add_members(plane: Plane, group: Element, unit: Affine) -> None:
    """Add a group's children; ``unit`` maps the unit square onto the group."""
    transform = group.find(f"{{*}}grpSpPr/{A}xfrm")
    inner = unit.after(Affine())
    if transform is not None:
        offset, size = transform.find(A + "chOff"), transform.find(A + "chExt")
        own = transform.find(A + "ext")
        size = own if size is None else size
        if size is not None:
            left = number(offset.get("x")) if offset is not None else 0.0
            top = number(offset.get("y")) if offset is not None else 0.0
            box = scaled(left, top, number(size.get("cx")), number(size.get("cy")))
            inner = unit.after(box)
    for child in children(group):
        _add(plane, child, inner)


def _add_single(plane: Plane, element: Element, unit: Affine, file_id: str | None) -> None:
    properties = _named(element, "cNvPr")
    own_id = properties.get("id") if properties is not None else file_id
    shape = plane.number(own_id)
    if local_name(element) == "pic":
        plane.pictures += 1
        return
    look = _look(element)
    kind, adjust = _preset(element)
    words = _words(element)
    if not words and (kind in presets().lines or _named(element, "cNvCnPr") is not None):
        path = connector_path(kind, _bends(kind, adjust))
        plane.add_line(shape, [unit(p) for p in path], look, _glue(element))
        return
    freeform = _open_path(element) if not words and not look.fill else ()
    if freeform:
        plane.add_line(shape, [unit(p) for p in freeform], look, _glue(element))
        return
    plane.add_shape(shape, kind, unit, words, look)
    tip = _callout_tip(kind, adjust)
    if tip is not None and words:
        plane.add_pointer(shape, unit(tip), unit((0.5, 0.5)))


def _frame(properties: Element) -> Frame | None:
    """Give a shape's ``a:xfrm`` in the units of its parent."""
    transform = properties.find(A + "xfrm") if properties is not None else None
    if transform is None:
        return None
    offset, size = transform.find(A + "off"), transform.find(A + "ext")
    return Frame(
        left=number(offset.get("x")) if offset is not None else 0.0,
        top=number(offset.get("y")) if offset is not None else 0.0,
        width=number(size.get("cx")) if size is not None else 0.0,
        height=number(size.get("cy")) if size is not None else 0.0,
        rotation=number(transform.get("rot")) / _WIDE_ANGLE,
        flip_h=transform.get("flipH") in ("1", "true"),
        flip_v=transform.get("flipV") in ("1", "true"),
    )


def _preset(element: Element) -> tuple[str, Mapping[str, float]]:
    geometry = element.find(f"{{*}}spPr/{A}prstGeom")
    if geometry is None:
        custom = element.find(f"{{*}}spPr/{A}custGeom") is not None
        return ("custom" if custom else "rect"), {}
    adjust: dict[str, float] = {}
    for guide in geometry.iter(A + "gd"):
        words = guide.get("fmla", "").split()
        if len(words) == 2 and words[0] == "val":  # noqa: PLR2004 - "val 50000"
            adjust[guide.get("name", "")] = number(words[1]) / _ADJUST_UNIT
    return geometry.get("prst", "rect"), adjust


def _bends(kind: str, adjust: Mapping[str, float]) -> list[float]:
    count = int(kind[-1]) - 2 if kind[-1:].isdecimal() and "Connector" in kind else 0
    return [
        adjust.get(f"adj{i}", adjust.get("adj", 0.5) if i == 1 else 0.5)
        for i in range(1, count + 1)
    ]


def _callout_tip(kind: str, adjust: Mapping[str, float]) -> Point | None:
    if kind.startswith("wedge") or kind == "cloudCallout":
        return (0.5 + adjust.get("adj1", -0.20833), 0.5 + adjust.get("adj2", 0.625))
    if "allout" in kind and "Arrow" not in kind:
        last = {"1": 4, "2": 6, "3": 8}.get(kind[-1], 4)
        x, y = adjust.get(f"adj{last}"), adjust.get(f"adj{last - 1}")
        return (x, y) if x is not None and y is not None else None
    return None


def _words(element: Element) -> tuple[Paragraph, ...]:
    content = element.find(f"{{*}}txbx/{W}txbxContent")
    if content is not None:
        return box_words(content)
    lines = ("".join(t.text or "" for t in p.iter(A + "t")).strip() for p in element.iter(A + "p"))
    return tuple(Paragraph(line) for line in lines if line)


def _named(element: Element, name: str) -> Element | None:
    """Find a shape's properties; shapes pasted from other programs wrap them once more."""
    for child in element:
        if isinstance(child.tag, str):
            if local_name(child) == name:
                return child
            if local_name(child).startswith("nv"):
                return next((c for c in child if local_name(c) == name), None)
    return None


def _glue(element: Element) -> tuple[str | None, str | None]:
    connector = _named(element, "cNvCnPr")
    if connector is None:
        return (None, None)
    start, end = connector.find(A + "stCxn"), connector.find(A + "endCxn")
    return (
        start.get("id") if start is not None else None,
        end.get("id") if end is not None else None,
    )


def _open_path(element: Element) -> Sequence[Point]:
    """Give the points of a freeform that is one open path, in the unit square."""
    paths = element.findall(f"{{*}}spPr/{A}custGeom/{A}pathLst/{A}path")
    if len(paths) != 1:
        return ()
    path = paths[0]
    width, height = number(path.get("w")) or 1.0, number(path.get("h")) or 1.0
    points: list[Point] = []
    for step in path:
        name = local_name(step)
        if name == "close":
            return ()
        corners = step.findall(A + "pt")
        if name == "moveTo" and points:
            return ()
        if corners:
            last = corners[-1]
            x, y = (number(last.get(axis), math.nan) for axis in ("x", "y"))
            if math.isnan(x + y):  # named guides, which ordinary freehand lines lack
                return ()
            points.append((x / width, y / height))
    return points


def _look(element: Element) -> Look:
    properties = element.find("{*}spPr")
    line = properties.find(A + "ln") if properties is not None else None
    style = element.find("{*}style")
    line_paint = _paint(line)
    if line_paint is None:
        visible = _styled(style, "lnRef") or (line is not None and style is None)
        # A connector that says nothing of its line is meant to be seen.
        visible = visible or (style is None and _named(element, "cNvCnPr") is not None)
    else:
        visible = line_paint
    fill_paint = _paint(properties)
    filled = _styled(style, "fillRef") if fill_paint is None else fill_paint
    return Look(
        line=visible,
        fill=filled,
        dashed=_dashed(line),
        start_arrow=_headed(line, "headEnd"),
        end_arrow=_headed(line, "tailEnd"),
        colours=colours(
            _colour(line) or _colour_of(style, "lnRef") if visible else "",
            _colour(properties) or _colour_of(style, "fillRef") if filled else "",
        ),
    )


def _colour(holder: Element) -> str:
    """Give the colour of a line's or shape's own solid paint, or ""."""
    paint = holder.find(A + "solidFill") if holder is not None else None
    colour = next(iter(paint), None) if paint is not None else None
    return str(colour.get("val", "")) if colour is not None else ""


def _colour_of(style: Element, name: str) -> str:
    reference = style.find(A + name) if style is not None else None
    colour = next(iter(reference), None) if reference is not None else None
    return str(colour.get("val", "")) if colour is not None else ""


def _paint(holder: Element) -> bool | None:
    """Tell whether a line's or shape's own paint can be seen; None where it has none."""
    if holder is None:
        return None
    for name in _FILLS:
        paint = holder.find(A + name)
        if paint is not None:
            return name != "noFill" and not (name == "solidFill" and _is_white(paint))
    return None


def _is_white(paint: Element) -> bool:
    colour = next(iter(paint), None)
    if colour is None:
        return False
    value = str(colour.get("val", ""))
    if local_name(colour) == "schemeClr":
        return value in _WHITE_SCHEME and colour.find(A + "lumMod") is None
    if local_name(colour) == "sysClr":
        return value == "window"
    return value.upper() in _WHITE or value in _WHITE


def _styled(style: Element, name: str) -> bool:
    reference = style.find(A + name) if style is not None else None
    return reference is not None and reference.get("idx", "0") != "0"


def _dashed(line: Element) -> bool:
    dash = line.find(A + "prstDash") if line is not None else None
    custom = line.find(A + "custDash") if line is not None else None
    return custom is not None or (dash is not None and dash.get("val", "solid") != "solid")


def _headed(line: Element, name: str) -> bool:
    end = line.find(A + name) if line is not None else None
    return end is not None and end.get("type", "none") != "none"


def _emu(value: str | None) -> float:
    return number(value) / EMU_PER_POINT
