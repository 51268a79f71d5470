"""Where the cells and paragraphs of a received document stand, counted as findings count them.

Extractors read the same document for what it says; here only places matter, and the elements are
those of the file itself, in whichever of the two namespaces (transitional or Strict) it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from schemas.base import Place

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = (
    f"{_MC}{name}" for name in ("AlternateContent", "Choice", "Fallback")
)
_WIDEST = 63
"""Columns that a table of Word can have; a larger span is nonsense and counts as one."""
_OUTSIDE_TEXT = ("drawing", "pict", "object", "txbxContent", "del", "moveFrom")
"""What is in these does not count: drawings and their text boxes, and what was deleted."""


@dataclass(slots=True, eq=False)
class _Cell:
    """A ``w:tc``: its grid column, whether it continues the cell above, its own paragraphs."""

    column: int
    continued: bool
    element: Element
    paragraphs: list[Element] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Table:
    """A ``w:tbl``: its cells row by row, and the first free column of the present row."""

    rows: list[list[_Cell]] = field(default_factory=list)
    next_column: int = 1


class Places:
    """The paragraphs to which a comment can be anchored, by place."""

    def __init__(self, body: Element) -> None:
        """Walk through a document.

        Args:
            body: The ``w:body`` element.
        """
        self._w = f"{{{etree.QName(body).namespace}}}"
        self._tables: list[_Table] = []
        self._open: list[tuple[_Table, _Cell | None]] = []
        self._paragraphs: list[Element] = []
        self._first: Element | None = None
        self._walk(body)

    def paragraph(self, place: Place | None) -> Element | None:
        """Give the paragraph at a place, else the first one of the body; None without any."""
        found = None
        if place is not None:
            if place.table is not None:
                found = self._in_table(place)
            elif place.paragraph is not None and 0 < place.paragraph <= len(self._paragraphs):
                found = self._paragraphs[place.paragraph - 1]
            elif place.shape is not None:
                found = next(filter(self._has_drawing, self._paragraphs), None)
        if found is not None:
            return found
        return self._paragraphs[0] if self._paragraphs else self._first

    # ---- the walk

    def _walk(self, body: Element) -> None:
        w = self._w
        handlers: dict[str, Callable[[Element], None]] = {
            f"{w}p": self._start_paragraph,
            f"{w}tbl": self._start_table,
            f"{w}tr": self._start_row,
            f"{w}tc": self._start_cell,
        }
        passed = {*(f"{w}{name}" for name in _OUTSIDE_TEXT)}
        branches = {_CHOICE, _FALLBACK}
        walker = etree.iterwalk(body, events=("start", "end"), tag=(*handlers, *passed, *branches))
        for event, element in walker:
            name = str(element.tag)
            if event == "end":
                if name == f"{w}tbl":
                    self._open.pop()
            elif name in passed or (name in branches and not self._is_read(element)):
                walker.skip_subtree()
            elif name in handlers:
                handlers[name](element)

    def _start_paragraph(self, element: Element) -> None:
        if self._first is None:
            self._first = element
        if not self._open:
            self._paragraphs.append(element)
        elif (cell := self._open[-1][1]) is not None:
            cell.paragraphs.append(element)

    def _start_table(self, _: Element) -> None:
        table = _Table()
        self._tables.append(table)
        self._open.append((table, None))

    def _start_row(self, element: Element) -> None:
        if self._open:
            table = self._open[-1][0]
            table.rows.append([])
            table.next_column = 1 + self._number(element, "trPr", "gridBefore", least=0)
            self._open[-1] = (table, None)

    def _start_cell(self, element: Element) -> None:
        if not self._open or not self._open[-1][0].rows:
            return
        table = self._open[-1][0]
        merge = element.find(f"{self._w}tcPr/{self._w}vMerge")
        continued = merge is not None and merge.get(f"{self._w}val") != "restart"
        cell = _Cell(table.next_column, continued, element)
        table.next_column += self._number(element, "tcPr", "gridSpan", least=1)
        table.rows[-1].append(cell)
        self._open[-1] = (table, cell)

    def _number(self, element: Element, properties: str, name: str, *, least: int) -> int:
        found = element.find(f"{self._w}{properties}/{self._w}{name}")
        value = found.get(f"{self._w}val", "") if found is not None else ""
        number = int(value) if value.isdecimal() else least
        return number if least <= number <= _WIDEST else least

    def _is_read(self, branch: Element) -> bool:
        """Tell whether a branch is the one that counts: the first choice with content."""
        alternate = branch.getparent()
        if alternate is None or alternate.tag != _ALTERNATE:
            return True
        choices = list(alternate.iterchildren(_CHOICE))
        fallback = next(alternate.iterchildren(_FALLBACK), None)
        wanted = next(filter(self._says_something, choices), None)
        if wanted is None:
            has_fallback = fallback is not None and len(fallback) > 0
            wanted = fallback if has_fallback or not choices else choices[0]
        return wanted is branch

    def _says_something(self, branch: Element) -> bool:
        if next(branch.iter("{*}wsp", "{*}wgp", "{*}wpc", "{*}pic"), None) is not None:
            return True
        return not self._has_drawing(branch) and any(t.text for t in branch.iter(f"{self._w}t"))

    def _has_drawing(self, element: Element) -> bool:
        w = self._w
        return next(element.iter(f"{w}drawing", f"{w}pict", f"{w}object"), None) is not None

    # ---- looking a cell up

    def _in_table(self, place: Place) -> Element | None:
        if not 0 < (place.table or 0) <= len(self._tables):
            return None
        rows = self._tables[(place.table or 0) - 1].rows
        if place.row is None:
            cells: Iterator[_Cell] = (cell for row in rows for cell in row)
        elif 0 < place.row <= len(rows):
            cells = iter(self._cells_at(rows, place.row - 1, place))
        else:
            return None
        return next((p for cell in cells for p in cell.paragraphs), None)

    def _cells_at(self, rows: list[list[_Cell]], index: int, place: Place) -> list[_Cell]:
        """Give the cell that a place means, and after it the others of its row."""
        row = rows[index]
        if place.column is None or not row:
            return row
        cell = self._meant(row, place.column, place.text)
        while cell.continued and index > 0:
            above = next((c for c in rows[index - 1] if c.column == cell.column), None)
            if above is None:
                break
            index, cell = index - 1, above
        return [cell, *row]

    def _meant(self, row: list[_Cell], column: int, text: str | None) -> _Cell:
        """Find the cell at a column.

        In a ragged table the reader aligns the columns by their widths; there the words that
        were found tell which cell is meant.
        """
        there = [cell for cell in row if cell.column <= column]
        cell = there[-1] if there else row[0]
        if not text or self._says(cell, text):
            return cell
        alike = [other for other in row if self._says(other, text)]
        return alike[0] if len(alike) == 1 else cell

    def _says(self, cell: _Cell, text: str) -> bool:
        words = "".join(str(t.text or "") for t in cell.element.iter(f"{self._w}t"))
        return "".join(text.removesuffix("…").split()) in "".join(words.split())
