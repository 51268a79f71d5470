"""How far each department is with each milestone: what ``lianfang status`` prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from schemas.college import College
from schemas.dossier import DepartmentDossier, Dossier
from schemas.findings import Finding
from schemas.outcome import MilestoneState, State
from schemas.schedule import Milestone, milestone_of, milestones, phases_until

_FAMILY_MILESTONES: Mapping[str, tuple[str, ...]] = {
    "C": ("M03",),
    "P": ("M03",),
    "R": ("M07",),
    "S": ("M07",),
    "M": ("M09",),
    "A": ("M10",),
}


def milestone_states(dossier: Dossier, findings: Sequence[Finding]) -> tuple[MilestoneState, ...]:
    """Give the state of every department and departmental milestone that has a date."""
    return tuple(_states(dossier, findings))


def _states(dossier: Dossier, findings: Sequence[Finding]) -> Iterator[MilestoneState]:
    due = dossier.college.dates.due
    faulty = _milestones_with_errors(dossier, findings)
    approved = {approval.phase for approval in dossier.approved}
    for department in dossier.departments:
        for milestone in milestones():
            if not milestone.from_department or milestone.code not in due:
                continue
            day = due[milestone.code]
            state: State
            if (department.name, milestone.code) in faulty:
                state = "needs_correction"
            elif not is_received(department, milestone):
                state = "missing" if dossier.as_of > day else "not_due"
            elif milestone.phase in approved:
                state = "approved"
            else:
                state = "late" if _was_late(department, milestone, day) else "accepted"
            yield MilestoneState(department=department.name, milestone=milestone.code, state=state)


def is_received(department: DepartmentDossier, milestone: Milestone) -> bool:
    """Tell whether everything that a milestone asks of a department is there."""
    if milestone.code == "M03" and department.nothing_to_report:
        return True
    return all(department.has_sent(kind) for kind in milestone.forms)


def everything_received(dossier: Dossier) -> bool:
    """Tell whether all departments have sent what the phase's own milestones ask."""
    return all(
        is_received(department, milestone)
        for milestone in milestones()
        if milestone.phase == dossier.phase and milestone.from_department
        for department in dossier.departments
    )


def _was_late(department: DepartmentDossier, milestone: Milestone, due: dt.date) -> bool:
    receipt = department.receipt(milestone.code)
    return receipt is not None and receipt.first is not None and receipt.first > due


def _milestones_with_errors(dossier: Dossier, findings: Sequence[Finding]) -> set[tuple[str, str]]:
    """Tell which departments have to correct something for which milestones.

    A fault belongs to the milestone of its family, else to those of the forms in its file, else
    (a file that cannot be read) to the latest milestone of the phase. What is merely missing
    is not a correction.
    """
    forms = {file.source.path: {form.form for form in file.forms} for file in dossier.files}
    last = _latest_milestone(dossier)
    found: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.severity != "error" or not finding.department or not finding.file:
            continue
        codes = _FAMILY_MILESTONES.get(finding.code[3]) or tuple(
            milestone.code
            for kind in forms.get(finding.file, ())
            if (milestone := milestone_of(kind)) is not None
        )
        found.update((finding.department, code) for code in codes or (last,))
    return found


def _latest_milestone(dossier: Dossier) -> str:
    phases = phases_until(dossier.phase)
    departmental = [m for m in milestones() if m.from_department and m.phase in phases]
    return departmental[-1].code


def as_of_today(
    states: Sequence[MilestoneState], college: College, today: dt.date
) -> tuple[MilestoneState, ...]:
    """Give every department's state at every milestone on a day.

    What had not come when the states were recorded may meanwhile be due; departments without a
    record have sent nothing yet.
    """
    due = college.dates.due
    recorded = {(state.department, state.milestone): state.state for state in states}
    absent: dict[str, State] = {
        code: "missing" if today > day else "not_due" for code, day in due.items()
    }
    found: list[MilestoneState] = []
    for department in college.department:
        for milestone in milestones():
            if not milestone.from_department or milestone.code not in due:
                continue
            state = recorded.get((department.name, milestone.code))
            if state is None or state in ("missing", "not_due"):
                state = absent[milestone.code]
            found.append(
                MilestoneState(department=department.name, milestone=milestone.code, state=state)
            )
    return tuple(found)


def waiting_for_review(
    states: Sequence[MilestoneState], departments: Collection[str]
) -> tuple[MilestoneState, ...]:
    """Mark as sent again what was returned, at departments whose new files no run has read yet."""
    return tuple(
        state.model_copy(update={"state": "resubmitted"})
        if state.state == "needs_correction" and state.department in departments
        else state
        for state in states
    )
