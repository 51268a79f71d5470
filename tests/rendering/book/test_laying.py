"""A table stays on one page where it can, and says on every further page what it is."""

from __future__ import annotations

import pytest

from rendering.book.laying import CONTINUED, lay
from rendering.book.press import Press
from rendering.book.sheets import BREAK, Desk, Paper, Piece, Room
from rendering.book.tables import Cell, Grid, Row, Text
from rendering.style_lines import StyleLine

PAPER = Paper(Room(300, 506), Room(500, 306))


class Styles:
    def style(self, name: str) -> str:
        return name

    def line(self, name: str) -> StyleLine:  # noqa: ARG002 - all styles are alike
        return StyleLine(10.0, 20.0)


PRESS = Press(Styles())
GRID = Grid((300,), [Text("<w:p>栏</w:p>", 20)], style="S", blank="B", title="表")


def rows(*lines: int) -> list[Row]:
    return [(Cell((Text(f"<w:p>第{n}行</w:p>", one * 20.0),)),) for n, one in enumerate(lines, 1)]


def laid(found: list[Row], *, used: float = 0.0, sideways: bool = False) -> Desk:
    desk = Desk(PAPER)
    desk.new_page(sideways=sideways)
    if used:
        desk.put(Piece(f"<w:p><w:pPr>{BREAK}</w:pPr></w:p>", used))
    head = PRESS.words("标题", "标题", 300)
    lay(desk, PRESS, GRID, found, heads=[head], title="名称")
    return desk


def tables(desk: Desk) -> list[int]:
    return ["".join(sheet.pieces).count("<w:tbl ") for sheet in desk.sheets]


def test_a_table_with_room_stands_where_the_page_is() -> None:
    assert tables(laid(rows(1, 1, 1), used=300)) == [1]


def test_a_table_that_one_page_holds_is_not_cut() -> None:
    assert tables(laid(rows(*[1] * 10), used=300)) == [0, 1]


def test_a_table_that_no_page_holds_begins_where_much_room_is_left() -> None:
    assert tables(laid(rows(*[1] * 30), used=100)) == [1, 1]


def test_a_table_that_no_page_holds_begins_on_a_new_page_where_little_is_left() -> None:
    assert tables(laid(rows(*[1] * 30), used=350)) == [0, 1, 1]


def test_its_heading_goes_with_it() -> None:
    desk = laid(rows(*[1] * 10), used=300)

    assert ["标题" in "".join(sheet.pieces) for sheet in desk.sheets] == [False, True]


def test_every_further_page_says_what_goes_on() -> None:
    desk = laid(rows(*[1] * 50))
    first, *further = ["".join(sheet.pieces) for sheet in desk.sheets]

    assert CONTINUED not in first
    assert len(further) == 2
    assert all(f"名称{CONTINUED}" in page for page in further)


def test_the_line_on_further_pages_is_a_single_one() -> None:
    desk = Desk(PAPER)
    desk.new_page()
    lay(desk, PRESS, GRID, rows(*[1] * 40), heads=[], title="很长的名称" * 30)

    assert "…" in desk.sheets[1].pieces[0]


@pytest.mark.parametrize("sideways", [False, True])
def test_further_pages_lie_as_the_first(sideways: bool) -> None:  # noqa: FBT001 - a case
    desk = laid(rows(*[1] * 60), sideways=sideways)

    assert {sheet.sideways for sheet in desk.sheets} == {sideways}


def test_a_row_longer_than_a_page_makes_its_sheet_unsure() -> None:
    desk = laid(rows(1, 60, 1))

    assert [sheet.sure for sheet in desk.sheets] == [True, False, True]
    assert desk.sheets[1].pages > 1
