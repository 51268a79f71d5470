"""The table of contents: a real field of Word whose result is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rendering.book.marks import FIELD_END, Heading, field_begin, page_of, with_numbers
from rendering.book.press import Press
from rendering.wordml import XMLNS_W, escape, link, run, tab

LEVELS = 3
"""Levels of headings that it lists."""
WHOLE = "_book"
"""Name of the bookmark around everything that the table of contents is of."""


def contents(headings: Iterable[Heading], pages: Mapping[str, int], press: Press) -> Iterator[str]:
    """Write the table of contents.

    A program that updates it makes it of the same headings: those within :data:`WHOLE`.

    Args:
        headings: In the order of the book.
        pages: The page of every bookmark.
        press: For the ids of the styles.
    """
    begin = field_begin(f'TOC \\o "1-{LEVELS}" \\h \\z \\b {WHOLE}')
    for heading in headings:
        if heading.level <= LEVELS:
            entry = link(heading.anchor, run(heading.text) + tab() + page_of(heading.anchor))
            style = escape(press.style(f"toc {heading.level}"))
            yield (
                f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
                f"{begin}{with_numbers(entry, pages)}</w:p>"
            )
            begin = ""
    if not begin:
        style = escape(press.style("分节"))
        end = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{FIELD_END}'
        yield f"<w:p {XMLNS_W}>{end}</w:p>"
