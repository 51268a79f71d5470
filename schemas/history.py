"""What became of an authority item and its risks over time (廉政风险信息档案)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from schemas.base import Model
from schemas.college import Level
from schemas.schedule import Phase

EventKind = Literal["received", "changed", "lifted", "approved", "published"]
EVENT_NAMES: dict[EventKind, str] = {
    "received": "收到",
    "changed": "变更",
    "lifted": "撤销问题",
    "approved": "审定",
    "published": "正式发布",
}


class Change(Model):
    """A field that a later version of a form writes differently.

    Attributes:
        text: A Chinese phrase without a full stop: what, from what, to what.
        subject: Of what it is a field, for example a step or a risk; "" for the form's own fields.
        field: The field's name on the form.
        before, after: Its words in both versions; None where there was or is no such thing.
    """

    text: str
    subject: str = ""
    field: str | None = None
    before: str | None = Field(default=None, alias="from")
    after: str | None = Field(default=None, alias="to")


class Event(Model):
    """Something that happened to an item or a department on a day.

    Attributes:
        text: A Chinese sentence: what, and for changes from what to what.
        file: The file that brought it, relative to the workspace.
        reason: Why: the faults that it mended, or what the office wrote.
        who: The department that sent the file, the office, or the person who decided or ran it.
        form: Kind of the form that was received or changed, as in ``schemas.forms``.
        subject, field, before, after: As in :class:`Change`.
    """

    date: dt.date
    kind: EventKind
    text: str
    file: str | None = None
    reason: str | None = None
    who: str | None = None
    form: str | None = None
    subject: str | None = None
    field: str | None = None
    before: str | None = Field(default=None, alias="from")
    after: str | None = Field(default=None, alias="to")


class LevelPeriod(Model):
    """A level that a risk had, from one run's day to another's."""

    level: Level | None
    first: dt.date
    last: dt.date


class RiskPublished(Model):
    """An official set of documents in which a risk stood: the phase and its as-of day."""

    phase: Phase
    as_of: dt.date


class RiskHistory(Model):
    """A risk of the register.

    Attributes:
        first_seen: As-of day of the first run that knew of it.
        standing: It is among the risks of the last run.
        levels: Its levels, oldest first, equal neighbours joined.
        published: Official sets in which it stood, oldest first.
    """

    point: str
    manifestation: str
    responsible: str
    first_seen: dt.date
    standing: bool
    levels: tuple[LevelPeriod, ...]
    published: tuple[RiskPublished, ...] = ()


class ItemHistory(Model):
    """All that is on record of one department's authority item.

    Attributes:
        item: None for the forms of the whole department (roster, annex 7, and which items
            annex 1 lists).
    """

    department: str
    item: str | None
    events: tuple[Event, ...]
    risks: tuple[RiskHistory, ...] = ()
