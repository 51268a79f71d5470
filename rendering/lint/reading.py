"""Reads the parsed parts of a Word document into a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rendering.lint.footers import page_number
from rendering.lint.letters import face, letters_of, lines_of
from rendering.lint.looks import Look, Styles, look_of, over, styles_of
from rendering.lint.numbers import Numbers, numbers_of
from rendering.lint.parts import Element, Parts, is_on, number, related, value, w
from rendering.lint.sheet import Cell, PageNumber, Paragraph, Piece, Section, Sheet, Table

_P, _TBL, _SECT, _PPR, _RPR = (w(name) for name in ("p", "tbl", "sectPr", "pPr", "rPr"))
_PASSED = frozenset({w(n) for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")})
_INLINE = _PASSED | {w("hyperlink"), w("fldSimple")}
_SHOWN = frozenset({w("drawing"), w("pict"), w("object")})
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TINY = 60.0  # twips: a paragraph that only carries a break


def read_sheet(parts: Parts) -> Sheet:
    """Read a document; what it does not say has Word's defaults."""
    styles = styles_of(parts.styles, parts.theme)
    body = parts.document.find(w("body"))
    ends = [] if body is None else list(body.iter(_SECT))
    kinds = [value(end.find(w("type"))) for end in ends]
    reader = _Reader(styles, numbers_of(parts.numbering), kinds)
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    even = None if parts.settings is None else parts.settings.find(w("evenAndOddHeaders"))
    default = styles.letters.get(styles.default, {})
    return Sheet(
        blocks=blocks,
        cells=tuple(reader.cells),
        sections=tuple(_sections(reader, body, parts, styles)),
        default_size=letters_of(over(styles.base, default), styles).size,
        odd_and_even=is_on(even),
    )


@dataclass(slots=True)
class _Reader:
    """Walks through the body once, in order."""

    styles: Styles
    numbers: Numbers
    kinds: list[str]
    cells: list[Paragraph] = field(default_factory=list)
    ends: list[Element] = field(default_factory=list)
    begins: list[int] = field(default_factory=lambda: [1])
    count: int = 0
    tables: int = 0
    new_page: bool = True

    def blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        for child in parent:
            if child.tag in _PASSED:
                yield from self.blocks(child)
            elif child.tag == _TBL:
                yield self._table(child, nested=False)
                self.new_page = False
            elif child.tag == _P:
                self.count += 1
                yield self.paragraph(child, self.count)
                self._end_section(child)

    def _end_section(self, element: Element) -> None:
        end = element.find(f"{_PPR}/{_SECT}")
        if end is not None:
            self.ends.append(end)
            self.begins.append(self.count + 1)
            self.new_page = self.kinds[len(self.ends) : len(self.ends) + 1] != ["continuous"]

    def _table(self, element: Element, *, nested: bool) -> Table:
        self.tables += 1
        own = self.tables
        for row_number, row in enumerate(_children(element, w("tr")), 1):
            column = 1
            for cell in _children(row, w("tc")):
                self._cell(cell, Cell(own, row_number, column))
                column += int(number(value(cell.find(f"{w('tcPr')}/{w('gridSpan')}"))) or 1)
        widths = (number(value(c, "w")) or 0.0 for c in element.iterfind(f"{w('tblGrid')}/*"))
        return Table(own, sum(widths), len(self.ends), nested)

    def _cell(self, cell: Element, place: Cell) -> None:
        for child in cell.iter(_P, _TBL):
            if child.tag == _TBL:
                continue  # what a nested table holds counts for the cell around it
            self.cells.append(self.paragraph(child, 0, place))

    def paragraph(self, element: Element, at: int, cell: Cell | None = None) -> Paragraph:
        own = element.find(_PPR)
        id_ = value(own.find(w("pStyle")), "val") if own is not None else ""
        id_ = id_ if id_ in self.styles.names else self.styles.default
        look = over(self.styles.paragraphs.get(id_, {}), look_of(own))
        label, indents = self.numbers.next(look.get("numId", ""), look.get("ilvl", "0"))
        look = over(self.styles.base, indents, look) if indents else over(self.styles.base, look)
        base = over(self.styles.base, self.styles.letters.get(id_, {}))
        found = _Runs(base, self.styles)
        found.read(element)
        mark = own.find(_RPR) if own is not None else None
        letters = face(found.pieces, over(base, look_of(mark)), self.styles)
        text = label + "".join(piece.text for piece in found.pieces)
        lines = lines_of(look, letters.size)
        new = cell is None and (self.new_page or found.breaks_before or lines.page_break_before)
        if cell is None:
            tiny = lines.rule == "exact" and lines.line <= _TINY and not text
            self.new_page = found.breaks_after or (new and tiny)
        return Paragraph(
            number=at,
            text=text,
            label=label,
            pieces=tuple(found.pieces),
            lines=lines,
            style=self.styles.names.get(id_, ""),
            level=_level(look, self.styles.names.get(id_, "")),
            section=len(self.ends),
            new_page=new,
            drawing=found.drawing,
            face=letters,
            cell=cell,
        )


