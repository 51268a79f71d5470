"""Pages that are filled from top to bottom with pieces of known height."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from rendering.book.marks import Heading

_SPARE_POINTS, _SPARE_SIDEWAYS = 6.0, 14.0
"""What a page may hold less than its measures say; headers and footers take of turned ones."""
_SHORT_LINES = 8
"""A paragraph no longer than this goes to the next page whole if it may or may not reach it."""
BREAK = "<w:pageBreakBefore/>"
BROKEN = "<w:r><w:lastRenderedPageBreak/></w:r>"
"""What a paragraph has for each page on which it goes on."""


class Room(NamedTuple):
    """The type area of a page, points."""

    width: float
    height: float


class Paper(NamedTuple):
    """The two ways in which a sheet lies."""

    upright: Room
    sideways: Room

    def room(self, *, sideways: bool) -> Room:
        """Give the type area."""
        return self.sideways if sideways else self.upright


@dataclass(slots=True)
class Sheet:
    """A page, or in rare cases several pages that one piece flows over.

    Attributes:
        sideways: Whether the sheet is turned.
        pieces: Block elements; the first one is a paragraph that begins a page.
        headings: The headings on it, each with the number of pages of the sheet before it.
        pages: How many pages it takes.
        sure: Whether it takes exactly as many; if not, the next sheet says its own number.
    """

    sideways: bool
    pieces: list[str] = field(default_factory=list)
    headings: list[tuple[int, Heading]] = field(default_factory=list)
    pages: int = 1
    sure: bool = True


class Piece(NamedTuple):
    """A block that is put on a page.

    Attributes:
        xml: A paragraph with :data:`BREAK` in its properties, and whatever follows it.
        height: What it takes at most, points.
        least: What it takes at least, points; all the same where nothing can flow after it.
        headings: The headings in it.
    """

    xml: str
    height: float
    least: float = 0.0
    headings: tuple[Heading, ...] = ()


class Flow(NamedTuple):
    """A paragraph of running text, which may go on on the next page.

    Attributes:
        xml: As that of a :class:`Piece`.
        most, least: Lines that it takes.
        line: Height of a line, points.
        headings: The headings in it.
        around: Room above and below, points.
    """

    xml: str
    most: int
    least: int
    line: float
    headings: tuple[Heading, ...] = ()
    around: float = 0.0

    @property
    def height(self) -> float:
        """What it takes at most, points."""
        return self.most * self.line + self.around


class Desk:
    """Fills sheets, one after the other."""

    def __init__(self, paper: Paper) -> None:
        """Begin without a sheet."""
        self.sheets: list[Sheet] = []
        self._paper = paper
        self._left = self._roomy = 0.0  # what is left at least and at most, points

    def new_page(self, *, sideways: bool = False) -> None:
        """Go on on a new page; one that is still empty is not left behind."""
        if self.sheets and not self.sheets[-1].pieces:
            self.sheets.pop()
        self.sheets.append(Sheet(sideways))
        self._left = self.height(sideways=sideways)
        self._roomy = self._paper.room(sideways=sideways).height

    def height(self, *, sideways: bool = False) -> float:
        """Give what a whole page holds, points."""
        spare = _SPARE_SIDEWAYS if sideways else _SPARE_POINTS
        return self._paper.room(sideways=sideways).height - spare

    def width(self, *, sideways: bool = False) -> float:
        """Give the width of the type area, points."""
        return self._paper.room(sideways=sideways).width

    @property
    def left(self) -> float:
        """What is left of the page, points."""
        return self._left

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.sheets or not self.sheets[-1].pieces

    @property
    def sideways(self) -> bool:
        """Whether the sheet is turned."""
        return self.sheets[-1].sideways

    def put_whole(self, piece: Piece) -> None:
        """Put a piece on the page, or on a new one if there is no room for it."""
        if piece.height > self._left and not self.empty:
            self.new_page(sideways=self.sideways)
        self.put(piece)

    def put(self, piece: Piece) -> None:
        """Put a piece on the page, whole; the caller has seen that there is room."""
        self._write(piece.xml, piece.headings)
        self._left -= piece.height
        self._roomy -= piece.least

    def flow(self, text: Flow) -> None:
        """Put a paragraph of running text; it may reach over the end of the page."""
        if text.line > self._left and not self.empty:
            self.new_page(sideways=self.sideways)
        most, least = self._pages(text.most, self._left, text), self._least_pages(text)
        if most != least and text.most <= _SHORT_LINES and not self.empty:
            self.new_page(sideways=self.sideways)
            self.flow(text)
            return
        self._write(_broken(text.xml, most - 1), text.headings)
        if most == 1:
            self._left -= text.height
            self._roomy -= text.least * text.line + text.around
        else:
            over = text.most - math.floor(self._left / text.line)
            self.spread(most, sure=most == least)
            if most == least:
                self._left = (self._lines(text) * (most - 1) - over) * text.line
                self._roomy = self.height(sideways=self.sideways)

    def spread(self, pages: int, *, sure: bool) -> None:
        """Let the sheet take more pages, and say whether it takes exactly as many."""
        sheet = self.sheets[-1]
        sheet.pages += pages - 1
        sheet.sure = sheet.sure and sure
        self._left = 0.0

    def _least_pages(self, text: Flow) -> int:
        return self._pages(text.least, self._roomy, text)

    def _pages(self, lines: int, room: float, text: Flow) -> int:
        """Count the pages that lines take, of which the first has so much room."""
        over = lines - math.floor(room / text.line)
        return 1 + max(0, math.ceil(over / self._lines(text)))

    def _lines(self, text: Flow) -> int:
        """Count the lines of a whole page."""
        whole = self.height(sideways=self.sideways) + _SPARE_POINTS
        return max(1, math.floor(whole / text.line))

    def _write(self, xml: str, headings: tuple[Heading, ...]) -> None:
        sheet = self.sheets[-1]
        sheet.pieces.append(xml if not sheet.pieces else xml.replace(BREAK, "", 1))
        sheet.headings += [(sheet.pages - 1, heading) for heading in headings]


def _broken(xml: str, breaks: int) -> str:
    """Note in a paragraph that it goes on on further pages, as Word does after laying it out."""
    return xml.removesuffix("</w:p>") + BROKEN * breaks + "</w:p>" if breaks else xml
