"""The 工作情况报告: figures and a paragraph for each part, and the office's own prose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rendering.approval import MARKS, DocumentStatus
from rendering.captions import caption, reference, references
from rendering.frame import opened, packed
from rendering.gbt9704 import date_words, edition, han_number, standard
from rendering.plan_text import Style, headed, signature
from rendering.proof import DocumentNotProven, read_back
from rendering.report_charts import ReportCharts, report_charts
from rendering.report_words import opening, paragraphs
from rendering.template import Template
from rendering.title_lines import title_lines
from rendering.wordml import (
    XMLNS_W,
    cell,
    clean,
    paragraph,
    row,
    run,
    table,
    text_paragraph,
)
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.counting import UNIT_NAMES
from schemas.wording import ReportSection, WorkReport
from schemas.work_report import Prose, is_written, prose, report_slots
from schemas.year_figures import DepartmentFigures, YearFigures

TITLE = "廉政风险防控机制建设工作情况报告"
HEADS = (
    "部门（单位）",
    "职权\n事项",
    "风险\n点",
    "高",
    "中",
    "低",
    "措施",
    "制度",
    "按时\n报送",
    "考核",
)
_WIDTHS = (1994, 700, 700, 600, 600, 600, 750, 750, 900, 1250)
_PLACES = ("parts", "signature")
_BASIC = "基本情况"


def render_work_report(
    data: Consolidated,
    college: College,
    figures: YearFigures,
    report: WorkReport | None,
    *,
    status: DocumentStatus,
    template: Path,
) -> bytes:
    """Write the report; equal arguments give equal bytes.

    Args:
        data: For the college, the year and the day.
        college: For the superior and the edition of GB/T 9704.
        figures: What the year comes to.
        report: The office's prose, by parts; None where there is none yet (LF-H01).
        status: ``draft`` carries its mark on every page.
        template: ``work_report.docx``, the shipped one or the office's own.

    Raises:
        UsageError: The template cannot be used.
        DocumentNotProven: The finished file lacks a figure or a sentence of the office.
    """
    sheet = opened(template, college)
    written = prose(report)
    superior = college.organisation.superior
    title = report.title if report and report.title else f"{data.organisation}{TITLE}"
    words = {
        "organisation": data.organisation,
        "superior": superior,
        "year": data.year,
        "mark": MARKS[status],
        "title": title_lines(title),
        "opening": opening(data),
    }
    numerals = edition(college.layout.edition).date_numerals
    day = report.issued_on if report and report.issued_on else data.as_of
    issuer = report.issued_by if report and report.issued_by else data.organisation
    filled = sheet.fill(words, _PLACES)
    charts = report_charts(figures.risks, sheet, standard(), filled.next_id)
    prepared = {
        "parts": list(_parts(data, figures, written, sheet, charts)),
        "signature": signature(issuer, date_words(day, numerals), sheet.style, standard()),
    }
    document = packed(filled.insert(prepared, charts.parts), data, TITLE)
    _prove(document, data, figures, report)
    return document


def _parts(
    data: Consolidated,
    figures: YearFigures,
    written: Prose,
    sheet: Template,
    charts: ReportCharts,
) -> Iterator[str]:
    style = sheet.style
    yield from _office(written.before, style)
    for number, slot in enumerate(report_slots(), 1):
        yield _line(f"{han_number(number)}、{slot.name}", style("heading 1"))
        for words in paragraphs(slot.name, data, figures):
            yield _line(words, style("公文正文"))
        if slot.name == _BASIC:
            yield _pointer(charts.number, style)
            shown = f"各部门（单位）情况（风险点{UNIT_NAMES[figures.risks.unit]}）"
            yield caption("表", 1, shown, style=style("表后说明"), keep_next=True)
            yield _table(figures, style)
            yield from charts.paragraphs
        yield from _office(written.of(slot.name), style)


def _office(sections: tuple[ReportSection, ...], style: Style) -> Iterator[str]:
    """Write the office's prose; a heading that only names the part is there already."""
    names = {slot.name for slot in report_slots()}
    for section in sections:
        if not is_written(section.text):
            continue
        known = section.heading in names
        kept = section.model_copy(
            update={"heading": "", "number": "", "closing": "", "run_in": False}
        )
        yield from headed(kept if known else section, 2, style, standard())


def _pointer(charts: int, style: Style) -> str:
    """Say where the figures stand: in the table, and in the charts if there are any."""
    drawn = run("，廉政风险的等级和分布见") + references("图", range(1, charts + 1))
    words = (run("各部门（单位）情况见"), reference("表", 1), drawn if charts else "", run("。"))
    return paragraph(*words, style=style("公文正文"), namespaces=XMLNS_W)


def _line(text: str, style: str) -> str:
    return paragraph(run(text), style=style, namespaces=XMLNS_W)


def _table(figures: YearFigures, style: Style) -> str:
    def written(texts: tuple[str, ...], look: str, *, header: bool = False) -> str:
        cells = (
            cell(
                width,
                text_paragraph(text, look if n else style("表格文字") if not header else look),
            )
            for n, (width, text) in enumerate(zip(_WIDTHS, texts, strict=True))
        )
        return row(cells, header=header, height=480)

    rows = [written(HEADS, style("表格栏目"), header=True)]
    rows += [written(texts, style("表格居中")) for texts in table_rows(figures)]
    return table(_WIDTHS, rows, style=style("公文表格"), title="各部门（单位）情况")


def table_rows(figures: YearFigures) -> Iterator[tuple[str, ...]]:
    """Give the rows of the table of departments, the college last."""
    for department, line in zip(figures.departments, figures.risks.departments, strict=True):
        yield (
            department.name,
            str(department.items),
            *map(str, line.risks),
            str(department.measures),
            str(department.regulations),
            f"{department.on_time}/{department.due}",
            _result(department),
        )
    whole = figures.risks.overall
    yield (
        whole.name,
        str(whole.items),
        *map(str, whole.risks),
        str(figures.measures),
        str(figures.regulations),
        f"{figures.on_time}/{figures.due}",
        f"通过{len(figures.assessed(passed=True))}",
    )


def _result(department: DepartmentFigures) -> str:
    if department.met is None:
        return "—"
    words = {True: "通过", False: "未通过", None: "待定"}[department.passed]
    return f"{words}（{department.met}）"


def _prove(
    document: bytes, data: Consolidated, figures: YearFigures, report: WorkReport | None
) -> None:
    found = read_back(document)
    said = [block.text for block in found.blocks]
    rows = next((b.rows for b in found.blocks if b.rows[:1] == (HEADS,)), ())
    problems = [*found.problems]
    if rows[1:] != tuple(table_rows(figures)):
        problems.append("各部门情况表与数据不符")
    for slot in report_slots():
        wanted = [clean(words) for words in paragraphs(slot.name, data, figures)]
        problems += [f"“{words[:20]}”" for words in wanted if words not in said]
    for section in report.sections if report else ():
        if is_written(section.text):
            problems += [
                f"“{passage.text[:20]}”"
                for passage in section.passages
                if not passage.cells and not any(clean(passage.text) in words for words in said)
            ]
    if problems:
        raise DocumentNotProven.because("工作情况报告", problems)
