"""Lines from left to right, and shades, tell the rows of a table that has no lines downwards."""

from __future__ import annotations

from extractors.grid import Grid
from extractors.pdf.reader import PdfContent, read_pdf
from tests.support.pdf_pages import Sheet, pdf_of

TITLES = ["关键环节", "廉政风险表现形式", "风险等级", "防控措施"]
LEFTS = [50, 130, 290, 350]
RIGHT = 540


def row(sheet: Sheet, y: float, *texts: str) -> None:
    for left, text in zip(LEFTS, texts, strict=True):
        for number, line in enumerate(text.split("|")):
            sheet.text(left + 3, y + 12 * number, line)


def steps() -> Sheet:
    """Two rows of one step and one of another, whose lines stand evenly, without any room."""
    sheet = Sheet()
    row(sheet, 100, *TITLES)
    row(sheet, 115, "审核", "1.压件不办", "低", "1.规定时限|2.每季度通报")
    row(sheet, 139, "", "2.放宽条件", "高", "3.集体研究|4.公示结果")
    row(sheet, 163, "审批", "3.越权审批", "高", "5.全程留痕|6.会议备案")
    return sheet


def read(sheet: Sheet, *more: Sheet) -> tuple[PdfContent, Grid]:
    content = read_pdf(pdf_of(sheet, *more))
    [grid] = content.document.grids
    return content, grid


def spans(grid: Grid, column: int) -> list[tuple[str, int]]:
    return [(cell.text, cell.row_span) for cell in grid.cells if cell.column == column]


def test_lines_across_part_the_rows_and_leave_out_merged_cells() -> None:
    sheet = steps()
    for y in (113, 161, 187):
        sheet.line(LEFTS[0], y, RIGHT, y)
    sheet.line(LEFTS[1], 137, RIGHT, 137)
    content, grid = read(sheet)
    assert not content.guessed
    assert spans(grid, 1) == [("关键环节", 1), ("审核", 2), ("审批", 1)]
    assert [text for text, _ in spans(grid, 4)][1:] == [
        "1.规定时限\n2.每季度通报",
        "3.集体研究\n4.公示结果",
        "5.全程留痕\n6.会议备案",
    ]


def test_shaded_rows_part_the_rows_between_them() -> None:
    sheet = Sheet()
    for left, right in ((LEFTS[1], LEFTS[2]), (LEFTS[2], LEFTS[3]), (LEFTS[3], RIGHT)):
        sheet.rectangle(left, 137, right, 161)
    sheet.content = ["0.9 g", *sheet.content, "0 g", *steps().content]
    content, grid = read(sheet)
    assert [text for text, _ in spans(grid, 4)][2] == "3.集体研究\n4.公示结果"
    assert not content.guessed


def test_a_line_below_words_parts_no_rows() -> None:
    sheet = steps()
    sheet.line(LEFTS[1] + 3, 126, LEFTS[1] + 53, 126)
    _, grid = read(sheet)
    assert [text for text, _ in spans(grid, 3)] == ["风险等级", "低", "高", "高"]


def test_a_level_is_no_rest_of_the_one_above_the_page_break() -> None:
    first, second = Sheet(), Sheet()
    row(first, 700, *TITLES)
    row(first, 715, "审批", "1.越权审批", "中", "1.全程留痕")
    row(second, 100, "", "2.拖延办理", "低", "2.逾期提醒")
    _, grid = read(first, second)
    assert [text for text, _ in spans(grid, 3)] == ["风险等级", "中", "低"]


def test_a_cell_whose_bracket_never_closes_makes_its_page_doubtful() -> None:
    sheet = Sheet()
    row(sheet, 100, *TITLES)
    row(sheet, 115, "审批", "1.越权审批", "高", "按《用印管理办")
    row(sheet, 139, "归档", "2.不及时归档", "低", "按月检查")
    content, _ = read(sheet)
    assert content.guessed == (1,)


def test_the_totals_are_read_beside_their_heading_that_is_broken() -> None:
    sheet = Sheet()
    sheet.text(150, 50, "廉政风险点及等级汇总表", 14)
    sheet.text(60, 80, "汇总统计")
    sheet.text(60, 95, "情况")
    sheet.text(130, 80, "清理职权共1项，排查廉政风险点共1个，其中：高等级风险1个、中")
    sheet.text(130, 95, "等级风险2个、低等级风险3个。")
    lines = [block.text for block in read_pdf(pdf_of(sheet)).document.lines]
    assert "其中：高等级风险1个、中等级风险2个、低等级风险3个" in "".join(lines)
