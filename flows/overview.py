"""Where the year stands: departments by milestones, and what is due when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.store import Records
from flows.archives import open_archive
from flows.intake import departments_with_unread
from flows.judgement import of_department
from flows.settings import Workspace
from flows.states import as_of_today, waiting_for_review
from schemas.college import College
from schemas.folding import summary
from schemas.outcome import STATE_NAMES, MilestoneState, State
from schemas.schedule import PHASE_NAMES, PHASES, Milestone, Phase, milestones

OWING: frozenset[State] = frozenset({"not_due", "missing", "needs_correction"})
_NOTHING_YET = "尚未审核"
_MANY = 60


@dataclass(frozen=True, slots=True)
class Overview:
    """The year on a day.

    Attributes:
        states: One for every department and milestone that has a date.
        remarks: Department → what the last run found there, in words.
    """

    college: College
    day: dt.date
    states: tuple[MilestoneState, ...]
    remarks: Mapping[str, str]

    @property
    def dated(self) -> list[Milestone]:
        """Give the milestones that have a date, in the order of their dates."""
        due = self.college.dates.due
        return sorted((m for m in milestones() if m.code in due), key=lambda m: due[m.code])

    def owing(self, milestone: str) -> tuple[str, ...]:
        """Give the departments that still owe something for a milestone."""
        return tuple(
            state.department
            for state in self.states
            if state.milestone == milestone and state.state in OWING
        )


def overview_of(workspace: Workspace, day: dt.date) -> Overview:
    """Take the year's state from archive and inbox.

    Raises:
        MachineError: The archive is at fault.
    """
    college = workspace.college
    with open_archive(workspace, create=True) as archive, archive.viewing() as records:
        recorded = records.states.latest(college.year, day)
        new = departments_with_unread(workspace.root, college, records)
        remarks = _remarks(records, college)
    states = waiting_for_review(as_of_today(recorded, college, day), new)
    return Overview(college=college, day=day, states=states, remarks=remarks)


def current_phase(college: College, day: dt.date) -> Phase:
    """Give the phase whose milestone is due next; after the last one the last."""
    due = college.dates.due
    ahead = [m for m in milestones() if m.code in due and due[m.code] >= day]
    return min(ahead, key=lambda m: due[m.code]).phase if ahead else PHASES[-1]


def working_day(workspace: Workspace, today: dt.date) -> dt.date:
    """Give the day on which the year stands: today, or outside the year that of its last run.

    Raises:
        MachineError: The archive is at fault.
    """
    college = workspace.college
    if today.year == college.year:
        return today
    with open_archive(workspace, create=True) as archive, archive.viewing() as records:
        days = [run.as_of for run in records.runs.all(college.year) if run.status]
    return days[-1] if days else min(college.dates.due.values(), default=today)


def _remarks(records: Records, college: College) -> dict[str, str]:
    """Tell what the last run found; each run looks at its phase and the earlier ones."""
    last = [run for phase in PHASES if (run := records.runs.latest(college.year, phase))]
    if not last:
        return {department.name: _NOTHING_YET for department in college.department}
    run = max(last, key=lambda run: run.ordinal)
    findings = records.findings.of_run(run.ordinal)
    title = PHASE_NAMES[run.phase]
    names = [department.name for department in college.department]
    return {name: f"{title}：{summary(of_department(findings, name))}" for name in names}


def status_rows(overview: Overview) -> list[dict[str, str]]:
    """Give one row a department, one column a milestone, in the office's words."""
    departments = overview.college.department
    brief = len(departments) > _MANY  # the UI fetches tables whole, and each row repeats the titles
    titles = {m.code: m.code if brief else f"{m.code} {m.name}" for m in overview.dated}
    rows = {department.name: {"部门": department.name} for department in departments}
    told = {(state.department, state.milestone): state.state for state in overview.states}
    for name, row in rows.items():
        for code, title in titles.items():
            if (name, code) in told:
                row[title] = STATE_NAMES[told[name, code]]
        row["问题"] = overview.remarks.get(name, "")
    return list(rows.values())


def calendar_rows(overview: Overview) -> list[dict[str, str]]:
    """Give one row a milestone: when it is due, and who still owes something."""
    return [
        {
            "期限": overview.college.dates.due[milestone.code].isoformat(),
            "还有": _distance((overview.college.dates.due[milestone.code] - overview.day).days),
            "节点": f"{milestone.code} {milestone.name}",
            "阶段": PHASE_NAMES[milestone.phase],
            "尚欠": _owing(overview, milestone),
        }
        for milestone in overview.dated
    ]


def _distance(days: int) -> str:
    if days == 0:
        return "今天"
    return f"{days} 天" if days > 0 else f"已过 {-days} 天"


def _owing(overview: Overview, milestone: Milestone) -> str:
    if not milestone.concerns_departments:
        return "办公室"
    names = overview.owing(milestone.code)
    return f"{len(names)} 个部门：{shortened(names)}" if names else "无"


def shortened(names: Sequence[str], most: int = 6) -> str:
    """List names, the first few where there are many."""
    return "、".join(names[:most]) + ("等" if len(names) > most else "")
