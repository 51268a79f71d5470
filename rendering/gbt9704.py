"""The page, fonts and editions of GB/T 9704 as data, and numbers and dates in its manner."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from schemas.base import Model

EditionName = Literal["2012", "1999"]
_DIGITS = "〇一二三四五六七八九"
_HIGHEST = 999


class Page(Model):
    """Paper, margins and grid of an upright page, twips (2012 edition, clause 5)."""

    width: int
    height: int
    top: int
    left: int
    right: int
    bottom: int
    header: int
    footer: int
    line: int
    spacing: int

    @property
    def text_width(self) -> int:
        """Width of the type area (版心): 156 mm."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Height of the type area: 225 mm, 22 lines."""
        return self.height - self.top - self.bottom


class Fonts(Model):
    """Font names as the standard says them."""

    title: str
    body: str
    level_1: str
    level_2: str
    number: str


class Sizes(Model):
    """Type sizes, points."""

    chief: float
    title: float
    body: float
    note: float
    table: float


class Edition(Model):
    """Where the 1999 and the 2012 edition differ."""

    date_numerals: Literal["arabic", "han"]
    annex_label_font: str


class Standard(Model):
    """Both editions and what they have in common."""

    page: Page
    fonts: Fonts
    substitutes: Mapping[str, str]
    sizes: Sizes
    editions: Mapping[EditionName, Edition] = Field(alias="edition")


@cache
def standard() -> Standard:
    """Give the shipped figures (``rendering/data/gbt9704.toml``)."""
    text = files("rendering").joinpath("data/gbt9704.toml").read_text(encoding="utf-8")
    return Standard.model_validate(tomllib.loads(text))


def edition(name: EditionName) -> Edition:
    """Give what is particular to an edition."""
    return standard().editions[name]


def date_words(day: dt.date, numerals: Literal["arabic", "han"]) -> str:
    """Write a date: 2012年4月6日, or 二〇一二年四月六日 as the 1999 edition has it."""
    if numerals == "arabic":
        return f"{day.year}年{day.month}月{day.day}日"
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{han_number(day.month)}月{han_number(day.day)}日"


def han_number(number: int) -> str:
    """Count in Han numerals from 1 to 999: 十, 十二, 四十, 一百零五."""
    if not 0 < number <= _HIGHEST:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")
