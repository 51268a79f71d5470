"""Headings that can be found again: bookmarks, and references that say on which page they are.

Pages are not known while the text that refers to them is written. A reference therefore leaves a
mark that no data can imitate (a processing instruction); the binding puts the number there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from rendering.wordml import XMLNS_W, bookmark, escape, run

_FIRST_BOOKMARK = 10_000
"""Ids below are left to bookmarks that the office's own template has."""
IDS_OF_PART = 1_000_000
"""How far the ids of one part of a document lie from those of the next."""
_MARK = re.compile(r"<\?page (\w+)\?>")


class Heading(NamedTuple):
    """A heading of the book.

    Attributes:
        level: 1 to 4; the table of contents lists 1 to 3.
        text: Its words.
        anchor: Name of the bookmark around it.
    """

    level: int
    text: str
    anchor: str


class Bookmarks:
    """Gives every bookmark of a document a number of its own."""

    def __init__(self, part: int = 0) -> None:
        """Number the bookmarks of a part of the document, which never meet those of another."""
        self._numbers = count(_FIRST_BOOKMARK + part * IDS_OF_PART)

    def around(self, anchor: str, content: str) -> str:
        """Put a bookmark around runs."""
        return bookmark(anchor, next(self._numbers), content)

    def over(self, anchor: str) -> tuple[str, str]:
        """Give the ends of a bookmark that reaches over several paragraphs."""
        number = next(self._numbers)
        return (
            f'<w:bookmarkStart {XMLNS_W} w:id="{number}" w:name="{escape(anchor)}"/>',
            f'<w:bookmarkEnd {XMLNS_W} w:id="{number}"/>',
        )


def page_of(anchor: str) -> str:
    """Write the number of the page on which a bookmark stands, as a field that is filled in."""
    number = f'<w:r><w:t xml:space="preserve"><?page {anchor}?></w:t></w:r>'
    return field(f"PAGEREF {anchor} \\h", number)


def field(instruction: str, result: str) -> str:
    """Write a field with its result, so that nothing has to be updated for a reader."""
    return f"{field_begin(instruction)}{result}{FIELD_END}"


def field_begin(instruction: str) -> str:
    """Write a field up to its result; :data:`FIELD_END` ends it, paragraphs later if need be."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def heading_runs(heading: Heading, bookmarks: Bookmarks) -> str:
    """Write a heading's words inside their bookmark."""
    return bookmarks.around(heading.anchor, run(heading.text))


def with_numbers(xml: str, pages: Mapping[str, int]) -> str:
    """Put the page numbers where references left their marks."""
    if "<?page " not in xml:
        return xml
    return _MARK.sub(lambda mark: str(pages[mark[1]]), xml)
