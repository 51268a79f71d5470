"""A text's lines are counted so that the truth lies between the two counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.book.measure import least_lines, most_lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 3, 1),
        ("高", 1.2, 1),
        ("承办人提出意见", 4.2, 2),
        ("学院" * 14, 28.07, 1),
        ("学院" * 14 + "学", 28.07, 2),
        ("第一行\n第二行", 20, 2),
        ("第一行\u2028第二行", 20, 2),
        ("受理、", 2.1, 2),  # the mark takes its neighbour along
        ("受（理", 2.1, 2),
    ],
)
def test_lines_are_filled_with_whole_characters(text: str, width: float, lines: int) -> None:
    assert most_lines(text, width) == lines


def test_a_latin_word_goes_to_the_next_line_whole() -> None:
    assert most_lines("受理 hnukel", 6) == 2


def test_a_word_longer_than_a_line_is_broken_anywhere() -> None:
    assert most_lines("a" * 100, 10) > 6


@pytest.mark.parametrize("text", ["\ufdfd", "MMMM", "👍👍", "@@@@"])
def test_wide_signs_take_more_than_a_narrow_letter(text: str) -> None:
    assert most_lines(text, 2.1) >= 2


def test_quotation_marks_may_be_narrow_or_wide() -> None:
    text = "“" * 20

    assert least_lines(text, 10) == 1
    assert most_lines(text, 10) >= 2


@given(text=st.text(max_size=300), width=st.floats(1, 60))
def test_at_least_is_never_more_than_at_most(text: str, width: float) -> None:
    assert 1 <= least_lines(text, width) <= most_lines(text, width)


@given(text=st.text(alphabet="学院廉政，。（）《》ab 1", max_size=120), width=st.floats(2, 40))
def test_a_narrower_column_never_takes_fewer_lines(text: str, width: float) -> None:
    assert most_lines(text, width) <= most_lines(text, width / 2)


@given(head=st.text(max_size=60), tail=st.text(max_size=60), width=st.floats(2, 40))
def test_lines_add_up_over_line_ends(head: str, tail: str, width: float) -> None:
    together = most_lines(f"{head}\n{tail}", width)

    assert together == most_lines(head, width) + most_lines(tail, width)


def test_latin_letters_among_chinese_take_a_little_room_at_both_sides() -> None:
    assert most_lines("分管领导审批232号", 9.3) == 2
    assert most_lines("分管领导审批232号", 9.6) == 1
