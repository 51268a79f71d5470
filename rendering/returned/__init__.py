"""A department's own Word file, unchanged but for comments at its faults."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, takewhile

from lxml import etree

from rendering.returned.notes import AUTHOR, add_comment, by_place, lines
from rendering.returned.parts import MOST_BYTES, STRICT, SideParts, main_part, parse, unparse
from rendering.returned.places import Element, Places
from rendering.returned.zipcopy import ZipCopy
from schemas.findings import Finding

__all__ = ["Note", "annotated_copy", "commented_copy"]

Note = tuple[int, Sequence[str]]
"""The how-many-th paragraph of the body, tables and text boxes included; a comment's lines."""

Anchored = Iterator[tuple[Element | None, Iterable[str]]]

_CANNOT = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    ArithmeticError,
)


def commented_copy(original: bytes, findings: Sequence[Finding], *, as_of: dt.date) -> bytes | None:
    """Put a comment at every fault of a Word file.

    Every part but the text itself, its comments, its list of relationships and of content types
    is copied as it is packed; in the text only the marks of the comments are added. Comments that
    are there already stay.

    Args:
        original: The file as it was received (.docx or .dotx, transitional or Strict).
        findings: What was found in it; several of one code at one place share a comment, one
            without a place is put at the first paragraph.
        as_of: Stands as the date of the comments.

    Returns:
        The file with comments; equal arguments give equal bytes. None if it cannot be annotated
        (damaged, encrypted, without any paragraph) or there is nothing to say.
    """

    def anchored(body: Element) -> Anchored:
        places = Places(body)
        for group in by_place(findings):
            yield places.paragraph(group[0].location), lines(group)

    return _tried(original, anchored, as_of) if findings else None


def annotated_copy(
    original: bytes, notes: Sequence[Note], *, as_of: dt.date, author: str
) -> bytes | None:
    """Put comments at paragraphs of a Word file; all else stays as in :func:`commented_copy`.

    Args:
        original: A .docx file.
        notes: Where, and what to say; several at one paragraph are several comments.
        as_of: Stands as the date of the comments.
        author: Stands as their author.

    Returns:
        The file with comments; None if it cannot be annotated or there is nothing to say.
    """

    def anchored(body: Element) -> Anchored:
        paragraphs = list(body.iter(f"{{{etree.QName(body).namespace}}}p"))
        for number, words in notes:
            inside = 0 < number <= len(paragraphs)
            yield _outermost(paragraphs[number - 1]) if inside else None, words

    return _tried(original, anchored, as_of, author) if notes else None


def _outermost(paragraph: Element) -> Element:
    """Give the paragraph around a text box, in which Word takes no comments."""
    around = [paragraph, *paragraph.iterancestors(paragraph.tag)]
    return around[-1]


def _tried(
    original: bytes, anchored: Callable[[Element], Anchored], day: dt.date, author: str = AUTHOR
) -> bytes | None:
    try:
        return _commented(ZipCopy(original), anchored, day, author)
    except _CANNOT:
        return None


def _commented(
    package: ZipCopy, anchored: Callable[[Element], Anchored], day: dt.date, author: str
) -> bytes | None:
    main = main_part(package)
    root = parse(package.read(main, most=MOST_BYTES))
    namespace = str(etree.QName(root).namespace)
    body = root.find(f"{{{namespace}}}body")
    if body is None:
        return None
    side = SideParts(package, main, strict=namespace == STRICT)
    comments = side.comments(f'<w:comments xmlns:w="{namespace}"/>'.encode())
    numbers = _free_numbers(root, comments)
    for paragraph, words in anchored(body):
        if paragraph is None:
            return None
        number = next(numbers)
        _anchor(paragraph, number)
        add_comment(comments, number, words, day, author=author)
    return package.replaced({main: unparse(root), **side.changed(comments)})


def _free_numbers(root: Element, comments: Element) -> Iterator[str]:
    """Give the comment ids that neither the text nor the comments part uses."""
    w = f"{{{etree.QName(root).namespace}}}"
    marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
    taken = {
        value.strip()
        for element in (*root.iter(*(f"{w}{mark}" for mark in marks)), *comments)
        for name, value in element.attrib.items()
        if str(name).endswith("}id")
    }
    return (number for n in count() if (number := str(n)) not in taken)


def _anchor(paragraph: Element, number: str) -> None:
    """Let a comment span a paragraph; properties stay first in it, earlier comments before."""
    w = f"{{{etree.QName(paragraph).namespace}}}"
    start = paragraph.makeelement(f"{w}commentRangeStart", {f"{w}id": number})
    first = (f"{w}pPr", start.tag)
    paragraph.insert(sum(1 for _ in takewhile(lambda e: e.tag in first, paragraph)), start)
    etree.SubElement(paragraph, f"{w}commentRangeEnd").set(f"{w}id", number)
    run = etree.SubElement(paragraph, f"{w}r")
    etree.SubElement(run, f"{w}commentReference").set(f"{w}id", number)
