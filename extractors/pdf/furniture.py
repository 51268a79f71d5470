"""Running headers, footers and page numbers: lines that belong to the page and not to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from extractors.annexes.furniture import is_annex_heading, title_kind
from extractors.pdf.objects import PageObjects
from extractors.pdf.text_lines import TextLine
from schemas.text import normalised

_TOP: Final = 62.0  # points; a text with ordinary margins begins below
_BOTTOM: Final = 80.0
_SMALL: Final = 10.0  # size of running lines where only one page can be looked at
_PARTS: Final = 2  # texts that stand apart in one running header
_NEAR: Final = 4.0
_NUMBER: Final = re.compile(
    r"[-—–~·\s]*(第?\s*[\divxlIVXL]{1,4}\s*页?|第[一二三四五六七八九十百]+页)"
    r"(\s*[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–~·\s]*"
)

Side = list[tuple[str, TextLine]]


def without_furniture(
    pages: Sequence[tuple[PageObjects, list[TextLine]]],
) -> tuple[list[list[TextLine]], Side]:
    """Part the lines outside of tables into text and furniture.

    Args:
        pages: Each page with its lines from top to bottom.

    Returns:
        The text of each page; header and footer lines with their kind.
    """
    repeated = Counter(key for page, lines in pages for key in {_key(page, line) for line in lines})
    side: Side = []
    kept: list[list[TextLine]] = []
    for page, lines in pages:
        text = []
        for line in lines:
            kind = _kind(page, line, lines, often=repeated[_key(page, line)] > 1)
            if kind:
                side.append((kind, line))
            else:
                text.append(line)
        kept.append(text)
    return kept, side


def _key(page: PageObjects, line: TextLine) -> tuple[str, int]:
    words = re.sub(r"\d+", "#", normalised(line.text))
    return words, round(min(line.top, page.height - line.bottom) / _NEAR)


def _kind(page: PageObjects, line: TextLine, lines: Sequence[TextLine], *, often: bool) -> str:
    if is_annex_heading(line.text) or title_kind(line.text):
        return ""
    if line.bottom > page.height - _BOTTOM and line.top >= max(other.top for other in lines):
        numbered = _NUMBER.fullmatch(line.text.strip())
        return "footer" if numbered or (often and line.size <= _SMALL) else ""
    if line.top < _TOP and line.bottom <= min(other.bottom for other in lines) + line.size:
        if _NUMBER.fullmatch(line.text.strip()):
            return "header"
        if len(line.text.split()) > _PARTS:
            return ""  # the row of a table without rulings
        small = line.size <= _SMALL and "：" not in line.text
        return "header" if small or often else ""
    return ""
