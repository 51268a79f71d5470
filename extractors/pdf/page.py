"""One pass over a page of a PDF file: its characters, paths and pictures on the upright plane."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pypdfium2
from pypdfium2 import raw

from extractors.pdf.annotations import typed_chars
from extractors.pdf.characters import read_chars
from extractors.pdf.matrix import Matrix, upright
from extractors.pdf.objects import PageObjects
from extractors.pdf.walking import Walk

_LARGEST: Final = 20_000.0  # points; a page that is larger has a senseless box


def read_page(page: pypdfium2.PdfPage, number: int) -> PageObjects:
    """Read what is drawn on a page, form objects included.

    A page whose text mostly runs up or down is turned so that it can be read, whatever its
    ``/Rotate`` says.

    Args:
        page: The open page.
        number: Its number in the file, from 1.

    Raises:
        pypdfium2.PdfiumError: PDFium cannot read its text.
    """
    box = _visible(page)
    quarters = page.get_rotation() // 90
    text = page.get_textpage()
    try:
        chars, unreadable = read_chars(text, upright(box, quarters), quarters, box)
        turned = _turned(Counter(char.turn for char in chars if not char.hidden))
        if turned:
            quarters = (quarters - turned) % 4
            chars, unreadable = read_chars(text, upright(box, quarters), quarters, box)
    finally:
        text.close()
    plane = upright(box, quarters)
    walk = Walk(plane)
    walk.read_page(page)
    width, height = _size(box, plane)
    return PageObjects(
        number=number,
        width=width,
        height=height,
        chars=(*chars, *typed_chars(page, plane)),
        paths=tuple(walk.paths),
        pictures=tuple(walk.pictures),
        unreadable=unreadable,
        cut=walk.cut,
    )


def _visible(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Give the page's box, its corners in order; A4 where it has no sensible one."""
    left, bottom, right, top = raw.FS_RECTF(), 0.0, 0.0, 0.0
    rectangle = raw.FS_RECTF()
    if raw.FPDF_GetPageBoundingBox(page.raw, rectangle):
        left, right = sorted((rectangle.left, rectangle.right))
        bottom, top = sorted((rectangle.bottom, rectangle.top))
        if 1 < right - left < _LARGEST and 1 < top - bottom < _LARGEST:
            return left, bottom, right, top
    return 0.0, 0.0, 595.0, 842.0


def _turned(turns: Counter[int]) -> int:
    """Give the turn that most characters stand in."""
    most = turns.most_common(1)
    return most[0][0] if most and most[0][1] * 3 > turns.total() * 2 else 0


def _size(box: tuple[float, float, float, float], plane: Matrix) -> tuple[float, float]:
    left, top, right, bottom = plane.box(*box)
    return right - left, bottom - top
