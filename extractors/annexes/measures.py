"""Annex 6, 权力运行廉政风险及防控措施一览表: risks with the measures whose cells cover them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    department_in_title,
    read_label_cells,
)
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.regulations import entries, regulations
from extractors.annexes.risk_columns import column_findings, risk_header, told_apart
from extractors.annexes.risk_rows import RiskRow, RiskRows
from extractors.annexes.risk_table import read_risks
from extractors.annexes.risk_words import goes_on, is_heading, says_no_risk, stray_cell
from extractors.annexes.scales import declared_scale, notes_of, pairs_in
from extractors.annexes.sections import Section
from extractors.annexes.tables import Filled, Header, body_rows, by_field, row_of, values_of
from extractors.annexes.text import is_placeholder
from extractors.grid import Cell, Grid, Line
from schemas.base import Place
from schemas.findings import Finding
from schemas.forms import MeasuredRisk, Measures

_FORM = "权力运行廉政风险及防控措施一览表"
_NEEDED = ("item", "point", "manifestation", "level", "measures", "regulation")
_CALLED = {"point": "关键环节", "responsible": "所涉人员"}
_MORE = frozenset({"measures", "regulation", "planned"})


_Where = tuple[int | None, int | None, int | None, int | None]


@dataclass(slots=True)
class _Tables:
    """The tables of one form while they are read.

    Attributes:
        headed: Number of a table → the table and the header that holds for it.
        rows: Where a row stands → the row, with the number of its table.
        values: Where a row stands → its values, for each risk looked up once.
    """

    risks: RiskRows
    headed: dict[int, tuple[Grid, Header]] = field(default_factory=dict)
    rows: dict[_Where, tuple[int, int]] = field(default_factory=dict)
    values: dict[_Where, dict[str, Filled]] = field(default_factory=dict)

    @property
    def header(self) -> Header | None:
        """The last header."""
        return next((header for _, header in reversed(self.headed.values())), None)

    def read(self, grid: Grid) -> None:
        """Read a table: with a header of its own, as a further page, or as one of labels."""
        own = risk_header(grid)
        rows = list(body_rows(grid, own))
        header = self.header
        if own is not None:
            self._read_labels(grid, own.first)
            header = told_apart(own, rows, summary=False)
        elif header is None or not goes_on(rows, header):
            self._read_labels(grid, grid.rows + 1)
            return
        self.headed[grid.table] = grid, header
        self.rows |= {_where(grid.at_row(row.number)): (grid.table, row.number) for row in rows}
        read_risks(grid, header, rows, self.risks)

    def _read_labels(self, grid: Grid, end: int) -> None:
        for number in range(1, end):
            for cell in read_label_cells(grid, [number], self.risks.found):
                if not is_heading(cell.text) and not pairs_in(cell.text):
                    self.risks.stray.append(stray_cell(grid, cell))

    def cells_of(self, risk: RiskRow) -> dict[str, tuple[Grid, Cell]]:
        """Give the cells of measures, regulations and plans that cover a risk's row."""
        where = _where(risk.places[""])
        if where not in self.rows:
            return {}
        table, row = self.rows[where]
        grid, header = self.headed[table]
        if where not in self.values:
            self.values[where] = by_field(values_of(header, row_of(grid, row)))
        values = self.values[where]
        return {
            name: (grid, cell)
            for name in _MORE
            if name in values and (cell := values[name].cell) is not None
        }


def _read(section: Section, file: str) -> Reading:
    """Read a table of measures from its section."""
    found = Particulars()
    scale = declared_scale(notes_of(section.lines, section.grids))
    tables = _Tables(RiskRows(found, scale, more=_MORE))
    rest = read_lines(section.lines, found)
    for grid in section.grids:
        tables.read(grid)
    if any(says_no_risk(line.text) for line in rest):
        tables.risks.nothing = True
        rest = [line for line in rest if not says_no_risk(line.text)]
    read_margins(section.margins, found)
    form = _form(tables, department_in_title(section.titles))
    stray = [
        *found.stray,
        *_leftovers(tables),
        *stray_lines(r for r in rest if not pairs_in(r.text) and not is_heading(r.text)),
    ]
    findings = stray_findings(stray, file, department=form.department)
    if not form.nothing_to_report:
        findings = (*_missing(tables, section, file, form.department), *findings)
    return (form,), findings


