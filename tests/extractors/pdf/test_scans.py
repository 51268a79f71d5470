"""A scan stays an error whatever is recognised in it, and says what is doubtful."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from extractors import recognition
from extractors.pdf import scan
from extractors.pdf.objects import PageObjects
from extractors.pdf.page import read_page
from extractors.read import read_file
from schemas.college import Limits
from schemas.forms import Reading
from tests.support.pdf_pages import Sheet, pdf_of

SCORES = (("审计监察处", 0.99), ("信访举报受理", 0.61), ("", 0.0))


def catalogue() -> Sheet:
    sheet = Sheet()
    sheet.text(50, 60, "附件1", 12)
    sheet.text(200, 80, "职权和重要业务事项目录", 14)
    header = ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]
    row = ["1", "审计监察处", "信访举报受理", "行政职权", "受理来信来访", "《信访条例》"]
    sheet.table([header, row], [30, 70, 90, 70, 100, 100], top=110)
    return sheet


def scanned() -> Sheet:
    sheet = Sheet()
    sheet.rectangle(50, 50, 500, 700)
    return sheet


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The libraries of the extra see the catalogue on every page, whether installed or not."""
    with pypdfium2.PdfDocument(pdf_of(catalogue())) as document:
        page = read_page(document[0], 1)

    def recognised(_: object, objects: PageObjects, __: float) -> scan.Recognised:
        return scan.Recognised(replace(page, number=objects.number), SCORES)

    monkeypatch.setattr(recognition, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "_recognised", recognised)


def read(*sheets: Sheet, seconds: int = 60) -> Reading:
    return read_file(pdf_of(*sheets), file="某.pdf", limits=Limits(seconds=seconds))


@pytest.mark.usefixtures("seen")
def test_a_scan_is_read_and_stays_an_error() -> None:
    reading = read(scanned())

    assert [form.form for form in reading.forms] == ["catalogue"]
    assert {(f.code, f.severity) for f in reading.findings} == {("LF-F06", "error")}
    assert "第1页" in reading.findings[0].message
    assert "由文字识别得出" in reading.findings[0].message


@pytest.mark.usefixtures("seen")
def test_a_doubtful_line_is_named_with_its_cell_and_a_sure_one_is_not() -> None:
    _, doubtful, unread = read(scanned()).findings

    assert "“信访举报受理”" in doubtful.message
    assert "61%" in doubtful.message
    assert str(doubtful.location) == "第1页表1第2行第3列"
    assert "未能识别" in unread.message


@pytest.mark.usefixtures("seen")
def test_pages_beyond_the_time_are_named_as_not_read() -> None:
    reading = read(*[scanned()] * 5)

    assert "第1、2、3页" in reading.findings[0].message
    assert "第4、5页" in reading.findings[0].message


@pytest.mark.usefixtures("seen")
def test_scanned_pages_beside_a_typed_form_are_not_recognised() -> None:
    [finding] = read(catalogue(), scanned()).findings

    assert finding.severity == "warning"
    assert "识别" not in finding.message


@pytest.mark.usefixtures("seen")
def test_a_scan_for_which_there_is_no_time_is_reported_as_before() -> None:
    reading = read(scanned(), seconds=10)

    assert reading.forms == ()
    assert [f.code for f in reading.findings] == ["LF-F06"]
    assert "没有可读取的文字" in reading.findings[0].message
