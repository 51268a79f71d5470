"""Who is to be reminded (催报): the list of departments that owe something around a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.faults import told_in_chinese
from flows.overview import OWING, Overview
from flows.settings import Workspace
from flows.user_files import write_for_user
from schemas.outcome import STATE_NAMES, State
from schemas.schedule import Milestone

FOLDER = "催报"
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A department owes something for a milestone."""

    department: str
    milestone: Milestone
    due: dt.date
    state: State


def reminders(overview: Overview) -> tuple[Reminder, ...]:
    """Tell who owes what was due until yesterday or is due by tomorrow; the oldest first."""
    due = overview.college.dates.due
    near = {
        m.code: m
        for m in overview.dated
        if m.from_department and due[m.code] <= overview.day + _ONE_DAY
    }
    found = [
        Reminder(state.department, near[state.milestone], due[state.milestone], state.state)
        for state in overview.states
        if state.milestone in near and state.state in OWING
    ]
    return tuple(sorted(found, key=lambda reminder: reminder.due))


def reminder_rows(owing: Sequence[Reminder]) -> list[dict[str, str]]:
    """Give one row for each department and milestone."""
    return [
        {
            "部门": reminder.department,
            "应报": f"{reminder.milestone.code} {reminder.milestone.name}",
            "期限": reminder.due.isoformat(),
            "状态": STATE_NAMES[reminder.state],
        }
        for reminder in owing
    ]


def reminder_text(overview: Overview, owing: Sequence[Reminder]) -> str:
    """Write the list for reading and copying, one line a department and milestone."""
    college = overview.college.organisation.name
    lines = [f"{college}廉政风险防控材料催报清单（{overview.day.isoformat()}）", ""]
    lines += [
        f"{number}. {reminder.department}：{reminder.milestone.name}，"
        f"期限 {reminder.due.isoformat()}，{STATE_NAMES[reminder.state]}。"
        for number, reminder in enumerate(owing, start=1)
    ]
    return "\n".join(lines if owing else [*lines, "各部门均已报送。"]) + "\n"


def write_reminders(workspace: Workspace, overview: Overview, owing: Sequence[Reminder]) -> Path:
    """Write what goes out to the departments: the list as text; letters would be written here.

    Returns:
        ``output/<year>/催报/<day>.txt``.

    Raises:
        MachineError: It cannot be written.
    """
    path = workspace.output / FOLDER / f"{overview.day.isoformat()}.txt"
    with told_in_chinese(f"文件夹“{path.parent}”"):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_for_user(path, reminder_text(overview, owing).encode())
    return path
