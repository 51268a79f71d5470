"""LF-S01: the totals that annex 5 declares differ from its own rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.declared import Difference, SummedForm, differences, summed_forms
from checks.view import View
from checks.vocabulary import listed
from schemas.base import Place
from schemas.counting import UNIT_NAMES
from schemas.findings import Finding, Rule

RULE: Final = Rule(
    code="LF-S01",
    title="汇总数字与明细不符",
    severity="error",
    basis="实施方案六（三）3；附件5汇总统计情况",
    message=(
        "“{name}”的汇总表（附件5，{where}）汇总统计与表中各行不符：{counts}（{unit}）。"
        "请核对各行，改正汇总统计的数字{advice}。"
    ),
    hint="核对各行，改正汇总统计的数字",
)

_SUM: Final = (
    "“{name}”的汇总表（附件5，{where}）汇总统计自相矛盾：{counts}（{unit}）。"
    "请核对，改正汇总统计的数字。"
)
_OTHER_UNIT: Final = "；所填数字像是{unit}得出的，应{own}"


def check(view: View) -> Iterator[Finding]:
    """Compare every annex 5 with its own rows, one finding a form.

    Numbers that the sentence leaves blank are not compared. Rows without a level that is
    understood (LF-R03, R04) may be any level, so they are no difference by themselves.
    """
    for form in summed_forms(view):
        found = differences(form)
        if found:
            yield _finding(form, "；".join(map(_told, found)), _place(form, found), _advice(form))
        elif form.contradicts_itself:
            yield _finding(form, _sum(form), form.place(""), message=_SUM)


def _told(difference: Difference) -> str:
    words = f"{difference.name}写作{difference.declared}{difference.measure}，"
    words += f"表中实有{difference.computed}{difference.measure}"
    if difference.items is not None:
        return words + (f"（{listed(difference.items)}）" if difference.items else "")
    return words + (f"（{rows_of(difference.rows)}）" if difference.rows else "")


def _advice(form: SummedForm) -> str:
    unit = form.unit_that_fits
    if unit is None:
        return ""
    return _OTHER_UNIT.format(unit=UNIT_NAMES[unit], own=UNIT_NAMES[form.unit])


def _sum(form: SummedForm) -> str:
    told = form.form.declared
    return (
        f"高等级风险{told.high}个、中等级风险{told.medium}个、低等级风险{told.low}个，"
        f"合计{(told.high or 0) + (told.medium or 0) + (told.low or 0)}个，"
        f"而廉政风险点写作{told.points}个"
    )


def _place(form: SummedForm, found: Sequence[Difference]) -> Place | None:
    return form.place(found[0].field)


def _finding(
    form: SummedForm, counts: str, place: Place | None, advice: str = "", message: str | None = None
) -> Finding:
    return RULE.finding(
        message=message,
        department=form.department,
        file=form.source.path,
        place=place,
        name=form.department or form.source.path,
        where=str(place or "") or "汇总统计情况",
        counts=counts,
        unit=UNIT_NAMES[form.unit],
        advice=advice,
    )


_MOST: Final = 20
_SHORTEST_RANGE: Final = 3


def rows_of(places: Sequence[tuple[Place | None, int]]) -> str:
    """Name rows by where they stand: 表1第3、5至8行; by their number where the file gives none.

    Args:
        places: Place and number (from 1) of every row, in the form's order.
    """
    tables: dict[str, list[int]] = {}
    for place, number in places:
        if place is None or place.row is None:
            tables.setdefault("第{}条", []).append(number)
        else:
            table = str(place.model_copy(update={"row": None, "column": None, "text": None}))
            tables.setdefault(table + "第{}行", []).append(place.row)
    return "，".join(words.format(_ranges(numbers)) for words, numbers in tables.items())


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers as 3、5至8; very many by the first of them."""
    runs: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [
        f"{run[0]}至{run[-1]}" if len(run) >= _SHORTEST_RANGE else "、".join(map(str, run))
        for run in runs
    ]
    return "、".join(words[:_MOST]) + ("…" if len(words) > _MOST else "")
