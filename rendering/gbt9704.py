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
FontSetName = Literal["gb2312", "windows", "founder"]
FontRole = Literal["title", "body", "level_1", "level_2", "number"]
Free = Literal["free"]
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
    """A set of fonts: the names that the standard's faces have on some machines."""

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


class MarkTop(Model):
    """How far the issuer's mark (发文机关标志) stands below the top of the type area, mm."""

    normal: float
    upward: float


class ImprintWidths(Model):
    """How thick the lines of the 版记 are, mm."""

    outer: float
    inner: float


class Edition(Model):
    """What is particular to the 1999 or the 2012 edition; ``free`` where it demands nothing.

    Attributes:
        scope: Whose documents it is for.
        parts: What it calls the three parts of a document.
        mark_top_mm: See :class:`MarkTop`; ``upward`` for reports to a superior.
        copy_number_digits: Length of the 份号.
        secrecy_side: Where 密级 and 紧急程度 stand.
        signers_per_row: How many 签发人 share a row.
        title_shape: Lines of a title form a 梯形 or 菱形.
        level_fonts: Fonts of the four levels of headings.
        keep_numbers: Numbers and years do not go over a line's end.
        print_issuer: The issuer's name is written although its seal says it.
        date_numerals: How the 成文日期 is written.
        annex_label: Font of the label 附件 on an annex's first page.
        annex_title_line: Line of that page on which the annex's title stands.
        subject_words: There are 主题词.
        imprint_size: Which of the sizes 抄送 and 印发 have.
        imprint_lines: ``around``: above the first and below each element of the 版记; ``below``:
            below each only.
        imprint_widths_mm: See :class:`ImprintWidths`.
        page_number_font: Font of the page number.
        staples: Where the staples are.
    """

    scope: str
    parts: tuple[str, str, str]
    mark_top_mm: MarkTop
    copy_number_digits: int | Free
    secrecy_side: Literal["left", "right"]
    signers_per_row: int
    title_shape: bool
    level_fonts: tuple[FontRole, ...] | Free
    keep_numbers: bool
    print_issuer: bool
    date_numerals: Literal["arabic", "han"]
    annex_label: FontRole
    annex_title_line: int | Free
    subject_words: bool
    imprint_size: Literal["body", "note"]
    imprint_lines: Literal["around", "below"]
    imprint_widths_mm: ImprintWidths | Free
    page_number_font: FontRole | Free
    staples: str


class Issued(Model):
    """Of the 版头 and 版记 of a document with a number: what both editions leave open or share.

    Attributes:
        mark_size: Largest size of the 发文机关标志, points.
        rule_height: Of the line that carries the red rule, twips.
        rule_mm: How thick that rule is.
        imprint_mm: How thick the rules of the 版记 are where the edition does not say.
        color: Of mark and red rule, RRGGBB.
    """

    mark_size: float
    rule_height: int
    rule_mm: float
    imprint_mm: float
    color: str


class Standard(Model):
    """Both editions and what they have in common."""

    page: Page
    font_sets: Mapping[FontSetName, Fonts] = Field(alias="font_set")
    substitutes: Mapping[str, str]
    sizes: Sizes
    editions: Mapping[EditionName, Edition] = Field(alias="edition")
    issued: Issued

    @property
    def fonts(self) -> Fonts:
        """Give the fonts that templates are made in; ``rendering.fonts`` exchanges them."""
        return self.font_sets["gb2312"]

    def font(self, role: FontRole) -> str:
        """Give the name of a font by its role, in the templates' set."""
        return str(getattr(self.fonts, role))


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
