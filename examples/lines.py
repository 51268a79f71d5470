"""Looks of the lines that all forms share."""

from __future__ import annotations

import datetime as dt

from examples.habits import Dates
from examples.word.markup import Look, Paragraph

HEADING = Paragraph(look=Look(16, "黑体"))
TITLE = Paragraph(look=Look(20, "方正小标宋简体"), align="center", before=6, after=6)
SMALL = Paragraph(look=Look(12), before=2, after=3)
NOTE = Paragraph(look=Look(10.5), before=4)
TEXT = Paragraph(look=Look(14), line=26)
_DIGITS = "〇一二三四五六七八九"


def chinese_date(day: dt.date) -> str:
    """Write a day as forms do."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_date(day: dt.date, habit: Dates) -> str:
    """Write a day in one of the ways that people have."""
    if habit == "numerals":
        year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
        return f"{year}年{_numeral(day.month)}月{_numeral(day.day)}日"
    return {
        "chinese": chinese_date(day),
        "spaced": f"{day.year} 年 {day.month} 月 {day.day} 日",
        "dotted": f"{day.year}.{day.month}.{day.day}",
        "dashed": day.isoformat(),
    }[habit]


def _numeral(number: int) -> str:
    """Write a number below a hundred as Chinese dates do."""
    tens, ones = divmod(number, 10)
    leading = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return leading + (_DIGITS[ones] if ones or not tens else "")
