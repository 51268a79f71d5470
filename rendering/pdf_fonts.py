"""Which fonts of a set this machine's LibreOffice replaces by others: found out by a probe."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import pdfplumber

from rendering.gbt9704 import FontSetName, standard
from rendering.masters.build import section, template
from rendering.wordml import Face, paragraph, run

_LETTER = "永"


def fonts_of(name: FontSetName) -> tuple[str, ...]:
    """Give the fonts of a set, each once."""
    return tuple(dict.fromkeys(standard().font_sets[name].model_dump().values()))


def probe(fonts: Sequence[str]) -> bytes:
    """Write a Word document with one letter in each font."""
    lines = (paragraph(run(_LETTER, Face(font=font))) for font in fonts)
    return template(standard(), "".join((*lines, section(standard().page))))


def substitutes(pdf: bytes, fonts: Sequence[str]) -> Mapping[str, str]:
    """Tell from the probe as PDF what stands for the fonts that are missing.

    Args:
        pdf: What became of :func:`probe`.
        fonts: As they were given to it.

    Returns:
        Missing font → name of the font that LibreOffice took; empty where none is missing.
    """
    taken = tuple(_taken(pdf))
    known = _known()
    return {
        font: other
        for font, other in zip(fonts, taken, strict=True)
        if other not in (font, *known.get(font, ()))
    }


def _taken(pdf: bytes) -> Iterator[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for letter in page.chars:
                if letter["text"] == _LETTER:
                    yield str(letter["fontname"]).rpartition("+")[2]


@cache
def _known() -> Mapping[str, Sequence[str]]:
    text = files("rendering").joinpath("data/pdf_fonts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
