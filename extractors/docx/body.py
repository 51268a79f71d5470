"""The body of a Word document in one pass: paragraphs, raw tables, and what hangs in them."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.docx.boxes import Boxes
from extractors.docx.errors import TooManyCells
from extractors.docx.names import (
    DEL,
    RPR,
    RUN,
    TBL,
    TC,
    TR,
    TR_PR,
    VAL,
    Element,
    P,
    T,
    is_on,
    w,
)
from extractors.docx.numbering import Numbering, numbered_by
from extractors.docx.placing import place_cells
from extractors.docx.rawtable import BoxText, RawCell, RawRow, RawTable
from extractors.docx.styles import PLAIN, Style, Styles, outline_level, whole
from extractors.docx.text import Words
from extractors.docx.walking import Handler, walk, walk_flat
from extractors.grid import Line

#: Longer paragraphs are no headings, whatever they look like.
_LONGEST_BOLD = 60
#: Nesting of tables beyond which no person can have filled in the form.
_DEEPEST = 200


@dataclass(slots=True, eq=False)
class Hung:
    """A drawing met in the body: where it hangs, and the text of its boxes if in a cell."""

    element: Element
    paragraph: Element
    number: int
    block: int
    table: RawTable | None
    cell: RawCell | None
    text: BoxText | None


@dataclass(slots=True, eq=False)
class _Look:
    """What a paragraph's properties say of it: style, list, level in the list, outline level."""

    style: Style
    style_id: str = ""
    list_id: str | None = None
    level: int | None = None
    heading: int | None = None


