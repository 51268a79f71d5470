"""The office's own wording: 实施方案 and 工作情况报告, everything in them and in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from schemas.base import Model
from schemas.form_base import FormBase, Member, Record


class WordedCell(Model):
    """A cell of a table in running text; it starts at ``row`` and ``column``, counted from 1."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str


class Passage(Record):
    """A paragraph of running text, or a table that stands in it.

    Attributes:
        text: The words as written, with blanks inside and with a list number, typed or
            automatic; of a table its filled cells, tabs between them and newlines between rows.
        cells: Of a table all its cells, row by row; else empty.
    """

    text: str
    cells: tuple[WordedCell, ...] = ()

    @classmethod
    def of_cells(cls, cells: tuple[WordedCell, ...], **more: object) -> Passage:
        """Make a table; its text follows from its cells."""
        rows = groupby((cell for cell in cells if cell.text), key=lambda cell: cell.row)
        text = "\n".join("\t".join(cell.text for cell in row) for _, row in rows)
        return cls.model_validate({"text": text, "cells": cells, **more})


class Headed(Record):
    """A heading and the text below it, up to the next heading.

    Attributes:
        heading: Its words, without number and closing sign.
        text: The passages' texts, joined by newlines.
        number: The number as a reader sees it, typed or automatic: ``（一）``; "" without one.
        closing: What stands between the heading and the text that goes on in its paragraph, or
            ends it: ``。``.
        run_in: The first passage goes on in the heading's paragraph.
        passages: What stands below it.
    """

    heading: str
    text: str
    number: str = ""
    closing: str = ""
    run_in: bool = False
    passages: tuple[Passage, ...] = ()

    def paragraphs(self) -> Iterator[str]:
        """Give heading and text paragraph by paragraph, as a reader sees them."""
        opening = f"{self.number}{self.heading}{self.closing}"
        rest = [passage.text for passage in self.passages]
        if opening:
            yield opening + (rest.pop(0) if self.run_in and rest else "")
        yield from rest


class PlanSection(Headed):
    """A section of the plan; level 1 is 一、, 2 （一）, 3 1． and 4 （1）."""

    level: int


class PlanDate(Record):
    """A day that the plan names, and the milestone that it is meant for.

    Attributes:
        text: The day as written: ``4月25日前``.
        milestone: Its code, where the words around the day tell which one they mean.
        sentence: The words around it.
        year_told: The date itself, or the plan's title, number or day of issue tell the year; else
            it is that of another date in the text, and only month and day are sure.
    """

    text: str
    date: dt.date
    milestone: str | None = None
    sentence: str = ""
    year_told: bool = True

    def in_year(self, year: int) -> dt.date | None:
        """Give the day as one of a year, unless it tells its own; None on no such day."""
        return self.date if self.year_told else _day(year, self.date.month, self.date.day)


class PlanDay(Record):
    """A day of a plan that names no year anywhere; the rest is as in :class:`PlanDate`."""

    text: str
    month: int
    day: int
    milestone: str | None = None
    sentence: str = ""

    def in_year(self, year: int) -> dt.date | None:
        """Give the day as one of a year; None where that has no such day."""
        return _day(year, self.month, self.day)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


class PlanAnnex(Record):
    """An annex that follows the plan in the same file: its blank form, as the office drew it.

    Attributes:
        number: As its heading says (附件3), or None.
        form: The kind of form that its title names, or None: an annex of the office's own.
        passages: Its texts in order; a drawing gives a passage for each of its boxes.
    """

    number: int | None
    title: str
    form: str | None = None
    passages: tuple[Passage, ...] = ()


class Plan(FormBase):
    """实施方案 in the office's own wording.

    Attributes:
        title: In one piece, however many lines it takes.
        dates: Days with their year, in order.
        annexes: Titles of the annexes, as listed below 附件： or else as they follow.
        front: What stands before the title: 附件：, a document number, a covering letter.
        subtitle: Lines between title and text: （征求意见稿）, a date in brackets.
        addressee: The line to whom it goes (主送) as written: 各部门（单位）：.
        preamble: The text before the first heading.
        issued_by, issued_on: Name and day below the text (落款).
        closing: What stands below them: 联系人, 抄送, 印发.
        attached: The annexes that follow in the same file.
        days: Days without a year, where nothing in the plan tells it.
        leading_group, office: The people on the lists of names (plan, section 四).
    """

    form: Literal["plan"] = "plan"
    title: str = ""
    sections: tuple[PlanSection, ...] = ()
    dates: tuple[PlanDate, ...] = ()
    annexes: tuple[str, ...] = ()
    front: tuple[Passage, ...] = ()
    subtitle: tuple[str, ...] = ()
    addressee: str | None = None
    preamble: tuple[Passage, ...] = ()
    issued_by: str | None = None
    issued_on: dt.date | None = None
    closing: tuple[Passage, ...] = ()
    attached: tuple[PlanAnnex, ...] = ()
    days: tuple[PlanDay, ...] = ()
    leading_group: tuple[Member, ...] = ()
    office: tuple[Member, ...] = ()

    @property
    def subjects(self) -> frozenset[str]:
        """There is one plan a year."""
        return frozenset({self.form})

    def body(self) -> Iterator[str]:
        """Give preamble and sections paragraph by paragraph, as a reader sees them."""
        yield from (passage.text for passage in self.preamble)
        for section in self.sections:
            yield from section.paragraphs()


class ReportSection(Headed):
    """A section of the work report that the office wrote.

    Text before the first heading is a section without heading; lower headings are in the text.
    """


class WorkReport(FormBase):
    """工作情况报告: the office's own prose.

    Attributes:
        title: In one piece; "" where the file has none.
        front: What stands before the title.
        addressee: The line to whom it goes (主送) as written.
        issued_by, issued_on: Name and day below the text (落款).
        closing: What stands below them.
    """

    form: Literal["work_report"] = "work_report"
    title: str = ""
    sections: tuple[ReportSection, ...] = ()
    front: tuple[Passage, ...] = ()
    addressee: str | None = None
    issued_by: str | None = None
    issued_on: dt.date | None = None
    closing: tuple[Passage, ...] = ()

    @property
    def subjects(self) -> frozenset[str]:
        """There is one work report a year."""
        return frozenset({self.form})
