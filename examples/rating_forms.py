"""Annex 4 as departments fill it in and have it signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from examples.catalogue import UNIT
from examples.habits import Levels
from examples.lines import HEADING, SMALL, TITLE, written_date
from examples.model import Department, Item
from examples.risks import Found, StepRisks
from examples.word.markup import Look, Paragraph, paragraph
from examples.word.tables import Cell, table
from schemas.college import LEVELS, Level

GROUP_LEADER = "齐福荣"
_SHARES = {"point": 19, "manifestation": 43, "level": 15, "responsible": 21}
_CELL = Paragraph(look=Look(10.5))
_CENTRED = replace(_CELL, align="center")
_BOLD = replace(_CENTRED, look=Look(10.5, bold=True))
_NOTES = (
    "说明：1.权力运行环节描述指职权行使过程中所有环节的描述；",
    "2.责任主体指落实防控措施的责任部门（人）；",
    "3.针对廉政风险点排查、风险等级评定和制定防范措施提出审核、审定意见。",
)
_NOTE = Paragraph(look=Look(10.5))


def rating_form_body(
    department: Department, item: Item, width: float, *, page_break: bool = False
) -> str:
    """Write the form of one item.

    Args:
        department: Whose habits it is filled in with.
        item: What is rated.
        width: Of the text, points.
        page_break: Whether it begins a page.
    """
    habits = department.ratings
    filled_on = written_date(habits.filled_on, habits.dates)
    head = (
        paragraph("附件4：", HEADING, page_break=page_break)
        + paragraph("廉政风险点排查评定表", TITLE)
        + paragraph(f"单位：{UNIT}\t\t\t\t填表时间：{filled_on}", SMALL)
    )
    notes = "".join(paragraph(note, _NOTE) for note in _NOTES) if habits.notes else ""
    return head + _Form(department, item).table(width) + notes


def written_level(level: Level, habit: Levels) -> str:
    """Write a level in one of the ways that people have."""
    return {
        "plain": level,
        "quoted": f"“{level}”",
        "risk": f"{level}风险",
        "boxes": "".join(("☑" if each == level else "□") + each for each in LEVELS),
        "ticks": "√",
    }[habit]


class _Form:
    """The one table of the form, in a department's order and number of columns."""

    def __init__(self, department: Department, item: Item) -> None:
        self._department, self._item = department, item
        self._habits = department.ratings
        self._ticks = self._habits.levels == "ticks"
        self._columns = list(self._habits.columns)
        self._spans = [3 if c == "level" and self._ticks else 1 for c in self._columns]

    def table(self, width: float) -> str:
        """Write it."""
        whole = sum(_SHARES[column] for column in self._columns)
        widths = [
            round(width * 20 * _SHARES[column] / whole / span)
            for column, span in zip(self._columns, self._spans, strict=True)
            for _ in range(span)
        ]
        rows = [*self._top(), *self._header(), *self._rated(), *self._signed()]
        merged = [self._columns.index("point"), len(widths) - 1]
        return table(rows, widths, irregular=self._habits.irregular, fixed=merged, header=False)

    def _top(self) -> Iterator[list[Cell]]:
        item, department = self._item, self._department
        number = department.item.index(item) + 1
        pairs = (
            ("序  号", str(number), "责任主体", department.written),
            ("职权事项\n名称", item.name, "职权类别", item.category),
        )
        for texts in pairs:
            yield [
                Cell(text, span=span, form=_CENTRED)
                for text, span in zip(texts, self._spans, strict=True)
            ]
        described = "详见“职权和重要业务事项运行流程图”（附件2）"
        yield [Cell("权力运行\n流程描述", form=_CENTRED), self._across(described)]

    def _header(self) -> Iterator[list[Cell]]:
        titles = [text.replace("|", "\n") for text in self._habits.columns.values()]
        first = [
            Cell(title, span=span, merge="restart" if self._ticks and span == 1 else "", form=_BOLD)
            for title, span in zip(titles, self._spans, strict=True)
        ]
        yield first
        if self._ticks:
            levels = [Cell(level, form=_BOLD) for level in LEVELS]
            below = [levels if span > 1 else [Cell(merge="continue")] for span in self._spans]
            yield [cell for cells in below for cell in cells]

    def _rated(self) -> Iterator[list[Cell]]:
        for risks in self._item.risks:
            lines = (
                [list(risks.numbered)] if self._habits.several else [[f] for f in risks.numbered]
            )
            for index, found in enumerate(lines):
                cells = (
                    self._cells(name, risks, found, index, len(lines)) for name in self._columns
                )
                yield [cell for some in cells for cell in some]

    def _cells(
        self, column: str, risks: StepRisks, found: list[tuple[int, Found]], index: int, rows: int
    ) -> list[Cell]:
        """Write the cells of one column in the row so-and-so of a step."""
        controls = self._habits.controls
        if column == "point":
            return [self._grouped(self._item.point_of(risks), index, rows)]
        if column == "responsible":
            return [self._grouped(risks.responsible, index, rows)]
        if column == "manifestation":
            texts = (self._habits.number.format(number) + f.text for number, f in found)
            return [Cell("\n".join(texts), control=controls, form=_CELL)]
        if self._ticks:
            return [
                Cell("√" if found[0][1].level == level else "", form=_CENTRED) for level in LEVELS
            ]
        levels = (self._level(f) for _, f in found)
        return [Cell("\n".join(levels), control=controls, form=_CENTRED)]

    def _level(self, found: Found) -> str:
        """Write a level; where the item's first version has none or another word, that."""
        wrong = self._item.levels.get(found.text)
        return written_level(found.level, self._habits.levels) if wrong is None else wrong

    def _grouped(self, text: str, index: int, rows: int) -> Cell:
        """Write a cell that holds for all rows of a step."""
        grouping = self._habits.grouping
        if grouping == "merged" and rows > 1:
            return Cell(
                "" if index else text, merge="continue" if index else "restart", form=_CENTRED
            )
        return Cell(text if grouping == "repeated" or not index else "", form=_CENTRED)

    def _signed(self) -> Iterator[list[Cell]]:
        habits, item = self._habits, self._item
        signed_on, reviewed_on = habits.signed_on, item.reviewed_on or habits.reviewed_on
        if item.signed_again and habits.again:
            signed_on, reviewed_on = habits.again
        group = GROUP_LEADER if habits.approved_on else ""
        blocks = (
            ("部门意见", habits.opinion, "部门负责人签字：", self._department.head, signed_on),
            ("分管领导\n审核意见", habits.review, "分管领导签字：", habits.leader, reviewed_on),
            (
                "领导小组\n审定意见",
                "同意。" if group else "",
                "组长签字（盖章）：",
                group,
                habits.approved_on,
            ),
        )
        for label, opinion, before, name, day in blocks:
            text = self._block(opinion, f"{before}{name or '      '}", day)
            yield [Cell(label, form=_CENTRED), self._across(text)]
        yield [Cell("备  注", form=_CENTRED), self._across("")]

    def _block(self, opinion: str, signature: str, day: dt.date | None) -> str:
        date = written_date(day, self._habits.dates) if day else "   年   月   日"
        gap = "\n" + " " * 22 if self._habits.wrapped else " " * 8
        return f"{opinion}{gap}{signature}      {date}"

    def _across(self, text: str) -> Cell:
        return Cell(text, span=sum(self._spans) - 1, form=_CELL)
