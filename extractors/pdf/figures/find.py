"""The drawings of a PDF page: boxes, lines and words as ``extractors.drawing`` has them.

What belongs to a drawing is taken from the page; everything else is left to the reader of
paragraphs and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.drawing import Box
from extractors.graph_space import to_box, to_path
from extractors.pdf.figures.band import Band
from extractors.pdf.figures.figure import Figure, figure_of, picture_of, too_much
from extractors.pdf.figures.frames import parted_cells, parted_frames
from extractors.pdf.figures.heads import with_heads
from extractors.pdf.figures.marks import (
    Area,
    Bounds,
    Wire,
    is_inked,
    joined_areas,
    read_marks,
)
from extractors.pdf.figures.owners import Owners
from extractors.pdf.figures.rulings import Ruled, joined_dashes, without_cells, without_tables
from extractors.pdf.objects import PageObjects, Path

_LARGEST = 0.7  # of the page: what is larger is its border or background
_SMALLEST = 6.0  # points: an area that carries text is no smaller
_SHADOW = 6.0  # points by which a shadow is moved away from its shape
_ACROSS = 0.6  # of the page's width, that a line between parts of the page is long
_MEET = 4.0  # points between lines that meet
_TIGHT = 0.5  # points by which a line of text may reach into a drawing
_ROOMY = 1.8  # times the height of a line: less room is between an arrow and its box
_TOUCH = 12.0  # points between a line's end and the box that it is drawn to
_FEWEST_BOXES = 3  # so many boxes are a drawing even without lines
_MOST = 1500  # shapes and lines: a page with more is art, or meant to take time
_CHAIN = frozenset({"homePlate", "chevron", "flowChartOffpageConnector"})


def find_figures(page: PageObjects) -> tuple[Figure, ...]:
    """Find the drawings and pictures on a page, from top to bottom.

    Rulings of tables, underlines, borders of the page and shades of cells are no drawings.
    """
    drawn = _drawn(page) if any(map(_may_be_drawn, page.paths)) else []
    pictures = (picture_of(picture, page) for picture in page.pictures)
    found = [
        *drawn,
        *(p for p in pictures if p and not any(_covers(d.bounds, p.bounds) for d in drawn)),
    ]
    return tuple(sorted(found, key=lambda figure: (figure.top, figure.left)))


def _drawn(page: PageObjects) -> list[Figure]:
    marks = read_marks(page.paths)
    if len(marks.areas) + len(marks.heads) > 2 * _MOST or len(marks.wires) > 10 * _MOST:
        return [too_much(page)]
    marks = with_heads(marks)
    wires, frames = parted_frames(joined_dashes(marks.wires))
    areas, cells = parted_cells(joined_areas([*marks.areas, *frames]), wires)
    ruled = without_tables([*wires, *cells])
    if len(areas) + len(ruled.wires) > _MOST:
        return [too_much(page)]
    areas = _shapes(areas, ruled, page)
    owners = Owners(page, areas)
    lines = [w for w in ruled.wires if not _is_separator(w, ruled.wires, page)]
    return [
        figure_of(page, band, owners, ruled)
        for band in _bands(areas, lines, owners)
        if _is_drawing(band, owners)
    ]


def _may_be_drawn(path: Path) -> bool:
    """Tell quickly whether a path may be more than a ruling, for most pages are tables."""
    for part in path.parts:
        count = len(part.points)
        if count > 4 or count == 3:  # noqa: PLR2004 - rulings have two corners, or four
            return True
        if count == 4:  # noqa: PLR2004 - see above
            xs, ys = zip(*part.points, strict=True)
            if min(max(xs) - min(xs), max(ys) - min(ys)) > _SMALLEST:
                return True
    return False


def _shapes(areas: Sequence[Area], ruled: Ruled, page: PageObjects) -> list[Area]:
    """Keep areas that may be shapes of a drawing: no page border, no shade of a cell."""
    sheet = page.width * page.height
    kept = [
        area
        for area in areas
        if area.size <= _LARGEST * sheet
        and not any(_covers(area.bounds, table) for table in ruled.tables)
        and not _is_shade(area, ruled)
    ]
    lined = [area for area in kept if is_inked(area.stroke)]
    return [
        area
        for area in without_cells(kept, ruled.wires)
        if is_inked(area.stroke) or not any(_is_shadow(area, other) for other in lined)
    ]


def _is_shade(area: Area, ruled: Ruled) -> bool:
    """Tell whether an area without outline colours a cell of a table."""
    within = any(_covers(table, area.bounds) for table in ruled.tables)
    return within and area.stroke is None and area.kind == "rect"


def _is_separator(wire: Wire, wires: Sequence[Wire], page: PageObjects) -> bool:
    """Tell whether a line runs across the page and meets no other, as under a page's header."""
    left, top, right, bottom = wire.bounds
    if wire.headed or bottom - top > 1 or right - left < _ACROSS * page.width:
        return False
    ends = (p for w in wires if w is not wire for p in (w.points[0], w.points[-1]))
    return not any(to_path(end, wire.points)[0] <= _MEET for end in ends)


