"""Why a Word document cannot be read."""

from __future__ import annotations


class DocumentFault(Exception):  # noqa: N818 - a fault of the file, as the findings say
    """The document cannot be read.

    Attributes:
        reason: A short Chinese half-sentence for the person who sent the file.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Damaged(DocumentFault):
    """The package or its main part is not what a Word file must be."""


class TooManyCells(DocumentFault):
    """The tables exceed the ceiling on cells, columns or nesting."""
