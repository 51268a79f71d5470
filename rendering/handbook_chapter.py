"""A chapter of the handbook: one department's duties, its items, and all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from rendering.book.binding import Chapter
from rendering.book.cells import Cells
from rendering.book.laying import lay
from rendering.book.marks import Heading, page_of
from rendering.book.press import Press, Setting
from rendering.book.sheets import Desk, Flow, Paper
from rendering.book.tables import Row
from rendering.catalogue_table import NOT_RECEIVED, NOTHING, department_label
from rendering.handbook_item import ItemPages, Numbered
from rendering.handbook_tables import ItemTable
from rendering.memory import Memory, remembered
from schemas.college import College, Department
from schemas.consolidated import ConsolidatedDepartment
from schemas.counting import UNIT_NAMES, Unit
from schemas.forms import RosterMember
from schemas.statistics import Line

DUTIES, CATALOGUE, ITEMS = (
    "（一）职能职责",
    "（二）职权和重要业务事项目录",
    "（三）运行流程、廉政风险及防控措施",
)
NO_DUTIES = "该部门（单位）的职能职责尚未提供。"
NO_ITEMS = "经清理，该部门（单位）没有职权和重要业务事项。"
BY_ITEMS = "主要承担以下职权和重要业务事项："
PEOPLE = "廉政风险防控工作人员："
RUNNING_STYLE = "手册页眉"
_BODY = "公文正文"
_RUNNING_SHARE = 0.6
_TALL = 0.25
"""The sheets of a catalogue are turned if a row of it would take this part of an upright page."""


def chapter_anchor(number: int, part: int = 0) -> str:
    """Name the bookmark of a chapter, or of one of its parts."""
    return f"_chapter{number}_{part}" if part else f"_chapter{number}"


class Place(NamedTuple):
    """Where a chapter stands in the book.

    Attributes:
        number: Of the chapter, from 1.
        first_item: Number of its first item in the catalogue.
        first_id: The first ``wp:docPr`` id that is its own.
    """

    number: int
    first_item: int
    first_id: int


class ChapterMaker:
    """Makes chapters with the styles of one template, each independent of the others."""

    def __init__(
        self, press: Press, paper: Paper, college: College, template: Path, memory: Memory
    ) -> None:
        """Prepare.

        Args:
            press: Sets the words in the styles of the template.
            paper: The type areas of its pages.
            college: For duties, the counting unit, and who answers for which level.
            template: The template's file.
            memory: Keeps chapters whose department, place, college and template are as before.
        """
        self._press, self._paper, self._college = press, paper, college
        self._template, self._memory = template, memory

    def chapter(self, place: Place, department: ConsolidatedDepartment, figures: Line) -> Chapter:
        """Make a department's chapter, or recall it; ``figures`` are the department's totals."""

        def make() -> bytes:
            press = self._press.for_part(place.number)
            tiers = self._college.responsibility
            items = ItemPages(press, self._paper.upright.width, tiers, place.first_id)
            pages = _Pages(press, self._paper, items, self._college)
            made = pages.chapter(place.number, department, place.first_item, figures)
            return _CHAPTER.dump_json(made)

        ingredients = (self._college, self._template, place, department, figures)
        return _CHAPTER.validate_json(remembered(self._memory, make, "chapter", *ingredients))


_CHAPTER = TypeAdapter(Chapter)


class _Pages:
    """Fills the sheets of one chapter."""

    def __init__(self, press: Press, paper: Paper, items: ItemPages, college: College) -> None:
        self._press, self._paper, self._pages = press, paper, items
        self._unit = college.counting.unit
        self._configured = {each.name: each for each in college.department}
        cells = Cells(press)
        self._upright = ItemTable(cells, paper.upright.width)
        self._sideways = ItemTable(cells, paper.sideways.width)

    def chapter(
        self, number: int, department: ConsolidatedDepartment, first_item: int, figures: Line
    ) -> Chapter:
        """Make a department's chapter.

        Args:
            number: Of the chapter.
            department: Whose it is.
            first_item: Number of its first item in the catalogue.
            figures: The department's totals.
        """
        items = [
            Numbered(own, first_item + own - 1, department.name, item)
            for own, item in enumerate(department.items, 1)
        ]
        desk = Desk(self._paper)
        self._duties(desk, number, department, figures)
        self._catalogue(desk, number, department, items)
        for item in items:
            desk.new_page()
            if item.own == 1:
                desk.flow(self._heading(Heading(2, ITEMS, chapter_anchor(number, 3)), desk))
            self._pages.put(desk, item)
        room = self._paper.upright.width * _RUNNING_SHARE
        running = self._press.shortened(department.name, RUNNING_STYLE, room)
        return Chapter(running, desk.sheets)

    def _duties(
        self, desk: Desk, number: int, department: ConsolidatedDepartment, figures: Line
    ) -> None:
        desk.new_page()
        label = department_label(number, department)
        desk.flow(self._heading(Heading(1, label, chapter_anchor(number)), desk))
        desk.flow(self._heading(Heading(2, DUTIES, chapter_anchor(number, 1)), desk))
        for text in duties(department, self._configured.get(department.name)):
            desk.flow(self._body(text, desk))
        if department.items:
            desk.flow(self._body(overview(figures, self._unit), desk))
        if department.roster:
            desk.flow(self._body(people(department), desk))

    def _catalogue(
        self, desk: Desk, number: int, department: ConsolidatedDepartment, items: list[Numbered]
    ) -> None:
        heading = Heading(2, CATALOGUE, chapter_anchor(number, 2))
        if not items:
            desk.flow(self._heading(heading, desk))
            words = NOTHING if department.nothing_to_report else NOT_RECEIVED
            desk.flow(self._body(f"{words}。", desk))
            return
        table, rows = self._upright, _rows(self._upright, items)
        if max(cell.height for row in rows for cell in row) > _TALL * desk.height():
            table, rows = self._sideways, _rows(self._sideways, items)
            desk.new_page(sideways=True)
        head, title = self._heading(heading, desk), f"{CATALOGUE}　{department.name}"
        lay(desk, self._press, table.grid, rows, heads=[head], title=title)

    def _heading(self, heading: Heading, desk: Desk) -> Flow:
        return self._press.heading(heading, desk.width(sideways=desk.sideways))

    def _body(self, text: str, desk: Desk) -> Flow:
        setting = Setting(indent=2 * self._press.line(_BODY).size)
        return self._press.words(text, _BODY, desk.width(), setting)


def _rows(table: ItemTable, items: Sequence[Numbered]) -> list[Row]:
    return [table.row(each.catalogue, each.item, page_of(each.anchor)) for each in items]


def duties(department: ConsolidatedDepartment, configured: Department | None) -> Iterator[str]:
    """Give the paragraphs of 职能职责: as configured, else made of the items' contents."""
    if configured and configured.duties:
        yield from filter(None, map(str.strip, configured.duties.splitlines()))
    elif department.items:
        yield BY_ITEMS
        for number, item in enumerate(department.items, 1):
            yield f"{number}．{item.content or item.name}"
    else:
        yield NO_ITEMS if department.nothing_to_report else NO_DUTIES


def overview(figures: Line, unit: Unit) -> str:
    """Say how many items and risks a department has, and what the figures count."""
    points, high, medium, low = figures.risks
    return (
        f"本部门（单位）有职权和重要业务事项{figures.items}项，廉政风险点{points}个，其中："
        f"高等级风险{high}个、中等级风险{medium}个、低等级风险{low}个（{UNIT_NAMES[unit]}）。"
    )


def people(department: ConsolidatedDepartment) -> str:
    """Name those who do the prevention work in a department."""
    return PEOPLE + "；".join(map(_person, department.roster)) + "。"


def _person(member: RosterMember) -> str:
    return f"{member.role}　{member.name}" + (f"（{member.post}）" if member.post else "")
