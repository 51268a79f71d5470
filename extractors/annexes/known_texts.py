"""Texts of a form that are no values: titles, headers, labels, notes, totals, furniture."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extractors.annexes.answers import is_unanswered, read_answer
from extractors.annexes.furniture import (
    is_department,
    is_furniture,
    is_note,
    title_kind,
)
from extractors.annexes.header_remarks import begins_with_title, remarks_in_title
from extractors.annexes.headers import field_of, header_words
from extractors.annexes.labels import label_field, read_labels
from extractors.annexes.levels import read_level
from extractors.annexes.risk_words import is_heading, is_total, says_no_risk
from extractors.annexes.scales import pairs_in
from extractors.annexes.tables import find_header
from extractors.annexes.text import bare, is_placeholder, is_prompt, says_ditto, without_number
from extractors.annexes.totals import beyond_totals, says_total
from extractors.annexes.vocabulary import patterns, words
from extractors.grid import Cell, Grid
from schemas.criteria import criteria
from schemas.forms import CATEGORIES
from schemas.text import normalised

_TABLES = ("catalogue", "step_table", "roster", "risk", "rating", "sign_offs", "assessment")
_REMARK = re.compile(r"[(（][^()（）]{7,}[)）]\s*$")
_LABELS = ("sign_offs", "rating")
_ARROWS = frozenset({"next", "previous"})
_LEAST_HEADERS = 2
_LEAST_BLANKS = 2
_LEAST_OF_CRITERION = 4
_LONGEST_UNKNOWN = 8  # characters of a header that no form has
_LONGEST_HEADER = 24
_LONGEST_DEPARTMENT = 12


@lru_cache(maxsize=4096)
def is_known(text: str, kind: str) -> bool:
    """Tell whether a text is a title, a header, a note, a level, a total or other furniture.

    Args:
        text: A paragraph, a cell or one of its lines.
        kind: The form in which it stands; some texts are known in one form only.
    """
    if kind == "assessment" and (
        read_answer(text) is not None or is_unanswered(text) or _is_criterion(text)
    ):
        return True
    if kind == "roster" and _matches(text, patterns("roster", "prose")):
        return True
    return (
        is_placeholder(text)
        or is_furniture(text)
        or bool(title_kind(text))
        or is_note(text)
        or _is_heading(text)
        or _says_nothing(text)
        or _is_understood(text)
    )


def _is_heading(text: str) -> bool:
    """Tell whether a text is the label of a value, a small heading, or a department's name."""
    if label_field(text) or bare(text) in _header_words():
        return True
    if (
        _REMARK.search(text)
        or remarks_in_title(text)
        or (is_department(text) and len(text) > _LONGEST_DEPARTMENT)
    ):
        return False
    return is_heading(text)


@lru_cache(maxsize=4096)
def names_label(text: str) -> bool:
    """Tell whether a cell is the label of one of annex 4's fields or blocks, remarks aside."""
    return len(text) <= _LONGEST_HEADER and any(field_of(text, table) for table in _LABELS)


def _says_nothing(text: str) -> bool:
    labels = read_labels(text)[1]
    return (
        says_no_risk(text)
        or says_ditto(text)
        or (_matches(text, patterns("risks", "flow_references")) and not remarks_in_title(text))
        or (bool(labels) and all(is_placeholder(label.value) for label in labels))
    )


def _is_understood(text: str) -> bool:
    """Tell whether a text is one whose meaning and not whose words are kept."""
    return (
        read_level(text) is not None
        or _lists_levels(text)
        or is_total(text)
        or (says_total(text) and not beyond_totals(text))
        or bool(pairs_in(text))
        or any(label.field == "ignored" for label in read_labels(text)[1])
    )


def _lists_levels(text: str) -> bool:
    """Tell whether a text is the levels of several risks in order (高 中; 1.高 2.低)."""
    parts = [part for part in re.split(r"[\s、,，;；/]+", text) if part]
    return len(parts) > 1 and all(read_level(without_number(part)) for part in parts)


def _matches(text: str, known: Sequence[re.Pattern[str]]) -> bool:
    folded = normalised(text)
    return any(pattern.fullmatch(folded) for pattern in known)


def _is_criterion(text: str) -> bool:
    """Tell whether a text is a criterion of annex 7, whole or shortened."""
    letters = iter(bare(without_number(text)))
    first = next(letters, "")
    return bool(first) and any(
        text_of.startswith(first) and _shortens(bare(without_number(text)), text_of)
        for text_of in _criteria()
    )


