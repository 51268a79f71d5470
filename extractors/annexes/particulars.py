"""What the lines around a form's body say: unit, department, date, item, supervision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.annexes.dates import find_date, is_date
from extractors.annexes.furniture import (
    is_arrow,
    is_department,
    is_furniture,
    is_note,
    opens_list,
    title_kind,
    title_text,
)
from extractors.annexes.headers import field_of
from extractors.annexes.labels import Label, label_field, read_labels
from extractors.annexes.tables import Row
from extractors.annexes.text import is_placeholder, joined, says_dash, says_none, without_number
from extractors.annexes.vocabulary import patterns
from extractors.grid import Cell, Grid, Line, shorten
from schemas.base import Place
from schemas.text import normalised

_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十])[.．、)）]|\s*[(（]\d{1,2}[)）]")
_SIGNED = re.compile(r"(\S.*?)\s+(\S{4}\s*年.*[日号])$")
_ONE_LINE_VALUES = frozenset({"item", "department", "unit"})
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Stray:
    """A text that no field has taken, and where it stands."""

    text: str
    place: Place


@dataclass(slots=True)
class Particulars:
    """The labelled values of one form, while they are being gathered.

    Attributes:
        values: Field → value as written, for ``unit``, ``department``, ``item``.
        places: Field → place.
        filled_on: The date beside 填表时间, if it is one.
        supervision: The supervision texts in order.
        stray: Texts that belong to no field.
        lone: Names of departments that stand alone on a line, above the form or as its signature.
    """

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    filled_on: dt.date | None = None
    supervision: list[str] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    lone: list[str] = field(default_factory=list)

    def take(self, label: Label, place: Place) -> None:
        """Take a labelled value; the first one of a field holds, a different second is stray."""
        value = label.value.strip()
        if label.field == "filled_on":
            self.filled_on = self.filled_on or find_date(value)
            self.places.setdefault("filled_on", place)
        elif label.field == "supervision":
            self._supervise(label, value, place)
        elif label.field in _ONE_LINE_VALUES and not is_placeholder(value):
            self._name(label.field, joined(value), place)

    def _name(self, name: str, value: str, place: Place) -> None:
        known = self.values.setdefault(name, without_number(value))
        self.places.setdefault(name, place)
        if normalised(known) != normalised(without_number(value)):
            self.stray.append(Stray(value, place))

    def _supervise(self, label: Label, value: str, place: Place) -> None:
        if is_placeholder(value) or says_none(value) or says_dash(value) or is_note(value):
            return
        self.supervision.append(f"{label.word}：{value}" if self.supervision else value)
        self.places.setdefault("supervision", place)

    @property
    def department(self) -> str | None:
        """The department that a label names, also 单位：图书馆 where it is one."""
        named = self.values.get("department")
        others = (self.values.get("unit", ""), *self.lone)
        return named or next((name for name in others if _is_surely_department(name)), None)

    @property
    def unit(self) -> str | None:
        """The organisation that 单位： names."""
        return self.values.get("unit")


def _is_surely_department(name: str) -> bool:
    """Tell whether a name is a department's and not the whole college's."""
    return any(p.fullmatch(normalised(name)) for p in patterns("phrases", "department_as_unit"))


def line_place(line: Line) -> Place:
    """Tell where a paragraph of the body stands."""
    return Place(paragraph=line.number or None, text=shorten(line.text) or None)


def read_lines(lines: Iterable[Line], found: Particulars) -> list[Line]:
    """Take the labelled values out of paragraphs and pass by titles, notes and other furniture.

    Returns:
        The paragraphs that are left, in order.
    """
    rest: list[Line] = []
    in_note = False
    pending: Label | None = None
    listed = [line for line in lines if line.text.strip()]
    for index, line in enumerate(listed):
        text = line.text.strip()
        if is_arrow(text) or _is_beside_arrow(listed, index):
            rest.append(line)
            continue
        if is_note(text) or (in_note and (line.label or _NUMBERED.match(text))):
            in_note, pending = in_note or opens_list(text), None
            continue
        in_note = False
        before, labels = read_labels(text)
        if labels:
            for label in labels:
                found.take(label, line_place(line))
            if before and not is_plain(before):
                rest.append(line)
            blank = labels[-1].field in _ONE_LINE_VALUES and not labels[-1].value
            pending = labels[-1] if blank else None
            continue
        if pending is not None and _can_be_value(text, listed[index + 1 : index + 2]):
            found.take(Label(pending.field, pending.word, text), line_place(line))
        elif not _stands_alone(text, found) and not _is_title(listed, index):
            rest.append(line)
        pending = None
    return rest


def _stands_alone(text: str, found: Particulars) -> bool:
    """Take a line that is only a department's name or a date; tell whether it is furniture."""
    name = without_number(text)
    group = name != text and any(p.fullmatch(normalised(name)) for p in patterns("roster", "prose"))
    if is_department(name) and not group:
        found.lone.append(joined(name))
        return True
    signed = _SIGNED.match(text)
    if signed and is_department(signed[1]):
        found.lone.append(joined(signed[1]))
        text = signed[2]
    if is_date(text):
        found.filled_on = found.filled_on or find_date(text)
    return is_plain(text)


