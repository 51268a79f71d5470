"""Annex 7, 廉政风险防控机制建设检查考核标准: twenty criteria and what is answered to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz import fuzz

from extractors.annexes.answered_twice import Pair, contradiction
from extractors.annexes.answers import is_ticked_column, is_unanswered, read_answer
from extractors.annexes.headers import field_of
from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    department_in_title,
    is_plain,
    read_label_cells,
)
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.sections import Section
from extractors.annexes.text import (
    bare,
    is_placeholder,
    list_number,
    number_of,
    says_dash,
    without_number,
)
from extractors.faults import COLUMN_MISSING
from extractors.grid import Cell, Grid, shorten
from schemas.criteria import criteria
from schemas.findings import Finding
from schemas.forms import Assessment, Criterion

_FORM = "廉政风险防控机制建设检查考核标准"
_HEADER_ROWS = 8
_SAME = 80.0
_LONGEST_TITLE = 12
_REMARK = re.compile(r"[(（【\[][^()（）【】\[\]]+[)）】\]]|(?<=。)[^。(（【\[]+$")


@dataclass(slots=True)
class _Table:
    """A table of criteria while it is read: grid column → field, the answers, further ones."""

    columns: dict[int, str] = field(default_factory=dict)
    found: dict[int, Criterion] = field(default_factory=dict)
    stray: list[Stray] = field(default_factory=list)
    again: list[Pair] = field(default_factory=list)


def _read(section: Section, file: str) -> Reading:
    """Read an assessment from its section."""
    found, table = Particulars(), _Table()
    rest = read_lines(section.lines, found)
    for grid in section.grids:
        _read_grid(grid, found, table)
    read_margins(section.margins, found)
    form = Assessment(
        department=found.department or department_in_title(section.titles),
        unit=found.unit,
        filled_on=found.filled_on,
        criteria=tuple(table.found[number] for number in sorted(table.found)),
        places=found.places,
    )
    stray = [*found.stray, *table.stray, *stray_lines(rest)]
    return (form,), (
        *_missing(section, table, form, file),
        *contradiction(table.again, file, form.department),
        *stray_findings(stray, file, department=form.department),
    )


def _read_grid(grid: Grid, found: Particulars, table: _Table) -> None:
    first = next(
        (row for row in range(1, min(grid.rows, _HEADER_ROWS) + 1) if _is_header(grid, row)), 0
    )
    if first:
        last = first + 1 if first < grid.rows and _is_answers_row(grid, first + 1) else first
        table.columns = _columns(grid, range(first, last + 1))
    for row in range(1, grid.rows + 1):
        if first and first <= row <= last:
            continue
        cells = [cell for cell in grid.row_cells(row) if cell.text]
        if not cells or _is_header(grid, row):
            continue
        if row < first or not table.columns or not _read_row(grid, row, table):
            _read_beside(grid, row, cells, found, table)


def _read_beside(
    grid: Grid, row: int, cells: Sequence[Cell], found: Particulars, table: _Table
) -> None:
    """Read a row that holds no criterion: labels, a title, a signature; the rest is stray."""
    own = [cell for cell in cells if cell.row == row]
    if not own:
        return
    for cell in read_label_cells(grid, [row], found):
        if not is_plain(cell.text) and not _is_group(cell.text):
            table.stray.append(Stray(cell.text, grid.place(cell)))


# ---- columns


def _is_header(grid: Grid, row: int) -> bool:
    fields = {_field(cell.text) for cell in grid.row_cells(row)}
    return "criterion" in fields and bool(fields & {"answer", "yes", "evidence", "group"})


def _is_answers_row(grid: Grid, row: int) -> bool:
    """Tell whether a row parts the column of answers into 是 and 否."""
    own = [_field(cell.text) for cell in grid.row_cells(row) if cell.row == row and cell.text]
    return bool(own) and set(own) <= {"yes", "no"}


def _columns(grid: Grid, rows: range) -> dict[int, str]:
    columns: dict[int, str] = {}
    for row in rows:
        for cell in grid.row_cells(row):
            name = _field(cell.text)
            if name and (cell.row == row):
                span = range(cell.column, cell.column + cell.column_span)
                columns.update(dict.fromkeys(span, name))
    return columns


def _field(title: str) -> str:
    return field_of(title, "assessment") if len(bare(title)) <= _LONGEST_TITLE else ""


# ---- rows


def _read_row(grid: Grid, row: int, table: _Table) -> bool:
    """Read a row's criterion; False where it holds none."""
    cells: dict[str, Cell] = {}
    extra: list[Cell] = []
    for cell in grid.row_cells(row):
        name = table.columns.get(cell.column, "")
        if name and name not in cells:
            cells[name] = cell
        elif cell.text and cell.row == row:
            extra.append(cell)
    number = _number(cells)
    if number is None:
        return False
    table.stray.extend(_remarks(grid, cells["criterion"], number))
    evidence = cells.get("evidence")
    text = evidence.text if evidence else ""
    met, answered_at = _answer(cells)
    if answered_at is not None and met is None and not _is_open(answered_at.text):
        table.stray.append(Stray(answered_at.text, grid.place(answered_at, row=row)))
    places = {"": grid.at_row(row)}
    if answered_at is not None:
        places["met"] = grid.place(answered_at, row=row)
    if evidence is not None:
        places["evidence"] = grid.place(evidence, row=row)
    known = table.found.get(number)
    answer = Criterion(
        number=number,
        met=met,
        evidence=None if is_placeholder(text) or says_dash(text) else text,
        places=places,
    )
    if known is None or known.met is None:
        table.found[number] = answer
    else:
        table.again.append((known, answer))
    table.stray.extend(
        Stray(cell.text, grid.place(cell)) for cell in extra if not is_placeholder(cell.text)
    )
    return True


