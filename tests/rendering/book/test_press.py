"""Words are set in a template's styles, and it is known how much room they take."""

from __future__ import annotations

import pytest

from rendering.book.marks import Heading
from rendering.book.press import Press, Setting
from rendering.book.sheets import BREAK
from rendering.style_lines import StyleLine


class Styles:
    """Every style has letters of 10 and lines of 20 points."""

    def style(self, name: str) -> str:
        return f"id of {name}"

    def line(self, name: str) -> StyleLine:  # noqa: ARG002 - all styles are alike
        return StyleLine(10.0, 20.0)


@pytest.fixture
def press() -> Press:
    return Press(Styles())


def test_a_paragraph_begins_a_page_and_names_its_style(press: Press) -> None:
    flow = press.words("词", "正文", 100)

    assert BREAK in flow.xml
    assert 'w:val="id of 正文"' in flow.xml


def test_a_paragraph_is_as_high_as_its_lines_and_what_is_around_them(press: Press) -> None:
    flow = press.words("词" * 25, "正文", 102, Setting(before=6, after=4))

    assert (flow.most, flow.height) == (3, 70)
    assert 'w:before="120" w:after="80"' in flow.xml


def test_an_indent_of_the_first_line_counts(press: Press) -> None:
    assert press.words("词" * 9, "正文", 102, Setting(indent=20)).most == 2


def test_room_at_the_sides_counts(press: Press) -> None:
    assert press.words("词" * 9, "正文", 102, Setting(beside=20)).most == 2


def test_a_heading_stands_in_its_bookmark(press: Press) -> None:
    flow = press.heading(Heading(2, "目录", "_a"), 100)

    assert 'w:name="_a"' in flow.xml
    assert "id of heading 2" in flow.xml
    assert flow.headings == (Heading(2, "目录", "_a"),)


@pytest.mark.parametrize(
    ("text", "shown"), [("短", "短"), ("词" * 10, "词" * 10), ("词" * 11, "词" * 9 + "…"), ("", "")]
)
def test_a_text_is_shortened_to_a_line(press: Press, text: str, shown: str) -> None:
    assert press.shortened(text, "页眉", 102) == shown


def test_a_text_of_two_lines_is_shortened_to_one(press: Press) -> None:
    assert press.shortened("甲\n乙", "页眉", 102) == "甲乙…"
