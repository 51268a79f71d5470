"""LF-D04: sign-offs of a rating form are out of order, after their milestone or in the future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checks.sign_offs import ROLES, SIGNERS, SignedForm, signed_forms
from checks.view import View, chinese_date
from schemas.findings import Finding, Rule
from schemas.forms import SignOff

RULE: Final = Rule(
    code="LF-D04",
    title="签字日期不对",
    severity="error",
    basis="实施方案六（三）2（部门提出意见、主管院领导审核、领导小组审定，6月15日和22日前）；附件4",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”评定表上，{signer}的签字日期{day}"
        "早于{before}的{before_day}。应先由{before}签字，请核对日期，或按次序重新签署。"
    ),
    hint="核对日期，或按部门、分管领导、领导小组的次序重新签署",
)

_FUTURE: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”评定表上，{signer}的签字日期{day}"
    "还没有到（今天是{today}）。请核对日期。"
)
_LATE: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”评定表上，{signer}的签字日期{day}"
    "晚于“{milestone}”的期限{due}。请核对日期；确属逾期签署的，由办公室核实处理。"
)
_DATE_HINT: Final = "核对{signer}签字的日期"


def check(view: View) -> Iterator[Finding]:
    """Find wrong dates, one finding a wrong thing at the block that it concerns.

    A date that is still to come is a slip of the pen, and is compared with nothing else. Who
    signed without a date is LF-D03 alone.
    """
    today = view.dossier.as_of
    for form in signed_forms(view):
        dated = [(block, block.date) for role in ROLES for block in form.blocks(role) if block.date]
        for block, day in dated:
            if day > today:
                yield _finding(form, block, day, _FUTURE, today=chinese_date(today))
        past = [(block, day) for block, day in dated if day <= today]
        yield from _late(view, form, past)
        yield from _out_of_order(form, past)


Dated = tuple[SignOff, dt.date]


def _late(view: View, form: SignedForm, dated: list[Dated]) -> Iterator[Finding]:
    """Compare with the milestone: the office's for the leading group and corrected versions."""
    names = {milestone.code: milestone.name for milestone in view.milestones}
    for block, day in dated:
        by_office = form.corrected or block.role == "leading_group"
        code = "M08" if by_office else "M07"
        due = view.due.get(code)
        if due and day > due:
            yield _finding(form, block, day, _LATE, milestone=names[code], due=chinese_date(due))


def _out_of_order(form: SignedForm, dated: list[Dated]) -> Iterator[Finding]:
    """Compare each with the last of those who sign before; several of a role are not compared."""
    for block, day in dated:
        before = [
            (other_day, other)
            for other, other_day in dated
            if ROLES.index(other.role) < ROLES.index(block.role)
        ]
        if not before:
            continue
        other_day, other = max(before, key=lambda entry: entry[0])
        if other_day > day:
            others = {"before": SIGNERS[other.role], "before_day": chinese_date(other_day)}
            yield _finding(form, block, day, **others)


def _finding(
    form: SignedForm,
    block: SignOff,
    day: dt.date,
    message: str | None = None,
    *,
    today: str = "",
    milestone: str = "",
    due: str = "",
    before: str = "",
    before_day: str = "",
) -> Finding:
    return RULE.finding(
        message=message,
        hint=_DATE_HINT if message else None,
        department=form.department,
        item=form.item or None,
        file=form.source.path,
        place=block.place("date") or form.place,
        signer=SIGNERS[block.role],
        day=chinese_date(day),
        today=today,
        milestone=milestone,
        due=due,
        before=before,
        before_day=before_day,
    )
