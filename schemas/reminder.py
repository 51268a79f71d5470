"""A reminder (催报): what a department owes around a deadline."""

from __future__ import annotations

import datetime as dt

from schemas.base import Model
from schemas.schedule import Milestone


class OpenFaults(Model):
    """What was returned of a file and still stands.

    Attributes:
        file: The file's name, without its folder.
        errors: Title of the fault → how often it stands.
        warnings: How many warnings the department has neither mended nor explained.
    """

    file: str
    errors: tuple[tuple[str, int], ...]
    warnings: int = 0


class Owed(Model):
    """What a department owes for a milestone.

    Attributes:
        due: The milestone's day.
        days_late: Calendar days since then; negative while it is still ahead.
        rest: Why that day is no working day, where it is none and still ahead.
        missing: Names of the forms that have not come.
        returned: Files that were returned and have not been corrected.
        returned_on: Day of the last notice of the milestone's phase, where there was one.
    """

    milestone: Milestone
    due: dt.date
    days_late: int
    rest: str | None = None
    missing: tuple[str, ...] = ()
    returned: tuple[OpenFaults, ...] = ()
    returned_on: dt.date | None = None


class Reminder(Model):
    """Everything that a department owes, the oldest first; there is something of it.

    Attributes:
        day: On which it is reminded.
    """

    department: str
    day: dt.date
    owed: tuple[Owed, ...]

    @property
    def missing(self) -> int:
        """Count the forms that have not come."""
        return sum(len(owed.missing) for owed in self.owed)

    @property
    def returned(self) -> int:
        """Count the files that have not been corrected."""
        return sum(len(owed.returned) for owed in self.owed)

    @property
    def late(self) -> bool:
        """Tell whether any of it is late."""
        return any(owed.days_late > 0 for owed in self.owed)


def lateness(days_late: int) -> str:
    """Say how late something is, or how far ahead."""
    if days_late > 0:
        return f"已逾期{days_late}天"
    return f"还有{-days_late}天" if days_late else "今天到期"
