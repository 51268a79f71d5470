"""What kind of form a table belongs to, by its headers and labels, never by a file's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.annexes.furniture import has_arrow, title_kind
from extractors.annexes.labels import label_field, read_labels
from extractors.annexes.risk_forms import RiskTable, risk_table
from extractors.annexes.tables import (
    Header,
    Row,
    band,
    body_rows,
    by_field,
    find_header,
    row_of,
    values_of,
)
from extractors.annexes.text import bare, number_of
from extractors.annexes.vocabulary import words
from extractors.grid import Grid
from schemas.forms import CATEGORIES

_LOOKED_AT = 12
_TITLE_ROWS = 3
_LONGEST_CHART = 120
_CATALOGUE_FIELDS = frozenset({"department", "name", "category", "content", "basis"})
_LEAST_CATALOGUE_FIELDS = 3


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table as far as its headers tell.

    Attributes:
        form: The form whose body it is, or "" when it is none of them.
        labels: Fields of label cells and label lines in it (``item``, ``department`` …).
        arrows: It holds arrows typed as text.
        risks: What it is of annexes 3 to 7.
    """

    form: str
    labels: frozenset[str]
    arrows: bool = False
    risks: RiskTable = field(default_factory=RiskTable)


def kind_of(grid: Grid) -> TableKind:
    """Recognise a table."""
    labels = frozenset(_labels(grid))
    risks = risk_table(grid)
    form = risks.form or _plain_form(grid)
    if risks.names_item and form in {"rating_form", ""}:
        labels |= {"item"}
    return TableKind(
        form=form,
        risks=risks,
        labels=labels,
        arrows=grid.rows <= _LONGEST_CHART and any(has_arrow(c.text) for c in grid.cells),
    )


def _plain_form(grid: Grid) -> str:
    catalogue = find_header(grid, "catalogue", CATEGORIES)
    fields = catalogue.fields & _CATALOGUE_FIELDS if catalogue else frozenset()
    steps = find_header(grid, "step_table")
    known = steps.fields if steps else frozenset()
    is_flow = "step" in known and bool(known & {"next", "time_limit", "actor", "previous"})
    if len(fields) >= _LEAST_CATALOGUE_FIELDS and not (is_flow and len(known) >= len(fields)):
        return "catalogue"
    if is_flow:
        return "risk_map" if "risk" in known else "process_flow"
    roster = find_header(grid, "roster")
    people = roster.fields if roster else frozenset()
    listed = "name" in people and bool(people & {"role", "post"})
    return "roster" if listed or _begins_with_roles(grid) else ""


def _begins_with_roles(grid: Grid) -> bool:
    """Tell whether the rows of a table without header begin with roles (组长, 成员)."""
    known = words("roster")["only_roles"]
    roles = {bare(c.text) for c in grid.cells if c.column == 1 and c.row <= _LOOKED_AT}
    return len(roles & set(known)) > 1


def title_in(grid: Grid) -> str:
    """Give the title that stands in a row across the top of a table, or ""."""
    for row in range(1, min(grid.rows, _TITLE_ROWS) + 1):
        whole = band(grid, row_of(grid, row))
        lines = [line.text for line in whole.lines if line.text.strip()] if whole else []
        title = next((text for text in lines if title_kind(text)), "")
        if title:
            return title
    return ""


def goes_on(before: Grid, after: Grid) -> bool:
    """Tell whether a catalogue's table goes on with the rows of another, on its next page.

    So it does when its numbers follow on, or its first row has no department of its own.
    """
    header = find_header(before, "catalogue", CATEGORIES)
    own = find_header(after, "catalogue", CATEGORIES)
    if header is None:
        return False
    numbers = [_number(header, row) for row in body_rows(before, header)]
    first = next(body_rows(after, own), None)
    own = own or header
    if first is None or len(first.cells) != len(own.columns):
        return False
    number = _number(own, first)
    if number is not None:
        return number > 1 and [n for n in numbers if n][-1:] == [number - 1]
    department = by_field(values_of(own, first)).get("department")
    return department is not None and not department.text


def is_rating(known: TableKind) -> bool:
    """Tell whether a table is one item's, rated and signed, whatever stands above it."""
    return known.form == "rating_form" and known.risks.signed and "item" in known.labels


def goes_on_with_risks(before: Sequence[TableKind], after: TableKind) -> bool:
    """Tell whether a table of risks is a further page of those before it in its form.

    One of annex 4 names no item again and is not signed again, one of annex 5 has no totals again.
    """
    if after.form == "rating_form":
        again = after.risks.signed and any(known.risks.signed for known in before)
        return "item" not in after.labels and not again
    totals = any(known.risks.totals for known in before)
    return after.form == "risk_summary" and totals and not after.risks.totals


def _number(header: Header, row: Row) -> int | None:
    value = by_field(values_of(header, row)).get("seq")
    lines = value.cell.lines if value and value.cell else ()
    return number_of((value.text if value else "") or "".join(line.label for line in lines))


def _labels(grid: Grid) -> list[str]:
    found: list[str] = []
    for cell in grid.cells:
        if cell.row > _LOOKED_AT:
            break
        found.append(label_field(cell.text))
        found.extend(label.field for line in cell.lines for label in read_labels(line.text)[1])
    return [field for field in found if field]
