"""A drawing put together from the shapes, lines and words of one band of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.drawing import Box, Drawing, Stroke
from extractors.graph_parts import centre
from extractors.pdf.figures.band import Band
from extractors.pdf.figures.marks import Area, Bounds, Wire
from extractors.pdf.figures.owners import Owners
from extractors.pdf.figures.rulings import Ruled
from extractors.pdf.figures.words import FreeText, free_texts, text_in_shape
from extractors.pdf.objects import Char, PageObjects, Picture
from schemas.base import Place

REMARK = "图形是从 PDF 中读取的"
_BESIDE = 3.0  # points by which words may stand above or below the drawing that they belong to
_NARROWEST, _LOWEST = 60.0, 40.0  # points: a smaller picture is a stamp or an ornament
_FULL = 0.7  # of a line, under which words stand, that makes it an underline


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing or picture on a page, and what of the page it is made of.

    Attributes:
        drawing: What was drawn; always with a remark, so that it is to be confirmed.
        bounds: Left, top, right, bottom.
        chars, paths: Places in the page's characters and paths.
    """

    drawing: Drawing
    bounds: Bounds
    chars: frozenset[int] = frozenset()
    paths: frozenset[int] = frozenset()

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.bounds[0]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bounds[1]


def without_figures(page: PageObjects, figures: Sequence[Figure]) -> PageObjects:
    """Give what is left of a page for its paragraphs and tables."""
    if not figures:
        return page
    chars = {index for figure in figures for index in figure.chars}
    paths = {index for figure in figures for index in figure.paths}
    return replace(
        page,
        chars=tuple(char for index, char in enumerate(page.chars) if index not in chars),
        paths=tuple(path for index, path in enumerate(page.paths) if index not in paths),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands in a block arrow: the text, and its characters' places on the page."""

    text: str
    chars: tuple[int, ...]


def picture_of(picture: Picture, page: PageObjects) -> Figure | None:
    """Give a picture that may be a chart; None for stamps and ornaments."""
    bounds = (picture.left, picture.top, picture.right, picture.bottom)
    if bounds[2] - bounds[0] < _NARROWEST or bounds[3] - bounds[1] < _LOWEST:
        return None
    return Figure(Drawing(Place(page=page.number), pictures=1), bounds)


def too_much(page: PageObjects) -> Figure:
    """Give a page with too many shapes for a chart as an object that cannot be read."""
    drawing = Drawing(Place(page=page.number), objects=("图形过多的矢量图",))
    return Figure(drawing, (0.0, 0.0, page.width, page.height))


def figure_of(page: PageObjects, band: Band, owners: Owners, ruled: Ruled) -> Figure:
    """Make a drawing of what stands in a band: shapes with their words, lines, free words."""
    free = _free_chars(page, band, owners, ruled)
    words = _words_on_arrows(page, band, free)
    on_arrows = {index for found in words.values() for index in found.chars}
    free = [index for index in free if index not in on_arrows]
    wires = [w for w in band.wires if w.headed or w.dashed or not _underlines(w, page, owners)]
    areas = [area for area in band.areas if area.outlined or owners.has_text(area)]
    shapes = [*_shapes(page.chars, areas, owners)]
    texts = free_texts([page.chars[index] for index in free])
    boxes = [*shapes, *_free_boxes(texts, len(shapes) + 1)]
    strokes = (*_pointers(areas, shapes), *_strokes(wires, words, len(boxes) + 1))
    within = [index for area in band.areas for index in owners.of(area)]
    inside = sum(_is_inside(picture, band) for picture in page.pictures)
    return Figure(
        Drawing(Place(page=page.number), tuple(boxes), strokes, inside, remarks=(REMARK,)),
        band.bounds,
        frozenset((*within, *free, *on_arrows)),
        frozenset(
            (*(i for a in band.areas for i in a.paths), *(i for w in wires for i in w.paths))
        ),
    )


def _is_inside(picture: Picture, band: Band) -> bool:
    return band.top <= (picture.top + picture.bottom) / 2 <= band.bottom


def _free_chars(page: PageObjects, band: Band, owners: Owners, ruled: Ruled) -> list[int]:
    """Give the characters between the shapes, as far as the cell reaches in which they stand."""
    left, top, right, bottom = band.bounds
    beside = [x for x, start, end in ruled.uprights if start < bottom and end > top]
    first = max((x for x in beside if x <= left + 2), default=0.0)
    last = min((x for x in beside if x >= right - 2), default=page.width)
    return [
        index
        for index in owners.free
        if first <= page.chars[index].middle[0] <= last
        and top - _BESIDE <= page.chars[index].middle[1] <= bottom + _BESIDE
    ]


def _words_on_arrows(page: PageObjects, band: Band, free: Sequence[int]) -> dict[int, _Words]:
    """Give block arrows (by ``id``) the words that stand in them."""
    words: dict[int, _Words] = {}
    for wire in band.wires:
        left, top, right, bottom = wire.bounds
        inside = [
            index
            for index in free
            if left <= page.chars[index].middle[0] <= right
            and top <= page.chars[index].middle[1] <= bottom
        ]
        if wire.block and inside:
            text = text_in_shape([page.chars[i] for i in inside], right - left, "rect")
            words[id(wire)] = _Words(text, tuple(inside))
    return words


def _underlines(wire: Wire, page: PageObjects, owners: Owners) -> bool:
    """Tell whether a level line is drawn beneath words that stand in no shape."""
    left, top, right, bottom = wire.bounds
    if bottom - top > 1:
        return False
    above = (
        char
        for char in map(page.chars.__getitem__, owners.free)
        if left - 2 <= char.middle[0] <= right + 2
        and -0.2 * char.size - 1 <= bottom - char.bottom <= 0.3 * char.size
    )
    return sum(char.right - char.left for char in above) > (right - left) * _FULL


def _shapes(chars: Sequence[Char], areas: Iterable[Area], owners: Owners) -> Iterator[Box]:
    for number, area in enumerate(areas, start=1):
        own = [chars[index] for index in owners.of(area)]
        left, top, right, bottom = area.bounds
        yield Box(
            number,
            text_in_shape(own, right - left, area.kind),
            left,
            top,
            right - left,
            bottom - top,
            kind=area.kind,
            outlined=area.outlined,
            dashed=area.dashed,
            colours=(_colour(area.stroke, "000000"), _colour(area.fill, "ffffff")),
        )


def _colour(colour: str | None, usual: str) -> str:
    return "" if colour is None or colour == usual else colour


def _free_boxes(texts: Sequence[FreeText], number: int) -> Iterator[Box]:
    for shape, text in enumerate(texts, start=number):
        width, height = text.right - text.left, text.bottom - text.top
        yield Box(shape, text.text, text.left, text.top, width, height, outlined=False)


def _pointers(areas: Sequence[Area], shapes: Sequence[Box]) -> Iterator[Stroke]:
    """Give the pointers of callouts as dashed leaders from their boxes, as a Word file has them."""
    for area, box in zip(areas, shapes, strict=True):
        if area.tip is not None:
            path = (centre(box), area.tip)
            yield Stroke(box.shape, path, dashed=True, start_glue=box.shape)


def _strokes(wires: Sequence[Wire], words: dict[int, _Words], number: int) -> Iterator[Stroke]:
    for shape, wire in enumerate(wires, start=number):
        own = words.get(id(wire))
        yield Stroke(
            shape,
            wire.points,
            wire.start_arrow,
            wire.end_arrow,
            wire.dashed,
            text=own.text if own else "",
        )
