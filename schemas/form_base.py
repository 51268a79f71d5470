"""What all forms and their parts have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pydantic import Field

from schemas.base import Model, Place
from schemas.text import normalised


class Record(Model):
    """A row, step or other part of a form that knows where each of its values stands.

    ``places`` maps a field's name to its place; the key ``""`` is the record as a whole.
    """

    places: Mapping[str, Place] = Field(default_factory=dict, repr=False)

    def place(self, field: str = "") -> Place | None:
        """Tell where a field stands, or the record as a whole where the field has no place."""
        return self.places.get(field) or self.places.get("")


class FormBase(Record):
    """What every form tells about itself, where the file says it."""

    department: str | None = None
    unit: str | None = None
    filled_on: dt.date | None = None
    nothing_to_report: bool = False

    @property
    def item_names(self) -> tuple[str, ...]:
        """The authority items that the form speaks of, as written; () for other kinds of form."""
        return ()

    @property
    def subjects(self) -> frozenset[str]:
        """What the form is a version of: two forms of a kind that share one replace each other."""
        return frozenset(normalised(name) for name in self.item_names if name)


class Member(Record):
    """A person on a list of names: what they are there, and the post that they hold elsewhere."""

    role: str
    name: str
    post: str | None = None
