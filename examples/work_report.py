"""The office's own words for the work report, as a Word file without styles."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

from examples.lines import TEXT, TITLE
from examples.word.markup import Look, paragraph
from examples.word.package import Page, docx

OFFICE = "领导小组办公室"
REPORT_FILE = "工作情况报告.docx"
TITLE_TEXT = "防灾科技学院廉政风险防控机制建设工作情况报告"
_HEADING = replace(TEXT, look=Look(16, "黑体"), indent=2)
_PROSE = replace(TEXT, look=Look(16, "仿宋_GB2312"), indent=2)


def report_sections() -> tuple[tuple[str, str], ...]:
    """Give headings and texts in their order."""
    text = files("examples").joinpath("work_report.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    return tuple(zip(lines[::2], lines[1::2], strict=True))


def work_report_body() -> str:
    """Write the report: a title, then headings with typed numbers and a paragraph each."""
    written = [
        paragraph(heading, _HEADING) + paragraph(text, _PROSE)
        for heading, text in report_sections()
    ]
    return paragraph(TITLE_TEXT, TITLE) + "".join(written)


def work_report_file() -> bytes:
    """Make the report's Word file."""
    return docx(work_report_body(), Page())
