"""Annex 5 of the whole college as a Word table: 廉政风险点及等级汇总表."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Literal

from rendering.gbt9704 import Standard
from rendering.risk_map_pages import map_anchor
from rendering.summary_pages import Measures, Page, PageCuts
from rendering.summary_rows import DEPARTMENT, ITEM, RESPONSIBLE, Line, summary_lines
from rendering.template import Template
from rendering.wordml import (
    PLAIN,
    Face,
    cell,
    link,
    paragraph,
    row,
    run,
    tab,
    table_pieces,
    with_breaks,
)
from schemas.college import LEVELS
from schemas.consolidated import Consolidated

TITLE = "廉政风险点及等级汇总表"
HEADERS = ("部门", "职权事项", "廉政风险点", "廉政风险表现形式", "廉政风险\n等级", "责任主体")

_WIDTHS = (1400, 1900, 2040, 4636, 1140, 1640)
_MANIFESTATION, _LEVEL, _RESPONSIBLE = 3, 4, 5
_FILL = "F2F2F2"
_LEVEL_FILLS = {"高": "BFBFBF", "中": "E7E6E6"}
_LEAST_HEIGHT = 520
_CELL_MARGIN = 170
_PADDING_POINTS = 4.5
_NUMBER_EMS = 1.5
_ABOVE_POINTS, _BELOW_POINTS = 172.0, 80.0
"""What stands above the table on its first page, and below it on its last."""
_SPARE_POINTS = 10.0
"""What a page may hold less than its measures say, for example under a draft's mark."""

Merge = Literal["restart", "continue"] | None
_SLOT = "\ue000"


class SummaryTable:
    """Writes the table, with the styles of one template."""

    def __init__(self, standard: Standard, template: Template) -> None:
        """Prepare for a turned sheet of the standard's page."""
        style = template.style
        self._grid, self._head = style("公文表格"), style("表格栏目")
        self._text, self._centre = style("表格文字"), style("表格居中")
        self._listed = style("表格条目")
        self._bold = Face(font=standard.fonts.level_1, bold=True)
        self._cuts = PageCuts(_measures(standard, template))
        self._group_frame, self._level = cache(self._made_group_frame), cache(self._made_level)
        self._listed_frame = cache(self._made_listed_frame)
        self._item_frame = cache(self._made_item_frame)

    def xml(self, data: Consolidated) -> Iterator[str]:
        """Write the table of the whole college, piece by piece."""
        pages = self._cuts.pages(summary_lines(data))
        rows = chain.from_iterable(self._page(page) for page in pages)
        return table_pieces(_WIDTHS, chain((self._header(),), rows), style=self._grid, title=TITLE)

    def _header(self) -> str:
        heads = (
            cell(
                width,
                self._paragraph(run(words), self._head, keep=True),
                fill=_FILL,
                valign="center",
            )
            for width, words in zip(_WIDTHS, HEADERS, strict=True)
        )
        return row(heads, header=True, height=_LEAST_HEIGHT)

    def _page(self, page: Page) -> Iterator[str]:
        """Write the rows of a page: its first row has every label, and all keep together."""
        last = len(page.lines) - 1
        for index, line in enumerate(page.lines):
            new = line.new if index else DEPARTMENT
            following = page.lines[index + 1].new if index < last else DEPARTMENT
            cells = self._cells(line, new, following, keep=page.last or index < last)
            yield row(cells, height=_LEAST_HEIGHT, splittable=page.tall)

    def _cells(self, line: Line, new: int, following: int, *, keep: bool) -> Iterator[str]:
        for depth, label in enumerate(line.labels):
            merge = _merge(depth, new, following)
            if depth == ITEM and not line.words and merge != "continue":
                yield self._item(line, merge, keep=keep)
            else:
                yield self._group(depth, label, merge, keep=keep)
        if line.words:
            yield self._words(line, keep=keep)
            return
        before, between, after = self._listed_frame(keep=keep)
        yield f"{before}{line.number}{between}{with_breaks(line.manifestation)}{after}"
        yield self._level(line.level, keep=keep)
        merge = _merge(RESPONSIBLE, new, following)
        yield self._group(_RESPONSIBLE, line.responsible, merge, keep=keep)

    def _group(self, column: int, label: str, merge: Merge, *, keep: bool) -> str:
        before, after = self._group_frame(column, merge, keep=keep)
        return before if merge == "continue" else f"{before}{with_breaks(label)}{after}"

    def _item(self, line: Line, merge: Merge, *, keep: bool) -> str:
        """Write an item's name; it leads to the item's distribution map."""
        before, between, after = self._item_frame(merge, keep=keep)
        name = with_breaks(line.labels[ITEM])
        return f"{before}{map_anchor(line.item)}{between}{name}{after}"

    def _words(self, line: Line, *, keep: bool) -> str:
        depth = len(line.labels)
        content = self._paragraph(run(line.words), self._centre, keep=keep)
        return cell(sum(_WIDTHS[depth:]), content, span=len(_WIDTHS) - depth)

    # What is the same in thousands of rows is written once, with slots for the data.

    def _made_group_frame(self, column: int, merge: Merge, *, keep: bool) -> tuple[str, str]:
        style = self._centre if column == _RESPONSIBLE else self._text
        content = "" if merge == "continue" else run(_SLOT)
        made = cell(_WIDTHS[column], self._paragraph(content, style, keep=keep), merge=merge)
        before, _, after = made.partition(_SLOT)
        return before, after

    def _made_item_frame(self, merge: Merge, *, keep: bool) -> tuple[str, str, str]:
        content = link(_SLOT, run(_SLOT))
        made = cell(_WIDTHS[ITEM], self._paragraph(content, self._text, keep=keep), merge=merge)
        before, between, after = made.split(_SLOT)
        return before, between, after

    def _made_listed_frame(self, *, keep: bool) -> tuple[str, str, str]:
        content = run(f"{_SLOT}.") + tab() + run(_SLOT)
        made = cell(_WIDTHS[_MANIFESTATION], self._paragraph(content, self._listed, keep=keep))
        before, between, after = made.split(_SLOT)
        return before, between, after

    def _made_level(self, level: str, *, keep: bool) -> str:
        face = self._bold if level == LEVELS[0] else PLAIN
        content = self._paragraph(run(level, face), self._centre, keep=keep)
        return cell(_WIDTHS[_LEVEL], content, fill=_LEVEL_FILLS.get(level))

    @staticmethod
    def _paragraph(content: str, style: str, *, keep: bool) -> str:
        return paragraph(content, style=style, keep_next=keep)


def _merge(depth: int, new: int, following: int) -> Merge:
    """Say how a group's cell is merged, from what begins with this line and with the next one."""
    if depth < new:
        return "continue"
    return "restart" if depth < following else None


def _measures(standard: Standard, template: Template) -> Measures:
    letters, height = template.line("表格文字")
    header = 2 * height + _PADDING_POINTS
    room = standard.page.text_width / 20 - header - _SPARE_POINTS

    def ems(column: int) -> float:
        return (_WIDTHS[column] - _CELL_MARGIN) / 20 / letters

    return Measures(
        first=room - _ABOVE_POINTS,
        below=_BELOW_POINTS,
        page=room,
        groups=(ems(0), ems(1), ems(2), ems(_RESPONSIBLE)),
        manifestation=ems(_MANIFESTATION) - _NUMBER_EMS,
        line=height,
        padding=_PADDING_POINTS,
        least=_LEAST_HEIGHT / 20,
    )
