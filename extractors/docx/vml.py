"""Old drawings (VML: ``v:shape``, ``v:line``, ``v:group`` …) laid onto a plane."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.docx.geometry import Affine, Frame, connector_path, presets, scaled
from extractors.docx.geometry import number as read_number
from extractors.docx.look import Look, colours
from extractors.docx.plane import Plane, W, box_words, children, local_name
from extractors.docx.vml_turns import Turned, settle
from extractors.drawing import Paragraph, Point

V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that files use
_UNITS = {
    "pt": 1.0,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
    "pc": 12.0,
    "px": 0.75,
    "": 0.75,
    "emu": 1 / 12700,
}
_LENGTH = re.compile(r"\s*([-+]?\d*\.?\d+)\s*([a-z]*)")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+")
_TYPE = re.compile(r"t(\d+)$")
_ADJUST_UNIT = 21600
_DRAWN = frozenset(
    {"shape", "rect", "roundrect", "oval", "line", "polyline", "group", "image", "curve", "arc"}
)
_KINDS = {"rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "image": "picture"}
_QUARTER_TURNS = (90.0, 270.0)
Element = Any


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where children are laid: the map to the plane, and whether lengths carry units."""

    to_plane: Affine
    top_level: bool
    turned: list[Turned]


def style_of(element: Element) -> Mapping[str, str]:
    """Read a ``style`` attribute into names and values."""
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def length(value: str | None) -> float:
    """Turn a CSS length into points; a bare number is in pixels."""
    match = _LENGTH.match(value or "")
    if match is None:
        return 0.0
    return read_number(match[1]) * _UNITS.get(match[2], 1.0)


def shapes_of(picture: Element) -> list[Element]:
    """Give the drawn shapes of a ``w:pict`` or ``w:object``, type definitions left out."""
    return [
        child
        for child in children(picture)
        if child.tag.startswith(V) and local_name(child) in _DRAWN
    ]


def top_frame(shape: Element) -> tuple[float, float, float, float]:
    """Give left, top, width and height of an outermost shape as its style states them, points."""
    style = style_of(shape)
    if local_name(shape) in ("line", "curve"):
        (x1, y1), (x2, y2) = _ends(shape, top_level=True)
        left, top = min(x1, x2), min(y1, y2)
        return (
            left + _offset(style, "left"),
            top + _offset(style, "top"),
            abs(x2 - x1),
            abs(y2 - y1),
        )
    return (
        _offset(style, "left"),
        _offset(style, "top"),
        length(style.get("width")),
        length(style.get("height")),
    )


def _offset(style: Mapping[str, str], side: str) -> float:
    """Word states the margin; where it is missing, plain left and top count."""
    margin = style.get(f"margin-{side}")
    return length(margin if margin is not None else style.get(side))


def add_shape(plane: Plane, shape: Element, origin: Point) -> None:
    """Lay an outermost VML shape onto a plane.

    Args:
        plane: Where the shapes are gathered.
        shape: A ``v:shape``, ``v:group`` or the like.
        origin: Where its top left corner (before turning) lies on the plane, points.
    """
    left, top, _, _ = top_frame(shape)
    shift = Affine(1, 0, 0, 1, origin[0] - left, origin[1] - top)
    canvas = _Canvas(to_plane=shift, top_level=True, turned=[])
    _add(plane, shape, canvas)
    plane.turned.extend(canvas.turned)


def finish(plane: Plane) -> None:
    """Decide the direction of turned and mirrored elbows, once all boxes are known."""
    for turned in plane.turned:
        plane.add_line(turned.number, settle(turned, plane.boxes), turned.look)
    plane.turned.clear()


def _add(plane: Plane, shape: Element, canvas: _Canvas) -> None:
    name = local_name(shape)
    if name == "group":
        _add_group(plane, shape, canvas)
    elif name in ("line", "polyline", "curve"):
        number = plane.number(shape.get("id"))
        points = _line_points(shape, name, canvas)
        plane.add_line(number, points, _look(shape, "line"))
    elif name != "arc":
        _add_shape(plane, shape, name, canvas)


