"""Risks given in tables: a column of the step table, or a table of their own beside the chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.annexes.chart import Chart
from extractors.annexes.headers import field_of
from extractors.annexes.particulars import Stray
from extractors.annexes.risk_boxes import read_risk_lines
from extractors.annexes.tables import (
    Column,
    Filled,
    Header,
    Row,
    body_rows,
    by_field,
    cells_left,
    find_header,
    values_of,
)
from extractors.annexes.text import is_placeholder, joined, says_dash, says_none, without_number
from extractors.grid import Cell, Grid, shorten
from schemas.matching import step_of

_OF_STEPS = frozenset({"next", "previous", "time_limit", "actor"})
_AS_STEPS = {"point": "step", "manifestation": "risk"}
_LIKE = 45.0  # of 100: a point less like every step is none of them


def risk_list(grid: Grid) -> Header | None:
    """Recognise a table that only lists risks by step (环节 | 表现形式), and give its header.

    The header's fields are those of a step table, so that such a table can be read as one where
    no other part of the form gives the steps.
    """
    steps = find_header(grid, "step_table")
    if steps is not None and {"step", "risk"} <= steps.fields:
        return None if steps.fields & _OF_STEPS else with_one_risk_column(steps)
    risks = find_header(grid, "risk")
    if risks is None or not {"point", "manifestation"} <= risks.fields:
        return None
    columns = (replace(column, field=_as_of_steps(column)) for column in risks.columns)
    return replace(risks, columns=tuple(columns))


def _as_of_steps(column: Column) -> str:
    own = field_of(column.title, "step_table")
    return _AS_STEPS.get(column.field, own if own == "seq" else "")


def with_one_risk_column(header: Header) -> Header:
    """Where 风险点 stands beside 表现形式, let only the latter be the risks."""
    risks = [column for column in header.columns if column.field == "risk"]
    meant = [c for c in risks if field_of(c.title, "risk") == "manifestation"] or risks
    columns = (
        replace(c, field="") if c.field == "risk" and c is not meant[0] else c
        for c in header.columns
    )
    return replace(header, columns=tuple(columns))


def take_risks(chart: Chart, grid: Grid, row: Row, first: Mapping[str, Filled], step: str) -> bool:
    """Hang what stands in a row's risk column on a step.

    Returns:
        Whether anything stands there.
    """
    value = first.get("risk")
    if not chart.takes_risks or value is None or value.cell is None or _says_nothing(value.text):
        return False
    place = grid.place(value.cell, row=row.number)
    said = read_risk_lines(value.cell.lines)
    chart.add_risks([step], [one.text for one in said.manifestations], place)
    if value.cell.row == row.number:
        chart.stray.extend(Stray(text, place) for text in said.others)
    return True


def _says_nothing(text: str) -> bool:
    return is_placeholder(text) or says_none(text) or says_dash(text)


def add_risk_lists(chart: Chart, tables: Sequence[tuple[Grid, Header]]) -> None:
    """Hang the risks of tables that stand beside a chart on its steps, found by their names."""
    for grid, header in tables:
        point = ""
        for row in body_rows(grid, header):
            values = values_of(header, row)
            first = by_field(values)
            name = first.get("step")
            point = name.text if name and not is_placeholder(name.text) else point
            chart.stray.extend(_stray(grid, cell) for cell in _unread(row, values))
            step = _step_at(chart, point)
            if step:
                take_risks(chart, grid, row, first, step)
            else:
                chart.stray.extend(_stray(grid, v.cell) for v in first.values() if v.cell)


def _unread(row: Row, values: tuple[Filled, ...]) -> Iterator[Cell]:
    """Give the filled cells of a row that are neither step nor risk nor number."""
    first = by_field(values)
    yield from cells_left(row, values)
    for value in values:
        own = value.cell is not None and value.cell.row == row.number
        if own and value.cell and first.get(value.column.field) is not value:
            yield value.cell


def _step_at(chart: Chart, point: str) -> str | None:
    """Find the step that a table's point means; a step that is only like it is doubtful."""
    name = joined(without_number(point))
    found = step_of(name, chart.steps)
    if found or not name:
        return found
    score, like = max(
        ((fuzz.ratio(name, s.text), s) for s in chart.steps), key=lambda pair: pair[0]
    )
    if score < _LIKE:
        chart.doubts.append(f"“{shorten(name, 12)}”不是图中的环节，其风险未计入")
        return None
    chart.doubts.append(f"“{shorten(name, 12)}”不是图中的环节，其风险暂归“{like.text}”")
    return like.id


def _stray(grid: Grid, cell: Cell) -> Stray:
    return Stray(cell.text, grid.place(cell))
