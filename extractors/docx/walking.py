"""Ways through the elements of a part: in document order, past what is not to be read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from lxml import etree

from extractors.docx.names import (
    CHOICE,
    DEL_TEXT,
    DRAWING,
    FALLBACK,
    MATH_TEXT,
    OBJECT,
    PICT,
    SHAPES,
    Element,
    P,
    T,
)

Handler = Callable[[Element], bool | None]


def walk(root: Element, handlers: dict[str, Handler]) -> None:
    """Hand every element below a root to the handler of its name, in document order.

    What is inside an element whose handler says yes is passed over.
    """
    walker = etree.iterwalk(root, events=("start",), tag=tuple(handlers))
    if root.tag in handlers:
        next(walker)
    for _, element in walker:
        if handlers[element.tag](element):
            walker.skip_subtree()


def walk_flat(root: Element, handlers: dict[str, Handler]) -> None:
    """Do what ``walk`` does, twice as fast where hardly anything is passed over.

    What is passed over is counted first; so nothing large must be passed over again and again.
    """
    tags = tuple(handlers)
    elements = root.iter(*tags)
    if root.tag in handlers:
        next(elements)
    for element in elements:
        if handlers[element.tag](element):
            inside = sum(1 for _ in element.iter(*tags)) - 1
            for _ in islice(elements, inside):
                pass


def chosen_branch(alternate: Element) -> Element | None:
    """Give the one branch of an ``mc:AlternateContent`` that is read.

    The first choice that holds shapes, a picture or words; else the fallback; else any choice.
    """
    for branch in alternate.iterchildren(CHOICE):
        if next(branch.iter(*SHAPES), None) is not None:
            return branch
        if next(branch.iter(DRAWING, PICT, OBJECT), None) is None and _has_words(branch):
            return branch
    fallback = next(alternate.iterchildren(FALLBACK), None)
    if fallback is not None and len(fallback):
        return fallback
    return next(alternate.iterchildren(CHOICE), fallback)


def _has_words(element: Element) -> bool:
    return any(t.text for t in element.iter(T, MATH_TEXT))


def all_words(element: Element) -> str:
    """Give all words below an element, deleted ones and text boxes too, a line a paragraph."""
    pieces: list[str] = []

    def branch(found: Element) -> bool:
        return is_rejected(found)

    def piece(found: Element) -> None:
        pieces.append(found.text or "")

    def line(_: Element) -> None:
        pieces.append("\n")

    walk(
        element,
        {T: piece, DEL_TEXT: piece, MATH_TEXT: piece, P: line, CHOICE: branch, FALLBACK: branch},
    )
    return "".join(pieces).strip("\n")


def is_rejected(branch: Element) -> bool:
    """Tell whether a branch of an ``mc:AlternateContent`` is the one that is not read."""
    alternate = branch.getparent()
    return alternate is not None and chosen_branch(alternate) is not branch
