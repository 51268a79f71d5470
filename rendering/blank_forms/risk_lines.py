"""The rows of annexes 5 and 6 before they are filled in: known risks, else steps, else blank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from rendering.blank_forms.known import Known, steps_of
from rendering.blank_forms.paper import Merge, merging
from schemas.college import Level
from schemas.consolidated import ConsolidatedItem

_BLANK_ITEMS, _BLANK_ROWS = 4, 2


class Line(NamedTuple):
    """A row of annex 5 or 6.

    Attributes:
        item: Number of the item, from 1; 0 where none is known.
        name, point, who: Said in the first row of their group only, "" elsewhere.
        item_merge, point_merge, who_merge: How the cells of these groups are merged.
        who: The responsible party or the persons concerned.
    """

    item: int
    name: str
    point: str
    manifestation: str
    level: Level | None
    who: str
    item_merge: Merge
    point_merge: Merge
    who_merge: Merge


class _Row(NamedTuple):
    point: str
    manifestation: str = ""
    level: Level | None = None
    who: str = ""


def risk_lines(known: Known) -> Iterator[Line]:
    """Give the rows of a department."""
    with_any = tuple(item for item in known.items if not item.nothing_to_report)
    items: tuple[ConsolidatedItem | None, ...] = with_any or (None,) * _BLANK_ITEMS
    for number, item in enumerate(items, 1):
        yield from _lines(number if item else 0, item)


def _lines(number: int, item: ConsolidatedItem | None) -> Iterator[Line]:
    rows = _rows(item)
    done = 0
    for point, found in groupby(rows, key=lambda row: row.point):
        group = list(found)
        runs = [who for who, same in groupby(group, key=lambda row: row.who) for _ in same]
        alone = len(set(runs)) == 1
        for index, row in enumerate(group):
            yield Line(
                item=number,
                name=item.name if item and not done else "",
                point="" if index else point,
                manifestation=row.manifestation,
                level=row.level,
                who="" if index and alone else row.who,
                item_merge=merging(done, len(rows)),
                point_merge=merging(index, len(group)),
                who_merge=merging(index, len(group)) if alone else None,
            )
            done += 1


def _rows(item: ConsolidatedItem | None) -> list[_Row]:
    if item is not None and item.risks:
        return [
            _Row(risk.point, risk.manifestation, risk.level, risk.responsible)
            for risk in item.risks
        ]
    points = steps_of(item) or ("",)
    return [_Row(point) for point in points for _ in range(_BLANK_ROWS)]
