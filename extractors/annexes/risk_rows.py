"""The risks of annexes 4 to 6 while rows are read: groups that go on, and what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.annexes.particulars import Particulars, Stray
from extractors.annexes.scales import Scale
from extractors.annexes.totals import TotalText
from schemas.base import Place
from schemas.college import Level
from schemas.text import normalised

GROUPS = ("department", "item", "point", "responsible")
"""The grouping columns; one that names something new ends what stood in those after it."""

FIELDS = frozenset({*GROUPS, "seq", "manifestation", "level"})
"""The columns that annexes 4 to 6 have in common."""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk as the table has it.

    Attributes:
        groups: Text of each of :data:`GROUPS`, "" where nothing says it.
        number: The number that a reader sees before the manifestation, or None.
        level_raw: The level as written, "" where none is.
        places: Field of the contract → place; "" for the row.
    """

    groups: dict[str, str]
    number: int | None
    manifestation: str
    level: Level | None
    level_raw: str
    places: dict[str, Place]


@dataclass(slots=True)
class RiskRows:
    """What is known while rows are read from top to bottom, also over several tables.

    Attributes:
        found: Takes what label lines between the rows say.
        scale: What the form says about its own levels.
        columns: The fields that the tables have columns for.
        groups, places: What the grouping columns say at this row, and where.
        nothing: A row says that there is no risk.
        untouched: A row is as the blank form was issued, its level still to be chosen.
        in_note: A note has begun, whose numbered lines go on.
        unused: Names in rows without a risk, by the group that they begin.
        totals: Takes statistics between the rows; None where the form has none.
        lines: The groups that a line across the table may name where no column does.
        more: Further fields that the form's reader takes itself (防控措施 of annex 6).
    """

    found: Particulars
    scale: Scale
    columns: frozenset[str] = frozenset()
    risks: list[RiskRow] = field(default_factory=list)
    stray: list[Stray] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    nothing: bool = False
    untouched: bool = False
    in_note: bool = False
    unused: list[tuple[tuple[str, ...], Stray]] = field(default_factory=list)
    totals: list[TotalText] | None = None
    lines: tuple[str, ...] = ("department", "item", "point")
    more: frozenset[str] = frozenset()

    def begin(self, name: str, text: str, place: Place) -> None:
        """Begin a group that a line across the table names."""
        self.groups[name], self.places[name] = text, place
        for later in GROUPS[GROUPS.index(name) + 1 :]:
            self.groups.pop(later, None)

    def carry(self, name: str, text: str, place: Place, *, new: bool) -> bool:
        """Let a row's cell begin its group or go on with the one above it.

        Args:
            name: One of :data:`GROUPS`.
            text: What the cell says; "" for as above.
            place: Where the cell stands.
            new: A column earlier in the order has named something new in this row.

        Returns:
            The same for the next column.
        """
        if text:
            before = self.groups.get(name, "")
            new = new or (text != before and normalised(text) != normalised(before))
            self.groups[name], self.places[name] = text, place
        elif new or name not in self.groups:
            self.groups[name], self.places[name] = "", place
        return new

    def current(self) -> dict[str, str]:
        """Give the text of every group at this row."""
        return {name: self.groups.get(name, "") for name in GROUPS}

    def keep_unused(self, name: str, stray: Stray) -> None:
        """Keep a name in mind of a row without a risk, in case no row of its group has one."""
        self.unused.append((_group(name, self.groups), stray))

    def leftovers(self) -> list[Stray]:
        """Give all texts that no field took, names of groups without a single risk among them."""
        if not self.unused:
            return [*self.stray]
        used = {_group(name, risk.groups) for risk in self.risks for name in GROUPS}
        return [*self.stray, *(stray for group, stray in self.unused if group not in used)]


def _group(name: str, groups: Mapping[str, str]) -> tuple[str, ...]:
    """Give a group's name with those of the groups around it."""
    return tuple(groups.get(other, "") for other in GROUPS[: GROUPS.index(name) + 1])
