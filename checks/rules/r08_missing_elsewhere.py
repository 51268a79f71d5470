"""LF-R08: a risk stands in one of annexes 3, 4, 5 and is missing in another that was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from checks.gaps import Gap, gaps
from checks.mentions import ANNEX_NAMES, Mention
from checks.view import View, in_file
from checks.vocabulary import shortened
from schemas.findings import Finding, Rule
from schemas.text import one_line

RULE: Final = Rule(
    code="LF-R08",
    title="风险在各附件间不一致",
    severity="error",
    basis="实施方案六（三）；附件3、附件4、附件5",
    message=(
        "“{department}”的“{item}”，环节“{point}”的风险“{manifestation}”：{having}中有，"
        "{lacking}中没有。请核对：漏写的补上，多余的删去。"
    ),
    hint="核对各附件：漏写的补上，多余的删去",
)

_NONE: Final = (
    "“{department}”的“{item}”在{having}中列有风险，{lacking}中却一条也没有（共缺{count}条）。"
    "请核对：漏写的补上，多余的删去。"
)
_ELSEWHERE: Final = (
    "“{department}”的“{item}”，风险“{manifestation}”：{having}列在环节“{point}”，"
    "{lacking}却列在环节“{step}”。请核对它属于哪一个环节，改成一致。"
)
_ELSEWHERE_HINT: Final = "核对风险属于哪一个环节，各附件改成一致"


def check(view: View) -> Iterator[Finding]:
    """Report each risk once, however many annexes lack it, and each form without any once.

    The finding stands where the annexes disagree: at the form that lacks the risk, or, of three,
    at the one that differs from the two others.
    """
    for gap in gaps(view):
        if len(gap.traces) > 1:
            yield _finding(gap, _NONE, count=len(gap.traces))
        elif gap.traces[0].steps[1:]:
            yield _at_another_step(gap)
        else:
            yield _finding(gap)


def _at_another_step(gap: Gap) -> Finding:
    mentions = gap.having
    here = [m for m in mentions if m.step == mentions[0].step]
    there = [m for m in mentions if m.step != mentions[0].step]
    return _finding(
        gap,
        _ELSEWHERE,
        _ELSEWHERE_HINT,
        having=_places(here),
        lacking=_places(there),
        step=one_line(there[0].point),
    )


def _finding(
    gap: Gap, message: str | None = None, hint: str | None = None, **facts: object
) -> Finding:
    source, place = gap.at
    first = gap.having[0]
    told: dict[str, object] = {
        "point": one_line(first.point),
        "manifestation": shortened(first.text),
        "having": _places(gap.having) if message is None else _names([m.annex for m in gap.having]),
        "lacking": _names(gap.lacking),
    }
    return RULE.finding(
        message=message,
        hint=hint,
        department=gap.item.department,
        item=gap.item.item,
        file=source.path,
        place=place,
        related=tuple(in_file(m.source, m.place) for m in gap.having if m.source != source),
        severity=None,
        **{**told, **facts},
    )


def _places(mentions: Sequence[Mention]) -> str:
    return "、".join(f"{ANNEX_NAMES[m.annex]}{m.where}" for m in mentions)


def _names(annexes: Sequence[int]) -> str:
    return "、".join(ANNEX_NAMES[annex] for annex in annexes)
