"""实施方案 in the office's wording: received, its text not read yet."""

from __future__ import annotations

from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.wording import Plan


def _read(section: Section, file: str) -> Reading:
    """Take the form in."""
    del section, file
    return (Plan(),), ()


ANNEX = Annex(kinds=("plan",), read=_read)
