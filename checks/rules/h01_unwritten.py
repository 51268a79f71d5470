"""LF-H01: a part of the work report (工作情况报告) has no words of the office's own yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from schemas.college import OFFICE_FOLDER
from schemas.findings import Finding, Rule
from schemas.work_report import prose, report_slots, slots_of

RULE: Final = Rule(
    code="LF-H01",
    title="工作情况报告待补文字",
    severity="info",
    basis="实施方案六（五）（基本情况、主要特点、取得成效、存在问题、改进措施）",
    message=(
        "工作情况报告的“{slot}”部分还没有办公室的文字，目前只有按报送材料写出的数字和说明。"
        "请写明{asks}：以“{slot}”为标题写进 Word 文件，放入“{office}”的文件夹。"
    ),
    hint="以“{slot}”为标题写好，放入“{office}”的文件夹",
)


def check(view: View) -> Iterator[Finding]:
    """Name every part that the office has not written; of some files only where one is a report."""
    report = view.dossier.work_report
    if report is None and not view.complete:
        return
    written = prose(report.form if report else None)
    for slot in report_slots():
        if written.fills(slot.name):
            continue
        sections = report.form.sections if report else ()
        headed = (section for section in sections if slot.name in slots_of(section.heading))
        place = next((section.place("heading") for section in headed), None)
        yield RULE.finding(
            file=report.source.path if report else None,
            place=place,
            slot=slot.name,
            asks=slot.asks,
            office=OFFICE_FOLDER,
        )
