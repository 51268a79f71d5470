"""Which row of annex 6 speaks of which rated risk: by step and text, never by number.

Contract, section 6, "Matching"; the plan's own annex 6 numbers through the item, annex 4 step by
step.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from schemas.forms import Step
from schemas.likeness import comparable
from schemas.matching import NO_BOXES, steps_of
from schemas.pairing import pair


class AtPoint(Protocol):
    """A row that names a risk point and a manifestation."""

    @property
    def point(self) -> str:
        """The risk point as written."""

    @property
    def manifestation(self) -> str:
        """How it can go wrong."""


class Measuring(NamedTuple):
    """The risks of an item compared with its rows in annex 6; all numbers are positions.

    Attributes:
        row_of: Risk → its row.
        similar: Risks whose row words them slightly differently (LF-R13).
        without_row: Risks that no row speaks of (LF-M01).
        never_rated: Rows that speak of no rated risk (LF-M03).
    """

    row_of: Mapping[int, int]
    similar: frozenset[int]
    without_row: tuple[int, ...]
    never_rated: tuple[int, ...]


def measuring(
    risks: Sequence[AtPoint],
    rows: Sequence[AtPoint],
    steps: Sequence[Step],
    boxes: Mapping[str, Collection[str]] = NO_BOXES,
) -> Measuring:
    """Find for every rated risk of an item its row in annex 6.

    Args:
        risks: The item's risks as annex 4 rates them.
        rows: The item's rows in annex 6.
        steps: The steps of the item's chart.
        boxes: Id of a step → the manifestations in its risk box (annex 3).
    """
    places = _places(risks, steps, boxes), _places(rows, steps, boxes)
    found: dict[int, int] = {}
    similar: set[int] = set()
    for place in dict.fromkeys(places[0]):
        left = [i for i, own in enumerate(places[0]) if own == place]
        right = [j for j, own in enumerate(places[1]) if own == place]
        together = pair(
            [risks[i].manifestation for i in left], [rows[j].manifestation for j in right]
        )
        found.update({left[i]: right[j] for i, j in together.pairs})
        similar.update(left[i] for i, _ in together.similar)
    return Measuring(
        row_of=found,
        similar=frozenset(similar),
        without_row=tuple(i for i in range(len(risks)) if i not in found),
        never_rated=tuple(j for j in range(len(rows)) if j not in found.values()),
    )


def _places(
    rows: Sequence[AtPoint], steps: Sequence[Step], boxes: Mapping[str, Collection[str]]
) -> list[str]:
    """Give the step of every row; where the point is no step, the point as it is worded."""
    found = steps_of([(row.point, row.manifestation) for row in rows], steps, boxes)
    return [step or f"?{comparable(row.point)}" for step, row in zip(found, rows, strict=True)]
