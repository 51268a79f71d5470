"""Scanned pages, recognised with the optional extra ``ocr``: characters and rulings of a picture.

What comes out is the same type that a page with text gives, so that the same code finds tables in
it. Recognition is never certain: each line's score is kept, and whoever uses this must have the
content confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any, Final

import pypdfium2

from extractors.pdf.objects import Char, PageObjects, Path, Subpath

_DPI: Final = 120
_LONGEST: Final = 1_600  # pixels of a page's longer side; more costs memory, not mistakes
_RULING: Final = 20.0  # points: shorter lines are strokes of characters
_THICK: Final = 6  # pixels: a thicker one is a bar or a shadow of the scanner
_BROKEN: Final = 1.2  # points: gaps in a ruling that the scanner left
_AROUND, _DARKER = 25, 14  # pixels around one, and by how much ink is darker than their mean
_LATIN: Final = 0.55  # width of a Latin letter, in ems

Image = Any
"""A picture as numpy has it; numpy comes with the extra, and is not there without."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A scanned page as it was recognised.

    Attributes:
        page: Its characters, and its rulings as paths.
        scores: Each line's text with how sure it is, 0 to 1, in the order of the page.
    """

    page: PageObjects
    scores: tuple[tuple[str, float], ...]


def load() -> bool:
    """Load the libraries of the extra, if it is installed; tell whether they are there.

    The template process does this once, so that their address space counts for nobody's limit.
    """
    with suppress(ImportError, OSError):
        import_module("cv2")
        import_module("rapidocr_onnxruntime")
        return True
    return False


def recognise(page: pypdfium2.PdfPage, objects: PageObjects) -> Recognised:
    """Recognise what stands on a scanned page.

    Args:
        page: The open page.
        objects: What is drawn on it; its size and number are kept.

    Raises:
        ImportError: The extra is not installed.
    """
    scale = min(_DPI / 72, _LONGEST / max(objects.width, objects.height))
    image = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].copy()
    lines, _ = _engine()(image)
    found = [(box, str(text), float(score)) for box, text, score in lines or ()]
    found.sort(key=lambda line: (line[0][0][1], line[0][0][0]))
    chars = tuple(char for box, text, _ in found for char in _chars(box, text, scale))
    scores = tuple((text, score) for _, text, score in found)
    seen = replace(objects, chars=chars, paths=tuple(_rulings(image, scale)), pictures=())
    return Recognised(seen, scores)


@cache
def _engine() -> Any:  # noqa: ANN401 - the library has no types
    """Set up the recogniser: one thread, no batches, since memory is limited."""
    library = import_module("rapidocr_onnxruntime")
    return library.RapidOCR(
        use_cls=False,
        intra_op_num_threads=1,
        inter_op_num_threads=1,
        rec_batch_num=1,
        max_side_len=_LONGEST,
        det_limit_side_len=_LONGEST,
        det_limit_type="max",
    )


def _chars(box: Sequence[Sequence[float]], text: str, scale: float) -> Iterator[Char]:
    """Part a recognised line into characters, as wide as they usually are."""
    xs, ys = [x / scale for x, _ in box], [y / scale for _, y in box]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    widths = [_LATIN if char.isascii() else 1.0 for char in text]
    each = (right - left) / (sum(widths) or 1.0)
    size = min(bottom - top, each * 1.2)
    middle = (top + bottom) / 2
    for char, width in zip(text, widths, strict=True):
        end = left + width * each
        yield Char(char, left, middle - size / 2, end, middle + size / 2, round(size))
        left = end


def _rulings(image: Image, scale: float) -> Iterator[Path]:
    """Find long level and upright lines."""
    cv2 = import_module("cv2")
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER
    )
    length, gap = max(2, round(_RULING * scale)), max(2, round(_BROKEN * scale))
    for level in (True, False):
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(gap, level=level))
        lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(length, level=level))
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
        for x, y, width, height, _ in stats[1:].tolist():
            if min(width, height) <= _THICK:
                yield _ruling(x, y, width, height, scale, level=level)


def _bar(length: int, *, level: bool) -> Image:
    """Give a kernel that is a level or an upright line of so many pixels."""
    cv2 = import_module("cv2")
    return cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if level else (1, length))


def _ruling(x: int, y: int, width: int, height: int, scale: float, *, level: bool) -> Path:
    left, top, right, bottom = (edge / scale for edge in (x, y, x + width, y + height))
    across, along = (left + right) / 2, (top + bottom) / 2
    points = ((left, along), (right, along)) if level else ((across, top), (across, bottom))
    return Path((Subpath(points),), width=min(width, height) / scale)
