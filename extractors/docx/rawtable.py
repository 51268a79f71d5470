"""A table as it stands in the file, before its cells find their places in a grid."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.docx.names import Element
from extractors.grid import Line


@dataclass(slots=True, eq=False)
class BoxText:
    """The paragraphs of the text boxes of one drawing in a cell.

    They are part of the cell's text, unless the drawing turns out to be a chart (``shown``).
    """

    lines: tuple[Line, ...]
    shown: bool = True


@dataclass(slots=True, eq=False)
class RawCell:
    """A ``w:tc``, and, once it is placed, where it starts and what it covers.

    Attributes:
        span: Columns it covers, as the file says.
        down, across: ``restart`` or ``continue`` of a vertical or horizontal merge, or "".
        content: Its paragraphs, nested tables and text boxes in reading order.
        plain: There is nothing but paragraphs in it.
        gone: It was deleted as a tracked change; its place stays.
        row, column, row_span: Its place, counted from 1.
    """

    span: int = 1
    down: str = ""
    across: str = ""
    content: list[Line | RawTable | BoxText] = field(default_factory=list)
    plain: bool = True
    gone: bool = False
    row: int = 0
    column: int = 0
    row_span: int = 1

    def lines(self) -> tuple[Line, ...]:
        """Give all its lines in reading order, nested tables and text boxes included."""
        if self.plain:
            return tuple(self.content)  # type: ignore[arg-type]
        lines: list[Line] = []
        for part in self.content:
            if isinstance(part, Line):
                lines.append(part)
            elif isinstance(part, BoxText):
                lines.extend(part.lines if part.shown else ())
            else:
                lines.extend(part.lines())
        return tuple(lines)

    def nested(self) -> list[RawTable]:
        """Give the tables nested in it."""
        return [] if self.plain else [part for part in self.content if isinstance(part, RawTable)]

    def tables(self) -> tuple[int, ...]:
        """Give the numbers of the tables nested in it."""
        return () if self.plain else tuple(table.number for table in self.nested())


@dataclass(slots=True, eq=False)
class RawRow:
    """A ``w:tr``: columns left free before and after its cells.

    ``gone`` tells why it is left out of the grid (``deleted`` or ``hidden``), else "".
    """

    element: Element
    before: int = 0
    after: int = 0
    cells: list[RawCell] = field(default_factory=list)
    gone: str = ""

    @property
    def end(self) -> int:
        """Number of the last column that the row reaches, what it leaves free included."""
        if not self.cells:
            return self.before + self.after
        last = self.cells[-1]
        return last.column + last.span - 1 + self.after


@dataclass(slots=True, eq=False)
class RawTable:
    """A ``w:tbl``.

    Attributes:
        element: The ``w:tbl``.
        number: Its number in the document.
        parent: The table in one of whose cells it stands.
        depth: How many tables it stands in.
        rows: All rows of the file.
        placed: The cells of the grid, once they are placed: in row order, then column order.
        columns: Count of columns, once the cells are placed.
        widths: Widths of the columns in points, where known.
        doubtful: Rows that were aligned with doubt.
        gone: It stands in a cell that is left out.
    """

    element: Element
    number: int
    parent: RawTable | None = None
    depth: int = 0
    rows: list[RawRow] = field(default_factory=list)
    placed: list[RawCell] = field(default_factory=list)
    columns: int = 0
    widths: tuple[float, ...] = ()
    doubtful: tuple[int, ...] = ()
    gone: bool = False

    def drop(self) -> None:
        """Leave the table out, with the tables in it."""
        self.gone = True
        for cell in self.placed:
            for nested in cell.nested():
                nested.drop()

    def lines(self) -> list[Line]:
        """Give the lines of its cells, row by row."""
        return [line for cell in self.placed for line in cell.lines()]
