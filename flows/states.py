"""How far each department is with each milestone: what ``lianfang status`` prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from flows.fault_places import forms_at
from schemas.college import College
from schemas.dossier import DepartmentDossier, Dossier
from schemas.findings import Finding
from schemas.outcome import MilestoneState, State
from schemas.schedule import Milestone, milestone_of, milestones, phases_until

_FAMILY_MILESTONES: Mapping[str, tuple[str, ...]] = {
    "C": ("M03",),
    "P": ("M03", "M06"),
    "D": ("M07",),  # those that lie in a file: sign-offs
    "R": ("M07", "M06", "M09"),
    "S": ("M07",),
    "M": ("M09",),
    "A": ("M10",),
}
"""Family of codes → the milestones whose forms can have such faults, the likeliest first."""


def milestone_states(dossier: Dossier, findings: Sequence[Finding]) -> tuple[MilestoneState, ...]:
    """Give every department's state at every milestone that has a date and concerns departments."""
    faulty = _milestones_with_errors(dossier, findings)
    return tuple(
        MilestoneState(department=department.name, milestone=milestone.code, state=state)
        for department in dossier.departments
        for milestone in _dated(dossier.college)
        if (state := _state(dossier, department, milestone, faulty))
    )


def _dated(college: College) -> list[Milestone]:
    due = college.dates.due
    return [m for m in milestones() if m.concerns_departments and m.code in due]


def _state(
    dossier: Dossier,
    department: DepartmentDossier,
    milestone: Milestone,
    faulty: Collection[tuple[str, str]],
) -> State:
    """Tell a state; what goes to the superior is as far as the worst of what it is made of."""
    day = dossier.college.dates.due[milestone.code]
    parts = [m for m in milestones() if m.code in milestone.needs] or [milestone]
    if any((department.name, part.code) in faulty for part in parts):
        return "needs_correction"
    if not all(is_received(department, part) for part in parts):
        return "missing" if dossier.as_of > day else "not_due"
    if any(approval.phase == milestone.phase for approval in dossier.approved):
        return "approved"
    return "late" if _was_late(department, milestone, day) else "accepted"


def is_received(department: DepartmentDossier, milestone: Milestone) -> bool:
    """Tell whether everything that a milestone asks of a department is there."""
    return all(department.has_sent(k) for k in milestone.forms if department.owes(k))


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

    A fault belongs to the one of its family's milestones whose forms stand where it stands,
    without a family to all of those, else (a file that cannot be read) to the latest milestone of
    the phase. What is merely missing is not a correction.
    """
    places = FaultPlaces(dossier)
    return {
        (finding.department, code)
        for finding in findings
        if finding.severity == "error" and finding.department
        for code in places.milestones(finding)
    }


class FaultPlaces:
    """Tells for which milestones a fault has to be corrected."""

    def __init__(self, dossier: Dossier) -> None:
        """Look at a dossier's files."""
        self._in_file = {file.source.path: file.forms for file in dossier.files}
        self._last = (_latest_milestone(dossier),)

    def milestones(self, finding: Finding) -> tuple[str, ...]:
        """Give the codes of the milestones; none where the fault lies in no file."""
        if not finding.file:
            return ()
        forms = forms_at(finding, self._in_file.get(finding.file, ()))
        own = tuple(m.code for form in forms if (m := milestone_of(form.form)) is not None)
        family = _FAMILY_MILESTONES.get(finding.code[3], ())
        meant = tuple(code for code in family if code in own)[:1] or family[:1]
        return meant or own or self._last


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
    wanted = _dated(college)
    recorded = {(state.department, state.milestone): state.state for state in states}
    absent: dict[str, State] = {
        code: "missing" if today > day else "not_due" for code, day in due.items()
    }
    found: list[MilestoneState] = []
    for department in college.department:
        for milestone in wanted:
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
