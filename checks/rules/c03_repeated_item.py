"""LF-C03: the same authority item stands twice in a department's catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import Row, View, elsewhere, in_file
from schemas.dossier import Conflict
from schemas.findings import Finding, Rule
from schemas.text import normalised

RULE: Final = Rule(
    code="LF-C03",
    title="职权事项重复",
    severity="error",
    basis="实施方案五（一）；附件1",
    message=(
        "“{department}”的目录（{where}）：职权事项“{item}”与{first}重复。"
        "每一事项只列一次，请合并两行，或改用能够区分的名称。"
    ),
    hint="合并重复的两行，或改用能够区分的名称",
)

_CONTRADICTED: Final = (
    "“{department}”同时报送的两份目录（“{file}”和“{other}”）对职权事项“{item}”的填写不一致。"
    "请核对，只保留正确的一份。"
)


def check(view: View) -> Iterator[Finding]:
    """Find repeated names, also across files of one run; the later row is the faulty one.

    Rows that say exactly the same in two files of one run are one row in the dossier already;
    rows of a table that covers several departments are compared within each of them.
    """
    firsts: dict[tuple[str, str, str], Row] = {}
    told: set[tuple[str, str]] = set()
    for row in view.all_rows:
        owner = view.dossier.college.department_named(row.item.department) or row.department
        first = firsts.setdefault((row.department, owner, row.key), row)
        if row.named and first is not row:
            told.add((row.department, row.key))
            yield _repeated(row, first)
    for conflict in view.dossier.conflicts:
        key = (conflict.department, normalised(conflict.item))
        if conflict.kind == "catalogue" and key not in told:
            yield _contradicted(conflict)


def _repeated(row: Row, first: Row) -> Finding:
    where = first.where("name")
    same_file = first.source.path == row.source.path
    return RULE.finding(
        department=row.department,
        item=first.name,
        file=row.source.path,
        place=row.item.place("name"),
        related=elsewhere(first.source, first.item.place("name"), than=row.source),
        where=row.where("name"),
        first=where if same_file else f"文件“{first.source.path}”{where}",
    )


def _contradicted(conflict: Conflict) -> Finding:
    """Report files of one run that disagree, where the dossier keeps only one of the rows."""
    return RULE.finding(
        message=_CONTRADICTED,
        department=conflict.department,
        item=conflict.item,
        file=conflict.other.path,
        related=(in_file(conflict.one),),
        other=conflict.one.path,
    )
