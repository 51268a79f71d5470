"""Where paragraphs stand on their page, estimated; and where one drawing ends and the next begins.

Loose shapes hang on paragraphs. Their heights come from fonts, spacing and the section's line
grid: good to a few points over a few lines, which is what arrows between such shapes allow.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import ceil
from typing import Any

from extractors.docx.geometry import number
from extractors.docx.plane import W
from extractors.docx.shapes import WP, extent
from extractors.docx.text import paragraph_text
from schemas.text import normalised

Element = Any
_TWIPS = 20.0
_LARGEST_SIZE = 1638  # points: Word allows no larger type
_DEFAULT_SIZE = 10.5
_LINE = 1.3  # height of a line of Chinese type, in font sizes
_AUTO = 240.0


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a section, points; ``pitch`` is the line grid's, 0 without one."""

    width: float = 595.3
    height: float = 841.9
    left: float = 90.0
    top: float = 72.0
    right: float = 90.0
    bottom: float = 72.0
    pitch: float = 0.0

    @property
    def text_width(self) -> float:
        """Give the width between the margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a carrier's paragraph stands.

    Attributes:
        segment: Number of the stretch of text that one drawing may take.
        y: Top of the paragraph below the top of the page, points, estimated.
        page: The section's page.
    """

    segment: int
    y: float
    page: Page


@dataclass(slots=True)
class _Walk:
    """The state of one pass over the body or a cell."""

    page: Page
    wanted: Mapping[int, int]
    spots: dict[int, Spot]
    segments: Iterator[int]
    segment: int = 0
    y: float = 0.0
    seen: set[str] = field(default_factory=set)

    def split(self) -> None:
        self.segment = next(self.segments)
        self.seen = set()


def spots_of(elements: Sequence[Element], body: Element) -> dict[int, Spot]:
    """Find where each carrier stands.

    Args:
        elements: The carriers' lxml elements.
        body: The ``w:body``.

    Returns:
        A spot for every element that lies in the body, by its position in ``elements``.
    """
    wanted = {id(element): index for index, element in enumerate(elements)}
    spots: dict[int, Spot] = {}
    pages = _pages(body)
    page = pages[0]
    walk = _Walk(page, wanted, spots, iter(range(1, 1_000_000)), y=page.top)
    for block in _blocks(body):
        _block(walk, block)
        if block.find(f"{W}pPr/{W}sectPr") is not None:
            pages = pages[1:] or pages
            walk.page = pages[0]
            walk.y = walk.page.top
            walk.split()
    return spots


def _blocks(container: Element) -> Iterator[Element]:
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _blocks(child)


def _block(walk: _Walk, block: Element) -> None:
    if block.tag == W + "p":
        _paragraph(walk, block)
        return
    walk.split()
    for cell in block.iter(W + "tc"):
        if next(cell.iter(W + "drawing", W + "pict"), None) is None:
            continue
        inside = _Walk(walk.page, walk.wanted, walk.spots, walk.segments)
        inside.segment = next(walk.segments)
        for part in _blocks(cell):
            if part.tag == W + "p":
                _paragraph(inside, part)
    rows = len(block.findall(W + "tr"))
    walk.y += rows * _DEFAULT_SIZE * _LINE
    walk.split()


def _paragraph(walk: _Walk, paragraph: Element) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is not None and properties.find(W + "pageBreakBefore") is not None:
        walk.split()
        walk.y = walk.page.top
    words = normalised(paragraph_text(paragraph))
    kind = _form_line(words)
    if kind is not None:
        if kind in walk.seen:
            walk.split()
        walk.seen.add(kind)
    for element in _anchored_in(paragraph):
        if element.tag == W + "br":
            walk.split()
            walk.y = walk.page.top
        elif id(element) in walk.wanted:
            spot = Spot(walk.segment, walk.y, walk.page)
            walk.spots[walk.wanted[id(element)]] = spot
    walk.y += _height(paragraph, properties, words, walk.page)


def _anchored_in(paragraph: Element) -> Iterator[Element]:
    """Walk over page breaks and drawings, without going into drawings."""
    for child in paragraph:
        tag = child.tag
        if tag in (W + "drawing", W + "pict", W + "object"):
            yield child
        elif tag == W + "br":
            if child.get(W + "type") == "page":
                yield child
        elif isinstance(tag, str) and tag not in (W + "pPr", W + "rPr", W + "t"):
            yield from _anchored_in(child)


@cache
def _form_lines() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("extractors.docx").joinpath("form_lines.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return tuple((kind, re.compile("|".join(patterns))) for kind, patterns in data.items())


def _form_line(words: str) -> str | None:
    """Tell which line of a form's head a paragraph is."""
    if not words:
        return None
    return next((kind for kind, pattern in _form_lines() if pattern.search(words)), None)


def _height(paragraph: Element, properties: Element | None, words: str, page: Page) -> float:
    size = _font_size(paragraph)
    spacing = properties.find(W + "spacing") if properties is not None else None
    line = _line_height(spacing, size, page)
    lines = max(1, ceil(len(words) * size / max(page.text_width, size)))
    inline = max((extent(i)[1] for i in paragraph.iter(WP + "inline")), default=0.0)
    around = _twips(spacing, "before") + _twips(spacing, "after")
    return max(line * lines, inline) + around


def _line_height(spacing: Element | None, size: float, page: Page) -> float:
    natural = size * _LINE
    if page.pitch:
        natural = page.pitch * max(1, ceil(natural / page.pitch - 0.01))
    asked = _twips(spacing, "line")
    if not asked:
        return natural
    rule = spacing.get(W + "lineRule", "auto") if spacing is not None else "auto"
    if rule == "exact":
        return asked
    if rule == "atLeast":
        return max(asked, natural)
    return natural * asked * _TWIPS / _AUTO


def _font_size(paragraph: Element) -> float:
    words = [_told_size(size) for size in paragraph.iterfind(f"{W}r/{W}rPr/{W}sz")]
    mark = [_told_size(size) for size in paragraph.iterfind(f"{W}pPr/{W}rPr/{W}sz")]
    return max(filter(None, words), default=0) or max(filter(None, mark), default=_DEFAULT_SIZE)


def _told_size(size: Element) -> float:
    """Read a size in half points; 0 for nonsense."""
    points = number(size.get(W + "val")) / 2
    return points if 0 < points <= _LARGEST_SIZE else 0


def _twips(element: Element | None, name: str) -> float:
    return number(element.get(W + name)) / _TWIPS if element is not None else 0.0


def _pages(body: Element) -> list[Page]:
    """Give the pages of the sections, in order."""
    sections = [
        *body.iterfind(f".//{W}p/{W}pPr/{W}sectPr"),
        *body.iterfind(W + "sectPr"),
    ]
    return [_page(section) for section in sections] or [Page()]


def _page(section: Element) -> Page:
    size, margin = section.find(W + "pgSz"), section.find(W + "pgMar")
    grid = section.find(W + "docGrid")
    page = Page()
    lined = grid is not None and grid.get(W + "type") in ("lines", "linesAndChars", "snapToChars")
    return Page(
        width=_twips(size, "w") or page.width,
        height=_twips(size, "h") or page.height,
        left=_twips(margin, "left") if margin is not None else page.left,
        top=abs(_twips(margin, "top")) if margin is not None else page.top,
        right=_twips(margin, "right") if margin is not None else page.right,
        bottom=abs(_twips(margin, "bottom")) if margin is not None else page.bottom,
        pitch=_twips(grid, "linePitch") if lined else 0.0,
    )
