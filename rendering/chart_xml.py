"""The XML of a bar chart of levels (DrawingML charts, ECMA-376 part 1, section 21.2).

Children come in the order of the schema, which Word insists on. Title, legend and bars have fixed
places, so that every program puts them there.
"""

from __future__ import annotations

from collections.abc import Sequence

from rendering.bar_chart import BarChart
from rendering.gbt9704 import standard
from rendering.level_bars import bar_look
from rendering.wordml import escape
from schemas.college import LEVELS

SHEET = "数据"
"""The workbook's only sheet: names in its first column, from the second row on."""

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES_AXIS, _FIGURES_AXIS = 101, 102
_INK, _BLACK, _WHITE = "404040", "000000", "FFFFFF"
_TITLE_SIZE = 12.0
_LEGEND_WIDTH, _LEGEND_HEIGHT = 150.0, 22.0
_GAP_PERCENT = 40
_HAIRLINE = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{_INK}"/></a:solidFill></a:ln>'
_BARE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_FIGURE_ALONE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def chart_xml(chart: BarChart, book_id: str) -> str:
    """Write the chart part; ``book_id`` is the relationship to its workbook."""
    return (
        f'{_HEAD}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/>'
        f'<c:roundedCorners val="0"/><c:chart>{_title(chart)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea>{_plot_place(chart)}{_bars(chart)}{_names_axis(chart)}{_figures_axis(chart)}"
        f'{_BARE}</c:plotArea>{_legend(chart)}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart>{_BARE}{_letters(chart.size)}'
        f'<c:externalData r:id="{book_id}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _face(size: float, color: str, font: str) -> str:
    name = escape(font)
    return (
        f'sz="{round(size * 100)}" b="0"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
        f'<a:latin typeface="{name}"/><a:ea typeface="{name}"/><a:cs typeface="{name}"/>'
    )


def _letters(size: float, color: str = _BLACK) -> str:
    face = _face(size, color, standard().fonts.body)
    return (
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr {face}</a:defRPr></a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _title(chart: BarChart) -> str:
    face = _face(_TITLE_SIZE, _BLACK, standard().fonts.level_1)
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr><a:defRPr {face}</a:defRPr></a:pPr><a:r><a:rPr lang="zh-CN" {face}</a:rPr>'
        f"<a:t>{escape(chart.title)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'{_place(x=0, y=0)}<c:overlay val="0"/></c:title>'
    )


def _legend(chart: BarChart) -> str:
    width = _LEGEND_WIDTH / chart.width
    place = _place(x=1 - width, y=0, w=width, h=_LEGEND_HEIGHT / chart.height)
    return (
        f'<c:legend><c:legendPos val="t"/>{place}<c:overlay val="0"/>{_letters(chart.size)}'
        "</c:legend>"
    )


def _plot_place(chart: BarChart) -> str:
    return _place(
        x=chart.labels.width / chart.width,
        y=chart.top / chart.height,
        w=chart.bars_width / chart.width,
        h=chart.labels.slot * len(chart.bars) / chart.height,
        target='<c:layoutTarget val="inner"/>',
    )


def _place(*, target: str = "", **shares: float) -> str:
    """Write a fixed place, as shares of the chart's width and height."""
    places = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items())
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{places}</c:manualLayout></c:layout>"
    )


def _bars(chart: BarChart) -> str:
    grouping = "percentStacked" if chart.shares else "stacked"
    series = "".join(_series(chart, number) for number in range(len(LEVELS)))
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{_GAP_PERCENT}"/><c:overlap val="100"/>'
        f'<c:axId val="{_NAMES_AXIS}"/><c:axId val="{_FIGURES_AXIS}"/></c:barChart>'
    )


def _series(chart: BarChart, number: int) -> str:
    look, names = bar_look(LEVELS[number]), [chart.label(bar) for bar in chart.bars]
    figures = [str(figure) for figure in chart.figures(number)]
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx>{_reference('str', number + 1, 1, [LEVELS[number]])}</c:tx>"
        f'<c:spPr>{look.xml()}{_HAIRLINE}</c:spPr><c:invertIfNegative val="0"/>'
        f"{_labels(chart, number)}<c:cat>{_reference('str', 0, 2, names)}</c:cat>"
        f"<c:val>{_reference('num', number + 1, 2, figures)}</c:val></c:ser>"
    )


def _labels(chart: BarChart, number: int) -> str:
    """Write the figures on the bars, but none on a part that is narrower than its figure."""
    look = bar_look(LEVELS[number])
    hidden = "".join(
        f'<c:dLbl><c:idx val="{index}"/><c:delete val="1"/></c:dLbl>'
        for index in chart.narrow(number)
    )
    ground = f'<c:spPr><a:solidFill><a:srgbClr val="{_WHITE}"/></a:solidFill></c:spPr>'
    return (
        f'<c:dLbls>{hidden}<c:numFmt formatCode="0;;" sourceLinked="0"/>'
        f"{ground if look.hatch else _BARE}{_letters(chart.size - 1, look.words)}"
        f'<c:dLblPos val="ctr"/>{_FIGURE_ALONE}</c:dLbls>'
    )


def _reference(kind: str, column: int, first: int, texts: Sequence[str]) -> str:
    """Point to cells of the workbook, and say what stands there."""
    letter, last = chr(ord("A") + column), first + len(texts) - 1
    cells = f"${letter}${first}" + (f":${letter}${last}" if last > first else "")
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts)
    )
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return (
        f"<c:{kind}Ref><c:f>'{SHEET}'!{cells}</c:f><c:{kind}Cache>{form}"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def _names_axis(chart: BarChart) -> str:
    return (
        f'<c:catAx><c:axId val="{_NAMES_AXIS}"/>'
        '<c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="{int(chart.shares)}"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_HAIRLINE}</c:spPr>'
        f'{_letters(chart.size)}<c:crossAx val="{_FIGURES_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _figures_axis(chart: BarChart) -> str:
    """Write the axis that gives the bars their scale; it is not drawn, the figures say enough."""
    most = 1 if chart.shares else max(chart.longest, 1)
    return (
        f'<c:valAx><c:axId val="{_FIGURES_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{most}"/><c:min val="0"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'<c:crossAx val="{_NAMES_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )
