"""The document as the annex readers see it: paragraphs, grids of cells, drawings, in order.

Word and PDF readers both fill these types, so that each annex is understood by one piece of code.
All numbers count from 1, as in the contract. Plain slotted classes, not models: a table of 2,000
rows makes 14,000 cells, and reading it is to take less than 0.15 s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.drawing import Drawing
from schemas.base import Place


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph's text as a reader sees it, all tracked changes accepted.

    Attributes:
        text: The words, without an automatic number; a manual line break is a newline.
        label: The automatic number as Word prints it, for example ``（三）`` or ``1.``; else "".
        number: Ordinal of the paragraph in the body (outside tables and text boxes), or 0.
        heading: Outline level 1 to 9 from the paragraph's style, or 0.
        page_break: A page or section break stands before this paragraph's text.
        bold: All its words are bold; told of paragraphs outside tables only.
        page: Page of a PDF file on which it begins, else None.
    """

    text: str
    label: str = ""
    number: int = 0
    heading: int = 0
    page_break: bool = False
    bold: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid with the rows and columns that it covers.

    Attributes:
        row, column: Where it starts, counted from 1.
        row_span, column_span: How many rows and columns it covers.
        lines: Its paragraphs, text boxes and nested tables included in reading order.
        tables: Numbers of the tables nested in it.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]
    tables: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The cell's words: its non-blank lines joined by newlines, trimmed, numbers left out."""
        if len(self.lines) == 1:  # nearly always, and asked for often
            return self.lines[0].text.strip()
        return "\n".join(line.text.strip() for line in self.lines if line.text.strip())


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a table that stands on one page of a PDF file, or in a table of several forms.

    Attributes:
        first: The grid's row with which it begins.
        skipped: How many rows it has before that one, which repeat the header or are another form.
        page: The page; None in a Word file.
        table: Number of the table on that page.
    """

    first: int
    skipped: int
    page: int | None
    table: int


@dataclass(frozen=True, slots=True)
class Turned:
    """How a grid was turned whose titles stand in the first column of the file's table.

    Attributes:
        first: Row of the file that is the grid's first column.
        columns: Columns of the file that are its rows.
        sure: The values leave no doubt that titles stand there.
    """

    first: int
    columns: tuple[int, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells with spans. A cell is listed once, at its first row and column.

    Attributes:
        table: Number of the table in the document (Place.table).
        rows, columns: Extent of the grid; row numbers are those of the file, so that rows that
            were deleted as a tracked change leave a gap.
        cells: In row order, then column order.
        page: Page of a PDF file on which it begins, else None.
        nested_in: Number of the table in one of whose cells it stands, else None.
        doubtful_rows: Rows whose widths disagree with the grid and that were aligned by position.
        widths: Width of each column in points, where the file tells; else empty.
        parts: What of it stands on which page of a PDF file, or where it was cut out of a table of
            several forms, in order; else empty.
        turned: How it was turned; its places are those of the file all the same.
    """

    table: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    page: int | None = None
    nested_in: int | None = None
    doubtful_rows: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    parts: tuple[Part, ...] = ()
    turned: Turned | None = None
    _index: dict[tuple[int, int], Cell] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def at(self, row: int, column: int) -> Cell | None:
        """Give the cell that covers a row and column, merged cells counting everywhere."""
        if not self._index and self.cells:
            for cell in self.cells:
                for r in range(cell.row, cell.row + cell.row_span):
                    for c in range(cell.column, cell.column + cell.column_span):
                        self._index.setdefault((r, c), cell)
        return self._index.get((row, column))

    def row_cells(self, row: int) -> Iterator[Cell]:
        """Give the different cells that cover a row, from left to right."""
        last: Cell | None = None
        for column in range(1, self.columns + 1):
            cell = self.at(row, column)
            if cell is not None and cell is not last:
                yield cell
            last = cell

    def place(self, cell: Cell, *, row: int | None = None) -> Place:
        """Tell where a cell stands; ``row`` names one of the rows that a merged cell covers."""
        return self.at_row(row or cell.row, cell.column, shorten(cell.text) or None)

    def at_row(
        self, row: int | None = None, column: int | None = None, text: str | None = None
    ) -> Place:
        """Tell where a row stands, or the whole table; in PDF files by the table of its page."""
        if self.turned is not None:
            across = row and self.turned.columns[row - 1]
            row, column = column and self.turned.first + column - 1, across
        part = next((p for p in reversed(self.parts) if p.first <= (row or 1)), None)
        if part is None:
            return Place(page=self.page, table=self.table, row=row, column=column, text=text)
        own = row and row - part.first + 1 + part.skipped
        return Place(page=part.page, table=part.table, row=own, column=column, text=text)


Block = Line | Grid | Drawing


@dataclass(frozen=True, slots=True)
class SideText:
    """Text that belongs to no value: kind is deleted, hidden, comment, header, footer or note."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content in reading order.

    Attributes:
        blocks: Paragraphs, outer tables and drawings of the body, in order. A drawing follows the
            paragraph that carries it; a drawing inside a table follows that table. The loose
            shapes of one page are one drawing.
        nested: Tables inside cells, in the order of their numbers.
        side: Text that was left out of the values, so that nothing is lost in silence.
        tracked_changes: How many tracked changes were read as accepted.
        foreign: External references, embedded objects, active content: what and where.
    """

    blocks: tuple[Block, ...]
    nested: tuple[Grid, ...] = ()
    side: tuple[SideText, ...] = ()
    tracked_changes: int = 0
    foreign: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The body's paragraphs outside tables."""
        return tuple(b for b in self.blocks if isinstance(b, Line))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """All tables, nested ones included, in the order of their numbers."""
        outer = (b for b in self.blocks if isinstance(b, Grid))
        return tuple(sorted((*outer, *self.nested), key=lambda grid: grid.table))


def shorten(text: str, limit: int = 40) -> str:
    """Fold white space and cut a text for showing it in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
