"""Annex 3 as departments draw or tabulate it: the flowchart again, with risks at its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from examples.drawings import IN_LINE, MANNERS, drawing_of
from examples.flowcharts import following
from examples.lines import HEADING, NOTE, SMALL, TITLE
from examples.model import Department, Item
from examples.word.layout import Sheet
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.risk_notes import draw_map
from examples.word.shapes_wps import Ids
from examples.word.tables import Cell, table

_NOTE = "注：涉及行政职权的，需要明确监督方式。"
_ABOVE = replace(SMALL, after=8)
_CELL = Paragraph(look=Look(10.5))
_CENTRED = replace(_CELL, align="center")
_COLUMNS = {
    "number": ("序号", 7),
    "step": ("环节", 21),
    "actor": ("责任岗位", 14),
    "limit": ("办理时限", 14),
    "following": ("下一环节", 19),
    "risks": ("廉政风险表现形式", 33),
}
_PLAIN = frozenset({"step", "following", "risks"})


def risk_map_body(
    department: Department, item: Item, width: float, ids: Ids, *, page_break: bool = False
) -> str:
    """Write the page of one item.

    Args:
        department: Whose habits it is drawn in.
        item: The item; manifestations that it leaves undrawn are missing.
        width: Of the text, points.
        ids: Of the document's drawings.
        page_break: Whether it begins a page.
    """
    flows = department.flows
    head = (
        paragraph("附件3：", HEADING, page_break=page_break)
        + paragraph("权力运行廉政风险分布图", TITLE)
        + paragraph(f"{flows.item_label}：{item.name}", SMALL)
        + paragraph(f"{flows.department_label}：{department.written}", _ABOVE)
    )
    if department.maps.drawing == "step_table":
        return head + _step_table(department, item, width) + paragraph(_NOTE, NOTE)
    supervision = f"监督方式：{item.supervision}。"
    below = paragraph(supervision, NOTE) if item.supervision else ""
    return head + _drawn(department, item, width, ids) + below + paragraph(_NOTE, NOTE)


def risk_lines(department: Department, item: Item) -> Mapping[int, tuple[str, ...]]:
    """Give what stands at each step that has risks, numbered as the department does."""
    habits = department.maps
    drawn = {
        risks.step: [found.text for found in risks.found if found.text not in item.undrawn]
        for risks in item.risks
    }
    return {
        step: tuple(
            habits.number.format(number) + (text if habits.stops else text.rstrip("。"))
            for number, text in enumerate(texts, 1)
        )
        for step, texts in drawn.items()
        if texts
    }


def _drawn(department: Department, item: Item, width: float, ids: Ids) -> str:
    habits, flows = department.maps, department.flows
    if habits.attachment == "column":
        raise ValueError(f"{department.name}: a drawing has no column for risks")
    chart = draw_map(
        item,
        risk_lines(department, item),
        Sheet(width=width, size=flows.size, limit_line=flows.limit_line),
        MANNERS[habits.drawing],
        habits.attachment,
        cropped=habits.drawing in IN_LINE,
    )
    return drawing_of(chart, habits.drawing, ids)


def _step_table(department: Department, item: Item, width: float) -> str:
    absent = set() if department.maps.following else {"following"}
    if not any(step.actor for step in item.steps):
        absent.add("actor")
    columns = {name: column for name, column in _COLUMNS.items() if name not in absent}
    whole = sum(share for _, share in columns.values())
    widths = [round(width * 20 * share / whole) for _, share in columns.values()]
    bold = replace(_CENTRED, look=Look(10.5, bold=True))
    header = [Cell(title, form=bold) for title, _ in columns.values()]
    lines = risk_lines(department, item)
    rows = [
        [_cell(name, item, number, lines.get(number, ())) for name in columns]
        for number in range(1, len(item.steps) + 1)
    ]
    supervised = [_supervision(item.supervision, len(columns))] if item.supervision else []
    return table([header, *rows, *supervised], widths)


def _cell(column: str, item: Item, number: int, risks: tuple[str, ...]) -> Cell:
    step = item.steps[number - 1]
    text = {
        "number": str(number),
        "step": step.text,
        "actor": step.actor or "/",
        "limit": step.limit or "/",
        "following": following(item, number),
        "risks": "\n".join(risks),
    }[column]
    return Cell(text, form=_CELL if column in _PLAIN else _CENTRED)


def _supervision(text: str, columns: int) -> list[Cell]:
    return [Cell("监督方式", span=2, form=_CENTRED), Cell(text, span=columns - 2, form=_CELL)]
