"""The correction cycle on record: explanations, notices, reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from archive.audit import Audit
from archive.audited import just_written
from archive.tables import ExplanationRow, NoticeRow, ReminderRow
from schemas.base import Model
from schemas.cycle import Explanation
from schemas.schedule import Phase


class NoticeRecord(Model):
    """A correction notice: the run that wrote it first, its day, and a digest of what it told."""

    run: int
    as_of: dt.date
    digest: str


class Explanations:
    """What departments wrote to findings; the last word on a finding counts."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit

    def keep(self, run: int, year: int, found: Iterable[tuple[Explanation, str]]) -> None:
        """Record explanations with the digests of their files; those on record are left alone."""
        query = select(
            ExplanationRow.department,
            ExplanationRow.finding_id,
            ExplanationRow.text,
            ExplanationRow.sha256,
        ).where(ExplanationRow.year == year)
        known = {tuple(row) for row in self._connection.execute(query)}
        rows = {
            key: {
                "year": year,
                "department": one.department,
                "finding_id": one.finding,
                "text": one.text,
                "file": one.file,
                "sha256": sha256,
                "received": one.date,
                "run_id": run,
            }
            for one, sha256 in found
            if (key := (one.department, one.finding, one.text, sha256)) not in known
        }
        if rows:
            adding = insert(ExplanationRow).returning(ExplanationRow.id)
            ids = self._connection.execute(adding, list(rows.values())).scalars().all()
            told = just_written(self._connection, "explanation", ids)
            self._audit.append("explanation", told)

    def latest(self, year: int, as_of: dt.date, run: int | None = None) -> tuple[Explanation, ...]:
        """Give the last explanation of each finding.

        Args:
            year: The college's year.
            as_of: Notices received later are left out.
            run: Those that later runs recorded are left out.
        """
        query = select(ExplanationRow).where(
            ExplanationRow.year == year, ExplanationRow.received <= as_of
        )
        if run is not None:
            query = query.where(ExplanationRow.run_id <= run)
        rows = self._connection.execute(query.order_by(ExplanationRow.received, ExplanationRow.id))
        last = {
            (row.department, row.finding_id): Explanation(
                finding=row.finding_id,
                department=row.department,
                text=row.text,
                file=row.file,
                date=row.received,
            )
            for row in rows
        }
        return tuple(last.values())


class Notices:
    """The correction notices that departments got."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(
        self, run: int, year: int, phase: Phase, as_of: dt.date, told: Iterable[tuple[str, str]]
    ) -> None:
        """Record a run's notices (department, digest); one like the department's last is none."""
        last = {}
        query = select(NoticeRow.department, NoticeRow.digest).where(
            NoticeRow.year == year, NoticeRow.phase == phase, NoticeRow.as_of <= as_of
        )
        for row in self._connection.execute(query.order_by(NoticeRow.id)):
            last[row.department] = row.digest
        rows = [
            {
                "year": year,
                "phase": phase,
                "department": department,
                "as_of": as_of,
                "digest": digest,
                "run_id": run,
            }
            for department, digest in told
            if last.get(department) != digest
        ]
        if rows:
            self._connection.execute(insert(NoticeRow), rows)

    def last_days(self, year: int, as_of: dt.date) -> dict[tuple[str, Phase], dt.date]:
        """Tell when each department got the last notice of each phase."""
        query = select(NoticeRow).where(NoticeRow.year == year, NoticeRow.as_of <= as_of)
        rows = self._connection.execute(query.order_by(NoticeRow.as_of, NoticeRow.id))
        return {(row.department, row.phase): row.as_of for row in rows}

    def before(
        self, year: int, phase: Phase, as_of: dt.date, department: str, digest: str
    ) -> NoticeRecord | None:
        """Give the last notice that told something else than ``digest`` sums up, if there is one.

        So a run that only repeats the last one is held against the same notice as that was.
        """
        query = (
            select(NoticeRow)
            .where(NoticeRow.year == year, NoticeRow.phase == phase, NoticeRow.as_of <= as_of)
            .where(NoticeRow.department == department, NoticeRow.digest != digest)
            .order_by(NoticeRow.id.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        return NoticeRecord(run=row.run_id, as_of=row.as_of, digest=row.digest) if row else None


class Reminders:
    """The reminders that were mailed: at most one a day for each department and phase."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sent(self, year: int, day: dt.date) -> frozenset[tuple[str, Phase]]:
        """Tell which departments were reminded of which phases by mail on a day."""
        query = select(ReminderRow.department, ReminderRow.phase).where(
            ReminderRow.year == year, ReminderRow.day == day
        )
        return frozenset((row.department, row.phase) for row in self._connection.execute(query))

    def keep(
        self,
        *,
        year: int,
        department: str,
        phases: Iterable[Phase],
        day: dt.date,
        address: str,
        sha256: str,
    ) -> None:
        """Record that a letter was mailed; ``sha256`` is that of its Word file."""
        known = self.sent(year, day)
        rows = [
            {
                "year": year,
                "department": department,
                "phase": phase,
                "day": day,
                "address": address,
                "sha256": sha256,
            }
            for phase in phases
            if (department, phase) not in known
        ]
        if rows:
            self._connection.execute(insert(ReminderRow), rows)
