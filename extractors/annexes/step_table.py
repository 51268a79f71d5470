"""A flowchart given as a table of steps: 环节, 岗位, 时限, 下一环节."""

from __future__ import annotations

from dataclasses import replace

from extractors.annexes.chart import Chart
from extractors.annexes.furniture import is_note
from extractors.annexes.labels import label_field
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    is_label_row,
    is_plain,
    read_label_cells,
    remarks_of_row,
)
from extractors.annexes.step_arrows import StepRow, connect
from extractors.annexes.step_risks import take_risks
from extractors.annexes.tables import (
    Filled,
    Header,
    Row,
    band,
    body_rows,
    by_field,
    shares_cell,
    values_of,
)
from extractors.annexes.text import (
    is_placeholder,
    joined,
    list_number,
    number_of,
    says_dash,
    unbracketed,
    without_number,
)
from extractors.annexes.time_limits import split_time_limit
from extractors.grid import Cell, Grid
from schemas.forms import Step
from schemas.text import normalised

_SAID_OF_THE_FORM = frozenset({"item", "department", "unit", "filled_on", "supervision"})
_BESIDE_STEP = ("actor", "time_limit", "next", "previous", "risk")


def read_step_table(grid: Grid, header: Header, found: Particulars, chart: Chart) -> None:
    """Read a step table; arrows come from 下一环节, else from the order of the rows.

    Args:
        grid: The table.
        header: Its header, by the words of ``step_table``.
        found: Takes what label rows above and below the steps say.
        chart: Takes steps, arrows and what is left over; steps of a first part stay.
    """
    if header.first > 1:
        rest = read_label_cells(grid, range(1, header.first), found)
        chart.stray.extend(_stray(grid, cell) for cell in rest if not is_plain(cell.text))
    rows: list[StepRow] = []
    for row in body_rows(grid, header):
        if not _is_label_row(grid, header, row, found, chart):
            _read_row(grid, header, row, chart, rows)
    connect(rows, chart)


def _is_label_row(grid: Grid, header: Header, row: Row, found: Particulars, chart: Chart) -> bool:
    """Read a row across the table, or a label row below the steps (监督方式)."""
    whole = band(grid, row)
    named = {label_field(text) for text in row.texts} & _SAID_OF_THE_FORM
    apart = len(row.cells) < len(header.columns) or named  # a step may be called like a label
    if whole is None and not (apart and is_label_row(grid, row)):
        return False
    rest = read_label_cells(grid, [row.number], found)
    chart.stray.extend(
        _stray(grid, cell) for cell in rest if not is_plain(cell.text) and not is_note(cell.text)
    )
    return True


def _read_row(grid: Grid, header: Header, row: Row, chart: Chart, rows: list[StepRow]) -> None:
    values = values_of(header, row)
    first = by_field(values)
    name = first.get("step")
    if name is not None and shares_cell(first, "step", _BESIDE_STEP):
        if "seq" not in first or number_of(first["seq"].text) is None:
            chart.stray.extend(remarks_of_row(grid, row))
            return
        values = tuple(v for v in values if v is name or v.cell is not name.cell)
        first = by_field(values)
    stays = bool(rows) and _goes_on(first, row, chart, rows[-1])
    nameless = not stays and (name is None or is_placeholder(name.text))
    chart.stray.extend(
        _stray(grid, value.cell)
        for value in values
        if value.cell
        and value.cell.row == row.number
        and not _is_blank(value.text)
        and (
            first.get(value.column.field) is not value
            or (nameless and value.column.field not in {"seq", "step"})
        )
    )
    if stays:
        _go_on(first, row, chart, rows)
        if _is_own(first.get("risk"), row):
            take_risks(chart, grid, row, first, chart.steps[-1].id)
        return
    if name is None or nameless:
        return
    step = _step(grid, first, row, f"s{len(chart.steps) + 1}")
    chart.steps.append(step)
    take_risks(chart, grid, row, first, step.id)
    number = first["seq"].text if "seq" in first else ""
    rows.append(
        StepRow(
            number=number_of(number) or list_number(name.text) or _automatic(first),
            name=step.text,
            step=step.id,
            following=first["next"].text if "next" in first else None,
            preceding=first["previous"].text if "previous" in first else None,
            place=step.places[""],
        )
    )


