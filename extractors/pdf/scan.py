"""Scanned pages, recognised with the optional extra ``ocr``: characters and rulings of a picture.

What comes out is the same type that a page with text gives, so that the same code finds tables in
it. Recognition is never certain: each line's score is kept, and whoever uses this must have the
content confirmed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from typing import Any, Final

import pypdfium2

from extractors.pdf.objects import Char, PageObjects, Path, Subpath

_DPI: Final = 120
_PIXELS: Final = 1_020_000  # of a page: A4 at 100 dpi; more costs memory and hardly helps
_LONGEST: Final = 100_000  # pixels of a side: the library is to scale nothing by itself
_SECONDS_A_PAGE: Final = 20  # of the time for a file; usually a page takes 3 to 12
_SHARE: Final = 0.7  # of the time for a file that recognition may take
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
        scores: Each line's text with how sure it is, 0 to 1, in the order of the page; a line of
            which nothing could be made out has no text.
    """

    page: PageObjects
    scores: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Recogniser:
    """Recognises the pages of one file, as many as the time allows.

    How many that are depends on the limit alone, so that a file is read alike on every machine;
    the clock is only asked so that a slow one ends in time.

    Attributes:
        seconds: The time limit for the whole file.
    """

    seconds: float
    _pages: int = 0
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.seconds * _SHARE

    def read(self, page: pypdfium2.PdfPage, objects: PageObjects) -> Recognised | None:
        """Recognise a scanned page; None when there is no time or memory for it.

        Args:
            page: The open page.
            objects: What is drawn on it; its size and number are kept.
        """
        if (self._pages + 1) * _SECONDS_A_PAGE > self.seconds:
            return None
        self._pages += 1
        try:
            return _recognised(page, objects, self._until)
        except Exception:  # noqa: BLE001 - the libraries raise types of their own; the page stays unread
            return None


def _recognised(page: pypdfium2.PdfPage, objects: PageObjects, until: float) -> Recognised | None:
    scale = min(_DPI / 72, (_PIXELS / (objects.width * objects.height)) ** 0.5)
    # Each thread of numpy's takes tens of megabytes of the address space, and none is needed.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    image = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].copy()
    engine = _engine()
    boxes, _ = engine(image, use_rec=False)
    found = []
    for box in boxes or ():
        if time.monotonic() > until:
            return None
        [(text, score)], _ = engine.text_rec(_cut_out(engine, image, box))
        found.append((box, str(text), float(score)))
    found.sort(key=lambda line: (line[0][0][1], line[0][0][0]))
    chars = tuple(char for box, text, _ in found for char in _chars(box, text, scale))
    scores = tuple((text, score) for _, text, score in found)
    seen = replace(objects, chars=chars, paths=tuple(_rulings(image, scale)), pictures=())
    return Recognised(seen, scores)


def _cut_out(engine: Any, image: Image, box: Sequence[Sequence[float]]) -> Any:  # noqa: ANN401 - the library has no types
    """Give the piece of a picture that a line stands on, as the engine wants it."""
    numpy = import_module("numpy")
    return engine.get_crop_img_list(image, [numpy.array(box, dtype="float32")])


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
