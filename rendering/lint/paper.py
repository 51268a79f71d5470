"""A PDF page as letters with their places in millimetres, from the upper left corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

_MM = 25.4 / 72
_MOST_LETTERS = 20_000  # a page of small print has 3,000


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible letter.

    Attributes:
        x, y: Where it begins on its line, mm.
        left, top, right, bottom: Its ink, mm.
        size: Points.
    """

    sign: str
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def wide(self) -> bool:
        """Tell whether it is as wide as it is high: a Han character or a full-width mark."""
        return not self.sign.isascii()


@dataclass(frozen=True, slots=True)
class Paper:
    """A page: its size, mm, and its letters in the order of the file."""

    width: float
    height: float
    letters: tuple[Letter, ...]

    @property
    def turned(self) -> bool:
        """Tell whether it is landscape."""
        return self.width > self.height


def papers(pdf: bytes, *, most: int = 400) -> Iterator[Paper]:
    """Give the pages of a PDF file, at most so many."""
    document = pdfium.PdfDocument(pdf)
    try:
        for number in range(min(len(document), most)):
            page = document[number]
            width, height = page.get_size()
            yield Paper(width * _MM, height * _MM, tuple(_letters(page, height)))
            page.close()
    finally:
        document.close()


def _letters(page: pdfium.PdfPage, height: float) -> Iterator[Letter]:
    text = page.get_textpage()
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    sides = tuple(map(ctypes.byref, (left, right, bottom, top)))
    origin = tuple(map(ctypes.byref, (x, y)))
    for index in range(min(raw.FPDFText_CountChars(text), _MOST_LETTERS)):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        if not sign.strip() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharBox(text, index, *sides)
        raw.FPDFText_GetCharOrigin(text, index, *origin)
        yield Letter(
            sign=sign,
            x=x.value * _MM,
            y=(height - y.value) * _MM,
            left=left.value * _MM,
            top=(height - top.value) * _MM,
            right=right.value * _MM,
            bottom=(height - bottom.value) * _MM,
            size=raw.FPDFText_GetFontSize(text, index),
        )
    text.close()
