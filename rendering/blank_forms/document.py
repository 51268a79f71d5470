"""Blank annexes as Word files, one annex a file, for one department."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from lxml import etree

from rendering.blank_forms.annex_1 import annex_1
from rendering.blank_forms.annex_4 import annex_4
from rendering.blank_forms.annex_5 import annex_5
from rendering.blank_forms.annex_6 import annex_6
from rendering.blank_forms.annex_7 import annex_7
from rendering.blank_forms.charts import annex_2, annex_3
from rendering.blank_forms.known import Known
from rendering.blank_forms.paper import BlankAnnex, Paper
from rendering.fonts import Exchange, exchanged_fonts
from rendering.gbt9704 import EditionName, FontSetName, Standard, edition, standard
from rendering.masters.build import section, template
from rendering.masters.furniture import NAMESPACES
from rendering.masters.styles import Style
from rendering.package import read_package, with_properties, write_package
from rendering.wordml import W
from schemas.consolidated import ConsolidatedItem

_MAIN = "word/document.xml"
_SLOT = "<!--form-->"
_PLAIN_HEADER = f'<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="LFEnd"/></w:pPr></w:p></w:hdr>'
_ITEM_ANNEXES = {2: annex_2, 3: annex_3, 4: annex_4}
_WHOLE_ANNEXES = {1: annex_1, 5: annex_5, 6: annex_6, 7: annex_7}
_ANNEXES = range(1, 8)
_FIRST_ID = 3
"""The first drawing id: 1 and 2 are the page numbers of landscape pages."""


class FormFile(NamedTuple):
    """A blank form: its file's name, not yet made safe for a file system, and its bytes."""

    name: str
    content: bytes


def department_forms(
    known: Known, *, layout: EditionName, day: dt.date, fonts: FontSetName = "gb2312"
) -> Iterator[FormFile]:
    """Write all blank forms of a department; equal arguments give equal bytes.

    Annexes 2, 3 and 4 are one file an item; where no item is known, one file to be copied.

    Args:
        known: What is known of the department.
        layout: The edition of GB/T 9704.
        day: The day in the files' properties.
        fonts: Which names the fonts have.
    """
    exchange = exchanged_fonts(fonts)
    for number in _ANNEXES:
        for position, item in _parts(number, known):
            paper = Paper(standard(), _style_ids(layout).__getitem__, _FIRST_ID)
            annex = _annex(number, paper, known, item)
            which = f"{position:02d} {item.name} " if item else ""
            name = f"附件{number} {which}{annex.title}.docx"
            yield FormFile(name, _document(annex, known, layout, day, exchange))


def blank_annexes(
    gbt: Standard, style: Callable[[str], str], organisation: str, *, next_id: int = 1
) -> tuple[tuple[BlankAnnex, ...], int]:
    """Write the seven annexes without any item, to be put into another document (the plan).

    Args:
        gbt: GB/T 9704.
        style: Style name → id in that document, which has the styles of the shipped templates.
        organisation: The college; department and items are left blank.
        next_id: The first free ``wp:docPr`` id.

    Returns:
        The annexes in order, and the first drawing id that is free after them.
    """
    paper, nobody = Paper(gbt, style, next_id), Known(organisation=organisation)
    annexes = tuple(_annex(number, paper, nobody, None) for number in _ANNEXES)
    return annexes, paper.next_id


def _parts(number: int, known: Known) -> Iterator[tuple[int, ConsolidatedItem | None]]:
    """Give the items that an annex is written for one by one; None where it is for all."""
    if number in _WHOLE_ANNEXES or not known.items:
        yield 0, None
    else:
        yield from enumerate(known.items, 1)


def _annex(number: int, paper: Paper, known: Known, item: ConsolidatedItem | None) -> BlankAnnex:
    if number in _WHOLE_ANNEXES:
        return _WHOLE_ANNEXES[number](paper, known)
    return _ITEM_ANNEXES[number](paper, known, item)


def _document(
    annex: BlankAnnex, known: Known, layout: EditionName, day: dt.date, exchange: Exchange
) -> bytes:
    parts = dict(_base(layout, sideways=annex.sideways))
    before, _, after = parts[_MAIN].decode().partition(_SLOT)
    parts[_MAIN] = "".join((before, *annex.blocks, after)).encode()
    title = f"{known.department}{annex.title}"
    finished = with_properties(exchange(parts), title=title, creator=known.organisation, date=day)
    return write_package(finished)


@cache
def _base(layout: EditionName, *, sideways: bool) -> Mapping[str, bytes]:
    """Give the parts of a document with one section and nothing in it."""
    gbt = standard()
    footers = "footer_table" if sideways else "footer"
    end = section(gbt.page, sideways=sideways, footers=footers)
    label = Style("LFAnnexLabel", "附件标志", gbt.font(edition(layout).annex_label), align="left")
    plain = dict.fromkeys(("header_first", "header_odd", "header_even"), _PLAIN_HEADER)
    styles = (label._replace(extra="<w:keepNext/>"),)
    return read_package(template(gbt, _SLOT + end, styles=styles, headers=plain))


@cache
def _style_ids(layout: EditionName) -> Mapping[str, str]:
    root = etree.fromstring(_base(layout, sideways=False)["word/styles.xml"])
    return {
        str(name.get(f"{{{W}}}val")): str(style.get(f"{{{W}}}styleId"))
        for style in root.iter(f"{{{W}}}style")
        for name in style.iter(f"{{{W}}}name")
    }
