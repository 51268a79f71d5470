"""What a written diagram draws, worked out from its XML by the presets' own definitions."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lxml import etree

from schemas.forms import ProcessFlow

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_EMU = 12700

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    id: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    outlined: bool
    risk: bool = False
    fill: str = ""
    line: float = 0.0
    dashed: bool = False

    def site(self, index: int) -> Point:
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return ((x, self.top), (self.left, y), (x, self.bottom), (self.right, y))[index]


@dataclass(frozen=True)
class Connector:
    id: int
    path: tuple[Point, ...]
    source: int
    source_site: int
    target: int
    target_site: int
    dashed: bool = False
    headed: bool = True


@dataclass(frozen=True)
class Decoded:
    group_id: int
    alt: str
    width: float
    height: float
    shapes: dict[int, Shape]
    connectors: tuple[Connector, ...]

    @property
    def steps(self) -> list[Shape]:
        return [shape for shape in self.shapes.values() if shape.outlined and not shape.risk]

    @property
    def risks(self) -> list[Shape]:
        return [shape for shape in self.shapes.values() if shape.risk]

    @property
    def leaders(self) -> list[Connector]:
        return [line for line in self.connectors if line.target in {r.id for r in self.risks}]

    @property
    def labels(self) -> list[Shape]:
        return [shape for shape in self.shapes.values() if not shape.outlined and shape.text]

    @property
    def grounds(self) -> list[Shape]:
        """Give the invisible shapes behind the chart, of which there is at most one."""
        return [shape for shape in self.shapes.values() if not shape.outlined and not shape.text]


def flow(
    texts: list[str] | int, ways: list[tuple[int, int] | tuple[int, int, str]], item: str = "事项"
) -> ProcessFlow:
    """Make a flow of steps (texts, or so many) with arrows by step number, counted from 1."""
    names = [f"步骤{at}" for at in range(1, texts + 1)] if isinstance(texts, int) else texts
    return ProcessFlow.model_validate(
        {
            "item": item,
            "steps": [{"id": f"s{at}", "text": text} for at, text in enumerate(names, start=1)],
            "transitions": [
                {"from": f"s{a}", "to": f"s{b}", "label": label[0] if label else None}
                for a, b, *label in ways
            ],
        }
    )


def decode(xml: str) -> Decoded:
    """Read the group of the choice branch."""
    run = etree.fromstring(xml, etree.XMLParser(huge_tree=True))
    (choice,) = run.findall("mc:AlternateContent/mc:Choice", NS)
    (inline,) = choice.findall("w:drawing/wp:inline", NS)
    extent, title = _one(inline, "wp:extent"), _one(inline, "wp:docPr")
    shapes: dict[int, Shape] = {}
    connectors = []
    for element in choice.iterfind(".//wps:wsp", NS):
        if element.find("wps:cNvCnPr", NS) is None:
            shape = _shape(element)
            shapes[shape.id] = shape
        else:
            connectors.append(_connector(element))
    return Decoded(
        int(title.get("id", "")),
        title.get("descr", ""),
        int(extent.get("cx", "")) / _EMU,
        int(extent.get("cy", "")) / _EMU,
        shapes,
        tuple(connectors),
    )


def words(paragraph: etree._Element) -> str:
    """Join a paragraph's text, its breaks as line feeds."""
    found = []
    for part in paragraph.iter():
        if part.tag == f"{{{NS['w']}}}t":
            found.append(part.text or "")
        elif part.tag == f"{{{NS['w']}}}br":
            found.append("\n")
        elif part.tag == f"{{{NS['w']}}}tab":
            found.append("\t")
    return "".join(found)


def _one(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path, NS)
    assert found is not None
    return found


def _box(element: etree._Element) -> tuple[float, float, float, float]:
    frame = _one(element, "wps:spPr/a:xfrm")
    off, ext = _one(frame, "a:off"), _one(frame, "a:ext")
    x, y = int(off.get("x", "")) / _EMU, int(off.get("y", "")) / _EMU
    return x, y, int(ext.get("cx", "")) / _EMU, int(ext.get("cy", "")) / _EMU


def _shape(element: etree._Element) -> Shape:
    x, y, width, height = _box(element)
    texts = [words(p) for p in element.iterfind("wps:txbx/w:txbxContent/w:p", NS)]
    outlined = element.find("wps:spPr/a:ln/a:noFill", NS) is None
    named = _one(element, "wps:cNvPr")
    risk = named.get("name", "").startswith("风险")
    colour = element.find("wps:spPr/a:solidFill/a:srgbClr", NS)
    return Shape(
        int(named.get("id", "")),
        "\n".join(texts),
        x,
        y,
        x + width,
        y + height,
        outlined,
        risk,
        "" if colour is None else colour.get("val", ""),
        int(_one(element, "wps:spPr/a:ln").get("w", "0")) / _EMU,
        element.find("wps:spPr/a:ln/a:prstDash", NS) is not None,
    )


def _connector(element: etree._Element) -> Connector:
    x, y, width, height = _box(element)
    frame = _one(element, "wps:spPr/a:xfrm")
    shape = _one(element, "wps:spPr/a:prstGeom")
    values = [
        int(guide.get("fmla", "").removeprefix("val ")) / 100000
        for guide in shape.iterfind("a:avLst/a:gd", NS)
    ]
    path = [(u * width, v * height) for u, v in _unit_path(shape.get("prst", ""), values)]
    if frame.get("flipH") == "1":
        path = [(width - u, v) for u, v in path]
    if frame.get("flipV") == "1":
        path = [(u, height - v) for u, v in path]
    turn = math.radians(int(frame.get("rot", "0")) / 60000)
    cos, sin = math.cos(turn), math.sin(turn)
    turned = []
    for u, v in path:
        du, dv = u - width / 2, v - height / 2
        turned.append((x + width / 2 + du * cos - dv * sin, y + height / 2 + du * sin + dv * cos))
    start, end = _one(element, "wps:cNvCnPr/a:stCxn"), _one(element, "wps:cNvCnPr/a:endCxn")
    return Connector(
        int(_one(element, "wps:cNvPr").get("id", "")),
        tuple(turned),
        int(start.get("id", "")),
        int(start.get("idx", "")),
        int(end.get("id", "")),
        int(end.get("idx", "")),
        element.find("wps:spPr/a:ln/a:prstDash", NS) is not None,
        element.find("wps:spPr/a:ln/a:tailEnd", NS) is not None,
    )


def _unit_path(preset: str, values: list[float]) -> list[Point]:
    """Give a connector preset's path in the unit square, as presetShapeDefinitions has it."""
    if preset == "straightConnector1":
        return [(0, 0), (1, 1)]
    if preset == "bentConnector2":
        return [(0, 0), (1, 0), (1, 1)]
    if preset == "bentConnector3":
        (a,) = values
        return [(0, 0), (a, 0), (a, 1), (1, 1)]
    if preset == "bentConnector4":
        a, b = values
        return [(0, 0), (a, 0), (a, b), (1, b), (1, 1)]
    assert preset == "bentConnector5"
    a, b, c = values
    return [(0, 0), (a, 0), (a, b), (c, b), (c, 1), (1, 1)]
