"""The characters of a page with their boxes, turned upright."""

from __future__ import annotations

import ctypes
import unicodedata
from math import hypot, pi
from typing import Any, Final, NamedTuple

import pypdfium2
from pypdfium2 import raw

from extractors.pdf.calls import quick
from extractors.pdf.matrix import Matrix
from extractors.pdf.objects import Char

_ASCENT, _DESCENT = 0.86, 0.14  # of an em box about its base line
_BOLD: Final = 600
_NEAR: Final = 0.1  # points between characters of one text object
_MOST: Final = 400_000
_ADDED: Final = " \r\n\0"  # what PDFium puts between words and lines
UNREADABLE: Final = "\ufffd"
"""Stands for a character whose meaning the file does not tell."""
_MEANINGLESS: Final = frozenset({"Cc", "Co", "Cn", "Cs"})
_FOLDED: Final = (
    (0x2E80, 0x2FDF),  # CJK and Kangxi radicals
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFB00, 0xFB06),  # Latin ligatures
    (0x2F800, 0x2FA1F),
)
"""Ranges of characters that stand for others; a font's table may name them by mistake."""
_RADICALS: Final = dict(
    zip(
        "⺠⻓⻔⻅⻋⻚⻛⻢⻝⻉⻘⻰⻬⻄⻆⻥⻦⻩⻨⻣⻤⻜⻙⻮⻳⺟⻁⻑",
        "民长门见车页风马食贝青龙齐西角鱼鸟黄麦骨鬼飞韦齿龟母虎長",
        strict=True,
    )
)
"""Radicals that Unicode gives no compatibility mapping."""

_angle_of = quick(raw.FPDFText_GetCharAngle)
_box_of = quick(raw.FPDFText_GetLooseCharBox)
_is_generated = quick(raw.FPDFText_IsGenerated)
_matrix_of = quick(raw.FPDFText_GetMatrix)
_mode_of = quick(raw.FPDFTextObj_GetTextRenderMode)
_object_of = quick(raw.FPDFText_GetTextObject)
_origin_of = quick(raw.FPDFText_GetCharOrigin)
_size_of = quick(raw.FPDFText_GetFontSize)
_weight_of = quick(raw.FPDFText_GetFontWeight)


class _Look(NamedTuple):
    """What the characters of one text object share; top and bottom are those of its em box."""

    top: float
    bottom: float
    size: float
    bold: bool
    turn: int
    hidden: bool


def read_chars(
    text: pypdfium2.PdfTextPage,
    plane: Matrix,
    quarters: int,
    box: tuple[float, float, float, float],
) -> tuple[list[Char], int]:
    """Read the characters of a page; blanks and line ends that PDFium adds are left out.

    Args:
        text: The open text of the page.
        plane: Maps the page's own plane to the upright one.
        quarters: Quarter turns clockwise that the plane turns the page by.
        box: The visible part of the page in its own plane.

    Returns:
        The characters in the order of the file, and how many have no meaning that can be told.
    """
    return _Reader(text, plane, quarters, box).read()


