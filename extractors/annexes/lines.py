"""The paragraphs around a form's body, one after the other: labels, notes, titles, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.annexes.dates import find_date, is_date
from extractors.annexes.furniture import (
    is_arrow,
    is_department,
    is_note,
    opens_list,
    opens_note,
    title_kind,
)
from extractors.annexes.labels import Label, read_labels, spaced_label
from extractors.annexes.particulars import (
    ONE_LINE_VALUES,
    Particulars,
    is_plain,
    line_place,
    without_seal,
)
from extractors.annexes.text import joined, list_number, without_number
from extractors.annexes.vocabulary import patterns
from extractors.grid import Line
from schemas.text import normalised

_NUMBERED = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十])[.．、)）]|\s*[(（]\d{1,2}[)）]")
_SIGNED = re.compile(r"(\S.*?)\s+(\S{4}\s*年.*[日号])$")
_SUPERVISED = re.compile(r"[:：\s.．、](监督(?:方式|渠道|途径|电话))\s*(?:为|是|[:：])\s*(\S.*)$")
_LONGEST_NAME = 40
_LONGEST_SENTENCE = 200


def read_lines(lines: Iterable[Line], found: Particulars) -> list[Line]:
    """Take the labelled values out of paragraphs and pass by titles, notes and other furniture.

    Returns:
        The paragraphs that are left, in order.
    """
    reader = _Lines([line for line in lines if line.text.strip()], found)
    for index in range(len(reader.lines)):
        reader.read(index)
    return reader.rest


class _Lines:
    """One pass over filled paragraphs.

    Attributes:
        in_note: A note has begun whose numbered lines go on.
        pending: A label whose value may follow on the next line; with a value, a list that goes on.
    """

    def __init__(self, lines: Sequence[Line], found: Particulars) -> None:
        self.lines = lines
        self.found = found
        self.rest: list[Line] = []
        self.in_note = False
        self.pending: Label | None = None

    def read(self, index: int) -> None:
        """Read one paragraph."""
        line = self.lines[index]
        text = line.text.strip()
        if is_arrow(text) or self._is_beside_arrow(index):
            self.rest.append(line)
        elif not self._take_note(line, text) and not self._take_labels(line, text):
            self._take_value(index, line, text)

    def _take_note(self, line: Line, text: str) -> bool:
        told = _SUPERVISED.search(text) if opens_note(text) else None
        if told:
            self.found.take(Label("supervision", told[1], told[2]), line_place(line))
            self.in_note, self.pending = False, None
            return True
        if is_note(text) or (self.in_note and _is_listed(line)):
            self.in_note, self.pending = self.in_note or opens_list(text), None
            return True
        self.in_note = False
        return False

    def _take_labels(self, line: Line, text: str) -> bool:
        before, labels = read_labels(text)
        spaced = None if labels or title_kind(text) else spaced_label(text)
        for label in (spaced,) if spaced else labels:
            self.found.take(label, line_place(line))
        if spaced:
            self.pending = None
            return True
        if before and labels and not is_plain(before):
            self.rest.append(line)
        if labels:
            self.pending = labels[-1] if _asks_for_more(labels[-1]) else None
        return bool(labels)

    def _take_value(self, index: int, line: Line, text: str) -> None:
        """Take a line for what the label before it asks for, or pass by furniture."""
        pending, self.pending = self.pending, None
        if pending is not None and pending.value:  # a list below 监督方式：
            if _is_listed(line) and self.found.supervision:
                self.found.supervision[-1] += f"\n{text}"
                self.pending = pending
                return
            pending = None
        if pending is not None and _can_be_value(text, self.lines[index + 1 : index + 2], pending):
            own = Label(pending.field, pending.word, text)
            self.found.take(own, line_place(line))
            listing = own.field == "supervision" and self.found.supervision and _is_listed(line)
            self.pending = own if listing else None
        elif not _stands_alone(text, self.found) and not self._is_title(index):
            self.rest.append(line)

    def _is_beside_arrow(self, index: int) -> bool:
        """Tell whether the filled line before or after is an arrow: this one is a step then."""
        return any(
            is_arrow(line.text)
            for line in (*self.lines[max(index - 1, 0) : index], *self.lines[index + 1 : index + 2])
        )

    def _is_title(self, index: int) -> bool:
        """Tell whether a line is one half of a title that was broken over two lines."""
        text = self.lines[index].text.strip()
        before = self.lines[index - 1].text.strip() if index else ""
        after = self.lines[index + 1].text.strip() if index + 1 < len(self.lines) else ""
        return bool(
            (after and not title_kind(after) and title_kind(text + after))
            or (before and not title_kind(before) and title_kind(before + text))
        )


def _is_listed(line: Line) -> bool:
    return bool(line.label or _NUMBERED.match(line.text.strip()))


def _asks_for_more(label: Label) -> bool:
    """Tell whether a label's value follows on the next lines, or its list goes on there."""
    if label.field == "supervision":
        return not label.value or list_number(label.value) == 1
    return label.field in ONE_LINE_VALUES and not label.value


def read_margins(texts: Iterable[str], found: Particulars) -> None:
    """Take the department and unit from page headers and footers where the form names none."""
    if found.department:
        return
    margins = Particulars()
    read_lines((Line(text=text) for text in texts), margins)
    for name in ("department", "unit"):
        if name in margins.values:
            found.values.setdefault(name, margins.values[name])
    found.lone.extend(margins.lone)


def _stands_alone(text: str, found: Particulars) -> bool:
    """Take a line that is only a department's name or a date; tell whether it is furniture."""
    name = without_number(text)
    group = name != text and any(p.fullmatch(normalised(name)) for p in patterns("roster", "prose"))
    if is_department(name) and not group:
        found.lone.append(without_seal(joined(name)))
        return True
    signed = _SIGNED.match(text)
    if signed and is_department(signed[1]):
        found.lone.append(without_seal(joined(signed[1])))
        text = signed[2]
    if is_date(text):
        found.filled_on = found.filled_on or find_date(text)
    return is_plain(text)


def _can_be_value(text: str, following: Sequence[Line], label: Label) -> bool:
    """Tell whether a line can be the value of the empty label on the line before."""
    after = following[0].text if following else ""
    arrows = any(sign in part for part in (text, after) for sign in "↓→⇓▼")
    longest = _LONGEST_SENTENCE if label.field == "supervision" else _LONGEST_NAME
    return len(text) <= longest and not arrows and not is_plain(text)
