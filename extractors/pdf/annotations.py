"""What was typed onto a PDF page afterwards: form fields and free text, as characters in place.

PDFium does not count them among a page's text, so that without this an answer typed into a PDF
form would be lost in silence. Comments (sticky notes, markup) are no part of a form's values.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from extractors.pdf.matrix import Matrix
from extractors.pdf.objects import Char

_TYPED: Final = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}
_HIDDEN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_MOST: Final = 5_000  # annotations of a page
_END_MARK: Final = 2  # bytes after every value
_LONGEST: Final = 100_000  # bytes of one value
_LARGEST_TYPE: Final = 12.0
_LEADING: Final = 1.25
_TICKED, _OPEN = "☑", "☐"


def typed_chars(page: pypdfium2.PdfPage, plane: Matrix) -> Iterator[Char]:
    """Give the characters of a page's form fields and free texts, each inside its rectangle.

    Args:
        page: The open page.
        plane: Maps the page's own plane to the upright one.
    """
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            text = _text_of(annotation)
            rectangle = raw.FS_RECTF()
            if text and raw.FPDFAnnot_GetRect(annotation, rectangle):
                box = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
                yield from _set(text, plane.box(*box))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _text_of(annotation: Any) -> str:  # noqa: ANN401 - a handle of PDFium
    key = _TYPED.get(raw.FPDFAnnot_GetSubtype(annotation))
    if key is None or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return ""
    if _value(annotation, b"FT") == "Btn":
        state = _value(annotation, b"AS")
        return "" if not state else _OPEN if state == "Off" else _TICKED
    return _value(annotation, key)


def _value(annotation: Any, key: bytes) -> str:  # noqa: ANN401 - a handle of PDFium
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not _END_MARK < length <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: length - _END_MARK].decode("utf-16-le", "replace").replace("\r", "\n")


def _set(text: str, box: tuple[float, float, float, float]) -> Iterator[Char]:
    """Set a text line by line in the middle of a rectangle, as large as it allows."""
    left, top, right, bottom = box
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)
    size = min(_LARGEST_TYPE, height / _LEADING)
    while size > 1 and len(_lines(text, width / size)) * size * _LEADING > height:
        size *= 0.8
    lines = _lines(text, width / size)
    line_top = max(top, (top + bottom - len(lines) * size * _LEADING) / 2)
    for line in lines:
        at = left
        for sign in line:
            advance = size * _ems(sign)
            yield Char(sign, at, line_top, at + advance, line_top + size, size)
            at += advance
        line_top += size * _LEADING


def _lines(text: str, ems: float) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for sign in paragraph:
            if line and taken + _ems(sign) > ems:
                lines.append(line)
                line, taken = "", 0.0
            line, taken = line + sign, taken + _ems(sign)
        lines.append(line)
    return [line for line in lines if line.strip()]


def _ems(sign: str) -> float:
    return 0.5 if sign.isascii() else 1.0
