"""The risks of a run as the archive's register knows them (廉政风险信息档案资料库)."""

from __future__ import annotations

from collections.abc import Sequence

from archive.records import RiskEntry, RiskState
from flows.risk_changes import followed
from schemas.consolidated import Consolidated
from schemas.text import normalised


def register_entries(data: Consolidated, known: Sequence[RiskState]) -> tuple[RiskEntry, ...]:
    """Give every risk of the college, with its number in the register where it is known there.

    Args:
        data: What the run publishes.
        known: Every risk of the register as it was last. Those that stand are looked at first, so
            that a risk which comes back does not take the place of one that never left.
    """
    of_item: dict[tuple[str, str], list[RiskState]] = {}
    for state in sorted(known, key=lambda state: not state.standing):
        of_item.setdefault((state.department, normalised(state.item)), []).append(state)
    entries: list[RiskEntry] = []
    for department in data.departments:
        for item in department.items:
            earlier = of_item.get((department.name, normalised(item.name)), [])
            pairs, _, _ = followed(earlier, item.risks)
            numbers = {j: earlier[i].risk for i, j in pairs}
            entries.extend(
                RiskEntry(
                    risk=numbers.get(n),
                    department=department.name,
                    item=item.name,
                    point=risk.point,
                    manifestation=risk.manifestation,
                    level=risk.level,
                    responsible=risk.responsible,
                )
                for n, risk in enumerate(item.risks)
            )
    return tuple(entries)
