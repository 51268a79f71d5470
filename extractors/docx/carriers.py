"""The drawings of a Word document: shapes gathered onto planes.

A carrier is one ``w:drawing``, ``w:pict`` or ``w:object`` as it stands in a paragraph. Inline
drawings, groups and canvases are planes of their own; loose shapes of one page are one plane.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from extractors.docx import shapes, vml
from extractors.docx.geometry import EMU_PER_POINT, number
from extractors.docx.page import Page, Spot, spots_of
from extractors.docx.plane import Plane, W, children, local_name
from extractors.drawing import Drawing, Point
from schemas.base import Place

Element = Any
_RELATIVE_TO_TEXT = Spot(0, 0.0, Page())
_CHART_MEMBERS = 3  # a group of fewer shapes is a part of a chart


@dataclass(frozen=True, slots=True)
class Carrier:
    """A ``w:drawing``, ``w:pict`` or ``w:object``, and where it hangs.

    Attributes:
        element: The lxml element; the branch of an ``mc:AlternateContent`` around it is already
            chosen.
        place: The paragraph or cell that carries it.
        paragraph: The hosting ``w:p`` element.
        block: Ordinal of the body's block (paragraph or table) in which the paragraph stands.
    """

    element: Element
    place: Place
    paragraph: Element
    block: int


@dataclass(frozen=True, slots=True)
class _Item:
    """One outermost shape: a ``wp:inline``, ``wp:anchor`` or VML shape.

    Attributes:
        order: Its number among the outermost shapes of the document.
        floating: It hangs on its paragraph, in contrast to standing in the line.
        chart: It is a group or canvas that could be a whole chart.
        origin: Its top left corner on the page, points.
    """

    order: int
    carrier: Carrier
    element: Element
    floating: bool
    chart: bool
    origin: Point
    segment: int

    @property
    def old(self) -> bool:
        return isinstance(self.element.tag, str) and self.element.tag.startswith(vml.V)


def read_drawings(carriers: Sequence[Carrier], body: Element) -> list[tuple[Carrier, Drawing]]:
    """Read all drawings of a document, in document order, each with its first carrier.

    Args:
        carriers: Everything drawn in the document, in document order.
        body: The ``w:body`` element; page breaks, line heights and headings between the
            hosts of loose shapes are looked up in it.
    """
    spots = spots_of([carrier.element for carrier in carriers], body) if carriers else {}
    items = list(_items(carriers, spots))
    numbers = count(1)
    drawings = []
    for members in _planes(items):
        plane = Plane(numbers)
        _gather(plane, members)
        carrier = members[0].carrier
        drawings.append((carrier, plane.drawing(carrier.place)))
    return drawings


def _gather(plane: Plane, members: Sequence[_Item]) -> None:
    left = min(item.origin[0] for item in members)
    top = min(item.origin[1] for item in members)
    for item in members:
        origin = (item.origin[0] - left, item.origin[1] - top)
        if item.old:
            vml.add_shape(plane, item.element, origin)
        elif item.element.tag == W + "object":
            plane.number()
            plane.objects.append(_object_name(item.element))
        else:
            shapes.add_drawing(plane, item.element, origin)
    vml.finish(plane)


def _object_name(element: Element) -> str:
    ole = next((e for e in element.iter("{*}OLEObject")), None)
    return (ole.get("ProgID") if ole is not None else None) or "嵌入对象"


def _items(carriers: Sequence[Carrier], spots: dict[int, Spot]) -> Iterator[_Item]:
    order = count()
    for index, carrier in enumerate(carriers):
        spot = spots.get(index, _RELATIVE_TO_TEXT)
        element = carrier.element
        if element.tag == W + "drawing":
            for child in children(element):
                yield _drawing_item(next(order), carrier, child, spot)
        elif element.find(".//{*}OLEObject") is not None:
            yield _Item(next(order), carrier, element, False, False, (0, 0), spot.segment)
        else:
            for shape in vml.shapes_of(element):
                yield _old_item(next(order), carrier, shape, spot)


def _drawing_item(order: int, carrier: Carrier, element: Element, spot: Spot) -> _Item:
    floating = local_name(element) == "anchor"
    origin = _anchor_origin(element, spot, carrier) if floating else (0.0, 0.0)
    chart = _members(element, "{*}wsp") >= _CHART_MEMBERS
    return _Item(order, carrier, element, floating, chart, origin, spot.segment)


def _members(element: Element, names: str) -> int:
    return sum(1 for _ in element.iter(names))


def _old_item(order: int, carrier: Carrier, shape: Element, spot: Spot) -> _Item:
    style = vml.style_of(shape)
    anchored = shape.find("{*}anchorlock") is not None or "char" in style.get(
        "mso-position-horizontal-relative", ""
    )
    floating = style.get("position") == "absolute" and not anchored
    chart = local_name(shape) == "group" and _members(shape, vml.V + "*") >= _CHART_MEMBERS
    left, top, width, height = vml.top_frame(shape)
    x = _side(
        style.get("mso-position-horizontal"),
        style.get("mso-position-horizontal-relative", "text"),
        left,
        width,
        spot,
        carrier,
    )
    y = _height(
        style.get("mso-position-vertical"),
        style.get("mso-position-vertical-relative", "text"),
        top,
        height,
        spot,
    )
    return _Item(
        order, carrier, shape, floating, chart, (x, y) if floating else (0, 0), spot.segment
    )


def _anchor_origin(anchor: Element, spot: Spot, carrier: Carrier) -> Point:
    width, height = shapes.extent(anchor)
    across, down = anchor.find(shapes.WP + "positionH"), anchor.find(shapes.WP + "positionV")
    return (
        _side(*_position(across), width, spot, carrier),
        _height(*_position(down), height, spot),
    )


def _position(position: Element) -> tuple[str | None, str, float]:
    if position is None:
        return None, "", 0.0
    align = position.find(shapes.WP + "align")
    offset = position.find(shapes.WP + "posOffset")
    points = number(offset.text) / EMU_PER_POINT if offset is not None else 0.0
    return (
        align.text.strip() if align is not None and align.text else None,
        position.get("relativeFrom", ""),
        points,
    )


def _side(
    align: str | None, relative: str, offset: float, width: float, spot: Spot, carrier: Carrier
) -> float:
    """Give the x of a shape from the left edge of the page."""
    page = spot.page
    left, room = page.left, page.text_width
    if relative == "page":
        left, room = 0.0, page.width
    elif relative in ("leftMargin", "insideMargin", "left-margin-area"):
        left, room = 0.0, page.left
    elif relative in ("rightMargin", "outsideMargin", "right-margin-area"):
        left, room = page.width - page.right, page.right
    elif carrier.place.table is not None:
        left, room = 0.0, 0.0
    if align in ("center", "centre"):
        return left + (room - width) / 2
    if align in ("right", "outside"):
        return left + room - width
    return left + (0.0 if align in ("left", "inside") else offset)


def _height(align: str | None, relative: str, offset: float, height: float, spot: Spot) -> float:
    """Give the y of a shape from the top of the page."""
    page = spot.page
    top, room = spot.y, 0.0
    if relative in ("page", "topMargin", "top-margin-area"):
        top, room = 0.0, page.height if relative == "page" else page.top
    elif relative == "margin":
        top, room = page.top, page.height - page.top - page.bottom
    elif relative in ("bottomMargin", "bottom-margin-area"):
        top, room = page.height - page.bottom, page.bottom
    if align in ("center", "centre"):
        return top + (room - height) / 2
    if align in ("bottom", "outside"):
        return top + room - height
    return top + (0.0 if align in ("top", "inside") else offset)


def _planes(items: Sequence[_Item]) -> list[list[_Item]]:
    """Share the shapes out to planes, in the order of each plane's first shape."""
    planes: list[list[_Item]] = [[item] for item in items if not item.floating]
    loose = sorted((i for i in items if i.floating), key=lambda i: (i.segment, i.order))
    for _, members in groupby(loose, key=lambda item: item.segment):
        planes.extend(_share(list(members)))
    return sorted(planes, key=lambda members: members[0].order)


def _share(members: list[_Item]) -> list[list[_Item]]:
    """Part the floating shapes of one page: whole charts stay alone, loose shapes join."""
    charts = [item for item in members if item.chart]
    others = [item for item in members if not item.chart]
    if len(charts) < 2 or any(_is_line(item) for item in others):  # noqa: PLR2004
        return [members]
    planes = {chart.order: [chart] for chart in charts}
    for item in others:
        nearest = min(charts, key=lambda chart: abs(chart.origin[1] - item.origin[1]))
        planes[nearest.order].append(item)
    return [sorted(plane, key=lambda item: item.order) for plane in planes.values()]


def _is_line(item: _Item) -> bool:
    if item.old:
        return local_name(item.element) in ("line", "polyline") or "connectortype" in " ".join(
            item.element.keys()
        )
    return next(item.element.iter("{*}cNvCnPr", "{*}tailEnd"), None) is not None
