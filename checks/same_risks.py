"""Risks that say the same in the whole college, and how each place rates them (annex 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.rated_cells import about
from checks.records import RatedRow
from checks.view import View, in_file
from schemas.base import PlaceInFile
from schemas.college import LEVELS, Level
from schemas.likeness import comparable

_MOST_NAMED = 200
"""More places than this are counted and no longer named one by one."""


@dataclass(frozen=True)
class SameRisks:
    """Rows of rating forms whose texts are equal, final signs and widths aside; all have levels."""

    rows: tuple[RatedRow, ...]

    @cached_property
    def levels(self) -> Mapping[Level, int]:
        """Count the places that give each level, from high to low."""
        counts = Counter(row.risk.level for row in self.rows)
        return {level: counts[level] for level in LEVELS if counts[level]}

    @cached_property
    def items(self) -> tuple[tuple[RatedRow, ...], ...]:
        """Give the rows of each item, in the order of the departments and forms."""
        found: dict[tuple[str, str], list[RatedRow]] = {}
        for row in self.rows:
            found.setdefault((row.department, row.key), []).append(row)
        return tuple(map(tuple, found.values()))

    @cached_property
    def listed(self) -> str:
        """Name all places by level, such as 高——“教务处”的“教材采购”的“论证”环节；中——…."""
        return "；".join(f"{level}——{self._places(level)}" for level in self.levels)

    def _places(self, level: Level) -> str:
        at = [[row for row in rows if row.risk.level == level] for rows in self.items]
        named = [f"“{rows[0].department}”的{about(rows)}" for rows in at if rows]
        more = f"等{len(named)}项" if len(named) > _MOST_NAMED else ""
        return "、".join(named[:_MOST_NAMED]) + more

    def elsewhere(self, path: str) -> tuple[PlaceInFile, ...]:
        """Give the places in other files than one: all, or as many as can be looked at."""
        return tuple(place for place in self._places_in_files if place.file != path)

    @cached_property
    def _places_in_files(self) -> tuple[PlaceInFile, ...]:
        return tuple(in_file(row.source, row.place("level")) for row in self.rows[:_MOST_NAMED])


def same_risks(view: View) -> Iterator[SameRisks]:
    """Give the texts that stand at several places of the college, in the order of the first."""
    groups: dict[str, list[RatedRow]] = {}
    for row in view.risks.rated:
        if row.risk.level is not None and row.names_a_risk:
            groups.setdefault(comparable(row.risk.manifestation), []).append(row)
    for rows in groups.values():
        if len(rows) > 1:
            yield SameRisks(tuple(rows))


def oddest(rows: Sequence[RatedRow], group: SameRisks) -> RatedRow:
    """Give the row whose level is the rarest in the college, the first of several."""
    return min(rows, key=lambda row: group.levels[row.risk.level] if row.risk.level else 0)
