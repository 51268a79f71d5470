"""Rows of a label and its value without rulings: what stands above and below annex 4's risks.

The labels stand below each other at the left, and are known words; each value's text is set
level with the middle or the top of its label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.annexes.furniture import is_annex_heading, is_note, opens_note, title_kind
from extractors.annexes.headers import field_of, header_words
from extractors.annexes.levels import read_level
from extractors.annexes.text import bare
from extractors.pdf.lattice import Box
from extractors.pdf.objects import Char
from extractors.pdf.row_edges import row_edges
from extractors.pdf.row_fit import BLANK, Band, Stack, fit
from extractors.pdf.tables import PageCell, PageTable
from extractors.pdf.text_lines import TextLine, lines_of

TOP: Final = ("rating",)
SIGNED: Final = ("sign_offs", "rating")
_LABEL_LINES: Final = 3
_WRAPPED_LINES: Final = 4  # of the page, in which the next line of a label stands
_LEAST: Final = 2  # labels of such a block
_ABOVE: Final = 4  # lines of a value that may stand above its label
_DOUBTFUL: Final = 6.0  # points by which a value may be off its label


@dataclass(frozen=True, slots=True)
class LabelRows:
    """A block of labels and values among the lines of a page.

    Attributes:
        start, end: Its first line, and the one below it.
        table: Its rows.
    """

    start: int
    end: int
    table: PageTable


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at the left: its lines, and which lines of the page these are in."""

    lines: tuple[TextLine, ...]
    first: int
    last: int

    @property
    def band(self) -> Band:
        return Band(self.lines[0].top, self.lines[-1].bottom)


def label_rows(
    lines: Sequence[TextLine], page: int, kinds: Sequence[str], *, least: int = _LEAST
) -> LabelRows | None:
    """Find the last block of labels and values that a title or a note does not interrupt.

    Args:
        lines: From top to bottom.
        page: Number of the page.
        kinds: Keys of ``data/headers.toml`` whose fields may be labels.
        least: How many labels it has at least.
    """
    labels = _labels(lines, kinds)
    if len(labels) < least:
        return None
    end = next((n for n in range(labels[-1].last + 1, len(lines)) if ends(lines[n])), len(lines))
    tried = [_block(lines, start, end, labels, page, kinds) for start in _starts(lines, labels[0])]
    return min(tried, key=lambda one: one[0])[1]


def ends(line: TextLine) -> bool:
    """Tell whether a line is a title or a note, which is part of no table."""
    text = line.text
    return bool(title_kind(text)) or is_annex_heading(text) or opens_note(text) or is_note(text)


def _labels(lines: Sequence[TextLine], kinds: Sequence[str]) -> list[_Label]:
    """Find the labels below each other at the left of lines; long ones are broken."""
    left = [line.pieces[0] for line in lines]
    known = [piece for piece in left if _is_label(piece.text, kinds)]
    first = min(known, key=lambda piece: piece.left, default=None)
    if first is None:
        return []
    edge = max(piece.right for piece in known if piece.left < first.right)
    column: list[tuple[int, TextLine]] = []
    for n, line in enumerate(lines):
        own = [
            c for piece in line.pieces if piece.left + piece.right < 2 * edge for c in piece.chars
        ]
        column += [(n, part) for part in lines_of(own, line.page)]
    found: list[_Label] = []
    at = 0
    while at < len(column):
        taken = _taken(column, at, kinds)
        if taken:
            group = column[at : at + taken]
            found.append(_Label(tuple(p for _, p in group), group[0][0], group[-1][0]))
        elif len(found) >= _LEAST:
            break
        else:
            found = []  # 审定 among the risks is no block's label
        at += taken or 1
    return found


def _taken(column: Sequence[tuple[int, TextLine]], at: int, kinds: Sequence[str]) -> int:
    """Tell how many lines a label takes that begins with a line; 0 when none does."""
    for count in range(_LABEL_LINES, 1, -1):
        if len(column) >= at + count and _is_exact(column[at : at + count], kinds):
            return count
    for count in range(1, _LABEL_LINES + 1):
        if _whole(column, at, count, kinds):
            if not _is_exact(column[at : at + count], kinds) and (
                _whole(column, at + 1, count - 1, kinds)
            ):
                return 0  # the first line is the end of what stands above
            return count + _more(column, at, count, kinds)
    return 0


def _is_exact(lines: Sequence[tuple[int, TextLine]], kinds: Sequence[str]) -> bool:
    text = bare("".join(line.text for _, line in lines))
    return any(text in header_words(kind).exact for kind in kinds)


