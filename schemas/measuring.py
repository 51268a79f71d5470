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
from schemas.run_together import risks_in


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
        row_of: Risk → its row. Risks of the same words at the same step share one.
        also: Row of a risk → further rows that say the same, each with measures of its own.
        similar: Risks whose row words them slightly differently (LF-R13).
        without_row: Risks that no row speaks of (LF-M01).
        never_rated: Rows that speak of no rated risk (LF-M03).
        lost_risks, lost_rows: Those whose point is no step of the chart (LF-R05).
    """

    row_of: Mapping[int, int]
    also: Mapping[int, tuple[int, ...]]
    similar: frozenset[int]
    without_row: tuple[int, ...]
    never_rated: tuple[int, ...]
    lost_risks: frozenset[int]
    lost_rows: frozenset[int]

    def rows_of(self, risk: int) -> tuple[int, ...]:
        """Give all rows of a risk; none where no row speaks of it."""
        row = self.row_of.get(risk)
        return () if row is None else (row, *self.also.get(row, ()))


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
        steps: The steps of the item's chart; where there is none, the risks' points stand for it.
        boxes: Id of a step → the manifestations in its risk box (annex 3).
    """
    chart = steps or _points(risks)
    risk_places, row_places = _places(risks, chart, boxes), _places(rows, chart, boxes)
    in_rows = _positions(row_places)
    row_of: dict[int, int] = {}
    also: dict[int, tuple[int, ...]] = {}
    similar: set[int] = set()
    for place, own in _positions(risk_places).items():
        here = _at_place(risks, rows, own, in_rows.get(place, ()))
        row_of |= here.row_of
        also |= here.also
        similar |= here.similar
    taken = {*row_of.values(), *(j for further in also.values() for j in further)}
    return Measuring(
        row_of=row_of,
        also=also,
        similar=frozenset(similar),
        without_row=tuple(i for i in range(len(risks)) if i not in row_of),
        never_rated=tuple(j for j in range(len(rows)) if j not in taken),
        lost_risks=_lost(risk_places, steps),
        lost_rows=_lost(row_places, steps),
    )


class _AtPlace(NamedTuple):
    """What :class:`Measuring` holds of one step."""

    row_of: dict[int, int]
    also: dict[int, tuple[int, ...]]
    similar: set[int]


def _at_place(
    risks: Sequence[AtPoint], rows: Sequence[AtPoint], left: Sequence[int], right: Sequence[int]
) -> _AtPlace:
    """Pair the risks of a step with its rows; what says the same as another goes with it.

    A row that runs several of the risks together serves each of them, and a risk that runs several
    of the rows together is served by all.
    """
    joined = _run_together(risks, rows, left, right)
    taken = {*joined.row_of.values(), *(j for further in joined.also.values() for j in further)}
    rest = _one_to_one(
        risks,
        rows,
        [i for i in left if i not in joined.row_of],
        [j for j in right if j not in taken],
    )
    return _AtPlace(
        joined.row_of | rest.row_of, joined.also | rest.also, joined.similar | rest.similar
    )


def _run_together(
    risks: Sequence[AtPoint], rows: Sequence[AtPoint], left: Sequence[int], right: Sequence[int]
) -> _AtPlace:
    rated = {i: comparable(risks[i].manifestation) for i in left}
    listed = {j: comparable(rows[j].manifestation) for j in right}
    row_of: dict[int, int] = {}
    also: dict[int, tuple[int, ...]] = {}
    for j in right:
        if listed[j] not in rated.values():
            parts = _keys(risks_in(rows[j].manifestation, rated.values()))
            row_of |= {i: j for i in left if rated[i] in parts}
    for i in left:
        if rated[i] not in listed.values():
            parts = _keys(risks_in(risks[i].manifestation, listed.values()))
            own = [j for j in right if listed[j] in parts]
            if own:
                row_of[i] = own[0]
                also[own[0]] = tuple(own[1:])
    return _AtPlace(row_of, also, set())


def _keys(texts: Collection[str]) -> frozenset[str]:
    return frozenset(map(comparable, texts))


def _one_to_one(
    risks: Sequence[AtPoint], rows: Sequence[AtPoint], left: Sequence[int], right: Sequence[int]
) -> _AtPlace:
    said_in = [risks[i].manifestation for i in left], [rows[j].manifestation for j in right]
    together = pair(*said_in)
    row_of = {left[i]: right[j] for i, j in together.pairs}
    of_words = {comparable(risks[i].manifestation): j for i, j in row_of.items()}
    for i in together.left:
        row = of_words.get(comparable(said_in[0][i]))
        if row is not None:
            row_of[left[i]] = row
    of_words = {comparable(rows[j].manifestation): j for j in row_of.values()}
    also: dict[int, tuple[int, ...]] = {}
    for j in together.right:
        row = of_words.get(comparable(said_in[1][j]))
        if row is not None:
            also[row] = (*also.get(row, ()), right[j])
    return _AtPlace(row_of, also, {left[i] for i, _ in together.similar})


_ASTRAY = "?"
"""Stands before a point that is no step."""


def _points(risks: Sequence[AtPoint]) -> Sequence[Step]:
    """Let the points stand for the steps of a chart that there is not."""
    points = {comparable(risk.point): risk.point for risk in risks}
    return [Step(id=key, text=text) for key, text in points.items() if key]


def _places(
    rows: Sequence[AtPoint], steps: Sequence[Step], boxes: Mapping[str, Collection[str]]
) -> list[str]:
    """Give the step of every row; where the point is no step, the point as it is worded."""
    found = steps_of([(row.point, row.manifestation) for row in rows], steps, boxes)
    return [
        step or f"{_ASTRAY}{comparable(row.point)}" for step, row in zip(found, rows, strict=True)
    ]


def _positions(places: Sequence[str]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for n, place in enumerate(places):
        found.setdefault(place, []).append(n)
    return found


def _lost(places: Sequence[str], steps: Sequence[Step]) -> frozenset[int]:
    return frozenset(n for n, place in enumerate(places) if steps and place.startswith(_ASTRAY))
