"""LF-C07: sequence numbers (序号) of a catalogue are missing, repeated or out of order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import Row, View
from schemas.base import Place
from schemas.findings import Finding, Rule
from schemas.forms import Catalogue, CatalogueItem

RULE: Final = Rule(
    code="LF-C07",
    title="序号不连续",
    severity="warning",
    basis="附件1",
    message="“{department}”的目录（{where}）：{fault}。请按行依次编号。",
    hint="按行依次编号",
)


def check(view: View) -> Iterator[Finding]:
    """Judge the numbers of each catalogue as it stands in its file.

    A catalogue without any number is fine. The first number may be any, since an office may
    number through the whole college; from there each is the last one plus one, or 1 again where
    another department begins. Rows without a name are passed over (LF-C01 alone), but their
    numbers count.
    """
    for department in view.departments:
        for sent in department.catalogues:
            form = _as_received(view, sent.source.path, sent.form)
            rows = tuple(
                Row(department.name, item, sent.source, number)
                for number, item in enumerate(form.items, 1)
            )
            yield from _judge(rows)


def _as_received(view: View, path: str, form: Catalogue) -> Catalogue:
    """Give the form with the rows that the dossier left out since another file has them too."""
    file = view.files.get(path)
    if file is None or not form.items:
        return form
    return next(
        (f for f in file.forms if isinstance(f, Catalogue) and _covers(f, form)),
        form,
    )


def _covers(whole: Catalogue, part: Catalogue) -> bool:
    return len(whole.items) > len(part.items) and part.items[0] in whole.items


def _judge(rows: tuple[Row, ...]) -> Iterator[Finding]:
    if all(row.item.seq is None for row in rows):
        return
    last: int | None = None
    before: CatalogueItem | None = None
    for row in rows:
        fault = _fault(row.item, last, before)
        if fault and row.key:
            yield RULE.finding(
                department=row.department,
                item=row.name,
                file=row.source.path,
                place=_place(row),
                where=row.where("seq"),
                fault=fault,
            )
        last = row.item.seq if row.item.seq is not None else _next(last)
        before = row.item


def _place(row: Row) -> Place | None:
    return row.item.place("seq")


def _next(last: int | None) -> int | None:
    """Pass over a row without a number as if it had the right one, so that it is told once."""
    return None if last is None else last + 1


def _fault(item: CatalogueItem, last: int | None, before: CatalogueItem | None) -> str | None:
    number = item.seq
    if number is None:
        return f"职权事项“{item.name}”没有序号，而其他各行有序号"
    if last is None or number == last + 1:
        return None
    if number == 1 and before is not None and before.department != item.department:
        return None
    if number == last:
        return f"序号{number}重复"
    if number > last:
        return f"序号由{last}跳到{number}，中间缺号"
    return f"序号{number}排在{last}之后，次序颠倒"
