"""Two versions of annex 6: risks, their measures and regulations; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.field_changes import changed, listed
from flows.risk_changes import followed, named_risk, risk_field_changes
from schemas.college import Level
from schemas.forms import MeasuredRisk
from schemas.history import Change
from schemas.pairing import pair


@dataclass(slots=True)
class _Risk:
    """A risk of annex 6 with all that its rows say of it; ``responsible`` are its 所涉人员."""

    point: str
    manifestation: str
    level: Level | None
    responsible: str
    measures: list[str]
    regulations: dict[str, str]


def measure_changes(
    before: Sequence[MeasuredRisk], after: Sequence[MeasuredRisk]
) -> Iterator[Change]:
    """Tell what changed in an item's risks; a cell that covers many risks is told once."""
    was, now = _joined(before), _joined(after)
    yield from risk_field_changes(was, now, whose="所涉人员")
    pairs, _, _ = followed(was, now)
    told: dict[tuple[str | None, str | None, str | None], list[Change]] = {}
    for i, j in pairs:
        for one in _of_risk(was[i], now[j]):
            told.setdefault((one.field, one.before, one.after), []).append(one)
    yield from map(_once, told.values())


def _of_risk(before: _Risk, after: _Risk) -> Iterator[Change]:
    named = named_risk(after)
    yield from listed("防控措施", before.measures, after.measures, subject=named)
    was, now = list(before.regulations), list(after.regulations)
    yield from listed("制度", was, now, subject=named)
    for i, j in pair(was, now).pairs:
        field = f"制度“{now[j]}”的完成时间"
        planned = before.regulations[was[i]], after.regulations[now[j]]
        yield from changed(field, *planned, subject=named)


def _once(same: Sequence[Change]) -> Change:
    """Tell a change that many risks share of the first one, and how many they are."""
    first = same[0]
    if len(same) == 1:
        return first
    subject = f"{first.subject}等{len(same)}个风险"
    text = first.text.replace(first.subject, subject, 1)
    return first.model_copy(update={"subject": subject, "text": text})


def _joined(rows: Sequence[MeasuredRisk]) -> list[_Risk]:
    """Put the rows of each risk together: it may stand in several, one a measure."""
    found: dict[tuple[str, str], _Risk] = {}
    for row in rows:
        risk = found.setdefault(
            (row.point, row.manifestation),
            _Risk(row.point, row.manifestation, row.level, row.personnel, [], {}),
        )
        risk.measures += [text for text in row.measures if text not in risk.measures]
        planned = (*row.planned, *(None for _ in row.regulations))
        for text, day in zip(row.regulations, planned, strict=False):
            risk.regulations[text] = risk.regulations.get(text) or day or ""
    return list(found.values())
