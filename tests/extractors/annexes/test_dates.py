from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.annexes.dates import find_date, is_date

DATES = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )


@given(DATES)
def test_a_date_is_read_however_it_is_written(day: dt.date) -> None:
    year = "".join(DIGITS[int(c)] for c in str(day.year))
    written = (
        f"{day.year}年{day.month}月{day.day}日",
        f" {day.year} 年 {day.month:02} 月 {day.day:02} 日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
        f"填表时间：{day.year}年{day.month}月{day.day}日（星期一）",
    )

    assert {find_date(text) for text in written} == {day}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "年  月  日",
        "2012年13月1日",
        "2012年2月30日",
        "2012年5月",
        "XXXX年X月X日",
        "0316-3393889",
    ],
)
def test_what_is_no_complete_date_that_exists_is_none(text: str) -> None:
    assert find_date(text) is None


@given(st.text())
def test_any_text_is_either_a_date_or_none(text: str) -> None:
    found = find_date(text)

    assert found is None or 1950 <= found.year <= 2100


@pytest.mark.parametrize(
    "text", ["2012年5月20日", "二〇一二年五月", "    年   月   日", "2012-05-20"]
)
def test_a_line_that_is_only_a_date_is_told(text: str) -> None:
    assert is_date(text)


def test_a_sentence_with_a_date_is_not_only_a_date() -> None:
    assert not is_date("2012年5月20日前报送")
