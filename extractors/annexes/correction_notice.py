"""整改通知书 that a department sent back: what it wrote to each finding.

The notice prints the id of each finding below its place, so an answer is matched whatever has
become of the rows. What the notice prints itself is known (``data/correction_notice.toml``); a text
that the department wrote anywhere else than under 部门说明 is LF-F12. Redrawn charts are passed by.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extractors.annexes.notice_place import (
    NOTICE,
    NoticeHeader,
    id_pattern,
    notice_header,
)
from extractors.annexes.particulars import Stray, line_place
from extractors.annexes.reading import Annex, Reading, stray_findings
from extractors.annexes.sections import Section
from extractors.annexes.text import says_ditto
from extractors.annexes.vocabulary import patterns, words
from extractors.grid import Cell, Grid, Line
from schemas.notice_form import Answer, CorrectionNotice
from schemas.text import normalised

_LEAST = 2
_LONGEST_NAME = 40
_CHARTS = "附图:请核对的图形"


def _read(section: Section, file: str) -> Reading:
    """Read a notice: its table, the department it was sent to, and what was written beside."""
    answers: list[Answer] = []
    stray: list[Stray] = []
    header: NoticeHeader | None = None
    for grid in section.grids:
        own = notice_header(grid)
        header = own or header
        if header is None:
            stray.extend(_cells(grid, grid.cells))
        elif header.of_findings:
            _read_table(grid, header, answers, stray, first=own.row + 1 if own else 1)
    lines = section.lines
    addressed = next((line for line in lines if _addressee(line.text)), None)
    told = {normalised(answer.message) for answer in answers}
    stray = [*_beside(lines, addressed, told), *stray]
    department = _addressee(addressed.text) if addressed else None
    form = CorrectionNotice(
        department=department,
        answers=tuple(answers),
        places={"department": line_place(addressed)} if addressed else {},
    )
    return (form,), stray_findings(stray, file, department=department)


# ---- the table


def _read_table(
    grid: Grid, header: NoticeHeader, answers: list[Answer], stray: list[Stray], *, first: int
) -> None:
    known = set(header.columns.values())
    for row in range(first, grid.rows + 1):
        cells = list(grid.row_cells(row))
        own = [cell for cell in cells if cell.row == row]
        if len(cells) < len(known) and not _id_in(cells):  # the heading of a group of findings
            continue
        found = _answer(grid, header, row, answers)
        if found is None:
            stray.extend(_cells(grid, own))
        else:
            answers.append(found)
            stray.extend(_cells(grid, [c for c in own if c.column not in known]))


def _answer(grid: Grid, header: NoticeHeader, row: int, before: Sequence[Answer]) -> Answer | None:
    """Read a row; None where neither an id nor a problem stands in it."""
    written = grid.at(row, header.columns.get("explanation", 0))
    printed = [cell for cell in grid.row_cells(row) if cell is not written]
    problem = grid.at(row, header.columns["problem"])
    message = problem.text if problem else ""
    finding = _id_in(printed)
    if not message and finding is None:
        return None
    text = written.text if written else ""
    if says_ditto(text) and before:
        text = before[-1].explanation or ""
    places = {"explanation": grid.place(written, row=row)} if written and text else {}
    return Answer(
        finding=finding,
        message=message,
        explanation=text if _says_anything(text) else None,
        places=places,
    )


def _id_in(cells: Sequence[Cell]) -> str | None:
    """Find the id of a finding in a row; narrow columns may have broken it over lines."""
    found = (id_pattern().search(normalised(cell.text)) for cell in cells)
    return next((match[0] for match in found if match), None)


def _says_anything(text: str) -> bool:
    plain = normalised(text).rstrip("。.")
    return bool(plain) and plain not in words(NOTICE)["blank"]


def _cells(grid: Grid, cells: Sequence[Cell]) -> Iterator[Stray]:
    return (Stray(cell.text, grid.place(cell)) for cell in cells if len(normalised(cell.text)) > 1)


# ---- what stands around it


def _addressee(text: str) -> str | None:
    """Give the name in a line such as 审计监察处：."""
    name = text.strip()
    if not name.endswith((":", "：")) or len(name) > _LONGEST_NAME:
        return None
    return name[:-1].strip() or None


def _beside(
    lines: Sequence[Line], addressed: Line | None, told: Collection[str]
) -> Iterator[Stray]:
    """Give the lines that the notice does not print itself.

    A printed sentence may be broken over lines anywhere, so all lines are looked at as one text.
    The pages with redrawn charts of a PDF carry the charts' words as lines.
    """
    drawn = next((n for n, line in enumerate(lines) if normalised(line.text) == _CHARTS), None)
    own = [
        (line, normalised(line.text))
        for number, line in enumerate(lines)
        if line is not addressed
        if line.page is None or drawn is None or number < drawn
    ]
    whole = "".join(text for _, text in own)
    covered = bytearray(len(whole))
    messages = (re.compile(re.escape(message)) for message in told if message)
    for pattern in (*messages, *patterns(NOTICE, "printed")):
        for match in pattern.finditer(whole):
            covered[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    at = 0
    for line, text in own:
        left = "".join(sign for n, sign in enumerate(text, at) if not covered[n])
        at += len(text)
        if sum(sign.isalnum() for sign in left) >= _LEAST:
            yield Stray(line.text.strip(), line_place(line))


ANNEX = Annex(kinds=(NOTICE,), read=_read)
