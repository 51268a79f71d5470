"""Whether the page numbers of a finished book are those of the pages that its breaks make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_BEGINNINGS = (
    b"<w:pageBreakBefore/>",
    b"<w:lastRenderedPageBreak/>",
    b"<w:sectPr",
    b"</w:sectPr>",
    b"<w:pgNumType",
    b"<w:bookmarkStart ",
    b"PAGEREF ",
)
"""With one of these every sign begins; where they stand is found much faster than the signs."""
_SIGNS = re.compile(
    rb"<w:(?P<page>pageBreakBefore|lastRenderedPageBreak)/>|<w:(?P<section>sectPr)[ >]|</w:sectPr>"
    rb'|<w:pgNumType[^>]*w:start="(?P<start>\d+)"'
    rb'|<w:bookmarkStart [^>]*w:name="(?P<anchor>[^"]*)"'
    rb"|PAGEREF (?P<reference>\w+) [^<]*</w:instrText></w:r>"
    rb'<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    rb'<w:r><w:t xml:space="preserve">(?P<said>[^<]*)</w:t>'
)


class Pages(NamedTuple):
    """What a document's body says of its pages.

    Attributes:
        anchors: Bookmark → the page on which it stands.
        said: Bookmark → all numbers that references to it say.
    """

    anchors: Mapping[str, int]
    said: Mapping[str, frozenset[str]]


class _Place(NamedTuple):
    """How many sections and pages begin before something."""

    section: int
    page: int


def page_problems(main: bytes) -> Iterator[str]:
    """Tell which references to pages are wrong.

    Args:
        main: The part with the body.
    """
    found = pages_of(main)
    for anchor, numbers in found.said.items():
        page = found.anchors.get(anchor)
        if page is None:
            yield f"页码引用的书签“{anchor}”不存在"
        elif numbers != {str(page)}:
            yield f"书签“{anchor}”在第{page}页，引用写的是第{'、'.join(sorted(numbers))}页"


def pages_of(main: bytes) -> Pages:
    """Count the pages by the breaks and sections as they stand in the file."""
    places: dict[str, _Place] = {}
    said: dict[str, set[str]] = {}
    starts: list[int | None] = [None]
    pages = [0]
    for sign in _signs(main):
        if sign["page"]:
            pages[-1] += 1
        elif sign["start"]:
            starts[-1] = int(sign["start"])
        elif sign["anchor"]:
            places[sign["anchor"].decode()] = _Place(len(pages) - 1, pages[-1])
        elif sign["reference"]:
            said.setdefault(sign["reference"].decode(), set()).add(sign["said"].decode())
        elif not sign["section"]:
            starts.append(None)
            pages.append(0)
    firsts = list(_first_pages(starts, pages))
    return Pages(
        {anchor: firsts[place.section] + place.page for anchor, place in places.items()},
        {anchor: frozenset(numbers) for anchor, numbers in said.items()},
    )


def _signs(main: bytes) -> Iterator[re.Match[bytes]]:
    for at in sorted(at for words in _BEGINNINGS for at in _where(words, main)):
        if sign := _SIGNS.match(main, at):
            yield sign


def _where(words: bytes, main: bytes) -> Iterator[int]:
    at = main.find(words)
    while at >= 0:
        yield at
        at = main.find(words, at + 1)


def _first_pages(starts: list[int | None], pages: list[int]) -> Iterator[int]:
    """Give the number of each section's first page."""
    number = 1
    for start, more in zip(starts, pages, strict=True):
        number = start or number
        yield number
        number += more + 1
