"""The rows of annex 1: groups, placeholders, merged cells, ticks, one authority item a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.annexes.categories import is_ticked, read_category
from extractors.annexes.furniture import is_department, is_note, opens_note, title_kind
from extractors.annexes.labels import read_labels
from extractors.annexes.particulars import Particulars, Stray, is_plain, read_label_cells
from extractors.annexes.tables import Column, Header, band, body_rows, cells_of
from extractors.annexes.text import (
    bare,
    is_placeholder,
    joined,
    number_of,
    says_none,
    value_of,
    without_number,
)
from extractors.annexes.vocabulary import patterns
from extractors.grid import Cell, Grid
from schemas.base import Place
from schemas.college import normalised
from schemas.forms import CATEGORIES, CatalogueItem, Category

_TEXTS = ("name", "content", "basis")
_FIELDS = {
    "seq": "seq",
    "department": "department",
    "name": "name",
    "category": "category",
    "content": "content",
    "basis": "legal_basis",
}


@dataclass(slots=True)
class Rows:
    """What is known while the rows of a catalogue are read from top to bottom.

    Attributes:
        department: The last department named in the column or in a group row.
        category: The category of the group row above, if groups are categories.
        nothing: A row says that there is nothing to report.
    """

    items: list[CatalogueItem] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    department: str | None = None
    category: Category | None = None
    nothing: bool = False


def read_rows(grid: Grid, header: Header, found: Particulars, table: Rows, *, own: bool) -> None:
    """Read a table's rows.

    Args:
        grid: The table.
        header: Its header, or that of the table before, which it goes on with.
        found: Takes what label lines in the table say.
        table: Takes items and stray texts; department and group go on from the table before.
        own: Whether the header stands in this table.
    """
    if own and header.first > 1:
        cells = read_label_cells(grid, range(1, header.first), found)
        table.stray.extend(stray_cell(grid, c) for c in cells if not _is_heading(c))
    in_note = False
    for row in body_rows(grid, header if own else None):
        group = band(grid, row)
        if group is None or len(list(grid.row_cells(row))) == len(header.columns):
            _read_row(grid, header, row, table)
        elif group.row == row:
            in_note = _read_band(grid, group, found, table, in_note=in_note)


def _is_heading(cell: Cell) -> bool:
    return all(
        title_kind(line.text) or is_plain(line.text) or is_department(line.text)
        for line in cell.lines
        if line.text.strip()
    )


def _read_band(grid: Grid, cell: Cell, found: Particulars, table: Rows, *, in_note: bool) -> bool:
    """Read a line across the table: a label line, a group of rows, a note.

    Returns:
        Whether a note has begun, so that numbered lines after it belong to it.
    """
    text = cell.text
    lines = [line.text for line in cell.lines if line.text.strip()]
    if (
        is_note(text)
        or (opens_note(text) and is_note(lines[0]))
        or (in_note and value_of(text) != text)
    ):
        return True
    plain = without_number(joined(text))
    if says_none(plain):
        table.nothing = True
    elif plain in CATEGORIES:
        table.category = read_category(plain)
    elif read_labels(text)[1]:
        rest = read_label_cells(grid, [cell.row], found)
        table.stray.extend(stray_cell(grid, c) for c in rest if not _is_heading(c))
    elif is_department(plain) and not title_kind(plain):
        table.department, table.category = plain, None
    elif not _is_heading(cell) and not _is_total(text):
        table.stray.append(stray_cell(grid, cell))
    return False


def _is_total(text: str) -> bool:
    return any(p.fullmatch(normalised(text)) for p in patterns("phrases", "totals"))


def _read_row(grid: Grid, header: Header, row: int, table: Rows) -> None:
    pairs = list(zip(header.columns, cells_of(grid, header, row), strict=True))
    first = _first_by_field(pairs)
    texts = {name: cell.text if cell else "" for name, cell in first.items()}
    department = without_number(joined(texts.get("department", "")))
    if department and not is_placeholder(department):
        table.department = department
    if _is_empty(texts, pairs):
        return
    if _says_nothing(texts):
        table.nothing = True
        return
    table.items.append(_item(grid, row, pairs, table))
    table.stray.extend(
        Stray(cell.text, grid.place(cell, row=row))
        for column, cell in pairs
        if cell is not None and cell.row == row and _is_stray(column, cell, first)
    )


def _first_by_field(pairs: Sequence[tuple[Column, Cell | None]]) -> dict[str, Cell | None]:
    """Give the cell of each field; of several columns for one field the first."""
    first: dict[str, Cell | None] = {}
    for column, cell in pairs:
        if column.field and not column.option:
            first.setdefault(column.field, cell)
    return first


def _is_stray(column: Column, cell: Cell, first: dict[str, Cell | None]) -> bool:
    if not cell.text or is_placeholder(cell.text) or says_none(cell.text):
        return False
    if column.option:
        return not is_ticked(cell.text) and not _is_cross(cell.text)
    if column.field == "seq":
        return number_of(cell.text) is None
    return not column.field or first.get(column.field) is not cell


def _is_cross(text: str) -> bool:
    return not bare(text).strip("□×xX否") or text.strip() in {"×", "-", "—", "/"}


def _is_empty(texts: dict[str, str], pairs: Sequence[tuple[Column, Cell | None]]) -> bool:
    """Tell whether a row holds nothing that was filled in: blank, or the blank form's dots."""
    values = [texts.get(name, "") for name in _TEXTS]
    if not all(is_placeholder(v) for v in values):
        return False
    ticked = any(c.option and cell and is_ticked(cell.text) for c, cell in pairs)
    category = texts.get("category", "")
    dotted = any(normalised(v) for v in values) or is_placeholder(category)
    return (dotted or read_category(category) is None) and not ticked


