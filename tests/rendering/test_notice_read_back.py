"""The office's own notice is read as what it is: by extract, from Word, PDF and .doc files."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
from collections.abc import Callable

import docx
import pytest

from extractors.faults import DOUBTFUL_CHART
from extractors.read import read_file
from flows.correction_round import correction_round
from flows.reading import converter
from rendering.notice import Notice, correction_notice
from rendering.understood_charts import UnderstoodChart
from schemas.base import Place
from schemas.findings import Finding
from schemas.forms import Reading
from schemas.notice_form import CorrectionNotice
from schemas.text import normalised
from tests.rendering.test_notice import LATE_FINDING, RULES, TEMPLATE, missing
from tests.support.dossiers import college, flow, risk_map

REASON = "本部门只有一名工作人员，确属如此。"


def doubtful() -> Finding:
    return DOUBTFUL_CHART.finding(
        department="教务处",
        item="信访举报受理",
        file="inbox/教务处/图.docx",
        place=Place(paragraph=3),
        reasons="连接线没有接到形状上",
        understood="受理→初核",
    )


def whole_notice(*, rows: int = 3) -> tuple[bytes, tuple[Finding, ...]]:
    """Write a notice with everything that one can hold."""
    found = (*(missing(n) for n in range(2, rows + 2)), LATE_FINDING, doubtful())
    message = found[-1].message
    charts = (
        UnderstoodChart(file="图.docx", chart=flow(), reasons=message),
        UnderstoodChart(file="图.docx", chart=risk_map({"受理": ("不登记。",)}), reasons=message),
    )
    before = (missing(40), found[0], LATE_FINDING)
    notice = Notice(
        college=college(),
        department="教务处",
        phase="summary",
        findings=found,
        as_of=dt.date(2012, 5, 24),
        until=dt.date(2012, 5, 31),
        returned=("附件1.docx", "附件2 图.docx"),
        charts=charts,
        round=correction_round(dt.date(2012, 5, 20), before, found),
    )
    return correction_notice(notice, template=TEMPLATE, rules=RULES), found


def explained(document: bytes, finding: Finding, text: str = REASON) -> bytes:
    opened = docx.Document(io.BytesIO(document))
    for table in opened.tables:
        for row in table.rows:
            if any(finding.id in cell.text for cell in row.cells):
                row.cells[-1].text = text
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def read(data: bytes, name: str = "通知.docx") -> Reading:
    return read_file(data, file=name)


def only_form(reading: Reading) -> CorrectionNotice:
    (form,) = reading.forms
    assert isinstance(form, CorrectionNotice)
    return form


def test_all_that_the_notice_prints_is_known() -> None:
    document, found = whole_notice()
    reading = read(document)
    form = only_form(reading)
    assert reading.findings == ()
    assert form.department == "教务处"
    assert [(a.finding, a.message, a.explanation) for a in form.answers] == [
        (f.id, f.message, None) for f in found
    ]


def test_an_explanation_is_read_with_its_place() -> None:
    document, found = whole_notice()
    form = only_form(read(explained(document, found[-1])))
    (answer,) = (a for a in form.answers if a.explanation)
    assert (answer.finding, answer.explanation) == (found[-1].id, REASON)
    place = answer.place("explanation")
    assert place is not None
    assert place.column == 7


def test_an_answer_merged_over_rows_holds_for_each() -> None:
    opened = docx.Document(io.BytesIO(whole_notice()[0]))
    table = opened.tables[1]
    merged = table.cell(2, 6).merge(table.cell(4, 6))
    merged.text = REASON
    out = io.BytesIO()
    opened.save(out)
    form = only_form(read(out.getvalue()))
    assert [a.explanation for a in form.answers][:4] == [REASON] * 3 + [None]


def test_what_is_written_elsewhere_is_told() -> None:
    opened = docx.Document(io.BytesIO(whole_notice()[0]))
    opened.add_paragraph("我处认为第三条有误，请再核实。")
    out = io.BytesIO()
    opened.save(out)
    reading = read(out.getvalue())
    assert [f.code for f in reading.findings] == ["LF-F12"]
    assert "我处认为第三条有误" in reading.findings[0].message


def test_a_row_that_lost_its_id_keeps_its_words() -> None:
    document, found = whole_notice()
    opened = docx.Document(io.BytesIO(explained(document, found[-1])))
    for row in opened.tables[1].rows:
        if found[-1].id in row.cells[2].text:
            row.cells[2].text = "第3段"
    out = io.BytesIO()
    opened.save(out)
    answer = only_form(read(out.getvalue())).answers[-1]
    assert (answer.finding, answer.message) == (None, found[-1].message)
    assert answer.explanation == REASON


def test_an_annex_behind_the_notice_is_a_form_of_its_own() -> None:
    opened = docx.Document(io.BytesIO(whole_notice()[0]))
    opened.add_paragraph("附件1 职权和重要业务事项目录").paragraph_format.page_break_before = True
    heads = ("序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据")
    table = opened.add_table(2, 6)
    for row, texts in enumerate((heads, ("1", "教务处", "学籍", "行政职权", "审批", "《规定》"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    out = io.BytesIO()
    opened.save(out)
    assert [f.form for f in read(out.getvalue()).forms] == [
        "correction_notice",
        "catalogue",
    ]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Convert with LibreOffice, as a department's program would save the file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def convert(data: bytes, kind: str) -> bytes:
        folder = tmp_path_factory.mktemp("office")
        (folder / "通知.docx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "通知.docx")], check=True, capture_output=True)
        return (folder / f"通知.{kind}").read_bytes()

    return convert


def test_a_pdf_of_the_notice_is_read_over_its_pages(
    converted: Callable[[bytes, str], bytes],
) -> None:
    document, found = whole_notice(rows=14)
    reading = read(converted(explained(document, found[-1]), "pdf"), "通知.pdf")
    form = only_form(reading)
    assert reading.findings == ()
    assert len(form.answers) == len(found)
    for answer, finding in zip(form.answers, found, strict=True):  # fonts may join ff in an id
        assert finding.id == answer.finding or (
            answer.finding is None and normalised(answer.message) == normalised(finding.message)
        )
    assert [a.explanation for a in form.answers if a.explanation] == [REASON]


def test_a_doc_of_the_notice_is_read(
    converted: Callable[[bytes, str], bytes],
) -> None:
    document, found = whole_notice()
    legacy = converted(explained(document, found[-1]), "doc")
    with converter() as office:
        assert office is not None
        (again,) = office.convert([legacy])
    assert isinstance(again, bytes)
    reading = read(again)
    form = only_form(reading)
    assert reading.findings == ()
    assert [a.finding for a in form.answers] == [f.id for f in found]
    assert form.answers[-1].explanation == REASON
