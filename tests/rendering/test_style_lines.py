"""Letters and lines of a style, as Word would set them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from rendering.style_lines import style_line
from rendering.template import Template
from schemas.errors import UsageError

SHIPPED = Path(__file__).parents[2] / "templates" / "docx" / "summary.docx"


def changed(**format_: object) -> Any:  # noqa: ANN401 - python-docx's element class
    """Change the style of table text as the office would in Word, and give the styles."""
    document = docx.Document(io.BytesIO(SHIPPED.read_bytes()))
    style: Any = document.styles["表格文字"]
    for name, value in format_.items():
        setattr(style.font if name == "size" else style.paragraph_format, name, value)
    return document.styles.element


def test_the_shipped_styles_have_exact_lines() -> None:
    assert Template(SHIPPED).line("表格文字") == (12, 18)


def test_a_style_that_is_missing_is_named() -> None:
    with pytest.raises(UsageError, match="表格脚注"):
        Template(SHIPPED).line("表格脚注")


def test_a_size_and_a_height_that_the_office_changed_are_seen() -> None:
    styles = changed(size=Pt(14), line_spacing=Pt(22))

    assert style_line(styles, "LFTableText") == (14, 22)


def test_a_line_whose_height_the_font_decides_counts_as_the_highest() -> None:
    assert style_line(changed(line_spacing=1.0), "LFTableText") == (12, 18)
    assert style_line(changed(line_spacing=2.0), "LFTableText") == (12, 36)


def test_a_least_height_gives_way_to_higher_letters() -> None:
    styles = changed(line_spacing=Pt(10), line_spacing_rule=WD_LINE_SPACING.AT_LEAST)

    assert style_line(styles, "LFTableText") == (12, 18)


def test_what_a_style_does_not_say_comes_from_the_style_below_it_and_the_defaults() -> None:
    styles = changed(size=None, line_spacing=None)

    assert style_line(styles, "LFTableText") == (16, 28.95)


def test_an_unknown_style_has_what_the_defaults_say() -> None:
    assert style_line(changed(), "nothing") == (16, 24)
