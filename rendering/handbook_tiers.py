"""分级管理责任清单: which tier answers for which risks, level by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rendering.book.binding import Chapter
from rendering.book.cells import Cells
from rendering.book.laying import lay
from rendering.book.marks import Heading, page_of
from rendering.book.press import Press, Setting
from rendering.book.sheets import Desk, Paper
from rendering.book.tables import Row
from rendering.gbt9704 import han_number
from rendering.handbook_item import item_anchor
from rendering.handbook_tables import NOTHING
from schemas.college import LEVELS, College, Level
from schemas.consolidated import Consolidated, ConsolidatedItem, ConsolidatedRisk
from schemas.counting import UNIT_NAMES, Unit
from schemas.text import normalised

TITLE = "附录一　分级管理责任清单"
ANCHOR = "_tiers"
NOT_RATED = "尚未评定等级"
_BODY = "公文正文"
_COLUMNS = (("部门", 14), ("职权事项", 20), ("廉政风险点及责任主体", 48), ("个数", 8), ("页码", 10))
_PAGE_NUMBER = "0000"
HEADS = tuple(head for head, _ in _COLUMNS)


class Share(NamedTuple):
    """What an item has of a level.

    Attributes:
        department: Whose item it is.
        item: Its number in the catalogue.
        name: Its name.
        told: Its points with the number of risks of the level and who answers for them.
        risks: How many of the level it has.
    """

    department: str
    item: int
    name: str
    told: str
    risks: int


def shares(data: Consolidated, level: Level | None, unit: Unit) -> Iterator[Share]:
    """Give the items that have risks of a level, in the order of the catalogue."""
    number = 0
    for department in data.departments:
        for item in department.items:
            number += 1
            found = _at_points(item, level, unit)
            if found:
                told = "；".join(_told(*one) for one in found.items())
                yield Share(department.name, number, item.name, told, sum(found.values()))


def _told(place: tuple[str, str], count: int) -> str:
    point, responsible = place
    return f"{point}{count}个（{responsible or NOTHING}）"


def _at_points(
    item: ConsolidatedItem, level: Level | None, unit: Unit
) -> Mapping[tuple[str, str], int]:
    """Count an item's risks of a level by point and responsible party."""
    if level is None or unit == "manifestation":
        own = (risk for risk in item.risks if risk.level == level)
        return Counter((risk.point, risk.responsible) for risk in own)
    steps: dict[str, list[ConsolidatedRisk]] = {}
    for risk in item.risks:
        steps.setdefault(risk.step or normalised(risk.point), []).append(risk)
    return Counter(
        (risks[0].point, "、".join(dict.fromkeys(risk.responsible for risk in risks)))
        for risks in steps.values()
        if highest(risk.level for risk in risks) == level
    )


def highest(levels: Iterable[Level | None]) -> Level | None:
    """Give the highest of some levels."""
    found = set(levels)
    return next((level for level in LEVELS if level in found), None)


def listed_levels(data: Consolidated) -> Iterator[tuple[int, Level | None]]:
    """Give the levels that the list has, numbered; those not rated only where there are any."""
    yield from enumerate(LEVELS, 1)
    if any(shares(data, None, "manifestation")):
        yield len(LEVELS) + 1, None


class TierPages:
    """Makes the list, with the styles of one template."""

    def __init__(self, press: Press, paper: Paper, college: College) -> None:
        """Prepare."""
        self._press, self._paper, self._cells = press, paper, Cells(press)
        self._tiers, self._unit = college.responsibility, college.counting.unit
        self._grid = self._cells.grid(paper.sideways.width, _COLUMNS, TITLE)

    def chapter(self, data: Consolidated) -> Chapter:
        """Make the list of the whole college."""
        desk = Desk(self._paper)
        desk.new_page(sideways=True)
        desk.flow(self._press.heading(Heading(1, TITLE, ANCHOR), desk.width(sideways=True)))
        for number, level in listed_levels(data):
            self._level(desk, number, level, list(shares(data, level, self._unit)))
        return Chapter(TITLE, desk.sheets)

    def _level(self, desk: Desk, number: int, level: Level | None, found: Sequence[Share]) -> None:
        width = desk.width(sideways=True)
        heading = Heading(2, level_heading(number, level), f"{ANCHOR}_{number}")
        words = told(level, sum(share.risks for share in found), self._tiers, self._unit)
        setting = Setting(indent=2 * self._press.line(_BODY).size)
        heads = [
            self._press.heading(heading, width),
            self._press.words(words, _BODY, width, setting),
        ]
        if found:
            rows = [self._row(share) for share in found]
            lay(desk, self._press, self._grid, rows, heads=heads, title=heading.text)
            return
        for line in heads:
            desk.flow(line)

    def _row(self, share: Share) -> Row:
        w, words = self._grid.widths, self._cells.words
        return (
            words(share.department, w[0], share.department),
            words(share.name, w[1]),
            words(share.told, w[2]),
            self._cells.centred(str(share.risks), w[3]),
            self._cells.runs(page_of(item_anchor(share.item)), _PAGE_NUMBER, w[4]),
        )


def level_heading(number: int, level: Level | None) -> str:
    """Write the heading of a level's part."""
    name = f"{level}等级廉政风险" if level else NOT_RATED
    return f"（{han_number(number)}）{name}"


def told(level: Level | None, count: int, tiers: Mapping[Level, str], unit: Unit) -> str:
    """Say how many risks of a level there are, and which tier answers for them."""
    if level is None:
        return f"尚未评定等级的廉政风险表现形式共{count}条。"
    if not count:
        return f"{level}等级廉政风险：无。"
    by = f"，由{tiers[level]}负责" if level in tiers else ""
    return f"{level}等级廉政风险共{count}个（{UNIT_NAMES[unit]}）{by}。"
