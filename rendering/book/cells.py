"""Setting words in the cells of a book's tables, with the height that they take."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from rendering.book.press import Press
from rendering.book.sheets import Piece
from rendering.book.tables import CELL_MARGIN_POINTS, FILL, PADDING_POINTS, Cell, Grid, Text
from rendering.wordml import PLAIN, Face, cell, paragraph, row, run, tab, table

WORDS, CENTRED, LISTED, HEAD = "手册表文", "手册表中", "手册条目", "手册表头"
_NUMBER_EMS = 1.8
"""Room for an entry's number, as the style has it."""

_NAME_SHARE = 0.28


class Cells:
    """Sets cells with the styles of one template; widths are points."""

    def __init__(self, press: Press) -> None:
        """Prepare."""
        self._press = press

    def grid(self, width: float, columns: Sequence[tuple[str, float]], title: str) -> Grid:
        """Make a table so many points wide.

        Args:
            width: Of the table.
            columns: Head and share of the width of each column.
            title: Alternative text.
        """
        whole = sum(share for _, share in columns)
        widths = [width * share / whole for _, share in columns]
        heads = [self._text(run(head), head, HEAD, own) for (head, _), own in
                 zip(columns, widths, strict=True)]  # fmt: skip
        style, blank = self._press.style("公文表格"), self._press.style("分节")
        return Grid(widths, heads, style=style, blank=blank, title=title)

    def card(self, width: float, lines: Sequence[Sequence[str]], title: str) -> Piece:
        """Make a small table of names and values by turns, the names on a grey ground."""
        pair = width / (len(lines[0]) // 2)
        widths = [pair * (_NAME_SHARE if n % 2 == 0 else 1 - _NAME_SHARE)
                  for n in range(len(lines[0]))]  # fmt: skip
        twips = [round(points * 20) for points in widths]
        rows, height = [], 0.0
        for line in lines:
            texts = [self._text(run(text), text, CENTRED if n % 2 else HEAD, own)
                     for n, (text, own) in enumerate(zip(line, widths, strict=True))]  # fmt: skip
            rows.append(row(_cards(twips, texts)))
            height += max(text.height for text in texts) + PADDING_POINTS
        made = table(twips, rows, style=self._press.style("公文表格"), title=title)
        return Piece(self._press.opener() + made, height + 1.0)

    def words(self, text: str, width: float, key: Hashable | None = None) -> Cell:
        """Set a text; neighbours with an equal key are one cell."""
        return Cell((self._text(run(text), text, WORDS, width),), key)

    def centred(
        self,
        text: str,
        width: float,
        key: Hashable | None = None,
        *,
        face: Face = PLAIN,
        fill: str | None = None,
    ) -> Cell:
        """Set a short text in the middle."""
        return Cell((self._text(run(text, face), text, CENTRED, width),), key, fill)

    def runs(self, content: str, like: str, width: float) -> Cell:
        """Set prepared runs in the middle, which take no more room than other words."""
        return Cell((self._text(content, like, CENTRED, width),))

    def entries(
        self, entries: Sequence[tuple[int, str]], width: float, key: Hashable | None = None
    ) -> Cell:
        """Set numbered entries, each as a paragraph of its own."""
        return Cell(tuple(self._entry(*entry, width) for entry in entries), key)

    def _entry(self, number: int, text: str, width: float) -> Text:
        content = run(f"{number}.") + tab() + run(text)
        room = width - _NUMBER_EMS * self._press.line(LISTED).size
        return self._text(content, text, LISTED, room)

    def _text(self, content: str, text: str, style: str, width: float) -> Text:
        lines = self._press.lines(text, style, width - CELL_MARGIN_POINTS)
        xml = paragraph(content, style=self._press.style(style))
        return Text(xml, lines * self._press.line(style).height)


def _cards(twips: Sequence[int], texts: Sequence[Text]) -> Iterator[str]:
    for number, (width, text) in enumerate(zip(twips, texts, strict=True)):
        yield cell(width, text.xml, fill=None if number % 2 else FILL, valign="center")
