"""Runs of the phases, and the states that they left the departments in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.audit import Audit
from archive.audited import just_written
from archive.records import Run, RunStatus
from archive.tables import RunRow, StateRow
from schemas.outcome import MilestoneState
from schemas.schedule import Phase


class Runs:
    """Runs in the order in which they began."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit

    def start(
        self,
        *,
        year: int,
        phase: Phase,
        as_of: dt.date,
        started: dt.datetime,
        reader_version: str,
        by: str | None = None,
    ) -> int:
        """Record that a run begins.

        Args:
            year: The college's year.
            phase: What runs.
            as_of: Today for every deadline.
            started: The clock's time, with its zone.
            reader_version: Version of the extractors.
            by: Who ran it, where that was told.

        Returns:
            The run's ordinal, greater than that of every earlier run.
        """
        row = {
            "year": year,
            "phase": phase,
            "as_of": as_of,
            "started": started,
            "reader_version": reader_version,
            "run_by": by,
        }
        key = self._connection.execute(insert(RunRow).values(row)).inserted_primary_key
        assert key is not None  # noqa: S101 - one row gives one key
        self._audit.append("runner", just_written(self._connection, "runner", [int(key[0])]))
        return int(key[0])

    def finish(self, run: int, *, finished: dt.datetime, status: RunStatus, exit_code: int) -> None:
        """Record how a run ended."""
        change = update(RunRow).where(RunRow.id == run)
        values = {"finished": finished, "status": status, "exit_code": exit_code}
        self._connection.execute(change.values(values))

    def find(self, run: int) -> Run | None:
        """Give a run by its ordinal."""
        row = self._connection.execute(select(RunRow).where(RunRow.id == run)).first()
        return _run(row) if row else None

    def all(self, year: int) -> tuple[Run, ...]:
        """Give a year's runs, oldest first."""
        query = select(RunRow).where(RunRow.year == year).order_by(RunRow.id)
        return tuple(_run(row) for row in self._connection.execute(query))

    def latest(self, year: int, phase: Phase) -> Run | None:
        """Give the last run of a phase that came to its end and did not fail."""
        query = (
            select(RunRow)
            .where(RunRow.year == year, RunRow.phase == phase)
            .where(RunRow.status.in_(("official", "draft")))
            .order_by(RunRow.id.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return _run(row) if row else None


class States:
    """The state of every department at every milestone, as each run left it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, run: int, states: Iterable[MilestoneState]) -> None:
        """Record the states after a run, one a department and milestone."""
        rows = [{"run_id": run, **state.model_dump()} for state in states]
        if rows:
            self._connection.execute(insert(StateRow), rows)

    def latest(self, year: int, as_of: dt.date) -> tuple[MilestoneState, ...]:
        """Give the last recorded state of every department and milestone.

        Args:
            year: The college's year.
            as_of: Runs with a later as-of day are left out.
        """
        last = (
            select(
                StateRow.department, StateRow.milestone, func.max(StateRow.run_id).label("run_id")
            )
            .join(RunRow, RunRow.id == StateRow.run_id)
            .where(RunRow.year == year, RunRow.as_of <= as_of)
            .group_by(StateRow.department, StateRow.milestone)
            .subquery()
        )
        query = select(StateRow.department, StateRow.milestone, StateRow.state).join(
            last,
            (StateRow.run_id == last.c.run_id)
            & (StateRow.department == last.c.department)
            & (StateRow.milestone == last.c.milestone),
        )
        rows = self._connection.execute(query.order_by(StateRow.milestone, StateRow.department))
        return tuple(
            MilestoneState(department=row.department, milestone=row.milestone, state=row.state)
            for row in rows
        )


def _run(row: Row[Any]) -> Run:
    return Run(
        ordinal=row.id,
        year=row.year,
        phase=row.phase,
        as_of=row.as_of,
        started=row.started,
        finished=row.finished,
        status=row.status,
        exit_code=row.exit_code,
        reader_version=row.reader_version,
        by=row.run_by,
    )
