"""廉政风险点清单.xlsx: all risks of the college as a list to sort and filter, with the figures."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping

import xlsxwriter

from rendering.approval import DocumentStatus
from rendering.package import read_package, write_package
from rendering.workbook_rows import Looks, risk_rows, rows_xml
from rendering.workbook_sheets import Formats, PageMarks, Sheet, write_figures, write_remarks
from schemas.consolidated import Consolidated
from schemas.counting import Unit
from schemas.statistics import statistics

NAME = "廉政风险点清单"
LIST, FIGURES, REMARKS = "清单", "统计", "说明"
COLUMNS: Mapping[str, int] = {
    "序号": 7,
    "部门": 14,
    "职权事项": 18,
    "职权类别": 12,
    "廉政风险点": 18,
    "表现形式": 40,
    "等级": 9,
    "责任主体": 16,
    "重点领域": 18,
}
"""Heads of the list, and widths of its columns in letters."""

_HEAD_POINTS = 26.0
_SHEET = "xl/worksheets/sheet1.xml"
_MODEL_ROW = re.compile(r'<row r="2".*?</row>', re.DOTALL)
_FORMAT = re.compile(r' s="(\d+)"')
_DIMENSION = re.compile(r'(?<=<dimension ref=")[^"]*')


def risk_workbook(data: Consolidated, unit: Unit, *, status: DocumentStatus) -> bytes:
    """Write the workbook; equal arguments give equal bytes.

    Args:
        data: The whole college, as published.
        unit: What the figures count.
        status: ``draft`` and ``for_approval`` carry their mark on every printed page.

    Returns:
        The xlsx file: the sheets 清单, 统计 and 说明.
    """
    rows = list(risk_rows(data))
    parts = read_package(_frame(data, unit, status, len(rows)))
    frame = parts[_SHEET].decode()
    looks = Looks(*_FORMAT.findall(_MODEL_ROW.findall(frame)[0]))
    before, after = _MODEL_ROW.split(_DIMENSION.sub(f"A1:I{len(rows) + 1}", frame))
    parts[_SHEET] = f"{before}{rows_xml(rows, looks, tuple(COLUMNS.values()))}{after}".encode()
    return write_package(parts)


def _frame(data: Consolidated, unit: Unit, status: DocumentStatus, rows: int) -> bytes:
    """Write everything but the list's rows; in their place a row that shows their formats."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties(
        {
            "title": f"{data.organisation}{data.year}年{NAME}",
            "author": data.organisation,
            "company": data.organisation,
            "created": dt.datetime.combine(data.as_of, dt.time()),
        }
    )
    formats, marks = Formats(book), PageMarks(data.organisation, NAME, status)
    figures = statistics(data, unit)
    _write_list(book.add_worksheet(LIST), formats, marks, rows)
    write_figures(book.add_worksheet(FIGURES), formats, marks, figures)
    write_remarks(book.add_worksheet(REMARKS), formats, marks, data, figures)
    book.close()
    return target.getvalue()


def _write_list(sheet: Sheet, formats: Formats, marks: PageMarks, rows: int) -> None:
    for column, (head, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats.head)
    for column, look in enumerate(formats.list_cells):
        sheet.write_blank(1, column, None, look)
    sheet.set_row(0, _HEAD_POINTS)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    marks.set_up(sheet, sideways=True)