class Body:
    """Reads the body, paragraph by paragraph and cell by cell.

    Attributes:
        blocks: Paragraphs and outer tables in order.
        tables: All tables, nested ones included, in the order in which they begin.
        hung: All drawings in order.
        words: The gatherer of words, which keeps what is left out and counts changes.
    """

    def __init__(
        self, styles: Styles, numbering: Numbering, *, max_cells: int, symbol_fonts: bool
    ) -> None:
        self.blocks: list[Line | RawTable] = []
        self.tables: list[RawTable] = []
        self.hung: list[Hung] = []
        self.words = Words(symbol_fonts=symbol_fonts)
        self._boxes = Boxes(self.words.left_out)
        self._styles, self._numbering = styles, numbering
        self._max_cells, self._cells = max_cells, 0
        self._table: RawTable | None = None
        self._row: RawRow | None = None
        self._cell: RawCell | None = None
        self._paragraph: Element | None = None
        self._number = 0
        self._break = False
        self._section_break = False
        self._sections: list[bool] = []
        self._sections_passed = 0
        self._look: _Look | None = None
        self._default_look = _Look(styles.default)
        self._handlers = self._flow_handlers()
        self._table_handlers = self._handlers | self._cell_handlers()

    def read(self, body: Element) -> None:
        """Read everything below the body element.

        Raises:
            TooManyCells: The tables are beyond the ceiling.
        """
        self._sections = [
            _starts_page(section)
            for section in body.iter(w("sectPr"))
            if section.getparent().tag != w("sectPrChange")  # type: ignore[union-attr]
        ]
        walk(body, self._handlers)
        self._close()

    @property
    def changes(self) -> int:
        """Count of tracked changes, those in text boxes included."""
        return self.words.changes + self._boxes.words.changes

    @property
    def outward_fields(self) -> tuple[str, ...]:
        """Names of the fields that look outside of the document."""
        return (*self.words.fields.outward, *self._boxes.words.fields.outward)

    def _flow_handlers(self) -> dict[str, Handler]:
        return self.words.handlers | {
            P: self._start,
            w("pStyle"): self._take_style,
            w("numId"): self._take_list,
            w("ilvl"): self._take_level,
            w("outlineLvl"): self._take_heading,
            w("pageBreakBefore"): self._take_page_break,
            w("sectPr"): self._section,
            TBL: self._read_table,
        }

    def _cell_handlers(self) -> dict[str, Handler]:
        return {
            TR: self._start_row,
            TC: self._start_cell,
            w("gridSpan"): self._take_span,
            w("vMerge"): self._take_down,
            w("hMerge"): self._take_across,
            w("gridBefore"): self._take_before,
            w("gridAfter"): self._take_after,
            w("hidden"): self._hide_row,
            w("cellIns"): self._count_change,
            w("cellDel"): self._delete_cell,
            w("cellMerge"): self._take_tracked_merge,
            DEL: self._deleted,
        }

    # ---- paragraphs

    def _start(self, paragraph: Element) -> None:
        words = self.words
        if self._paragraph is not None:
            if words.mark_deleted:
                self._continue(paragraph)
                return
            self._close()
        self._paragraph = paragraph
        if self._table is None:
            self._number += 1
        self._look = None
        words.start()

    def _continue(self, paragraph: Element) -> None:
        """Let a paragraph continue the one before, whose end was deleted; its look counts."""
        words = self.words
        pieces, drawn = [*words.pieces], words.drawn
        self._paragraph = None
        self._start(paragraph)
        words.resume(pieces, drawn)

    def _close(self) -> None:
        """Make a line of the present paragraph."""
        paragraph, words = self._paragraph, self.words
        if paragraph is None:
            return
        self._paragraph = None
        pieces = words.pieces
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        look = self._look or self._default_look
        label = "" if look.list_id is None and not look.style.list_id else self._label(look)
        if self._cell is not None:
            self._cell.content.append(Line(text, label) if text or label else _EMPTY)
        else:
            self._add_line(text, label, look, paragraph)
        if words.drawn:
            self._hang(paragraph, words.drawn)

    def _add_line(self, text: str, label: str, look: _Look, paragraph: Element) -> None:
        heading = look.style.heading if look.heading is None else look.heading
        number = self._number if self._table is None else 0
        page_break = self.words.page_break or self._break
        self._break = self.words.break_after or self._section_break
        self._section_break = False
        bold = len(text) <= _LONGEST_BOLD and bool(text.strip()) and _is_bold(paragraph, look.style)
        self.blocks.append(Line(text, label, number, heading, page_break, bold))

    def _label(self, look: _Look) -> str:
        list_id, level = numbered_by(look.style, look.list_id, look.level)
        return self._numbering.label(list_id, level, look.style_id)

    def _hang(self, paragraph: Element, drawn: list[Element]) -> None:
        table, cell = self._table, self._cell
        for element in drawn:
            text = None
            lines = self._boxes.read(element)
            if cell is not None:
                text = BoxText(lines)
                cell.content.append(text)
                cell.plain = False
            block = len(self.blocks) - 1
            self.hung.append(Hung(element, paragraph, self._number, block, table, cell, text))

    def _looks(self) -> _Look:
        """Give the present paragraph a look of its own."""
        if self._look is None:
            self._look = _Look(self._styles.default)
        return self._look

    def _take_style(self, element: Element) -> None:
        look = self._looks()
        look.style_id = element.get(VAL, "")
        look.style = self._styles.of.get(look.style_id, PLAIN)

    def _take_list(self, element: Element) -> None:
        self._looks().list_id = element.get(VAL, "")

    def _take_level(self, element: Element) -> None:
        self._looks().level = whole(element)

    def _take_heading(self, element: Element) -> None:
        self._looks().heading = outline_level(whole(element) or 0)

    def _take_page_break(self, element: Element) -> None:
        if is_on(element):
            self.words.break_page()

    def _section(self, _: Element) -> None:
        self._sections_passed += 1
        if self._sections_passed < len(self._sections):
            self._section_break = self._sections[self._sections_passed]

    # ---- tables

    def _read_table(self, element: Element) -> bool:
        """Read a table with everything in it; a nested one becomes part of the cell."""
        self._close()
        outer = self._table, self._row, self._cell
        depth = outer[0].depth + 1 if outer[0] is not None else 0
        if depth > _DEEPEST:
            raise TooManyCells("表格嵌套层数过多")
        table = RawTable(element, len(self.tables) + 1, outer[0], depth)
        self.tables.append(table)
        if outer[2] is not None:
            outer[2].content.append(table)
            outer[2].plain = False
        elif outer[0] is None:
            self.blocks.append(table)
            self._break = False
        self._table, self._row, self._cell = table, None, None
        nests = next(element.iterdescendants(TBL), None) is not None
        (walk if nests else walk_flat)(element, self._table_handlers)
        self._close()
        place_cells(table, self.words.left_out, self._max_cells)
        self._table, self._row, self._cell = outer
        return True

    def _start_row(self, element: Element) -> None:
        self._close()
        self._cell = None
        self._row = RawRow(element)
        if self._table is not None:
            self._table.rows.append(self._row)

    def _start_cell(self, element: Element) -> None:
        self._close()
        if self._row is None:
            self._start_row(element)
        self._cells += 1
        if self._cells > self._max_cells:
            raise TooManyCells(f"表格单元格超过 {self._max_cells} 个")
        self._cell = RawCell()
        if self._row is not None:
            self._row.cells.append(self._cell)

    def _take_span(self, element: Element) -> None:
        if self._cell is not None:
            self._cell.span = _count(element, default=1)

    def _take_down(self, element: Element) -> None:
        if self._cell is not None:
            self._cell.down = "restart" if element.get(VAL) == "restart" else "continue"

    def _take_across(self, element: Element) -> None:
        if self._cell is not None:
            self._cell.across = "restart" if element.get(VAL) == "restart" else "continue"

    def _take_tracked_merge(self, element: Element) -> None:
        self.words.changes += 1
        if self._cell is not None:
            self._cell.down = "continue" if element.get(w("vMerge")) == "cont" else "restart"

    def _take_before(self, element: Element) -> None:
        if self._row is not None:
            self._row.before = _count(element, default=0)

    def _take_after(self, element: Element) -> None:
        if self._row is not None:
            self._row.after = _count(element, default=0)

    def _hide_row(self, element: Element) -> None:
        if self._row is not None and is_on(element):
            self._row.gone = self._row.gone or "hidden"

    def _deleted(self, element: Element) -> bool:
        parent = element.getparent()
        if parent is None or parent.tag != TR_PR:
            return self.words.deleted(element)
        self.words.changes += 1
        if self._row is not None:
            self._row.gone = "deleted"
        return True

    def _delete_cell(self, _: Element) -> None:
        self.words.changes += 1
        if self._cell is not None:
            self._cell.gone = True

    def _count_change(self, _: Element) -> None:
        self.words.changes += 1


_EMPTY = Line("")


def _is_bold(paragraph: Element, style: Style) -> bool:
    """Tell whether all words of a paragraph are bold, by their runs or else by its style."""
    marks = [run.find(f"{RPR}/{w('b')}") for run in paragraph.iterchildren(RUN) if _says(run)]
    return bool(marks) and all(style.bold if mark is None else is_on(mark) for mark in marks)


def _says(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iterchildren(T))


def _count(element: Element, *, default: int) -> int:
    value = whole(element)
    return default if value is None else value


def _starts_page(section: Element) -> bool:
    kind = section.find(w("type"))
    return kind is None or kind.get(VAL) not in {"continuous", "nextColumn"}
