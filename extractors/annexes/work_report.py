"""工作情况报告: received, its text not read yet."""

from __future__ import annotations

from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.wording import WorkReport


def _read(section: Section, file: str) -> Reading:
    """Take the form in."""
    del section, file
    return (WorkReport(),), ()


ANNEX = Annex(kinds=("work_report",), read=_read)
