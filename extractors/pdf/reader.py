"""A PDF file as bytes, read into paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

import pypdfium2

from extractors.collector import collector_paused
from extractors.docx.errors import Damaged, TooManyCells
from extractors.drawing import Drawing
from extractors.grid import Block, Cell, Document, Grid, Line, Part, SideText
from extractors.pdf.borderless import borderless_table
from extractors.pdf.borderless_header import Layout
from extractors.pdf.cell_doubts import mark_doubtful
from extractors.pdf.figures.figure import Figure, without_figures
from extractors.pdf.figures.find import find_figures
from extractors.pdf.furniture import Side, without_furniture
from extractors.pdf.joined_table import JoinedTable
from extractors.pdf.joining import begun, go_on
from extractors.pdf.lattice import lattices
from extractors.pdf.objects import PageObjects
from extractors.pdf.page import read_page
from extractors.pdf.row_bars import Bars, bars_of
from extractors.pdf.rulings import rulings_of
from extractors.pdf.scan import Recognised, Recogniser
from extractors.pdf.struck import Struck, without_struck
from extractors.pdf.tables import PageTable, cell_lines, ruled_tables
from extractors.pdf.text_lines import TextLine, joined_text, lines_of, paragraphs
from extractors.pdf.totals_lines import without_columns

_COVERING = 0.5  # of the page, when a picture is a scan of it
_DISTRUSTED = 0.2  # of the characters without a meaning, when a page is not to be trusted


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF file holds.

    Attributes:
        document: Its text and tables.
        scanned: Pages that are pictures without text, or with text that nobody sees.
        garbled: Pages whose characters have no meaning that can be told, all or some of them.
        cut: Pages of which something was left out because they hold too much.
        broken: Pages that do not open.
        guessed: Pages with a table without rulings whose rows could not be told for sure.
        struck: Text that is struck through, which is no value.
        recognised: Those of the scanned pages whose content was recognised.
    """

    document: Document
    scanned: tuple[int, ...] = ()
    garbled: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    guessed: tuple[int, ...] = ()
    struck: tuple[Struck, ...] = ()
    recognised: tuple[Recognised, ...] = ()

    @property
    def is_scan(self) -> bool:
        """No page has text that can be read."""
        return bool(self.scanned) and not self.document.blocks


@dataclass(slots=True)
class _Found:
    """One page: its lines outside of tables and drawings, its tables, drawings and bars."""

    page: PageObjects
    tables: list[PageTable]
    lines: list[TextLine]
    figures: tuple[Figure, ...]
    bars: Bars


@dataclass(slots=True)
class _State:
    found: list[_Found] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[Struck] = field(default_factory=list)
    recogniser: Recogniser | None = None
    recognised: list[Recognised] = field(default_factory=list)
    cells: int = 0


def read_pdf(
    data: bytes, *, max_cells: int = 200_000, recogniser: Recogniser | None = None
) -> PdfContent:
    """Read a PDF file.

    Args:
        data: The file's bytes.
        max_cells: Ceiling on the cells of all tables together.
        recogniser: Reads scanned pages; without one they are only named.

    Raises:
        Damaged: It cannot be opened.
        TooManyCells: The tables are beyond the ceiling.
    """
    with collector_paused():
        return _content(data, max_cells, recogniser)


def _content(data: bytes, max_cells: int, recogniser: Recogniser | None) -> PdfContent:
    state = _State(recogniser=recogniser)
    try:
        with pypdfium2.PdfDocument(data) as document:
            for number in range(1, len(document) + 1):
                _read(document, number, state, max_cells)
    except pypdfium2.PdfiumError as error:
        raise Damaged("PDF 结构损坏") from error
    texts, side = without_furniture([(found.page, found.lines) for found in state.found])
    layout: Layout | None = None
    for found, lines in zip(state.found, texts, strict=True):
        layout = _part_borderless(found, lines, layout)
    return PdfContent(
        document=Document(blocks=tuple(_blocks(state.found)), side=tuple(_side(side, state))),
        scanned=tuple(state.scanned),
        garbled=tuple(state.garbled),
        cut=tuple(state.cut),
        broken=tuple(state.broken),
        guessed=tuple(
            found.page.number
            for found in state.found
            if any(table.doubtful for table in found.tables)
        ),
        struck=tuple(state.struck),
        recognised=tuple(state.recognised),
    )


def _read(document: pypdfium2.PdfDocument, number: int, state: _State, max_cells: int) -> None:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        state.broken.append(number)
        return
    try:
        objects = read_page(page, number)
        if not _has_text(objects):
            objects = _recognise(page, objects, state)
    finally:
        page.close()
    if objects.cut:
        state.cut.append(number)
    if not _has_text(objects):
        return
    visible = [char for char in objects.chars if not char.hidden]
    if objects.unreadable:
        state.garbled.append(number)
        if objects.unreadable > _DISTRUSTED * len(visible):
            return
    hidden = "".join(char.text for char in objects.chars if char.hidden).strip()
    if hidden:
        state.hidden.append(hidden)
        if _is_scan(objects):
            state.scanned.append(number)
    found = _found(objects, state)
    state.cells += sum(len(table.cells) for table in found.tables)
    if state.cells > max_cells:
        raise TooManyCells(f"表格的单元格超过 {max_cells:,} 个")
    state.found.append(found)


def _has_text(page: PageObjects) -> bool:
    return any(not (char.hidden or char.text.isspace()) for char in page.chars)


