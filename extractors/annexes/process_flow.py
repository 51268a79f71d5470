"""Annex 2, 职权和重要业务事项运行流程图: one item's chart, drawn, tabled or typed."""

from __future__ import annotations

from extractors.annexes.item_chart import findings_of, read_item_chart
from extractors.annexes.reading import Annex, Reading
from extractors.annexes.sections import Section
from schemas.forms import ProcessFlow


def _read(section: Section, file: str) -> Reading:
    """Read a flowchart with its label lines from its section."""
    reading = read_item_chart(section, takes_risks=False)
    form = ProcessFlow(**reading.facts)
    return (form,), findings_of(form, reading, file)


ANNEX = Annex(kinds=("process_flow",), read=_read)
