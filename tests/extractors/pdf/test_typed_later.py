"""What was typed into a PDF's form fields, or onto its pages, stands where it was typed."""

from __future__ import annotations

import pytest

from extractors.pdf.reader import read_pdf
from tests.support.pdf_pages import Sheet, pdf_of, pdf_text

HEADER = ["序号", "职权事项名称", "职权内容", "等级"]
WIDTHS = [40, 100, 200, 40]


def form(name: str = "") -> Sheet:
    sheet = Sheet()
    sheet.table([HEADER, ["1", name, "受理来信来访，登记造册。", "高"]], WIDTHS)
    return sheet


def rows(sheet: Sheet) -> list[list[str]]:
    [grid] = read_pdf(pdf_of(sheet)).document.grids
    return [[cell.text for cell in grid.row_cells(r)] for r in range(1, grid.rows + 1)]


def test_a_text_field_is_in_the_cell_that_it_lies_in() -> None:
    sheet = form()
    sheet.annotation(92, 100, 188, 114, Subtype="/Widget", FT="/Tx", V=pdf_text("信访举报受理"))

    assert rows(sheet)[1][1] == "信访举报受理"


def test_so_is_free_text_laid_over_a_page() -> None:
    sheet = form()
    sheet.annotation(92, 100, 188, 114, Subtype="/FreeText", Contents=pdf_text("内部审计"))

    assert rows(sheet)[1][1] == "内部审计"


def test_a_long_value_is_whole_however_low_its_field() -> None:
    sheet, long = form(), "信访举报的受理登记和转交办理以及反馈结果和归档保存"
    sheet.annotation(92, 100, 188, 114, Subtype="/Widget", FT="/Tx", V=pdf_text(long))

    assert rows(sheet)[1][1] == long


@pytest.mark.parametrize(("state", "shown"), [("/Yes", "☑"), ("/Off", "☐")])
def test_a_check_box_says_whether_it_is_ticked(state: str, shown: str) -> None:
    sheet = form()
    sheet.annotation(92, 100, 104, 112, Subtype="/Widget", FT="/Btn", AS=state)

    assert rows(sheet)[1][1] == shown


def test_comments_and_hidden_fields_are_no_part_of_the_page() -> None:
    sheet = form("内部审计")
    sheet.annotation(92, 100, 188, 114, Subtype="/Text", Contents=pdf_text("请核对"))
    sheet.annotation(92, 100, 188, 114, Subtype="/Widget", FT="/Tx", F="2", V=pdf_text("旧名"))

    assert rows(sheet)[1][1] == "内部审计"
