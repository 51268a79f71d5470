"""Fields: which part of one is shown, what its form controls say, and which look outside."""

from __future__ import annotations

from extractors.docx.names import VAL, Element, is_on, w
from extractors.docx.styles import whole
from extractors.docx.symbols import CHECKED, UNCHECKED

#: Fields that fetch something from outside the document, or run something.
OUTWARD = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE"}
)


class Fields:
    """Follows the marks of complex fields through a paragraph.

    Attributes:
        outward: Names of the fields met that look outside of the document.
    """

    def __init__(self) -> None:
        self.outward: list[str] = []
        self._open: list[list[str] | None] = []
        self._codes = 0

    @property
    def in_code(self) -> bool:
        """Whether what follows is code of a field, not its result."""
        return self._codes > 0

    def mark(self, kind: str) -> None:
        """Take a begin, separate or end mark; marks out of order do no harm."""
        if kind == "begin":
            self._open.append([])
            self._codes += 1
        elif self._open:
            code = self._open[-1]
            if code is not None:
                self.note("".join(code))
                self._codes -= 1
            self._open[-1] = None
            if kind == "end":
                self._open.pop()

    def code(self, text: str) -> None:
        """Take a piece of the innermost field's code."""
        if self._open and (innermost := self._open[-1]) is not None:
            innermost.append(text)

    def note(self, code: str) -> None:
        """Remember a field by its code if it looks outside."""
        name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
        if name in OUTWARD:
            self.outward.append(name)

    def close(self) -> None:
        """Forget open fields, as a damaged one would otherwise swallow the rest of the text."""
        while self._open:
            self.mark("end")


def legacy_choice(element: Element) -> str:
    """Give what a ``w:checkBox`` or ``w:ddList`` of an old form field shows."""
    if element.tag == w("ddList"):
        return _drop_down(element)
    for name in ("checked", "default"):
        state = element.find(w(name))
        if state is not None:
            return CHECKED if is_on(state) else UNCHECKED
    return UNCHECKED


def _drop_down(element: Element) -> str:
    entries = [entry.get(VAL, "") for entry in element.iterchildren(w("listEntry"))]
    for name in ("result", "default"):
        number = whole(element.find(w(name)))
        if number is not None and number >= 0:
            return entries[number] if number < len(entries) else ""
    return entries[0] if entries else ""
