"""部门组织机构人员名单: who is in a department's organisation for the prevention work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extractors.annexes.furniture import is_department, is_furniture, is_note, title_kind
from extractors.annexes.lines import read_lines, read_margins
from extractors.annexes.particulars import (
    Particulars,
    Stray,
    department_in_title,
    is_plain,
    read_label_cells,
    remarks_of_row,
)
from extractors.annexes.people import People, add_people, people_in, read_people, role_in
from extractors.annexes.reading import Annex, Reading, stray_findings, stray_lines
from extractors.annexes.sections import Section
from extractors.annexes.signatures import is_name
from extractors.annexes.tables import (
    Column,
    Filled,
    Header,
    Row,
    band,
    body_rows,
    by_field,
    find_header,
    shares_cell,
    values_of,
)
from extractors.annexes.text import bare, is_placeholder, joined
from extractors.annexes.vocabulary import words
from extractors.faults import COLUMN_MISSING
from extractors.grid import Cell, Grid, Line
from schemas.base import Place
from schemas.forms import Roster, RosterMember


def _read(section: Section, file: str) -> Reading:
    """Read a roster from its tables, or from lines such as 组长：…."""
    found, people = Particulars(), People()
    header: Header | None = None
    findings = []
    for grid in section.grids:
        own = find_header(grid, "roster")
        header = own if own and "name" in own.fields else header
        if header is None:
            _read_label_table(grid, found, people)
            continue
        if own is header and not header.fields & {"role", "post"}:
            place = grid.at_row(header.first)
            findings.append(
                COLUMN_MISSING.finding(file=file, place=place, form="人员名单", columns="职务分工")
            )
        _read_table(grid, header, found, people, own=own is header)
    rest = read_people(read_lines(section.lines, found), people)
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
    grid: Grid, header: Header, found: Particulars, people: People, *, own: bool
) -> None:
    if own and header.first > 1:
        rest = read_label_cells(grid, range(1, header.first), found)
        people.stray.extend(
            Stray(cell.text, grid.place(cell))
            for cell in rest
            if not is_plain(cell.text) and not is_department(cell.text)
        )
    fields = _columns_by_values(grid, header)
    abreast = _abreast(header)
    for row in body_rows(grid, header if own else None):
        whole = band(grid, row)
        if whole is not None and len(row.cells) < len(header.columns):
            _read_band(grid, whole, found, people)
            continue
        values = values_of(header, row)
        shared = by_field(values)
        for columns in abreast:
            own_values = tuple(value for value in values if value.column in columns)
            first = by_field(own_values)
            if shares_cell(first, "name", ("role", "post")):
                if not _is_people(first):
                    people.stray.extend(remarks_of_row(grid, row))
                    break
                wide = first["name"]
                own_values = tuple(v for v in own_values if v is wide or v.cell is not wide.cell)
                first = by_field(own_values)
            people.stray.extend(_unread(grid, row, own_values, first))
            if fields[0] in shared:  # one role may stand before all of them
                first.setdefault(fields[0], shared[fields[0]])
            _read_row(grid, row, first, *fields, people)


def _abreast(header: Header) -> list[tuple[Column, ...]]:
    """Part the columns where people stand beside each other (姓名 | 职务 | 姓名 | 职务)."""
    parts: list[list[Column]] = [[]]
    for column in header.columns:
        if column.field and any(column.field == before.field for before in parts[-1]):
            parts.append([])
        parts[-1].append(column)
    each_named = all(any(column.field == "name" for column in part) for part in parts)
    return [tuple(part) for part in parts] if each_named else [header.columns]


def _is_people(first: Mapping[str, Filled]) -> bool:
    """Tell whether a cell that lies under 姓名 and 职务 holds people, and no remark."""
    label = next((v.text for name, v in first.items() if name in {"role", "seq"}), "")
    named = people_in(first["name"].text)
    is_label = bool(label) and is_furniture(label)
    return not is_label and all(is_name(name) for name, _ in named)


def _unread(
    grid: Grid, row: Row, values: tuple[Filled, ...], first: dict[str, Filled]
) -> Iterator[Stray]:
    """Give the texts of a row that stand in no column of the form, or in a second one."""
    for value in values:
        cell = value.cell
        if cell is None or cell.row != row.number or is_placeholder(value.text):
            continue
        if first.get(value.column.field) is not value:
            yield Stray(value.text, grid.place(cell))


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
    people: People,
) -> None:
    text = {name: value.text for name, value in first.items()}
    role = joined(text.get(role_field, "")).rstrip("：:")
    people.role = role or people.role
    posts = _posts(text.get(post_field, ""))
    names = people_in(text.get("name", ""))
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
                post=shared or post,
                places={**places, "": _place(grid, first.get("name"), row)},
            )
        )


def _posts(text: str) -> list[str]:
    """Take a cell of posts apart; white space inside is not kept."""
    if is_placeholder(text) or bare(text) in {"", "无"}:
        return []
    return [joined(part) for part in re.split(r"[\n；;]", text) if part.strip()]


def _read_band(grid: Grid, cell: Cell, found: Particulars, people: People) -> None:
    """Read a line across the table: a group of people, a label line, a note."""
    text = cell.text
    if is_note(text) or title_kind(text) or is_plain(text) or is_department(joined(text)):
        return
    role = role_in(joined(text))
    if role:
        people.role = role
    elif read_label_cells(grid, [cell.row], found):
        rest = read_people([Line(line.text) for line in cell.lines], people, grid.place(cell))
        people.stray.extend(Stray(line.text, grid.place(cell)) for line in rest)


def _read_label_table(grid: Grid, found: Particulars, people: People) -> None:
    """Read a table without header: label cells, or a role beside its people."""
    for row in range(1, grid.rows + 1):
        cells = [cell for cell in grid.row_cells(row) if cell.text]
        role = role_in(joined(cells[0].text)) if cells else ""
        goes_on = not role and people.role and cells and cells[0].column > 1
        if (role and len(cells) > 1) or goes_on:
            people.role = role or people.role
            own = [cell for cell in cells[bool(role) :] if cell.row == row]
            named = people_in(" ".join(cell.text for cell in own))  # a name, its post beside it
            add_people(people, named, grid.place(own[0] if own else cells[0]))
            continue
        for cell in read_label_cells(grid, [row], found):
            if not is_plain(cell.text):
                lines = [Line(line.text) for line in cell.lines]
                rest = read_people(lines, people, grid.place(cell))
                people.stray.extend(Stray(line.text, grid.place(cell)) for line in rest)


def _place(grid: Grid, value: Filled | None, row: Row) -> Place:
    if value is None or value.cell is None:
        return grid.at_row(row.number)
    return grid.place(value.cell, row=row.number)


ANNEX = Annex(kinds=("roster",), read=_read)
