"""The shipped templates are what their sources make."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from rendering.gbt9704 import standard
from rendering.masters.__main__ import MASTERS
from rendering.package import read_package
from rendering.wordml import W

FOLDER = Path(__file__).parents[2] / "templates" / "docx"
DEFAULT_FONTS = ("asciiTheme", "eastAsiaTheme", "hAnsiTheme", "cstheme")


@pytest.mark.parametrize("name", MASTERS)
def test_a_shipped_template_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_bytes() == MASTERS[name](standard())


@pytest.mark.parametrize("name", MASTERS)
def test_no_style_takes_its_font_from_the_theme(name: str) -> None:
    styles = etree.fromstring(read_package((FOLDER / name).read_bytes())["word/styles.xml"])
    fonts = list(styles.iter(f"{{{W}}}rFonts"))
    assert fonts
    assert not [f for f in fonts for key in DEFAULT_FONTS if f.get(f"{{{W}}}{key}")]


@pytest.mark.parametrize("name", MASTERS)
def test_the_theme_names_an_east_asian_font(name: str) -> None:
    parts = read_package((FOLDER / name).read_bytes())
    assert '<a:ea typeface="仿宋_GB2312"/>'.encode() in parts["word/theme/theme1.xml"]


@pytest.mark.parametrize("name", MASTERS)
def test_every_relationship_leads_to_a_part_and_every_part_is_reached(name: str) -> None:
    parts = read_package((FOLDER / name).read_bytes())
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {f"word/{relation.get('Target')}" for relation in relations}
    others = {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}
    assert targets == set(parts) - others - {"word/_rels/document.xml.rels"}
