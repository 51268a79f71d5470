"""Annex 4, 廉政风险点排查评定表."""

from __future__ import annotations

from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import RatingForm


def _read(section: Section, file: str) -> Reading:
    """Read a rating form from its section."""
    del section, file
    return (RatingForm(item="", category=None, risks=()),), ()


ANNEX = Annex(kinds=("rating_form",), read=_read)
