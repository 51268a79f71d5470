"""One table of risks, as annexes 4 to 6 have them: rows, groups, merged cells, levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from extractors.annexes.level_cells import LevelText, levels_in_row, own_levels
from extractors.annexes.level_in_text import level_apart
from extractors.annexes.levels import is_ticked_alone, is_unrated
from extractors.annexes.particulars import Stray, is_label_row, read_label_cells
from extractors.annexes.risk_cells import Told, manifestations_in
from extractors.annexes.risk_lines import may_be_label, read_line, read_wide_row, take_totals
from extractors.annexes.risk_rows import FIELDS, GROUPS, RiskRow, RiskRows
from extractors.annexes.risk_words import (
    is_total_row,
    people,
    phrase,
    responsible_each,
    says_no_risk,
    stray_cell,
)
from extractors.annexes.scales import rated
from extractors.annexes.tables import Filled, Header, Row, band, by_field, cells_left, values_of
from extractors.annexes.text import (
    bare,
    is_placeholder,
    is_prompt,
    number_of,
    says_ditto,
    says_none,
)
from extractors.grid import Grid, Line, shorten
from schemas.base import Place

_ISSUED = frozenset({"department", "item", "point"})
_LONGEST_DITTO = 4


def read_risks(grid: Grid, header: Header, rows: Iterable[Row], risks: RiskRows) -> None:
    """Read rows below a header; notes, groups and label lines between them included.

    Args:
        grid: The table.
        header: Its header, or that of the table before, which it goes on with.
        rows: Its filled rows that belong to the risks, in order.
        risks: Takes the risks; groups go on from the rows before.
    """
    risks.columns |= header.fields
    table = _Table(grid, header, risks)
    for row in rows:
        table.read(row)


class _Table:
    """One pass over the rows of a table."""

    def __init__(self, grid: Grid, header: Header, risks: RiskRows) -> None:
        self.grid = grid
        self.header = header
        self.risks = risks
        self.fields = FIELDS | risks.more
        self.places: dict[int, Place] = {}

    def read(self, row: Row) -> None:
        """Read one row, whatever it is."""
        whole = band(self.grid, row)
        narrow = len(row.cells) < len(self.header.columns)
        if (narrow and take_totals(self.grid, row, self.risks)) or is_total_row(row):
            return
        if whole is not None and narrow:
            if whole.row == row.number:
                read_line(self.grid, whole, self.risks)
        elif whole is None and may_be_label(row.filled[0].text) and is_label_row(self.grid, row):
            read_label_cells(self.grid, [row.number], self.risks.found)
        else:
            self._read_row(row)

    # ---- rows of risks

    def _read_row(self, row: Row) -> None:
        values = values_of(self.header, row)
        first = by_field(values)
        told = first.get("manifestation")
        text = told.text if told else ""
        if _spans(told, first.get("level")):
            read_wide_row(self.grid, row, self.risks)
            return
        if says_no_risk(text) or not text or is_placeholder(text):
            said = {v.text for v in values if v.column.field not in {"seq", "department"}}
            said = {text for text in said if not is_placeholder(text)}
            if says_no_risk(text) or (said and all(map(says_no_risk, said))):
                self.risks.nothing = True
            if said and all(map(says_no_risk, said)):
                return
        self._carry_groups(first, row)
        self._take_stray(row, values, first)
        if "manifestation" not in self.header.fields:
            self._add([Told("", None)], row, values, first)
        elif text and not is_placeholder(text) and not says_no_risk(text) and told is not None:
            self._add(self._of_row(told, row, first), row, values, first)
        else:
            self._keep_unused(row, first, text)

    def _carry_groups(self, first: dict[str, Filled], row: Row) -> None:
        new = False
        for name in GROUPS:
            value = first.get(name)
            if value is None:
                continue
            text, place = value.text, self._place(value, row)
            if name == "responsible" and text and is_unrated(text):  # a stroke: nobody
                self.risks.groups[name], self.risks.places[name] = "", place
                continue
            read = people if name == "responsible" else phrase
            plain = "" if len(text) <= _LONGEST_DITTO and says_ditto(text) else read(text)
            new = self.risks.carry(name, plain, place, new=new)

    def _place(self, value: Filled, row: Row) -> Place:
        """Tell where a value's cell begins, or where one is missing in the row."""
        cell = value.cell
        if cell is not None:
            if id(cell) not in self.places:
                self.places[id(cell)] = self.grid.place(cell)
            return self.places[id(cell)]
        column = value.column.start
        return self.grid.at_row(row.number, column)

    def _of_row(self, told: Filled, row: Row, first: dict[str, Filled]) -> list[Told]:
        """Take a cell apart; of one that is merged over rows with levels, what is for this row."""
        cell, level = told.cell, first.get("level")
        lines = level.text.split("\n") if level and level.text else []
        found = manifestations_in(_lines(told), lines)
        if cell is None or cell.row_span == 1:
            return found
        if cell.row < row.number and not any(c.row == row.number for c in row.filled):
            return []
        if len(found) == 1:
            return found
        own = own_levels(self.grid, self.header, cell)
        if len(own) == len(found):
            return [found[own.index(row.number)]] if row.number in own else []
        return found if cell.row == row.number else []

    def _add(
        self, found: list[Told], row: Row, values: tuple[Filled, ...], first: dict[str, Filled]
    ) -> None:
        """Add the risks of a row, each with its level."""
        levels = levels_in_row(values, row.number, len(found), self.risks.scale)
        found, levels = self._with_levels_behind(found, levels, row, first)
        groups = self._groups_of(first, len(found))
        number = _own_number(first.get("seq"), row)
        for one, group, (raw, where) in zip(found, groups, levels, strict=True):
            places = self._places(one, row, first.get("manifestation"), where)
            if len(found) > 1 and "manifestation" in places:
                words = {"text": shorten(one.text)}
                places["manifestation"] = places["manifestation"].model_copy(update=words)
            written = self.risks.risks[-1].level_raw if self._as_above(raw) else raw
            written = "" if is_unrated(written) else written
            self.risks.risks.append(
                RiskRow(
                    groups=group,
                    number=number if one.number is None else one.number,
                    manifestation=one.text,
                    level=rated(written, self.risks.scale) if written else None,
                    level_raw=written,
                    places=places,
                )
            )

    def _with_levels_behind(
        self, found: list[Told], levels: list[LevelText], row: Row, first: dict[str, Filled]
    ) -> tuple[list[Told], list[LevelText]]:
        """Take levels written behind the risks; one that contradicts its own cell is told."""
        texts: list[Told] = []
        raws: list[LevelText] = []
        told = first.get("manifestation")
        for one, (raw, where) in zip(found, levels, strict=True):
            apart = level_apart(one.text)
            blank = is_unrated(raw)
            known = rated(apart.level, self.risks.scale) if apart.level else None
            taken = bool(apart.level) and (
                blank or known not in {None, rated(raw, self.risks.scale)}
            )
            if taken and not blank and told is not None:
                self.risks.stray.append(Stray(apart.level, self._place(told, row)))
            texts.append(replace(one, text=apart.text) if taken else one)
            raws.append((apart.level, told) if taken and blank else (raw, where))
        return texts, raws

    def _groups_of(self, first: dict[str, Filled], count: int) -> list[dict[str, str]]:
        """Give the groups of each risk of a row; people numbered as the risks are go in order."""
        groups, named = self.risks.current(), first.get("responsible")
        each = responsible_each(named.text, count) if named else []
        return [{**groups, "responsible": who} for who in each] or [groups] * count

    def _as_above(self, raw: str) -> bool:
        return bool(self.risks.risks) and says_ditto(raw)

    def _places(
        self, one: Told, row: Row, told: Filled | None, level: Filled | None
    ) -> dict[str, Place]:
        grid = self.grid
        words = shorten(one.text) or None
        whole = grid.at_row(row.number, text=words)
        places = {"": whole, **self.risks.places}
        for name, value in (("manifestation", told), ("level", level)):
            if value is not None:
                places[name] = self._place(value, row)
        return places

    # ---- what is left over

    def _take_stray(self, row: Row, values: tuple[Filled, ...], first: dict[str, Filled]) -> None:
        own = (
            value.cell
            for value in values
            if value.cell is not None
            and value.cell.row == row.number
            and _is_stray(value, first, self.fields)
        )
        for cell in chain(cells_left(row, values), own):
            self.risks.stray.append(stray_cell(self.grid, cell))

    def _keep_unused(self, row: Row, first: dict[str, Filled], text: str) -> None:
        """Keep in mind what a row without a risk says.

        Names in the blank form's own rows and at steps without a risk are no words too many.
        """
        level = first.get("level")
        open_ = level is None or is_unrated(level.text) or says_no_risk(level.text)
        named = not text or (is_placeholder(text) and not open_)
        issued = level is not None and is_prompt(level.text)  # a row as our blank forms have it
        self.risks.untouched = self.risks.untouched or issued
        for name, value in first.items():
            cell = value.cell
            if name == "seq" or cell is None or cell.row < row.number:
                continue
            if issued and name in _ISSUED:
                continue
            if name in GROUPS:
                if named and not is_placeholder(value.text):
                    self.risks.keep_unused(name, stray_cell(self.grid, cell))
            elif not is_unrated(value.text) and not says_no_risk(value.text):
                self.risks.stray.append(stray_cell(self.grid, cell))


def _spans(one: Filled | None, other: Filled | None) -> bool:
    return one is not None and other is not None and one.cell is not None and one.cell is other.cell


def _lines(value: Filled) -> tuple[Line, ...]:
    """Give the paragraphs of a value; of one in several cells its lines."""
    cell = value.cell
    if cell is not None and cell.text == value.text:
        return cell.lines
    return tuple(Line(text) for text in value.text.split("\n"))


def _own_number(value: Filled | None, row: Row) -> int | None:
    """Read a risk's number from a column of its own, typed or automatic."""
    cell = value.cell if value else None
    if value is None or cell is None or cell.row_span > 1 or cell.row != row.number:
        return None
    labels = (line.label for line in cell.lines if line.label)
    return number_of(value.text or next(labels, ""))


def _is_stray(value: Filled, first: dict[str, Filled], fields: frozenset[str]) -> bool:
    """Tell whether a cell of a row holds words that are none of the form's ``fields``."""
    column, _, text = value
    if not text or is_placeholder(text):
        return False
    if column.option:
        return len(bare(text)) > 1 and not is_ticked_alone(text)
    if column.field in fields:  # a second column for a field is LF-F10
        own = first.get(column.field) is value
        return own and column.field == "seq" and number_of(text) is None
    return not says_none(text) and not is_unrated(text)
