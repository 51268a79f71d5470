"""What gathers on one plane while a drawing is read, until it becomes a ``Drawing``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from extractors.docx.geometry import UNIT_SQUARE, Affine, bounds, presets
from extractors.docx.look import Look
from extractors.docx.text import paragraph_text
from extractors.docx.vml_turns import Turned
from extractors.drawing import Box, Drawing, Paragraph, Point, Stroke
from schemas.base import Place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_READABLE = frozenset({"wps", "wpg", "wpc", "pic", "a", "wp", "v", "o", "w", "wp14", "w14", "a14"})
_POINT = 1.0  # points: a line no longer than this shows no direction
_FLAT = 1.5  # points: a rectangle no thicker than this is a ruled line


@dataclass(slots=True)
class Plane:
    """The shapes found so far; glue is kept in the file's own numbers until the end.

    Attributes:
        numbers: Counts the shapes of the whole document.
    """

    numbers: Iterator[int]
    boxes: list[Box] = field(default_factory=list)
    strokes: list[tuple[Stroke, str | None, str | None]] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    objects: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    turned: list[Turned] = field(default_factory=list)

    def number(self, file_id: str | None = None) -> int:
        """Give the next shape's number, and remember the file's own name for it."""
        number = next(self.numbers)
        if file_id:
            self.ids.setdefault(file_id, number)
        return number

    def add_line(
        self,
        number: int,
        path: Sequence[Point],
        look: Look,
        glue: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """Add a line or connector; an invisible one is nothing to a reader."""
        if not look.line or len(path) < 2:  # noqa: PLR2004 - two points make a line
            return
        stroke = Stroke(
            shape=number,
            path=tuple(path),
            start_arrow=look.start_arrow,
            end_arrow=look.end_arrow,
            dashed=look.dashed,
        )
        self.strokes.append((stroke, *glue))
        pointed = look.start_arrow or look.end_arrow
        if pointed and max(bounds(path)[2:]) < _POINT and not all(glue):
            self.remarks.append("有带箭头的线缩成了一点")

    def add_shape(
        self, number: int, kind: str, unit: Affine, words: tuple[Paragraph, ...], look: Look
    ) -> None:
        """Add a closed shape: a box, a block arrow, a flat rectangle used as a line."""
        table = presets()
        arrow = table.arrows.get(kind)
        part = table.callout_boxes.get(kind)
        if arrow is not None:
            stroke = Stroke(
                shape=number,
                path=tuple(unit(point) for point in arrow),
                start_arrow=kind in table.both_ended,
                end_arrow=True,
                text="" if part else _joined(words),
            )
            self.strokes.append((stroke, None, None))
            if part is None:
                return
            left, top, right, bottom = part
            corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        else:
            corners = list(UNIT_SQUARE)
        self._add_box(number, kind, [unit(c) for c in corners], words, look)

    def _add_box(
        self,
        number: int,
        kind: str,
        corners: Sequence[Point],
        words: tuple[Paragraph, ...],
        look: Look,
    ) -> None:
        left, top, width, height = bounds(corners)
        visible = look.line or look.fill
        if not words and min(width, height) <= _FLAT and visible:
            end = (left + width, top) if width > height else (left, top + height)
            self.add_line(number, ((left, top), end), replace(look, line=True))
            return
        if not words and not visible:
            return
        self.boxes.append(
            Box(
                shape=number,
                text=_joined(words),
                left=left,
                top=top,
                width=width,
                height=height,
                kind=kind,
                outlined=visible,
                dashed=look.dashed and look.line,
                colours=look.colours,
                parts=words,
            )
        )

    def add_pointer(self, number: int, tip: Point, box_centre: Point) -> None:
        """Add the pointer of a callout as a dashed leader from its box."""
        stroke = Stroke(shape=number, path=(box_centre, tip), dashed=True, start_glue=number)
        self.strokes.append((stroke, None, None))

    def drawing(self, place: Place) -> Drawing:
        """Close the plane: the file's glue becomes numbers of shapes."""
        return Drawing(
            place=place,
            boxes=tuple(self.boxes),
            strokes=tuple(
                replace(
                    stroke,
                    start_glue=_glued(self.ids, start, stroke.start_glue),
                    end_glue=_glued(self.ids, end, stroke.end_glue),
                )
                for stroke, start, end in self.strokes
            ),
            pictures=self.pictures,
            objects=tuple(self.objects),
            remarks=tuple(self.remarks),
        )


def _glued(ids: Mapping[str, int], file_id: str | None, known: int | None) -> int | None:
    return known if file_id is None else ids.get(file_id)


def children(element: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml elements
    """Walk over an element's children, with one branch of every AlternateContent in its place."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == MC + "AlternateContent":
            chosen = _branch(child)
            if chosen is not None:
                yield from children(chosen)
        else:
            yield child


def _branch(alternatives: Any) -> Any:  # noqa: ANN401 - lxml elements
    for choice in alternatives.findall(MC + "Choice"):
        if set(choice.get("Requires", "").split()) <= _READABLE:
            return choice
    return alternatives.find(MC + "Fallback")


def _joined(words: Sequence[Paragraph]) -> str:
    return "\n".join(paragraph.text for paragraph in words)


def box_words(content: Any) -> tuple[Paragraph, ...]:  # noqa: ANN401 - lxml elements
    """Give the filled paragraphs of a ``w:txbxContent``, those in its tables included."""
    found = (Paragraph(paragraph_text(p).strip(), _is_listed(p)) for p in _paragraphs(content))
    return tuple(paragraph for paragraph in found if paragraph.text)


def _is_listed(paragraph: Any) -> bool:  # noqa: ANN401 - lxml elements
    """Tell whether a paragraph's own properties put it into a list; list 0 takes it out of one."""
    own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    return own is not None and own.get(f"{W}val", "0") != "0"


def _paragraphs(element: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml elements
    for child in element:
        if child.tag == W + "p":
            yield child
        elif child.tag in (W + "tbl", W + "tr", W + "tc", W + "sdt", W + "sdtContent"):
            yield from _paragraphs(child)


def local_name(element: Any) -> str:  # noqa: ANN401 - lxml elements
    """Give an element's name without its namespace."""
    return etree.QName(element).localname
