"""The register of risks (廉政风险信息档案资料库): every risk with its levels over time.

Which risk of a run is which of the register is decided by the caller; here it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update
from sqlalchemy.orm import aliased

from archive.contents import in_batches
from archive.records import RiskEntry, RiskPublication, RiskState
from archive.tables import PublicationRow, RiskRow, RiskStateRow, RunRow
from schemas.text import normalised

_SAID = ("item", "point", "manifestation", "level", "responsible")
_PHASES = ("summary", "handbook")  # those whose runs know of risks


class Risks:
    """Risks, and what they said from run to run."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, run: int, entries: Sequence[RiskEntry]) -> None:
        """Record the risks of a run: prolong what stands unchanged, begin a state for the rest.

        Args:
            run: Ordinal of a run of the summary or handbook phase, later than every other one.
            entries: All risks of the college; what is not among them has left.
        """
        before = {row.risk_id: row for row in self._standing_before(run)}
        kept: list[int] = []
        begun: list[dict[str, Any]] = []
        for entry in self._numbered(entries):
            row = before.get(entry["risk_id"])
            if row is not None and all(getattr(row, name) == entry[name] for name in _SAID):
                kept.append(row.state_id)
            else:
                begun.append({**entry, "first_run_id": run, "last_run_id": run})
        for batch in in_batches(kept):
            change = update(RiskStateRow).where(RiskStateRow.id.in_(batch))
            self._connection.execute(change.values(last_run_id=run))
        for chunk in in_batches(begun):
            self._connection.execute(insert(RiskStateRow), chunk)

    def standing(self, year: int) -> tuple[RiskState, ...]:
        """Give the risks as a year's last published run had them, in the order they came."""
        return self._states(self._rows_of(self._last_run(year)))

    def latest(self) -> tuple[RiskState, ...]:
        """Give every risk of the register as it was last, in the order in which they came."""
        last = select(func.max(RiskStateRow.id)).group_by(RiskStateRow.risk_id)
        query = _query().where(RiskStateRow.id.in_(last)).order_by(RiskRow.id)
        return self._states(self._connection.execute(query))

    def of_item(self, item: str) -> tuple[RiskState, ...]:
        """Give all that the risks of an item ever said, risk by risk, oldest first."""
        query = _query().where(RiskRow.item_key == normalised(item))
        rows = self._connection.execute(query.order_by(RiskRow.id, RiskStateRow.id))
        return self._states(rows)

    def publications(self, item: str) -> tuple[RiskPublication, ...]:
        """Tell in which official sets of documents the risks of an item stood, oldest first."""
        first, last = aliased(RunRow), RunRow
        query = (
            select(RiskStateRow.risk_id, last.id, last.phase, last.as_of)
            .distinct()
            .join(RiskRow, RiskRow.id == RiskStateRow.risk_id)
            .join(first, first.id == RiskStateRow.first_run_id)
            .join(
                last,
                last.id.between(RiskStateRow.first_run_id, RiskStateRow.last_run_id)
                & (last.year == first.year)
                & last.phase.in_(_PHASES),
            )
            .join(PublicationRow, PublicationRow.run_id == last.id)
            .where(PublicationRow.status == "official", RiskRow.item_key == normalised(item))
            .order_by(last.id, RiskStateRow.risk_id)
        )
        return tuple(
            RiskPublication(risk=row.risk_id, run=row.id, phase=row.phase, as_of=row.as_of)
            for row in self._connection.execute(query)
        )

    def _numbered(self, entries: Sequence[RiskEntry]) -> list[dict[str, Any]]:
        """Give every entry a risk of the register, a new one where it has none."""
        new = iter(self._new([entry for entry in entries if entry.risk is None]))
        return [
            {
                "risk_id": next(new) if entry.risk is None else entry.risk,
                **entry.model_dump(include=set(_SAID)),
            }
            for entry in entries
        ]

    def _new(self, entries: Sequence[RiskEntry]) -> list[int]:
        """Put new risks into the register and give their numbers, in order."""
        rows = [{"department": e.department, "item_key": normalised(e.item)} for e in entries]
        adding = insert(RiskRow).returning(RiskRow.id, sort_by_parameter_order=True)
        found: list[int] = []
        for batch in in_batches(rows):
            found.extend(self._connection.execute(adding, batch).scalars())
        return found

    def _standing_before(self, run: int) -> Sequence[Row[Any]]:
        year = self._connection.execute(select(RunRow.year).where(RunRow.id == run)).scalar_one()
        return self._rows_of(self._last_run(year, before=run))

    def _rows_of(self, run: int | None) -> Sequence[Row[Any]]:
        query = _query().where(RiskStateRow.last_run_id == run).order_by(RiskRow.id)
        return () if run is None else self._connection.execute(query).all()

    def _last_run(self, year: int, before: int | None = None) -> int | None:
        query = (
            select(func.max(RunRow.id))
            .join(PublicationRow, PublicationRow.run_id == RunRow.id)
            .where(RunRow.year == year, RunRow.phase.in_(_PHASES))
        )
        if before is not None:
            query = query.where(RunRow.id < before)
        return self._connection.execute(query).scalar_one()

    def _states(self, rows: Iterable[Row[Any]]) -> tuple[RiskState, ...]:
        found = list(rows)
        newest = {year: self._last_run(year) for year in {row.year for row in found}}
        return tuple(_state(row, standing=row.last_run == newest[row.year]) for row in found)


def _query() -> Select[Any]:
    first, last = aliased(RunRow), aliased(RunRow)
    return (
        select(
            RiskRow.id.label("risk_id"),
            RiskRow.department,
            RiskStateRow.id.label("state_id"),
            *(getattr(RiskStateRow, name) for name in _SAID),
            first.year,
            first.as_of.label("first"),
            last.as_of.label("last"),
            RiskStateRow.first_run_id.label("first_run"),
            RiskStateRow.last_run_id.label("last_run"),
        )
        .join(RiskStateRow, RiskStateRow.risk_id == RiskRow.id)
        .join(first, first.id == RiskStateRow.first_run_id)
        .join(last, last.id == RiskStateRow.last_run_id)
    )


def _state(row: Row[Any], *, standing: bool) -> RiskState:
    return RiskState(
        risk=row.risk_id,
        department=row.department,
        year=row.year,
        first=row.first,
        last=row.last,
        first_run=row.first_run,
        last_run=row.last_run,
        standing=standing,
        **{name: getattr(row, name) for name in _SAID},
    )
