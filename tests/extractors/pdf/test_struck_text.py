"""Text that is struck through is no value, and is named."""

from __future__ import annotations

from extractors.pdf.reader import read_pdf
from extractors.read import read_file
from schemas.forms import RiskSummary
from tests.support.pdf_pages import Sheet, pdf_of

TITLES = ["部门", "职权事项", "廉政风险点", "风险表现形式", "等级", "责任主体"]
WIDTHS = [60, 90, 60, 150, 40, 80]


def sheet_with(words: str) -> Sheet:
    """Make annex 5 with one risk whose manifestation, at (263, 124), says so."""
    sheet = Sheet()
    sheet.text(200, 60, "廉政风险点及等级汇总表", 14)
    sheet.table([TITLES, ["办公室", "印章管理", "受理", words, "高", "经办人"]], WIDTHS, top=100)
    return sheet


def struck(words: str, first: int, last: int, *, at: float = 0.59) -> Sheet:
    """Draw a line through the characters from ``first`` to before ``last``."""
    sheet = sheet_with(words)
    y = 121 + 10 * at
    sheet.line(263 + 10 * first, y, 263 + 10 * last, y)
    return sheet


def manifestation(sheet: Sheet) -> str | None:
    [form] = read_file(pdf_of(sheet), file="某.pdf").forms
    assert isinstance(form, RiskSummary)
    return form.risks[0].manifestation


def test_text_with_a_line_through_its_middle_is_left_out_of_the_value() -> None:
    assert manifestation(struck("违反有关规定受理", 2, 4)) == "违反规定受理"


def test_what_is_struck_is_named_with_its_page_and_its_words() -> None:
    findings = read_file(pdf_of(struck("违反有关规定受理", 2, 4)), file="某.pdf").findings

    [finding] = [found for found in findings if found.code == "LF-F11"]
    assert finding.location is not None
    assert (finding.location.page, finding.location.text) == (1, "有关")
    assert "“有关”上有删除线" in finding.message


def test_what_is_struck_is_kept_beside_the_values() -> None:
    side = read_pdf(pdf_of(struck("违反有关规定受理", 2, 4))).document.side

    assert ("deleted", "有关") in [(text.kind, text.text) for text in side]


def test_a_cell_of_which_all_is_struck_is_blank() -> None:
    sheet = struck("违规", 0, 2)

    [grid] = read_pdf(pdf_of(sheet)).document.grids

    assert [cell.text for cell in grid.row_cells(2)][3] == ""


def test_an_underlined_text_stays() -> None:
    assert manifestation(struck("违反有关规定受理", 2, 4, at=1.0)) == "违反有关规定受理"


def test_a_ruling_that_runs_through_a_text_and_beyond_strikes_nothing() -> None:
    assert manifestation(struck("违反有关规定受理", 2, 11)) == "违反有关规定受理"
