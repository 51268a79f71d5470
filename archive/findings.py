"""The findings of every run, and those that the office lifted."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from archive.audit import Audit
from archive.audited import found_by, just_written
from archive.contents import in_batches
from archive.records import RunFinding
from archive.tables import FindingPlaceRow, FindingRow, OverrulingRow, RunFindingRow, RunRow
from schemas.base import Place, PlaceInFile
from schemas.findings import Finding
from schemas.outcome import Overruled
from schemas.text import normalised

_PLACE_FIELDS = ("page", "table", "row", "column", "paragraph", "shape", "text")
_PLACE_COLUMNS = [getattr(FindingPlaceRow, name).label(name) for name in _PLACE_FIELDS]


class Findings:
    """Findings; one that many runs find is kept once. Explanations are kept by themselves."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit

    def keep(self, run: int, findings: Sequence[Finding]) -> None:
        """Record a run's findings in their order."""
        digests = [_digest(finding) for finding in findings]
        known = self._rows_of(digests)
        new = {d: f for d, f in zip(digests, findings, strict=True) if d not in known}
        if new:
            self._insert(new)
            known |= self._rows_of(new)
        rows = [
            {"run_id": run, "ordinal": ordinal, "finding": known[digest]}
            for ordinal, digest in enumerate(digests, start=1)
        ]
        if rows:
            self._connection.execute(insert(RunFindingRow), rows)
        self._audit.append("findings", [found_by(self._connection, run)])

    def of_run(self, run: int) -> tuple[Finding, ...]:
        """Give a run's findings in their order."""
        mine = select(RunFindingRow.finding).where(RunFindingRow.run_id == run)
        places = self._places(mine)
        query = (
            select(FindingRow)
            .join(RunFindingRow, RunFindingRow.finding == FindingRow.id)
            .where(RunFindingRow.run_id == run)
            .order_by(RunFindingRow.ordinal)
        )
        rows = self._connection.execute(query)
        return tuple(_finding(row, places.get(row.id, {})) for row in rows)

    def errors_about(self, item: str) -> tuple[RunFinding, ...]:
        """Give the errors that runs found about an item, oldest run first."""
        query = (
            select(RunFindingRow.run_id, RunRow.phase, FindingRow)
            .join(FindingRow, FindingRow.id == RunFindingRow.finding)
            .join(RunRow, RunRow.id == RunFindingRow.run_id)
            .where(FindingRow.severity == "error", FindingRow.item.is_not(None))
            .order_by(RunFindingRow.run_id, RunFindingRow.ordinal)
        )
        wanted = normalised(item)
        return tuple(
            RunFinding(
                run=row.run_id,
                phase=row.phase,
                department=row.department,
                code=row.code,
                finding=row.finding_id,
            )
            for row in self._connection.execute(query)
            if normalised(row.item) == wanted
        )

    def find(self, finding_id: str, year: int) -> Finding | None:
        """Give a finding by its id, as the last run of the year that had it told it."""
        query = (
            select(RunFindingRow.run_id)
            .join(FindingRow, FindingRow.id == RunFindingRow.finding)
            .join(RunRow, RunRow.id == RunFindingRow.run_id)
            .where(FindingRow.finding_id == finding_id, RunRow.year == year)
            .order_by(RunFindingRow.run_id.desc())
            .limit(1)
        )
        run = self._connection.execute(query).scalar()
        found = () if run is None else self.of_run(run)
        return next((finding for finding in found if finding.id == finding_id), None)

    def _rows_of(self, digests: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for batch in in_batches(dict.fromkeys(digests)):
            query = select(FindingRow.digest, FindingRow.id).where(FindingRow.digest.in_(batch))
            for row in self._connection.execute(query):
                found[row.digest] = row.id
        return found

    def _insert(self, new: Mapping[str, Finding]) -> None:
        rows = [
            {
                "digest": digest,
                "finding_id": finding.id,
                **finding.model_dump(exclude={"id", "location", "related", "explained"}),
            }
            for digest, finding in new.items()
        ]
        self._connection.execute(insert(FindingRow), rows)
        ids = self._rows_of(new)
        places = [row for digest, f in new.items() for row in _place_rows(ids[digest], f)]
        if places:
            self._connection.execute(insert(FindingPlaceRow), places)

    def _places(self, findings: Any) -> dict[int, dict[int, Row[Any]]]:  # noqa: ANN401 - a subquery
        query = select(
            FindingPlaceRow.finding, FindingPlaceRow.ordinal, FindingPlaceRow.file, *_PLACE_COLUMNS
        ).where(FindingPlaceRow.finding.in_(findings))
        found: dict[int, dict[int, Row[Any]]] = {}
        for row in self._connection.execute(query.order_by(FindingPlaceRow.ordinal)):
            found.setdefault(row.finding, {})[row.ordinal] = row
        return found


class Overrulings:
    """Findings that the office lifted, with name and reason."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit

    def overrule(
        self,
        finding: Finding,
        *,
        year: int,
        sha256: str | None,
        by: str,
        reason: str,
        date: dt.date,
    ) -> Overruled:
        """Lift a finding for as long as its file stays what it is.

        Args:
            finding: What is lifted; whether its code may be lifted is the caller's question.
            year: The college's year.
            sha256: Digest of ``finding.file`` now; None for a finding without a file.
            by: Who lifts it.
            reason: Why.
            date: When.
        """
        row = {
            "year": year,
            "finding_id": finding.id,
            "code": finding.code,
            "message": finding.message,
            "department": finding.department,
            "file": finding.file,
            "sha256": sha256,
            "overruled_by": by,
            "reason": reason,
            "overruled_on": date,
        }
        key = self._connection.execute(insert(OverrulingRow).values(row)).inserted_primary_key
        assert key is not None  # noqa: S101 - one row gives one key
        self._audit.append("overruling", just_written(self._connection, "overruling", [key[0]]))
        return Overruled(
            id=finding.id,
            code=finding.code,
            message=finding.message,
            department=finding.department,
            file=finding.file,
            by=by,
            reason=reason,
            date=date,
        )

    def about(self, item: str) -> tuple[Overruled, ...]:
        """Give all overrulings of findings about an item, oldest first, void ones included."""
        query = (
            select(OverrulingRow, FindingRow.item)
            .join(FindingRow, FindingRow.finding_id == OverrulingRow.finding_id)
            .where(FindingRow.item.is_not(None))
            .order_by(OverrulingRow.id)
        )
        rows = self._connection.execute(query)
        found = {
            row.id: _overruled(row) for row in rows if normalised(row.item) == normalised(item)
        }
        return tuple(found.values())

    def overruled(self, year: int, current: Mapping[str, str]) -> tuple[Overruled, ...]:
        """Give the overrulings that hold now, oldest first; of one finding the latest.

        Args:
            year: The college's year.
            current: File's path → SHA-256, for all files of the inbox. An overruling is void when
                its file has left or has another content.
        """
        query = select(OverrulingRow).where(OverrulingRow.year == year).order_by(OverrulingRow.id)
        held = {
            row.finding_id: _overruled(row)
            for row in self._connection.execute(query)
            if row.file is None or current.get(row.file) == row.sha256
        }
        return tuple(held.values())


def _digest(finding: Finding) -> str:
    return hashlib.sha256(
        json.dumps(finding.model_dump(exclude={"explained"})).encode()
    ).hexdigest()


def _place_rows(finding_row: int, finding: Finding) -> list[dict[str, Any]]:
    places: list[tuple[int, Place]] = list(enumerate(finding.related, start=1))
    if finding.location:
        places.insert(0, (0, finding.location))
    return [
        {"finding": finding_row, "ordinal": ordinal, "file": None, **place.model_dump()}
        for ordinal, place in places
    ]


def _finding(row: Row[Any], places: Mapping[int, Row[Any]]) -> Finding:
    fields = {
        ordinal: {name: getattr(place, name) for name in _PLACE_FIELDS}
        for ordinal, place in places.items()
    }
    return Finding(
        id=row.finding_id,
        code=row.code,
        severity=row.severity,
        message=row.message,
        department=row.department,
        item=row.item,
        file=row.file,
        location=Place(**fields[0]) if 0 in fields else None,
        related=tuple(
            PlaceInFile(file=places[ordinal].file, **values)
            for ordinal, values in fields.items()
            if ordinal
        ),
        hint=row.hint,
    )


def _overruled(row: Row[Any]) -> Overruled:
    return Overruled(
        id=row.finding_id,
        code=row.code,
        message=row.message,
        department=row.department,
        file=row.file,
        by=row.overruled_by,
        reason=row.reason,
        date=row.overruled_on,
    )
