"""A Word document as bytes, read into paragraphs, grids and drawings."""

from __future__ import annotations

from extractors.collector import collector_paused
from extractors.docx.body import Body, Hung
from extractors.docx.carriers import Carrier, read_drawings
from extractors.docx.errors import Damaged
from extractors.docx.names import BODY, Element
from extractors.docx.numbering import read_numbering
from extractors.docx.package import Package, parse, plain
from extractors.docx.parted import words_for
from extractors.docx.placing import freeze
from extractors.docx.rawtable import RawTable
from extractors.docx.side import foreign_content, side_texts
from extractors.docx.styles import read_styles, spell_out_hidden
from extractors.drawing import Drawing
from extractors.grid import Block, Document, SideText
from schemas.base import Place


def read_docx(data: bytes, *, max_cells: int = 200_000) -> Document:
    """Read a Word document (.docx or .dotx, transitional or Strict).

    Only a broken main part stops the reading; other parts that are broken count as missing.

    Args:
        data: The file's bytes.
        max_cells: Ceiling on the cells of all tables together.

    Raises:
        Damaged: The package or its main part cannot be read.
        TooManyCells: The tables are beyond the ceiling.
    """
    with collector_paused():
        return _read(Package(data), max_cells)


def _read(package: Package, max_cells: int) -> Document:
    main = plain(package.read(package.main))
    element = parse(main).find(BODY)
    if element is None:
        raise Damaged("文件不是 Word 文档正文")
    body = _read_body(package, element, max_cells, symbol_fonts=b"ingdings" in main)
    drawings = _read_drawings(body, element)
    return Document(
        blocks=_blocks(body, drawings),
        nested=tuple(
            freeze(table) for table in body.tables if table.parent is not None and not table.gone
        ),
        side=(
            *(SideText(kind, text) for kind, text in body.words.left_out),
            *side_texts(package),
        ),
        tracked_changes=body.changes,
        foreign=foreign_content(package, body.outward_fields),
    )


def _read_body(package: Package, element: Element, max_cells: int, *, symbol_fonts: bool) -> Body:
    parts = {link.kind: link.target for link in package.relationships(package.main)}
    styles_root = package.part(parts.get("styles", ""))
    numbering = read_numbering(package.part(parts.get("numbering", "")), styles_root)
    styles = read_styles(styles_root)
    spell_out_hidden(element, styles)
    body = Body(styles, numbering, max_cells=max_cells, symbol_fonts=symbol_fonts)
    body.read(element)
    return body


def _read_drawings(body: Body, element: Element) -> list[tuple[Carrier, Drawing]]:
    """Read the drawings, and let the text boxes of charts in cells be no text of the cell."""
    carriers = [
        Carrier(
            element=hung.element, place=_place(hung), paragraph=hung.paragraph, block=hung.block
        )
        for hung in body.hung
    ]
    drawings = _with_words(read_drawings(carriers, element))
    charts = {
        (drawing.place.table, drawing.place.row, drawing.place.column)
        for _, drawing in drawings
        if drawing.strokes and drawing.place.table is not None
    }
    for hung, carrier in zip(body.hung, carriers, strict=True):
        if hung.text is not None:
            place = carrier.place
            hung.text.shown = (place.table, place.row, place.column) not in charts
    return drawings


def _with_words(drawings: list[tuple[Carrier, Drawing]]) -> list[tuple[Carrier, Drawing]]:
    """Join shapes and their words where a program wrote them apart in one paragraph."""
    joined: list[tuple[Carrier, Drawing]] = []
    for carrier, drawing in drawings:
        if joined and joined[-1][0].block == carrier.block:
            whole = words_for(joined[-1][1], drawing)
            if whole is not None:
                joined[-1] = (joined[-1][0], whole)
                continue
        joined.append((carrier, drawing))
    return joined


def _place(hung: Hung) -> Place:
    if hung.table is not None and hung.cell is not None:
        return Place(table=hung.table.number, row=hung.cell.row, column=hung.cell.column)
    return Place(paragraph=hung.number)


def _blocks(body: Body, drawings: list[tuple[Carrier, Drawing]]) -> tuple[Block, ...]:
    """Put grids in the place of raw tables, and each drawing behind its block."""
    after: dict[int, list[Drawing]] = {}
    for carrier, drawing in drawings:
        after.setdefault(carrier.block, []).append(drawing)
    blocks: list[Block] = []
    for index, block in enumerate(body.blocks):
        blocks.append(freeze(block) if isinstance(block, RawTable) else block)
        blocks.extend(after.get(index, ()))
    return tuple(blocks)