def _covers(outer: Bounds, inner: Bounds) -> bool:
    return (
        outer[0] - 2 <= inner[0]
        and outer[1] - 2 <= inner[1]
        and outer[2] + 2 >= inner[2]
        and outer[3] + 2 >= inner[3]
    )


def _is_shadow(area: Area, of: Area) -> bool:
    """Tell whether an area without outline is the shadow of a shape, moved aside a little."""
    near = (abs(x - y) <= _SHADOW for x, y in zip(area.bounds, of.bounds, strict=True))
    return area is not of and all(near)


def _bands(areas: Sequence[Area], wires: Sequence[Wire], owners: Owners) -> Iterator[Band]:
    """Part what is drawn where a line of text runs between, which is no part of it."""
    things: list[Area | Wire] = [*areas, *wires]
    lines = {(owners.chars[i].top, owners.chars[i].bottom) for i in owners.free}
    band: Band | None = None
    for thing in sorted(things, key=lambda t: (t.bounds[1], t.bounds[3])):
        _, top, _, bottom = thing.bounds
        if band is not None and _parted(band.bottom, top, lines):
            yield band
            band = None
        if band is None:
            band = Band(top, bottom)
        band.bottom = max(band.bottom, bottom)
        if isinstance(thing, Area):
            band.areas.append(thing)
        else:
            band.wires.append(thing)
    if band is not None:
        yield band


def _parted(above: float, below: float, lines: Iterable[tuple[float, float]]) -> bool:
    """Tell whether a line of text, and some white, finds room between two heights of the page."""
    return any(
        above - _TIGHT <= top
        and bottom <= below + _TIGHT
        and below - above >= _ROOMY * (bottom - top)
        for top, bottom in lines
    )


def _is_drawing(band: Band, owners: Owners) -> bool:
    """Tell whether boxes and lines are a drawing, and no ruled text.

    Without an arrow only boxes with an outline count: a fill may be the shade of a table's row.
    """
    if any(wire.headed for wire in band.wires):
        return True
    boxes = [a for a in band.areas if is_inked(a.stroke) and owners.has_text(a)]
    if len(boxes) >= _FEWEST_BOXES or _is_chain(band, owners):
        return True
    return any(_joins(wire, boxes) for wire in band.wires)


def _is_chain(band: Band, owners: Owners) -> bool:
    """Tell whether several boxes with words point at what comes next."""
    pointing = (a for a in band.areas if a.kind in _CHAIN and a.outlined and owners.has_text(a))
    return sum(1 for _ in pointing) > 1


def _joins(wire: Wire, boxes: Sequence[Area]) -> bool:
    """Tell whether a line runs from one box to another."""
    start, end = (
        {id(b) for b in boxes if to_box(point, _bare(b)) <= _TOUCH}
        for point in (wire.points[0], wire.points[-1])
    )
    return bool(start and end and len(start | end) > 1)


def _bare(area: Area) -> Box:
    left, top, right, bottom = area.bounds
    return Box(0, "", left, top, right - left, bottom - top)
