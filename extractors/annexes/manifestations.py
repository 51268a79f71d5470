"""Texts that hold several risk manifestations (廉政风险表现形式), taken apart at their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.annexes.text import chinese_number, joined, number_of
from extractors.grid import Line

_DIGITS = r"\d{1,2}"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"(?P<dot>{_DIGITS})\s*[.．、](?!\d)\s*"
    rf"|[(（]\s*(?P<round>{_DIGITS}|{_CHINESE})\s*[)）]\s*[、.．]?\s*"
    rf"|(?P<half>{_DIGITS})\s*[)）]\s*"
    rf"|(?P<chinese>{_CHINESE})\s*、\s*"
    r"|(?P<sign>[①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩])\s*[、.．]?\s*"
    r"|(?:^|(?<=[。；;\s]))(?P<said>[一二三四五六七八九十])是\s*[:：,，]?\s*"
)
_LOOSE_MARK = re.compile(
    rf"(?:^|(?<=[。；;\s]))(?:{_DIGITS}[.．-](?P<sub>{_DIGITS})|(?P<comma>{_DIGITS})[,，:：])"
    r"\s*(?=[\u4e00-\u9fff“《])"
)
_LOOSE = re.compile(rf"(?:{_DIGITS}[.．-])?({_DIGITS})\s*[,，。:：]?\s*(?=[\u4e00-\u9fff“《])")
_BULLET = re.compile(r"[●•·▪■◆◇★☆▲△►➢✓√○◎※*－–—-]\s*(?=[\u4e00-\u9fff“《])")
_RUNS_ON = re.compile(r"[\w\u4e00-\u9fff。；;，,：:）)”」》！？!?、\s]$")
_CLOSED_BEFORE = re.compile(r"[。；;]\s*$")
_NO_NUMBER = re.compile(r"(?:第|[~～—–\-至到约近超足满])\s*$")
_OPEN_END = re.compile(r"[，,、：:（(“《和与或及的]$")
_CLOSED_END = re.compile(r"[。；;！？!?]$")
_BEGINS_INSIDE = re.compile(r"[，,、。；;：:）)”》]")


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One manifestation.

    Attributes:
        text: Its words as one phrase, without its list number.
        number: The number that a reader sees, typed or automatic; None where there is none.
        line: Index of the paragraph in which it begins.
    """

    text: str
    number: int | None
    line: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text between two list numbers or line ends."""

    text: str
    number: int | None
    line: int
    marked: bool
    first: bool  # of its paragraph


def manifestations_of(lines: Sequence[Line]) -> list[Manifestation]:
    """Take paragraphs apart into manifestations.

    Where there are list numbers, typed or automatic, a manifestation begins at each of them, also
    in the middle of a line, and other paragraphs go on with the one before: in a narrow box people
    break lines by hand. Without numbers each paragraph is one, semicolons in it or not.

    Args:
        lines: Paragraphs in order; ``label`` is the automatic number, a newline a manual break.
    """
    pieces = _with_loose_numbers([piece for i, line in enumerate(lines) for piece in _cut(i, line)])
    marked = any(piece.marked for piece in pieces)
    found: list[Manifestation] = []
    for piece in pieces if marked else _plain(pieces):
        begins = piece.marked or not found if marked else True
        if begins:
            found.append(Manifestation(piece.text, piece.number, piece.line))
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{piece.text}")
    told = (replace(one, text=joined(one.text)) for one in found)
    return [one for one in told if one.text]


def _cut(index: int, line: Line) -> Iterator[_Piece]:
    """Cut a paragraph at its manual breaks, and those lines at the numbers that run on in them."""
    rows = [row.strip() for row in line.text.split("\n") if row.strip()]
    for at, row in enumerate(rows):
        yield from _cut_row(index, row, line.label if not at else "", first=not at)


def _cut_row(index: int, row: str, label: str, *, first: bool) -> Iterator[_Piece]:
    marks = _marks(row) or _loose_marks(row)
    before = row[: marks[0].start()].strip() if marks else row
    if before or not marks:
        bullet = _BULLET.match(before)
        text = before[bullet.end() :] if bullet else before
        yield _Piece(text, number_of(label), index, bool(label or bullet), first)
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(row)
        text = row[mark.end() : end].strip()
        told = text.rstrip("；;") if end < len(row) else text  # what parts two is of neither
        yield _Piece(told, _number(mark), index, True, first and not at)


def _marks(row: str) -> list[re.Match[str]]:
    """Find the list numbers of a line: one at its start, then each that follows on in its style."""
    found: list[re.Match[str]] = []
    for mark in _MARK.finditer(row):
        at_start = not row[: mark.start()].strip()
        if at_start or (mark.end() < len(row) and _follows(row, mark, found)):
            found.append(mark)
    alone = len(found) == 1 and found[0].start() > 0 and row[: found[0].start()].strip()
    return [] if alone else found


def is_loosely_listed(row: str) -> bool:
    """Tell whether a line holds a list with numbers like 1，…2，… or 1.1…1.2…."""
    return bool(_loose_marks(row))


def _loose_marks(row: str) -> list[re.Match[str]]:
    """Find numbers like 1，…2，… and 1.1…1.2… in a line, where they count from 1."""
    found = list(_LOOSE_MARK.finditer(row))
    numbers = [_number(mark) for mark in found]
    return found if len(found) > 1 and numbers == [*range(1, len(found) + 1)] else []


def _follows(row: str, mark: re.Match[str], found: Sequence[re.Match[str]]) -> bool:
    """Tell whether a mark inside a line is the next list number, or the first one of a list."""
    before = row[: mark.start()]
    if not _RUNS_ON.search(before) or _NO_NUMBER.search(before) or before[-1:].isdigit():
        return False
    number = _number(mark)
    if not found:
        return number == 1
    last = _number(found[-1]) or 0
    # behind a closing mark a number may be wrong: 1.…；2.…；2.…
    fits = (
        last <= (number or 0) <= last + 2 if _CLOSED_BEFORE.search(before) else number == last + 1
    )
    return mark.lastgroup == found[-1].lastgroup and fits


def _number(mark: re.Match[str]) -> int | None:
    text = mark[mark.lastgroup or 0]
    return chinese_number(text) if mark.lastgroup in {"chinese", "said"} else number_of(text)


def _with_loose_numbers(pieces: list[_Piece]) -> list[_Piece]:
    """Take digits without a stop for list numbers where lines begin with 1, 2, 3 in order."""
    if any(piece.marked for piece in pieces):
        return pieces
    loose = [_LOOSE.match(piece.text) for piece in pieces]
    numbers = [int(match[1]) for match in loose if match]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):  # noqa: PLR2004 - a list
        return pieces
    return [
        replace(piece, text=piece.text[match.end() :], number=int(match[1]), marked=True)
        if match
        else piece
        for piece, match in zip(pieces, loose, strict=True)
    ]


def _plain(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Give the manifestations of paragraphs without numbers; broken lines are put together."""
    found: list[_Piece] = []
    for piece in pieces:
        last = found[-1].text if found else ""
        goes_on = _OPEN_END.search(last) or _BEGINS_INSIDE.match(piece.text)
        broken = not piece.first and not _CLOSED_END.search(last)
        if found and (goes_on or broken):
            found[-1] = replace(found[-1], text=f"{last}\n{piece.text}")
        else:
            found.append(piece)
    return found
