"""LF-D05: the schedule contradicts itself, or the plan's own wording contradicts it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from checks.plan_wording import SaidDay, said_days
from checks.view import View, chinese_date
from schemas.dossier import Submitted
from schemas.findings import Finding, Rule
from schemas.schedule import milestones
from schemas.wording import Plan

RULE: Final = Rule(
    code="LF-D05",
    title="时间安排自相矛盾",
    severity="error",
    basis="实施方案六（实施步骤的先后）",
    message=(
        "时间安排自相矛盾：“{earlier}”定在{first}，“{later}”定在{second}，前者不应晚于后者。"
        "请在 lianfang.toml 的 [schedule] 中改正。"
    ),
    hint="改正 lianfang.toml 的 [schedule]",
)

_WORDING: Final = (
    "实施方案与时间安排不一致：“{milestone}”在文件“{file}”{place}中写的是{first}（“{text}”），"
    "而 lianfang.toml 的 [schedule] 定在{second}。请核对，改正其中一处。"
)
_TWICE: Final = (
    "实施方案前后不一致：“{milestone}”在文件“{file}”{place}中写的是{second}（“{text}”），"
    "前面{earlier}写的是{first}。请核对，改正其中一处。"
)
_WORDING_HINT: Final = "改正实施方案中的日期，或 lianfang.toml 的 [schedule]"

_MOBILISATION: Final = "动员部署会"
_CHAINS: Final = (
    (_MOBILISATION, "M01"),
    ("M03", "M04", "M05"),
    ("M03", "M06", "M07", "M08"),
    ("M09", "M10", "M11"),
)
"""What has to come in this order (contract, section 6, "Schedule")."""


def check(view: View) -> Iterator[Finding]:
    """Look at the schedule, then at the plan's wording, whatever the phase."""
    yield from _in_schedule(view)
    plan = view.dossier.plan
    if plan is not None:
        yield from _in_wording(view, plan)


def _in_schedule(view: View) -> Iterator[Finding]:
    """Compare neighbours in each chain; undated ones are left out."""
    names = _names() | {_MOBILISATION: _MOBILISATION}
    days = _days(view)
    for chain in _CHAINS:
        dated = [code for code in chain if code in days]
        for earlier, later in pairwise(dated):
            if days[earlier] > days[later]:
                yield RULE.finding(
                    earlier=names[earlier],
                    later=names[later],
                    first=chinese_date(days[earlier]),
                    second=chinese_date(days[later]),
                )


def _in_wording(view: View, plan: Submitted[Plan]) -> Iterator[Finding]:
    """Compare each day that the plan names for a milestone with the schedule.

    A milestone that the schedule leaves undated is compared with its own first mention.
    """
    first: dict[str, SaidDay] = {}
    for said in said_days(plan.form, view.dossier.college):
        earlier = first.setdefault(said.milestone, said)
        due = view.due.get(said.milestone)
        wanted = due or earlier.day
        if said.day == wanted:
            continue
        spoken, other = (said.day, wanted) if due else (wanted, said.day)
        yield RULE.finding(
            message=_WORDING if due else _TWICE,
            hint=_WORDING_HINT,
            file=plan.source.path,
            place=said.place,
            milestone=_names()[said.milestone],
            text=said.text,
            earlier=str(earlier.place or ""),
            first=chinese_date(spoken),
            second=chinese_date(other),
        )


def _names() -> dict[str, str]:
    """Give code → code and name of each milestone."""
    return {m.code: f"{m.code} {m.name}" for m in milestones()}


def _days(view: View) -> dict[str, dt.date]:
    mobilisation = view.dossier.college.dates.mobilisation
    return dict(view.due) | ({_MOBILISATION: mobilisation} if mobilisation else {})
