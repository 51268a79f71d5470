"""The 警示提醒函: the letter that tells a department of a signal and asks for an answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rendering.frame import opened
from rendering.gbt9704 import date_words, edition
from rendering.package import with_properties, write_package
from rendering.proof import DocumentNotProven, read_back
from rendering.wordml import clean
from schemas.college import College
from schemas.early_warning import Signal

LETTER_TITLE = "廉政风险警示提醒函"


def warning_letter(college: College, signal: Signal, *, day: dt.date, template: Path) -> bytes:
    """Write the letter; equal arguments give equal bytes.

    Args:
        college: For names, the time for an answer and the edition of GB/T 9704.
        signal: What the letter is about.
        day: Of the letter.
        template: ``warning_letter.docx``, the shipped one or the office's own.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished letter lacks something that it has to say.
    """
    words = _words(college, signal, day)
    parts = opened(template, college).fill(words, ()).insert({})
    title = f"{signal.department}{LETTER_TITLE}"
    document = write_package(
        with_properties(parts, title=title, creator=college.organisation.name, date=day)
    )
    _prove(document, words, title)
    return document


def _words(college: College, signal: Signal, day: dt.date) -> dict[str, object]:
    numerals = edition(college.layout.edition).date_numerals
    return {
        "organisation": college.organisation.name,
        "title": LETTER_TITLE,
        "number": f"{signal.year}年第{signal.number}号",
        "department": signal.department,
        "source": signal.source,
        "raised_on": date_words(signal.date, numerals),
        "item": signal.item or "",
        "point": signal.point or "",
        "text": signal.text,
        "until": date_words(signal.due(college.warning.answer_days), numerals),
        "director": college.office.director or "",
        "date": date_words(day, numerals),
        "mark": "",
    }


def _prove(document: bytes, words: dict[str, object], title: str) -> None:
    found = read_back(document)
    said = "\v".join(block.text for block in found.blocks)
    missing = [f"“{word}”" for word in words.values() if clean(str(word)) not in said]
    if problems := [*found.problems, *missing]:
        raise DocumentNotProven.because(title, problems)
