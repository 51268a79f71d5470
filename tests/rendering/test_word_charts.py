"""Charts are native, say what their workbook says, and are no larger than they may be."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rendering.bar_chart import Bar, BarChart, label_room
from rendering.level_bars import bar_look
from rendering.package import read_package
from rendering.word_charts import WordChart, word_chart
from rendering.wordml import clean
from schemas.college import LEVELS

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
BARS = (Bar(name="教务处", figures=(3, 5, 2)), Bar(name="工会", figures=(0, 0, 0)))
FIGURES = st.tuples(*[st.integers(0, 999)] * 3)


def a_chart(*bars: Bar, shares: bool = False) -> BarChart:
    return BarChart(
        title="各部门廉政风险点等级",
        head="部门",
        bars=bars or BARS,
        width=442.0,
        labels=label_room(bars or BARS, 10.5, 442.0),
        longest=max(sum(bar.figures) for bar in bars or BARS),
        shares=shares,
    )


def made(chart: BarChart) -> WordChart:
    return word_chart(chart, name="statistics1", drawing_id=7)


def tree(chart: BarChart) -> etree._Element:
    return etree.fromstring(made(chart).part.data)


def texts(element: etree._Element, name: str) -> list[list[str]]:
    return [[str(v.text or "") for v in e.iter(f"{C}v")] for e in element.iter(f"{C}{name}")]


def workbook(chart: BarChart) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(made(chart).part.related[0].data))
    return list(book["数据"].iter_rows(values_only=True))


def luminance(color: str) -> float:
    red, green, blue = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_level_is_a_series_over_the_same_bars() -> None:
    found = tree(a_chart())
    assert texts(found, "tx")[1:] == [[level] for level in LEVELS]
    assert texts(found, "cat") == [["教务处　10", "工会　0"]] * 3
    assert texts(found, "val") == [["3", "0"], ["5", "0"], ["2", "0"]]


def test_the_workbook_says_the_same_and_the_chart_points_to_its_cells() -> None:
    assert workbook(a_chart()) == [
        ("部门", "高", "中", "低"),
        ("教务处　10", 3, 5, 2),
        ("工会　0", 0, 0, 0),
    ]
    cells = [str(f.text) for f in tree(a_chart()).iter(f"{C}f")]
    assert cells[:3] == ["'数据'!$B$1", "'数据'!$A$2:$A$3", "'数据'!$B$2:$B$3"]


def test_a_single_bar_is_a_single_cell() -> None:
    cells = [str(f.text) for f in tree(a_chart(BARS[0])).iter(f"{C}f")]
    assert cells[:3] == ["'数据'!$B$1", "'数据'!$A$2", "'数据'!$B$2"]


def test_a_chart_is_the_same_bytes_every_time_also_its_workbook() -> None:
    assert made(a_chart()) == made(a_chart())


def test_a_chart_has_alternative_text_with_all_figures() -> None:
    drawing = next(etree.fromstring(made(a_chart()).xml).iter("{*}docPr"))
    assert drawing.get("name") == "各部门廉政风险点等级"
    assert drawing.get("descr") == (
        "条形图，各部门廉政风险点等级。教务处：高3、中5、低2；工会：高0、中0、低0。"
    )


def test_nothing_outside_the_document_is_referred_to() -> None:
    part = made(a_chart()).part
    assert b"://" not in re.sub(rb'xmlns:?\w*="[^"]*"', b"", part.data)
    inner = read_package(part.related[0].data)
    assert not [name for name in inner if "external" in name.lower()]
    assert not [name for name, data in inner.items() if b'TargetMode="External"' in data]


def test_a_figure_that_is_wider_than_its_part_is_left_out() -> None:
    found = tree(a_chart(Bar(name="甲", figures=(1, 400, 1)), Bar(name="乙", figures=(90, 9, 9))))
    hidden = [
        [int(str(idx.get("val"))) for e in labels.iter(f"{C}dLbl") for idx in e.iter(f"{C}idx")]
        for labels in found.iter(f"{C}dLbls")
    ]
    assert hidden == [[0], [], [0]]


def test_nothing_is_written_where_there_is_nothing() -> None:
    formats = {str(e.get("formatCode")) for e in tree(a_chart()).iter(f"{C}numFmt")}
    assert "0;;" in formats


def test_there_is_no_depth_and_no_ornament() -> None:
    names = {etree.QName(e).localname for e in tree(a_chart()).iter() if isinstance(e.tag, str)}
    assert not names & {"view3D", "bar3DChart", "effectLst", "gradFill", "shadow", "majorGridlines"}


def test_words_are_in_the_fonts_of_the_standard() -> None:
    found = {str(e.get("typeface")) for e in tree(a_chart()).iter(f"{A}ea", f"{A}latin")}
    assert found == {"仿宋_GB2312", "黑体"}


def test_levels_are_told_apart_without_colour() -> None:
    high, medium, low = (bar_look(level) for level in LEVELS)
    assert luminance(high.fill) < 0.35
    assert luminance(low.fill) > 0.9
    assert (high.hatch, low.hatch) == ("", "")
    assert 0.15 < luminance(medium.hatch) < luminance(medium.fill) - 0.2


@pytest.mark.parametrize("shares", [True, False])
def test_the_bars_lie_inside_the_chart(*, shares: bool) -> None:
    chart = a_chart(shares=shares)
    place = next(tree(chart).iter(f"{C}plotArea"))[0]
    x, y, w, h = (float(str(next(place.iter(f"{C}{n}")).get("val"))) for n in "xywh")
    assert 0 <= x < x + w <= 1
    assert 0 < y < y + h <= 1


def test_shares_take_the_whole_width_whatever_they_count() -> None:
    found = tree(a_chart(BARS[0], shares=True))
    assert [e.get("val") for e in found.iter(f"{C}grouping")] == ["percentStacked"]
    assert [e.get("val") for e in found.iter(f"{C}max")] == ["1"]


def test_a_long_name_takes_several_lines_and_the_bars_more_room() -> None:
    long = Bar(name="中国地震局干部培训中心与应急救援训练基地管理办公室" * 2, figures=(1, 1, 1))
    chart = a_chart(long, *BARS)
    assert chart.labels.width < chart.width / 2 < chart.bars_width + chart.labels.width
    assert chart.labels.slot > a_chart().labels.slot * 1.4
    label = texts(tree(chart), "cat")[0][0]
    assert label.count("\n") == 2
    assert label.replace("\n", "") == f"{long.name}　3"


@given(name=st.text(), figures=FIGURES)
def test_any_name_stands_in_chart_and_workbook_as_a_text(
    name: str, figures: tuple[int, int, int]
) -> None:
    chart = a_chart(Bar(name=name, figures=figures))
    bare = clean(f"{name}　{sum(figures)}").replace("\n", "")
    assert [[text.replace("\n", "") for text in each] for each in texts(tree(chart), "cat")] == [
        [bare]
    ] * 3
    assert str(workbook(chart)[1][0]).replace("\n", "") == bare
    etree.fromstring(made(chart).xml)


@pytest.mark.parametrize("name", ["=1+1", "+甲", "-甲", "@甲", "http://例子", "甲\n乙", "_x0041_"])
def test_a_name_in_the_workbook_is_never_a_formula_or_a_link(name: str) -> None:
    chart = a_chart(Bar(name=name, figures=(1, 2, 3)))
    book = openpyxl.load_workbook(io.BytesIO(made(chart).part.related[0].data))
    cell = book["数据"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (f"{name}　6", "s", None)
