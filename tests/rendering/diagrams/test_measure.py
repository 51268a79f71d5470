"""Widths and line breaks are found without any font."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.diagrams.measure import balanced, width, wrapped


@pytest.mark.parametrize(
    ("text", "em"),
    [("受理", 2.0), ("ABC", 1.65), ("（当日）", 4.0), ("", 0.0), ("第3步", 2 + 0.55 + 0.5)],
)
def test_a_text_is_as_wide_as_its_characters(text: str, em: float) -> None:
    assert width(text) == pytest.approx(em)


def test_a_line_does_not_begin_with_closing_punctuation() -> None:
    assert wrapped("提出意见，报送", 4) == ["提出意", "见，报送"]


def test_a_line_does_not_end_with_an_opening_bracket() -> None:
    assert wrapped("提出意（见）", 4) == ["提出意", "（见）"]


def test_figures_and_latin_words_stay_whole() -> None:
    assert wrapped("办理2012年", 4) == ["办理", "2012年"]


def test_the_last_line_is_not_a_single_character() -> None:
    em, lines = balanced("一二三四五六七八九十一二三四", 13)

    assert (em, lines) == (7.0, 2)


def test_a_time_limit_in_brackets_gets_its_own_line() -> None:
    em, _ = balanced("采购小组签订合同（30日内）", 11)

    assert wrapped("采购小组签订合同（30日内）", em) == ["采购小组签订合同", "（30日内）"]


@given(text=st.text(max_size=80), limit=st.floats(1, 30))
def test_breaking_lines_loses_nothing(text: str, limit: float) -> None:
    assert "".join(wrapped(text, limit)) == text.replace("\n", "")


@given(text=st.text(st.characters(categories=["Lo", "Nd", "Po"]), min_size=1, max_size=60))
def test_no_line_is_wider_than_the_limit(text: str) -> None:
    assert all(width(line) <= 8 + 1 for line in wrapped(text, 8))