def _is_own(value: Filled | None, row: Row) -> bool:
    """Tell whether a value stands in a row and does not hang down into it."""
    return value is not None and value.cell is not None and value.cell.row == row.number


def _goes_on(first: dict[str, Filled], row: Row, chart: Chart, last: StepRow) -> bool:
    """Tell whether a row goes on with the step above: merged, or one more risk of that step."""
    name = first.get("step")
    if name is None or name.cell is None:
        return False
    if name.cell.row < row.number:
        return True
    risk = first.get("risk")
    if not chart.takes_risks or risk is None or not _is_own(risk, row) or _is_blank(risk.text):
        return False
    step = chart.steps[-1]
    said = {"next": last.following or "", "actor": step.actor, "time_limit": step.time_limit}
    told = {name: first[name].text for name in said if name in first}
    same = all(_is_blank(text) or joined(text) == joined(said[n] or "") for n, text in told.items())
    words = split_time_limit(without_number(name.text))[0]
    return same and (is_placeholder(name.text) or normalised(words) == normalised(step.text))


def _go_on(first: dict[str, Filled], row: Row, chart: Chart, rows: list[StepRow]) -> None:
    """Add a further row of a step: another post, another way on."""
    step = chart.steps[-1]
    for name in ("actor", "time_limit"):
        value = first.get(name)
        held = (step.actor if name == "actor" else step.time_limit) or ""
        if value is None or not _is_own(value, row) or _is_nothing(value.text):
            continue
        parts = [*filter(None, held.split("、")), joined(value.text)]
        step = step.model_copy(update={name: "、".join(dict.fromkeys(parts))})
    chart.steps[-1] = step
    last = rows[-1]
    rows[-1] = replace(
        last,
        following=_added(last.following, first.get("next"), row),
        preceding=_added(last.preceding, first.get("previous"), row),
    )


def _added(held: str | None, more: Filled | None, row: Row) -> str | None:
    """Add what a further row of a step says of the step before or after it."""
    if more is None or not _is_own(more, row) or more.text in {"", held}:
        return held
    return "；".join(filter(None, (held, more.text)))


def _is_blank(text: str) -> bool:
    return is_placeholder(text) or says_dash(text)


def _automatic(first: dict[str, Filled]) -> int | None:
    """Give Word's automatic number of a row, in the number column or before the step's name."""
    cells = (first[name].cell for name in ("seq", "step") if name in first)
    lines = (line for cell in cells if cell for line in cell.lines)
    return next((number_of(line.label) for line in lines if line.label), None)


def _step(grid: Grid, first: dict[str, Filled], row: Row, step: str) -> Step:
    text = {name: value.text for name, value in first.items()}
    words, bracketed = split_time_limit(without_number(text["step"]))
    limit, actor = text.get("time_limit", ""), text.get("actor", "")
    names = {"": "step", "text": "step", "time_limit": "time_limit", "actor": "actor"}
    places = {
        field: grid.place(cell, row=row.number)
        for field, name in names.items()
        if name in first and (cell := first[name].cell)
    }
    return Step(
        id=step,
        text=words,
        time_limit=bracketed if _is_nothing(limit) else unbracketed(joined(limit)),
        actor=None if _is_nothing(actor) else joined(actor),
        places=places,
    )


def _is_nothing(text: str) -> bool:
    return says_dash(text) or joined(text) in {"无", "不限时", "无时限"}


def _stray(grid: Grid, cell: Cell) -> Stray:
    return Stray(cell.text, grid.place(cell))
