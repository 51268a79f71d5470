"""The text boxes of a drawing, read for what they hide, delete and change."""

from __future__ import annotations

from extractors.docx.names import TXBX_CONTENT, Element, P
from extractors.docx.text import Words
from extractors.docx.walking import walk
from extractors.grid import Line


class Boxes:
    """Reads the paragraphs of text boxes, each once.

    Attributes:
        words: The gatherer of words, which keeps what is left out and counts changes.
    """

    def __init__(self, left_out: list[tuple[str, str]]) -> None:
        """Take the list that receives what is left out."""
        self.words = Words()
        self.words.left_out = left_out
        self._lines: list[Line] = []
        self._open = False
        self._handlers = self.words.handlers | {P: self._start}
        del self._handlers[TXBX_CONTENT]

    def read(self, drawing: Element) -> tuple[Line, ...]:
        """Give the paragraphs of all text boxes in a drawing."""
        self._lines = []
        walk(drawing, self._handlers)
        self._close()
        return tuple(self._lines)

    def _start(self, _: Element) -> None:
        self._close()
        self._open = True

    def _close(self) -> None:
        if self._open:
            self._lines.append(Line("".join(self.words.pieces)))
        self._open = False
        self.words.start()
