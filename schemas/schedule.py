"""The year's milestones (plan, section 六), and when each is due."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from schemas.base import Model

Phase = Literal["plan", "catalogue", "summary", "handbook"]
PHASES: tuple[Phase, ...] = ("plan", "catalogue", "summary", "handbook")
PHASE_NAMES: Mapping[Phase, str] = {
    "plan": "实施方案",
    "catalogue": "职权目录",
    "summary": "风险汇总",
    "handbook": "防控手册",
}


class Milestone(Model):
    """A date by which something is due.

    Attributes:
        code: ``M01`` to ``M11``.
        name: What is due, in Chinese.
        phase: The phase whose documents need it.
        month, day: The plan's date; M01 has ``days_after_mobilisation`` (calendar days) instead.
        forms: Kinds of form (``schemas.forms``) that departments send for it.
        from_department: Departments send it to the office.
        needs: For what goes to the superior: the departments' milestones that it is made of.
    """

    code: str
    name: str
    phase: Phase
    month: int | None = None
    day: int | None = None
    days_after_mobilisation: int | None = None
    forms: tuple[str, ...] = ()
    from_department: bool = False
    needs: tuple[str, ...] = ()

    @property
    def concerns_departments(self) -> bool:
        """Tell whether each department has a part in it."""
        return self.from_department or bool(self.needs)


@cache
def milestones() -> tuple[Milestone, ...]:
    """Give the eleven milestones in the order of their codes."""
    text = files("schemas").joinpath("data/milestones.toml").read_text(encoding="utf-8")
    return tuple(
        Milestone(code=code, **fields) for code, fields in sorted(tomllib.loads(text).items())
    )


def milestone_of(form: str) -> Milestone | None:
    """Give the milestone for which departments send a kind of form."""
    return next((m for m in milestones() if form in m.forms), None)


def phases_until(phase: Phase) -> tuple[Phase, ...]:
    """Give a phase and the earlier ones: those that its checks look at."""
    return PHASES[: PHASES.index(phase) + 1]


class Schedule(Model):
    """The year's dates: what the office configured, else the plan's month and day in that year.

    Attributes:
        mobilisation: Day of the mobilisation meeting; without it M01 has no date.
        due: Milestone code → day, for every milestone that has one.
    """

    mobilisation: dt.date | None = None
    due: Mapping[str, dt.date]

    @classmethod
    def of(
        cls, year: int, *, mobilisation: dt.date | None, dates: Mapping[str, dt.date]
    ) -> Schedule:
        """Fill in what is not configured from the plan."""
        due = {m.code: day for m in milestones() if (day := _default(m, year, mobilisation))}
        return cls(mobilisation=mobilisation, due={**due, **dates})


def _default(milestone: Milestone, year: int, mobilisation: dt.date | None) -> dt.date | None:
    if milestone.month and milestone.day:
        return dt.date(year, milestone.month, milestone.day)
    if milestone.days_after_mobilisation and mobilisation:
        return mobilisation + dt.timedelta(days=milestone.days_after_mobilisation)
    return None
