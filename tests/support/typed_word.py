"""Word files typed by hand, with all the places in which people leave text.

package([paragraph("附件1"), grid([[Cell("序号"), Cell("名称")]])], header="……")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal
from xml.sax.saxutils import escape

from tests.extractors.docx.conftest import build

Merge = Literal["", "restart", "continue"]
WIDTH = 1200  # twips a column


@dataclass(frozen=True)
class Cell:
    """A cell of a typed table.

    Attributes:
        text: Its paragraphs, one a line.
        columns: Columns that it covers.
        rows: Its part in a merge downwards.
        box: Words of a text box that hangs in it.
        nested: Words of a table of one cell nested in it.
    """

    text: str = ""
    columns: int = 1
    rows: Merge = ""
    box: str = ""
    nested: str = ""


@dataclass(frozen=True)
class Hand:
    """How the typing program and the person leave their marks in the XML.

    Attributes:
        split: Words are cut into several runs.
        inserted: Some runs are tracked insertions.
        controls: Cells' paragraphs stand in content controls.
        no_grid: The table has no ``w:tblGrid``.
        no_widths: Cells tell no widths.
    """

    rng: Random
    split: bool = False
    inserted: bool = False
    controls: bool = False
    no_grid: bool = False
    no_widths: bool = False

    def runs(self, text: str) -> str:
        """Write a text as runs; a tab is a tab."""
        if not text:
            return ""
        cut = self.rng.randrange(1, len(text)) if self.split and len(text) > 1 else 0
        parts = [text[:cut], text[cut:]] if cut else [text]
        written = [_run(part) for part in parts]
        if self.inserted and self.rng.random() < 0.3:
            written[-1] = f'<w:ins w:id="1" w:author="a">{written[-1]}</w:ins>'
        return "".join(written)

    def paragraph(self, text: str = "", *, page_break: bool = False, box: str = "") -> str:
        """Write a paragraph; a text box may hang in it."""
        start = '<w:r><w:br w:type="page"/></w:r>' if page_break else ""
        return f"<w:p>{start}{self.runs(text)}{text_box(box) if box else ''}</w:p>"

    def grid(self, rows: Iterable[Sequence[Cell]]) -> str:
        """Write a table; rows may be ragged."""
        listed = [list(row) for row in rows]
        width = max(sum(cell.columns for cell in row) for row in listed)
        columns = f'<w:gridCol w:w="{WIDTH}"/>' * width
        known = "" if self.no_grid else f"<w:tblGrid>{columns}</w:tblGrid>"
        written = "".join(f"<w:tr>{''.join(map(self._cell, row))}</w:tr>" for row in listed)
        return f"<w:tbl>{known}{written}</w:tbl>"

    def _cell(self, cell: Cell) -> str:
        width = f'<w:tcW w:w="{WIDTH * cell.columns}" w:type="dxa"/>'
        looks = ["" if self.no_widths else width]
        looks.append(f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else "")
        looks.append(f'<w:vMerge w:val="{cell.rows}"/>' if cell.rows else "")
        lines = "".join(self.paragraph(line) for line in cell.text.split("\n"))
        if self.controls and cell.text:
            lines = f"<w:sdt><w:sdtPr/><w:sdtContent>{lines}</w:sdtContent></w:sdt>"
        inner = self.grid([[Cell(cell.nested)]]) if cell.nested else ""
        end = self.paragraph(box=cell.box) if cell.box or inner else ""
        return f"<w:tc><w:tcPr>{''.join(looks)}</w:tcPr>{lines}{inner}{end}</w:tc>"


def _run(text: str) -> str:
    marked = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    return f"<w:r><w:t xml:space='preserve'>{marked}</w:t></w:r>"


def text_box(text: str) -> str:
    """Write a run with a text box of one paragraph."""
    return (
        "<w:r><w:pict><v:rect style='width:90pt;height:30pt'><v:textbox><w:txbxContent>"
        f"<w:p>{_run(text)}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )


def package(body: str, *, header: str = "", footer: str = "", footnote: str = "") -> bytes:
    """Put a body into a file, with what stands in its margins."""
    side = {
        kind: f"<w:p>{_run(text)}</w:p>"
        for kind, text in (("header", header), ("footer", footer))
        if text
    }
    if footnote:
        side["footnotes"] = f'<w:footnote w:id="2"><w:p>{_run(footnote)}</w:p></w:footnote>'
    return build(body, side)
