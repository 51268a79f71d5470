"""The walk over the objects of a page: paths and pictures, through form objects."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from extractors.pdf.calls import quick
from extractors.pdf.matrix import IDENTITY, Matrix
from extractors.pdf.objects import Path, Picture, Point, Subpath

_DEEPEST: Final = 12
_MOST_OBJECTS: Final = 100_000
_MOST_POINTS: Final = 400_000
_MOST_OF_A_PATH: Final = 20_000
_closes = quick(raw.FPDFPathSegment_GetClose)
_colour_of_fill = quick(raw.FPDFPageObj_GetFillColor)
_colour_of_stroke = quick(raw.FPDFPageObj_GetStrokeColor)
_count_of = quick(raw.FPDFPath_CountSegments)
_kind_of = quick(raw.FPDFPathSegment_GetType)
_matrix_of = quick(raw.FPDFPageObj_GetMatrix)
_mode_of = quick(raw.FPDFPath_GetDrawMode)
_object_of = quick(raw.FPDFPage_GetObject)
_point_of = quick(raw.FPDFPathSegment_GetPoint)
_segment_of = quick(raw.FPDFPath_GetPathSegment)
_type_of = quick(raw.FPDFPageObj_GetType)
_width_of = quick(raw.FPDFPageObj_GetStrokeWidth)

Handle = Any
"""A pointer of PDFium's, for which ctypes knows no better type."""


class Walk:
    """Collects the paths and pictures of one page.

    Attributes:
        paths, pictures: What was found, on the plane.
        cut: Something was left out: nested too deeply, or too many objects or points.
    """

    def __init__(self, plane: Matrix) -> None:
        """Begin a walk; ``plane`` maps the page's own plane to the one that is wanted."""
        self.paths: list[Path] = []
        self.pictures: list[Picture] = []
        self.cut = False
        self._plane = plane
        self._objects = 0
        self._points = 0
        self._kinds: dict[int, Callable[[Handle, Matrix], None]] = {
            raw.FPDF_PAGEOBJ_PATH: self._path,
            raw.FPDF_PAGEOBJ_IMAGE: self._picture,
            raw.FPDF_PAGEOBJ_SHADING: self._picture,
        }

    def read_page(self, page: pypdfium2.PdfPage) -> None:
        """Walk over a page."""
        handle = page.raw
        count = raw.FPDFPage_CountObjects(handle)
        self._read(lambda index: _object_of(handle, index), count, self._plane, 0)

    def _read(self, get: Callable[[int], Handle], count: int, plane: Matrix, depth: int) -> None:
        for index in range(count):
            self._objects += 1
            if self._objects > _MOST_OBJECTS or self._points > _MOST_POINTS:
                self.cut = True
                return
            thing = get(index)
            kind = _type_of(thing)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                self._form(thing, plane, depth + 1)
            elif kind in self._kinds:
                self._kinds[kind](thing, plane)

    def _form(self, form: Handle, plane: Matrix, depth: int) -> None:
        if depth > _DEEPEST:
            self.cut = True
            return
        count = raw.FPDFFormObj_CountObjects(form)
        inner = _matrix(form).then(plane)
        self._read(lambda index: raw.FPDFFormObj_GetObject(form, index), count, inner, depth)

    def _picture(self, picture: Handle, plane: Matrix) -> None:
        edges = [ctypes.c_float() for _ in range(4)]
        if raw.FPDFPageObj_GetBounds(picture, *edges):
            self.pictures.append(Picture(*plane.box(*(edge.value for edge in edges))))

    def _path(self, path: Handle, plane: Matrix) -> None:
        fill_mode, stroked = ctypes.c_int(), ctypes.c_int()
        _mode_of(path, ctypes.byref(fill_mode), ctypes.byref(stroked))
        if not fill_mode.value and not stroked.value:
            return
        count = _count_of(path)
        self._points += count
        if count > _MOST_OF_A_PATH:
            self.cut = True
            return
        own = _matrix(path).then(plane)
        parts = _subpaths(path, count, own)
        if not parts:
            return
        width = ctypes.c_float()
        _width_of(path, ctypes.byref(width))
        scale = abs(own.a * own.d - own.b * own.c) ** 0.5
        self.paths.append(
            Path(
                parts=parts,
                stroke=_colour(path, _colour_of_stroke) if stroked.value else None,
                fill=_colour(path, _colour_of_fill) if fill_mode.value else None,
                width=width.value * scale,
                dashed=bool(stroked.value) and raw.FPDFPageObj_GetDashCount(path) > 0,
            )
        )


def _matrix(thing: Handle) -> Matrix:
    found = raw.FS_MATRIX()
    if not _matrix_of(thing, ctypes.byref(found)):
        return IDENTITY
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _subpaths(path: Handle, count: int, plane: Matrix) -> tuple[Subpath, ...]:
    x, y = ctypes.c_float(), ctypes.c_float()
    point_at = ctypes.byref(x), ctypes.byref(y)
    parts: list[Subpath] = []
    points: list[Point] = []
    curved = closed = False
    bezier = 0
    for index in range(count):
        segment = _segment_of(path, index)
        _point_of(segment, *point_at)
        kind = _kind_of(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            _keep(parts, points, closed=closed, curved=curved)
            points, curved, closed, bezier = [], False, False, 0
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved = True
            bezier = (bezier + 1) % 3
            if bezier:  # a control point
                continue
        points.append(plane(x.value, y.value))
        closed = closed or bool(_closes(segment))
    _keep(parts, points, closed=closed, curved=curved)
    return tuple(parts)


def _keep(parts: list[Subpath], points: list[Point], *, closed: bool, curved: bool) -> None:
    corners = points[:1] + [after for before, after in pairwise(points) if after != before]
    if len(corners) > 2 and corners[0] == corners[-1]:  # noqa: PLR2004 - there and back is a line
        closed = True
        del corners[-1]
    if len(corners) > 1:
        parts.append(Subpath(tuple(corners), closed=closed, curved=curved))


def _colour(path: Handle, get: Callable[..., int]) -> str | None:
    """Give a colour as ``rrggbb``; None when it is wholly transparent."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not get(path, *map(ctypes.byref, channels)):
        return "000000"
    red, green, blue, alpha = (channel.value for channel in channels)
    return f"{red:02x}{green:02x}{blue:02x}" if alpha else None
