"""Binding letter, 版头 and 版记 to a finished document, whose own content stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from rendering.fonts import exchanged_fonts
from rendering.frame import opened
from rendering.gbt9704 import Edition, Standard, edition, standard
from rendering.issue.head import head
from rendering.issue.imprint import imprint
from rendering.issue.letter import label, letter
from rendering.issue.words import IssuedWords, issued_words
from rendering.package import read_package, write_package
from rendering.proof import DocumentNotProven
from rendering.related import RelatedPart, with_related
from rendering.template import Template
from rendering.wordml import XMLNS_W, W
from schemas.college import College
from schemas.consolidated import Consolidated
from schemas.issue import Paper

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'{XMLNS_W} xmlns:r="{_R}"'
_BODY, _SECTION = re.compile(r"<w:body[^>]*>"), re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_DRAWING = re.compile(rb'<wp:docPr [^>]*?\bid="(\d+)"')
_TYPE, _ID = f"{{{W}}}type", f"{{{_R}}}id"
_HEADER, _FOOTER = f"{{{W}}}headerReference", f"{{{W}}}footerReference"
_FOOTER_ID = "footer_issue"
_SPACING = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_END = f"<w:p><w:pPr>{_SPACING}{{}}</w:pPr></w:p>"
"""A paragraph that takes no room and ends a section."""
_SMALL = _END.format("")


def issued(
    document: bytes,
    paper: Paper,
    data: Consolidated,
    college: College,
    *,
    annex: str,
    template: Path,
) -> bytes:
    """Give a document its number where the configuration has one; else the same bytes.

    A document that is no letter itself becomes the annex of one. The 版记 stands on the last page,
    which is an even one.

    Args:
        document: The finished docx file.
        paper: Which document it is.
        data: For the day of the run.
        college: Its name, superior, edition of GB/T 9704 and ``[issue]``.
        annex: The document's title, as it stands on it.
        template: Of which the document was made.

    Raises:
        UsageError: The template lacks a style.
        DocumentNotProven: Something that was configured stands nowhere.
    """
    words = college.issue and issued_words(college.issue, paper, college, annex, data.as_of)
    if not words:
        return document
    sheet, gbt = opened(template, college), standard()
    rules = edition(college.layout.edition)
    parts = read_package(document)
    main = next(name for name, part in parts.items() if b"<w:body" in part)
    whole = parts[main].decode()
    first = _SECTION.search(whole)
    start = _BODY.search(whole)
    if first is None or start is None:
        raise DocumentNotProven.because(annex, ["正文没有分节，不能加版头"])
    front = "".join(_front(words, sheet, gbt, rules, first[0]))
    back = imprint(words, gbt, rules, _free_number(parts))
    _prove(front, back, words, annex)
    front, back = _in_fonts(college, front, back)
    body, last, end = whole[start.end() :].rpartition("<w:sectPr")
    if words.letter and not _begins_blank(body):
        front += "<w:p/>"  # the annex's title stands on the third line (clause 7.3.7)
    section, _, end = end.partition("</w:sectPr>")
    finished = "".join(
        (
            whole[: start.end()],
            front,
            body,
            _END.format(f"{last}{section}</w:sectPr>"),
            back,
            _last_section(first[0]),
            end,
        )
    )
    return write_package(with_related({**parts, main: finished.encode()}, main, [_footer()]))


def _in_fonts(college: College, *pieces: str) -> Iterator[str]:
    """Give pieces of the document in the college's set of fonts."""
    named = {f"{number}.xml": piece.encode() for number, piece in enumerate(pieces)}
    return (part.decode() for part in exchanged_fonts(college.layout.fonts)(named).values())


def _free_number(parts: Mapping[str, bytes]) -> int:
    """Give the first number after those of all drawings."""
    numbers = (
        int(number)
        for name, part in parts.items()
        if name.endswith(".xml")
        for number in _DRAWING.findall(part)
    )
    return max(numbers, default=0) + 1


def _front(
    words: IssuedWords, sheet: Template, gbt: Standard, rules: Edition, section: str
) -> Iterator[str]:
    yield from head(words, gbt, rules)
    if words.letter:
        yield from letter(words.letter, sheet, gbt)
        yield _END.format(_letter_section(section))
        yield label(sheet)


def _begins_blank(body: str) -> bool:
    """Tell whether a document begins with an empty line."""
    return body.lstrip().startswith("<w:p/>") or "<w:t" not in body.partition("</w:p>")[0]


def _letter_section(section: str) -> str:
    """Give the letter's pages the running headers and the numbers of ordinary ones."""
    root = _parsed(section)
    for found in list(root):
        first = found.get(_TYPE) == "first"
        if first or found.tag in {f"{{{W}}}titlePg", f"{{{W}}}pgNumType"}:
            root.remove(found)
    return _written(root)


def _last_section(section: str) -> str:
    """Begin on an even page, with the headers of ordinary pages and no number."""
    root = _parsed(_letter_section(section))
    for found in list(root):
        if found.tag in {_FOOTER, f"{{{W}}}type"}:
            root.remove(found)
    at = sum(found.tag == _HEADER for found in root)
    begin = etree.Element(f"{{{W}}}type", {f"{{{W}}}val": "evenPage"})
    numbers = (
        etree.Element(_FOOTER, {_TYPE: side, _ID: _FOOTER_ID}) for side in ("default", "even")
    )
    root[at:at] = [*numbers, begin]
    return _written(root)


def _parsed(section: str) -> etree._Element:
    return etree.fromstring(f"<x {_NAMESPACES}>{section}</x>")[0]


def _written(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


def _footer() -> RelatedPart:
    """Make the footer of a page without number."""
    kind = f"{_R}/footer"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    xml = f"{_HEAD}<w:ftr {XMLNS_W}>{_SMALL}</w:ftr>"
    return RelatedPart(_FOOTER_ID, kind, "word/footer_issue.xml", content, xml.encode())


def _prove(front: str, back: str, words: IssuedWords, annex: str) -> None:
    """See that what is put in is well-formed and says everything."""
    root = etree.fromstring(f"<x {_NAMESPACES}>{front}{back}</x>")
    said = _bare("".join(str(text.text or "") for text in root.iter(f"{{{W}}}t")))
    problems = [f"“{text}”" for text in words.all() if _bare(text) not in said]
    if problems:
        raise DocumentNotProven.because(annex, problems)


def _bare(text: str) -> str:
    """Leave out what names are set wide with, and line breaks."""
    return text.replace("　", "").replace("\n", "")
