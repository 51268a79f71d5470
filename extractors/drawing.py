"""A drawing as shapes on a plane, and the graph that it means.

Shapes come from DrawingML, VML or a PDF page; ``extractors.graph`` turns them into a graph. One
plane a drawing: x to the right, y downwards, in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from schemas.base import Place

Point = tuple[float, float]
Verdict = Literal["sure", "doubtful", "refused"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in a shape.

    Attributes:
        text: Its words, trimmed; a manual line break is a newline.
        listed: Word puts a number or a bullet in front of it.
    """

    text: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A shape that can carry text.

    Attributes:
        shape: Number of the shape in document order (Place.shape).
        text: Its paragraphs, joined by newlines; automatic numbers left out.
        left, top, width, height: Bounds after all transforms, rotation applied.
        kind: The preset's name (``rect``, ``flowChartDecision``, ``wedgeRectCallout`` …).
        outlined: A visible line or fill; a borderless text is a label or a note.
        dashed: The outline is drawn with dashes, as risk boxes often are.
        colours: Of line and fill, as far as the file tells; "" for black lines and white fills.
        parts: Its filled paragraphs, where the file tells them apart; else empty.
    """

    shape: int
    text: str
    left: float
    top: float
    width: float
    height: float
    kind: str = "rect"
    outlined: bool = True
    dashed: bool = False
    colours: tuple[str, str] = ("", "")
    parts: tuple[Paragraph, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its filled paragraphs; where the file does not tell them apart, its lines."""
        lines = (line.strip() for line in self.text.split("\n"))
        return self.parts or tuple(Paragraph(line) for line in lines if line)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, connector or block arrow as a path.

    Attributes:
        shape: Number of the shape in document order.
        path: At least two points, in drawing order.
        start_arrow, end_arrow: Arrowheads at the first and last point.
        dashed: Drawn with dashes, as leaders to notes often are.
        start_glue, end_glue: Number of the shape that the file says the end is glued to.
        text: Words written on it (block arrows).
    """

    shape: int
    path: tuple[Point, ...]
    start_arrow: bool = False
    end_arrow: bool = False
    dashed: bool = False
    start_glue: int | None = None
    end_glue: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes of one plane (one inline drawing, or the loose shapes of one page).

    Attributes:
        place: The paragraph or cell that carries it.
        boxes, strokes: What was drawn.
        pictures: Count of raster pictures, and other things that cannot be read as shapes
            (embedded objects, SmartArt), named.
        remarks: What was doubtful while taking the shapes from the file.
    """

    place: Place
    boxes: tuple[Box, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    pictures: int = 0
    objects: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A step of the chart: the box or boxes it was drawn with."""

    id: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two nodes, with how sure it is (0 to 1)."""

    source: str
    target: str
    label: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Note:
    """Text beside the chart: a risk box, a caption, a remark; with the nodes that it is tied to."""

    text: str
    box: Box
    nodes: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Graph:
    """What a drawing means.

    Attributes:
        nodes: In flow order, ids ``s1``, ``s2``, …
        edges: In the order of their sources, then targets.
        notes: Texts that are not steps.
        verdict: ``sure``; ``doubtful``: to be confirmed (LF-P07); ``refused``: not readable as a
            chart (LF-P06 when it is a picture).
        reasons: Chinese half-sentences, why it is not sure.
        confidence: The weakest edge's, or lower.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    notes: tuple[Note, ...] = ()
    verdict: Verdict = "sure"
    reasons: tuple[str, ...] = field(default=())
    confidence: float = 1.0
