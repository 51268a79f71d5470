"""LF-D05: the schedule contradicts itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from checks.view import View, chinese_date
from schemas.findings import Finding, Rule
from schemas.schedule import milestones

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

_MOBILISATION: Final = "动员部署会"
_CHAINS: Final = (
    (_MOBILISATION, "M01"),
    ("M03", "M04", "M05"),
    ("M03", "M06", "M07", "M08"),
    ("M09", "M10", "M11"),
)
"""What has to come in this order (contract, section 6, "Schedule")."""


def check(view: View) -> Iterator[Finding]:
    """Compare neighbours in each chain, whatever the phase; undated ones are left out."""
    names = {m.code: f"{m.code} {m.name}" for m in milestones()} | {_MOBILISATION: _MOBILISATION}
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


def _days(view: View) -> dict[str, dt.date]:
    mobilisation = view.dossier.college.dates.mobilisation
    return dict(view.due) | ({_MOBILISATION: mobilisation} if mobilisation else {})
