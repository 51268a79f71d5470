"""Annex 1, 职权和重要业务事项目录."""

from __future__ import annotations

from extractors.annexes.catalogue_rows import Rows, read_rows, stray_cell
from extractors.annexes.headers import header_words
from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import (
    Particulars,
    department_in_title,
    read_label_cells,
)
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.sections import Section
from extractors.annexes.tables import Header, find_header, traps
from extractors.annexes.text import says_none
from extractors.faults import COLUMN_AMBIGUOUS, COLUMN_AMBIGUOUS_HINT, COLUMN_MISSING
from extractors.grid import Grid, Line
from schemas.base import Place
from schemas.findings import Finding
from schemas.forms import CATEGORIES, Catalogue

_FORM = "职权和重要业务事项目录"
_NEEDED = ("name", "category", "content", "basis")


def _read(section: Section, file: str) -> Reading:
    """Read a catalogue from its section."""
    found, table = Particulars(), Rows()
    rest = read_lines(section.lines, found)
    header: Header | None = None
    findings: list[Finding] = []
    for grid in section.grids:
        own = find_header(grid, "catalogue", CATEGORIES) if _is_catalogue(section, grid) else None
        header = own or header
        if header is not None and (own is not None or _continues(grid, header)):
            before = len(table.items)
            read_rows(grid, header, found, table, own=own is not None)
            if own is not None:
                new = table.items[before:]
                grouped = bool(new) and all(item.category_raw for item in new)
                findings.extend(_column_findings(grid, own, file, grouped=grouped))
        else:
            cells = read_label_cells(grid, range(1, grid.rows + 1), found)
            table.stray.extend(stray_cell(grid, cell) for cell in cells)
    if any(says_none(line.text) for line in rest):
        table.nothing = table.nothing or not table.items
        rest = [line for line in rest if not says_none(line.text)]
    read_margins(section.margins, found)
    form = _catalogue(found, table, department_in_title(section.titles))
    if header is None and not table.nothing:
        findings.append(_all_missing(section, file))
    stray = [*found.stray, *table.stray, *stray_lines(rest)]
    findings.extend(stray_findings(stray, file, department=form.department))
    return (form,), tuple(findings)


def _catalogue(found: Particulars, table: Rows, titled: str | None) -> Catalogue:
    named = dict.fromkeys(item.department for item in table.items if item.department)
    only = next(iter(named)) if len(named) == 1 else None
    department = found.department or only or (None if named else titled or table.department)
    items = tuple(
        item
        if item.department or not department
        else item.model_copy(update={"department": department})
        for item in table.items
    )
    return Catalogue(
        department=department,
        unit=found.unit,
        filled_on=found.filled_on,
        nothing_to_report=table.nothing and not items,
        items=items,
        places=found.places,
    )


def _is_catalogue(section: Section, grid: Grid) -> bool:
    known = section.tables.get(grid.table)
    return known is not None and (known.form == "catalogue" or len(section.grids) == 1)


def _continues(grid: Grid, header: Header) -> bool:
    """Tell whether a table without header goes on with the rows of the one before it."""
    widths = [len(list(grid.row_cells(row))) for row in range(1, grid.rows + 1)]
    return bool(widths) and widths.count(len(header.columns)) * 2 > len(widths)


def _column_findings(grid: Grid, header: Header, file: str, *, grouped: bool) -> list[Finding]:
    """Report the columns that are missing, or that several headers answer to (LF-F10).

    ``grouped``: every row has its category from a group row, so that no column is missed.
    """
    known = header_words("catalogue").titles
    place = grid.at_row(header.first)
    count = {name: sum(c.field == name and not c.option for c in header.columns) for name in known}
    like = {field: title for title, field in traps(header, "catalogue").items()}
    missing = [
        known[name] + (f"（“{like[name]}”不能确定是不是）" if name in like else "")
        for name in _NEEDED
        if name not in header.fields and not (name == "category" and grouped)
    ]
    double = [known[name] for name in _NEEDED if count[name] > 1]
    findings = []
    if missing:
        columns = "、".join(missing)
        findings.append(COLUMN_MISSING.finding(file=file, place=place, form=_FORM, columns=columns))
    if double:
        findings.append(
            COLUMN_MISSING.finding(
                file=file,
                place=place,
                message=COLUMN_AMBIGUOUS,
                hint=COLUMN_AMBIGUOUS_HINT,
                form=_FORM,
                columns="、".join(double),
            )
        )
    return findings


def _all_missing(section: Section, file: str) -> Finding:
    known = header_words("catalogue").titles
    line = next((b for b in section.blocks if isinstance(b, Line) and b.text.strip()), None)
    return COLUMN_MISSING.finding(
        file=file,
        place=Place(paragraph=line.number or None) if line else None,
        form=_FORM,
        columns="、".join(known[name] for name in _NEEDED),
    )


ANNEX = Annex(kinds=("catalogue",), read=_read)