@dataclass(slots=True)
class _Runs:
    """Gathers the runs of a paragraph."""

    base: Look
    styles: Styles
    pieces: list[Piece] = field(default_factory=list)
    drawing: bool = False
    breaks_before: bool = False
    breaks_after: bool = False

    def read(self, parent: Element) -> None:
        for child in parent:
            if child.tag in _INLINE:
                self.read(child)
            elif child.tag == w("r"):
                self._run(child)

    def _run(self, run: Element) -> None:
        look = self._look(run)
        hidden = look.get("vanish") == "on"
        words = "" if hidden else "".join(self._words(run))
        if words:
            self.pieces.append(Piece(words, letters_of(look, self.styles)))
            self.breaks_after = False if words.strip() else self.breaks_after

    def _look(self, run: Element) -> Look:
        own = run.find(_RPR)
        style = value(own.find(w("rStyle"))) if own is not None else ""
        look = over(self.base, self.styles.letters.get(style, {}), look_of(own))
        return {**look, "color": ""} if _is_prompt(run) else look

    def _words(self, run: Element) -> Iterator[str]:
        for child in run:
            if child.tag == w("t"):
                yield str(child.text or "")
            elif child.tag == w("tab"):
                yield "\t"
            elif child.tag in {w("br"), w("cr")}:
                if value(child, "type") == "page":
                    self.breaks_after = True
                    said = any(piece.text.strip() for piece in self.pieces)
                    self.breaks_before = self.breaks_before or not said
                else:
                    yield "\n"
            elif child.tag in _SHOWN or child.tag == _MC:
                self.drawing = True


def _is_prompt(run: Element) -> bool:
    """Tell whether a run is the grey hint of a content control that nobody has filled in."""
    path = f"{w('sdtPr')}/{w('showingPlcHdr')}"
    return any(sdt.find(path) is not None for sdt in run.iterancestors(w("sdt")))


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Give children of a kind, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _PASSED:
            yield from _children(child, tag)


def _level(look: Look, name: str) -> int:
    outline = number(look.get("outlineLvl", ""))
    if outline is not None:
        return int(outline) + 1 if 0 <= outline < 9 else 0  # noqa: PLR2004 - nine levels in Word
    head, _, last = name.lower().rpartition(" ")
    return int(last) if head in {"heading", "标题"} and last.isdecimal() else 0


def _sections(
    reader: _Reader, body: Element | None, parts: Parts, styles: Styles
) -> Iterator[Section]:
    last = body.find(_SECT) if body is not None else None
    ends = reader.ends if last is None and reader.ends else [*reader.ends, last]
    inherited: dict[str, PageNumber | None] = {}
    for end, begin in zip(ends, reader.begins, strict=False):
        own = {
            value(reference, "type") or "default": page_number(
                parts.footers.get(related(reference)), styles
            )
            for reference in (end.iterfind(w("footerReference")) if end is not None else ())
        }
        inherited = {**inherited, **own}
        yield _section(end, inherited, begin)


def _section(end: Element | None, numbers: dict[str, PageNumber | None], begin: int) -> Section:
    size, margins, grid = (
        None if end is None else end.find(w(name)) for name in ("pgSz", "pgMar", "docGrid")
    )
    sides = {
        name: abs(number(value(margins, name)) or 0.0)
        for name in ("top", "right", "bottom", "left", "footer", "gutter")
    }
    columns = None if end is None else end.find(w("cols"))
    kind = value(grid, "type")
    return Section(
        width=number(value(size, "w")) or 12240.0,
        height=number(value(size, "h")) or 15840.0,
        top=sides["top"],
        right=sides["right"],
        bottom=sides["bottom"],
        left=sides["left"] + sides["gutter"],
        footer=sides["footer"],
        grid="" if kind in {"", "default"} else kind,
        pitch=number(value(grid, "linePitch")) or 0.0,
        char_space=(number(value(grid, "charSpace")) or 0.0) / 4096,
        columns=int(number(value(columns, "num")) or 1),
        numbers=numbers,
        begins=is_on(None if end is None else end.find(w("titlePg"))),
        first_paragraph=begin,
    )