def _add_group(plane: Plane, group: Element, canvas: _Canvas) -> None:
    unit = canvas.to_plane.after(_frame(group, canvas).matrix())
    left, top = _pair(group.get("coordorigin"), 0.0)
    width, height = _pair(group.get("coordsize"), 1000.0)
    inner = replace(canvas, to_plane=unit.after(scaled(left, top, width, height)), top_level=False)
    for child in children(group):
        if child.tag.startswith(V) and local_name(child) in _DRAWN:
            _add(plane, child, inner)


def _add_shape(plane: Plane, shape: Element, name: str, canvas: _Canvas) -> None:
    kind = _kind(shape, name)
    words = _words(shape)
    picture = shape.find(V + "imagedata") is not None or name == "image"
    if kind == "picture" and not picture and not words:
        return  # the frame of a canvas
    number = plane.number(shape.get("id"))
    if picture:
        plane.pictures += 1
        return
    look = _look(shape, kind)
    frame = _frame(shape, canvas)
    unit = canvas.to_plane.after(frame.matrix())
    if kind in presets().lines:
        _add_connector(plane, number, shape, kind, frame, canvas, look)
        return
    freeform = _open_path(shape) if kind == "custom" and not words and not look.fill else ()
    if freeform:
        plane.add_line(number, [unit(p) for p in freeform], look)
        return
    plane.add_shape(number, kind, unit, words, look)
    tip = _callout_tip(shape, kind)
    if tip is not None and words:
        plane.add_pointer(number, unit(tip), unit((0.5, 0.5)))


def _add_connector(
    plane: Plane,
    number: int,
    shape: Element,
    kind: str,
    frame: Frame,
    canvas: _Canvas,
    look: Look,
) -> None:
    unit = canvas.to_plane.after(frame.matrix())
    path = connector_path(kind, _adjust(shape))
    points = tuple(unit(p) for p in path)
    if frame.rotation % 360 in _QUARTER_TURNS and frame.flip_h != frame.flip_v:
        other = replace(frame, rotation=-frame.rotation).matrix()
        mirrored = tuple(canvas.to_plane.after(other)(p) for p in path)
        canvas.turned.append(Turned(number, points, mirrored, look))
        return
    plane.add_line(number, points, look)


def _frame(shape: Element, canvas: _Canvas) -> Frame:
    style = style_of(shape)
    if canvas.top_level:
        left, top, width, height = top_frame(shape)
    else:
        left, top, width, height = (
            _plain(style.get(name)) for name in ("left", "top", "width", "height")
        )
    flip = style.get("flip", "")
    return Frame(left, top, width, height, _plain(style.get("rotation")), "x" in flip, "y" in flip)


def _plain(value: str | None) -> float:
    match = _NUMBER.search(value or "")
    if match is None:
        return 0.0
    number = read_number(match[0])
    return number / 65536 if (value or "").endswith("fd") else number


def _pair(value: str | None, default: float) -> tuple[float, float]:
    if not value:
        return default, default
    first, _, second = value.partition(",")
    return _plain(first), _plain(second)


def _ends(line: Element, *, top_level: bool) -> tuple[Point, Point]:
    measure = length if top_level else _plain
    ends = []
    for name, default in (("from", "0,0"), ("to", "10,10")):
        x, _, y = (line.get(name) or default).partition(",")
        ends.append((measure(x), measure(y)))
    return ends[0], ends[1]


def _line_points(shape: Element, name: str, canvas: _Canvas) -> list[Point]:
    if name == "polyline":
        points = _polyline(shape, canvas)
    else:
        points = list(_ends(shape, top_level=canvas.top_level))
    style = style_of(shape)
    if canvas.top_level:
        dx, dy = _offset(style, "left"), _offset(style, "top")
        points = [(x + dx, y + dy) for x, y in points]
    return [canvas.to_plane(p) for p in _flipped(points, style.get("flip", ""))]


