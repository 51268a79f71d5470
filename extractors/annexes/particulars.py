"""What the lines around a form's body say: unit, department, date, item, supervision."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.annexes.dates import find_date, is_date
from extractors.annexes.furniture import (
    is_department,
    is_furniture,
    is_note,
    title_kind,
    title_text,
)
from extractors.annexes.headers import field_of
from extractors.annexes.labels import Label, label_field, read_labels
from extractors.annexes.tables import Row
from extractors.annexes.text import (
    is_placeholder,
    joined,
    number_of,
    says_dash,
    says_none,
    without_number,
)
from extractors.annexes.vocabulary import patterns
from extractors.grid import Cell, Grid, Line, shorten
from schemas.base import Place
from schemas.text import normalised

_IN_TITLE = re.compile(r"(?:[(（【\[]|[—－-]{1,2})\s*([^()（）【】\[\]—－-]{2,20}?)\s*[)）】\]]?$")
_QUOTED = re.compile(r"[“\"「](.+)[”\"」]")
_SEAL = re.compile(r"\s*[(（]\s*(?:(?:加)?盖\s*章|公\s*章|签\s*[章字名]|印\s*章|章)\s*[)）]\s*$")
_COUNT = re.compile(
    r"\s*[(（]\s*(?:共|计|合计|小计)?\s*\d{1,3}\s*[项个条件](?:职权|事项|风险点?)*\s*[)）]\s*$"
)
_DATED = re.compile(r"(.*?\S)\s+((?:\d{4}|[〇零○一二]{4})\s*[年.．/-].*)$", re.DOTALL)
_GAP = re.compile(r"\s+")
ONE_LINE_VALUES = frozenset({"item", "department", "unit", "category"})


@dataclass(frozen=True, slots=True)
class Stray:
    """A text that no field has taken, and where it stands."""

    text: str
    place: Place


@dataclass(slots=True)
class Particulars:
    """The labelled values of one form, while they are being gathered.

    Attributes:
        values: Field → value as written, for ``unit``, ``department``, ``item``, ``category``.
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
        elif label.field in ONE_LINE_VALUES and not is_placeholder(value):
            value = self._without_date(value, place)
            name = without_seal(joined(_before_gap(value, label.field)))
            quoted = _QUOTED.fullmatch(name) if label.field == "item" else None
            self._name(label.field, quoted[1] if quoted else name, place)

    def _without_date(self, value: str, place: Place) -> str:
        """Take the day out of what follows a name: 图书馆　　2012年5月8日."""
        match = _DATED.match(value)
        if match is None or not is_date(match[2]):
            return value
        self.filled_on = self.filled_on or find_date(match[2])
        self.places.setdefault("filled_on", place)
        return match[1]

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
        return named or next((name for name in others if is_surely_department(name)), None)

    @property
    def unit(self) -> str | None:
        """The organisation that 单位： names."""
        return self.values.get("unit")


def _before_gap(value: str, field_: str) -> str:
    """Leave out what stands behind a department's name and is no part of it: 图书馆　请尽快审核."""
    first, *others = _GAP.split(value)
    named = field_ == "department" and len(first) > 1 and is_department(first)
    return first if others and named and not is_department(joined(value)) else value


def is_surely_department(name: str) -> bool:
    """Tell whether a name is a department's and not the whole college's."""
    return any(p.fullmatch(normalised(name)) for p in patterns("phrases", "department_as_unit"))


def without_seal(name: str) -> str:
    """Leave out a remark that asks for the seal or a signature: 审计监察处（盖章）."""
    return _SEAL.sub("", name).strip() or name


def without_count(name: str) -> str:
    """Leave out how many follow under a name: 审计监察处（共2项）."""
    return _COUNT.sub("", name).strip() or name


def line_place(line: Line) -> Place:
    """Tell where a paragraph of the body stands."""
    return Place(page=line.page, paragraph=line.number or None, text=shorten(line.text) or None)


def is_plain(text: str) -> bool:
    """Tell whether a line is a title or known furniture."""
    return bool(title_kind(text)) or is_furniture(text) or is_furniture(title_text(text))


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


def remarks_of_row(grid: Grid, row: Row) -> Iterator[Stray]:
    """Give what a row says that is no record (备注 | …), unless it is a known note."""
    label, *others = row.filled
    if not is_note("：".join(cell.text for cell in row.filled)):
        told = others if others and _is_mere_label(label.text) else row.filled
        yield from (Stray(c.text, grid.place(c)) for c in told if c.row == row.number)


def _is_mere_label(text: str) -> bool:
    return is_furniture(text) or number_of(text) is not None


def read_label_columns(grid: Grid, found: Particulars) -> set[int]:
    """Take values that stand below their labels (职权事项 | 责任处室 over their values).

    Returns:
        The rows that were read so.
    """
    read: set[int] = set()
    for row in range(1, grid.rows):
        cells = list(grid.row_cells(row))
        names = [label_field(cell.text) for cell in cells]
        below = [grid.at(row + 1, cell.column) for cell in cells]
        apart = len(cells) > 1 and all(names) and len({id(c) for c in below}) == len(cells)
        if not apart or any(c is None or c.row == row or label_field(c.text) for c in below):
            continue
        for cell, name, value in zip(cells, names, below, strict=True):
            if value is not None and value.text:
                found.take(Label(name, joined(cell.text), value.text), grid.place(value))
        read |= {row, row + 1}
    return read


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
        bracketed = _IN_TITLE.search(title.strip())
        if bracketed and is_department(bracketed[1]) and not title_kind(bracketed[1]):
            return joined(bracketed[1])
        match = re.match(
            r"(?:关于)?(?:成立|组建|设立|调整|公布)?(.{2,20}?)(?:\d{4}年度?)?(?:党风|廉政|廉洁|惩防|惩治|反腐|职权|权力|风险|职责|组织机构|领导小组)",
            title_text(title),
        )
        if match and is_department(match[1]):
            return joined(match[1])
    return None
