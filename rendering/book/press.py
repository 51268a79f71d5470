"""Setting words: paragraphs in a template's styles, each with the height that it takes."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import NamedTuple, Protocol

from rendering.book.marks import Bookmarks, Heading, heading_runs
from rendering.book.measure import least_lines, most_lines
from rendering.book.sheets import BREAK, Flow
from rendering.style_lines import StyleLine
from rendering.wordml import XMLNS_W, escape, run

_MORE = "…"


class Styles(Protocol):
    """A template that knows its styles."""

    def style(self, name: str) -> str:
        """Give a style's id by its name."""

    def line(self, name: str) -> StyleLine:
        """Give letters and lines of a style."""


class Setting(NamedTuple):
    """Where words stand beside the style: room in points that is not theirs.

    Attributes:
        before, after: Above and below the paragraph.
        indent: At the left of the first line.
        beside: At the sides of all lines.
    """

    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    beside: float = 0.0


PLAIN = Setting()
_HEADINGS = {
    1: ("heading 1", Setting(after=14.0)),
    2: ("heading 2", PLAIN),
    3: ("heading 3", Setting(after=4.0)),
    4: ("heading 4", PLAIN),
}
"""Level → style of a heading and the room around it."""


class Press:
    """Sets paragraphs; widths and heights are points."""

    def __init__(self, styles: Styles) -> None:
        """Prepare for the styles of a template."""
        self.bookmarks = Bookmarks()
        self.style, self.line = cache(styles.style), cache(styles.line)

    def for_part(self, number: int) -> Press:
        """Give a press for one part of the document, whatever the others hold."""
        press = copy(self)
        press.bookmarks = Bookmarks(number)
        return press

    def lines(self, text: str, style: str, width: float) -> int:
        """Count the lines that a text takes at most."""
        return most_lines(text, width / self.line(style).size)

    def opener(self) -> str:
        """Write a paragraph of one point, for a page that would begin with a table."""
        return self.paragraph("", "分节")

    def shortened(self, text: str, style: str, width: float) -> str:
        """Give as much of a text as stands in one line."""
        line = text.replace("\n", "")
        while line and self.lines(line if line == text else f"{line}{_MORE}", style, width) > 1:
            line = line[: min(len(line) - 1, round(2 * width / self.line(style).size))]
        return line if line == text else f"{line}{_MORE}"

    def words(self, text: str, style: str, width: float, setting: Setting = PLAIN) -> Flow:
        """Set a text as a paragraph of running text."""
        return self.flowing(run(text), text, style, width, setting)

    def flowing(
        self, content: str, text: str, style: str, width: float, setting: Setting = PLAIN
    ) -> Flow:
        """Set prepared runs, which say ``text``, as running text."""
        size, height = self.line(style)
        ems = (width - setting.beside) / size
        indented = "　" * round(setting.indent / size) + text
        return Flow(
            self.paragraph(content, style, setting),
            most_lines(indented, ems),
            least_lines(indented, ems),
            height,
            around=setting.before + setting.after,
        )

    def heading(self, heading: Heading, width: float) -> Flow:
        """Set a heading with its bookmark."""
        content = heading_runs(heading, self.bookmarks)
        style, setting = _HEADINGS[heading.level]
        flow = self.flowing(content, heading.text, style, width, setting)
        return flow._replace(headings=(heading,))

    def paragraph(self, content: str, style: str, setting: Setting = PLAIN) -> str:
        """Write a paragraph that begins a page."""
        before, after = round(setting.before * 20), round(setting.after * 20)
        spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>' if before or after else ""
        return (
            f'<w:p {XMLNS_W}><w:pPr><w:pStyle w:val="{escape(self.style(style))}"/>'
            f"{BREAK}{spacing}</w:pPr>{content}</w:p>"
        )
