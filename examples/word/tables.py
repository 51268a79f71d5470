"""Tables with the habits of people who fill in forms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count, pairwise
from typing import Literal

from examples.word.markup import PLAIN, Paragraph, paragraph

_NUDGE = 110  # twips by which a dragged border is off
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; its text's newlines begin paragraphs.

    Attributes:
        span: How many of the table's columns it covers.
        merge: Whether it begins or goes on a cell merged downwards.
        number: The automatic list that its text belongs to.
        control: Whether it stands in a content control.
    """

    text: str = ""
    span: int = 1
    merge: Literal["", "restart", "continue"] = ""
    number: int | None = None
    control: bool = False
    form: Paragraph = PLAIN


def table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[int],
    *,
    irregular: bool = False,
    fixed: Collection[int] = (),
    header: bool = True,
) -> str:
    """Write a table.

    Args:
        rows: Its rows.
        widths: Of its columns, twips.
        irregular: Every second row's inner borders are a little off, as after dragging them.
        fixed: Columns whose borders nobody dragged, since their cells are merged.
        header: The first row is repeated on every page.
    """
    straight = [0, *accumulate(widths)]
    kept = {edge for column in fixed for edge in (column, column + 1)}
    movable = set(range(1, len(widths))) - kept
    dragged = [
        edge + _NUDGE * (1 if index % 2 else -1) if index in movable else edge
        for index, edge in enumerate(straight)
    ]
    used = [dragged if irregular and number % 2 else straight for number in range(len(rows))]
    grid = sorted({edge for edges in used for edge in edges})
    columns = "".join(f'<w:gridCol w:w="{after - edge}"/>' for edge, after in pairwise(grid))
    ids = count(10_001)
    content = "".join(
        _row(cells, edges, grid, ids, header=header and number == 0)
        for number, (cells, edges) in enumerate(zip(rows, used, strict=True))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{straight[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{content}</w:tbl>"
    )


def _row(
    cells: Sequence[Cell],
    edges: Sequence[int],
    grid: Sequence[int],
    ids: count[int],
    *,
    header: bool,
) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    written = []
    column = 0
    for cell in cells:
        left, right = edges[column], edges[column + cell.span]
        written.append(_cell(cell, right - left, grid.index(right) - grid.index(left), ids))
        column += cell.span
    height = '<w:trHeight w:val="510" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{''.join(written)}</w:tr>"


def _cell(cell: Cell, width: int, span: int, ids: count[int]) -> str:
    form = cell.form if cell.number is None else replace(cell.form, number=cell.number)
    lines = "".join(paragraph(line, form) for line in cell.text.split("\n"))
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    kind = ' w:val="restart"' if cell.merge == "restart" else ""
    merged = f"<w:vMerge{kind}/>" if cell.merge else ""
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}'
        f'<w:vAlign w:val="center"/></w:tcPr>{lines}</w:tc>'
    )
    if not cell.control:
        return written
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{next(ids)}"/></w:sdtPr>'
        f"<w:sdtContent>{written}</w:sdtContent></w:sdt>"
    )
