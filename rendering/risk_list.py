"""Risks of one item as a small table: those that no chart shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rendering.diagrams.looks import look
from rendering.gbt9704 import Standard
from rendering.textfit import lines
from rendering.wordml import cell, paragraph, row, table, text_paragraph
from schemas.consolidated import ConsolidatedRisk

HEADERS = ("廉政风险点", "廉政风险表现形式", "风险等级")

_WIDTHS = (2200, 5244, 1400)
_CELL_MARGIN = 170
_LINE_POINTS = 18.0
_LEAST_HEIGHT = 460
_FILL = "F2F2F2"


def level_word(risk: ConsolidatedRisk) -> str:
    """Give a risk's level as the table has it."""
    return look(risk.level).mark


class RiskList:
    """Writes the table, with the style ids of one template."""

    def __init__(self, standard: Standard, style: Callable[[str], str]) -> None:
        """Prepare; ``style`` turns a style's name into its id in the template."""
        self._grid, self._head = style("公文表格"), style("表格栏目")
        self._text, self._centre = style("表格文字"), style("表格居中")
        self._em = standard.sizes.table * 20
        self._page_points = standard.page.text_height / 20 - 4 * _LINE_POINTS

    def xml(self, risks: Sequence[ConsolidatedRisk], title: str) -> str:
        """Write the risks in order; a point's neighbouring rows share its cell."""
        return table(_WIDTHS, self._rows(risks), style=self._grid, title=title)

    def _rows(self, risks: Sequence[ConsolidatedRisk]) -> Iterator[str]:
        heads = (
            cell(width, text_paragraph(words, self._head), fill=_FILL, valign="center")
            for width, words in zip(_WIDTHS, HEADERS, strict=True)
        )
        yield row(heads, header=True, height=_LEAST_HEIGHT)
        for _, own in groupby(risks, key=lambda risk: risk.point):
            group = list(own)
            for number, risk in enumerate(group):
                yield self._row(risk, first=number == 0, alone=len(group) == 1)

    def _row(self, risk: ConsolidatedRisk, *, first: bool, alone: bool) -> str:
        cells = (
            self._point(risk, first=first, alone=alone),
            cell(_WIDTHS[1], text_paragraph(risk.manifestation, self._text)),
            cell(
                _WIDTHS[2],
                text_paragraph(level_word(risk), self._centre),
                fill=look(risk.level).fill,
                valign="center",
            ),
        )
        width = (_WIDTHS[1] - _CELL_MARGIN) / self._em
        tall = lines(risk.manifestation, width) * _LINE_POINTS > self._page_points
        return row(cells, height=_LEAST_HEIGHT, splittable=tall)

    def _point(self, risk: ConsolidatedRisk, *, first: bool, alone: bool) -> str:
        if alone:
            return cell(_WIDTHS[0], text_paragraph(risk.point, self._text))
        if first:
            return cell(_WIDTHS[0], text_paragraph(risk.point, self._text), merge="restart")
        return cell(_WIDTHS[0], paragraph(style=self._text), merge="continue")
