"""部门组织机构人员名单: who is in a department's organisation for the prevention work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from extractors.annexes.furniture import is_department, is_note, title_kind
from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    department_in_title,
    is_plain,
    line_place,
    read_label_cells,
)
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.sections import Section
from extractors.annexes.tables import (
    Filled,
    Header,
    Row,
    band,
    body_rows,
    by_field,
    find_header,
    values_of,
)
from extractors.annexes.text import bare, is_placeholder, joined, without_number
from extractors.annexes.vocabulary import patterns, words
from extractors.faults import COLUMN_MISSING
from extractors.grid import Cell, Grid, Line
from schemas.base import Place
from schemas.forms import Roster, RosterMember
from schemas.text import normalised

_SEPARATORS = re.compile(r"[、，,；;/\n\t]")
_SENTENCE = re.compile(r"[；;。]")
_IN_BRACKETS = re.compile(r"^(?P<name>[^()（）]+)[(（](?P<post>[^()（）]+)[)）]$")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_SINGLE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class _People:
    """Members found so far, and the role of the last one, which goes on below."""

    members: list[RosterMember] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    role: str = ""


def _read(section: Section, file: str) -> Reading:
    """Read a roster from its tables, or from lines such as 组长：…."""
    found, people = Particulars(), _People()
    header: Header | None = None
    findings = []
    for grid in section.grids:
        own = find_header(grid, "roster")
        header = own if own and "name" in own.fields else header
        if header is None:
            _read_label_table(grid, found, people)
            continue
        if own is header and not header.fields & {"role", "post"}:
            place = Place(page=grid.page, table=grid.table, row=header.first)
            findings.append(
                COLUMN_MISSING.finding(file=file, place=place, form="人员名单", columns="职务分工")
            )
        _read_table(grid, header, found, people, own=own is header)
    rest = _read_lines(read_lines(section.lines, found), people)
    read_margins(section.margins, found)
    form = Roster(
        department=found.department or department_in_title(section.titles),
        unit=found.unit,
        filled_on=found.filled_on,
        members=tuple(people.members),
        places=found.places,
    )
    stray = [*found.stray, *people.stray, *stray_lines(rest)]
    return (form,), (*findings, *stray_findings(stray, file, department=form.department))


def _read_table(
    grid: Grid, header: Header, found: Particulars, people: _People, *, own: bool
) -> None:
    if own and header.first > 1:
        rest = read_label_cells(grid, range(1, header.first), found)
        people.stray.extend(
            Stray(cell.text, grid.place(cell))
            for cell in rest
            if not is_plain(cell.text) and not is_department(cell.text)
        )
    role_field, post_field = _columns_by_values(grid, header)
    for row in body_rows(grid, header if own else None):
        whole = band(grid, row)
        if whole is not None and len(row.cells) < len(header.columns):
            _read_band(grid, whole, found, people)
            continue
        values = values_of(header, row)
        first = by_field(values)
        people.stray.extend(
            Stray(value.text, grid.place(value.cell))
            for value in values
            if value.cell is not None
            and value.cell.row == row.number
            and first.get(value.column.field) is not value
            and not is_placeholder(value.text)
        )
        _read_row(grid, row, first, role_field, post_field, people)


def _columns_by_values(grid: Grid, header: Header) -> tuple[str, str]:
    """Tell role column from post column: a lone 职务 column may hold 组长, 成员 …."""
    if "role" in header.fields and "post" in header.fields:
        return "role", "post"
    held = "role" if "role" in header.fields else "post"
    held_by_rows = (by_field(values_of(header, row)).get(held) for row in body_rows(grid, header))
    values = [bare(value.text) for value in held_by_rows if value and value.text]
    roles = sum(value in words("roster")["only_roles"] for value in values)
    return (held, "") if held == "role" or roles * 2 > len(values) else ("", held)


def _read_row(
    grid: Grid,
    row: Row,
    first: dict[str, Filled],
    role_field: str,
    post_field: str,
    people: _People,
) -> None:
    text = {name: value.text for name, value in first.items()}
    role = joined(text.get(role_field, "")).rstrip("：:")
    people.role = role or people.role
    posts = _posts(text.get(post_field, ""))
    names = _people_in(text.get("name", ""))
    if not names and not is_placeholder(text.get(post_field, "")):
        people.stray.append(Stray(text[post_field], _place(grid, first[post_field], row)))
    own = {role_field: "role", post_field: "post", "name": "name"}
    places = {own[k]: _place(grid, v, row) for k, v in first.items() if v.cell and own.get(k)}
    for index, (name, post) in enumerate(names):
        shared = posts[index] if len(posts) == len(names) else "、".join(posts) or None
        people.members.append(
            RosterMember(
                role=people.role,
                name=name,
                post=post or shared,
                places={**places, "": _place(grid, first.get("name"), row)},
            )
        )


def _posts(text: str) -> list[str]:
    """Take a cell of posts apart; white space inside is not kept."""
    if is_placeholder(text) or bare(text) in {"", "无"}:
        return []
    return [joined(part) for part in re.split(r"[\n；;]", text) if part.strip()]


def _read_band(grid: Grid, cell: Cell, found: Particulars, people: _People) -> None:
    """Read a line across the table: a group of people, a label line, a note."""
    text = cell.text
    if is_note(text) or title_kind(text) or is_plain(text) or is_department(joined(text)):
        return
    if read_label_cells(grid, [cell.row], found):
        rest = _read_lines([Line(line.text) for line in cell.lines], people, grid.place(cell))
        people.stray.extend(Stray(line.text, grid.place(cell)) for line in rest)


def _read_label_table(grid: Grid, found: Particulars, people: _People) -> None:
    """Read a table without header: label cells, or a role beside its people."""
    for row in range(1, grid.rows + 1):
        cells = [cell for cell in grid.row_cells(row) if cell.text]
        role = _role(joined(cells[0].text)) if cells else ""
        if role and len(cells) > 1:
            people.role = role
            for cell in cells[1:]:
                if cell.row == row:
                    _add(people, _people_in(cell.text), grid.place(cell))
            continue
        for cell in read_label_cells(grid, [row], found):
            if not is_plain(cell.text):
                lines = [Line(line.text) for line in cell.lines]
                rest = _read_lines(lines, people, grid.place(cell))
                people.stray.extend(Stray(line.text, grid.place(cell)) for line in rest)


# --- people in running text ---------------------------------------------------------------


@cache
def _role_pattern() -> re.Pattern[str]:
    listed = sorted(words("roster")["roles"], key=len, reverse=True)
    spaced = "|".join(r"\s*".join(role) for role in listed)
    return re.compile(rf"(?:^|(?<=[；;。\s]))\s*(?P<role>{spaced})(?:\s*[:：]|\s+(?=\S))")


def _role(text: str) -> str:
    plain = bare(without_number(text))
    return plain if plain in words("roster")["roles"] else ""


def _read_lines(lines: Iterable[Line], people: _People, place: Place | None = None) -> list[Line]:
    """Read lines that name a role and people; lines below without a role go on with it.

    Returns:
        The lines that name nobody.
    """
    rest: list[Line] = []
    for line in lines:
        text = without_number(line.text)
        if not text:
            continue
        if any(p.fullmatch(normalised(text)) for p in patterns("roster", "prose")):
            people.role = ""
            continue
        where = place or line_place(line)
        found = list(_role_pattern().finditer(text))
        if found and not text[: found[0].start()].strip():
            _read_roles(text, found, people, where)
        elif people.role and _looks_like_people(text):
            _add(people, _people_in(text), where)
        else:
            rest.append(line)
    return rest


def _read_roles(text: str, found: list[re.Match[str]], people: _People, place: Place) -> None:
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        people.role = bare(match["role"])
        _add(people, _people_in(text[match.end() : end].strip(" 　；;。\t")), place)


def _looks_like_people(text: str) -> bool:
    return not _SENTENCE.search(text.strip("；;。")) and bool(_people_in(text))


def _add(people: _People, named: list[tuple[str, str | None]], place: Place) -> None:
    people.members.extend(
        RosterMember(role=people.role, name=name, post=post, places={"": place})
        for name, post in named
    )


def _people_in(text: str) -> list[tuple[str, str | None]]:
    """Take names and posts out of a cell or the words after a role.

    Blanks inside a name of two characters close up (王　翀); 张三（处长）, 张三 处长 and 处长 张三
    give name and post.
    """
    if is_placeholder(text):
        return []
    people: list[tuple[str, str | None]] = []
    for part in _SEPARATORS.split(text):
        tokens = _close_up(without_number(part).split())
        bracketed = _IN_BRACKETS.match("".join(tokens))
        if bracketed:
            people.append((bracketed["name"], bracketed["post"]))
        else:
            people.extend(_named(tokens))
    return people


def _close_up(tokens: list[str]) -> list[str]:
    """Join single characters that stand apart: 李 明 is one name."""
    closed: list[str] = []
    half = False
    for token in tokens:
        if half and _SINGLE.match(token) and len(token) == 1:
            closed[-1] += token
            half = False
            continue
        half = len(token) == 1 and bool(_SINGLE.match(token))
        closed.append(token)
    return closed


def _named(tokens: list[str]) -> list[tuple[str, str | None]]:
    """Pair names with the posts beside them."""
    people: list[tuple[str, str | None]] = []
    before: str | None = None
    for token in tokens:
        if _is_post(token):
            if people and people[-1][1] is None and before is None:
                people[-1] = (people[-1][0], token)
            else:
                before = token
            continue
        name, post = _glued(token)
        people.append((name, post or before))
        before = None
    return people if before is None else [*people, (before, None)]


def _is_post(text: str) -> bool:
    plain = re.sub(r"[()（）]", "", text)
    return any(plain.endswith(post) for post in words("roster")["posts"])


def _glued(token: str) -> tuple[str, str | None]:
    """Take 处长张三 apart; other words stay whole."""
    for size in (3, 2, 4):
        post, name = token[:-size], token[-size:]
        if post and _is_post(post) and _NAME.fullmatch(name):
            return name, post
    return token, None


def _place(grid: Grid, value: Filled | None, row: Row) -> Place:
    if value is None or value.cell is None:
        return Place(page=grid.page, table=grid.table, row=row.number)
    return grid.place(value.cell, row=row.number)


ANNEX = Annex(kinds=("roster",), read=_read)
