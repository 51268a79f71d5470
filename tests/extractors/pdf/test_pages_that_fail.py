"""Pages that cannot be read, or not be trusted, are reported and never taken for empty."""

from __future__ import annotations

import pytest

from extractors.read import read_file
from schemas.findings import Finding
from tests.support.pdf_pages import Sheet, pdf_of


def catalogue(words: str = "信访举报受理") -> Sheet:
    sheet = Sheet()
    sheet.text(50, 60, "附件1", 12)
    sheet.text(200, 80, "职权和重要业务事项目录", 14)
    header = ["序号", "部门", "职权事项名称", "职权类别", "职权内容", "法规依据"]
    row = ["1", "审计监察处", words, "行政职权", "受理来信来访", "《信访条例》"]
    sheet.table([header, row], [30, 70, 90, 70, 100, 100], top=110)
    return sheet


def picture(words: str = "") -> Sheet:
    sheet = Sheet()
    sheet.content.append("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q")
    if words:
        sheet.text(100, 100, words, mode=3)
    return sheet


def findings(*sheets: Sheet, unicode: bool = True) -> tuple[int, list[Finding]]:
    reading = read_file(pdf_of(*sheets, unicode=unicode), file="某.pdf")
    assert reading.media_type == "pdf"
    return len(reading.forms), list(reading.findings)


def test_a_form_with_text_is_read() -> None:
    reading = read_file(pdf_of(catalogue()), file="某.pdf")

    assert [form.form for form in reading.forms] == ["catalogue"]
    assert reading.findings == ()


@pytest.mark.parametrize("words", ["", "信访举报受理登记表"])
def test_a_scan_is_reported_even_with_words_that_nobody_sees(words: str) -> None:
    forms, [finding] = findings(picture(words))

    assert forms == 0
    assert (finding.code, finding.severity) == ("LF-F06", "error")


def test_scanned_pages_beside_a_form_are_a_warning_that_names_them() -> None:
    forms, [finding] = findings(catalogue(), picture(), picture("看不见"))

    assert forms == 1
    assert (finding.code, finding.severity) == ("LF-F06", "warning")
    assert "第2、3页" in finding.message


def test_characters_without_meaning_are_not_trusted() -> None:
    forms, [finding] = findings(catalogue("\ue001举报受理"))

    assert forms == 1
    assert (finding.code, finding.severity) == ("LF-F06", "warning")
    assert "乱码" in finding.message


def test_a_file_of_such_characters_is_refused() -> None:
    sheet = Sheet()
    sheet.text(100, 100, "".join(chr(0xE000 + n) for n in range(30)))

    forms, [finding] = findings(sheet)

    assert forms == 0
    assert (finding.code, finding.severity) == ("LF-F06", "error")


def test_a_page_with_too_much_on_it_is_reported() -> None:
    sheet = catalogue()
    sheet.content += ["0 0 m", *(f"{n % 500} {n % 700} l" for n in range(30_000)), "S"]

    forms, [finding] = findings(sheet)

    assert forms == 1
    assert finding.code == "LF-F05"


@pytest.mark.parametrize("box", [(0, 0, 1e9, 1e9), (0, 0, 0, 0)])
def test_a_page_with_a_senseless_box_is_no_trap(box: tuple[float, float, float, float]) -> None:
    sheet = catalogue()
    sheet.box = box

    reading = read_file(pdf_of(sheet), file="某.pdf")

    assert [form.form for form in reading.forms] == ["catalogue"]
