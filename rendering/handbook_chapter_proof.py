"""Whether the chapters, lists and indexes of a finished handbook say exactly what the data say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from rendering.book.contents import LEVELS
from rendering.catalogue_table import NOT_RECEIVED, NOTHING
from rendering.handbook_chapter import duties, overview, people
from rendering.handbook_index import BETWEEN, Entry, item_entries, regulation_entries
from rendering.handbook_item import Numbered
from rendering.handbook_item_proof import item_is_told
from rendering.handbook_tables import ITEM_HEADS
from rendering.handbook_tiers import HEADS as TIER_HEADS
from rendering.handbook_tiers import listed_levels, shares, told
from rendering.proof import Block
from rendering.wordml import clean
from schemas.college import LEVELS as RISK_LEVELS
from schemas.college import College, Level
from schemas.consolidated import Consolidated, ConsolidatedDepartment
from schemas.statistics import Line, Statistics


class Section(NamedTuple):
    """A heading of the document and the blocks under it, up to the next heading."""

    level: int
    heading: str
    blocks: list[Block]

    @property
    def texts(self) -> list[str]:
        """The paragraphs' words, without empty ones."""
        return [block.text for block in self.blocks if block.text]

    def rows(self, heads: Sequence[str]) -> list[tuple[str, ...]]:
        """Give the rows of a table over all its pages, without its header rows."""
        tables = (block.rows for block in self.blocks if block.rows[:1] == (tuple(heads),))
        return [row for rows in tables for row in rows[1:]]


def sections(blocks: Sequence[Block], levels: Mapping[str, int]) -> list[Section]:
    """Cut a document at its headings, whose styles have these levels."""
    found: list[Section] = []
    for block in blocks:
        if block.style in levels:
            found.append(Section(levels[block.style], block.text, []))
        elif found:
            found[-1].blocks.append(block)
    return found


def chapter_problems(
    sections: Sequence[Section], data: Consolidated, college: College, figures: Statistics
) -> Iterator[str]:
    """Tell which sections do not say what the data say; they have the same headings."""
    yield from _Told(sections, data, college, figures).problems()


class _Told:
    """Takes the sections in order, each with what it has to say."""

    def __init__(
        self, sections: Sequence[Section], data: Consolidated, college: College, figures: Statistics
    ) -> None:
        self._rest = iter(_joined(sections))
        self._data, self._college, self._figures = data, college, figures
        self._configured = {each.name: each for each in college.department}
        self._numbers = count(1)

    def problems(self) -> Iterator[str]:
        """Tell which sections are wrong, in order."""
        for department, line in zip(self._data.departments, self._figures.departments, strict=True):
            yield from self._chapter(department, line)
        next(self._rest)
        for _, level in listed_levels(self._data):
            if not self._level_is_told(next(self._rest), level):
                yield f"分级管理责任清单（{level or '未评定'}）与数据不符"
        for words, entries in (
            ("职权和重要业务事项索引", item_entries(self._data)),
            ("制度索引", regulation_entries(self._data)),
        ):
            if not _index_is_right(next(self._rest), entries):
                yield f"{words}与数据不符"

    def _chapter(self, department: ConsolidatedDepartment, figures: Line) -> Iterator[str]:
        next(self._rest)
        said = next(self._rest).texts
        wanted = [*duties(department, self._configured.get(department.name))]
        if department.items:
            wanted.append(overview(figures, self._college.counting.unit))
        if department.roster:
            wanted.append(people(department))
        if said != list(map(clean, wanted)):
            yield f"“{department.name}”的职能职责与数据不符"
        items = [
            Numbered(own, next(self._numbers), department.name, item)
            for own, item in enumerate(department.items, 1)
        ]
        if not _catalogue_is_told(next(self._rest), department, items):
            yield f"“{department.name}”的目录与数据不符"
        if items:
            next(self._rest)
        for item in items:
            if not item_is_told(next(self._rest).blocks, item, self._college.responsibility):
                yield f"“{department.name}”的“{item.item.name}”各页与数据不符"

    def _level_is_told(self, section: Section, level: Level | None) -> bool:
        unit = self._college.counting.unit
        found = list(shares(self._data, level, unit))
        total = sum(share.risks for share in found)
        words = told(level, total, self._college.responsibility, unit)
        wanted = [
            (*map(clean, (share.department, share.name, share.told)), str(share.risks))
            for share in found
        ]
        right = _without_pages(section.rows(TIER_HEADS)) == wanted
        counted = dict(zip(RISK_LEVELS, self._figures.overall.risks[1:], strict=True))
        total_is_right = total == (counted[level] if level else self._figures.unrated)
        return right and total_is_right and clean(words) in section.texts


def _joined(sections: Sequence[Section]) -> Iterator[Section]:
    """Put what stands under headings of a deeper level, with these, under the listed one above."""
    open_: Section | None = None
    for section in sections:
        if section.level <= LEVELS:
            if open_:
                yield open_
            open_ = section._replace(blocks=list(section.blocks))
        elif open_:
            open_.blocks.extend((Block(text=section.heading), *section.blocks))
    if open_:
        yield open_


def _catalogue_is_told(
    section: Section, department: ConsolidatedDepartment, items: Sequence[Numbered]
) -> bool:
    if not items:
        words = NOTHING if department.nothing_to_report else NOT_RECEIVED
        return f"{words}。" in section.texts
    wanted = [
        (
            str(each.catalogue),
            *map(clean, (each.item.name, each.item.category or "")),
            *map(clean, (each.item.content, each.item.legal_basis)),
        )
        for each in items
    ]
    return _without_pages(section.rows(ITEM_HEADS)) == wanted


def _without_pages(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Take the page numbers off rows; a row without one has no words left."""
    return [row[:-1] if row[-1].isdecimal() else () for row in rows]


def _index_is_right(section: Section, entries: Sequence[Entry]) -> bool:
    """Each entry has its line, in order, with as many pages as it has items."""
    lines = iter(section.texts)
    for entry in entries:
        words = clean(entry.words)
        numbers = next((n for line in lines if (n := _pages(line, words))), [])
        if len(numbers) != len(entry.items):
            return False
    return True


def _pages(line: str, words: str) -> list[str]:
    """Give the page numbers behind an entry's words, if the line is that entry."""
    rest = line.removeprefix(words)
    if rest == line or rest[:1] not in {"\t", "\n"}:
        return []
    return rest[1:].split(BETWEEN)
