"""Annex 1 as a department fills it in."""

from __future__ import annotations

from dataclasses import replace

from examples.habits import CatalogueHabits
from examples.lines import HEADING, SMALL, TITLE, chinese_date
from examples.model import Department, Item
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.numbering import DEPARTMENTS, ROWS
from examples.word.tables import Cell, table

UNIT = "防灾科技学院"
_SHARES = {
    "seq": 6,
    "department": 15,
    "name": 17,
    "category": 13,
    "content": 30,
    "legal_basis": 25,
}
_CENTRED = {"seq", "department", "name", "category"}
_NOTES = (
    "说明：1.职权事项名称指职能职权或重要业务事项，职权内容指对应的职责；",
    "2.职权类别分为“行政职权”、“内部职权”、“重要业务事项”三类；",
    "3.法规依据指行使职权的法律、法规、规章、制度等依据。",
)
_BODY = Paragraph(look=Look(10.5))


def catalogue_body(department: Department, width: float, *, page_break: bool = False) -> str:
    """Write annex 1.

    Args:
        department: Whose items they are.
        width: Of the text, points.
        page_break: Whether it begins a page.
    """
    habits = department.catalogue
    head = (
        paragraph("附件1：", HEADING, page_break=page_break)
        + paragraph("职权和重要业务事项目录", TITLE)
        + paragraph(f"单位：{UNIT}\t\t\t\t\t\t填表时间：{chinese_date(habits.filled_on)}", SMALL)
    )
    return head + _table(department, width) + _foot(habits)


def _foot(habits: CatalogueHabits) -> str:
    notes = "".join(paragraph(note, _BODY) for note in _NOTES) if habits.notes else ""
    signatures = (
        paragraph("部门负责人（签字）：\t\t\t\t主管院领导（签字）：", replace(SMALL, before=14))
        if habits.signatures
        else ""
    )
    return notes + signatures


def _table(department: Department, width: float) -> str:
    habits = department.catalogue
    shares = [_SHARES[field] for field in habits.columns]
    widths = [round(width * 20 * share / sum(shares)) for share in shares]
    header = [
        Cell(text.replace("|", "\n"), form=Paragraph(look=Look(10.5, bold=True), align="center"))
        for text in habits.columns.values()
    ]
    rows = [
        [
            replace(
                _cell(field, item, number, department),
                control=habits.controls and field in ("name", "category", "content"),
            )
            for field in habits.columns
        ]
        for number, item in enumerate(department.item, 1)
    ]
    fixed = [list(habits.columns).index("department")] if habits.grouping == "merged" else []
    return table([header, *rows], widths, irregular=habits.irregular, fixed=fixed)


def _cell(field: str, item: Item, number: int, department: Department) -> Cell:
    form = replace(_BODY, align="center") if field in _CENTRED else _BODY
    if field == "seq":
        automatic = department.catalogue.numbers == "automatic"
        return Cell("" if automatic else str(number), number=ROWS if automatic else None, form=form)
    if field == "department":
        return replace(_department_cell(number == 1, department), form=form)
    return Cell(str(getattr(item, field)), form=form)


def _department_cell(first: bool, department: Department) -> Cell:  # noqa: FBT001 - of two kinds
    habits = department.catalogue
    typed = "一、" if habits.department_number == "typed" else ""
    text = typed + department.written
    number = DEPARTMENTS if habits.department_number == "automatic" else None
    if habits.grouping == "repeated":
        return Cell(text)
    if habits.grouping == "blank":
        return Cell(text if first else "")
    return Cell(text, merge="restart", number=number) if first else Cell(merge="continue")
