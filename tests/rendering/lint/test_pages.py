"""Finished pages: what is measured on them, and which faults that shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rendering.lint.measures import measured
from rendering.lint.pages import findings_of
from rendering.lint.paper import Letter, Paper

MM = 25.4 / 72
PITCH, LETTER, EM = 579 / 20 * MM, 315 / 20 * MM, 16 * MM
A4 = (210.0, 297.0)


def letter(sign: str, x: float, y: float, *, size: float = 16) -> Letter:
    """A sign whose ink fills its square."""
    em = size * MM
    return Letter(sign, x, y, x, y - 0.8 * em, x + em, y + 0.2 * em, size)


def page(
    *, pitch: float = PITCH, spacing: float = LETTER, left: float = 28.0, mark: str = "—1—"
) -> Paper:
    """A page full of running text: lines from 37 mm on, as many as there is room for."""
    lines, places = int(225.3 / pitch), int(156.3 / spacing)
    text = [
        letter("字", left + place * spacing, 37 + pitch * (line + 0.8))
        for line in range(lines)
        for place in range(places)
    ]
    return Paper(*A4, (*text, *upright_mark(mark)))


def upright_mark(mark: str, *, below: float = 7.0, aside: float = 14 * MM) -> list[Letter]:
    """A page number of three signs, the odd one at the right."""
    em, odd = 14 * MM, int(mark[1:-1]) % 2
    start = 184 - aside - 3 * em if odd else 28 + aside
    y = 262 + below + 0.3 * em
    return [letter(sign, start + n * em, y, size=14) for n, sign in enumerate(mark)]


def turned_mark(mark: str, *, axis: float = 28.0) -> list[Letter]:
    """The page number of a turned page: at its left, from top to bottom."""
    em, odd = 14 * MM, int(mark[1:-1]) % 2
    start = 184 - em - 3 * em if odd else 28 + em
    tops = (start + n * em for n in range(len(mark)))
    return [
        Letter(sign, axis - em / 2, top, axis - em / 2, top, axis + em / 2, top + em, 14)
        for sign, top in zip(mark, tops, strict=True)
    ]


def codes(*papers: Paper) -> set[str]:
    found = findings_of([measured(paper) for paper in papers], file="a.docx")
    return {one.code for one in found if one.severity != "info"}


def test_a_page_as_the_standard_has_it_shows_no_fault() -> None:
    assert codes(page(), page(mark="—2—")) == set()


def test_a_full_page_is_measured_with_22_lines_of_28_characters() -> None:
    found = measured(page())

    assert (found.lines, found.characters) == (22, 28)
    assert found.pitch == pytest.approx(10.21, abs=0.01)
    assert found.letter == pytest.approx(5.56, abs=0.02)


def test_the_measures_are_told_for_information() -> None:
    [told] = findings_of([measured(page())], file="a.docx")

    assert told.code == "LF-L54"
    assert "满页 22 行、满行 28 字" in told.message


@pytest.mark.parametrize("points", [26, 30, 35])
def test_another_line_pitch_is_told_with_its_page(points: float) -> None:
    [told, *_] = findings_of([measured(page(pitch=points * MM))], file="a.docx")

    assert told.code == "LF-L50"
    assert told.location is not None
    assert told.location.page == 1


def test_27_characters_on_a_line_are_told() -> None:
    assert codes(page(spacing=EM)) == {"LF-L51"}


def test_lines_that_are_stretched_to_the_edge_are_no_fault() -> None:
    few = page()
    natural = [one for one in few.letters if one.y < 60]
    stretched = [
        letter("字", 28 + place * EM, 37 + PITCH * (line + 0.8))
        for line in range(3, 22)
        for place in range(27)
    ]

    assert codes(replace(few, letters=(*natural, *stretched))) == set()


def test_a_mark_that_hangs_at_the_end_of_a_line_is_no_fault() -> None:
    whole = page()
    hanging = letter("，", 28 + 28 * LETTER, 37 + PITCH * 0.8)

    assert codes(replace(whole, letters=(*whole.letters, hanging))) == set()


def test_words_beyond_the_edge_of_the_type_area_are_told() -> None:
    whole = page()
    outside = letter("外", 186, 100)

    assert codes(replace(whole, letters=(*whole.letters, outside))) == {"LF-L52"}


def test_words_beyond_the_edge_of_a_turned_page_are_told() -> None:
    inside, outside = letter("内", 100, 100, size=12), letter("外", 100, 190, size=12)

    assert codes(Paper(297, 210, (inside,))) == set()
    assert codes(Paper(297, 210, (inside, outside))) == {"LF-L52"}


@pytest.mark.parametrize(
    "mark",
    [
        upright_mark("—1—", below=14),
        upright_mark("—1—", aside=0),
        upright_mark("—2—", aside=60),
    ],
    ids=["too low", "at the edge", "in the middle"],
)
def test_a_page_number_in_another_place_is_told(mark: list[Letter]) -> None:
    assert codes(Paper(*A4, tuple(mark))) == {"LF-L53"}


def test_a_turned_page_has_its_number_where_upright_pages_have_it() -> None:
    pages = [Paper(297, 210, tuple(turned_mark(mark))) for mark in ("—3—", "—4—")]

    assert codes(*pages) == set()
    assert codes(Paper(297, 210, tuple(turned_mark("—3—", axis=20)))) == {"LF-L53"}
