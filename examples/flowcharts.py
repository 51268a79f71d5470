"""Annex 2 as departments draw, tabulate or type it."""

from __future__ import annotations

from dataclasses import replace

from examples.drawings import IN_LINE, MANNERS, drawing_of
from examples.lines import HEADING, NOTE, SMALL, TITLE
from examples.model import Arrow, Department, Item, Step
from examples.word.layout import Sheet
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.routes import draw
from examples.word.shapes_wps import Ids
from examples.word.tables import Cell, table

_NOTE = "注：涉及行政职权的，需要明确监督方式。"
_ABOVE = replace(SMALL, after=8)
_SHARES = (8, 30, 20, 20, 30)
_CELL = Paragraph(look=Look(12))
_CENTRED = replace(_CELL, align="center")


def flowchart_body(
    department: Department, item: Item, width: float, ids: Ids, *, page_break: bool = False
) -> str:
    """Write the page of one item."""
    habits = department.flows
    head = (
        paragraph("附件2：", HEADING, page_break=page_break)
        + paragraph("职权和重要业务事项运行流程图", TITLE)
        + paragraph(f"{habits.item_label}：{item.name}", SMALL)
        + paragraph(f"{habits.department_label}：{department.written}", _ABOVE)
    )
    supervision = ""
    if item.supervision and habits.supervision != "table":
        supervision = paragraph(f"监督方式：{item.supervision}。", NOTE)
    chart = _chart(department, item, width, ids)
    return head + chart + supervision + paragraph(_NOTE, NOTE)


def _chart(department: Department, item: Item, width: float, ids: Ids) -> str:
    drawing = department.flows.drawing
    if drawing == "step_table":
        return _step_table(item, width)
    if drawing == "chain":
        chain = "→".join(_with_limit(step) for step in item.steps)
        return paragraph(chain, Paragraph(look=Look(14), line=28, before=10, after=10))
    if drawing == "down":
        line = Paragraph(look=Look(14), align="center", line=24)
        lines = [paragraph(_with_limit(step), line) for step in item.steps]
        return paragraph("↓", line).join(lines)
    return _drawn(department, item, width, ids)


def _drawn(department: Department, item: Item, width: float, ids: Ids) -> str:
    habits = department.flows
    sheet = Sheet(width=width, size=habits.size, limit_line=habits.limit_line)
    cropped = habits.drawing in IN_LINE
    chart = draw(item, sheet, MANNERS[habits.drawing], cropped=cropped)
    return drawing_of(chart, habits.drawing, ids)


def _with_limit(step: Step) -> str:
    return f"{step.text}（{step.limit}）" if step.limit else step.text


def _step_table(item: Item, width: float) -> str:
    widths = [round(width * 20 * share / sum(_SHARES)) for share in _SHARES]
    bold = replace(_CENTRED, look=Look(12, bold=True))
    header = [
        Cell(text, form=bold) for text in ("序号", "环节", "责任岗位", "办理时限", "下一环节")
    ]
    rows = [
        [
            Cell(str(number), form=_CENTRED),
            Cell(step.text, form=_CELL),
            Cell(step.actor or "/", form=_CENTRED),
            Cell(step.limit or "/", form=_CENTRED),
            Cell(following(item, number), form=_CELL),
        ]
        for number, step in enumerate(item.steps, 1)
    ]
    supervised = (
        [[Cell("监督方式", span=2, form=_CENTRED), Cell(item.supervision, span=3, form=_CELL)]]
        if item.supervision
        else []
    )
    return table([header, *rows, *supervised], widths)


def following(item: Item, number: int) -> str:
    """Say where a step leads: a name, or conditions with names."""
    leaving = [arrow for arrow in item.transitions if arrow.source == number]
    return "；".join(_named(item, arrow) for arrow in leaving) or "结束"


def _named(item: Item, arrow: Arrow) -> str:
    name = item.steps[arrow.target - 1].text
    return f"{arrow.label}：{name}" if arrow.label else name
