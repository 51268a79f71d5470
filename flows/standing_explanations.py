"""What departments have explained of the findings that still stand, for the status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from archive.store import Records
from flows.console import Console
from flows.explanations import only_claims
from schemas.cycle import Explanation
from schemas.findings import Finding
from schemas.schedule import PHASES


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding of the last run, and what its department wrote about it."""

    finding: Finding
    explanation: Explanation


def standing_explanations(records: Records, year: int, as_of: dt.date) -> tuple[Explained, ...]:
    """Give the explanations of findings that the year's last run still found, in its order."""
    written = {
        (one.department, one.finding): one
        for one in records.explanations.latest(year, as_of)
        if not only_claims(one.text)
    }
    last = [run for phase in PHASES if (run := records.runs.latest(year, phase))]
    if not written or not last:
        return ()
    found = records.findings.of_run(max(run.ordinal for run in last))
    return tuple(
        Explained(finding, written[finding.department or "", finding.id])
        for finding in found
        if (finding.department or "", finding.id) in written
    )


def show_explanations(console: Console, explained: Sequence[Explained]) -> None:
    """Print who explained what; an error stays to be corrected."""
    console.say(f"部门说明 {len(explained)} 条：")
    for one in explained:
        told = one.explanation
        still = "（错误仍须改正）" if one.finding.severity == "error" else ""
        text = " ".join(told.text.split())
        console.say(f"  {told.department} {one.finding.code}（{told.date}）：{text}{still}")
