"""The account of a form: each of its texts is in a field, known to be none, or told by a finding.

Readers report what they know to be left over. This looks once more at all that stands in a form,
whoever has read it, so that no habit that nobody has thought of loses a word in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors.annexes.furniture import is_note, opens_note, title_kind
from extractors.annexes.header_remarks import remarks_in, remarks_in_title
from extractors.annexes.known_texts import (
    arrow_cells,
    beside_values,
    is_known,
    names_column,
    names_label,
    passed_cells,
    signing,
)
from extractors.annexes.particulars import Stray, line_place
from extractors.annexes.sections import FLOWS, Section
from extractors.annexes.step_arrows import arrow_words
from extractors.annexes.text import without_number
from extractors.graph_words import is_branch_label
from extractors.grid import Grid, Line, shorten
from schemas.findings import Finding
from schemas.forms import Form, content_of
from schemas.text import normalised

_LEAST = 2  # letters that are a text; a single one is a mark
_QUOTED = 36  # characters of a text that a finding shows for certain
_LETTERS = re.compile(r"[^\W\d_]+")
_LISTED = re.compile(r"\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十])[.．、)）]")
_DATE = re.compile(
    r"[\d〇零○一二三四五六七八九十]*年[\d一二三四五六七八九十]*月[\d一二三四五六七八九十]*[日号]?"
)


def unaccounted(
    section: Section, forms: Iterable[Form], findings: Sequence[Finding]
) -> list[Stray]:
    """Give the texts of a section that are in no field, not known to be none, and not told.

    Args:
        section: The blocks of the forms.
        forms: What was read of them.
        findings: What was told of them.
    """
    account = _Account(section, [content_of(form) for form in forms], findings)
    return list(account.leftovers())


class _Account:
    """What a section's forms and findings say, and its texts held against it."""

    def __init__(self, section: Section, forms: list[Any], findings: Sequence[Finding]) -> None:
        self.section = section
        self.values = {normalised(text) for form in forms for text in _texts(form)}
        self.spoken = "\n".join(self.values)
        told = {_quoted(f.location.text) for f in findings if f.location and f.location.text}
        self.told = told | {text.strip("()[]【】") for text in told}
        self.asked = normalised("".join(f.message for f in findings if f.code != "LF-F12"))
        self.is_asked = any(f.code == "LF-F10" for f in findings)
        self.pieces = _Pieces({value.rstrip("。；;") for value in self.values} | beside_values())
        self.in_note = False

    def leftovers(self) -> Iterator[Stray]:
        """Give what nothing accounts for, in order."""
        for block in self.section.blocks:
            if isinstance(block, Line):
                for text in self._left(block.text):
                    yield Stray(text, line_place(block))
            elif isinstance(block, Grid):
                yield from self._of_grid(block)
            elif self.section.kind not in FLOWS and block.place.table is None:
                # Of a chart its reader tells every text; what hangs in a cell is the cell's text.
                for box in block.boxes:
                    place = block.place.model_copy(update={"shape": box.shape})
                    for text in self._left(box.text):
                        yield Stray(text, place)

    def _of_grid(self, grid: Grid) -> Iterator[Stray]:
        tables = ("step_table",) if self.section.kind in FLOWS else ("risk", "catalogue")
        open_ = {id(cell) for cell in grid.cells if not self._is_value(cell.text)}
        passed = passed_cells(grid, tables, open_, asked=self.is_asked)
        arrows = arrow_cells(grid) if self.section.kind in FLOWS else set()
        self.in_note = False
        for cell in grid.cells:
            if id(cell) in arrows & open_:
                for text in self._beside_arrows(cell.text):
                    yield Stray(text, grid.place(cell))
            elif id(cell) in open_:
                for text in self._of_cell(cell.text, passed=id(cell) in passed):
                    yield Stray(text, grid.place(cell))

    def _of_cell(self, text: str, *, passed: bool) -> Iterator[str]:
        """Give what is left of a cell that no field has; a title may have a remark beside it."""
        if title_kind(text):
            return self._remarks(text, remarks_in_title(text))
        if self._is_said(text):
            return iter(())
        if not passed:
            return self._left(text)
        return self._remarks(text, remarks_in(text) if names_column(text) else ())

    def _beside_arrows(self, text: str) -> Iterator[str]:
        """Give the lines of a cell of arrows that say more than steps, conditions and the end."""
        for line in text.split("\n"):
            parts = (arrow_words().sub("", p) for p in self.pieces.between(normalised(line)))
            if any(self._is_left(part) and not is_branch_label(part) for part in parts):
                yield line.strip()

    def _remarks(self, title: str, remarks: Sequence[str]) -> Iterator[str]:
        """Give those remarks beside a title that nothing accounts for."""
        is_told = _quoted(title) in self.told
        return (r for r in remarks if not is_told and self._is_left(normalised(r)))

    def _left(self, whole: str) -> Iterator[str]:
        """Give the lines of a paragraph, cell or box that are not accounted for."""
        noted = [self._is_of_note(line) for line in whole.split("\n")]
        if title_kind(whole):
            yield from self._remarks(whole, remarks_in_title(whole))
            return
        if names_label(whole):
            yield from self._remarks(whole, remarks_in(whole))
            return
        if self._is_said(whole) or _quoted(whole) in self.told:
            return
        for line, is_note_ in zip(whole.split("\n"), noted, strict=True):
            if is_note_ or self._is_said(line) or _quoted(line) in self.told:
                continue
            if self._is_labelled(line):
                continue
            if any(map(self._is_left, self.pieces.between(_DATE.sub("\n", normalised(line))))):
                yield line.strip()

    def _is_value(self, text: str) -> bool:
        """Tell quickly of most texts that a field has them, or that they hold no letters."""
        return (
            not text
            or normalised(text) in self.values
            or not _LETTERS.search(text)
            or normalised(without_number(text)) in self.values
        )

    def _is_said(self, text: str) -> bool:
        return self._is_value(text) or is_known(text, self.section.kind)

    def _is_labelled(self, line: str) -> bool:
        """Tell whether a line is a label that is known as a whole, and a text that is said."""
        label, _, text = normalised(line).partition(":")
        return bool(text) and is_known(label, self.section.kind) and self._is_said(text)

    def _is_left(self, part: str) -> bool:
        told = _quoted(part) in self.told or part in self.asked or part in self.spoken
        return len(part) >= _LEAST and not told

    def _is_of_note(self, line: str) -> bool:
        goes_on = self.in_note and bool(_LISTED.match(line))
        self.in_note = goes_on or (opens_note(line) and is_note(line))
        return self.in_note


