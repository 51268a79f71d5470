"""The paragraphs of a template with their words, as docxtpl and a Word user find them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from rendering.returned.places import Element
from rendering.template_check.faults import Where
from rendering.wordml import W

_W = f"{{{W}}}"
_P, _T, _TBL, _TR, _TC = (f"{_W}{name}" for name in ("p", "t", "tbl", "tr", "tc"))
_WHITE = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}
_SPEAKS = frozenset({_T, f"{_W}delText", f"{_W}instrText"})
_HEADING = re.compile(r"^(heading \d|title|.*标题.*)$", re.IGNORECASE)
_AROUND, _MOST_HEADING = 12, 30


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A paragraph: its words, and the element that each character stands in."""

    element: Element
    text: str
    owners: tuple[tuple[int, Element], ...]
    where: Where
    hidden: tuple[str, ...] = ()

    def place(self, start: int, end: int) -> Where:
        """Give the place with the words around a range."""
        before = self.text[max(0, start - _AROUND) : start]
        after = self.text[end : end + _AROUND]
        words = f"{before}{self.text[start:end]}{after}"
        shown = " ".join(words.split())
        dots = ("…" if start > _AROUND else "", "…" if end + _AROUND < len(self.text) else "")
        place = self.where
        return Where(
            place.part, place.number, place.heading, place.table, place.row, place.column,
            f"{dots[0]}{shown}{dots[1]}",
        )  # fmt: skip

    def elements(self, start: int, end: int) -> list[Element]:
        """Give the elements whose words lie in a range."""
        pieces = [*self.owners, (len(self.text), self.element)]
        return [
            element
            for (first, element), (after, _) in pairwise(pieces)
            if first < end and after > start
        ]

    def ancestor(self, name: str) -> Element | None:
        """Give the nearest element around the paragraph, by its local name."""
        return next(self.element.iterancestors(f"{_W}{name}"), None)

    @property
    def ends_section(self) -> bool:
        """Tell whether the paragraph carries a section's properties."""
        return self.element.find(f"{_W}pPr/{_W}sectPr") is not None

    @property
    def has_more(self) -> bool:
        """Tell whether it holds a drawing, which a tag that takes the paragraph would lose."""
        return next(self.element.iter(f"{_W}drawing", f"{_W}pict", f"{_W}object"), None) is not None


@dataclass(slots=True)
class _Count:
    """What the walk has met so far."""

    heading: str = ""
    tables: dict[Element, int] = field(default_factory=dict)


def paragraphs(root: Element, part: str, headings: frozenset[str]) -> Iterator[Paragraph]:
    """Give all paragraphs of a part, in the order of the file.

    Args:
        root: Root of the part.
        part: What a Word user calls it.
        headings: Ids of the styles of headings.
    """
    count = _Count()
    for element in root.iter(_TBL):
        count.tables[element] = len(count.tables) + 1
    for number, element in enumerate(root.iter(_P), 1):
        owners, text = _words(element)
        where = _where(element, part, number, count)
        yield Paragraph(element, text, owners, where, tuple(_hidden(element)))
        if where.table is None and _is_heading(element, headings) and text.strip():
            count.heading = " ".join(text.split())[:_MOST_HEADING]


def heading_styles(styles: Element) -> frozenset[str]:
    """Give the ids of the styles that head something."""
    return frozenset(
        str(style.get(f"{_W}styleId"))
        for style in styles.iter(f"{_W}style")
        if (name := style.find(f"{_W}name")) is not None
        and _HEADING.match(str(name.get(f"{_W}val")))
    )


def style_names(styles: Element) -> frozenset[str]:
    """Give the names of all styles."""
    names = (style.find(f"{_W}name") for style in styles.iter(f"{_W}style"))
    return frozenset(str(name.get(f"{_W}val")) for name in names if name is not None)


