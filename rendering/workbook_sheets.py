"""The looks of the Excel list, its sheet of figures and its sheet of remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rendering.approval import MARKS, DocumentStatus
from rendering.gbt9704 import date_words, standard
from rendering.level_bars import bar_look
from rendering.statistics_charts import sections
from rendering.statistics_tables import ITEMS, POINTS
from rendering.textfit import lines
from rendering.workbook_rows import NOT_RATED, column_ems, row_height, shortened
from schemas.college import LEVELS
from schemas.consolidated import Consolidated
from schemas.counting import UNIT_NAMES
from schemas.key_areas import key_areas
from schemas.statistics import NO_AREA, Line, Statistics
from schemas.text import one_line

COUNTED = "计数单位：{}"
UNRATED = "另有廉政风险表现形式{}条尚未评定等级，未计入。"
_HEADS = (ITEMS, POINTS, *LEVELS)
_STATUS: dict[DocumentStatus, str] = {
    "official": "正式",
    "draft": "草稿，所列内容仍在核对、整改之中",
    "for_approval": "送审稿，提请领导小组审定",
}
_A4 = 9
_NAME_WIDTH, _REMARK_WIDTH, _TITLE_POINTS = 40, 90, 26.0
_POINTS = 11
_LONGEST_MARK = 60

# XlsxWriter carries no types: its workbook, sheets and formats are Any here
Sheet = Any
Book = Any


class Formats:
    """The cell formats of a workbook."""

    def __init__(self, book: Book) -> None:
        """Make them."""
        self._book = book
        fonts = standard().fonts
        self.title = self._plain(font_name=fonts.level_1, font_size=16)
        self.heading = self._plain(font_name=fonts.level_1, font_size=12)
        self.head = self._cell(font_name=fonts.level_1, align="center", bg_color="#F2F2F2")
        self.text, self.number = self._cell(), self._cell(align="center")
        self.total = self._cell(font_name=fonts.level_1, bg_color="#F2F2F2")
        self.total_number = self._cell(font_name=fonts.level_1, bg_color="#F2F2F2", align="center")
        self.note = self._plain()

    @property
    def list_cells(self) -> tuple[Any, ...]:
        """Give the formats of the list: number, text, and the levels 高, 中 and others."""
        high, medium = bar_look("高"), bar_look("中")
        return (
            self.number,
            self.text,
            self._cell(
                align="center", bold=True, font_color=f"#{high.words}", bg_color=f"#{high.fill}"
            ),
            self._cell(align="center", bg_color=f"#{medium.fill}"),
            self.number,
        )

    def _plain(self, **more: object) -> Any:  # noqa: ANN401 - see above
        face = {"font_name": standard().fonts.number, "font_size": _POINTS, "valign": "vcenter"}
        return self._book.add_format({**face, **more})

    def _cell(self, **more: object) -> Any:  # noqa: ANN401 - see above
        return self._plain(**{"border": 1, "text_wrap": True, **more})


class PageMarks:
    """What stands on every printed page: whose list, and whether it is a draft.

    Attributes:
        status: ``official``, ``draft`` or ``for_approval``.
    """

    def __init__(self, organisation: str, name: str, status: DocumentStatus) -> None:
        """Prepare; an ampersand would begin a code, and Excel holds only 255 letters."""
        self.status = status
        words = f"{shortened(organisation)[:_LONGEST_MARK]}{name}".replace("&", "&&")
        self._header = f"&L{words}&R{MARKS[status]}"

    def set_up(self, sheet: Sheet, *, sideways: bool = False) -> None:
        """Prepare a sheet for paper: A4, as wide as the sheet, numbered."""
        if sideways:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_header(self._header)
        sheet.set_footer("&C第 &P 页，共 &N 页")


def write_figures(sheet: Sheet, formats: Formats, marks: PageMarks, figures: Statistics) -> None:
    """Write the figures: a table for every section, each with its total."""
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, len(_HEADS), 13)
    sheet.set_row(0, _TITLE_POINTS)
    sheet.write_string(0, 0, "廉政风险点及等级统计", formats.title)
    sheet.write_string(1, 0, COUNTED.format(UNIT_NAMES[figures.unit]), formats.heading)
    place = 2
    if figures.unrated:
        sheet.write_string(place, 0, UNRATED.format(figures.unrated), formats.heading)
        place += 1
    for section in sections(figures):
        place += 1
        for column, head in enumerate((section.name, *_HEADS)):
            sheet.write_string(place, column, head, formats.head)
        for line in (*section.lines, figures.overall):
            place += 1
            _write_line(sheet, formats, place, line, total=line is figures.overall)
        for note in section.notes:
            place += 1
            sheet.write_string(place, 0, note, formats.note)
        place += 1
    marks.set_up(sheet)


def _write_line(sheet: Sheet, formats: Formats, place: int, line: Line, *, total: bool) -> None:
    name = shortened(one_line(line.name))
    sheet.set_row(place, row_height(lines(name, column_ems(_NAME_WIDTH))))
    sheet.write_string(place, 0, name, formats.total if total else formats.text)
    for column, number in enumerate((line.items, *line.risks), 1):
        look = formats.total_number if total else formats.number
        sheet.write_number(place, column, number, look)


def write_remarks(
    sheet: Sheet, formats: Formats, marks: PageMarks, data: Consolidated, figures: Statistics
) -> None:
    """Write what a reader has to know about the list."""
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, _REMARK_WIDTH)
    for place, (head, words) in enumerate(_remarks(data, figures, marks.status)):
        sheet.write_string(place, 0, head, formats.head)
        sheet.write_string(place, 1, shortened(words), formats.text)
        sheet.set_row(place, row_height(lines(words, column_ems(_REMARK_WIDTH))))
    marks.set_up(sheet, sideways=True)


def _remarks(
    data: Consolidated, figures: Statistics, status: DocumentStatus
) -> Iterator[tuple[str, str]]:
    total, counted = figures.overall, UNIT_NAMES[figures.unit]
    levels = "、".join(f"{level}{n}个" for level, n in zip(LEVELS, total.risks[1:], strict=True))
    areas = "、".join(area.name for area in key_areas())
    yield "单位", data.organisation
    yield "年度", f"{data.year}年"
    yield "资料截至", date_words(data.as_of, "arabic")
    yield "性质", _STATUS[status]
    summed = (
        f"部门（单位）{len(figures.departments)}个，职权和重要业务事项{total.items}项，"
        f"廉政风险点{total.risks.points}个，其中：{levels}（{counted}）。"
    )
    searched = (
        f"实施方案六（三）1所列领域：{areas}。根据职权事项的名称和职权内容归类，仅供参考；"
        f"一个事项可能涉及几个领域，都不涉及的写“{NO_AREA}”。"
    )
    yield "合计", summed
    yield "计数单位", f"{counted}。清单每行为一条廉政风险表现形式，行数与廉政风险点个数不一定相同。"
    yield "序号", "按部门、职权事项和环节的顺序编排；改变排序以后，可以按序号恢复。"
    yield "筛选", "点栏目名称右边的箭头，可以筛选、排序。"
    yield "等级", f"高、中、低三级；尚未评定的写“{NOT_RATED}”，未计入统计。"
    yield "重点领域", searched
    yield "文字", "均为各部门（单位）所报原文，不含公式和链接。"
