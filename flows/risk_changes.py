"""One list of an item's risks against a later one: which are the same, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from flows.field_changes import BLANK
from schemas.college import Level
from schemas.history import Change
from schemas.likeness import comparable
from schemas.pairing import pair

_RISK = "风险表现形式"
_NO_LEVEL = "未定"


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
    return (change.text for change in risk_field_changes(before, after))


def risk_field_changes(
    before: Sequence[RiskLike], after: Sequence[RiskLike], *, whose: str = "责任主体"
) -> Iterator[Change]:
    """Tell what changed in an item's risks, field by field; ``whose`` names the last field."""
    pairs, gone, new = followed(before, after)
    for i, j in pairs:
        yield from _changes(before[i], after[j], whose)
    for j in new:
        named, level = named_risk(after[j]), after[j].level or _NO_LEVEL
        yield Change(
            text=f"{named}为新增风险，等级“{level}”",
            subject=named,
            field=_RISK,
            after=after[j].manifestation,
        )
    for i in gone:
        named = named_risk(before[i])
        yield Change(
            text=f"{named}不再列入", subject=named, field=_RISK, before=before[i].manifestation
        )


def _changes(before: RiskLike, after: RiskLike, whose: str) -> Iterator[Change]:
    named = named_risk(after)
    if comparable(before.manifestation) != comparable(after.manifestation):
        yield Change(
            text=f"{named}原表述为“{before.manifestation}”",
            subject=named,
            field=_RISK,
            before=before.manifestation,
            after=after.manifestation,
        )
    fields = (
        ("风险点", BLANK, before.point, after.point),
        ("风险等级", _NO_LEVEL, before.level or "", after.level or ""),
        (whose, BLANK, before.responsible, after.responsible),
    )
    for field, blank, was, now in fields:
        if comparable(was) != comparable(now):
            text = f"{named}的{field}由“{was or blank}”改为“{now or blank}”"
            yield Change(text=text, subject=named, field=field, before=was, after=now)


def named_risk(risk: RiskLike) -> str:
    """Name a risk by its step and its wording."""
    return f"“{risk.point}”环节的“{risk.manifestation.rstrip('。；;')}”"
