"""The pages of one authority item in the handbook: charts, measures, who answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from rendering.book.cells import Cells
from rendering.book.laying import lay
from rendering.book.marks import Heading
from rendering.book.press import Press
from rendering.book.sheets import Desk, Flow
from rendering.book.tables import divided
from rendering.handbook_charts import FLOW, MAP, Charts
from rendering.handbook_tables import NOTHING, MeasureTable, ResponsibleTable, counted
from schemas.college import Level
from schemas.consolidated import ConsolidatedItem

MEASURES, RESPONSIBLE = "防控措施", "责任主体"
LISTS = (4, 5)
"""The columns of measures and regulations, whose cells may be longer than a page."""
_CELL_SHARE = 0.8
"""The part of a page that a cell may take before it is divided."""


class Numbered(NamedTuple):
    """An item with its number in its department and in the catalogue."""

    own: int
    catalogue: int
    department: str
    item: ConsolidatedItem

    @property
    def title(self) -> str:
        """Its heading."""
        return f"{self.own}．{self.item.name}"

    @property
    def anchor(self) -> str:
        """Name of the bookmark around its heading."""
        return item_anchor(self.catalogue)

    def part(self, number: int, words: str) -> Heading:
        """Give the heading of one of its parts."""
        return Heading(4, f"（{number}）{words}", f"{self.anchor}_{number}")


def item_anchor(number: int) -> str:
    """Name the bookmark of an item's heading by its number in the catalogue."""
    return f"_item{number}"


class ItemPages:
    """Puts items on a desk, with the styles of one template.

    Attributes:
        charts: Knows the first ``wp:docPr`` id that is free.
    """

    def __init__(
        self, press: Press, width: float, tiers: Mapping[Level, str], next_id: int
    ) -> None:
        """Prepare.

        Args:
            press: Sets the words.
            width: Of upright pages, points.
            tiers: Which tier answers for which level.
            next_id: The first free ``wp:docPr`` id.
        """
        self.charts = Charts(press, next_id)
        self._press, self._cells = press, Cells(press)
        self._measures = MeasureTable(self._cells, width)
        self._responsible = ResponsibleTable(self._cells, width, tiers)

    def put(self, desk: Desk, numbered: Numbered) -> None:
        """Put all of an item; the desk is at the top of a page, or just below a heading there."""
        desk.flow(self._heading(desk, Heading(3, numbered.title, numbered.anchor)))
        desk.put_whole(self._cells.card(desk.width(), facts(numbered), numbered.title))
        self.charts.flow(desk, numbered.part(1, FLOW), numbered.item)
        self.charts.map(desk, numbered.part(2, MAP), numbered.item)
        if numbered.item.risks:
            self._put_measures(desk, numbered)
            self._put_responsible(desk, numbered)

    def _put_measures(self, desk: Desk, numbered: Numbered) -> None:
        grid = self._measures.grid
        most = desk.height() * _CELL_SHARE
        rows = list(self._measures.rows(numbered.item))
        for column in LISTS:
            rows = divided(rows, column, most)
        head = self._heading(desk, numbered.part(3, MEASURES))
        title = f"{MEASURES}　{numbered.item.name}"
        lay(desk, self._press, grid, rows, heads=[head], title=title)

    def _put_responsible(self, desk: Desk, numbered: Numbered) -> None:
        rows = list(self._responsible.rows(numbered.item))
        head = self._heading(desk, numbered.part(4, RESPONSIBLE))
        title = f"{RESPONSIBLE}　{numbered.item.name}"
        lay(desk, self._press, self._responsible.grid, rows, heads=[head], title=title)

    def _heading(self, desk: Desk, heading: Heading) -> Flow:
        return self._press.heading(heading, desk.width())


def facts(numbered: Numbered) -> tuple[tuple[str, ...], ...]:
    """Give what stands in the card under an item's heading: names and values by turns."""
    item = numbered.item
    risks = counted(Counter(risk.level for risk in item.risks))
    return (
        ("责任部门", numbered.department, "职权类别", item.category or ""),
        ("目录序号", str(numbered.catalogue), "廉政风险", risks or NOTHING),
    )
