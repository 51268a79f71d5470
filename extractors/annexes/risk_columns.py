"""The columns of annexes 4 and 5: which is which where headers are no safe sign, and which lack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from extractors.annexes.furniture import is_department
from extractors.annexes.headers import header_words
from extractors.annexes.tables import Column, Header, Row, find_header, traps, values_of
from extractors.annexes.text import bare, is_placeholder, joined, list_number, without_number
from extractors.annexes.vocabulary import words
from extractors.faults import COLUMN_AMBIGUOUS, COLUMN_AMBIGUOUS_HINT, COLUMN_MISSING
from extractors.grid import Grid
from schemas.findings import Finding

_TELLING = frozenset({"point", "manifestation", "level"})
_LOOKED_AT = 40
_LONGEST_STEP = 8  # characters: a step is rarely longer, a manifestation rarely shorter

Columns = tuple[Column, ...]
Values = Callable[[Column], list[str]]


def risk_header(grid: Grid, start: int = 1) -> Header | None:
    """Find the header of a table of risks at or below a row, its columns told apart.

    Where levels are ticked, each level's column has the level as its option.
    """
    options = tuple(words("levels")["columns"])
    header = find_header(grid, "risk", options, among=_TELLING, start=start)
    if header is None or not _is_header(header):
        return None
    columns = tuple(part for column in header.columns for part in _ticked(grid, header, column))
    return replace(header, columns=columns)


def _is_header(header: Header) -> bool:
    """Tell whether these are titles: a lone 高 is a level, and so is no title of its column."""
    told = {column.field for column in header.columns if not column.option}
    options = [column for column in header.columns if column.option]
    return bool(told & _TELLING) and len(options) != 1


def _ticked(grid: Grid, header: Header, column: Column) -> Iterator[Column]:
    """Part a level's column that stands over several of another scale (一级, 二级, 三级)."""
    leaves = {
        id(cell): cell
        for at in range(column.start, column.end + 1)
        if (cell := grid.at(header.last, at)) is not None
    }
    titles = [joined(cell.text) for cell in leaves.values()]
    parted = len(titles) > 1 and all(titles) and len(set(titles)) == len(titles)
    if column.field != "level" or column.option or not parted:
        yield column
        return
    for cell, title in zip(leaves.values(), titles, strict=True):
        end = cell.column + cell.column_span - 1
        yield Column(field="level", title=title, start=cell.column, end=end, option=title)


def told_apart(header: Header, rows: Iterable[Row], *, summary: bool) -> Header:
    """Decide by their values what columns are whose headers can mean different things.

    责任主体 and 责任部门 left of the items are the department; where 表现形式 is missing, a column
    风险点 with sentences in it holds the manifestations; of several columns for one field the one
    that is called as on the form is meant, except for 风险点 beside 环节, which nothing decides.

    Args:
        header: The header.
        rows: The rows of risks below it.
        summary: The table is annex 5, whose rows name their department.
    """
    values = _values_of(header, rows)
    columns = header.columns
    if summary:
        columns = _with_department(columns, values)
    columns = _with_manifestations(columns, values)
    return replace(header, columns=_without_doubles(columns))


def _values_of(header: Header, rows: Iterable[Row]) -> Values:
    looked_at = [values_of(header, row) for row in islice(rows, _LOOKED_AT)]

    def values(column: Column) -> list[str]:
        texts = (v.text for row in looked_at for v in row if v.column.start == column.start)
        return [text for text in texts if not is_placeholder(text)]

    return values


def _called(columns: Columns, column: Column, field: str) -> Columns:
    """Give the columns with one of them meaning another field."""
    return tuple(replace(c, field=field) if c is column else c for c in columns)


def _with_department(columns: Columns, values: Values) -> Columns:
    fields = [column.field for column in columns]
    named = [column for column in columns if column.field == "responsible"]
    right = next((i for i, field in enumerate(fields) if field in {"item", "point"}), 0)
    left = [column for column in columns[:right] if column.field == "responsible"]
    if "department" in fields or not left:
        return columns
    among = [without_number(joined(text)) for text in values(left[0])]
    only_departments = bool(among) and all(map(is_department, among))
    is_its = len(named) > len(left) or only_departments
    return _called(columns, left[0], "department") if is_its else columns


def _with_manifestations(columns: Columns, values: Values) -> Columns:
    points = [column for column in columns if column.field == "point"]
    told = any(column.field == "manifestation" for column in columns)
    if not points or (told and len(points) == 1):
        return columns
    wordy = [c for c in points if "风险" in c.title and _are_sentences(values(c))]
    if len(wordy) != 1:
        return columns
    return _called(columns, wordy[0], "" if told else "manifestation")


def _are_sentences(texts: Sequence[str]) -> bool:
    """Tell whether most texts are too long for the names of steps, or numbered as risks are."""
    long = [t for t in texts if len(bare(t)) > _LONGEST_STEP or t.rstrip()[-1:] in "。；"]
    long += [t for t in texts if t not in long and list_number(t) is not None]
    return bool(texts) and len(long) * 3 >= len(texts) * 2


def _without_doubles(columns: Columns) -> Columns:
    """Let columns be additional ones that share a field with the one called as on the form."""
    for field, title in header_words("risk").titles.items():
        same = [c for c in columns if c.field == field and not c.option]
        own = [c for c in same if bare(c.title) == bare(title)]
        if len(same) > 1 and len(own) == 1 and field != "point":
            for column in same:
                if column is not own[0]:
                    columns = _called(columns, column, "")
    return columns


def column_findings(
    grid: Grid | None,
    header: Header | None,
    file: str,
    *,
    form: str,
    needed: Collection[str],
    called: Mapping[str, str] | None = None,
    department: str | None = None,
    item: str | None = None,
) -> Iterator[Finding]:
    """Report needed columns that are missing, or that several headers answer to (LF-F10).

    Args:
        grid: The table; None where the form has none.
        header: Its header; None where no column of risks was found at all.
        file: The file's name.
        form: The form's Chinese name.
        needed: The fields without which it cannot be understood.
        called: What the form calls its columns, where it does not as annex 4 does.
        department: Whose form it is.
        item: Which item it speaks of.
    """
    known = {**header_words("risk").titles, **(called or {})}
    columns = header.columns if header else ()
    like = _like(header)
    fields = [column.field for column in columns if not column.option]
    present = {column.field for column in columns}
    missing = [known[field] + like.get(field, "") for field in needed if field not in present]
    double = [known[field] for field in needed if fields.count(field) > 1]
    place = grid.at_row(header.first if header else None) if grid else None
    told = partial(
        COLUMN_MISSING.finding, file=file, place=place, department=department, item=item, form=form
    )
    if missing:
        yield told(columns="、".join(missing))
    if double:
        yield told(message=COLUMN_AMBIGUOUS, hint=COLUMN_AMBIGUOUS_HINT, columns="、".join(double))


def _like(header: Header | None) -> Mapping[str, str]:
    found = traps(header, "risk") if header else {}
    return {field: f"（“{title}”不能确定是不是）" for title, field in found.items()}
