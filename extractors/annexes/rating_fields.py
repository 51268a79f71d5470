"""The fields above the table of annex 4: 序号, 职权事项名称, 职权类别, 责任主体, 流程描述."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.annexes.categories import read_category
from extractors.annexes.furniture import is_department, title_text
from extractors.annexes.headers import field_of
from extractors.annexes.labels import Label, label_field, read_labels
from extractors.annexes.particulars import Particulars, Stray, without_seal
from extractors.annexes.risk_words import is_heading, stray_cell
from extractors.annexes.tables import Row
from extractors.annexes.text import bare, is_placeholder, is_prompt, joined, without_number
from extractors.annexes.vocabulary import patterns
from extractors.grid import Cell, Grid
from schemas.base import Place
from schemas.forms import CATEGORIES, Category
from schemas.text import normalised

FIELDS = frozenset({"number", "item", "department", "category", "flow_note"})
_JOINED = frozenset({"category", "flow_note"})  # may stand in several cells
_OTHER_LABELS = frozenset({"unit", "filled_on", "ignored"})
_PARTS = re.compile(r"\n|\t|\s{2,}")
_LABELLED = re.compile(r"\s*([^:：]{1,16}?)\s*[:：]\s*(.*)$", re.DOTALL)
_LONGEST_LABEL = 24
_HAS_VALUE = re.compile(r"[:：]\s*\S")
_QUOTED = re.compile(r"^(?P<before>[^“\"《「『]*)[“\"《「『](?P<item>[^”\"》」』]+)[”\"》」』]?$")
_QUOTES = "“”\"《》「」『』'"


@dataclass(slots=True)
class RatingFields:
    """The top fields of one form while rows are read.

    Attributes:
        texts: Field → what was written.
        places: Field → where; also of a blank one.
    """

    found: Particulars
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    stray: list[Stray] = field(default_factory=list)

    def take_row(self, grid: Grid, row: Row) -> None:
        """Take labelled values out of one row; what is left over is stray."""
        awaited = ""
        for index, cell in enumerate(row.cells):
            name = _label(cell.text)
            after = row.cells[index + 1] if index + 1 < len(row.cells) else None
            is_value = awaited and not _opened(awaited) and (after is None or _label(after.text))
            if name and not is_value:
                awaited = name
                self.places.setdefault(awaited, grid.place(cell))
            elif cell.row == row.number:
                awaited = self._take_cell(grid, cell, awaited)

    def take_below(self, grid: Grid, labels: Row, values: Row) -> None:
        """Take values that stand below their labels."""
        for cell in labels.cells:
            name, below = _label(cell.text), grid.at(values.number, cell.column)
            if below is not None:
                self._take(grid, below, name)

    def _take_cell(self, grid: Grid, cell: Cell, awaited: str) -> str:
        """Take one cell for the label before it; give the label that is still open."""
        if awaited:
            done = _opened(awaited)
            self._take(grid, cell, awaited.removesuffix("+"))
            return awaited if done else f"{awaited}+"
        if cell.text and not self._take_labelled(grid, cell) and not is_heading(cell.text):
            self.stray.append(stray_cell(grid, cell))
        return ""

    def _take(self, grid: Grid, cell: Cell, name: str) -> None:
        if name in _OTHER_LABELS:
            if cell.text:
                self.found.take(Label(name, name, cell.text), grid.place(cell))
            return
        held = self.texts.get(name, "")
        if not held:
            self.places[name] = grid.place(cell)
        if name in _JOINED or not held:
            self.texts[name] = "\n".join(filter(None, (held, cell.text)))
        elif cell.text and normalised(cell.text) != normalised(held):
            self.stray.append(stray_cell(grid, cell))

    def _take_labelled(self, grid: Grid, cell: Cell) -> bool:
        """Take labels with their values out of one cell (职权类别：内部职权)."""
        taken = False
        for part in filter(None, map(str.strip, _PARTS.split(cell.text))):
            match = _LABELLED.match(part)
            name = _label(match[1]) if match else ""
            if match and name in FIELDS:
                self.texts.setdefault(name, match[2].strip())
                self.places[name] = grid.place(cell)
                taken = True
            else:
                for label in read_labels(part)[1]:
                    self.found.take(label, grid.place(cell))
                    taken = True
        return taken

    # ---- the values

    def number(self) -> str | None:
        """Give the form's own number as written."""
        return self._value("number")

    def item(self) -> str:
        """Give the item's name as one phrase, without quotation marks around it."""
        name = without_number(joined(self._value("item") or ""))
        inner = name[1:-1]
        quoted = name[:1] in _QUOTES and name[-1:] in _QUOTES and not set(inner) & set(_QUOTES)
        return inner if len(name) > 2 and quoted else name  # noqa: PLR2004 - a mark at each end

    def department(self) -> str | None:
        """Give the department as one phrase."""
        told = self._value("department")
        return without_seal(without_number(joined(told))) if told else None

    def category(self) -> tuple[Category | None, str]:
        """Give the category, and the words as written."""
        text = self.texts.get("category", "")
        if is_prompt(text):
            return None, ""
        whole = joined(text)
        return read_category(whole), whole if whole in CATEGORIES else text

    def flow_note(self) -> str | None:
        """Give the description of the flow, unless it only refers to annex 2."""
        told = self._value("flow_note")
        folded = normalised(told or "")
        refers = any(p.fullmatch(folded) for p in patterns("risks", "flow_references"))
        return None if refers else told

    def _value(self, name: str) -> str | None:
        text = self.texts.get(name, "").strip()
        return None if is_placeholder(text) else text


def top_labels(row: Row) -> list[str]:
    """Give the fields whose labels stand in a row, in order; also 职权类别：… in one cell."""
    found = [_label(text) for text in row.texts if text]
    for text in row.texts:
        for part in _PARTS.split(text) if ":" in text or "：" in text else ():
            match = _LABELLED.match(part)
            found.append(_label(match[1]) if match else "")
    return [name for name in found if name in FIELDS]


def labels_only(row: Row) -> bool:
    """Tell whether a row has a label in every cell, so that values stand below."""
    return len(row.cells) > 1 and all(_label(text) for text in row.texts)


def item_in_titles(titles: Sequence[str], department: str | None) -> tuple[str, str | None]:
    """Give the item and department that a title names (“信访举报受理”廉政风险点排查评定表).

    The department is the one given, unless it is None and stands before the item.
    """
    for title in titles:
        whole = joined(title_text(title))
        name = whole
        for tail in patterns("risks", "title_tails"):
            name = tail.sub("", name)
        quoted = _QUOTED.match(name)
        if quoted and is_department(quoted["before"]):
            return quoted["item"], department or quoted["before"]
        name = (quoted["item"] if quoted else name).strip(_QUOTES + "—－-·：: ")
        name = name.removeprefix(department or "").strip("—－-·的 ")
        if bare(name) and name != whole and not is_heading(name):
            return name, department
    return "", department


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    """Tell which field a cell is the label of, or "" for none."""
    if not text or len(text) > _LONGEST_LABEL or _HAS_VALUE.search(text):
        return ""
    name = field_of(text, "rating")
    if name in FIELDS:
        return name
    other = label_field(text)
    return other if other in _OTHER_LABELS else ""


def _opened(awaited: str) -> bool:
    """Tell whether a label has had a cell already, so that further ones go on with it."""
    return awaited.endswith("+")
