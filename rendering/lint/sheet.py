"""A document as its layout shows it: sections, paragraphs with effective formatting, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["left", "right", "center", "outside", "turned", ""]
TWIPS_PER_MM = 1440 / 25.4


def mm(twips: float) -> float:
    """Turn twips into millimetres."""
    return twips / TWIPS_PER_MM


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look.

    Attributes:
        font: Name of the East-Asian font; "" where nothing tells it.
        size: Points.
        bold: Bold.
        color: RRGGBB; "" for black or automatic.
        spacing: Added between letters, twips.
    """

    font: str
    size: float
    bold: bool = False
    color: str = ""
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look."""

    text: str
    letters: Letters


@dataclass(frozen=True, slots=True)
class Lines:
    """How a paragraph's lines lie; indents in characters of its size.

    Attributes:
        align: ``left``, ``center``, ``right``, ``both`` …
        left, right, first: Indents; ``first`` of the first line, negative where it hangs.
        line: Line height, twips (``exact``, ``atLeast``) or 240ths of a line (``auto``).
        rule: ``exact``, ``atLeast`` or ``auto``.
        snap: Lines keep to the grid, if the section has one.
        page_break_before: Begins a page.
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    line: float = 240.0
    rule: str = "auto"
    snap: bool = True
    page_break_before: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a paragraph stands in a table of the body; all count from 1."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        number: Of the body's paragraphs, those in tables and text boxes not counted; 0 in tables.
        text: Its words with an automatic number before them.
        label: The automatic number, part of ``text``; "" without one.
        pieces: Its words by looks, without the automatic number.
        lines: See :class:`Lines`.
        style: Name of its style.
        level: Level in the outline, 0 for body text.
        section: Index of its section.
        new_page: It begins a page because of a break before it.
        drawing: It holds a drawing, picture or object.
        cell: Its place in a table.
        face: The look of its letters, also where it is blank.
    """

    number: int
    text: str
    label: str
    pieces: tuple[Piece, ...]
    lines: Lines
    style: str
    level: int
    section: int
    new_page: bool
    drawing: bool
    face: Letters
    cell: Cell | None = None

    @property
    def blank(self) -> bool:
        """Tell whether it says and shows nothing."""
        return not self.text.strip() and not self.drawing


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number in a footer.

    Attributes:
        side: Where it stands; ``outside`` changes with the page, ``turned`` is a turned text box.
        indent: Distance from that side, characters.
        letters: Its look.
        words: The paragraph's words, the number as 1.
        height: Of its line, twips.
        last: Nothing stands below it in the footer.
    """

    side: Side
    indent: float
    letters: Letters
    words: str
    height: float
    last: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section's page, twips.

    Attributes:
        grid: ``lines``, ``linesAndChars``, ``snapToChars`` or "" without a grid.
        pitch: Line pitch of the grid.
        char_space: Of the grid, points added to a character of the default size.
        numbers: Kind of a footer (``default``, ``even``, ``first``) → page number in it, or None.
        begins: The first page has a footer of its own.
        first_paragraph: Number of the first body paragraph in it.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float
    grid: str
    pitch: float
    char_space: float
    columns: int
    numbers: dict[str, PageNumber | None] = field(default_factory=dict)
    begins: bool = False
    first_paragraph: int = 1

    @property
    def turned(self) -> bool:
        """Tell whether the page is landscape."""
        return self.width > self.height

    @property
    def text_width(self) -> float:
        """Width of the type area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body: its number, its width (twips), the paragraph number it follows."""

    number: int
    width: float
    section: int
    nested: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document.

    Attributes:
        blocks: Paragraphs and tables of the body, in order; tables stand for themselves.
        cells: Paragraphs in tables.
        default_size: Points of the default paragraph style, which a grid of characters counts by.
        odd_and_even: Odd and even pages have headers and footers of their own.
    """

    blocks: tuple[Paragraph | Table, ...]
    cells: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    default_size: float
    odd_and_even: bool

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """Give the body's paragraphs outside of tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> Sequence[Table]:
        """Give the body's tables."""
        return [block for block in self.blocks if isinstance(block, Table)]