def _polyline(shape: Element, canvas: _Canvas) -> list[Point]:
    measure = length if canvas.top_level else _plain
    words = [w for w in re.split(r"[,\s]+", shape.get("points", "").strip()) if w]
    numbers = [measure(word) for word in words]
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _flipped(points: Sequence[Point], flip: str) -> list[Point]:
    """Mirror a line about the centre of its box, as its ``flip`` says."""
    if not points or not flip:
        return list(points)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    cx, cy = min(xs) + max(xs), min(ys) + max(ys)
    return [(cx - x if "x" in flip else x, cy - y if "y" in flip else y) for x, y in points]


def _kind(shape: Element, name: str) -> str:
    if name in _KINDS:
        return _KINDS[name]
    match = _TYPE.search(shape.get("type", ""))
    number = match[1] if match else shape.get(O + "spt")
    if number is None:
        return "custom" if shape.get("path") else "rect"
    if number == "0":
        return "custom"
    return presets().names.get(number, "shape" + number)


def _adjust(shape: Element) -> list[float]:
    """Give the bends of an elbow as fractions; only those that its type really has are used."""
    values = shape.get("adj", "").split(",")
    return [_plain(v) / _ADJUST_UNIT if v.strip() else 0.5 for v in values]


def _callout_tip(shape: Element, kind: str) -> Point | None:
    if "allout" not in kind or "Arrow" in kind:
        return None
    values = shape.get("adj", "").split(",")
    if len(values) < 2 or not all(v.strip() for v in values[:2]):  # noqa: PLR2004 - x and y
        return None
    return _plain(values[0]) / _ADJUST_UNIT, _plain(values[1]) / _ADJUST_UNIT


def _words(shape: Element) -> tuple[Paragraph, ...]:
    content = shape.find(f"{V}textbox/{W}txbxContent")
    if content is not None:
        return box_words(content)
    word_art = shape.find(V + "textpath")
    text = (word_art.get("string") or "").strip() if word_art is not None else ""
    return (Paragraph(text),) if text else ()


_STEP = re.compile(r"([a-z]+)([^a-z]*)")


def _open_path(shape: Element) -> Sequence[Point]:
    """Give the points of a ``path`` of straight lines that is not closed, in the unit square."""
    left, top = _pair(shape.get("coordorigin"), 0.0)
    width, height = _pair(shape.get("coordsize"), 1000.0)
    points: list[Point] = []
    x = y = 0.0
    for command, numbers in _STEP.findall(shape.get("path", "").lower()):
        values = [_plain(v) for v in numbers.split(",")] if numbers.strip() else []
        if command.startswith("x") or (command == "m" and points):
            return ()
        if command in ("m", "l", "r", "c", "v"):
            width_of_step = 6 if command in ("c", "v") else 2
            for i in range(0, max(len(values) - 1, 0), width_of_step):
                last = values[i : i + width_of_step][-2:]
                if len(last) < 2:  # noqa: PLR2004 - x and y
                    break
                relative = command in ("r", "v")
                x = x + last[0] if relative else last[0]
                y = y + last[1] if relative else last[1]
                points.append(((x - left) / (width or 1), (y - top) / (height or 1)))
    return points


def _look(shape: Element, kind: str) -> Look:
    stroke, fill = shape.find(V + "stroke"), shape.find(V + "fill")
    word_art = shape.find(V + "textpath") is not None
    lined = not _off(shape.get("stroked")) and not (stroke is not None and _off(stroke.get("on")))
    filled = not _off(shape.get("filled")) and not (fill is not None and _off(fill.get("on")))
    filled = filled and kind not in presets().lines and kind != "line" and not word_art
    return Look(
        line=lined and not _is_white(shape.get("strokecolor", "black")) and not word_art,
        fill=filled and not _is_white(shape.get("fillcolor", "white")),
        dashed=stroke is not None and stroke.get("dashstyle", "solid") != "solid",
        start_arrow=stroke is not None and stroke.get("startarrow", "none") != "none",
        end_arrow=stroke is not None and stroke.get("endarrow", "none") != "none",
        colours=colours(shape.get("strokecolor", ""), shape.get("fillcolor", "") if filled else ""),
    )


def _off(value: str | None) -> bool:
    return value is not None and value.lower() in ("f", "false", "0", "off")


def _is_white(colour: str) -> bool:
    return colour.split(" ", maxsplit=1)[0].lower() in ("white", "#fff", "#ffffff", "window")
