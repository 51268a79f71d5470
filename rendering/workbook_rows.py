"""The rows of the Excel list: one a risk manifestation, as prepared XML.

XlsxWriter makes the workbook, and 20,000 rows cell by cell would be most of its time; so they are
joined as strings, like the long tables of the Word documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rendering.textfit import lines
from rendering.wordml import clean, escape
from schemas.college import Level
from schemas.consolidated import Consolidated
from schemas.key_areas import areas_of
from schemas.statistics import NO_AREA, NO_CATEGORY
from schemas.text import one_line

NOT_RATED = "尚未评定"
CUT = "……（文字过长，全文见《廉政风险点及等级汇总表》）"
_MOST_UNITS = 32_767
"""What a cell of Excel holds, in units of UTF-16."""

_LETTER_PIXELS, _EM_PIXELS, _EDGE_PIXELS = 7.0, 15.0, 6.0
_LINE_POINTS, _EDGE_POINTS, _HIGHEST_ROW = 15.6, 3.0, 409.0
_CODE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_AREA_SIGN = "、"


class Row(NamedTuple):
    """A risk as the list shows it, in the order of the columns, without its number."""

    department: str
    item: str
    category: str
    point: str
    manifestation: str
    level: Level | None
    responsible: str
    areas: str


class Looks(NamedTuple):
    """Numbers of the workbook's cell formats."""

    number: str
    text: str
    high: str
    medium: str
    low: str

    def level(self, level: Level | None) -> str:
        """Give the format of a level's cell."""
        return {"高": self.high, "中": self.medium}.get(level or "", self.low)


def risk_rows(data: Consolidated) -> Iterator[Row]:
    """List all risks of the college in the order of its documents."""
    for department in data.departments:
        for item in department.items:
            areas = _AREA_SIGN.join(areas_of(item.name, item.content)) or NO_AREA
            for risk in item.risks:
                yield Row(
                    one_line(department.name),
                    one_line(item.name),
                    item.category or NO_CATEGORY,
                    risk.point,
                    risk.manifestation,
                    risk.level,
                    risk.responsible,
                    areas,
                )


def rows_xml(rows: Sequence[Row], looks: Looks, widths: Sequence[int]) -> str:
    """Write the rows below the heads; every text is a text, whatever it looks like.

    Args:
        rows: In the order of the list.
        looks: The workbook's formats.
        widths: Of the list's columns, letters.
    """
    writer = _Writer(looks, widths)
    return "".join(writer.row(number, row) for number, row in enumerate(rows, 2))


class _Writer:
    """Writes rows; what many rows say is measured and escaped once."""

    def __init__(self, looks: Looks, widths: Sequence[int]) -> None:
        self._looks = looks
        self._words, self._lines = cache(_words), cache(lines)
        self._ems = [column_ems(width) for width in widths[1:]]

    def row(self, place: int, row: Row) -> str:
        """Write a row, as high as its longest text; a program may make it higher or lower."""
        text, level, words = self._looks.text, self._looks.level(row.level), self._words
        return (
            f'<row r="{place}" ht="{self._height(row)}">'
            f'<c r="A{place}" s="{self._looks.number}"><v>{place - 1}</v></c>'
            f'<c r="B{place}" s="{text}" {words(row.department)}'
            f'<c r="C{place}" s="{text}" {words(row.item)}'
            f'<c r="D{place}" s="{text}" {words(row.category)}'
            f'<c r="E{place}" s="{text}" {words(row.point)}'
            f'<c r="F{place}" s="{text}" {words(row.manifestation)}'
            f'<c r="G{place}" s="{level}" {words(row.level or NOT_RATED)}'
            f'<c r="H{place}" s="{text}" {words(row.responsible)}'
            f'<c r="I{place}" s="{text}" {words(row.areas)}</row>'
        )

    def _height(self, row: Row) -> float:
        texts = (text or NOT_RATED for text in row)
        return row_height(max(map(self._lines, texts, self._ems)))


def column_ems(letters: int) -> float:
    """Tell how many Han characters of 11 points fit into a column; no line end is kept back."""
    return (letters * _LETTER_PIXELS - _EDGE_PIXELS) / _EM_PIXELS + 1


def row_height(most: int) -> float:
    """Give the height of a row of so many lines, points."""
    return min(most * _LINE_POINTS + _EDGE_POINTS, _HIGHEST_ROW)


def _words(text: str) -> str:
    return f't="inlineStr"><is><t xml:space="preserve">{_literal(text)}</t></is></c>'


def _literal(text: str) -> str:
    """Escape a text; Excel takes ``_x0041_`` for the letter A unless told otherwise."""
    return _CODE.sub("_x005F_", escape(shortened(text)))


def shortened(text: str) -> str:
    """Cut a text to what a cell holds, and say so."""
    units = clean(text).encode("utf-16-le")
    if len(units) <= 2 * _MOST_UNITS:
        return units.decode("utf-16-le")
    return units[: 2 * (_MOST_UNITS - len(CUT))].decode("utf-16-le", "ignore") + CUT
