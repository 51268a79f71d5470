"""Pages are filled from top to bottom, and it is known how many there are."""

from __future__ import annotations

import pytest

from rendering.book.marks import Heading
from rendering.book.sheets import BREAK, BROKEN, Desk, Flow, Paper, Piece, Room

PAPER = Paper(Room(100, 206), Room(206, 114))  # 200 and 100 points without what is spared
TITLE = Heading(1, "甲", "_a")


def desk(*, sideways: bool = False) -> Desk:
    made = Desk(PAPER)
    made.new_page(sideways=sideways)
    return made


def paragraph(words: str = "词") -> str:
    return f"<w:p><w:pPr>{BREAK}</w:pPr>{words}</w:p>"


def text(most: int, least: int | None = None, *, headings: tuple[Heading, ...] = ()) -> Flow:
    return Flow(paragraph(), most, most if least is None else least, 10.0, headings)


def block(height: float) -> Piece:
    return Piece(paragraph(), height, height)


def pages(made: Desk) -> list[int]:
    return [sheet.pages for sheet in made.sheets]


def test_only_the_first_paragraph_of_a_sheet_begins_a_page() -> None:
    made = desk()
    made.put(block(50))
    made.put(block(50))

    assert [BREAK in piece for piece in made.sheets[0].pieces] == [True, False]


def test_a_turned_sheet_has_its_own_room() -> None:
    assert (desk().left, desk(sideways=True).left) == (200, 100)
    assert (desk().width(), desk().width(sideways=True)) == (100, 206)


def test_an_empty_page_is_not_left_behind() -> None:
    made = desk()
    made.new_page(sideways=True)

    assert [sheet.sideways for sheet in made.sheets] == [True]


def test_a_piece_goes_to_the_next_page_whole() -> None:
    made = desk()
    made.put(block(150))
    made.put_whole(block(60))

    assert [len(sheet.pieces) for sheet in made.sheets] == [1, 1]


def test_running_text_goes_on_on_the_next_page() -> None:
    made = desk()
    made.put(block(150))
    made.flow(text(12))

    assert pages(made) == [2]
    assert made.left == 200 - 70
    assert made.sheets[0].sure


def test_a_paragraph_that_goes_on_says_so() -> None:
    made = desk()
    made.flow(text(45))

    assert made.sheets[0].pieces[0].count(BROKEN) == 2


def test_a_short_paragraph_that_may_or_may_not_fit_goes_to_the_next_page() -> None:
    made = desk()
    made.put(block(150))
    made.flow(text(6, 5))

    assert pages(made) == [1, 1]
    assert all(sheet.sure for sheet in made.sheets)


def test_a_long_paragraph_of_which_nobody_knows_where_it_ends_makes_the_sheet_unsure() -> None:
    made = desk()
    made.flow(text(21, 18))

    assert pages(made) == [2]
    assert not made.sheets[0].sure
    assert made.left == 0


def test_after_an_unsure_paragraph_a_new_sheet_begins() -> None:
    made = desk()
    made.flow(text(21, 18))
    made.flow(text(1))

    assert pages(made) == [2, 1]


def test_words_above_that_may_take_fewer_lines_leave_room_that_is_thought_of() -> None:
    made = desk()
    made.flow(text(10, 5))  # so that 10 to 15 lines are left, and 15 lines may fit
    made.flow(text(15))

    assert not made.sheets[0].sure


@pytest.mark.parametrize(("before", "page"), [(0, 0), (25, 1)])
def test_a_heading_is_on_the_page_on_which_it_begins(before: int, page: int) -> None:
    made = desk()
    if before:
        made.flow(text(before))
    made.flow(text(1, headings=(TITLE,)))

    assert made.sheets[0].headings == [(page, TITLE)]


def test_a_line_without_room_begins_a_page() -> None:
    made = desk()
    made.put(block(195))
    made.flow(text(1))

    assert pages(made) == [1, 1]
    assert BREAK in made.sheets[1].pieces[0]
