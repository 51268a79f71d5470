"""The workbook behind a chart of a Word document, which “编辑数据” opens."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

from rendering.bar_chart import BarChart
from rendering.chart_xml import SHEET
from rendering.package import read_package, write_package
from rendering.wordml import clean
from schemas.college import LEVELS

_DAY = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_WIDE, _NARROW = 40, 9


def chart_data(chart: BarChart) -> bytes:
    """Write the chart's figures: a line for every bar, a column for every level."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": _DAY})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, len(LEVELS), _NARROW)
    for column, words in enumerate((chart.head, *LEVELS)):
        sheet.write_string(0, column, clean(words))
    for number, bar in enumerate(chart.bars, 1):
        sheet.write_string(number, 0, clean(chart.label(bar)))
        for column, figure in enumerate(bar.figures, 1):
            sheet.write_number(number, column, figure)
    book.close()
    return write_package(read_package(target.getvalue()))
