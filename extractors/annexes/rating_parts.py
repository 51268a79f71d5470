"""The parts of annex 4's table: top fields, risks and sign-offs, each row told from the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.annexes.furniture import is_note, title_kind
from extractors.annexes.headers import field_of
from extractors.annexes.levels import read_level
from extractors.annexes.particulars import Particulars
from extractors.annexes.rating_fields import RatingFields, labels_only, top_labels
from extractors.annexes.risk_columns import risk_header, told_apart
from extractors.annexes.risk_rows import RiskRows
from extractors.annexes.risk_table import read_risks
from extractors.annexes.risk_words import goes_on, stray_cell
from extractors.annexes.scales import Scale, pairs_in
from extractors.annexes.sign_off_blocks import SignOffs, is_sign_off_row
from extractors.annexes.sign_offs import asks_to_sign
from extractors.annexes.tables import Header, Row, band, by_field, repeats_header, row_of, values_of
from extractors.annexes.text import list_number
from extractors.grid import Grid

_BEGINNINGS = frozenset({"number", "item"})
_TELLING = frozenset({"point", "manifestation", "level"})
_LABEL_AND_VALUE = 2  # cells of a row
_LONGEST_TITLE = 16
_TOP_ROWS = 20


@dataclass(slots=True)
class RatingParts:
    """One rating form while its tables are read.

    Attributes:
        fields: What stands above the risks.
        risks: Its risks.
        signs: Its sign-off blocks and remarks.
        grid: The table that has the risks, or the first one.
        row: Where the form begins, if not with its table.
        header: The header of the risks, once it was found.
    """

    fields: RatingFields
    risks: RiskRows
    signs: SignOffs = field(default_factory=SignOffs)
    grid: Grid | None = None
    row: int | None = None
    header: Header | None = None

    @classmethod
    def begin(cls, found: Particulars, scale: Scale) -> RatingParts:
        """Begin a form; ``found`` takes what label lines say."""
        return cls(fields=RatingFields(found), risks=RiskRows(found, scale, lines=("point",)))

    def begun(self) -> bool:
        """Tell whether risks or sign-offs were read, so that further top fields are another's."""
        return self.header is not None or bool(self.signs.blocks)

    def read(self, grid: Grid, rows: Sequence[Row]) -> None:
        """Read the filled rows of a table that belong to the form."""
        own = risk_header(grid, rows[0].number) if rows else None
        header = own if own is not None and own.first <= rows[-1].number else None
        if self.grid is None and rows and rows[0].number > 1:
            self.row = rows[0].number
        if self.grid is None or header is not None:
            self.grid = grid
        above = [row for row in rows if header is not None and row.number < header.first]
        self._read_above(grid, above)
        used = header or self.header
        last = header.last if header else 0
        below = [
            row for row in rows if row.number > last and not (used and repeats_header(used, row))
        ]
        risks = list(self._others(grid, below, used))
        if used is None:
            self._read_above(grid, risks)
        elif header is not None or goes_on(risks, used):
            self.header = told_apart(used, risks, summary=False) if header else used
            read_risks(grid, self.header, risks, self.risks)
        else:
            for row in risks:
                self.risks.stray.extend(stray_cell(grid, c) for c in row.filled)

    def _read_above(self, grid: Grid, rows: list[Row]) -> None:
        """Read the fields above the risks; labels may stand beside or above their values."""
        below: Row | None = None
        for row in rows:
            if below is not None and not top_labels(row):
                self.fields.take_below(grid, below, row)
                below = None
            elif labels_only(row):
                below = row
            elif not _is_note(grid, row) and not self.signs.take_row(grid, row):
                self.fields.take_row(grid, row)

    def _others(self, grid: Grid, rows: list[Row], header: Header | None) -> Iterator[Row]:
        """Take sign-offs and late top fields out of rows; give the others."""
        for row in rows:
            if _tells_a_risk(header, row):
                yield row
            elif self.signs.take_row(grid, row):
                continue
            elif len(row.cells) == _LABEL_AND_VALUE and top_labels(_first_of(row)):
                self.fields.take_row(grid, row)
            else:
                yield row


def parts_of(grid: Grid) -> Iterator[list[Row]]:
    """Part a table into the filled rows of the forms that stand in it one below the other."""
    part: list[Row] = []
    seen = False
    for number in range(1, grid.rows + 1):
        row = row_of(grid, number)
        if not any(row.texts):
            continue
        if seen and _begins(grid, row):
            yield part
            part, seen = [], False
        seen = seen or is_sign_off_row(row) or _is_header(row)
        part.append(row)
    yield part


def _begins(grid: Grid, row: Row) -> bool:
    """Tell whether a row below risks or sign-offs begins another form: by 序号 or its title."""
    whole = band(grid, row)
    titled = whole is not None and bool(title_kind(whole.text))
    return titled or not _BEGINNINGS.isdisjoint(top_labels(_first_of(row)))


def names_item(rows: Sequence[Row]) -> bool:
    """Tell whether rows of a table have the label of the item's name."""
    return any("item" in top_labels(row) for row in rows[:_TOP_ROWS])


def _tells_a_risk(header: Header | None, row: Row) -> bool:
    """Tell whether a row that seems to be a sign-off rates a risk at a step of such a name.

    Steps are called 分管院领导审核 or 领导小组审定, too; beside those stand a risk and its level.
    """
    if header is None or len(row.cells) <= _LABEL_AND_VALUE or not is_sign_off_row(row):
        return False
    if any(asks_to_sign(text) for text in row.texts):
        return False
    values = by_field(values_of(header, row))
    told, level = values.get("manifestation"), values.get("level")
    if told is None or not told.text:
        return False
    rated = level is not None and level.cell is not told.cell and read_level(level.text)
    return bool(rated) or list_number(told.text) is not None


def _is_note(grid: Grid, row: Row) -> bool:
    whole = band(grid, row)
    return whole is not None and (is_note(whole.text) or bool(pairs_in(whole.text)))


def _first_of(row: Row) -> Row:
    """Give a row with nothing but its first filled cell."""
    first = row.filled[0]
    return Row(row.number, (first,), (first.text,))


def _is_header(row: Row) -> bool:
    short = [text for text in row.texts if text and len(text) <= _LONGEST_TITLE]
    return len({field_of(text, "risk") for text in short} & _TELLING) > 1
