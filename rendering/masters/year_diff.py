"""The template of the comparison of two years: both years' figures, then every change."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, line


def year_diff(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    body = "".join(
        (
            line("{{ organisation }}", "Title"),
            line("廉政风险防控年度变化对照表", "Title"),
            line("（{{ earlier }}年度至{{ later }}年度）", "LFCoverLine"),
            BLANK,
            line("一、总体情况", "Heading1"),
            line("{{p figures }}"),
            line("{%p for words in paragraphs %}"),
            line("{{ words }}", "LFBody"),
            line("{%p endfor %}"),
            line("二、变化明细", "Heading1"),
            line("{{p changes }}"),
            section(gbt.page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
