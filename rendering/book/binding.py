"""Binding sheets into a document: page numbers, and a section for each chapter and way of lying.

A chapter's name stands in its headers as plain words: a field for it (STYLEREF) is not known to
every program. So each chapter is a section with headers of its own, made after the template's.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from rendering.book.marks import Heading, with_numbers
from rendering.book.sheets import BREAK, Paper, Room, Sheet
from rendering.related import RelatedPart
from rendering.template import Filled
from rendering.wordml import XMLNS_W, W, escape

RUNNING_HEAD = "<?lianfang running_head?>"
"""What a template's header has where the chapter's name comes."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_REFERENCE, _NUMBERS = f"{{{W}}}headerReference", f"{{{W}}}pgNumType"
_BEFORE_NUMBERS = frozenset(
    f"{{{W}}}{name}"
    for name in (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz",
        "pgMar", "paperSrc", "pgBorders", "lnNumType",
    )
)  # fmt: skip


class Chapter(NamedTuple):
    """Sheets with one running head."""

    running: str
    sheets: Sequence[Sheet]


class Patterns(NamedTuple):
    """How the template wants sections of upright and of turned sheets, as ``w:sectPr``."""

    upright: bytes
    sideways: bytes

    @property
    def paper(self) -> Paper:
        """The type areas of both."""
        return Paper(_room(self.upright), _room(self.sideways))


def _room(properties: bytes) -> Room:
    root = etree.fromstring(properties)
    size, margins = root.find(f"{{{W}}}pgSz"), root.find(f"{{{W}}}pgMar")

    def points(element: etree._Element | None, *names: str) -> float:
        found = element if element is not None else root
        return sum(abs(int(found.get(f"{{{W}}}{name}", "0"))) for name in names) / 20

    return Room(
        points(size, "w") - points(margins, "left", "right", "gutter"),
        points(size, "h") - points(margins, "top", "bottom"),
    )


def numbered(chapters: Iterable[Chapter]) -> dict[str, int]:
    """Give the page of every heading's bookmark; the first page is page 1."""
    pages: dict[str, int] = {}
    number = 1
    for chapter in chapters:
        for sheet in chapter.sheets:
            pages |= {heading.anchor: number + before for before, heading in sheet.headings}
            number += sheet.pages
    return pages


def headings(chapters: Iterable[Chapter]) -> Iterator[Heading]:
    """Give all headings in order."""
    for chapter in chapters:
        for sheet in chapter.sheets:
            yield from (heading for _, heading in sheet.headings)


class Binding:
    """Writes sections.

    Attributes:
        parts: The headers made so far.
        relations: What these refer to: names of relationship parts → content.
        open_number: The number that the section left to the template has to say, if any.
    """

    def __init__(self, filled: Filled, patterns: Patterns, end_style: str) -> None:
        """Prepare.

        Args:
            filled: The template with its headers.
            patterns: Its sections.
            end_style: Id of a style with lines of one point, for the paragraph that ends a section.
        """
        self.parts: list[RelatedPart] = []
        self.relations: dict[str, bytes] = {}
        self.open_number: int | None = None
        self._filled, self._patterns, self._end = filled, patterns, end_style
        self._headers: dict[tuple[str, str], str] = {}
        self._number = 1
        self._sure = False  # the first page says its number, too

    def sections(
        self, chapters: Iterable[Chapter], pages: Mapping[str, int], *, open_end: bool = False
    ) -> Iterator[str]:
        """Write chapters, each of one or more sections.

        Args:
            chapters: In order, after those of the call before.
            pages: The page of every bookmark.
            open_end: Leave the last section to the template, whose headers it then has.
        """
        for chapter in chapters:
            turns = [list(group) for _, group in groupby(chapter.sheets, _Turns())]
            for number, sheets in enumerate(turns, 1):
                yield from self._section(sheets, pages)
                start = None if self._sure else self._number
                if open_end and number == len(turns):
                    self.open_number = start
                else:
                    yield self._section_end(chapter.running, sheets, start)
                self._number += sum(sheet.pages for sheet in sheets)
                self._sure = sheets[-1].sure

    def _section(self, sheets: Sequence[Sheet], pages: Mapping[str, int]) -> Iterator[str]:
        for number, sheet in enumerate(sheets):
            for place, piece in enumerate(sheet.pieces):
                first = number == place == 0
                yield with_numbers(piece.replace(BREAK, "", 1) if first else piece, pages)

    def _section_end(self, running: str, sheets: Sequence[Sheet], start: int | None) -> str:
        pattern = self._patterns.sideways if sheets[0].sideways else self._patterns.upright
        root = etree.fromstring(pattern)
        for reference in root.findall(_REFERENCE):
            key = f"{{{_OFFICE}}}id"
            reference.set(key, self._header(str(reference.get(key)), running))
        say_number(root, start)
        properties = etree.tostring(root, encoding="unicode")
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self._end)}"/>{properties}</w:pPr>'
            "</w:p>"
        )

    def _header(self, relation: str, running: str) -> str:
        """Give the id of a header like the template's, with a chapter's name in it."""
        key = (relation, running)
        if key not in self._headers:
            pattern = _target(self._filled, relation)
            id_ = f"chapterHeader{len(self.parts) + 1}"
            name = f"word/header_{id_}.xml"
            data = with_running_head(self._filled.parts[pattern], running)
            self.parts.append(RelatedPart(id_, f"{_OFFICE}/header", name, _HEADER_TYPE, data))
            if relations := self._filled.parts.get(_relations_of(pattern)):
                self.relations[_relations_of(name)] = relations
            self._headers[key] = id_
        return self._headers[key]


def with_running_head(header: bytes, words: str) -> bytes:
    """Put a chapter's name into a header."""
    return header.replace(RUNNING_HEAD.encode(), escape(words).encode())


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _target(filled: Filled, relation: str) -> str:
    """Give the name of the part that the body refers to by an id."""
    relations = etree.fromstring(filled.parts[_relations_of(filled.main)])
    target = next(str(e.get("Target")) for e in relations if e.get("Id") == relation)
    return posixpath.normpath(posixpath.join(f"/{filled.main}", "..", target)).lstrip("/")


class _Turns:
    """Tells by its value where a new section has to begin."""

    def __init__(self) -> None:
        self._section, self._sideways, self._sure = 0, False, True

    def __call__(self, sheet: Sheet) -> int:
        if sheet.sideways != self._sideways or not self._sure:
            self._section += 1
        self._sideways, self._sure = sheet.sideways, sheet.sure
        return self._section


def with_last_number(parts: Mapping[str, bytes], main: str, number: int | None) -> dict[str, bytes]:
    """Let the body's last section begin with a page number of its own, if it has to."""
    if number is None:
        return dict(parts)
    before, opening, rest = parts[main].rpartition(b"<w:sectPr")
    inner, closing, after = rest.partition(b"</w:sectPr>")
    root = etree.fromstring(
        f'<w:body {XMLNS_W} xmlns:r="{_OFFICE}">'.encode()
        + opening
        + inner
        + closing
        + b"</w:body>"
    )
    say_number(root[0], number)
    return {**parts, main: before + etree.tostring(root[0]) + after}


def say_number(section: etree._Element, number: int | None) -> None:
    """Let a section begin with a page number of its own, or go on with the one before."""
    for old in section.findall(_NUMBERS):
        section.remove(old)
    if number is not None:
        new = etree.Element(_NUMBERS, {f"{{{W}}}start": str(number)})
        place = sum(1 for child in section if child.tag in _BEFORE_NUMBERS)
        section.insert(place, new)