class _Reader:
    def __init__(
        self,
        text: pypdfium2.PdfTextPage,
        plane: Matrix,
        quarters: int,
        box: tuple[float, float, float, float],
    ) -> None:
        self._text = text.raw
        self._plane = plane
        self._quarters = quarters
        self._page = plane.box(*box)
        self._origin = ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()
        self._origin_at = tuple(map(ctypes.byref, self._origin))
        self._matrix_at = ctypes.byref(self._matrix)

    def read(self) -> tuple[list[Char], int]:
        """Read them in one loop, in which every call and every look-up counts."""
        text = self._text
        count = min(raw.FPDFText_CountChars(text), _MOST)
        rectangle = raw.FS_RECTF()
        pointer, edges = ctypes.byref(rectangle), memoryview(rectangle).cast("B").cast("f")
        a, b, c, d, e, f = self._plane
        first, upper, last, lower = self._page
        found: list[tuple[str, float, float, float, float, float, bool, int, bool]] = []
        unreadable = 0
        look: _Look | None = None
        end = before = begin = -1.0
        joined: list[int] = []
        for index, word in enumerate(_words(text, count)):
            if word in _ADDED and _is_generated(text, index):
                continue
            _box_of(text, index, pointer)
            x0, y1, x1, y0 = edges
            if x0 == begin and y0 == before and x1 == end and look and self._is_ligature(index):
                joined.append(len(found))
            elif look is None or not -_NEAR < x0 - end < _NEAR or not -1 <= y0 - before <= 1:
                look = self._look(index)
            end, before, begin = x1, y0, x0
            if not ("\u4e00" <= word <= "\u9fff" or "!" <= word <= "~"):
                word = _meant(word) or UNREADABLE  # noqa: PLW2901 - read once
                unreadable += word is UNREADABLE
            top, bottom, size, bold, turn, hidden = look
            left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
            if left > right:
                left, right = right, left
            if turn:
                top, bottom = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f))
            hidden = hidden or not (
                first <= (left + right) / 2 <= last and upper <= (top + bottom) / 2 <= lower
            )
            found.append((word, left, top, right, bottom, size, bold, turn, hidden))
        chars = list(map(Char._make, found))
        _set_apart(chars, joined)
        return chars, unreadable

    def _is_ligature(self, index: int) -> bool:
        """Tell of a character with the box of the one before whether one glyph stands for both."""
        here, before = (_object_of(self._text, n) for n in (index, index - 1))
        return bool(ctypes.addressof(here.contents) == ctypes.addressof(before.contents))

    def _look(self, index: int) -> _Look:
        text = self._text
        _origin_of(text, index, *self._origin_at)
        angle = _angle_of(text, index)
        scale = 1.0
        if _matrix_of(text, index, self._matrix_at):
            scale = hypot(self._matrix.c, self._matrix.d) or 1.0
        mode = _mode_of(_object_of(text, index))
        x, y = self._origin
        base, size = self._plane(x.value, y.value)[1], _size_of(text, index) * scale
        return _Look(
            top=base - _ASCENT * size,
            bottom=base + _DESCENT * size,
            size=size,
            bold=mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE or _weight_of(text, index) >= _BOLD,
            turn=(round(angle / (pi / 2)) + self._quarters) % 4 if angle >= 0 else 0,
            hidden=mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP),
        )


def _set_apart(chars: list[Char], joined: list[int]) -> None:
    """Let the letters of each ligature (ﬃ) share its width.

    Args:
        chars: The characters, which are changed in place.
        joined: Positions of those that have the box of the character before them.
    """
    at = 0
    while at < len(joined):
        first = joined[at] - 1
        count = 2
        while at + 1 < len(joined) and joined[at + 1] == joined[at] + 1:
            at, count = at + 1, count + 1
        left, right = chars[first].left, chars[first].right
        width = (right - left) / count
        for n in range(count):
            begin = left + n * width
            chars[first + n] = chars[first + n]._replace(left=begin, right=begin + width)
        at += 1


def _words(text: Any, count: int) -> str:  # noqa: ANN401 - a pointer
    """Read all characters at once; one by one where that does not tell one from the other."""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text, 0, count, buffer)
    words = bytes(buffer).decode("utf-16-le", "replace")[:-1]
    if len(words) == count and "\0" not in words:
        return words
    found = (raw.FPDFText_GetUnicode(text, index) for index in range(count))
    return "".join(chr(c) if 0 < c <= 0x10FFFF else "\0" for c in found)  # noqa: PLR2004


def _meant(char: str) -> str:
    """Give what a character means, or "" when that cannot be told."""
    code = ord(char)
    if any(first <= code <= last for first, last in _FOLDED):
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    if unicodedata.category(char) in _MEANINGLESS and char not in "\t\r\n":
        return ""
    return "" if char == UNREADABLE else char
