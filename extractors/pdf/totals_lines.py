"""The statistics sentence of annex 5 beside its heading, where no rulings part the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.annexes.risk_words import is_heading
from extractors.annexes.totals import read_totals
from extractors.pdf.text_lines import TextLine, joined_text, lines_of

_MOST_LINES: Final = 6  # of the sentence beside its heading
_BEFORE: Final = 0.01  # points by which a heading stands above what it is for


def without_columns(lines: list[TextLine]) -> list[TextLine]:
    """Put the heading of the totals (汇总统计情况), which may be broken, above their sentence."""
    for start in range(len(lines)):
        if len(lines[start].pieces) > 1 or start + 1 < len(lines):
            for end in range(min(len(lines), start + _MOST_LINES), start + 1, -1):
                found = _parted(lines[start:end])
                if found:
                    return [*lines[:start], *found, *lines[end:]]
    return lines


def _parted(lines: Sequence[TextLine]) -> list[TextLine]:
    """Part lines into a heading and a sentence beside it; empty if they are something else."""
    parts = [piece for line in lines for piece in line.pieces]
    first = min(parts, key=lambda piece: piece.left)
    label = [piece for piece in parts if piece.left < first.right]
    value = [piece for piece in parts if piece.left >= first.right]
    edge = max(piece.right for piece in label)
    if not value or min(piece.left for piece in value) < edge:
        return []
    text = "".join(piece.text for piece in label)
    if not is_heading(text) or not _tells_all(value, lines[0].page):
        return []
    heading = replace(
        label[0],
        chars=tuple(char for piece in label for char in piece.chars),
        top=min(line.top for line in lines) - _BEFORE,
    )
    return [heading, *lines_of([c for piece in value for c in piece.chars], lines[0].page)]


def _tells_all(value: Sequence[TextLine], page: int) -> bool:
    """Tell whether each line of a sentence says totals; its last one may say less."""
    lines = lines_of([char for piece in value for char in piece.chars], page)
    whole = read_totals(joined_text(lines))
    return bool(whole) and read_totals(joined_text(lines[:-1]), least=1) != whole
