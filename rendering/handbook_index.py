"""The indexes at the end of the handbook: of items, and of regulations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from rendering.book.binding import Chapter
from rendering.book.letters import index_key, letter_of
from rendering.book.marks import Heading, page_of
from rendering.book.press import Press, Setting
from rendering.book.sheets import Desk, Flow, Paper
from rendering.handbook_item import item_anchor
from rendering.wordml import run, tab
from schemas.consolidated import Consolidated
from schemas.likeness import comparable

ITEMS, REGULATIONS = "附录二　职权和重要业务事项索引", "附录三　制度索引"
RUNNING = "索引"
NOTHING = "（无）"
BETWEEN = "、"
_ITEMS_ANCHOR, _REGULATIONS_ANCHOR = "_index1", "_index2"
_ENTRY, _LETTER, _BODY = "索引条目", "索引字母", "公文正文"
_MANY = 5
"""So many pages do not stand at the right margin but in a line of their own below the entry."""
_PAGE_NUMBER = "0000"
_INDENTED = Setting(beside=12.0)
_LINE_BREAK = "<w:r><w:br/></w:r>"


class Entry(NamedTuple):
    """A line of an index: its words, and the items on whose pages they stand."""

    words: str
    items: tuple[int, ...]


def item_entries(data: Consolidated) -> list[Entry]:
    """Give all items with their departments, by the first letter of their pinyin."""
    found: list[Entry] = []
    for department in data.departments:
        for item in department.items:
            found.append(Entry(f"{item.name}（{department.name}）", (len(found) + 1,)))
    return sorted(found, key=lambda entry: (index_key(entry.words), entry.items))


def regulation_entries(data: Consolidated) -> list[Entry]:
    """Give all regulations, the same name once with all items that plan it."""
    words: dict[str, str] = {}
    items: dict[str, list[int]] = {}
    number = 0
    for department in data.departments:
        for item in department.items:
            number += 1
            for name in dict.fromkeys(n for risk in item.risks for n in risk.regulations):
                key = comparable(name)
                words.setdefault(key, name)
                items.setdefault(key, []).append(number)
    entries = (Entry(words[key], tuple(dict.fromkeys(items[key]))) for key in words)
    return sorted(entries, key=lambda entry: (index_key(entry.words), entry.items))


class Indexes:
    """Makes the indexes, with the styles of one template."""

    def __init__(self, press: Press, paper: Paper) -> None:
        """Prepare for upright pages."""
        self._press, self._paper, self._width = press, paper, paper.upright.width

    def chapter(self, data: Consolidated) -> Chapter:
        """Make both indexes."""
        desk = Desk(self._paper)
        self._index(desk, Heading(1, ITEMS, _ITEMS_ANCHOR), item_entries(data))
        self._index(desk, Heading(1, REGULATIONS, _REGULATIONS_ANCHOR), regulation_entries(data))
        return Chapter(RUNNING, desk.sheets)

    def _index(self, desk: Desk, heading: Heading, entries: Sequence[Entry]) -> None:
        desk.new_page()
        desk.flow(self._press.heading(heading, self._width))
        if not entries:
            desk.flow(self._press.words(NOTHING, _BODY, self._width))
        for letter, own in groupby(entries, lambda entry: letter_of(entry.words)):
            lines = [self._press.words(letter, _LETTER, self._width)]
            for entry in own:
                lines.append(self._entry(entry))
                if sum(line.height for line in lines) > desk.left:
                    desk.new_page()
                for line in lines:
                    desk.flow(line)
                lines = []

    def _entry(self, entry: Entry) -> Flow:
        """Set an entry with its pages at the right margin, or below it if there are many."""
        pages = run(BETWEEN).join(page_of(item_anchor(item)) for item in entry.items)
        between = tab() if len(entry.items) < _MANY else _LINE_BREAK
        flow = self._press.words(entry.words, _ENTRY, self._width, _INDENTED)
        return flow._replace(
            xml=self._press.paragraph(run(entry.words) + between + pages, _ENTRY),
            most=flow.most + self._lines_of_pages(entry),
        )

    def _lines_of_pages(self, entry: Entry) -> int:
        """Count the lines that the pages take below those of the words."""
        numbers = BETWEEN.join([_PAGE_NUMBER] * len(entry.items))
        width = self._width - _INDENTED.beside
        if len(entry.items) >= _MANY:
            return self._press.lines(numbers, _ENTRY, width)
        together = f"{entry.words}　{numbers}"
        return 0 if self._press.lines(together, _ENTRY, width) == 1 else 1
