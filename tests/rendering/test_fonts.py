"""The sets of fonts: a finished document names the office's, and its words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from rendering.fonts import exchanged_fonts
from rendering.gbt9704 import FontSetName
from rendering.package import read_package
from tests.rendering.test_plan import a_college, plan

_NAMED = re.compile(r'(?:w:(?:ascii|hAnsi|cs)|typeface)="([^"]+)"')
_TABLE = re.compile(r'<w:font w:name="([^"]+)">(?:<w:altName w:val="([^"]+)"/>)?')


@cache
def parts_of(name: FontSetName) -> dict[str, bytes]:
    return read_package(plan(of=a_college(layout={"fonts": name})))


def fonts_of(name: FontSetName) -> Iterator[tuple[str, str]]:
    """Give the parts' names with the fonts that they name."""
    for part, data in parts_of(name).items():
        for font in set(_NAMED.findall(data.decode())) if part.endswith(".xml") else ():
            yield part, font


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("gb2312", {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"}),
        ("windows", {"华文中宋", "仿宋", "黑体", "楷体", "宋体"}),
        (
            "founder",
            {"方正小标宋_GBK", "方正仿宋_GBK", "方正黑体_GBK", "方正楷体_GBK", "方正书宋_GBK"},
        ),
    ],
)
def test_a_document_names_the_fonts_of_its_set_only(name: FontSetName, wanted: set[str]) -> None:
    found = {font for _, font in fonts_of(name)}

    assert found == wanted


def test_the_table_of_fonts_names_what_word_may_take_instead() -> None:
    table = parts_of("founder")["word/fontTable.xml"].decode()

    assert dict(_TABLE.findall(table)) == {
        "方正小标宋_GBK": "华文中宋",
        "方正仿宋_GBK": "仿宋",
        "方正黑体_GBK": "黑体",
        "方正楷体_GBK": "楷体",
        "方正书宋_GBK": "宋体",
    }


def test_words_that_look_like_a_font_stay() -> None:
    part = '<w:t>字体“仿宋_GB2312”</w:t><wp:docPr id="1" descr="仿宋_GB2312"/>'.encode()

    assert exchanged_fonts("windows")({"a.xml": part}) == {"a.xml": part}
