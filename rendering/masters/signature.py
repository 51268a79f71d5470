"""How the office's letters end: whose letter, of which day."""

from __future__ import annotations

from rendering.masters.front import KEEP, line


def signature(size: float) -> str:
    """Write the office's name in two lines and the day; ``size`` is that of the body, points."""
    return "".join(
        (
            line("", "LFBody", KEEP),
            line("廉政风险防控机制建设工作", "", KEEP + _right(200, size)),
            line("领导小组办公室", "", KEEP + _right(400, size)),
            line("{{ date }}", "", _right(400, size)),
        )
    )


def _right(hundredths: int, size: float) -> str:
    """Set flush right, so many hundredths of a character from the edge (clause 7.3.5)."""
    twips = round(size * hundredths / 5)
    return (
        f'<w:keepLines/><w:ind w:rightChars="{hundredths}" w:right="{twips}"/><w:jc w:val="right"/>'
    )
