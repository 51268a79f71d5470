"""One list of an item's risks against a later one: which are the same, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from schemas.college import Level
from schemas.likeness import comparable
from schemas.pairing import pair


class RiskLike(Protocol):
    """What can be compared: a row of annex 4, a published risk, a risk of the register."""

    @property
    def point(self) -> str:
        """The risk point as written."""

    @property
    def manifestation(self) -> str:
        """How it can go wrong."""

    @property
    def level(self) -> Level | None:
        """Its level."""

    @property
    def responsible(self) -> str:
        """Who answers for it."""


def followed(
    before: Sequence[RiskLike], after: Sequence[RiskLike]
) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[int, ...]]:
    """Find which later risk is which earlier one: at the same point first, then wherever it went.

    Returns:
        Pairs of positions in the order of ``after``, positions only before, positions only after.
    """
    pairs: dict[int, int] = {}
    for same_point in (True, False):
        gone = [i for i in range(len(before)) if i not in pairs.values()]
        new = [j for j in range(len(after)) if j not in pairs]
        for olds, news in _groups(before, after, gone, new, same_point=same_point):
            found = pair(
                [before[i].manifestation for i in olds], [after[j].manifestation for j in news]
            )
            together = found.pairs if same_point else found.exact
            pairs.update({news[right]: olds[left] for left, right in together})
    return (
        tuple((pairs[j], j) for j in sorted(pairs)),
        tuple(i for i in range(len(before)) if i not in pairs.values()),
        tuple(j for j in range(len(after)) if j not in pairs),
    )


def _groups(
    before: Sequence[RiskLike],
    after: Sequence[RiskLike],
    gone: Sequence[int],
    new: Sequence[int],
    *,
    same_point: bool,
) -> Iterator[tuple[list[int], list[int]]]:
    if not same_point:
        yield list(gone), list(new)
        return
    for point in dict.fromkeys(comparable(after[j].point) for j in new):
        yield (
            [i for i in gone if comparable(before[i].point) == point],
            [j for j in new if comparable(after[j].point) == point],
        )


def risk_changes(before: Sequence[RiskLike], after: Sequence[RiskLike]) -> Iterator[str]:
    """Say in one Chinese phrase each what changed in an item's risks."""
    pairs, gone, new = followed(before, after)
    for i, j in pairs:
        yield from _changes(before[i], after[j])
    for j in new:
        risk = after[j]
        yield f"{_named(risk)}为新增风险，等级“{risk.level or '未定'}”"
    for i in gone:
        yield f"{_named(before[i])}不再列入"


def _changes(before: RiskLike, after: RiskLike) -> Iterator[str]:
    named = _named(after)
    if comparable(before.manifestation) != comparable(after.manifestation):
        yield f"{named}原表述为“{before.manifestation}”"
    if comparable(before.point) != comparable(after.point):
        yield f"{named}的风险点由“{before.point or '空白'}”改为“{after.point or '空白'}”"
    if before.level != after.level:
        yield f"{named}的风险等级由“{before.level or '未定'}”改为“{after.level or '未定'}”"
    if comparable(before.responsible) != comparable(after.responsible):
        was, now = before.responsible or "空白", after.responsible or "空白"
        yield f"{named}的责任主体由“{was}”改为“{now}”"


def _named(risk: RiskLike) -> str:
    return f"“{risk.point}”环节的“{risk.manifestation.rstrip('。；;')}”"