class _Pieces:
    """Texts that can be parts of a line, by how they begin, so that many can be looked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = {text for text in texts if len(text) >= _LEAST}
        self.lengths: dict[str, list[int]] = {}
        for text in self.texts:
            self.lengths.setdefault(text[:_LEAST], []).append(len(text))
        for start, lengths in self.lengths.items():
            self.lengths[start] = sorted(set(lengths), reverse=True)

    def between(self, line: str) -> Iterator[str]:
        """Give the stretches of letters of a line that are no part of any of the texts."""
        kept: list[str] = []
        at = 0
        while at < len(line):
            length = self._at(line, at)
            kept.append("\n" if length else line[at])
            at += length or 1
        return iter(_LETTERS.findall(signing().sub("\n", "".join(kept))))

    def _at(self, line: str, at: int) -> int:
        """Give the length of the longest text that begins at a place, or 0."""
        lengths = self.lengths.get(line[at : at + _LEAST], ())
        return next((n for n in lengths if line[at : at + n] in self.texts), 0)


def _quoted(text: str) -> str:
    """Give a text as findings show it, folded."""
    return normalised(shorten(text)).rstrip("….")[:_QUOTED]


def _texts(node: Any) -> Iterator[str]:  # noqa: ANN401 - a JSON document has any shape
    if isinstance(node, str):
        yield node
        if "\n" in node:
            yield from node.split("\n")
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, Sequence):
        for value in node:
            yield from _texts(value)