def header_names(root: Element, relations: Mapping[str, str]) -> dict[str, str]:
    """Name the headers and footers as Word does.

    Args:
        root: Root of the main part.
        relations: Id of a relationship → name of the part.
    """
    pages = {"first": "首页", "even": "偶数页"}
    found: dict[str, str] = {}
    for number, section in enumerate(root.iter(f"{_W}sectPr"), 1):
        for kind, name in (("headerReference", "页眉"), ("footerReference", "页脚")):
            for reference in section.iter(f"{_W}{kind}"):
                ids = [v for k, v in reference.attrib.items() if str(k).endswith("}id")]
                page = pages.get(reference.get(f"{_W}type", ""), "")
                for id_ in ids:
                    target = relations.get(str(id_), "")
                    found.setdefault(target, f"第{number}节的{page}{name}")
    return found


def _own(element: Element) -> Iterator[Element]:
    """Give what lies in a paragraph, but not in the paragraphs of text boxes within it."""
    stack = [iter(element)]
    while stack:
        for child in stack[-1]:
            yield child
            if child.tag != _P:
                stack.append(iter(child))
                break
        else:
            stack.pop()


def _words(element: Element) -> tuple[tuple[tuple[int, Element], ...], str]:
    owners: list[tuple[int, Element]] = []
    pieces: list[str] = []
    length = 0
    for child in _own(element):
        words = str(child.text or "") if child.tag in _SPEAKS else _WHITE.get(str(child.tag), "")
        if words and child.tag != _P:
            owners.append((length, child))
            pieces.append(words)
            length += len(words)
    return tuple(owners), "".join(pieces)


def _hidden(element: Element) -> Iterator[str]:
    """Give tags in attributes, such as the words beside a picture."""
    for child in _own(element):
        if isinstance(child.tag, str) and child.tag != _P:
            yield from (v for v in map(str, child.attrib.values()) if "{{" in v or "{%" in v)


def _where(element: Element, part: str, number: int, count: _Count) -> Where:
    cell = next(element.iterancestors(_TC), None)
    row = next(cell.iterancestors(_TR), None) if cell is not None else None
    table = next(row.iterancestors(_TBL), None) if row is not None else None
    if cell is None or row is None or table is None:
        return Where(part, number, count.heading)
    return Where(
        part,
        number,
        count.heading,
        count.tables[table],
        1 + sum(1 for _ in row.itersiblings(_TR, preceding=True)),
        1 + sum(1 for _ in cell.itersiblings(_TC, preceding=True)),
    )


def _is_heading(element: Element, headings: frozenset[str]) -> bool:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    named = style is not None and style.get(f"{_W}val") in headings
    return named or element.find(f"{_W}pPr/{_W}outlineLvl") is not None


def between(paragraph: Paragraph, elements: list[Element]) -> Iterator[str]:
    """Name what stands inside a tag and cannot be taken out of it, as docxtpl would.

    Args:
        paragraph: Where the tag stands.
        elements: The pieces of text that the tag is spread over.
    """
    if any(element.tag == f"{_W}instrText" for element in elements):
        yield "域代码"
    holders = {_holder(element) for element in elements if element.tag == _T}
    if len(holders) > 1:
        yield "超链接、修订或内容控件的边界"
    inside = False
    for child in _own(paragraph.element):
        if child in elements[:-1]:
            inside = True
        elif child is elements[-1]:
            return
        elif inside and child.tag == _T and not child.text:
            yield "一处空的文字"  # docxtpl takes it for the beginning of the next piece
        elif inside and (name := _KEPT.get(str(child.tag).removeprefix(_W))):
            yield name


_KEPT = {
    "drawing": "图片",
    "pict": "图片",
    "object": "对象",
    "fldChar": "域",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "commentReference": "批注",
    "sym": "符号",
}


def _holder(element: Element) -> Element | None:
    run = element.getparent()
    return run.getparent() if run is not None else None


def row_words(element: Element) -> str:
    """Give all words of a row or cell."""
    return "".join(str(piece.text or "") for piece in element.iter(_T))
