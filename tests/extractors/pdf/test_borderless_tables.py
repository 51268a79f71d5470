"""Tables without rulings are told by a known header and by where their texts stand."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.grid import Grid
from extractors.pdf.reader import read_pdf
from extractors.read import read_file
from schemas.forms import RatingForm
from tests.support.pdf_pages import Sheet, pdf_of

TITLES = ["部门", "职权事项", "廉政风险点", "风险表现形式", "等级", "责任主体"]
WIDTHS = [60, 90, 60, 150, 40, 80]
LEFTS = [50 + sum(WIDTHS[:n]) for n in range(len(WIDTHS))]
ROWS = [
    ["办公室", "印章管理", "受理", "1.违反规定受理用印申请，造成不良影响", "高", "经办人"],
    ["办公室", "印章管理", "审批", "1.越权审批。", "中", "处长"],
    ["办公室", "公文办理", "登记", "1.不登记或登记不全，造成文件遗失。", "低", "经办人"],
]


def cell(sheet: Sheet, column: int, middle: float, text: str) -> None:
    each = (WIDTHS[column] - 10) // 10
    lines = [text[at : at + each] for at in range(0, len(text), each)]
    for number, line in enumerate(lines):
        sheet.text(LEFTS[column] + 5, middle + 12 * (number - len(lines) / 2) + 1, line)


def centred(rows: Sequence[Sequence[str]], *, header: bool = True, top: float = 100) -> Sheet:
    """Set rows as Word does: each text in the middle of its row, no room between the rows."""
    sheet = Sheet()
    y = top
    for row in [TITLES, *rows] if header else rows:
        height = 12 * max(-(-len(t) * 10 // (w - 10)) for t, w in zip(row, WIDTHS, strict=True))
        for column, text in enumerate(row):
            if text:
                cell(sheet, column, y + height / 2, text)
        y += height
    return sheet


def only_grid(*sheets: Sheet) -> Grid:
    [grid] = read_pdf(pdf_of(*sheets)).document.grids
    return grid


def texts(grid: Grid) -> list[list[str]]:
    return [[c.text for c in grid.row_cells(row)] for row in range(1, grid.rows + 1)]


def test_rows_of_which_each_text_stands_in_the_middle_are_told_apart() -> None:
    assert texts(only_grid(centred(ROWS))) == [TITLES, *ROWS]


def test_a_label_in_the_middle_of_several_rows_covers_them() -> None:
    sheet = centred([["", "", *row[2:]] for row in ROWS[:2]])
    cell(sheet, 0, 100 + 12 + 24, "办公室")
    cell(sheet, 1, 100 + 12 + 24, "印章管理")

    grid = only_grid(sheet)

    assert [(c.text, c.row_span) for c in grid.row_cells(2)][:2] == [("办公室", 2), ("印章管理", 2)]
    assert [c.text for c in grid.row_cells(3)][2:] == ROWS[1][2:]


def test_text_above_and_a_note_below_are_no_part_of_the_table() -> None:
    sheet = centred(ROWS)
    sheet.text(200, 60, "廉政风险点及等级汇总表", 14)
    sheet.text(50, 300, "注：一级为高、二级为中、三级为低")

    document = read_pdf(pdf_of(sheet)).document

    assert [line.text for line in document.lines] == [
        "廉政风险点及等级汇总表",
        "注：一级为高、二级为中、三级为低",
    ]
    assert document.grids[0].rows == 4


def test_a_table_over_pages_is_one_with_or_without_its_header_repeated() -> None:
    more = [["教务处", "考务管理", "命题", "1.泄露试题。", "高", "教师"], ROWS[0]]

    for header in (True, False):
        grid = only_grid(centred(ROWS), centred(more, header=header, top=60))

        assert texts(grid) == [TITLES, *ROWS, *more]


def test_rows_that_cannot_be_told_for_sure_are_reported() -> None:
    sheet = centred([[*row[:5], ""] for row in ROWS])
    sheet.text(200, 60, "廉政风险点及等级汇总表", 14)
    for row, middle in enumerate((124, 148, 172)):
        cell(sheet, 5, middle + 7, ROWS[row][5])

    reading = read_file(pdf_of(sheet), file="某.pdf")

    assert [form.form for form in reading.forms] == ["risk_summary"]
    assert "LF-F15" in [finding.code for finding in reading.findings]


RATING = [
    [(70, "序号"), (150, "1"), (350, "责任主体"), (430, "办公室")],
    [(60, "职权事项名称"), (150, "印章管理"), (350, "职权类别"), (430, "内部职权")],
    [(60, "风险点"), (150, "风险表现形式"), (350, "等级"), (430, "责任人")],
    [(70, "受理"), (150, "1.违反规定受理用印申请"), (355, "高"), (430, "经办人")],
    [(70, "审批"), (150, "1.越权审批"), (355, "中"), (430, "处长")],
    [(150, "同意")],
    [(60, "部门意见")],
    [(300, "部门负责人签字：曹宇琴"), (440, "2012年6月4日")],
    [(60, "分管领导")],
    [(150, "已审核。"), (300, "分管领导签字：徐斌森"), (440, "2012年6月7日")],
    [(60, "审核意见")],
]


def test_a_rating_form_has_its_fields_above_and_its_sign_offs_below_the_risks() -> None:
    sheet = Sheet()
    sheet.text(200, 60, "廉政风险点排查评定表", 14)
    for row, pieces in enumerate(RATING):
        for left, text in pieces:
            sheet.text(left, 100 + 15 * row, text)

    [form] = read_file(pdf_of(sheet), file="某.pdf").forms

    assert isinstance(form, RatingForm)
    assert (form.number, form.item, form.category) == ("1", "印章管理", "内部职权")
    assert form.department == "办公室"
    assert [(risk.point, risk.level, risk.responsible) for risk in form.risks] == [
        ("受理", "高", "经办人"),
        ("审批", "中", "处长"),
    ]
    assert [(sign.role, sign.opinion, sign.signed_by) for sign in form.sign_offs] == [
        ("department", "同意", "曹宇琴"),
        ("supervising_leader", "已审核。", "徐斌森"),
    ]


def test_a_header_of_which_each_title_is_broken_is_found_and_its_rows_are_parted() -> None:
    sheet = Sheet()
    for column, title in enumerate(["部门（责任主体）", *TITLES[1:]]):
        half = -(-len(title) // 2)
        sheet.text(LEFTS[column] + 5, 100, title[:half])
        sheet.text(LEFTS[column] + 5, 112, title[half:])
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            cell(sheet, column, 150 + 24 * number, text)

    grid = only_grid(sheet)

    assert texts(grid)[1:] == ROWS


def spaced(rows: Sequence[Sequence[str]], pitch: float) -> Sheet:
    """Set rows with lines so far apart, each text in the middle of its row."""
    sheet = Sheet()
    y = 100.0
    for row in [TITLES, *rows]:
        broken = [
            [t[n : n + (w - 10) // 10] for n in range(0, len(t), (w - 10) // 10)]
            for t, w in zip(row, WIDTHS, strict=True)
        ]
        height = pitch * max(map(len, broken))
        for left, lines in zip(LEFTS, broken, strict=True):
            for number, line in enumerate(lines):
                middle = y + height / 2 + pitch * (number + 0.5 - len(lines) / 2)
                sheet.text(left + 5, middle - 5, line)
        y += height
    return sheet


def test_lines_of_a_cell_may_stand_far_apart() -> None:
    for pitch in (13, 18, 24):
        assert texts(only_grid(spaced(ROWS, pitch))) == [TITLES, *ROWS]


def test_labels_that_are_set_wide_or_broken_are_known() -> None:
    sheet = Sheet()
    sheet.text(200, 60, "廉政风险点排查评定表", 14)
    for top, pieces in (
        (100, [(70, "序"), (90, "号"), (150, "1"), (350, "责任主"), (430, "办公室")]),
        (112, [(350, "体")]),
        (130, [(60, "职权事项"), (350, "职权类")]),
        (136, [(150, "印章管理"), (430, "内部职权")]),
        (142, [(60, "名称"), (350, "别")]),
        (160, [(60, "风险点"), (150, "风险表现形式"), (350, "等级"), (430, "责任人")]),
        (180, [(70, "受理"), (150, "1.违反规定受理用印申请"), (355, "高"), (430, "经办人")]),
    ):
        for left, text in pieces:
            sheet.text(left, top, text)

    [form] = read_file(pdf_of(sheet), file="某.pdf").forms

    assert isinstance(form, RatingForm)
    assert (form.number, form.item, form.category) == ("1", "印章管理", "内部职权")
    assert form.department == "办公室"
    assert [(risk.point, risk.level) for risk in form.risks] == [("受理", "高")]


def test_names_that_fill_their_column_are_a_row_each() -> None:
    sheet = Sheet()
    sheet.text(150, 60, "廉政风险防控工作小组成员名单", 14)
    rows = [("序号", "姓名", "职务"), ("1", "郑维岩", "主任"), ("2", "苏静澜", "秘书")]
    for number, row in enumerate(rows):
        for left, text in zip((60, 150, 250), row, strict=True):
            sheet.text(left, 100 + 14 * number, text)

    assert texts(only_grid(sheet)) == [list(row) for row in rows]


def test_a_text_that_goes_on_in_the_next_row_makes_the_table_doubtful() -> None:
    full = "1.违反规定受理用印申请造成"  # a whole line: what stands below may belong to it
    first, second = [*ROWS[0][:3], full, *ROWS[0][4:]], [*ROWS[1][:3], "不良影响", *ROWS[1][4:]]
    sheet = centred([first, second])

    assert read_pdf(pdf_of(sheet)).guessed == (1,)


def test_ticks_below_a_title_make_the_table_doubtful() -> None:
    sheet = centred([[*row[:4], "√", row[5]] for row in ROWS])

    assert read_pdf(pdf_of(sheet)).guessed == (1,)


def test_a_header_is_whole_although_its_titles_are_broken_at_different_heights() -> None:
    sheet = centred(ROWS, header=False, top=160)
    for column, title in enumerate(TITLES):
        parts = [title[:2], title[2:]] if column in {2, 4} and title[2:] else [title]
        for number, part in enumerate(parts):
            sheet.text(LEFTS[column] + 5, 120 + 18 * number - 9 * (len(parts) - 1), part)

    grid = only_grid(sheet)

    assert [c.text for c in grid.row_cells(1)] == TITLES
    assert texts(grid)[1:] == ROWS


def test_levels_below_each_other_are_no_line_of_vertical_text() -> None:
    rows = [[*row[:3], f"{row[3]}。再次说明情况以便核对", *row[4:]] for row in ROWS]
    sheet = Sheet()
    for column, title in enumerate(TITLES):
        sheet.text(LEFTS[column] + 5, 80, title)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if TITLES[column] == "等级":  # set in a little in the last row
                sheet.text(LEFTS[column] + 15 - 8 * (number // 2), 130 + 40 * number, text)
            else:
                cell(sheet, column, 136 + 40 * number, text)

    assert [row[4] for row in texts(only_grid(sheet))[1:]] == ["高", "中", "低"]