def _says_nothing(texts: dict[str, str]) -> bool:
    values = [texts.get(name, "") for name in ("name", "category", "content", "basis")]
    return any(says_none(v) for v in values[:1] + values[2:3]) and all(
        is_placeholder(v) or says_none(v) or not bare(v) for v in values
    )


def _item(
    grid: Grid,
    row: int,
    pairs: Sequence[tuple[Column, Cell | None]],
    table: Rows,
) -> CatalogueItem:
    cells = _first_by_field(pairs)
    text = {name: cell.text if cell else "" for name, cell in cells.items()}
    category, raw = _category(text.get("category", ""), pairs, table)
    places = {
        _FIELDS[name]: grid.place(cell, row=row) for name, cell in cells.items() if cell is not None
    }
    ticks = [cell for c, cell in pairs if c.option and cell and is_ticked(cell.text)]
    if ticks:
        places["category"] = grid.place(ticks[0], row=row)
    places[""] = Place(page=grid.page, table=grid.table, row=row)
    return CatalogueItem(
        seq=_seq(cells.get("seq")),
        department=table.department,
        name=without_number(joined(text.get("name", ""))),
        category=category,
        category_raw=raw,
        content=value_of(text.get("content", "")),
        legal_basis=value_of(text.get("basis", "")),
        places=places,
    )


def _category(
    text: str, pairs: Sequence[tuple[Column, Cell | None]], table: Rows
) -> tuple[Category | None, str]:
    """Read the category from its cell, from ticked columns, or from the group row above."""
    if text:
        whole = joined(text)
        return read_category(text), whole if whole in CATEGORIES else text
    ticked = [c.option for c, cell in pairs if c.option and cell and is_ticked(cell.text)]
    if ticked:
        return (read_category(ticked[0]) if len(ticked) == 1 else None), "、".join(ticked)
    return table.category, table.category or ""


def _seq(cell: Cell | None) -> int | None:
    """Read the sequence number from the typed text, else from Word's automatic number."""
    if cell is None:
        return None
    if cell.text:
        return number_of(cell.text)
    labels = [number_of(line.label) for line in cell.lines if line.label]
    return labels[0] if labels else None


def stray_cell(grid: Grid, cell: Cell) -> Stray:
    """Turn a cell that no field took into a stray text."""
    return Stray(cell.text, grid.place(cell))
