"""A flowchart given as a table of steps: 环节, 岗位, 时限, 下一环节."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.annexes.chart import Chart
from extractors.annexes.furniture import is_note
from extractors.annexes.labels import label_field
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    is_label_row,
    is_plain,
    read_label_cells,
)
from extractors.annexes.step_risks import take_risks
from extractors.annexes.tables import Filled, Header, Row, band, body_rows, by_field, values_of
from extractors.annexes.text import (
    is_placeholder,
    joined,
    list_number,
    number_of,
    says_dash,
    without_number,
)
from extractors.annexes.time_limits import split_time_limit
from extractors.grid import Cell, Grid
from schemas.base import Place
from schemas.forms import Step, Transition
from schemas.text import normalised

_SAID_OF_THE_FORM = frozenset({"item", "department", "unit", "filled_on", "supervision"})
_ENDS = re.compile(
    r"(流程|程序|事项|本流程|全流程)?(到此)?(结束|终止|完结|完成|完毕|终结|终了)(流程|程序)?|无|[/\\\-—–_]+|end|END|办结|归档|无后续(环节)?"
)
_ALTERNATIVES = re.compile(r"[；;\n]")
_LISTED = re.compile(r"[、，,/]|或者?|及|和")
_LABELLED = re.compile(
    r"^(?:(?P<before>[^:：→]{1,20})[:：→]\s*(?P<to1>.+)"
    r"|[(（](?P<inside>[^()（）]{1,20})[)）]\s*(?P<to2>.+)"
    r"|(?P<to3>.+?)[(（](?P<after>[^()（）]{1,20})[)）])$"
)
_VERBS = re.compile(
    r"^(?:进入|转入|转至|转到|转|返回到?|退回至|退回到|退回|回到|流转至|流转到|送|报|至|到|→|➔|—>|->)"
    r"|(?:环节|步骤|阶段)$"
)
_STEP_NUMBER = re.compile(r"^(?:第|步骤|环节|转?序号)?\s*(\d{1,3})\s*(?:步|环节|号|[.、．])?$")


@dataclass(frozen=True, slots=True)
class _Row:
    number: int | None
    name: str
    step: str
    following: str | None
    place: Place


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
    rows: list[_Row] = []
    for row in body_rows(grid, header):
        if not _is_label_row(grid, header, row, found, chart):
            _read_row(grid, header, row, chart, rows)
    _connect(rows, chart, has_next="next" in header.fields)


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


def _read_row(grid: Grid, header: Header, row: Row, chart: Chart, rows: list[_Row]) -> None:
    values = values_of(header, row)
    first = by_field(values)
    name = first.get("step")
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
        _Row(
            number=number_of(number) or list_number(name.text) or _automatic(first),
            name=step.text,
            step=step.id,
            following=first["next"].text if "next" in first else None,
            place=step.places[""],
        )
    )


def _is_own(value: Filled | None, row: Row) -> bool:
    """Tell whether a value stands in a row and does not hang down into it."""
    return value is not None and value.cell is not None and value.cell.row == row.number


def _goes_on(first: dict[str, Filled], row: Row, chart: Chart, last: _Row) -> bool:
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


def _go_on(first: dict[str, Filled], row: Row, chart: Chart, rows: list[_Row]) -> None:
    """Add a further row of a step: another post, another way on."""
    step, last = chart.steps[-1], rows[-1]
    for name in ("actor", "time_limit"):
        value = first.get(name)
        held = (step.actor if name == "actor" else step.time_limit) or ""
        if value is None or not _is_own(value, row) or _is_nothing(value.text):
            continue
        parts = [*filter(None, held.split("、")), joined(value.text)]
        step = step.model_copy(update={name: "、".join(dict.fromkeys(parts))})
    chart.steps[-1] = step
    on = first.get("next")
    if on is not None and _is_own(on, row) and on.text and on.text != last.following:
        rows[-1] = replace(last, following="；".join(filter(None, (last.following, on.text))))


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
        time_limit=bracketed if _is_nothing(limit) else joined(limit).strip("()（）"),
        actor=None if _is_nothing(actor) else joined(actor),
        places=places,
    )


def _is_nothing(text: str) -> bool:
    return says_dash(text) or joined(text) in {"无", "不限时", "无时限"}


def _connect(rows: Sequence[_Row], chart: Chart, *, has_next: bool) -> None:
    told = has_next and any(row.following and not says_dash(row.following) for row in rows)
    if not told:
        chart.transitions.extend(_arrow(a.step, b.step, None) for a, b in pairwise(rows))
        return
    for index, row in enumerate(rows):
        for target, label in _targets(row, index, rows, chart):
            arrow = _arrow(row.step, target, label)
            if arrow not in chart.transitions:
                chart.transitions.append(arrow)
    _fill_gaps(rows, chart)


def _fill_gaps(rows: Sequence[_Row], chart: Chart) -> None:
    """Where 下一环节 is blank and nothing else leads to the next row, take the order of rows."""
    reached = {arrow.target for arrow in chart.transitions}
    for row, after in pairwise(rows):
        if not (row.following or "").strip() and after.step not in reached:
            chart.transitions.append(_arrow(row.step, after.step, None))
            chart.doubts.append(f"“{row.name}”没有写下一环节，按表中顺序接“{after.name}”")


def _arrow(source: str, target: str, label: str | None) -> Transition:
    return Transition(source=source, target=target, label=label)


def _targets(
    row: _Row, index: int, rows: Sequence[_Row], chart: Chart
) -> list[tuple[str, str | None]]:
    """Read 下一环节: one step, several, or conditions with steps (是：审核；否：受理)."""
    text = (row.following or "").strip()
    if says_dash(text):
        return []
    found: list[tuple[str, str | None]] = []
    for part in _parts(text, index, rows):
        target, label = _target(part, index, rows)
        if target:
            found.append((target, label))
        elif not _is_end(part):
            chart.doubts.append(f"“{row.name}”的下一环节“{part}”不是表中的环节")
    return found


def _is_end(part: str) -> bool:
    labelled = _LABELLED.match(part)
    last = (
        next(filter(None, (labelled["to1"], labelled["to2"], labelled["to3"])), part)
        if labelled
        else part
    )
    return any(_ENDS.fullmatch(normalised(text).strip("。.")) for text in (part, last))


def _parts(text: str, index: int, rows: Sequence[_Row]) -> list[str]:
    """Split at semicolons, and at other separators unless the whole names one step."""
    parts: list[str] = []
    for part in filter(None, (p.strip(" 。.　") for p in _ALTERNATIVES.split(text))):
        if _target(part, index, rows)[0] or _is_end(part):
            parts.append(part)
            continue
        smaller = [p.strip() for p in _LISTED.split(part) if p.strip()]
        known = [p for p in smaller if _target(p, index, rows)[0] or _is_end(p)]
        parts.extend(smaller if known else [part])
    return parts


def _target(part: str, index: int, rows: Sequence[_Row]) -> tuple[str, str | None]:
    """Find the step that one part of 下一环节 names, and the label on its arrow."""
    step = _named(part, index, rows)
    if step:
        return step, None
    match = _LABELLED.match(without_number(part))
    if match is None:
        return "", None
    target = next(t for t in (match["to1"], match["to2"], match["to3"]) if t)
    label = next(t for t in (match["before"], match["inside"], match["after"]) if t)
    step = _named(target, index, rows)
    return (step, joined(label)) if step else ("", None)


def _named(text: str, index: int, rows: Sequence[_Row]) -> str:
    """Find the step that a name or number means; of equal names the next one below."""
    order = [*rows[index + 1 :], *rows[: index + 1]]
    numbered = list_number(text)
    whole = normalised(text)
    for name in (
        whole,
        normalised(without_number(text)),
        _VERBS.sub("", normalised(text)),
    ):
        for row in order:
            listed = numbered is not None and row.number not in {None, numbered}
            if name and name == normalised(row.name) and not (listed and name != whole):
                return row.step
    match = _STEP_NUMBER.match(text)
    if match:
        return next((row.step for row in rows if row.number == int(match[1])), "")
    plain = _VERBS.sub("", normalised(text))
    holding = [row for row in order if len(plain) > 1 and plain in normalised(row.name)]
    return holding[0].step if len(holding) == 1 else ""


def _stray(grid: Grid, cell: Cell) -> Stray:
    return Stray(cell.text, grid.place(cell))