def _more(column: Sequence[tuple[int, TextLine]], at: int, count: int, kinds: Sequence[str]) -> int:
    """Tell how many further lines belong to a label: 名称 below 职权事项."""
    for more in range(_LABEL_LINES - count, 0, -1):
        starts = any(_whole(column, at + count, k, kinds) for k in range(1, _LABEL_LINES + 1))
        if not starts and _whole(column, at, count + more, kinds):
            return more
    return 0


def _whole(
    column: Sequence[tuple[int, TextLine]], at: int, count: int, kinds: Sequence[str]
) -> bool:
    group = [piece for _, piece in column[at : at + count]]
    return count == len(group) > 0 and _is_label("".join(piece.text for piece in group), kinds)


def _is_label(text: str, kinds: Sequence[str]) -> bool:
    """Tell whether a text is a label: below the risks, of a sign-off block or 备注."""
    if kinds == SIGNED:
        return bool(field_of(text, "sign_offs")) or field_of(text, "rating") == "remarks"
    return any(field_of(text, kind) for kind in kinds)


def _starts(lines: Sequence[TextLine], label: _Label) -> Iterator[int]:
    """Give the lines with which the block may begin: some above its first label are its value's."""
    yield label.first
    for n in range(label.first - 1, max(label.first - _ABOVE, 0) - 1, -1):
        line = lines[n]
        inner = [piece for piece in line.pieces if piece.left > label.lines[0].right]
        if ends(line) or len(inner) != len(line.pieces) or read_level(inner[-1].text):
            return
        yield n


def _block(
    lines: Sequence[TextLine],
    start: int,
    end: int,
    labels: Sequence[_Label],
    page: int,
    kinds: Sequence[str],
) -> tuple[float, LabelRows]:
    """Part a block into its cells; tell also how badly the values fit beside the labels."""
    own = lines[start:end]
    edges = _edges(own, labels, kinds)
    held: list[list[Char]] = [[] for _ in edges]
    for line in own:
        for piece in line.pieces:
            held[sum(piece.left >= edge for edge in edges) - 1] += piece.chars
    columns = [lines_of(chars, page) for chars in held[1:]]
    bands = [label.band for label in labels]
    stacks = [Stack(column, [False] * len(column), single=True) for column in columns]
    cost, fitted = fit(stacks, bands, row_edges(columns, bands))
    without = sum(not taken for way in fitted for _, _, taken in way.runs)
    right = max(line.right for line in own) + 1
    xs = [*edges, right]
    cells = [PageCell(xs[0], xs[1], n, n + 1, list(label.lines)) for n, label in enumerate(labels)]
    for n, way in enumerate(fitted, 1):
        cells += [PageCell(xs[n], xs[n + 1], first, last, taken) for first, last, taken in way.runs]
    table = PageTable(
        page=page,
        box=Box(xs[0], min(line.top for line in own), right, max(line.bottom for line in own)),
        xs=xs,
        rows=len(labels),
        cells=sorted(cells, key=lambda cell: (cell.row, cell.left)),
        ruled=False,
        margin=0.0,
    )
    table.doubtful = cost - BLANK * without > _DOUBTFUL * len(labels)
    return cost, LabelRows(start, end, table)


def _edges(
    lines: Sequence[TextLine], labels: Sequence[_Label], kinds: Sequence[str]
) -> list[float]:
    """Tell where columns begin: labels, values, and where they stand beside them again, more."""
    left = min(part.left for label in labels for part in label.lines) - 1
    edge = max(part.right for label in labels for part in label.lines) + 1
    beside = [[piece for piece in line.pieces if piece.left > edge] for line in lines]
    more = [
        piece
        for n, row in enumerate(beside)
        for piece in row
        if kinds == TOP and any(_is_label(text, kinds) for text in _wrapped(piece, beside[n + 1 :]))
    ]
    if not more:
        return [left, edge]
    return [left, edge, min(p.left for p in more) - 1, max(p.right for p in more) + 1]


def _wrapped(piece: TextLine, below: Sequence[Sequence[TextLine]]) -> Iterator[str]:
    """Give a piece's text, and what it is when it goes on in the lines below."""
    text = piece.text
    yield text
    for row in below[:_WRAPPED_LINES]:
        under = [p for p in row if p.left < piece.right and p.right > piece.left]
        text += "".join(p.text for p in under)
        yield text
