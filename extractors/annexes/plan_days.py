"""Days that a plan names in its text: found, dated, and told for which milestone they are meant."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.annexes.dates import find_date
from extractors.annexes.plan_milestones import Setting, milestone_of
from extractors.annexes.text import chinese_number
from extractors.annexes.vocabulary import words
from extractors.grid import shorten
from schemas.base import Place
from schemas.wording import PlanDate, PlanDay

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
_SENTENCE_ENDS = "。！？!?；;\n"
_YEARS = re.compile(
    r"(?<!\d)(20\d\d)(?=\s*(?:年|[〕\])]))|(二[〇零○][一二三四五六七八九〇零○]{2})(?=年)"
)
_LONGEST_SENTENCE = 160
_COMMA = re.compile(r"[\s，,于在]")
_FULL_LINE = 30  # characters: a line without full stop that is as long may go on in the next
_DATE_FIRST = 2  # characters before the first day of a sentence that begins with it


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in which days are looked for.

    Attributes:
        text: The paragraph, or a row of a table.
        place: Where it stands.
        headings: The headings above it, the nearest one first.
        earlier: The text before it below the same heading.
        row: It is a row of a table, whose cells belong together however they are parted.
    """

    text: str
    place: Place
    headings: tuple[str, ...] = ()
    earlier: str = ""
    row: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as found; ``year`` None where it names none; ``span`` covers its deadline words."""

    text: str
    year: int | None
    month: int
    day: int
    start: int
    end: int
    period: bool


@cache
def _day_pattern() -> re.Pattern[str]:
    deadline = words("plan_dates")["deadline"]
    remark = r"(?:\s*[(（][^()（）]{1,8}[)）])?(?:\s*\d{1,2}\s*(?:时|点|[:：]\s*\d{2}))?"
    return re.compile(
        rf"(?:(?P<year>{_YEAR})\s*年\s*)?(?<![\d.])(?P<month>{_NUMBER})\s*月\s*"
        rf"(?:{_NUMBER}\s*(?:日|号)?\s*[-—–~～至到]+\s*(?={_NUMBER}\s*[日号]))?"
        rf"(?P<day>{_NUMBER})\s*[日号](?P<after>{remark}\s*(?:{deadline})?)"
        rf"|(?<![\d.])(?P<year2>20\d\d)\s*[-./]\s*(?P<month2>\d{{1,2}})\s*[-./]\s*"
        rf"(?P<day2>\d{{1,2}})(?![\d.])(?P<after2>{remark}\s*(?:{deadline})?)"
    )


_RANGE_AFTER = re.compile(rf"\s*(?:[-—–~～至到]+)\s*(?:{_YEAR}\s*年\s*)?{_NUMBER}\s*[月日号]")
_RANGE_BEFORE = re.compile(r"[日号]\s*(?:[-—–~～至到]+)\s*$|[-—–~～]\s*$")


def _days(text: str) -> Iterator[_Day]:
    for found in _day_pattern().finditer(text):
        year = found["year"] or found["year2"]
        month = _number(found["month"] or found["month2"])
        day = _number(found["day"] or found["day2"])
        whole = find_date(f"2000年{month}月{day}日") if month and day else None
        if whole is None or month is None or day is None:
            continue
        inner = re.search(r"[-—–~～至到]", found.group().split("月")[-1]) if found["day"] else None
        before, after = text[: found.start()], text[found.end() :]
        beside = _RANGE_AFTER.match(after) or _RANGE_BEFORE.search(before)
        yield _Day(
            text=found.group().strip(),
            year=_number(year) if year else None,
            month=month,
            day=day,
            start=found.start(),
            end=found.end(),
            period=bool(inner or beside),
        )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_number(text.replace("廿", "二十"))


# ---- the year


def years_told(texts: Iterable[str]) -> list[int]:
    """Give the years that texts name, 2000 to 2099, in order and as often as they do."""
    found = (m[1] or m[2] for text in texts for m in _YEARS.finditer(text))
    return [year for year in map(_number, found) if year]


def usual_year(years: Sequence[int]) -> int | None:
    """Give the year that is named most often, of equals the latest; None without any."""
    counts = Counter(years)
    return max(counts, key=lambda year: (counts[year], year)) if counts else None


# ---- days of a text


def find_days(
    stretches: Iterable[Words], *, sure: int | None, likely: int | None, organisation: str
) -> tuple[tuple[PlanDate, ...], tuple[PlanDay, ...]]:
    """Find the days in a plan's text.

    Args:
        stretches: Paragraphs and table rows in order.
        sure: The plan's own year, where title, number or signature tell it.
        likely: Else a year that its text names.
        organisation: The name in the title; what is sent to it is sent to nobody above.

    Returns:
        The days whose year is known, and those for which no year is told anywhere.
    """
    dates: list[PlanDate] = []
    yearless: list[PlanDay] = []
    for stretch in stretches:
        for day, sentence, milestone in _meant(stretch, organisation):
            said = {
                "text": day.text,
                "milestone": milestone,
                "sentence": sentence,
                "places": {"": stretch.place.model_copy(update={"text": shorten(day.text)})},
            }
            date = _date(day.year or sure or likely, day)
            if date is not None:
                told = bool(day.year or sure)
                dates.append(PlanDate.model_validate({**said, "date": date, "year_told": told}))
            else:
                on = {"month": day.month, "day": day.day}
                yearless.append(PlanDay.model_validate({**said, **on}))
    return tuple(dates), tuple(yearless)


def _date(year: int | None, day: _Day) -> dt.date | None:
    if year is None:
        return None
    try:
        return dt.date(year, day.month, day.day)
    except ValueError:
        return None


def _meant(stretch: Words, organisation: str) -> Iterator[tuple[_Day, str, str | None]]:
    """Give each day with the sentence around it and its milestone."""
    text = stretch.text
    days = list(_days(text))
    for index, day in enumerate(days):
        start = 0 if stretch.row else _sentence_start(text, day.start)
        stop = len(text) if stretch.row else _sentence_end(text, day.end)
        before, after = _around(text, days, index, start, stop)
        setting = Setting(
            before=before,
            day=day.text,
            after=after,
            earlier=stretch.earlier + text[: day.start - len(before)],
            whole=stretch.row or stop < len(text) or len(text) < _FULL_LINE,
            headings=stretch.headings,
            row=stretch.row,
            organisation=organisation,
        )
        sentence = text[start:stop].strip()
        meant = None if day.period else milestone_of(setting)
        yield day, sentence if len(sentence) <= _LONGEST_SENTENCE else "", meant


def _around(text: str, days: Sequence[_Day], index: int, start: int, stop: int) -> tuple[str, str]:
    """Give what is said of a day before and after it, parted from other days of the sentence."""
    day = days[index]
    same = [d for d in days if start <= d.start < stop]
    before, after = text[start : day.start], text[day.end : stop]
    if len(same) == 1:
        return before, after
    at = same.index(day)
    first = len(_COMMA.sub("", text[start : same[0].start])) <= _DATE_FIRST
    if at:
        between = text[same[at - 1].end : day.start]
        before = "" if first else between.partition("，")[2] or between
    if at + 1 < len(same):
        between = text[day.end : same[at + 1].start]
        after = between if first else between.partition("，")[0]
    return before, after


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(sign, 0, at) for sign in _SENTENCE_ENDS) + 1


def _sentence_end(text: str, at: int) -> int:
    found = [i for sign in _SENTENCE_ENDS if (i := text.find(sign, at)) >= 0]
    return min(found, default=len(text))
