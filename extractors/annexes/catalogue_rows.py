"""The rows of annex 1: groups, placeholders, merged cells, ticks, one authority item a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.annexes.categories import is_ticked, read_category
from extractors.annexes.furniture import (
    is_department,
    is_note,
    opens_note,
    title_kind,
)
from extractors.annexes.labels import read_labels
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    is_label_row,
    is_plain,
    read_label_cells,
    remarks_of_row,
    without_count,
)
from extractors.annexes.tables import (
    Filled,
    Header,
    Row,
    band,
    body_rows,
    by_field,
    cells_left,
    shares_cell,
    values_of,
)
from extractors.annexes.text import (
    bare,
    is_placeholder,
    joined,
    number_of,
    says_ditto,
    says_none,
    value_of,
    without_number,
)
from extractors.annexes.vocabulary import patterns
from extractors.grid import Cell, Grid
from schemas.forms import CATEGORIES, CatalogueItem, Category
from schemas.text import normalised

_TEXTS = ("name", "content", "basis")
_COMPOUND = re.compile(r"[(（]?(?:[\d一二三四五六七八九十]{1,3}[-.—–])+(\d{1,3})[)）.、]?")
_LONGEST_GROUP = 16
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
        if group is None and is_label_row(grid, row):
            read_label_cells(grid, [row.number], found)
        elif group is None or len(row.cells) == len(header.columns):
            _read_row(grid, header, row, table)
        elif group.row == row.number:
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
    plain = without_count(without_number(joined(text)))
    if says_none(plain):
        table.nothing = True
    elif len(plain) <= _LONGEST_GROUP and read_category(plain):
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


def _read_row(grid: Grid, header: Header, row: Row, table: Rows) -> None:
    values = values_of(header, row)
    first = by_field(values)
    texts = {name: value.text for name, value in first.items()}
    if _is_total_row(row):
        return
    one = shares_cell(first, "name", ("content",))
    department = without_count(without_number(joined(texts.get("department", ""))))
    if department and not one and not is_placeholder(department) and not says_ditto(department):
        table.department = department
    ticks = [v for v in values if v.column.option and is_ticked(v.text)]
    if not ticks and _is_empty(texts):
        return
    if _says_nothing(texts):
        table.nothing = True
        return
    if one:
        table.stray.extend(remarks_of_row(grid, row))
        return
    table.items.append(_item(grid, row, first, ticks, table))
    table.stray.extend(stray_cell(grid, cell) for cell in cells_left(row, values))
    table.stray.extend(
        Stray(value.text, grid.place(value.cell, row=row.number))
        for value in values
        if value.cell is not None and value.cell.row == row.number and _is_stray(value, first)
    )


def _is_total_row(row: Row) -> bool:
    """Tell whether a row only adds up (合计 | | 3项)."""
    first, *others = row.filled
    return _is_total(first.text) and all(_is_count(cell.text) for cell in others)


def _is_count(text: str) -> bool:
    return any(p.fullmatch(normalised(text)) for p in patterns("phrases", "counts"))


def _is_stray(value: Filled, first: dict[str, Filled]) -> bool:
    column, _, text = value
    if not text:
        return False
    if column.option:
        return not (is_ticked(text) or _is_cross(text) or is_placeholder(text))
    if column.field and first[column.field] is value:
        return column.field == "seq" and _number(text) is None and not is_placeholder(text)
    return not is_placeholder(text) and not says_none(text)


def _is_cross(text: str) -> bool:
    return not bare(text).strip("□×xX否") or text.strip() in {"×", "-", "—", "/"}


def _is_empty(texts: dict[str, str]) -> bool:
    """Tell whether a row holds nothing that was filled in: blank, or the blank form's dots."""
    values = [texts.get(name, "") for name in _TEXTS]
    if not all(is_placeholder(v) for v in values):
        return False
    category = texts.get("category", "")
    return any(values) or is_placeholder(category) or read_category(category) is None


def _says_nothing(texts: dict[str, str]) -> bool:
    values = [texts.get(name, "") for name in ("name", "category", "content", "basis")]
    said = says_none(texts.get("name", "")) or says_none(texts.get("content", ""))
    return said and all(is_placeholder(v) or says_none(v) or not bare(v) for v in values)


def _item(
    grid: Grid, row: Row, first: dict[str, Filled], ticks: list[Filled], table: Rows
) -> CatalogueItem:
    text = {name: value.text for name, value in first.items()}
    category, raw = _category(text.get("category", ""), ticks, table)
    marked = {"category": ticks[0]} if ticks else {}
    places = {
        _FIELDS[name]: grid.place(value.cell, row=row.number)
        for name, value in {**first, **marked}.items()
        if value.cell is not None
    }
    places[""] = grid.at_row(row.number)
    return CatalogueItem(
        seq=_seq(first.get("seq")),
        department=table.department,
        name=without_number(joined(text.get("name", ""))),
        category=category,
        category_raw=raw,
        content=_words(text.get("content", ""), "content", table),
        legal_basis=_words(text.get("basis", ""), "legal_basis", table),
        places=places,
    )


def _words(text: str, name: str, table: Rows) -> str:
    """Give a longer text of a row; 同上 repeats that of the row above."""
    above = getattr(table.items[-1], name) if table.items and says_ditto(text) else ""
    return above or value_of(text)


def _category(text: str, ticks: list[Filled], table: Rows) -> tuple[Category | None, str]:
    """Read the category from its cell, from ticked columns, or from the group row above."""
    if says_ditto(text) and table.items:
        return table.items[-1].category, table.items[-1].category_raw
    if text:
        whole = joined(text)
        return read_category(text), whole if whole in CATEGORIES else text
    options = [value.column.option for value in ticks]
    if options:
        return (read_category(options[0]) if len(options) == 1 else None), "、".join(options)
    return table.category, table.category or ""


def _seq(value: Filled | None) -> int | None:
    """Read the sequence number from the typed text, else from Word's automatic number."""
    if value is None or value.text:
        return _number(value.text) if value else None
    lines = value.cell.lines if value.cell else ()
    return next((number_of(line.label) for line in lines if line.label), None)


def _number(text: str) -> int | None:
    """Read a sequence number; of 1-2 and 1.2 the last part counts within the department.

    Several in a cell are none: the row runs several items together.
    """
    if len(text.split()) > 1:
        return None
    compound = _COMPOUND.fullmatch(normalised(text))
    return number_of(compound[1] if compound else text)


def stray_cell(grid: Grid, cell: Cell) -> Stray:
    """Turn a cell that no field took into a stray text."""
    return Stray(cell.text, grid.place(cell))
