"""Annex 5, 廉政风险点及等级汇总表: totals, then the risks of many items and departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    department_in_title,
    line_place,
    read_label_cells,
)
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.risk_columns import column_findings, risk_header, told_apart
from extractors.annexes.risk_rows import RiskRow, RiskRows
from extractors.annexes.risk_table import read_risks
from extractors.annexes.risk_words import goes_on, is_heading, says_no_risk, stray_cell
from extractors.annexes.scales import declared_scale, notes_of, pairs_in
from extractors.annexes.sections import Section
from extractors.annexes.tables import Header, body_rows, row_of
from extractors.annexes.totals import (
    TotalText,
    beyond_totals,
    declared_in,
    read_totals,
    says_total,
)
from extractors.grid import Cell, Grid
from schemas.findings import Finding
from schemas.forms import RiskSummary, SummaryRisk

_FORM = "廉政风险点及等级汇总表"
_NEEDED = ("item", "point", "manifestation", "level", "responsible")


@dataclass(slots=True)
class _Tables:
    """The tables of one form while they are read.

    Attributes:
        grid, header: The first table with risks, and its header.
    """

    risks: RiskRows
    totals: list[TotalText] = field(default_factory=list)
    grid: Grid | None = None
    header: Header | None = None

    def read(self, grid: Grid) -> None:
        """Read a table: with a header of its own, as a further page, or as one of labels."""
        own = risk_header(grid)
        rows = list(body_rows(grid, own))
        if own is not None:
            self._read_above(grid, own.first)
            own = told_apart(own, rows, summary=True)
            if self.header is None:
                self.grid, self.header = grid, own
            read_risks(grid, own, rows, self.risks)
        elif self.header is not None and goes_on(rows, self.header):
            read_risks(grid, self.header, rows, self.risks)
        else:
            self._read_above(grid, grid.rows + 1)

    def _read_above(self, grid: Grid, end: int) -> None:
        """Read what stands above the header: title, labels, the totals."""
        for number in range(1, end):
            cells = [cell for cell in row_of(grid, number).filled if cell.row == number]
            if self._take_totals(grid, cells):
                continue
            for cell in read_label_cells(grid, [number], self.risks.found):
                if not is_heading(cell.text) and not pairs_in(cell.text):
                    self.risks.stray.append(stray_cell(grid, cell))

    def _take_totals(self, grid: Grid, cells: Sequence[Cell]) -> bool:
        """Take the totals of a row, which may be cut into its cells (职权事项 | 3项 | …)."""
        told = [cell for cell in cells if says_total(cell.text)]
        whole = "".join(cell.text for cell in cells)
        apart = {name for cell in told for name in read_totals(cell.text, least=1)}
        if len(read_totals(whole, least=1)) > len(apart):
            self.totals.append(TotalText(whole, grid.place(cells[0])))
            return True
        for cell in cells if told else ():
            beyond = beyond_totals(cell.text)
            if cell in told:
                self.totals.append(TotalText(cell.text, grid.place(cell)))
            if beyond and not is_heading(cell.text):
                self.risks.stray.append(Stray(beyond, grid.place(cell)))
        return bool(told)


def _read(section: Section, file: str) -> Reading:
    """Read a summary from its section."""
    found = Particulars()
    scale = declared_scale(notes_of(section.lines, section.grids))
    totals = [
        TotalText(line.text, line_place(line)) for line in section.lines if says_total(line.text)
    ]
    tables = _Tables(RiskRows(found, scale, totals=[]), totals)
    lines = [line for line in section.lines if not says_total(line.text)]
    rest = read_lines(lines, found)
    for grid in section.grids:
        tables.read(grid)
    if any(says_no_risk(line.text) for line in rest):
        tables.risks.nothing = True
        rest = [line for line in rest if not says_no_risk(line.text)]
    read_margins(section.margins, found)
    form, stray = _form(tables, department_in_title(section.titles))
    stray = [
        *found.stray,
        *stray,
        *stray_lines(r for r in rest if not pairs_in(r.text) and not is_heading(r.text)),
    ]
    findings = stray_findings(stray, file, department=form.department)
    if not form.nothing_to_report:
        findings = (*_missing(tables, section, file, form.department), *findings)
    return (form,), findings


def _form(tables: _Tables, titled: str | None) -> tuple[RiskSummary, list[Stray]]:
    """Make the form, and give what belongs to none of its fields."""
    risks, found, grid = tables.risks, tables.risks.found, tables.grid
    named = dict.fromkeys(name for risk in risks.risks if (name := risk.groups["department"]))
    only = next(iter(named)) if len(named) == 1 else None
    department = found.department or only or (None if named else titled)
    declared, again = declared_in([*tables.totals, *(risks.totals or ())])
    places = {**found.places, **({"declared": at} if (at := declared.places.get("")) else {})}
    if grid is not None:
        places[""] = grid.at_row()
    form = RiskSummary(
        department=department,
        unit=found.unit,
        filled_on=found.filled_on,
        nothing_to_report=risks.nothing and not risks.risks,
        declared=declared,
        risks=tuple(
            _summed(risk, department, found.values.get("item", "")) for risk in risks.risks
        ),
        places=places,
    )
    return form, [*risks.leftovers(), *(Stray(text, place) for text, place in again)]


def _summed(risk: RiskRow, department: str | None, item: str) -> SummaryRisk:
    """Make a row of the form; where rows name no department or item, the form's own holds."""
    return SummaryRisk(
        department=risk.groups["department"] or department,
        item=risk.groups["item"] or item,
        point=risk.groups["point"],
        manifestation=risk.manifestation,
        level=risk.level,
        level_raw=risk.level_raw,
        responsible=risk.groups["responsible"],
        places=risk.places,
    )


def _missing(
    tables: _Tables, section: Section, file: str, department: str | None
) -> Iterator[Finding]:
    """Report the columns that the form needs and does not have (LF-F10)."""
    risks = tables.risks
    told = {name for risk in risks.risks for name, text in risk.groups.items() if text}
    told |= risks.found.values.keys()
    grid = tables.grid or next(iter(section.grids), None)
    yield from column_findings(
        grid,
        tables.header,
        file,
        form=_FORM,
        needed=[name for name in _NEEDED if name in risks.columns or name not in told],
        department=department,
    )


ANNEX = Annex(kinds=("risk_summary",), read=_read)
