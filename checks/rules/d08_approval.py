"""LF-D08: approval by the leading group (审定) is required and not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks.view import View
from schemas.findings import Finding, Rule
from schemas.schedule import PHASE_NAMES

RULE: Final = Rule(
    code="LF-D08",
    title="未经领导小组审定",
    severity="error",
    basis="实施方案六（二）、六（三）2、六（五）",
    message=(
        "“{phase}”阶段的材料尚无领导小组审定的记录，只能输出送审稿。"
        "请报领导小组审定后，用 lianfang approve {command} 登记审定人和日期。"
    ),
    hint="报领导小组审定后，用 lianfang approve {command} 登记",
)

_APPROVED_PHASES: Final = frozenset({"catalogue", "summary", "handbook"})


def check(view: View) -> Iterator[Finding]:
    """Look for an approval of this phase; whether the data is still the same is LF-D06."""
    phase = view.dossier.phase
    required = view.dossier.college.approval.required and phase in _APPROVED_PHASES
    if required and not any(approved.phase == phase for approved in view.dossier.approved):
        yield RULE.finding(phase=PHASE_NAMES[phase], command=phase)
