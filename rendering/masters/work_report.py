"""The template of the 工作情况报告: five parts, each with its figures and the office's prose."""

from __future__ import annotations

from rendering.gbt9704 import Standard
from rendering.masters.build import section, template
from rendering.masters.front import BLANK, line


def work_report(gbt: Standard) -> bytes:
    """Make the template as a docx file."""
    page = gbt.page
    body = "".join(
        (
            BLANK,
            line("{%p for words in title %}"),
            line("{{ words }}", "Title"),
            line("{%p endfor %}"),
            BLANK,
            line("{%p if superior %}"),
            line("{{ superior }}：", "Normal"),
            line("{%p endif %}"),
            line("{{ opening }}", "LFBody"),
            line("{{p parts}}"),
            BLANK,
            line("{{p signature}}"),
            section(page, footers="footer_chart"),
        )
    )
    return template(gbt, body)
