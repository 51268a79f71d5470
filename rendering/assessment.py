"""The 检查考核结果: which departments pass, and for each what stands behind every criterion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from rendering.approval import MARKS, DocumentStatus
from rendering.frame import opened, packed
from rendering.gbt9704 import date_words, edition
from rendering.plan_text import Style
from rendering.proof import DocumentNotProven, read_back
from rendering.wordml import XMLNS_W, cell, clean, paragraph, row, run, table, text_paragraph
from schemas.college import College
from schemas.consolidated import Consolidated, ConsolidatedAssessment, ConsolidatedDepartment
from schemas.criteria import criteria

Merge = Literal["restart", "continue"]

TITLE = "廉政风险防控机制建设检查考核结果"
OVERVIEW_HEADS = ("部门（单位）", "达标", "未达标", "未答复", "结果", "整改期限")
SHEET_HEADS = ("项目", "考核标准", "是否达标", "依据")
_OVERVIEW_WIDTHS = (3044, 900, 900, 900, 1100, 2000)
_SHEET_WIDTHS = (960, 4364, 1160, 2360)
_ANSWERS = {True: "达标", False: "未达标", None: "未答复"}
_RESULTS = {True: "通过", False: "未通过", None: "待定"}


def render_assessment(
    data: Consolidated, college: College, *, status: DocumentStatus, template: Path
) -> bytes:
    """Write the result of the assessment; equal arguments give equal bytes.

    Args:
        data: The whole college with its assessments (handbook phase).
        college: For the pass mark and the edition of GB/T 9704.
        status: ``draft`` carries its mark on every page.
        template: ``assessment.docx``, the shipped one or the office's own.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file lacks an answer.
    """
    sheet = opened(template, college)
    numerals = edition(college.layout.edition).date_numerals
    words = {
        "organisation": data.organisation,
        "year": data.year,
        "date": date_words(data.as_of, numerals),
        "mark": MARKS[status],
        "pass_mark": college.assessment.pass_,
    }
    filled = sheet.fill(words, ("overview", "sheets"))
    prepared = {
        "overview": [_overview(data, sheet.style)],
        "sheets": [block for d in data.departments for block in _sheet(d, sheet.style)],
    }
    document = packed(filled.insert(prepared), data, TITLE)
    _prove(document, data)
    return document


def overview_rows(data: Consolidated) -> Iterator[tuple[str, ...]]:
    """Give a row a department: how many criteria are met, the result, until when to correct."""
    for department in data.departments:
        found = department.assessment or ConsolidatedAssessment(criteria=())
        until = found.correct_until
        yield (
            department.name,
            *(str(sum(c.met is answer for c in found.criteria)) for answer in (True, False, None)),
            _RESULTS[found.passed],
            date_words(until, "arabic") if until else "",
        )


def sheet_rows(department: ConsolidatedDepartment) -> Iterator[tuple[str, ...]]:
    """Give a row a criterion of a department."""
    found = department.assessment or ConsolidatedAssessment(criteria=())
    answers = {criterion.number: criterion for criterion in found.criteria}
    for criterion in criteria():
        answer = answers.get(criterion.number)
        yield (
            criterion.group,
            f"{criterion.number}.{criterion.text}",
            _ANSWERS[answer.met if answer else None],
            (answer.evidence if answer else None) or "",
        )


def _overview(data: Consolidated, style: Style) -> str:
    looks = (style("表格文字"), *[style("表格居中")] * 5)
    rows = [_row(OVERVIEW_HEADS, _OVERVIEW_WIDTHS, [style("表格栏目")] * 6, header=True)]
    rows += [_row(texts, _OVERVIEW_WIDTHS, looks) for texts in overview_rows(data)]
    return table(_OVERVIEW_WIDTHS, rows, style=style("公文表格"), title=TITLE)


def _sheet(department: ConsolidatedDepartment, style: Style) -> Iterator[str]:
    yield paragraph(
        run(department.name), style=style("Title"), page_break_before=True, namespaces=XMLNS_W
    )
    looks = (style("表格居中"), style("表格文字"), style("表格居中"), style("表格文字"))
    rows = [_row(SHEET_HEADS, _SHEET_WIDTHS, [style("表格栏目")] * 4, header=True)]
    above = ""
    for texts in sheet_rows(department):
        rows.append(_row(texts, _SHEET_WIDTHS, looks, merge=_merge(texts[0], above)))
        above = texts[0]
    yield table(_SHEET_WIDTHS, rows, style=style("公文表格"), title=f"{department.name}考核表")


def _row(
    texts: tuple[str, ...],
    widths: tuple[int, ...],
    looks: tuple[str, ...] | list[str],
    *,
    header: bool = False,
    merge: Merge | None = None,
) -> str:
    """Write a row; ``merge`` is that of its first cell, which then says its words once."""
    first = paragraph(style=looks[0]) if merge == "continue" else text_paragraph(texts[0], looks[0])
    cells = (
        cell(widths[0], first, merge=merge),
        *(
            cell(width, text_paragraph(text, look))
            for width, text, look in zip(widths[1:], texts[1:], looks[1:], strict=True)
        ),
    )
    return row(cells, header=header, height=480)


def _merge(group: str, above: str) -> Merge:
    return "continue" if group == above else "restart"


def _prove(document: bytes, data: Consolidated) -> None:
    found = read_back(document)
    tables = [block.rows for block in found.blocks if block.rows]
    expected = [
        (OVERVIEW_HEADS, *overview_rows(data)),
        *((SHEET_HEADS, *sheet_rows(department)) for department in data.departments),
    ]
    wanted = [tuple(tuple(map(clean, row)) for row in rows) for rows in expected]
    problems = [*found.problems]
    if tables != wanted:
        problems.append("考核表与数据不符")
    if problems:
        raise DocumentNotProven.because(TITLE, problems)
