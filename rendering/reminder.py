"""The 催报通知: the letter that tells a department what it owes, since when, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rendering.frame import opened
from rendering.gbt9704 import date_words, edition
from rendering.package import with_properties, write_package
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.wordml import cell, clean, paragraph, row, run, table
from schemas.college import College
from schemas.reminder import OpenFaults, Reminder, lateness

REMINDER_TITLE = "廉政风险防控材料催报通知"
_TABLE = "owed_table"
_HEADERS = ("序号", "材料", "期限", "情况")
_WIDTHS = (760, 2624, 2460, 3000)
_CENTRED = (0, 2)
_FILL = "F2F2F2"

Row = tuple[str, str, str, str]


def reminder_letter(college: College, reminder: Reminder, *, template: Path) -> bytes:
    """Write the letter; equal arguments give equal bytes.

    Args:
        college: For names and the edition of GB/T 9704.
        reminder: What the department owes.
        template: ``reminder.docx``, the shipped one or the office's own.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished letter lacks something that it has to say.
    """
    frame = opened(template, college)
    rows = tuple(_rows(college, reminder))
    words = _words(college, reminder)
    parts = frame.fill(words, (_TABLE,)).insert({_TABLE: (_table(rows, frame.style),)})
    title = f"{reminder.department}{REMINDER_TITLE}"
    document = write_package(
        with_properties(parts, title=title, creator=college.organisation.name, date=reminder.day)
    )
    _prove(document, title, reminder, rows)
    return document


def reminder_text(letter: bytes) -> str:
    """Give a finished letter as plain text, a line each paragraph and row of the table."""
    lines = [line for block in read_back(letter).blocks for line in _lines(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    if not block.rows:
        yield block.text
    for number, *others in block.rows[1:]:
        told = [words.replace("\n（", "（").replace("\n", "；") for words in others]
        headed = zip(_HEADERS[2:], told[1:], strict=False)
        yield f"{number}. " + "；".join((told[0], *(f"{h}：{w}" for h, w in headed)))


def _words(college: College, reminder: Reminder) -> dict[str, object]:
    numerals = edition(college.layout.edition).date_numerals
    return {
        "organisation": college.organisation.name,
        "title": REMINDER_TITLE,
        "year": college.year,
        "department": reminder.department,
        "missing": reminder.missing,
        "returned": reminder.returned,
        "late": reminder.late,
        "ahead": any(owed.days_late <= 0 for owed in reminder.owed),
        "director": college.office.director or "",
        "date": date_words(reminder.day, numerals),
        "mark": "",
    }


def _rows(college: College, reminder: Reminder) -> Iterator[Row]:
    numerals = edition(college.layout.edition).date_numerals
    number = 0
    for owed in reminder.owed:
        due = date_words(owed.due, numerals)
        until = f"{due}\n（{owed.rest}，请提前办理）" if owed.rest else due
        late = lateness(owed.days_late)
        for form in owed.missing:
            number += 1
            yield str(number), form, until, f"未报送，{late}"
        back = f"{date_words(owed.returned_on, numerals)}" if owed.returned_on else ""
        for file in owed.returned:
            number += 1
            yield str(number), file.file, until, f"{back}退回后未改正，{late}\n{_faults(file)}"


def _faults(file: OpenFaults) -> str:
    errors = "尚有：" + "、".join(f"{title}{times}处" for title, times in file.errors)
    more = f"；另有警告{file.warnings}处未核对" if file.warnings else ""
    return f"{errors}{more}"


def _table(rows: tuple[Row, ...], style: Callable[[str], str]) -> str:
    head, text, centre = style("表格栏目"), style("表格文字"), style("表格居中")

    def one(column: int, words: str) -> str:
        chosen = centre if column in _CENTRED else text
        lines = (paragraph(run(part), style=chosen) for part in words.split("\n"))
        return cell(_WIDTHS[column], *lines, valign="center")

    heads = (
        cell(width, paragraph(run(name), style=head), fill=_FILL, valign="center")
        for width, name in zip(_WIDTHS, _HEADERS, strict=True)
    )
    lines = [row(heads, header=True)]
    lines += [row(one(n, words) for n, words in enumerate(cells)) for cells in rows]
    return table(_WIDTHS, lines, style=style("公文表格"), title="尚欠的材料")


def _prove(document: bytes, title: str, reminder: Reminder, rows: tuple[Row, ...]) -> None:
    """See that the department and every row stand in the letter as they are."""
    found = read_back(document)
    said = {line for block in found.blocks for line in block.rows}
    missing = [cells[1] for cells in rows if tuple(map(clean, cells)) not in said]
    if clean(reminder.department) not in "\v".join(block.text for block in found.blocks):
        missing.append(reminder.department)
    if problems := [*found.problems, *(f"缺少“{words}”" for words in missing)]:
        raise DocumentNotProven.because(title, problems)
