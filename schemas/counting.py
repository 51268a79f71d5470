"""How risks are counted: rated manifestations, or steps at their highest level ([counting])."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Literal, NamedTuple

from schemas.college import LEVELS, Level

Unit = Literal["manifestation", "step"]

UNIT_NAMES: dict[Unit, str] = {
    "manifestation": "按表现形式计",
    "step": "按环节计，每个环节取其最高等级",
}
"""What is printed beside every total, so that nobody compares figures of two kinds."""


class Totals(NamedTuple):
    """How many risk points there are, and how many of each level; high + medium + low = points."""

    points: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0


def totals(risks: Iterable[tuple[Hashable, Level | None]], unit: Unit) -> Totals:
    """Count risks.

    Args:
        risks: For every manifestation the step that it belongs to (any key that is unique over
            all items) and its level; without a level it does not count.
        unit: What counts as one: a manifestation, or a step at its highest level.
    """
    rated = [(step, level) for step, level in risks if level is not None]
    if unit == "step":
        highest: dict[Hashable, Level] = {}
        for step, level in rated:
            known = highest.get(step, level)
            highest[step] = min(known, level, key=LEVELS.index)
        rated = list(highest.items())
    counts = Counter(level for _, level in rated)
    return Totals(len(rated), counts["高"], counts["中"], counts["低"])
