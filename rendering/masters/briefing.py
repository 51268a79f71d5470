"""The template of the 简报: how far the college is on a day, on one page."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, line


def briefing(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    body = "".join(
        (
            line("廉政风险防控机制建设工作简报", "Title"),
            line("{{ organisation }}　　{{ date }}", "LFCoverLine"),
            BLANK,
            line("{%p for words in paragraphs %}"),
            line("{{ words }}", "LFBody"),
            line("{%p endfor %}"),
            line("{{p progress}}"),
            section(gbt.page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
