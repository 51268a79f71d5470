"""What was approved and what was published."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from archive.audit import Audit
from archive.audited import just_written
from archive.contents import Contents
from archive.records import Publication
from archive.tables import ApprovalRow, ContentRow, DocumentRow, PublicationRow, RunRow, SentBackRow
from schemas.dossier import Approved, SentBack
from schemas.outcome import DocumentEntry, Manifest
from schemas.schedule import Phase


class Approvals:
    """What the leading group approved, and what it sent back."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit
        self._contents = Contents(connection)

    def approve(self, approved: Approved, *, year: int, data: bytes | None = None) -> None:
        """Record an approval; ``data`` are the consolidated data of which it has the digest."""
        row = {
            "year": year,
            "phase": approved.phase,
            "approved_by": approved.by,
            "approved_on": approved.date,
            "digest": approved.digest,
            "data_id": None if data is None else self._contents.keep_bytes(data),
            "minutes": approved.minutes,
        }
        key = self._connection.execute(insert(ApprovalRow).values(row)).inserted_primary_key
        assert key is not None  # noqa: S101 - one row gives one key
        self._audit.append("approval", just_written(self._connection, "approval", [key[0]]))

    def approved(self, year: int) -> tuple[Approved, ...]:
        """Give a year's approvals, oldest first; the last of a phase is the one that counts."""
        query = select(ApprovalRow).where(ApprovalRow.year == year).order_by(ApprovalRow.id)
        return tuple(
            Approved(
                phase=row.phase,
                by=row.approved_by,
                date=row.approved_on,
                digest=row.digest,
                minutes=row.minutes,
            )
            for row in self._connection.execute(query)
        )

    def send_back(self, decision: SentBack, *, year: int) -> None:
        """Record that data were sent back."""
        row = {
            "year": year,
            "phase": decision.phase,
            "sent_back_by": decision.by,
            "sent_back_on": decision.date,
            "reason": decision.reason,
            "minutes": decision.minutes,
            "digest": decision.digest,
            "approval_id": self._last(year, decision.phase),
        }
        key = self._connection.execute(insert(SentBackRow).values(row)).inserted_primary_key
        assert key is not None  # noqa: S101 - one row gives one key
        self._audit.append("sent_back", just_written(self._connection, "sent_back", [key[0]]))

    def sent_back(self, year: int, phase: Phase) -> SentBack | None:
        """Give what was sent back last, unless the phase has been approved since."""
        query = select(SentBackRow).where(SentBackRow.year == year, SentBackRow.phase == phase)
        row = self._connection.execute(query.order_by(SentBackRow.id.desc()).limit(1)).first()
        if row is None or row.approval_id != self._last(year, phase):
            return None
        return SentBack(
            phase=phase,
            by=row.sent_back_by,
            date=row.sent_back_on,
            reason=row.reason,
            digest=row.digest,
            minutes=row.minutes,
        )

    def _last(self, year: int, phase: Phase) -> int | None:
        """Give the number of a phase's last approval."""
        query = select(func.max(ApprovalRow.id)).where(
            ApprovalRow.year == year, ApprovalRow.phase == phase
        )
        return self._connection.execute(query).scalar()

    def data_of(self, year: int, phase: Phase) -> bytes | None:
        """Give the data that the last approval of a phase was given to, where they were kept."""
        query = select(ApprovalRow.data_id).where(
            ApprovalRow.year == year, ApprovalRow.phase == phase
        )
        content = self._connection.execute(query.order_by(ApprovalRow.id.desc())).scalar()
        return None if content is None else self._contents.read_id(content)


class Publications:
    """The sets of documents that runs published."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit
        self._contents = Contents(connection)

    def keep(
        self, run: int, manifest: Manifest, *, written: bytes, data: bytes | None = None
    ) -> None:
        """Record what a run published.

        Args:
            run: Ordinal of the run.
            manifest: What was published.
            written: The bytes of ``manifest.json``.
            data: The bytes of ``data.json``.
        """
        row = {
            "run_id": run,
            "status": manifest.status,
            "manifest_id": self._contents.keep_bytes(written),
            "data_id": None if data is None else self._contents.keep_bytes(data),
        }
        self._connection.execute(insert(PublicationRow).values(row))
        documents = [{"run_id": run, **d.model_dump()} for d in manifest.documents]
        if documents:
            self._connection.execute(insert(DocumentRow), documents)
        told = [
            {**row, "documents": {d.path: d.sha256 for d in manifest.documents}}
            for row in just_written(self._connection, "publication", [run])
        ]
        self._audit.append("publication", told)

    def latest(self, year: int, phase: Phase, *, official: bool = False) -> Publication | None:
        """Give the last publication of a phase, or the last official one."""
        query = (
            select(PublicationRow, RunRow.phase, RunRow.as_of)
            .join(RunRow, RunRow.id == PublicationRow.run_id)
            .where(RunRow.year == year, RunRow.phase == phase)
            .order_by(PublicationRow.run_id.desc())
            .limit(1)
        )
        if official:
            query = query.where(PublicationRow.status == "official")
        row = self._connection.execute(query).first()
        return self._publication(row) if row else None

    def _publication(self, row: Row[Any]) -> Publication:
        return Publication(
            run=row.run_id,
            phase=row.phase,
            as_of=row.as_of,
            status=row.status,
            manifest=self._contents.read_id(row.manifest_id) or b"",
            data=None if row.data_id is None else self._contents.read_id(row.data_id),
        )

    def official(self, year: int) -> tuple[Publication, ...]:
        """Give a year's official publications, oldest first."""
        query = (
            select(PublicationRow, RunRow.phase, RunRow.as_of)
            .join(RunRow, RunRow.id == PublicationRow.run_id)
            .where(RunRow.year == year, PublicationRow.status == "official")
            .order_by(PublicationRow.run_id)
        )
        return tuple(self._publication(row) for row in self._connection.execute(query))

    def manifests(self, year: int, phase: Phase) -> frozenset[str]:
        """Give the digests of all manifests that a phase's runs have written."""
        query = (
            select(ContentRow.sha256)
            .join(PublicationRow, PublicationRow.manifest_id == ContentRow.id)
            .join(RunRow, RunRow.id == PublicationRow.run_id)
            .where(RunRow.year == year, RunRow.phase == phase)
        )
        return frozenset(self._connection.execute(query).scalars())

    def documents(self, run: int) -> tuple[DocumentEntry, ...]:
        """Give the documents of a publication by their paths."""
        query = select(DocumentRow).where(DocumentRow.run_id == run).order_by(DocumentRow.path)
        return tuple(
            DocumentEntry(path=row.path, title=row.title, sha256=row.sha256, official=row.official)
            for row in self._connection.execute(query)
        )
