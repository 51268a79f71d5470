"""Weekends and public holidays in China, days worked in exchange for others left out."""

from __future__ import annotations

import datetime as dt

import holidays

_WEEKDAYS = "一二三四五六日"


class Calendar:
    """The calendar of mainland China; years are filled in as they are asked for."""

    def __init__(self) -> None:
        self._days = holidays.country_holidays("CN", language="zh_CN")

    def rest_on(self, day: dt.date) -> str | None:
        """Say why a day is no working day, for example 星期六 or 端午节, or give None.

        A weekend day that is officially worked in exchange for another (调休上班) is a working
        day, as far as the ``holidays`` package knows the year's arrangement.
        """
        name = self._days.get(day)
        if name:
            return str(name)
        if self._days.is_working_day(day):
            return None
        return f"星期{_WEEKDAYS[day.weekday()]}"
