"""The letter in which the office tells a department what to correct, where, why and by when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import Field

from rendering.frame import opened
from rendering.gbt9704 import date_words, edition, standard
from rendering.notice_round import last_notice
from rendering.notice_table import FindingsTable
from rendering.package import with_properties, write_package
from rendering.proof import Block, DocumentNotProven, read_back
from rendering.understood_charts import UnderstoodChart, UnderstoodCharts
from rendering.wordml import clean
from schemas.base import Model
from schemas.college import College
from schemas.cycle import Round
from schemas.findings import Finding, Rule
from schemas.schedule import PHASE_NAMES, Phase

NOTICE_TITLE = "整改通知书"
_TABLE, _CHARTS = "findings_table", "charts"


class Notice(Model):
    """What a department is told.

    Attributes:
        department: To whom the letter goes.
        findings: Errors and warnings; nothing of them is left out.
        as_of: Date of the letter.
        until: The day by which to correct, or None where none is left.
        returned: Names of the department's files that go back with comments.
        charts: Those of its charts that were read with doubt, as they were understood.
        explanations: Id of a finding → what the department has written about it (部门说明).
        round: What became of the last notice; None where this is the first one.
    """

    college: College
    department: str
    phase: Phase
    findings: tuple[Finding, ...]
    as_of: dt.date
    until: dt.date | None = None
    returned: tuple[str, ...] = ()
    charts: tuple[UnderstoodChart, ...] = ()
    explanations: Mapping[str, str] = Field(default_factory=dict)
    round: Round | None = None


def correction_notice(
    notice: Notice, *, template: Path, rules: Mapping[str, Rule] | None = None
) -> bytes:
    """Write the letter.

    Args:
        notice: What it says.
        template: ``notice.docx``, the shipped one or the office's own.
        rules: Code → rule, for the basis of each demand; a code without a rule shows none.

    Returns:
        The docx file; equal arguments give equal bytes.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: A finding's message is missing in the finished letter.
    """
    college, frame = notice.college, opened(template, notice.college)
    filled = frame.fill(_words(notice), (_TABLE, _CHARTS))
    table = FindingsTable(standard(), frame.style, rules or {})
    charts = UnderstoodCharts(standard(), frame.style, filled.next_id)
    new = notice.round.new if notice.round else ()
    prepared: dict[str, Iterable[str]] = {
        _TABLE: (
            *(last_notice(notice.round, frame.style) if notice.round else ()),
            table.xml(notice.findings, notice.explanations, new),
        ),
        _CHARTS: charts.xml(notice.charts),
    }
    parts = filled.insert(prepared)
    title = f"{notice.department}{NOTICE_TITLE}"
    document = write_package(
        with_properties(parts, title=title, creator=college.organisation.name, date=notice.as_of)
    )
    _prove(document, notice, title)
    return document


def _words(notice: Notice) -> dict[str, object]:
    college = notice.college
    numerals = edition(college.layout.edition).date_numerals
    count = Counter(finding.severity for finding in notice.findings)
    return {
        "organisation": college.organisation.name,
        "title": NOTICE_TITLE,
        "year": college.year,
        "phase": PHASE_NAMES[notice.phase],
        "department": notice.department,
        "errors": count["error"],
        "warnings": count["warning"],
        "until": date_words(notice.until, numerals) if notice.until else "",
        "explained": sum(finding.explained is not None for finding in notice.findings),
        "returned": notice.returned,
        "doubtful": len(notice.charts),
        "director": college.office.director or "",
        "date": date_words(notice.as_of, numerals),
        "mark": "",
    }


def _prove(document: bytes, notice: Notice, title: str) -> None:
    """See that every message stands in the table as it is."""
    found = read_back(document)
    blocks = found.blocks
    cells = {cell for block in blocks for row in block.rows for cell in row}
    said = "\n".join(sorted(cells))
    missing = [f.message for f in notice.findings if clean(f.message) not in said]
    problems = [*found.problems, *(f"缺少“{message}”" for message in missing)]
    problems += [
        f"缺少问题编号“{finding.id}”" for finding in notice.findings if finding.id not in said
    ]
    problems += _missing_steps(blocks, notice)
    if problems:
        raise DocumentNotProven.because(title, problems)


def _missing_steps(blocks: Sequence[Block], notice: Notice) -> Iterator[str]:
    """Name the steps of doubtful charts that the redrawn ones lack."""
    drawn = "\n".join(shape for block in blocks for shape in block.shapes)
    for understood in notice.charts:
        for step in understood.chart.steps:
            if "".join(clean(step.text).split()) not in "".join(drawn.split()):
                yield f"{understood.name}缺少环节“{step.text}”"
