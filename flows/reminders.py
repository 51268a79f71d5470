"""Who is to be reminded (催报), and of what; pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from checks.calendar import Calendar
from flows.standing import Standing
from flows.states import FaultPlaces
from schemas.dossier import DepartmentDossier
from schemas.findings import Finding, Rule
from schemas.forms import form_name
from schemas.reminder import OpenFaults, Owed, Reminder, lateness
from schemas.schedule import Milestone, Phase, milestones

_ONE_DAY = dt.timedelta(days=1)


def reminders(
    found: Standing, rules: Mapping[str, Rule], phase: Phase | None = None
) -> tuple[Reminder, ...]:
    """Tell who owes what was due until yesterday or is due by tomorrow, in the college's order.

    Days are calendar days, as those of the schedule are: a milestone on a day of rest is not moved.

    Args:
        found: Where the year stands.
        rules: Code → rule, for the titles of faults.
        phase: Only what this phase asks, and then all of it, however far ahead.
    """
    due = found.dossier.college.dates.due
    near = [
        milestone
        for milestone in sorted(milestones(), key=lambda m: due.get(m.code, dt.date.max))
        if milestone.from_department and milestone.code in due
        if (milestone.phase == phase if phase else _is_near(due[milestone.code], found))
    ]
    faults = _by_department_and_milestone(found)
    reminded = []
    for department in found.dossier.departments:
        owed = tuple(
            one
            for milestone in near
            if (one := _owed(found, department, milestone, faults, rules)) is not None
        )
        if owed:
            reminded.append(Reminder(department=department.name, day=_day(found), owed=owed))
    return tuple(reminded)


def _day(found: Standing) -> dt.date:
    return found.dossier.as_of


def _is_near(due: dt.date, found: Standing) -> bool:
    return due <= _day(found) + _ONE_DAY


_Faults = Mapping[tuple[str, str], Sequence[Finding]]


def _by_department_and_milestone(found: Standing) -> _Faults:
    places = FaultPlaces(found.dossier)
    faults: dict[tuple[str, str], list[Finding]] = {}
    for finding in found.open:
        for code in places.milestones(finding):
            faults.setdefault((finding.department or "", code), []).append(finding)
    return faults


def _owed(
    found: Standing,
    department: DepartmentDossier,
    milestone: Milestone,
    faults: _Faults,
    rules: Mapping[str, Rule],
) -> Owed | None:
    """Tell what a department owes for a milestone; None where it owes nothing."""
    due, day = found.dossier.college.dates.due[milestone.code], _day(found)
    missing = tuple(
        form_name(kind)
        for kind in milestone.forms
        if department.owes(kind) and not department.has_sent(kind)
    )
    returned = tuple(_open_faults(faults.get((department.name, milestone.code), ()), rules))
    if not missing and not returned:
        return None
    return Owed(
        milestone=milestone,
        due=due,
        days_late=(day - due).days,
        rest=Calendar().rest_on(due) if due >= day else None,
        missing=missing,
        returned=returned,
        returned_on=found.notices.get((department.name, milestone.phase)) if returned else None,
    )


def _open_faults(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Iterator[OpenFaults]:
    """Give the files that have to be corrected; one with nothing but warnings does not."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.file or "", []).append(finding)
    for file, own in files.items():
        titles = [rules[f.code].title for f in own if f.severity == "error"]
        if titles:
            yield OpenFaults(
                file=PurePosixPath(file).name,
                errors=tuple(Counter(titles).items()),
                warnings=len(own) - len(titles),
            )


def told_in_words(owed: Owed) -> str:
    """Say in a line what is owed for a milestone, and how late it is."""
    parts = []
    if owed.missing:
        parts.append(f"未报{'、'.join(owed.missing)}")
    if owed.returned:
        parts.append(f"退回未改{len(owed.returned)}份文件")
    return f"{'；'.join(parts)}；{lateness(owed.days_late)}"


def reminder_rows(owing: Sequence[Reminder]) -> list[dict[str, str]]:
    """Give one row for each department and milestone, the oldest first."""
    return [
        {
            "部门": department,
            "应报": f"{owed.milestone.code} {owed.milestone.name}",
            "期限": owed.due.isoformat(),
            "状态": told_in_words(owed),
        }
        for department, owed in _oldest_first(owing)
    ]


def list_text(college: str, day: dt.date, owing: Sequence[Reminder]) -> str:
    """Write the list for reading and copying, one line a department and milestone."""
    lines = [f"{college}廉政风险防控材料催报清单（{day.isoformat()}）", ""]
    lines += [
        f"{number}. {department}：{owed.milestone.name}，"
        f"期限 {owed.due.isoformat()}，{told_in_words(owed)}。"
        for number, (department, owed) in enumerate(_oldest_first(owing), start=1)
    ]
    return "\n".join(lines if owing else [*lines, "各部门均已报送。"]) + "\n"


def _oldest_first(owing: Sequence[Reminder]) -> list[tuple[str, Owed]]:
    pairs = [(reminder.department, owed) for reminder in owing for owed in reminder.owed]
    return sorted(pairs, key=lambda pair: pair[1].due)
