"""Received files: when each content came first, where it lay, and its bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, insert, select, update

from archive.audit import Audit
from archive.audited import just_written
from archive.contents import Contents, in_batches
from archive.records import Damaged, Incoming, Received, Sighting
from archive.tables import ContentRow, ReceiptRow, RunRow, SightingRow


class Files:
    """Receipts, sightings and originals."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit
        self._contents = Contents(connection)

    def receive(self, run: int, files: Sequence[Incoming]) -> tuple[Received, ...]:
        """Record that files lie in the inbox; content never seen before is received today.

        Args:
            run: Ordinal of the run; its as-of day becomes the day of receipt of what is new.
            files: Any number of files; one that was recorded for this run already is no new one.

        Returns:
            The receipt of every file's content, in the order of ``files``.
        """
        ids = self._contents.keep([(f.sha256, f.size, f.data) for f in files])
        self._keep_receipts(run, files, ids)
        self._keep_sightings(run, files, ids)
        receipts = self.receipts(ids)
        return tuple(receipts[file.sha256] for file in files)

    def receive_again(self, run: int, last: int) -> None:
        """Record that all that lay in the inbox in a run lay there until a later one.

        Args:
            run: Ordinal of the run that looked.
            last: Of the last run that was begun together with it.
        """
        change = update(SightingRow).where(SightingRow.last_run_id == run)
        self._connection.execute(change.values(last_run_id=last))

    def receipts(self, digests: Iterable[str]) -> dict[str, Received]:
        """Give the receipts of contents; those never received are left out."""
        query = select(ContentRow.sha256, ReceiptRow).join(
            ReceiptRow, ReceiptRow.content_id == ContentRow.id
        )
        found: dict[str, Received] = {}
        for batch in in_batches(dict.fromkeys(digests)):
            for row in self._connection.execute(query.where(ContentRow.sha256.in_(batch))):
                found[row.sha256] = Received(
                    sha256=row.sha256,
                    received=row.received,
                    run=row.run_id,
                    department=row.department,
                    path=row.path,
                )
        return found

    def received(self, sha256: str) -> dt.date | None:
        """Give the day of receipt of a content; None when it never came."""
        receipt = self.receipts([sha256]).get(sha256)
        return receipt.received if receipt else None

    def original(self, sha256: str) -> bytes | None:
        """Give the bytes of a received file; None where they were not kept.

        Raises:
            MachineError: The bytes are not those that were received.
        """
        return self._contents.read(sha256)

    def damaged(self) -> tuple[Damaged, ...]:
        """Hash all bytes on record anew and name those that are no longer what was kept."""
        digests = list(self._contents.damaged())
        receipts = self.receipts(digests)
        return tuple(
            Damaged(sha256=digest, path=receipts[digest].path if digest in receipts else None)
            for digest in digests
        )

    def digest_at(self, path: str) -> str | None:
        """Give the SHA-256 of what lay at a path when it was last seen there."""
        query = (
            select(ContentRow.sha256)
            .join(SightingRow, SightingRow.content_id == ContentRow.id)
            .where(SightingRow.path == path)
            .order_by(SightingRow.last_run_id.desc(), SightingRow.id.desc())
            .limit(1)
        )
        return self._connection.execute(query).scalar_one_or_none()

    def sightings(self, sha256: str) -> tuple[Sighting, ...]:
        """Tell where and when a content lay in the inbox, oldest first."""
        query = (
            select(SightingRow, ContentRow.sha256)
            .join(ContentRow, ContentRow.id == SightingRow.content_id)
            .where(ContentRow.sha256 == sha256)
            .order_by(SightingRow.first_run_id, SightingRow.path)
        )
        return tuple(
            Sighting(
                sha256=row.sha256,
                path=row.path,
                department=row.department,
                first_run=row.first_run_id,
                last_run=row.last_run_id,
            )
            for row in self._connection.execute(query)
        )

    def _keep_receipts(self, run: int, files: Sequence[Incoming], ids: dict[str, int]) -> None:
        known = self.receipts(ids)
        firsts = {file.sha256: file for file in reversed(files) if file.sha256 not in known}
        if not firsts:
            return
        as_of = select(RunRow.as_of).where(RunRow.id == run)
        today = self._connection.execute(as_of).scalar_one()
        rows = [
            {
                "content_id": ids[file.sha256],
                "received": today,
                "run_id": run,
                "department": file.department,
                "path": file.path,
            }
            for file in firsts.values()
        ]
        self._connection.execute(insert(ReceiptRow), rows)
        numbers = [ids[digest] for digest in firsts]
        self._audit.append("receipt", just_written(self._connection, "receipt", numbers))

    def _keep_sightings(self, run: int, files: Sequence[Incoming], ids: dict[str, int]) -> None:
        """Prolong the sightings that the last run ended with, and begin one for every change."""
        here = self._standing(run, [file.path for file in files])
        distinct = {(file.path, ids[file.sha256]): file for file in files}
        kept = [here[key] for key in distinct if key in here]
        for batch in in_batches(kept):
            change = update(SightingRow).where(SightingRow.id.in_(batch))
            self._connection.execute(change.values(last_run_id=run))
        rows = [
            {
                "content_id": content,
                "path": path,
                "department": file.department,
                "first_run_id": run,
                "last_run_id": run,
            }
            for (path, content), file in distinct.items()
            if (path, content) not in here
        ]
        if rows:
            self._connection.execute(insert(SightingRow), rows)

    def _standing(self, run: int, paths: list[str]) -> dict[tuple[str, int], int]:
        """Find what lay at these paths in this run or the one before: (path, content) → row."""
        before = self._connection.execute(
            select(func.max(SightingRow.last_run_id)).where(SightingRow.last_run_id < run)
        ).scalar_one()
        query = select(SightingRow.path, SightingRow.content_id, SightingRow.id)
        query = query.where(SightingRow.last_run_id.in_([run] if before is None else [run, before]))
        found: dict[tuple[str, int], int] = {}
        for batch in in_batches(paths):
            for row in self._connection.execute(query.where(SightingRow.path.in_(batch))):
                found[row.path, row.content_id] = row.id
        return found
