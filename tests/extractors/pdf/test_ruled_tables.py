"""Ruled tables become grids, however their lines are drawn and wherever pages break."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from extractors.grid import Grid, Line
from extractors.pdf.reader import PdfContent, read_pdf
from tests.support.pdf_pages import Sheet, pdf_of

HEADER = ["序号", "职权事项名称", "职权内容", "等级"]
WIDTHS = [40, 100, 200, 40]
ROW = ["1", "信访举报受理", "受理来信来访，登记造册。", "高"]


def read(*sheets: Sheet) -> PdfContent:
    return read_pdf(pdf_of(*sheets))


def grids(*sheets: Sheet) -> tuple[Grid, ...]:
    return read(*sheets).document.grids


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.row_cells(r)] for r in range(1, grid.rows + 1)]


def table_sheet(*lines: list[str], top: float = 80) -> Sheet:
    sheet = Sheet()
    sheet.table(lines, WIDTHS, top=top)
    return sheet


def test_cells_hold_their_text_and_words_broken_over_lines_are_whole() -> None:
    long = "受理来信来访，登记造册，按照程序呈报领导批示后转交承办人办理并反馈结果"

    [grid] = grids(table_sheet(HEADER, [*ROW[:2], long, "高"]))

    assert rows(grid) == [HEADER, ["1", "信访举报受理", long, "高"]]
    assert (grid.page, grid.rows, grid.columns) == (1, 2, 4)


def test_numbered_paragraphs_of_a_cell_stay_apart() -> None:
    text = "1.泄露举报人信息，造成不良影响或者损失。\n2.拖延办理。\n3.不登记"

    [grid] = grids(table_sheet(HEADER, [*ROW[:2], text, "高"]))

    assert rows(grid)[1][2] == text


def test_a_cell_without_lines_inside_spans_rows_and_columns() -> None:
    sheet = Sheet()
    for y in (100, 130, 160):
        sheet.line(100 if y == 130 else 50, y, 250, y)
    for x, top in ((50, 100), (100, 100), (180, 130), (250, 100)):
        sheet.line(x, top, x, 160)
    sheet.text(60, 125, "甲")
    sheet.text(120, 110, "乙")

    [grid] = grids(sheet)

    spans = [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]
    assert spans == [
        (1, 1, 2, 1, "甲"),
        (1, 2, 1, 2, "乙"),
        (2, 2, 1, 1, ""),
        (2, 3, 1, 1, ""),
    ]


XS, YS = (50, 150, 250), (100, 130, 160)
STRETCHES = [(50, y, 250, y) for y in YS] + [(x, 100, x, 160) for x in XS]


def stroked(sheet: Sheet) -> None:
    for stretch in STRETCHES:
        sheet.line(*stretch)


def filled(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in STRETCHES:
        sheet.rectangle(x0 - 0.3, y0 - 0.3, x1 + 0.3, y1 + 0.3)


def doubled(sheet: Sheet) -> None:
    stroked(sheet)
    for x0, y0, x1, y1 in STRETCHES:
        right, down = 1.5 * (x0 == x1), 1.5 * (y0 == y1)
        sheet.line(x0 + right, y0 + down, x1 + right, y1 + down)


def dashed(sheet: Sheet) -> None:
    for x0, y0, x1, y1 in STRETCHES:
        for n in range(0, x1 - x0, 4):
            sheet.line(x0 + n, y0, x0 + n + 2, y0)
        for n in range(0, y1 - y0, 4):
            sheet.line(x0, y0 + n, x0, y0 + n + 2)


def open_at_the_sides(sheet: Sheet) -> None:
    for stretch in STRETCHES:
        if stretch[0] != stretch[2] or stretch[0] == XS[1]:
            sheet.line(*stretch)


def cell_by_cell(sheet: Sheet) -> None:
    for left, right in pairwise(XS):
        for top, bottom in pairwise(YS):
            sheet.rectangle(left, top, right, bottom, "S")


def shaded(sheet: Sheet) -> None:
    sheet.content.append("0.9 0.9 0.8 rg")
    sheet.rectangle(50, 100, 250, 130)
    sheet.content.append("0 g")
    stroked(sheet)


@pytest.mark.parametrize(
    "draw", [stroked, filled, doubled, dashed, open_at_the_sides, cell_by_cell, shaded]
)
def test_lines_are_found_however_they_are_drawn(draw: Callable[[Sheet], None]) -> None:
    sheet = Sheet()
    draw(sheet)
    for n, word in enumerate("甲乙丙丁"):
        sheet.text(60 + 100 * (n % 2), 110 + 30 * (n // 2), word)

    [grid] = grids(sheet)

    assert rows(grid) == [["甲", "乙"], ["丙", "丁"]]


def test_words_drawn_twice_to_look_bold_are_read_once() -> None:
    sheet = table_sheet(HEADER, ROW)
    sheet.text(50 + 3.3, 80 + 3, "序号")

    [grid] = grids(sheet)

    assert rows(grid)[0] == HEADER


def test_a_box_or_a_chart_is_no_table() -> None:
    sheet = Sheet()
    for top in (100, 200, 300):
        sheet.rectangle(100, top, 250, top + 40, "S")
        sheet.line(175, top + 40, 175, top + 100)

    assert grids(sheet) == ()


def test_text_around_tables_is_read_in_order_with_its_pages() -> None:
    first = table_sheet(HEADER, ROW, top=150)
    first.text(50, 80, "附件1", 12)
    first.text(200, 100, "职权和重要业务事项目录", 14)
    first.text(50, 125, "部门：审计监察处")
    second = Sheet()
    second.text(50, 80, "附件2", 12)

    blocks = read(first, second).document.blocks

    told = [
        (block.text, block.page, block.page_break) if isinstance(block, Line) else type(block)
        for block in blocks
    ]
    assert told == [
        ("附件1", 1, False),
        ("职权和重要业务事项目录", 1, False),
        ("部门：审计监察处", 1, False),
        Grid,
        ("附件2", 2, True),
    ]


def test_page_numbers_and_running_headers_are_kept_apart() -> None:
    sheets = [table_sheet(HEADER, ROW), table_sheet(HEADER, ["2", *ROW[1:]])]
    for number, sheet in enumerate(sheets, 1):
        sheet.text(250, 40, "防灾科技学院廉政风险防控材料", 9)
        sheet.text(290, 790, f"— {number} —", 9)

    document = read(*sheets).document

    assert document.lines == ()
    assert [(s.kind, s.text) for s in document.side] == [
        ("header", "防灾科技学院廉政风险防控材料"),
        ("footer", "— 1 —"),
        ("header", "防灾科技学院廉政风险防控材料"),
        ("footer", "— 2 —"),
    ]


def test_a_table_over_pages_is_one_without_its_repeated_header() -> None:
    sheets = [table_sheet(HEADER, [str(n), *ROW[1:]]) for n in range(1, 4)]

    [grid] = grids(*sheets)

    assert [row[0] for row in rows(grid)] == ["序号", "1", "2", "3"]


def test_a_row_knows_its_page_and_its_number_there() -> None:
    sheets = [table_sheet(HEADER, [str(n), *ROW[1:]]) for n in range(1, 4)]

    [grid] = grids(*sheets)

    places = [grid.at_row(row) for row in (2, 3, 4)]
    assert [(p.page, p.table, p.row) for p in places] == [(1, 1, 2), (2, 1, 2), (3, 1, 2)]


def test_a_row_cut_by_a_page_break_is_whole_again() -> None:
    first = table_sheet(
        HEADER, ROW, ["2", "印章管理", "保管和使用学院党委印章和行政印章，严格", "中"]
    )
    second = table_sheet(HEADER, ["", "", "执行审批登记制度。", ""], ["3", *ROW[1:]])

    [grid] = grids(first, second)

    assert [row[0] for row in rows(grid)] == ["序号", "1", "2", "3"]
    assert rows(grid)[2][2] == "保管和使用学院党委印章和行政印章，严格执行审批登记制度。"


def test_the_rest_of_a_cut_number_may_be_a_number_that_stands_elsewhere() -> None:
    first = table_sheet(
        HEADER, ["4", *ROW[1:]], ["104", "印章管理", "保管和使用学院党委印章和行政印章，严格", "中"]
    )
    second = table_sheet(HEADER, ["4", "", "执行审批登记制度。", ""], ["1045", *ROW[1:]])

    [grid] = grids(first, second)

    assert [row[0].replace("\n", "") for row in rows(grid)] == ["序号", "4", "1044", "1045"]


def test_a_row_that_lacks_a_value_is_no_cut_row() -> None:
    first = table_sheet(HEADER, ROW, ["2", *ROW[1:]])
    second = table_sheet(HEADER, ["3", "印章管理", "保管印章。", ""], ["4", *ROW[1:]])

    [grid] = grids(first, second)

    assert [row[0] for row in rows(grid)] == ["序号", "1", "2", "3", "4"]


def test_an_enumeration_cut_between_its_paragraphs_is_one_cell() -> None:
    first = table_sheet(HEADER, ROW, ["2", "印章管理", "1.保管印章。", "中"])
    second = table_sheet(HEADER, ["", "", "2.使用印章。", ""], ["3", *ROW[1:]])

    [grid] = grids(first, second)

    assert rows(grid)[2] == ["2", "印章管理", "1.保管印章。\n2.使用印章。", "中"]


def test_tables_with_a_title_between_them_are_two() -> None:
    second = table_sheet(HEADER, ROW, top=120)
    second.text(200, 80, "另一张表")

    assert len(grids(table_sheet(HEADER, ROW), second)) == 2


def test_a_new_form_of_the_same_shape_is_another_table() -> None:
    labels = ["事项", "印章管理", "职权类别", "内部"]

    found = grids(table_sheet(labels, ROW), table_sheet([labels[0], "公文办理", *labels[2:]], ROW))

    assert len(found) == 2
