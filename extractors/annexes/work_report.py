"""工作情况报告: the office's own prose, section by section."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.annexes.outline import Heading, outline
from extractors.annexes.prose import paras
from extractors.annexes.reading import Annex, Reading, stray_findings
from extractors.annexes.sections import Section
from extractors.annexes.whole_file import find_whole
from extractors.annexes.worded import drawn, parts_of, readable, title_of
from extractors.annexes.wording_frame import framed
from schemas.wording import Passage, ReportSection, WorkReport


def _read(section: Section, file: str) -> Reading:
    """Read a work report: a section a heading of the highest level, the lower ones in its text."""
    whole = find_whole(section.blocks)
    if whole is None:
        return (), ()
    body = paras(section.blocks[whole.body :])
    frame = framed(readable(body))
    headings = _highest(outline(frame.text, "work_report"))
    parts = parts_of(frame.text, headings)
    front = [para.passage() for para in paras(section.blocks[: whole.start]) if para.text]
    form = WorkReport(
        title=title_of(section.blocks[whole.start : whole.body]),
        sections=tuple(ReportSection.model_validate(part.fields()) for part in parts),
        front=(*front, *(Passage(text=line) for line in frame.subtitle)),
        addressee=frame.addressee,
        issued_by=frame.issued_by,
        issued_on=frame.issued_on,
        closing=tuple(para.passage() for para in frame.closing),
    )
    return (form,), stray_findings(drawn(body, frame.text), file)


def _highest(headings: Mapping[int, Heading]) -> Mapping[int, Heading]:
    """Keep the headings of the highest level that there is."""
    top = min((heading.level for heading in headings.values()), default=0)
    return {index: heading for index, heading in headings.items() if heading.level == top}


ANNEX = Annex(kinds=("work_report",), read=_read)
