"""Annex 5 of the whole college as lines: one a manifestation, with the groups it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rendering.catalogue_table import NOT_RECEIVED, NOTHING
from schemas.consolidated import Consolidated, ConsolidatedItem
from schemas.counting import UNIT_NAMES
from schemas.statistics import Statistics

NOT_RATED, NO_RISKS = "尚未评定", "经排查无廉政风险"
DEPARTMENT, ITEM, POINT, RESPONSIBLE, NO_GROUP = range(5)
"""The nested groups of annex 5; each lies within the one before it."""


class Line(NamedTuple):
    """A row of annex 5.

    Attributes:
        labels: Department, item and point; fewer where ``words`` say what there is instead.
        new: The outermost group that begins with this line; ``NO_GROUP`` where none does.
        number: Number of the manifestation within its point, from 1.
        level: "" while there is none.
        words: What stands instead of items or of risks.
        item: Number of the authority item in the document, from 1; 0 where there is none.
    """

    labels: tuple[str, ...]
    new: int
    number: int = 0
    manifestation: str = ""
    level: str = ""
    responsible: str = ""
    words: str = ""
    item: int = 0

    def group(self, depth: int) -> str:
        """Give the label of a group: department, item, point or responsible party."""
        return self.responsible if depth == RESPONSIBLE else self.labels[depth]

    @property
    def depth(self) -> int:
        """Count the groups that the line has."""
        return len(self.labels) if self.words else NO_GROUP


def summary_lines(data: Consolidated) -> Iterator[Line]:
    """Give the lines of the whole college; departments and items without risks have one, too."""
    number = 0
    for department in data.departments:
        if not department.items:
            words = NOTHING if department.nothing_to_report else NOT_RECEIVED
            yield Line((department.name,), DEPARTMENT, words=words)
        for index, item in enumerate(department.items):
            number += 1
            yield from _item_lines(department.name, ITEM if index else DEPARTMENT, item, number)


def _item_lines(
    department: str, new: int, item: ConsolidatedItem, item_number: int
) -> Iterator[Line]:
    if not item.risks:
        words = NO_RISKS if item.nothing_to_report else NOT_RATED
        yield Line((department, item.name), new, words=words, item=item_number)
    place: tuple[str, str | None] | None = None
    number, responsible = 0, ""
    for risk in item.risks:
        if (risk.point, risk.step) != place:
            begins = POINT if place else new
            number = 1
        else:
            begins = NO_GROUP if risk.responsible == responsible else RESPONSIBLE
            number += 1
        place, responsible = (risk.point, risk.step), risk.responsible
        yield Line(
            (department, item.name, risk.point),
            begins,
            number,
            risk.manifestation,
            risk.level or "",
            responsible,
            item=item_number,
        )


def statistics_sentence(figures: Statistics) -> str:
    """Write annex 5's statistics sentence, with what its totals count beside them."""
    points, high, medium, low = figures.overall.risks
    return (
        f"清理职权和重要业务事项共{figures.overall.items}项，排查廉政风险点共{points}个，"
        f"其中：高等级风险{high}个、中等级风险{medium}个、低等级风险{low}个"
        f"（{UNIT_NAMES[figures.unit]}）。风险点和等级分布情况如下："
    )
