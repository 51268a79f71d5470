from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.docx.numerals import written
from extractors.grid import Document

Read = Callable[..., Document]


def level(number: int, number_format: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(levels: str, nums: str = "", inside: str = "") -> str:
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{inside}{levels}</w:abstractNum>{nums}'


def item(list_id: int | str = 1, at: int = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:p><w:pPr>{named}<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/>'
        "</w:numPr></w:pPr></w:p>"
    )


@pytest.fixture
def labels(read_body: Read) -> Callable[..., list[str]]:
    def read(body: str, numbering: str, styles: str = "") -> list[str]:
        document = read_body(body, side={"numbering": numbering, "styles": styles})
        return [line.label for line in document.lines]

    return read


Labels = Callable[..., list[str]]

FORMATS = [
    ("decimal", 12, "12"),
    ("decimalZero", 7, "07"),
    ("upperRoman", 1994, "MCMXCIV"),
    ("lowerRoman", 4, "iv"),
    ("upperLetter", 28, "BB"),
    ("lowerLetter", 3, "c"),
    ("chineseCounting", 10, "十"),
    ("chineseCounting", 21, "二十一"),
    ("chineseCounting", 105, "一〇五"),
    ("chineseCountingThousand", 3, "三"),
    ("chineseCountingThousand", 12, "十二"),
    ("chineseCountingThousand", 105, "一百零五"),
    ("chineseCountingThousand", 110, "一百一十"),
    ("chineseCountingThousand", 1005, "一千零五"),
    ("chineseLegalSimplified", 12, "壹拾贰"),
    ("ideographTraditional", 3, "丙"),
    ("ideographTraditional", 11, "11"),
    ("ideographZodiac", 12, "亥"),
    ("ideographZodiacTraditional", 60, "癸亥"),
    ("japaneseCounting", 111, "百十一"),
    ("ideographDigital", 120, "一二〇"),
    ("taiwaneseCounting", 15, "十五"),
    ("taiwaneseCountingThousand", 20, "二十"),
    ("taiwaneseDigital", 10, "一○"),
    ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircleChinese", 3, "③"),
    ("decimalEnclosedCircle", 21, "21"),
    ("decimalEnclosedParen", 2, "⑵"),
    ("decimalEnclosedFullstop", 2, "⒉"),
    ("decimalFullWidth", 12, "１２"),  # noqa: RUF001 - full-width digits are meant
    ("none", 5, ""),
    ("somethingNew", 5, "5"),
]


@pytest.mark.parametrize(("number_format", "value", "expected"), FORMATS)
def test_a_number_is_written_as_word_writes_it(
    number_format: str, value: int, expected: str
) -> None:
    assert written(value, number_format) == expected


@pytest.mark.parametrize("number_format", sorted({name for name, *_ in FORMATS} - {"none"}))
def test_every_format_writes_every_number_as_something(number_format: str) -> None:
    assert all(written(value, number_format) for value in (0, 1, 99, 100, 10_000, 70_000, -3))


def test_levels_count_and_restart_below_their_parents(labels: Labels) -> None:
    numbering = lists(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2"))
    body = item() + item(at=1) + item(at=1) + item() + item(at=1)
    assert labels(body, numbering) == ["一、", "一.1", "一.2", "二、", "二.1"]


def test_legal_levels_show_all_numbers_as_decimals(labels: Labels) -> None:
    numbering = lists(
        level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    )
    assert labels(item() + item(at=1), numbering) == ["第一章", "1.1"]


def test_a_level_that_never_restarts_runs_on(labels: Labels) -> None:
    numbering = lists(
        level(0, "decimal", "%1") + level(1, "decimal", "%2", more='<w:lvlRestart w:val="0"/>')
    )
    assert labels(item() + item(at=1) + item() + item(at=1), numbering) == ["1", "1", "2", "2"]


def test_lists_of_one_definition_share_their_count_unless_told_to_start_again(
    labels: Labels,
) -> None:
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for n, more in {
            1: "",
            2: "",
            3: '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>',
        }.items()
    )
    numbering = lists(level(0, "decimal", "%1"), nums)
    body = item(1) + item(2) + item(3) + item(3) + item(1)
    assert labels(body, numbering) == ["1", "2", "7", "8", "9"]


def test_an_override_can_change_the_format(labels: Labels) -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "upperLetter", "(%1)")
        + "</w:lvlOverride></w:num>"
    )
    assert labels(item() + item(), lists(level(0, "decimal", "%1"), nums)) == ["(A)", "(B)"]


def test_a_style_numbers_its_paragraphs_at_its_level(labels: Labels) -> None:
    numbering = lists(
        level(0, "decimal", "%1") + level(1, "decimal", "%1.%2", more='<w:pStyle w:val="S"/>')
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="T"><w:basedOn w:val="S"/>'
        "</w:style>"
    )
    plain = '<w:p><w:pPr><w:pStyle w:val="S"/></w:pPr></w:p>'
    assert labels(item() + plain + plain, numbering, styles) == ["1", "1.1", "1.2"]


def test_zero_takes_the_number_of_a_style_away(labels: Labels) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    body = item("0", style="S")
    assert labels(body, lists(level(0, "decimal", "%1")), styles) == [""]


def test_a_list_can_be_named_through_a_style(labels: Labels) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>{level(0, "decimal", "%1)")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert labels(item() + item(), numbering) == ["1)", "2)"]


def test_numbers_in_cells_count_in_the_order_of_the_document(read_body: Read) -> None:
    body = (
        item() + f"<w:tbl><w:tr><w:tc>{item()}</w:tc><w:tc>{item()}</w:tc></w:tr></w:tbl>" + item()
    )
    document = read_body(body, side={"numbering": lists(level(0, "decimal", "%1."))})
    assert [line.label for line in document.lines] == ["1.", "4."]
    assert [cell.lines[0].label for cell in document.grids[0].cells] == ["2.", "3."]


@pytest.mark.parametrize(
    "numbering",
    [
        '<w:num w:numId="1"><w:abstractNumId w:val="9"/></w:num>',
        (
            '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/><w:styleLink w:val="L"/>'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        ),
        '<w:num w:numId="1"/>',
    ],
)
def test_broken_lists_number_nothing(labels: Labels, numbering: str) -> None:
    assert labels(item(at=3), numbering) == [""]


def test_nonsense_in_levels_does_no_harm(labels: Labels) -> None:
    assert labels(item(at=99), lists(level(0, "decimal", "%1"))) == [""]
    assert labels(item("x", at=-5), lists(level(0, "decimal", "%1"))) == [""]


def test_a_bullet_is_shown_as_it_looks(labels: Labels) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    numbering = lists(level(0, "bullet", "\uf0d8", more=fonts))
    assert labels(item(), numbering) == ["➢"]
