"""What the office's own plan says, beside the configuration: its days and its lists of names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.base import Place
from schemas.college import College
from schemas.form_base import Member
from schemas.text import normalised
from schemas.wording import Plan, PlanDate, PlanDay

_NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_LEADING: Final = ("组长", "领导")
"""What is in the role of those whom the configuration names; members it describes in words."""


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A milestone's day in a plan's words.

    Attributes:
        text: As written.
        day: The day; of one that tells no year, in the year with which it is compared.
    """

    milestone: str
    text: str
    day: dt.date
    place: Place | None


@dataclass(frozen=True, slots=True)
class Differing:
    """A list of names that differs: who stands only in the plan, who only in the configuration."""

    body: str
    only_in_plan: tuple[str, ...]
    only_configured: tuple[str, ...]
    place: Place | None


def said_days(plan: Plan, college: College) -> Iterator[SaidDay]:
    """Give the days that a plan names for milestones, in order.

    A day whose year is not sure is one of the year of the milestone's configured day.
    """
    named: tuple[PlanDate | PlanDay, ...] = (*plan.dates, *plan.days)
    for said in named:
        due = college.dates.due.get(said.milestone or "")
        day = said.in_year(due.year if due else college.year)
        if said.milestone is not None and day is not None:
            yield SaidDay(said.milestone, said.text, day, said.place())


def differing_lists(plan: Plan, college: College) -> Iterator[Differing]:
    """Compare leading group and office; a side that names nobody is not compared."""
    group = college.leading_group
    leaders = [m for m in plan.leading_group if any(word in m.role for word in _LEADING)]
    configured = [person.name for person in (*group.leaders, *group.deputies)]
    yield from _differing("领导小组", leaders, configured)
    office = college.office
    named = (office.director, *office.deputies, *office.members)
    yield from _differing("领导小组办公室", plan.office, [name for name in named if name])


def _differing(
    body: str, listed: Sequence[Member], configured: Sequence[str]
) -> Iterator[Differing]:
    said = _names(member.name for member in listed)
    known = _names(configured)
    if not said or not known or set(said) == set(known):
        return
    yield Differing(
        body=body,
        only_in_plan=tuple(name for key, name in said.items() if key not in known),
        only_configured=tuple(name for key, name in known.items() if key not in said),
        place=listed[0].place(),
    )


def _names(written: Iterable[str]) -> dict[str, str]:
    """Give the names of persons, blanks inside dropped; 各部门负责人 is none."""
    plain = (normalised(name) for name in written)
    return {name: name for name in plain if _NAME.fullmatch(name)}
