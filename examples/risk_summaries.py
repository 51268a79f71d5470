"""Annex 5 as some departments send it: all their risks in one table, with the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from examples.catalogue import UNIT
from examples.habits import Grouping, SummaryHabits
from examples.lines import HEADING, SMALL, TITLE, chinese_date
from examples.model import Department
from examples.rating_forms import written_level
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.tables import Cell, table

_COLUMNS = {
    "部门": 10,
    "职权事项": 15,
    "廉政风险点": 16,
    "廉政风险表现形式": 35,
    "廉政风险等级": 10,
    "责任主体": 14,
}
_GROUPED = ("部门", "职权事项", "廉政风险点", "责任主体")
_CELL = Paragraph(look=Look(10.5))
_CENTRED = replace(_CELL, align="center")
_BOLD = replace(_CENTRED, look=Look(10.5, bold=True))
_SENTENCE = (
    "清理职权和重要业务事项共{items}项，排查廉政风险点共{points}个，其中：高等级风险{high}个、"
    "中等级风险{medium}个、低等级风险{low}个。风险点和等级分布情况如下："
)


def risk_summary_body(department: Department, width: float, *, page_break: bool = False) -> str:
    """Write annex 5 of a department that has habits for it.

    Args:
        department: Whose risks they are.
        width: Of the text, points.
        page_break: Whether it begins a page.

    Raises:
        ValueError: The department sends none.
    """
    habits = department.summary
    if habits is None:
        raise ValueError(f"{department.name} sends no annex 5")
    head = (
        paragraph("附件5：", HEADING, page_break=page_break)
        + paragraph("廉政风险点及等级汇总表", TITLE)
        + paragraph(f"单位：{UNIT}\t\t\t\t填表时间：{chinese_date(habits.filled_on)}", SMALL)
    )
    widths = [round(width * 20 * share / 100) for share in _COLUMNS.values()]
    said = _SENTENCE.format_map({**totals(department), **habits.first})
    statistics = [
        Cell("汇总统计\n情    况", form=_CENTRED),
        Cell(said, span=len(_COLUMNS) - 1, form=_CELL),
    ]
    header = [Cell(title, form=_BOLD) for title in _COLUMNS]
    return head + table([statistics, header, *_rows(department, habits)], widths, header=False)


def totals(department: Department) -> Mapping[str, int]:
    """Count a department's items and risks, one by one, by the fields of the sentence."""
    risks = [risks for item in department.item for risks in item.risks]
    levels = Counter(found.level for step in risks for found in step.found)
    return {
        "items": len(department.item),
        "points": levels.total(),
        "high": levels["高"],
        "medium": levels["中"],
        "low": levels["低"],
    }


def _rows(department: Department, habits: SummaryHabits) -> Iterator[list[Cell]]:
    above: tuple[object, ...] = ()
    for item in department.item:
        for risks in item.risks:
            for number, found in risks.numbered:
                texts = {
                    "部门": department.written,
                    "职权事项": item.name,
                    "廉政风险点": item.point_of(risks),
                    "廉政风险表现形式": f"{number}.{found.text}",
                    "廉政风险等级": written_level(found.level, habits.levels),
                    "责任主体": risks.responsible,
                }
                here = (department.name, item.name, risks.step, risks.step)
                stays = dict(zip(_GROUPED, _same(above, here), strict=True))
                yield [
                    _cell(title, text, habits.grouping, stays=stays.get(title, False))
                    for title, text in texts.items()
                ]
                above = here


def _same(above: tuple[object, ...], here: tuple[object, ...]) -> tuple[bool, ...]:
    """Tell for each part whether it and all before it are as in the row above."""
    return tuple(above[: n + 1] == here[: n + 1] for n in range(len(here)))


def _cell(title: str, text: str, grouping: Grouping, *, stays: bool) -> Cell:
    form = _CELL if title == "廉政风险表现形式" else _CENTRED
    if title not in _GROUPED or grouping == "repeated":
        return Cell(text, form=form)
    if grouping == "blank":
        return Cell("" if stays else text, form=form)
    return Cell("" if stays else text, merge="continue" if stays else "restart", form=form)
