"""LF-D03: a required sign-off of a rating form is missing, or has no date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.sign_offs import ROLES, SIGNERS, SignedForm, is_signed, signed_forms
from checks.view import View, chinese_date
from schemas.base import Place
from schemas.findings import Finding, Rule
from schemas.forms import SignOff, SignOffRole

RULE: Final = Rule(
    code="LF-D03",
    title="签字或日期缺失",
    severity="error",
    basis="实施方案六（三）2（部门提出意见，经主管院领导审核）；附件4",
    message=(
        "文件“{file}”{place}：“{department}”的“{item}”评定表没有{signer}签字。"
        "请由{signer}签字，并填写日期。"
    ),
    hint="由{signer}签字，并填写日期",
)

_ONLY_DATED: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”评定表上，{signer}签字处只有日期（{day}），"
    "没有签字。请由{signer}签字；以图片签名的，请同时写出姓名。"
)
_UNDATED: Final = (
    "文件“{file}”{place}：“{department}”的“{item}”评定表上，{signer}的签字没有日期。"
    "请补填签字的日期。"
)
_UNDATED_HINT: Final = "补填{signer}签字的日期"

_REQUIRED: Final[frozenset[SignOffRole]] = frozenset({"department", "supervising_leader"})


def check(view: View) -> Iterator[Finding]:
    """Find what is not signed or not dated, one finding a block.

    The leading group's block may be blank, since its act is the approval; what it signs is dated.
    A form that says 无 rates nothing and needs no signature.
    """
    for form in signed_forms(view):
        if form.form.nothing_to_report:
            continue
        for role in ROLES:
            signed = [block for block in form.blocks(role) if is_signed(block)]
            if not signed and role in _REQUIRED:
                yield _unsigned(form, role)
            for block in signed:
                if block.date is None:
                    place = block.place("date") or form.place
                    yield _finding(form, role, place, _UNDATED, _UNDATED_HINT)


def _unsigned(form: SignedForm, role: SignOffRole) -> Finding:
    """Report a block without a name; it may hold a date, or the form may lack it altogether."""
    block = next(iter(form.blocks(role)), SignOff(role=role))
    place = block.place("signed_by") or form.place
    if block.date is None:
        return _finding(form, role, place)
    return _finding(form, role, place, _ONLY_DATED, day=chinese_date(block.date))


def _finding(
    form: SignedForm,
    role: SignOffRole,
    place: Place | None,
    message: str | None = None,
    hint: str | None = None,
    *,
    day: str = "",
) -> Finding:
    return RULE.finding(
        message=message,
        hint=hint,
        department=form.department,
        item=form.item or None,
        file=form.source.path,
        place=place,
        signer=SIGNERS[role],
        day=day,
    )
