"""Dates as they are written on Chinese forms."""

from __future__ import annotations

import datetime as dt
import re

from extractors.annexes.text import chinese_number
from schemas.text import normalised

_YEAR = r"(?P<year>\d{4}|[〇零○O一二三四五六七八九]{4})"
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = r"(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}年{_MONTH}月{_DAY}(?:日|号)?",
        rf"(?<!\d){_YEAR}[-./、]{_MONTH}[-./、]{_DAY}(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
    )
)
_RUN_OF_TENS = {"廿": "二十", "卅": "三十"}


def find_date(text: str) -> dt.date | None:
    """Give the first complete date in a text, or None where there is none that exists.

    Read are 2012年5月20日, 二〇一二年五月二十日, 2012.5.20, 2012-05-20, 2012/5/20 and 20120520, in
    any width and with blanks inside. Dates before 1950 and after 2100 are no dates of a form.
    """
    folded = normalised(text)
    for form in _FORMS:
        for match in form.finditer(folded):
            found = _date(match)
            if found is not None:
                return found
    return None


def is_date(text: str) -> bool:
    """Tell whether a text is nothing but a date, blank (``年  月  日``) or without its day."""
    folded = normalised(text).strip("()")
    return bool(
        re.fullmatch(
            r"[\dX〇零○O一二三四五六七八九十廿]*年[\dX一二三四五六七八九十廿]*月(?:[\dX一二三四五六七八九十廿]*[日号])?",
            folded,
        )
        or re.fullmatch(r"\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?", folded)
    )


def _date(match: re.Match[str]) -> dt.date | None:
    year, month, day = (_number(match[name]) for name in ("year", "month", "day"))
    if year is None or month is None or day is None or not 1950 <= year <= 2100:  # noqa: PLR2004
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    for short, long in _RUN_OF_TENS.items():
        text = text.replace(short, long)
    return chinese_number(text.replace("O", "〇"))