def _recognise(page: pypdfium2.PdfPage, objects: PageObjects, state: _State) -> PageObjects:
    """Note a page without text, and give what could be recognised on it."""
    if not (objects.pictures or objects.paths or objects.chars):
        return objects
    state.scanned.append(objects.number)
    seen = state.recogniser and state.recogniser.read(page, objects)
    if not seen or not _has_text(seen.page):
        return objects
    state.recognised.append(seen)
    return seen.page


def _is_scan(page: PageObjects) -> bool:
    area = page.width * page.height
    return any((p.right - p.left) * (p.bottom - p.top) > _COVERING * area for p in page.pictures)


def _found(page: PageObjects, state: _State) -> _Found:
    figures = find_figures(page)
    page, struck = without_struck(without_figures(page, figures))
    state.struck += struck
    chars = [char for char in page.chars if not char.hidden]
    rulings = rulings_of(page)
    tables, outside = ruled_tables(lattices(rulings), chars, page.number)
    lines = lines_of(outside, page.number)
    bars = bars_of(page, rulings, [table.box for table in tables])
    return _Found(page, tables, lines, figures, bars)


def _part_borderless(found: _Found, lines: list[TextLine], layout: Layout | None) -> Layout | None:
    """Take the tables without rulings out of a page's lines; give the columns of the last one."""
    found.lines = []
    number, bars = found.page.number, found.bars
    lines = without_columns(lines)
    while (parted := borderless_table(lines, number, layout, bars)) is not None:
        above, table, layout, lines = parted
        found.lines += above
        found.tables.append(table)
    found.lines += lines
    return None if lines or not found.tables or found.tables[-1].ruled else layout


def _side(side: Side, state: _State) -> Iterator[SideText]:
    yield from (SideText(kind, line.text) for kind, line in side)
    yield from (SideText("hidden", text) for text in state.hidden)
    yield from (SideText("deleted", struck.text) for struck in state.struck)


def _blocks(pages: list[_Found]) -> Iterator[Block]:
    """Give paragraphs and grids in reading order."""
    writer = _Writer()
    for found in pages:
        writer.take(found)
    yield from writer.finish()


class _Writer:
    """Puts the pages' lines and tables after each other."""

    def __init__(self) -> None:
        self._blocks: list[list[TextLine] | JoinedTable | Drawing] = []
        self._pages: dict[int, tuple[float, float]] = {}

    def take(self, found: _Found) -> None:
        """Take a page."""
        page = found.page.number
        self._pages[page] = _sides(found)
        things: list[TextLine | PageTable | Figure] = [
            *found.lines,
            *found.tables,
            *found.figures,
        ]
        things.sort(key=lambda t: t.box.top if isinstance(t, PageTable) else t.top)
        for index, thing in enumerate(things):
            last = self._blocks[-1] if self._blocks else None
            if isinstance(thing, PageTable):
                if index == 0 and isinstance(last, JoinedTable) and go_on(last, thing):
                    continue
                self._blocks.append(begun(thing))
            elif isinstance(thing, Figure):
                self._blocks.append(thing.drawing)
            elif isinstance(last, list):
                last.append(thing)
            else:
                self._blocks.append([thing])

    def finish(self) -> Iterator[Block]:
        """Give the blocks, numbered."""
        numbers: dict[int, int] = {}
        paragraph = table = page = 0
        for block in self._blocks:
            if isinstance(block, list):
                for line in self._lines(block):
                    paragraph += 1
                    begins = line.page is not None and line.page > page > 0
                    page = line.page or page
                    yield replace(line, number=paragraph, page_break=begins)
                continue
            if isinstance(block, Drawing):
                yield block
                continue
            mark_doubtful(block)
            table += 1
            for piece in block.pieces:
                number = piece.table.page
                numbers[number] = numbers.get(number, 0) + 1
            page = block.pieces[-1].table.page
            yield _grid(block, table, numbers)

    def _lines(self, lines: list[TextLine]) -> Iterator[Line]:
        left = min(self._pages[line.page][0] for line in lines)
        right = max(self._pages[line.page][1] for line in lines)
        for group in paragraphs(lines, left, right):
            yield Line(
                joined_text(group), bold=all(line.bold for line in group), page=group[0].page
            )


def _sides(found: _Found) -> tuple[float, float]:
    """Tell between which sides the text of a page is set."""
    lefts = [line.left for line in found.lines] + [table.box.left for table in found.tables]
    rights = [line.right for line in found.lines] + [table.box.right for table in found.tables]
    return min(lefts, default=0.0), max(rights, default=found.page.width)


def _grid(joined: JoinedTable, number: int, numbers: dict[int, int]) -> Grid:
    xs = joined.xs

    @cache  # most cells of a column begin at the same place
    def column(x: float) -> int:
        return min(range(len(xs)), key=lambda n: abs(xs[n] - x))

    cells = []
    for cell in sorted(joined.cells, key=lambda c: (c.row, c.left)):
        first, last = column(cell.left), column(cell.right)
        cells.append(
            Cell(
                row=cell.row + 1,
                column=first + 1,
                row_span=cell.end - cell.row,
                column_span=max(1, last - first),
                lines=cell_lines(cell, joined.margin),
            )
        )
    return Grid(
        table=number,
        rows=joined.rows,
        columns=max(1, len(xs) - 1),
        cells=tuple(cells),
        page=joined.first.page,
        widths=tuple(after - before for before, after in pairwise(xs)),
        parts=tuple(
            Part(
                first=piece.first + 1,
                skipped=piece.skipped,
                page=piece.table.page,
                table=numbers[piece.table.page],
            )
            for piece in joined.pieces
        ),
    )
