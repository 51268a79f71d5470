"""The figures of GB/T 9704, and numbers and dates in its manner."""

from __future__ import annotations

import datetime as dt

import pytest

from rendering.gbt9704 import FontSetName, date_words, edition, han_number, standard

TWIPS_PER_MM = 1440 / 25.4


def test_the_type_area_is_156_by_225_millimetres() -> None:
    page = standard().page
    assert page.text_width / TWIPS_PER_MM == pytest.approx(156, abs=0.1)
    assert page.text_height / TWIPS_PER_MM == pytest.approx(225, abs=0.1)


def test_a_page_holds_22_lines_and_not_23() -> None:
    page = standard().page
    assert page.text_height // page.line == 22


def test_a_line_holds_28_characters_and_not_29() -> None:
    page = standard().page
    pitch = standard().sizes.body * 20 + page.spacing
    assert page.text_width // pitch == 28


def test_the_2012_edition_writes_dates_in_arabic_numerals() -> None:
    day = dt.date(2012, 7, 5)
    assert date_words(day, edition("2012").date_numerals) == "2012年7月5日"


def test_the_1999_edition_writes_dates_in_han_numerals() -> None:
    day = dt.date(2012, 12, 30)
    assert date_words(day, edition("1999").date_numerals) == "二〇一二年十二月三十日"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五"), (100, "一百"),
        (105, "一百零五"), (110, "一百一十"), (345, "三百四十五"), (1000, "1000"),
    ],
)  # fmt: skip
def test_departments_are_counted_in_han_numerals(number: int, words: str) -> None:
    assert han_number(number) == words


def test_the_editions_differ_in_what_the_1999_edition_had_of_its_own() -> None:
    old, new = edition("1999"), edition("2012")

    assert (old.mark_top_mm.normal, old.mark_top_mm.upward) == (25, 80)
    assert (new.mark_top_mm.normal, new.mark_top_mm.upward) == (35, 35)
    assert (old.secrecy_side, new.secrecy_side) == ("right", "left")
    assert (old.subject_words, new.subject_words) == (True, False)
    assert (old.imprint_size, new.imprint_size) == ("body", "note")
    assert (old.signers_per_row, new.signers_per_row) == (1, 2)
    assert (old.annex_title_line, new.annex_title_line) == ("free", 3)
    assert {
        name for name in type(new).model_fields if getattr(old, name) == getattr(new, name)
    } == set()


@pytest.mark.parametrize("name", ["gb2312", "windows", "founder"])
def test_every_font_that_a_machine_may_lack_has_a_substitute(name: FontSetName) -> None:
    known = {"黑体", "宋体", "仿宋", "楷体", "华文中宋"}  # Windows and Office bring these
    fonts = set(standard().font_sets[name].model_dump().values())

    assert fonts - known <= set(standard().substitutes)
