"""Running text: blocks of a document → paragraphs, tables and drawings in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.annexes.particulars import line_place
from extractors.drawing import Drawing
from extractors.grid import Block, Cell, Grid, Line, shorten
from schemas.base import Place
from schemas.wording import Passage, WordedCell

_CONTENTS_ENTRY = re.compile(
    r"\S.*?(?:\t|[.…·\u2024‥⋯。_]{3,}|…|\s{4,})\s*[-—(（]?\d{1,3}[-—)）]?\s*$"
)
_LEAST_ENTRIES = 3
_ENDS = re.compile(r"[。；：！？;:!?…”’》）)、]\s*$")
_BEGINS = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]|[^，。；]{1,8}[:：]")
_FULL_LINE = 18  # characters: a shorter piece before a manual line break is a line of its own
_LONGEST_LINE = 28  # and so is a shorter one without any comma, which may be a title


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of running text, or a table or drawing that stands in it.

    Attributes:
        text: Its words, trimmed, without an automatic number.
        label: The automatic number.
        heading: Outline level from 1, or 0.
        bold: All of it is bold.
        page_break: It begins a page.
        apart: An empty paragraph or a page break stands before it.
        place: Where it stands.
        cells: Of a table its cells.
        grid, drawing: The table or drawing itself.
        block: Index of its block.
    """

    text: str
    label: str = ""
    heading: int = 0
    bold: bool = False
    page_break: bool = False
    apart: bool = False
    place: Place = field(default_factory=Place)
    cells: tuple[WordedCell, ...] = ()
    grid: Grid | None = None
    drawing: Drawing | None = None
    block: int = 0

    @property
    def words(self) -> str:
        """The text as a reader sees it, automatic number included."""
        return labelled(self.label, self.text)

    @property
    def is_text(self) -> bool:
        """Whether it is a paragraph, and no table or drawing."""
        return self.grid is None and self.drawing is None

    def passage(self) -> Passage:
        """Make a part of the model of it."""
        if self.cells:
            return Passage.of_cells(self.cells, places={"": self.place})
        return Passage(text=self.words, places={"": self.place})


def labelled(label: str, text: str) -> str:
    """Put an automatic number in front of a text."""
    if not label or not text:
        return label + text
    return f"{label} {text}" if label[-1].isalnum() else f"{label}{text}"


def paras(blocks: Iterable[Block]) -> tuple[Para, ...]:
    """Take blocks apart into paragraphs; empty ones, and a table of contents, are left out."""
    found: list[Para] = []
    apart = True
    for index, block in enumerate(blocks):
        for para in _of_block(block):
            if para.text or para.label or not para.is_text:
                found.append(replace(para, apart=apart or para.page_break, block=index))
                apart = False
            else:
                apart = True
    return tuple(_without_contents(found))


def _of_block(block: Block) -> Iterator[Para]:
    if isinstance(block, Line):
        yield from of_line(block, line_place(block))
    elif isinstance(block, Grid):
        if any(cell.text for cell in block.cells):
            yield _table(block)
    elif block.pictures or any(box.text.strip() for box in block.boxes):
        text = "\n".join(box.text.strip() for box in block.boxes if box.text.strip())
        yield Para(text, place=block.place, drawing=block)


def of_line(line: Line, place: Place = Place()) -> Iterator[Para]:  # noqa: B008 - immutable
    """Cut a paragraph at its manual line breaks, where these end a line of its own."""
    pieces = _joined(line.text.split("\n"))
    for index, piece in enumerate(pieces):
        yield Para(
            text=piece,
            label=line.label if not index else "",
            heading=line.heading,
            bold=line.bold,
            page_break=line.page_break and not index,
            place=place if len(pieces) == 1 else place.model_copy(update={"text": shorten(piece)}),
        )


def _joined(pieces: Sequence[str]) -> list[str]:
    """Join lines that a break has cut in the middle of a sentence."""
    joined = [pieces[0].strip()]
    for piece in pieces[1:]:
        if _goes_on(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece.strip())
    return joined


def _goes_on(before: str, piece: str) -> bool:
    """Tell whether a line goes on in the middle of the sentence that the one before began."""
    if not piece.strip() or piece != piece.strip() or _BEGINS.match(piece):
        return False
    long = len(before) >= (_FULL_LINE if "，" in before else _LONGEST_LINE)
    heading = _BEGINS.match(before) and "。" not in before
    return long and not heading and not _ENDS.search(before)


def broken_up(blocks: Iterable[Block]) -> list[Block]:
    """Make paragraphs of what manual line breaks, or a table of one cell, hold together."""
    broken: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and len(block.cells) == 1:
            broken.extend(broken_up(block.cells[0].lines))
        elif isinstance(block, Line) and "\n" in block.text:
            broken.extend(
                replace(block, text=para.text, label=para.label, page_break=para.page_break)
                for para in of_line(block)
            )
        else:
            broken.append(block)
    return broken


def _table(grid: Grid) -> Para:
    cells = tuple(_cell(cell) for cell in grid.cells)
    place = grid.at_row()
    return Para(Passage.of_cells(cells).text, place=place, cells=cells, grid=grid)


def _cell(cell: Cell) -> WordedCell:
    lines = (labelled(line.label, line.text.strip()) for line in cell.lines)
    return WordedCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        text="\n".join(line for line in lines if line),
    )


def _without_contents(found: Sequence[Para]) -> Iterator[Para]:
    """Leave out a table of contents: it repeats the headings, with other page numbers."""
    run: list[Para] = []
    for para in found:
        if para.is_text and _CONTENTS_ENTRY.match(para.text):
            run.append(para)
            continue
        if len(run) < _LEAST_ENTRIES:
            yield from run
        run = []
        yield para
    if len(run) < _LEAST_ENTRIES:
        yield from run