def _shortens(short: str, whole: str) -> bool:
    """Tell whether the letters of one text stand in another in the same order."""
    letters = iter(whole)
    return len(short) >= _LEAST_OF_CRITERION and all(letter in letters for letter in short)


@cache
def _criteria() -> tuple[str, ...]:
    return tuple(bare(c.text) for c in criteria())


@cache
def _header_words() -> frozenset[str]:
    return frozenset(word for table in _TABLES for word in header_words(table).exact)


@cache
def beside_values() -> frozenset[str]:
    """Give the words that stand in one line with values: labels, roles, criteria."""
    labels = (word for listed in words("labels").values() for word in listed)
    roles = words("roster")["only_roles"]
    signed = (word for table in _LABELS for word in header_words(table).exact)
    told = (text for c in criteria() for text in (c.text, c.group))
    others = words("phrases")["beside_values"]
    return frozenset(map(normalised, (*labels, *roles, *signed, *told, *others)))


@cache
def signing() -> re.Pattern[str]:
    """Compile the words that ask for a signature (部门负责人签字, 盖章)."""
    known = words("sign_offs")
    return re.compile(
        rf"(?:{'|'.join(known['signers'])})|(?:{known['signing']})|加?盖公?章|[盖签][章字名]"
    )


# ---- cells


def passed_cells(
    grid: Grid, tables: Sequence[str], open_: Collection[int], *, asked: bool
) -> set[int]:
    """Give the ids of cells without values: headers, names of those who signed, issued rows.

    Args:
        grid: The table.
        tables: Kinds of table that it can be, as in ``headers.toml``.
        open_: Ids of the cells that no field has; rows that fields have for the most part are no
            headers, and need not be looked at.
        asked: Columns are asked for (LF-F10), so that what stands in two for one field waits.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    passed = {
        id(cell)
        for cells in rows.values()
        if any(id(cell) in open_ for cell in cells)
        for cell in _passed(cells, sum(id(cell) in open_ for cell in cells) * 2 >= len(cells))
    }
    for table in tables:
        header = find_header(grid, table, CATEGORIES if table == "catalogue" else ())
        columns = header.columns if header else ()
        ticked = [(column, header.last) for column in columns if header and column.option]
        passed |= {id(c) for column, row in ticked if (c := grid.at(row, column.start)) is not None}
        for column in columns:
            same = [c for c in columns if c.field == column.field and column.field]
            if asked and len(same) > 1:
                passed |= {id(c) for c in grid.cells if column.start <= c.column <= column.end}
    return passed


def arrow_cells(grid: Grid) -> set[int]:
    """Give the ids of the cells below 下一环节 and 上一环节, whose words are arrows."""
    header = find_header(grid, "step_table")
    columns = [c for c in header.columns if c.field in _ARROWS] if header else []
    return {
        id(cell)
        for cell in grid.cells
        if header and cell.row > header.last and bare(cell.text) not in header.words
        if any(column.start <= cell.column <= column.end for column in columns)
    }


def _passed(cells: Sequence[Cell], may_be_header: bool) -> Iterator[Cell]:  # noqa: FBT001
    texts = [cell.text for cell in cells]
    blank = [text for text in texts if text and is_placeholder(text)]
    if any(map(is_prompt, texts)) or len(blank) >= _LEAST_BLANKS:
        yield from cells  # a row as the blank form has it
    elif may_be_header and _is_header(texts):
        yield from (c for c in cells if names_column(c.text) or len(c.text) <= _LONGEST_UNKNOWN)
    elif any(map(says_no_risk, texts)):  # whose step or item is named all the same
        yield from (c for c in cells if len(c.text) <= _LONGEST_UNKNOWN)
    else:
        yield from (cell for before, cell in pairwise(cells) if _is_beside(before.text, cell.text))


def _is_beside(label: str, text: str) -> bool:
    """Tell whether a cell belongs to the label before it: who signed, or a note."""
    return label_field(label) == "ignored" or is_note(f"{label}：{text}")


def _is_header(texts: Sequence[str]) -> bool:
    """Tell whether the cells of a row are the headers of columns, known ones for the most part."""
    filled = [text for text in texts if text]
    known = [text for text in filled if names_column(text)]
    return len(known) >= _LEAST_HEADERS and len(known) * 2 >= len(filled)


@lru_cache(maxsize=4096)
def names_column(text: str) -> bool:
    """Tell whether a cell can be the header of a column of any form, remarks aside."""
    short = len(text) <= _LONGEST_HEADER and "。" not in text
    return short and (begins_with_title(text) or any(field_of(text, table) for table in _TABLES))
