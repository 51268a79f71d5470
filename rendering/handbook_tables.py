"""The tables of a chapter: its part of the catalogue, an item's measures, who answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from itertools import count, groupby

from rendering.book.cells import Cells
from rendering.book.tables import Cell, Row
from rendering.gbt9704 import standard
from rendering.handbook_figures import measures_of, planned_regulations, regulations_of
from rendering.wordml import PLAIN, Face
from schemas.college import LEVELS, Level
from schemas.consolidated import ConsolidatedItem, ConsolidatedRisk

NO_MEASURES, NOTHING, NO_LEVEL = "尚未制定", "—", "未定"
_ITEMS = (
    ("序号", 6.9),
    ("职权事项名称", 18),
    ("职权类别", 11.7),
    ("职权内容", 34.4),
    ("法规依据", 22),
    ("页码", 7),
)
_MEASURES = (
    ("关键环节", 12.4),
    ("所涉\n人员", 9.5),
    ("廉政风险表现形式", 24.6),
    ("风险\n等级", 7.2),
    ("防控措施", 27.6),
    ("拟建立健全的\n制度名称", 18.7),
)
_RESPONSIBLE = (("廉政风险点", 24), ("责任主体", 22), ("风险等级及个数", 20), ("分级管理责任", 34))
"""Heads of the columns, and their shares of the width."""
_LEVEL_FILLS: Mapping[Level | None, str] = {"高": "BFBFBF", "中": "E7E6E6"}
_PAGE_NUMBER = "0000"


def heads(columns: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    """Give the words of a header row."""
    return tuple(head for head, _ in columns)


ITEM_HEADS, MEASURE_HEADS, RESPONSIBLE_HEADS = map(heads, (_ITEMS, _MEASURES, _RESPONSIBLE))


class ItemTable:
    """A department's part of the catalogue, with the page of each item."""

    def __init__(self, cells: Cells, width: float) -> None:
        """Prepare for a table so many points wide."""
        self._cells = cells
        self.grid = cells.grid(width, _ITEMS, "职权和重要业务事项目录")

    def row(self, number: int, item: ConsolidatedItem, page: str) -> Row:
        """Give the row of an item; ``page`` refers to its page."""
        w, words, centred = self.grid.widths, self._cells.words, self._cells.centred
        return (
            centred(str(number), w[0]),
            words(item.name, w[1]),
            centred(item.category or "", w[2]),
            words(item.content, w[3]),
            words(item.legal_basis, w[4]),
            self._cells.runs(page, _PAGE_NUMBER, w[5]),
        )


class MeasureTable:
    """Annex 6 of an item: its risks in order, measures and regulations over all that they cover."""

    def __init__(self, cells: Cells, width: float) -> None:
        """Prepare for a table so many points wide."""
        self._cells = cells
        self._bold = Face(font=standard().fonts.level_1, bold=True)
        self.grid = cells.grid(width, _MEASURES, "权力运行廉政风险及防控措施一览表")

    def rows(self, item: ConsolidatedItem) -> Iterator[Row]:
        """Give a row for each manifestation, numbered through the item."""
        measures, regulations = measures_of(item), regulations_of(item)
        numbers = count(1)
        for point, risks in enumerate(points(item)):
            for risk, number in zip(risks, numbers, strict=False):
                told = tuple((measures[text], text) for text in risk.measures)
                planned = tuple((regulations[t], t) for t in planned_regulations(risk))
                w, words = self.grid.widths, self._cells.words
                yield (
                    words(risk.point, w[0], point),
                    words(risk.personnel or NOTHING, w[1], (point, risk.personnel)),
                    self._cells.entries([(number, risk.manifestation)], w[2], number),
                    self._level(risk.level, w[3], number),
                    self._entries(told, w[4], NO_MEASURES),
                    self._entries(planned, w[5], NOTHING),
                )

    def _entries(self, entries: tuple[tuple[int, str], ...], width: float, missing: str) -> Cell:
        if not entries:
            return self._cells.words(missing, width, entries)
        return self._cells.entries(entries, width, entries)

    def _level(self, level: Level | None, width: float, key: Hashable) -> Cell:
        face = self._bold if level == LEVELS[0] else PLAIN
        fill = _LEVEL_FILLS.get(level)
        return self._cells.centred(level or NO_LEVEL, width, key, face=face, fill=fill)


class ResponsibleTable:
    """Who answers for an item's risk points, and which tier for their levels."""

    def __init__(self, cells: Cells, width: float, tiers: Mapping[Level, str]) -> None:
        """Prepare for a table so many points wide; without tiers it has no column for them."""
        self._cells, self._tiers = cells, tiers
        columns = _RESPONSIBLE if tiers else _RESPONSIBLE[:-1]
        self.grid = cells.grid(width, columns, "责任主体")

    def rows(self, item: ConsolidatedItem) -> Iterator[Row]:
        """Give a row for each responsible party of a point."""
        for words, keys in responsibilities(item, self._tiers):
            yield tuple(
                self._cells.words(text, width, key)
                for text, width, key in zip(words, self.grid.widths, keys, strict=False)
            )


def points(item: ConsolidatedItem) -> Iterator[list[ConsolidatedRisk]]:
    """Give the risks of an item point by point."""
    for _, risks in groupby(item.risks, key=lambda risk: (risk.point, risk.step)):
        yield list(risks)


def responsibilities(
    item: ConsolidatedItem, tiers: Mapping[Level, str]
) -> Iterator[tuple[tuple[str, ...], tuple[Hashable | None, ...]]]:
    """Give the words of the table of responsibilities, and the keys that merge them."""
    for number, risks in enumerate(points(item)):
        for responsible, own in groupby(risks, key=lambda risk: risk.responsible):
            found = Counter(risk.level for risk in own)
            told = [
                f"{level}：{tiers[level]}" for level in LEVELS if found[level] and level in tiers
            ]
            row = (risks[0].point, responsible or NOTHING, counted(found), "；".join(told))
            yield row, (number, None, None, row[3])


def counted(found: Mapping[Level | None, int]) -> str:
    """Say how many risks of each level there are, for example 高2、低1."""
    levels: tuple[Level | None, ...] = (*LEVELS, None)
    return "、".join(f"{level or NO_LEVEL}{found[level]}" for level in levels if found.get(level))
