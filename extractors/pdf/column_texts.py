"""Which lines of a column without rulings are one text, as far as their words and widths tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extractors.annexes.headers import field_of
from extractors.annexes.text import list_number
from extractors.pdf.borderless_header import Column
from extractors.pdf.row_fit import BLANK, Stack, apart
from extractors.pdf.text_lines import TextLine, paragraphs

_ROUNDED: Final = 0.15  # points; a column is as wide as its widest text at least
TICK: Final = "√"
_BOXES: Final = "□☐☑√■"
_NAMED: Final = "》）)"  # with these the name of a regulation ends
_ENDS: Final = "。；;"
_REGULATIONS: Final = frozenset({"regulation", "planned"})
_LISTS: Final = _REGULATIONS | {"measures", "content", "basis", "answer"}
"""Fields of which one cell may hold several paragraphs."""
_POST_FIELDS: Final = frozenset({"responsible", "personnel", "actor"})
_OFTEN: Final = frozenset({"answer", "time_limit", "risk", ""})
"""Fields of which many a row has none; "" is a column that belongs to no field, as 备注."""
_POSTS: Final = re.compile(
    ".+(人|长|员|处|科|室|组|部|办|会|院|系|馆|部门|领导|专家|班级|学院|出纳|会计|书记|主任)"
)
_RANKS: Final = re.compile("(负责人|领导|处长|院长|科长|主任|书记|人员|员|会议|会|组|人|长)")
_MARGIN: Final = 0.3  # points by which the next best cells of a column must fit worse
_LISTS_MARGIN: Final = 0.45  # where one cell may hold what two others do
_COUNTED: Final = 4.0  # what it costs to part an enumeration, or to begin one within a cell
_TWO_TEXTS: Final = 3.0  # what a second paragraph costs where one is usual
_OFTEN_BLANK: Final = 0.3  # what a row without text costs where that is usual


def stack_of(
    lines: list[TextLine], column: Column, room: float, kind: str, *, first: bool
) -> Stack:
    """Prepare the lines of a column for being put into rows.

    Args:
        lines: From top to bottom, without the title.
        column: Where they stand.
        room: At most between the lines of one cell, as a share of their size.
        kind: Key of ``data/headers.toml``.
        first: It is the first column, which groups the rows.
    """
    field = field_of(column.title, kind)
    groups = paragraphs(lines, column.left, column.right, _ROUNDED)
    follows = [line is not group[-1] for group in groups for line in group]
    often = Counter(line.text for line in lines)
    numbers = [list_number(line.text) for line in lines]
    counted = numbers.count(1) > 1
    cuts, joins = [], []
    for n, (one, other) in enumerate(pairwise(lines)):
        whole = often[one.text] > 1 or often[other.text] > 1
        named = one.text[-1:] in _NAMED and other.text[:1] == "《"
        number = numbers[n + 1]
        posts = field in _POST_FIELDS and _are_posts(one.text, other.text)
        begins = whole or named or posts or one.text[-1:] in _ENDS or number is not None
        near = not apart(one, other, room)
        follows[n] = follows[n] and not begins and near
        last = next((known for known in reversed(numbers[: n + 1]) if known is not None), None)
        goes_on = counted and number is not None and last is not None and number == last + 1
        cuts.append(_COUNTED if goes_on and near and field in _REGULATIONS else 0.0)
        joins.append(_cost_of_joining(one, other, number, follows=follows[n], field=field))
    blank = _OFTEN_BLANK if field in _OFTEN and not first else BLANK
    margin = _LISTS_MARGIN if field in _LISTS else _MARGIN
    cuts.append(0.0)
    return Stack(lines, follows, room=room, cuts=cuts, joins=joins, blank=blank, margin=margin)


def _are_posts(one: str, other: str) -> bool:
    """Tell whether two lines name a post each, and not one that is broken: 分管学院 and 领导."""
    if _RANKS.fullmatch(other):
        return False
    return bool(_POSTS.fullmatch(one) and _POSTS.fullmatch(other))


def _cost_of_joining(
    one: TextLine, other: TextLine, number: int | None, *, follows: bool, field: str
) -> float:
    """Tell what it costs that two lines stand in one cell."""
    if number == 1 or one.text == other.text:
        return _COUNTED
    return 0.0 if follows or field in _LISTS else _TWO_TEXTS


def texts_of(
    lines: Sequence[TextLine], column: Column, room: float, *, single: bool
) -> list[list[TextLine]]:
    """Group the lines of a column into texts; a sequence number or a level is one line."""
    if single:
        return _levels(lines)
    groups: list[list[TextLine]] = []
    for paragraph in paragraphs(lines, column.left, column.right, _ROUNDED):
        for line in paragraph:
            if line is paragraph[0] or apart(groups[-1][-1], line, room):
                groups.append([line])
            else:
                groups[-1].append(line)
    return groups


def _levels(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Group lines of which each is a text, unless boxes to tick are spread over several."""
    groups: list[list[TextLine]] = []
    for line in lines:
        text = "".join(before.text for before in groups[-1]) if groups else ""
        spread = any(mark in text for mark in _BOXES) and text != TICK
        if spread and not text.endswith("低"):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