def _form(tables: _Tables, titled: str | None) -> Measures:
    risks, found = tables.risks, tables.risks.found
    named = dict.fromkeys(name for risk in risks.risks if (name := risk.groups["department"]))
    only = next(iter(named)) if len(named) == 1 else None
    places = dict(found.places)
    if tables.headed:
        grid, _ = next(iter(tables.headed.values()))
        places[""] = grid.at_row()
    return Measures(
        department=found.department or only or (None if named else titled),
        unit=found.unit,
        filled_on=found.filled_on,
        nothing_to_report=risks.nothing and not risks.risks,
        risks=tuple(_measured(tables, risk, found.values.get("item", "")) for risk in risks.risks),
        places=places,
    )


def _measured(tables: _Tables, risk: RiskRow, item: str) -> MeasuredRisk:
    cells = tables.cells_of(risk)
    _, row = tables.rows.get(_where(risk.places[""]), (0, None))
    places = {
        "personnel" if name == "responsible" else name: place
        for name, place in risk.places.items()
        if name != "department"
    }
    for name, field_ in (("measures", "measures"), ("regulation", "regulations")):
        if name in cells:
            grid, cell = cells[name]
            places[field_] = grid.place(cell, row=row)
    rules = regulations(_lines(cells, "regulation"))
    planned = _planned(cells)
    return MeasuredRisk(
        item=risk.groups["item"] or item,
        point=risk.groups["point"],
        personnel=risk.groups["responsible"],
        number=risk.number,
        manifestation=risk.manifestation,
        level=risk.level,
        level_raw=risk.level_raw,
        measures=entries(_lines(cells, "measures")),
        regulations=tuple(name for name, _ in rules),
        planned=tuple(by or planned for _, by in rules),
        places=places,
    )


def _lines(cells: dict[str, tuple[Grid, Cell]], name: str) -> tuple[Line, ...]:
    return cells[name][1].lines if name in cells else ()


def _where(place: Place) -> _Where:
    return place.page, place.table, place.row, place.column


def _planned(cells: dict[str, tuple[Grid, Cell]]) -> str | None:
    """Give the day in a column of its own for the regulations' plans."""
    text = cells["planned"][1].text if "planned" in cells else ""
    return None if is_placeholder(text) else text


def _leftovers(tables: _Tables) -> Iterator[Stray]:
    """Give what no field took; merged cells may begin in a row that has no risk yet."""
    used = {
        (place.table, place.row, place.column)
        for risk in tables.risks.risks
        for place in (
            *risk.places.values(),
            *(grid.place(cell) for grid, cell in tables.cells_of(risk).values()),
        )
    }
    for stray in tables.risks.leftovers():
        if (stray.place.table, stray.place.row, stray.place.column) not in used:
            yield stray


def _missing(
    tables: _Tables, section: Section, file: str, department: str | None
) -> Iterator[Finding]:
    """Report the columns that the form needs and does not have (LF-F10)."""
    risks = tables.risks
    told = {name for risk in risks.risks for name, text in risk.groups.items() if text}
    told |= risks.found.values.keys()
    grid, header = next(iter(tables.headed.values()), (next(iter(section.grids), None), None))
    yield from column_findings(
        grid,
        header,
        file,
        form=_FORM,
        needed=[name for name in _NEEDED if name in risks.columns or name not in told],
        called=_CALLED,
        department=department,
    )


ANNEX = Annex(kinds=("measures",), read=_read)