def _is_open(text: str) -> bool:
    return is_placeholder(text) or is_unanswered(text)


def _answer(cells: dict[str, Cell]) -> tuple[bool | None, Cell | None]:
    """Give the answer and the cell that it stands in."""
    yes, no = (
        cells.get(name) if name in cells and is_ticked_column(cells[name].text) else None
        for name in ("yes", "no")
    )
    if yes is not None or no is not None:
        return (None if yes and no else yes is not None), yes or no
    asked = cells.get("answer") or cells.get("yes") or cells.get("no")
    if asked is None:
        return None, None
    return (read_answer(asked.text) if "answer" in cells else None), asked


def _number(cells: dict[str, Cell]) -> int | None:
    """Tell which criterion a row is about, by its words, else by its number."""
    criterion = cells.get("criterion")
    text = criterion.text if criterion else ""
    if not text:
        return None
    named = _named(text)
    if named is not None:
        return named
    seq = cells.get("seq")
    written = (
        list_number(text),
        *(number_of(line.label) for line in (criterion.lines if criterion else ()) if line.label),
        number_of(seq.text) if seq else None,
    )
    number = next((n for n in written if n is not None), None)
    return number if number is not None and 1 <= number <= len(criteria()) else None


def _remarks(grid: Grid, cell: Cell, number: int) -> Iterator[Stray]:
    """Give what a department has written behind a criterion's words, or in brackets into them."""
    known = dict(_plain_criteria())[number]
    for line in cell.text.split("\n"):
        for match in _REMARK.finditer(line):
            if bare(match[0]) and bare(match[0]) not in known:
                place = grid.place(cell).model_copy(update={"text": shorten(match[0])})
                yield Stray(match[0].strip(), place)


@lru_cache(maxsize=1024)
def _named(text: str) -> int | None:
    """Find the criterion that a text words, also a little differently."""
    plain = bare(without_number(text))
    best = max(_plain_criteria(), key=lambda entry: fuzz.ratio(plain, entry[1]))
    return best[0] if fuzz.ratio(plain, best[1]) >= _SAME else None


@cache
def _plain_criteria() -> tuple[tuple[int, str], ...]:
    return tuple((c.number, bare(c.text)) for c in criteria())


def _is_group(text: str) -> bool:
    return bare(without_number(text)) in {bare(c.group) for c in criteria()}


def _missing(section: Section, table: _Table, form: Assessment, file: str) -> Iterator[Finding]:
    """Say that no column holds answers (LF-F10)."""
    grid = next(iter(section.grids), None)
    if not {"answer", "yes", "no"} & set(table.columns.values()):
        yield COLUMN_MISSING.finding(
            file=file,
            department=form.department,
            place=grid.at_row() if grid else None,
            form=_FORM,
            columns="是否达标",
        )


ANNEX = Annex(kinds=("assessment",), read=_read)
