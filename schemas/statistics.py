"""How many risks of each level there are: overall, and by department, category and key area."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.base import Model
from schemas.college import Level
from schemas.consolidated import Consolidated, ConsolidatedItem
from schemas.counting import Totals, Unit, totals
from schemas.forms import CATEGORIES
from schemas.key_areas import areas_of, key_areas
from schemas.text import normalised

NO_CATEGORY, NO_AREA = "类别待核", "未归入重点领域"


class Line(Model):
    """A line of a statistical table: how many items, and their risks by level."""

    name: str
    items: int = 0
    risks: Totals = Totals()


class Statistics(Model):
    """The figures of a college.

    Attributes:
        unit: What ``risks`` count; printed beside every total.
        overall: The whole college, named 合计.
        departments: One for every department, in the order of the official documents.
        categories: The three categories, and 类别待核 where an item has none.
        areas: The plan's thirteen key areas (section 六（三）1) and 未归入重点领域; an item may
            belong to several, so that they add up to more than the college has.
        unrated: Manifestations that have no level yet, which count nowhere; in drafts only.
    """

    unit: Unit
    overall: Line
    departments: tuple[Line, ...]
    categories: tuple[Line, ...]
    areas: tuple[Line, ...]
    unrated: int = 0

    @property
    def bare_areas(self) -> tuple[str, ...]:
        """Name the key areas to which no item belongs."""
        return tuple(line.name for line in self.areas if line.name != NO_AREA and not line.items)


class _Item(NamedTuple):
    """An item with the number of its department, and its risks as they are counted."""

    department: int
    item: ConsolidatedItem
    rated: Sequence[tuple[Hashable, Level | None]]


def statistics(data: Consolidated, unit: Unit) -> Statistics:
    """Count the risks of a college.

    Args:
        data: The whole college.
        unit: A manifestation, or a step at its highest level.
    """
    items = [
        _Item(place, item, tuple(rated_steps((place, number), item)))
        for place, department in enumerate(data.departments)
        for number, item in enumerate(department.items)
    ]
    return Statistics(
        unit=unit,
        overall=_line("合计", items, unit),
        departments=tuple(_departments(data, items, unit)),
        categories=tuple(_categories(items, unit)),
        areas=tuple(_areas(items, unit)),
        unrated=sum(risk.level is None for each in items for risk in each.item.risks),
    )


def rated_steps(key: Hashable, item: ConsolidatedItem) -> Iterator[tuple[Hashable, Level | None]]:
    """Give an item's risks as :func:`schemas.counting.totals` wants them.

    A risk belongs to the step that its point is, else to the point as it is worded.

    Args:
        key: The item, among all items that are counted together.
        item: The item.
    """
    for risk in item.risks:
        yield (key, risk.step or normalised(risk.point), risk.step is None), risk.level


def _line(name: str, items: Iterable[_Item], unit: Unit) -> Line:
    chosen = list(items)
    rated = (pair for each in chosen for pair in each.rated)
    return Line(name=name, items=len(chosen), risks=totals(rated, unit))


def _departments(data: Consolidated, items: Iterable[_Item], unit: Unit) -> Iterator[Line]:
    own: dict[int, list[_Item]] = {}
    for each in items:
        own.setdefault(each.department, []).append(each)
    for place, department in enumerate(data.departments):
        yield _line(department.name, own.get(place, ()), unit)


def _categories(items: Iterable[_Item], unit: Unit) -> Iterator[Line]:
    own: dict[str, list[_Item]] = {category: [] for category in CATEGORIES}
    for each in items:
        own.setdefault(each.item.category or NO_CATEGORY, []).append(each)
    for name, chosen in own.items():
        yield _line(name, chosen, unit)


def _areas(items: Iterable[_Item], unit: Unit) -> Iterator[Line]:
    own: dict[str, list[_Item]] = {area.name: [] for area in key_areas()}
    own[NO_AREA] = []
    for each in items:
        for name in areas_of(each.item.name, each.item.content) or (NO_AREA,):
            own[name].append(each)
    for name, chosen in own.items():
        yield _line(name, chosen, unit)