def _is_beside_arrow(lines: list[Line], index: int) -> bool:
    """Tell whether the filled line before or after is an arrow: this one is a step then."""
    return any(
        is_arrow(line.text)
        for line in (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2])
    )


def _is_title(lines: list[Line], index: int) -> bool:
    """Tell whether a line is one half of a title that was broken over two lines."""
    text = lines[index].text.strip()
    before = lines[index - 1].text.strip() if index else ""
    after = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return bool(
        (after and not title_kind(after) and title_kind(text + after))
        or (before and not title_kind(before) and title_kind(before + text))
    )


def is_plain(text: str) -> bool:
    """Tell whether a line is a title or known furniture."""
    return bool(title_kind(text)) or is_furniture(text) or is_furniture(title_text(text))


def _can_be_value(text: str, following: list[Line]) -> bool:
    """Tell whether a line can be the value of the empty label on the line before."""
    after = following[0].text if following else ""
    arrows = any(sign in part for part in (text, after) for sign in "↓→⇓▼")
    return len(text) <= _LONGEST_NAME and not arrows and not is_plain(text)


def read_label_cells(grid: Grid, rows: Iterable[int], found: Particulars) -> list[Cell]:
    """Take labelled values out of table rows: label lines in a cell, or a label beside its value.

    Returns:
        The filled cells that are left, in order.
    """
    rest: list[Cell] = []
    for row in rows:
        cells = [c for c in grid.row_cells(row) if c.row == row]
        awaited: str = ""
        for cell in cells:
            text = cell.text
            if not text:
                continue
            name = label_field(text)
            if name and (not awaited or name != awaited):
                awaited, word = name, joined(text)
                continue
            if awaited and not field_of(text, "risk"):
                found.take(Label(awaited, word, text), grid.place(cell))
                awaited = ""
                continue
            rest.extend(_label_lines(grid, cell, found))
    return rest


def is_label_row(grid: Grid, row: Row) -> bool:
    """Tell whether all that a row holds is labels with their values (填表人 | 张三, 日期：…)."""
    first = next(iter(row.filled), None)
    if first is None or not (label_field(first.text) or read_labels(first.text)[1]):
        return False
    return not read_label_cells(grid, [row.number], Particulars())


def _label_lines(grid: Grid, cell: Cell, found: Particulars) -> list[Cell]:
    left = False
    for line in cell.lines:
        before, labels = read_labels(line.text.strip())
        for label in labels:
            found.take(label, grid.place(cell))
        left = left or bool(before and not is_plain(before) and not is_note(before))
    return [cell] if left else []


def department_in_title(titles: Iterable[str]) -> str | None:
    """Give the department that a title begins with (教务处廉政风险防控…名单), if any."""
    for title in titles:
        match = re.match(
            r"(?:关于)?(?:成立|组建|设立|调整|公布)?(.{2,20}?)(?:\d{4}年度?)?(?:党风|廉政|廉洁|惩防|惩治|反腐|职权|权力|风险|职责|组织机构|领导小组)",
            title_text(title),
        )
        if match and is_department(match[1]):
            return joined(match[1])
    return None
