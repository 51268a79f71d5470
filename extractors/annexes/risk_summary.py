"""Annex 5, 廉政风险点及等级汇总表."""

from __future__ import annotations

from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import RiskSummary


def _read(section: Section, file: str) -> Reading:
    """Read a summary from its section."""
    del section, file
    return (RiskSummary(risks=()),), ()


ANNEX = Annex(kinds=("risk_summary",), read=_read)
