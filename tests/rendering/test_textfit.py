"""How many lines a text takes at most."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.textfit import ems, lines


def test_a_han_character_is_one_em_and_others_are_about_half() -> None:
    assert ems("职权") == 2
    assert ems("ab") == pytest.approx(1.1)


def test_a_text_as_wide_as_the_column_may_take_a_second_line() -> None:
    assert [lines("职" * n, 6) for n in (5, 6, 10, 11)] == [1, 2, 2, 3]


def test_every_newline_begins_a_line() -> None:
    assert lines("分管\n\n学院领导", 10) == 3


@given(text=st.text(), width=st.floats(0.1, 40))
def test_the_lines_hold_the_whole_text(text: str, width: float) -> None:
    room = [lines(line, width) * max(width - 1, 1.0) for line in text.split("\n")]

    assert all(r >= slowly(line) - 1e-9 for r, line in zip(room, text.split("\n"), strict=True))
    assert lines(text, width) == sum(lines(line, width) for line in text.split("\n"))


@given(text=st.text())
def test_a_text_is_as_wide_as_its_characters(text: str) -> None:
    assert ems(text) == pytest.approx(slowly(text))


def slowly(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
