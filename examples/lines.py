"""Looks of the lines that all forms share."""

from __future__ import annotations

import datetime as dt

from examples.word.markup import Look, Paragraph

HEADING = Paragraph(look=Look(16, "黑体"))
TITLE = Paragraph(look=Look(20, "方正小标宋简体"), align="center", before=6, after=6)
SMALL = Paragraph(look=Look(12), before=2, after=3)
NOTE = Paragraph(look=Look(10.5), before=4)
TEXT = Paragraph(look=Look(14), line=26)


def chinese_date(day: dt.date) -> str:
    """Write a day as forms do."""
    return f"{day.year}年{day.month}月{day.day}日"
