"""Where a table goes on on the next page, and what then stands there again."""

from __future__ import annotations

import re
from collections.abc import Hashable

from hypothesis import given
from hypothesis import strategies as st

from rendering.book.tables import (
    PADDING_POINTS,
    Cell,
    Cut,
    Grid,
    Row,
    Text,
    cut,
    divided,
    rows_height,
)

LINE = 10.0


def cell(lines: int = 1, key: Hashable | None = None, words: str = "词") -> Cell:
    return Cell((Text(f"<w:p>{words}</w:p>", lines * LINE),), key)


def many(count: int, key: Hashable | None = None) -> Cell:
    return Cell(tuple(Text(f"<w:p>{n}</w:p>", LINE) for n in range(count)), key)


def points(lines: float) -> float:
    return lines * LINE + PADDING_POINTS


def sizes(found: list[Cut]) -> list[int]:
    return [len(one.rows) for one in found]


def cuts(rows: list[Row], first: float, page: float) -> list[Cut]:
    return list(cut(rows, first, page))


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    assert rows_height([(cell(1), cell(3), cell(2))]) == points(3)


def test_rows_of_a_merged_cell_are_as_high_as_they_need() -> None:
    rows = [(cell(1, "甲"), cell(2)), (cell(1, "甲"), cell(2))]

    assert rows_height(rows) == 2 * points(2)


def test_a_merged_cell_that_needs_more_lets_its_last_row_grow() -> None:
    rows = [(cell(9, "甲"), cell(2)), (cell(9, "甲"), cell(2))]

    assert rows_height(rows) == points(9)


def test_merged_cells_that_overlap_both_have_room() -> None:
    rows = [
        (cell(5, "甲"), cell(1, "一")),
        (cell(5, "甲"), cell(7, "二")),
        (cell(1, "乙"), cell(7, "二")),
    ]

    assert rows_height(rows) == points(1) + points(7)


def test_equal_words_without_a_key_are_not_one_cell() -> None:
    assert rows_height([(cell(3),), (cell(3),)]) == 2 * points(3)


def test_the_first_page_may_have_less_room() -> None:
    rows: list[Row] = [(cell(1),)] * 10

    assert sizes(cuts(rows, 2 * points(1), 4 * points(1))) == [2, 4, 4]


def test_a_page_rather_ends_where_a_merged_cell_ends() -> None:
    rows: list[Row] = [(cell(1), cell(1, n // 4)) for n in range(10)]

    assert sizes(cuts(rows, 5 * points(1), 5 * points(1))) == [4, 4, 2]


def test_a_page_does_not_stay_half_empty_for_that() -> None:
    rows: list[Row] = [(cell(1), cell(1, n > 0)) for n in range(10)]

    assert sizes(cuts(rows, 5 * points(1), 5 * points(1))) == [5, 5]


def test_a_row_that_no_page_holds_stands_alone_and_says_so() -> None:
    found = cuts([(cell(1),), (cell(99),), (cell(1),)], 500, 500)

    assert sizes(found) == [1, 1, 1]
    assert [one.tall for one in found] == [False, True, False]


def test_a_long_cell_is_divided_between_its_paragraphs_over_its_rows() -> None:
    rows = [(cell(1), many(30, "甲")), (cell(1), many(30, "甲")), (cell(1), many(2, "乙"))]
    found = divided(rows, 1, points(20))

    assert [len(row[1].texts) for row in found] == [20, 10, 2]
    assert len({row[1].key for row in found}) == 3


def test_a_row_is_repeated_where_a_long_cell_has_more_parts_than_rows() -> None:
    rows = [(cell(1, "一"), many(50, "甲"))]
    found = divided(rows, 1, points(20))

    assert [len(row[1].texts) for row in found] == [20, 20, 10]
    assert {row[0] for row in found} == {rows[0][0]}


def test_parts_share_the_rows_evenly() -> None:
    rows = [(cell(1), many(30, "甲"))] * 4
    found = divided(rows, 1, points(20))

    assert [len(row[1].texts) for row in found] == [20, 20, 10, 10]


def test_a_single_long_paragraph_is_not_divided() -> None:
    rows = [(cell(1), cell(99, "甲"))]

    assert divided(rows, 1, points(20)) == rows


@given(
    groups=st.lists(st.tuples(st.integers(1, 6), st.integers(1, 12)), min_size=1, max_size=12),
    room=st.floats(30, 300),
)
def test_all_rows_come_in_order_and_no_page_is_overfull(
    groups: list[tuple[int, int]], room: float
) -> None:
    rows: list[Row] = [
        (cell(1, ("行", at, n)), cell(lines, at))
        for at, (count, lines) in enumerate(groups)
        for n in range(count)
    ]

    found = cuts(rows, room, room)

    assert [row for one in found for row in one.rows] == rows
    assert all(one.tall or one.height <= room for one in found)
    assert all(one.height == rows_height(one.rows) for one in found)


def grid() -> Grid:
    heads = [Text("<w:p>一</w:p>", LINE), Text("<w:p>二</w:p>", 2 * LINE)]
    return Grid((100, 200), heads, style="S", blank="B", title="表")


def test_a_grid_has_the_height_of_its_heads() -> None:
    assert grid().head == points(2)


def test_equal_neighbours_are_merged_on_a_page_and_begin_again_on_the_next() -> None:
    rows: tuple[Row, ...] = ((cell(1), cell(1, "甲")),) * 2
    xml = grid().xml(Cut(rows, 0))

    assert re.findall(r'vMerge w:val="(\w+)"', xml) == ["restart", "continue"]
    assert xml.count("词") == 3
    assert grid().xml(Cut(rows[1:], 0)).count("词") == 2


def test_only_a_tall_row_may_be_split() -> None:
    assert grid().xml(Cut(((cell(1), cell(1)),), 0)).count("cantSplit") == 2
    assert grid().xml(Cut(((cell(1), cell(1)),), 0, tall=True)).count("cantSplit") == 1
