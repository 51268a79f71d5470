"""Annex 1 of the whole college as a Word table: 职权和重要业务事项目录."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rendering.gbt9704 import Standard, han_number
from rendering.textfit import lines
from rendering.wordml import cell, link, paragraph, row, run, table, text_paragraph
from schemas.consolidated import Consolidated, ConsolidatedDepartment, ConsolidatedItem

HEADERS = ("序号", "部门\n（责任主体）", "职权事项名称", "职权类别", "职权内容", "法规依据")
NOTHING, NOT_RECEIVED = "无", "尚未报送"

_WIDTHS = (680, 1880, 2000, 1180, 4190, 2826)
_LINE_POINTS = 18.0
_CELL_MARGIN = 170
_LEAST_HEIGHT = 520
_FILL = "F2F2F2"


def anchor(number: int) -> str:
    """Name the bookmark at an item's flowchart page by the item's number in the catalogue."""
    return f"flowchart_{number}"


class CatalogueTable:
    """Writes the table, with the style ids of one template."""

    def __init__(self, standard: Standard, style: Callable[[str], str]) -> None:
        """Prepare.

        Args:
            standard: GB/T 9704.
            style: Style name → id in the template.
        """
        page = standard.page
        self._grid, self._head = style("公文表格"), style("表格栏目")
        self._text, self._centre = style("表格文字"), style("表格居中")
        self._em = standard.sizes.table * 20
        # one page of the turned sheet, without the repeated header row and a line to spare
        self._page_points = page.text_width / 20 - 4 * _LINE_POINTS

    def xml(self, data: Consolidated) -> str:
        """Write the table of the whole college; numbers run through all departments."""
        return table(_WIDTHS, self._rows(data), style=self._grid, title="职权和重要业务事项目录")

    def _rows(self, data: Consolidated) -> Iterator[str]:
        yield self._header()
        number = 1
        for position, department in enumerate(data.departments, 1):
            label = department_label(position, department)
            if not department.items:
                yield self._without_items(label, department)
            for index, item in enumerate(department.items):
                merge = (index == 0) if len(department.items) > 1 else None
                yield self._item(number, label, merge, item)
                number += 1

    def _header(self) -> str:
        heads = (
            cell(width, text_paragraph(words, self._head), fill=_FILL, valign="center")
            for width, words in zip(_WIDTHS, HEADERS, strict=True)
        )
        return row(heads, header=True, height=_LEAST_HEIGHT)

    def _without_items(self, label: str, department: ConsolidatedDepartment) -> str:
        words = NOTHING if department.nothing_to_report else NOT_RECEIVED
        cells = (
            cell(_WIDTHS[0]),
            cell(_WIDTHS[1], text_paragraph(label, self._text)),
            cell(sum(_WIDTHS[2:]), text_paragraph(words, self._centre), span=4),
        )
        return row(cells, height=_LEAST_HEIGHT)

    def _item(self, number: int, label: str, first: bool | None, item: ConsolidatedItem) -> str:  # noqa: FBT001 - three states, one caller
        name = paragraph(link(anchor(number), run(item.name)), style=self._text)
        cells = (
            self._cell(0, text_paragraph(str(number), self._centre)),
            self._department(label, first),
            self._cell(2, name),
            self._cell(3, text_paragraph(item.category or "", self._centre)),
            self._cell(4, text_paragraph(item.content, self._text)),
            self._cell(5, text_paragraph(item.legal_basis, self._text)),
        )
        return row(cells, height=_LEAST_HEIGHT, splittable=self._taller_than_page(item))

    def _cell(self, column: int, content: str) -> str:
        return cell(_WIDTHS[column], content)

    def _department(self, label: str, first: bool | None) -> str:  # noqa: FBT001 - see above
        if first is None:
            return self._cell(1, text_paragraph(label, self._text))
        if first:
            return cell(_WIDTHS[1], text_paragraph(label, self._text), merge="restart")
        return cell(_WIDTHS[1], paragraph(style=self._text), merge="continue")

    def _taller_than_page(self, item: ConsolidatedItem) -> bool:
        texts = ((2, item.name), (4, item.content), (5, item.legal_basis))
        most = max(
            lines(text, (_WIDTHS[column] - _CELL_MARGIN) / self._em) for column, text in texts
        )
        return most * _LINE_POINTS > self._page_points


def department_label(position: int, department: ConsolidatedDepartment) -> str:
    """Number a department as the annex does: 一、办公室."""
    return f"{han_number(position)}、{department.name}"
