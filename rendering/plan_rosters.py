"""The rosters of the departments' working bodies at the end of the plan, cut into pages."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from rendering.book.measure import most_lines
from rendering.book.tables import CELL_MARGIN_POINTS, Cell, Grid, Row, Text, cut
from rendering.gbt9704 import Standard
from rendering.template import Template
from rendering.wordml import XMLNS_W, paragraph, run, text_paragraph
from schemas.consolidated import Consolidated

TITLE = "各部门（单位）工作机构人员名单"
HEADS = ("部门（单位）", "分工", "姓名", "职务")
NOT_RECEIVED = "尚未报送"
_SHARES = (0.29, 0.19, 0.19, 0.33)
_HEAD, _WORDS, _CENTRED = "表格栏目", "表格文字", "表格居中"
_TITLE_POINTS = 90.0  # a title of two lines and the blank one below it
_SPARE_POINTS = 12.0  # what a page may hold less than its measures say
_CONTINUED = "（续）"


def rosters(data: Consolidated, sheet: Template, standard: Standard) -> Iterator[str]:
    """Write the list as received (plan, section 四（三）); every page begins with its labels.

    Args:
        data: The college.
        sheet: The template, for its styles.
        standard: For the type area of a page.
    """
    yield paragraph(run(TITLE), style=sheet.style("Title"), namespaces=XMLNS_W)
    yield paragraph(namespaces=XMLNS_W)
    table = _Table(sheet, standard.page.text_width / 20)
    page = standard.page.text_height / 20 - table.grid.head - _SPARE_POINTS
    line = sheet.line(_CENTRED).height
    for number, found in enumerate(cut(list(table.rows(data)), page - _TITLE_POINTS, page - line)):
        if number:
            yield paragraph(
                run(f"{TITLE}{_CONTINUED}"),
                style=sheet.style(_CENTRED),
                page_break_before=True,
                namespaces=XMLNS_W,
            )
        yield table.grid.xml(found)


class _Table:
    """Sets the rows in the template's styles."""

    def __init__(self, sheet: Template, width: float) -> None:
        self._sheet = sheet
        widths = [width * share for share in _SHARES]
        heads = [self._text(*head, _HEAD) for head in zip(HEADS, widths, strict=True)]
        style, blank = sheet.style("公文表格"), sheet.style("分节")
        self.grid = Grid(widths, heads, style=style, blank=blank, title=TITLE)

    def rows(self, data: Consolidated) -> Iterator[Row]:
        """Give a row a member; a department without any has one, too."""
        for department in data.departments:
            members = [(m.role, m.name, m.post or "") for m in department.roster]
            for role, name, post in members or [(NOT_RECEIVED, "", "")]:
                yield (
                    self._cell(0, department.name, _WORDS, department.name),
                    self._cell(1, role, _CENTRED),
                    self._cell(2, name, _CENTRED),
                    self._cell(3, post, _WORDS),
                )

    def _cell(self, column: int, text: str, style: str, key: Hashable | None = None) -> Cell:
        return Cell((self._text(text, self.grid.widths[column], style),), key)

    def _text(self, text: str, width: float, style: str) -> Text:
        size, height = self._sheet.line(style)
        lines = most_lines(text, (width - CELL_MARGIN_POINTS) / size)
        return Text(text_paragraph(text, self._sheet.style(style)), lines * height)
