"""The people of leading group and office, on the lists of names that stand in a plan's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.annexes import roster
from extractors.annexes.people import People, read_people
from extractors.annexes.prose import Para
from extractors.annexes.sections import Section
from extractors.annexes.vocabulary import patterns, words
from extractors.grid import Line
from schemas.form_base import Member
from schemas.forms import Roster, RosterMember
from schemas.text import normalised


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section as far as its people matter: level and words of its heading, and its text."""

    level: int
    heading: str
    found: Sequence[Para]


@dataclass(slots=True)
class Bodies:
    """The people found so far, and the body whose list is being read ("" outside of a list)."""

    leading_group: list[Member] = field(default_factory=list)
    office: list[Member] = field(default_factory=list)
    now: str = ""

    def add(self, members: Iterable[RosterMember]) -> None:
        """Add people to the body that their role, or else the words before them, name."""
        for member in members:
            if member.role in words("plan")["group_roles"]:
                self.now = "leading_group"
            elif member.role in words("plan")["office_roles"] and self.now:
                self.now = "office"
            if self.now and member.role:
                person = Member(role=member.role, name=member.name, post=member.post)
                getattr(self, self.now).append(person.model_copy(update={"places": member.places}))

    def hear(self, text: str, *, heading: bool) -> None:
        """Let a heading, or a line that introduces a list, name the body."""
        named = _body_named(text)
        if named and (heading or len(normalised(text)) <= _LONGEST_INTRODUCTION):
            self.now = named


_LONGEST_INTRODUCTION = 60


def read_bodies(stretches: Iterable[Stretch]) -> Bodies:
    """Find the people of leading group and office, section by section."""
    bodies = Bodies()
    for stretch in stretches:
        if stretch.level <= 1:
            bodies.now = ""
        people = People()
        bodies.hear(stretch.heading, heading=True)
        for para in stretch.found:
            known = len(people.members)
            if para.grid is not None:
                people.role = ""
                people.members.extend(_in_table(para))
            else:
                read_people([Line(para.text, number=para.place.paragraph or 0)], people)
            if len(people.members) == known:
                people.role = ""
                bodies.hear(para.text, heading=False)
            bodies.add(people.members[known:])
    return bodies


def _body_named(text: str) -> str:
    plain = normalised(text)
    named = (
        body
        for body in ("office", "leading_group")
        if any(p.search(plain) for p in patterns("plan", body))
    )
    return next(named, "")


def _in_table(para: Para) -> tuple[RosterMember, ...]:
    """Read a table of people as a roster's table is read."""
    if para.grid is None:
        return ()
    section = Section(kind="roster", blocks=(para.grid,), titles=(), first_body=0)
    forms, _ = roster.ANNEX.read(section, "")
    return tuple(m for form in forms if isinstance(form, Roster) for m in form.members)
