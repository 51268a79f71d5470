"""Where the sign-off blocks of annex 4 stand: in rows, in columns, in single cells, in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.annexes.dates import is_date
from extractors.annexes.furniture import opens_note
from extractors.annexes.headers import field_of
from extractors.annexes.particulars import Stray, line_place
from extractors.annexes.sign_offs import ROLES, Piece, asks_to_sign, read_sign_off
from extractors.annexes.tables import Row, band
from extractors.annexes.text import bare, is_placeholder, joined
from extractors.grid import Cell, Grid, Line
from schemas.base import Place
from schemas.forms import SignOff

OTHER = "other"
REMARKS = "remarks"
_LONGEST_LABEL = 24
_LABEL_LINES = 3
_HINT = re.compile(
    r"意\s*\S|\S\s*见|签|[导组]\s*审|结\s*论|[备附]\s*注|说\s*明|其\s*他|问\s*题|情\s*况"
)
_COLON = re.compile("[:：]")
_SIGNER = re.compile(
    r"(?:(?<=\s)|^|(?<=[。；;]))\s*([\u4e00-\u9fff（）()]{2,18}?[(（]?签\s*[字名章][)）]?(?:[(（]盖章[)）])?)\s*[:：]"
)


@dataclass(slots=True)
class _Gathered:
    """The lines of one block, and where its value stands."""

    pieces: list[Piece] = field(default_factory=list)
    place: Place | None = None


@dataclass(slots=True)
class SignOffs:
    """The sign-off blocks and the remarks of one form, while they are being gathered.

    Attributes:
        blocks: Role, or "other" or "remarks", → its lines; in the order of the form.
        current: The block that the row before belonged to.
        columns: Blocks that stand side by side below their labels: role → its columns.
        stray: Cells of such rows that stand before any label.
    """

    blocks: dict[str, _Gathered] = field(default_factory=dict)
    current: str = ""
    columns: dict[str, range] = field(default_factory=dict)
    stray: list[Stray] = field(default_factory=list)

    def take_row(self, grid: Grid, row: Row) -> bool:
        """Take a row that belongs to a block; tell whether it does."""
        if not self.current and not self.columns and not _may_sign(row):
            return False
        told = ((cell, block_of(cell.text)) for cell in row.filled if _HINT.search(cell.text))
        labels = {id(cell): role for cell, role in told if role}
        if len(labels) > 1 and len(labels) == len(row.cells):
            self._begin_columns(grid, row, labels)
            return True
        if not labels and not _whole_blocks(row):
            return not _is_remark(grid, row) and self._go_on(grid, row)
        self.columns = {}
        self.current = ""
        for cell in row.cells:
            self._take_cell(grid, cell, row, labels.get(id(cell), ""))
        return True

    def _begin_columns(self, grid: Grid, row: Row, labels: dict[int, str]) -> None:
        self.columns, self.current = {}, ""
        for cell in row.cells:
            role = labels[id(cell)]
            self.columns[role] = range(cell.column, cell.column + cell.column_span)
            self._block(role).place = grid.place(cell)

    def _take_cell(self, grid: Grid, cell: Cell, row: Row, role: str) -> None:
        """Take a cell of a row with labels: a label, a block in one cell, a value.

        部门意见 begins a block; 负责人签字 beside it is part of that block.
        """
        signs = asks_to_sign(cell.text)
        if role and not (signs and self.current):
            self.current = role
            self._block(role).place = self._block(role).place or grid.place(cell)
            if not signs or cell.row < row.number:
                return
        whole, rest = _block_in(cell.text)
        if whole:
            self.current = whole
        if cell.row != row.number:
            return
        if self.current:
            self._add(grid, cell, self.current, rest if whole else None)
        elif bare(cell.text):
            self.stray.append(Stray(cell.text, grid.place(cell)))

    def _go_on(self, grid: Grid, row: Row) -> bool:
        """Take a row without a label of its own that goes on with the block before it."""
        if self.columns:
            for cell in row.cells:
                role = next((r for r, at in self.columns.items() if cell.column in at), "")
                if role and cell.row == row.number:
                    self._add(grid, cell, role)
            return True
        told = [cell for cell in row.cells if cell.row == row.number and cell.text]
        if not self.current or not told:
            return False
        signs = any(asks_to_sign(c.text) or is_date(joined(c.text)) for c in told)
        if row.texts[0] and not signs:
            return False
        for cell in told:
            self._add(grid, cell, self.current)
        return True

    def _block(self, role: str) -> _Gathered:
        return self.blocks.setdefault(role, _Gathered())

    def _add(self, grid: Grid, cell: Cell, role: str, text: str | None = None) -> None:
        place = grid.place(cell)
        lines = cell.text.split("\n") if text is None else text.split("\n")
        for told, line in _labelled_lines(lines, role):
            block = self._block(told)
            if not block.pieces:
                block.place = place
            if line.strip():
                block.pieces.append(Piece(line, place))

    def take_lines(self, lines: Iterable[Line]) -> list[Line]:
        """Take the blocks out of paragraphs below the table; give the lines that are left."""
        rest: list[Line] = []
        self.current = ""
        for line in lines:
            parts = list(_line_blocks(line.text.strip()))
            if parts:
                for role, text in parts:
                    self.current = role
                    self._add_line(line, role, text)
            elif self.current and (is_date(line.text) or asks_to_sign(line.text)):
                self._add_line(line, self.current, line.text)
            else:
                self.current = "" if line.text.strip() else self.current
                rest.append(line)
        return rest

    def _add_line(self, line: Line, role: str, text: str) -> None:
        block, place = self._block(role), line_place(line)
        block.place = block.place if block.pieces else place
        if text.strip():
            block.pieces.append(Piece(text, place))

    def sign_offs(self) -> tuple[tuple[SignOff, ...], list[Stray]]:
        """Read the blocks of the three roles; what other blocks say belongs to no field."""
        found: list[SignOff] = []
        stray = [*self.stray]
        for role, block in self.blocks.items():
            if role in ROLES:
                sign_off, left = read_sign_off(role, block.pieces, block.place)
                found.append(sign_off)
                stray.extend(left)
            elif role == OTHER:
                told = read_sign_off("department", block.pieces, block.place)[0]
                if told.opinion or told.signed:
                    stray.extend(Stray(p.text, p.place) for p in block.pieces if bare(p.text))
        return tuple(found), stray

    def remarks(self) -> tuple[str | None, Place | None]:
        """Give the remarks and their place; None where they are blank."""
        block = self.blocks.get(REMARKS)
        text = "\n".join(piece.text.strip() for piece in block.pieces) if block else ""
        told = text if not is_placeholder(text) and bare(text) else None
        return told, block.place if block else None


def block_of(text: str) -> str:
    """Tell which block a cell is the label of: a role, "other", "remarks", or "" for none."""
    if not text or len(text) > _LONGEST_LABEL:
        return ""
    role = field_of(text, "sign_offs")
    return role or (REMARKS if field_of(text, "rating") == REMARKS else "")


def is_sign_off_row(row: Row) -> bool:
    """Tell whether a row holds the label of a block, or a whole block in one cell."""
    if not _may_sign(row):
        return False
    return any(block_of(text) for text in row.texts if text) or _whole_blocks(row)


def _may_sign(row: Row) -> bool:
    """Rule out quickly what holds no word of a label."""
    return any(_HINT.search(text) for text in row.texts if text)


def _is_remark(grid: Grid, row: Row) -> bool:
    """Tell whether a row is a note across the table (注：…), below the last block."""
    whole = band(grid, row)
    return whole is not None and opens_note(whole.text)


def _whole_blocks(row: Row) -> bool:
    return any(_block_in(text)[0] for text in row.texts if text)


def _block_in(text: str) -> tuple[str, str]:
    """Read a cell that holds a label and its value (部门意见：同意。): the block, and the value."""
    lines = text.split("\n")
    for count in range(min(_LABEL_LINES, len(lines)), 0, -1):
        head, *tail = _COLON.split("".join(lines[:count]), maxsplit=1)
        role = block_of(head) if tail or count < len(lines) else ""
        if role:
            rest = "\n".join([*tail, *lines[count:]]).strip()
            return role, text if asks_to_sign(head) else rest
    return "", text


def _labelled_lines(lines: Sequence[str], role: str) -> Iterator[tuple[str, str]]:
    """Give the lines of a cell with their block; a cell can hold the labels of further blocks."""
    at = 0
    yield role, ""
    while at < len(lines):
        spans = range(min(_LABEL_LINES, len(lines) - at), 0, -1)
        heads = ((count, "".join(lines[at : at + count])) for count in spans)
        label = next(((n, b) for n, head in heads if (b := _opens(head))), None)
        count, role = label or (1, role)
        if label is None:
            yield role, lines[at]
        else:
            yield role, ""
        at += count


def _opens(text: str) -> str:
    """Tell which block a line inside a cell begins: one of the three, or the remarks."""
    role = block_of(text) if _HINT.search(text) and not asks_to_sign(text) else ""
    return role if role != OTHER else ""


def _line_blocks(text: str) -> Iterator[tuple[str, str]]:
    """Part a paragraph into blocks: 部门意见：…, or 部门负责人签字：…　分管领导签字：…."""
    role, rest = _block_in(text)
    signers = [(m, block_of(m[1])) for m in _SIGNER.finditer(text)]
    signers = [(match, who) for match, who in signers if who in ROLES]
    if role in (*ROLES, REMARKS) and (not signers or len({who for _, who in signers}) == 1):
        yield role, rest
        return
    for index, (match, who) in enumerate(signers):
        end = signers[index + 1][0].start() if index + 1 < len(signers) else len(text)
        yield who, text[match.start() : end]
