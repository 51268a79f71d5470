"""The tables of the statistics: the overview, and items and levels line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from rendering.gbt9704 import Standard
from rendering.level_bars import bar_look
from rendering.textfit import lines
from rendering.wordml import Face, cell, escape, row, run, table
from schemas.college import LEVELS
from schemas.counting import UNIT_NAMES, Unit
from schemas.statistics import Line, Statistics
from schemas.text import one_line

ITEMS, POINTS, NONE = "职权事项", "廉政风险点", "—"
_LINE_POINTS, _PADDING = 14.0, 4.6
_CELL_MARGIN = 170
_FILL = "F2F2F2"
_FIGURE = 24.0
_FIGURE_LINE, _CAPTION_LINE = 34.0, 20.0


class Paper(Protocol):
    """A template that knows the ids of its styles."""

    def style(self, name: str) -> str:
        """Give a style's id by its name."""


def table_rows(
    head: str, lines_: Sequence[Line], overall: Line, unit: Unit
) -> tuple[tuple[str, ...], ...]:
    """Give the words of a table: two rows of heads, a row for every line, and the total."""
    counted = f"{POINTS}（{UNIT_NAMES[unit]}）"
    return (
        (head, ITEMS, counted, counted, counted, counted),
        (head, ITEMS, "个数", *LEVELS),
        *(_words(line) for line in lines_),
        _words(overall),
    )


def _words(line: Line) -> tuple[str, ...]:
    return (one_line(line.name), *(str(n) if n else NONE for n in (line.items, *line.risks)))


def overview_rows(figures: Statistics) -> tuple[tuple[str, ...], ...]:
    """Give the words of the overview: a figure above what it counts, levels with their share."""
    risks = figures.overall.risks
    captions = (
        ("部门", len(figures.departments)),
        (ITEMS, figures.overall.items),
        (POINTS, risks.points),
        *((f"{level}等级", number) for level, number in zip(LEVELS, risks[1:], strict=True)),
    )
    shares = ("", "", "", *(_share(number, risks.points) for number in risks[1:]))
    return (
        tuple(
            f"{number}\n{caption}{share}"
            for (caption, number), share in zip(captions, shares, strict=True)
        ),
    )


def _share(number: int, whole: int) -> str:
    return f"（{number / whole:.1%}）" if whole else ""


class StatisticsTables:
    """Writes the tables, with the styles of one template, and tells how high they are."""

    def __init__(self, standard: Standard, paper: Paper) -> None:
        """Prepare for an upright page."""
        self._grid, self._head = paper.style("公文表格"), paper.style("表格栏目")
        self._text, self._centre = paper.style("表格文字"), paper.style("表格居中")
        self._font, self._em = standard.fonts, standard.sizes.table * 20
        width = standard.page.text_width
        number = width // 10
        self._widths = (width - 5 * number, *[number] * 5)
        self._cells = [width // 6] * 6

    def xml(self, rows: Sequence[Sequence[str]], title: str) -> str:
        """Write a table of :func:`table_rows`; its heads are repeated on every page."""
        return table(self._widths, self._rows(rows), style=self._grid, title=title)

    def height(self, rows: Sequence[Sequence[str]]) -> float:
        """Give the height of such a table, points."""
        heads = (rows[0][2], sum(self._widths[2:])), *zip(rows[0][:1], self._widths, strict=False)
        upper = max(self._lines(text, width) for text, width in heads)
        names = (self._lines(words[0], self._widths[0]) for words in rows[2:])
        # the heads of the first two columns reach over both rows, and one of them takes two lines
        return sum((most * _LINE_POINTS + _PADDING) for most in (upper, 1, *names))

    def overview(self, rows: Sequence[Sequence[str]], title: str) -> str:
        """Write the overview: large figures side by side."""
        cells = (self._figure(n, *words.split("\n")) for n, words in enumerate(rows[0]))
        return table(self._cells, [row(cells)], style=self._grid, title=title)

    @property
    def overview_height(self) -> float:
        """Height of the overview, points; its captions may take two lines."""
        return _FIGURE_LINE + 2 * _CAPTION_LINE + _PADDING

    def _figure(self, column: int, number: str, caption: str) -> str:
        color = bar_look("高").fill if column == len(self._cells) - len(LEVELS) else None
        face = Face(font=self._font.title, size=_FIGURE, color=color)
        return cell(
            self._cells[column],
            lines_of(run(number, face), self._centre, _FIGURE_LINE),
            lines_of(run(caption), self._centre, _CAPTION_LINE),
            valign="center",
        )

    def _rows(self, rows: Sequence[Sequence[str]]) -> Iterator[str]:
        yield from self._heads(rows[0], rows[1])
        for words in rows[2:-1]:
            yield row(self._line(words))
        yield row(self._line(rows[-1], total=True))

    def _heads(self, upper: Sequence[str], lower: Sequence[str]) -> Iterator[str]:
        name, items, *numbers = self._widths
        yield row(
            (
                self._head_cell(name, upper[0], merge="restart"),
                self._head_cell(items, upper[1], merge="restart"),
                self._head_cell(sum(numbers), upper[2], span=len(numbers)),
            ),
            header=True,
        )
        yield row(
            (
                self._head_cell(name, "", merge="continue"),
                self._head_cell(items, "", merge="continue"),
                *(self._head_cell(w, words) for w, words in zip(numbers, lower[2:], strict=True)),
            ),
            header=True,
        )

    def _head_cell(self, width: int, words: str, **more: object) -> str:
        content = lines_of(run(words) if words else "", self._head, _LINE_POINTS)
        return cell(width, content, fill=_FILL, valign="center", **more)  # type: ignore[arg-type]

    def _line(self, words: Sequence[str], *, total: bool = False) -> Iterator[str]:
        face = Face(font=self._font.level_1) if total else Face()
        for column, (width, text) in enumerate(zip(self._widths, words, strict=True)):
            style = self._centre if column else self._text
            yield cell(
                width,
                lines_of(run(text, face), style, _LINE_POINTS),
                fill=_FILL if total else None,
                valign="center",
            )

    def _lines(self, text: str, width: int) -> int:
        return lines(text, (width - _CELL_MARGIN) / self._em + 1)


def lines_of(content: str, style: str, points: float, *, namespaces: str = "") -> str:
    """Write a paragraph with lines of a height of its own, points."""
    opening = f"<w:p {namespaces}>" if namespaces else "<w:p>"
    return (
        f'{opening}<w:pPr><w:pStyle w:val="{escape(style)}"/>'
        f'<w:spacing w:line="{round(points * 20)}" w:lineRule="exact"/></w:pPr>{content}</w:p>'
    )
