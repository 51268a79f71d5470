"""What the audit log vouches for: rows of the archive's tables, in words that never change.

Every subject is a query; each of its rows says one thing that happened. The log quotes these rows
when they are written, and holds them against the tables when it is verified. Migrations use
them too, so a query may only ever gain columns in a later release, never lose or rename one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, text

from archive.contents import in_batches

Facts = Mapping[str, Any]

_QUERIES: Mapping[str, str] = {
    "receipt": (
        "SELECT content.sha256, receipt.received, receipt.run_id AS run, receipt.department,"
        " receipt.path FROM receipt JOIN content ON content.id = receipt.content_id"
    ),
    "approval": ("SELECT id, year, phase, approved_by, approved_on, minutes, digest FROM approval"),
    "sent_back": (
        "SELECT id, year, phase, sent_back_by, sent_back_on, reason, minutes, digest, approval_id"
        " FROM sent_back"
    ),
    "overruling": (
        "SELECT id, year, finding_id, code, message, department, file, sha256, overruled_by,"
        " reason, overruled_on FROM overruling"
    ),
    "signal": (
        "SELECT id, year, source, raised_on, department, item, point, text, registered_by"
        " FROM signal"
    ),
    "answer": "SELECT id, signal_id, kind, answered_by, answered_on, note FROM answer",
    "explanation": (
        "SELECT id, year, department, finding_id, text, file, sha256, received, run_id AS run"
        " FROM explanation"
    ),
    "runner": "SELECT id AS run, run_by FROM run WHERE run_by IS NOT NULL",
    "publication": (
        "SELECT publication.run_id AS run, publication.status, manifest.sha256 AS manifest,"
        " published.sha256 AS data FROM publication"
        " JOIN content AS manifest ON manifest.id = publication.manifest_id"
        " LEFT JOIN content AS published ON published.id = publication.data_id"
    ),
}
_NUMBERS: Mapping[str, str] = {
    "receipt": "receipt.content_id",
    "approval": "approval.id",
    "sent_back": "sent_back.id",
    "overruling": "overruling.id",
    "signal": "signal.id",
    "answer": "answer.id",
    "explanation": "explanation.id",
    "runner": "run.id",
    "publication": "publication.run_id",
}
_SAID = "SELECT id, finding_id, code, severity, message, department, item, file, hint FROM finding"
_FOUND = "SELECT run_id, finding FROM run_finding"

SUBJECTS = (*_QUERIES, "findings")
"""What the log vouches for; ``findings`` are one row a run, with a digest over all of them."""


def canonical(value: object) -> str:
    """Write JSON in the one way that digests are taken of: sorted keys, no space, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def sha256(words: str) -> str:
    """Give the digest of a text."""
    return hashlib.sha256(words.encode()).hexdigest()


def key(facts: Facts) -> str:
    """Tell which row of its subject it is: each begins with what no other one has."""
    return str(next(facts[name] for name in ("id", "sha256", "run") if name in facts))


def recorded(connection: Connection, subject: str) -> dict[str, Facts]:
    """Read a subject's rows as the tables have them, by their keys."""
    rows = _found(connection) if subject == "findings" else _rows(connection, _QUERIES[subject])
    return {key(facts): facts for facts in rows}


def just_written(connection: Connection, subject: str, numbers: Iterable[int]) -> list[Facts]:
    """Read back rows that were just written, by the numbers that their tables give them."""
    joined = "AND" if " WHERE " in _QUERIES[subject] else "WHERE"
    query = f"{_QUERIES[subject]} {joined} {_NUMBERS[subject]} IN :numbers ORDER BY 1"
    found: list[Facts] = []
    for batch in in_batches(numbers):
        found += _rows(connection, query, {"numbers": batch})
    return found


def found_by(connection: Connection, run: int) -> Facts:
    """Give the row of a run's findings, also of a run that found nothing."""
    mine = {"run": run}
    said = _said(
        connection, " WHERE id IN (SELECT finding FROM run_finding WHERE run_id = :run)", mine
    )
    query = f"{_FOUND} WHERE run_id = :run ORDER BY ordinal"
    return _digested(run, (said[row["finding"]] for row in _rows(connection, query, mine)))


def fingerprint(rows: Iterable[Facts]) -> Facts:
    """Put many rows into one line: how many, and a digest over them in the order of their keys."""
    lines = sorted(canonical(facts) for facts in rows)
    return {"count": len(lines), "digest": sha256("\n".join(lines))}


def _rows(connection: Connection, query: str, values: Facts | None = None) -> Iterator[Facts]:
    statement = text(query)
    if values and "numbers" in values:
        statement = statement.bindparams(bindparam("numbers", expanding=True))
    for row in connection.execute(statement, values or {}).mappings():
        # Dates are text in SQLite and dates in PostgreSQL.
        yield {
            name: value if value is None or isinstance(value, int) else str(value)
            for name, value in row.items()
        }


def _found(connection: Connection) -> Iterator[Facts]:
    said = _said(connection)
    rows = _rows(connection, f"{_FOUND} ORDER BY run_id, ordinal")
    for run, own in groupby(rows, lambda row: int(row["run_id"])):
        yield _digested(run, (said[row["finding"]] for row in own))


def _said(connection: Connection, where: str = "", values: Facts | None = None) -> dict[int, str]:
    """Give a digest of what each finding says: row → digest."""
    rows = _rows(connection, _SAID + where, values)
    return {
        row["id"]: sha256(canonical({k: v for k, v in row.items() if k != "id"})) for row in rows
    }


def _digested(run: int, digests: Iterable[str]) -> Facts:
    lines = list(digests)
    return {"run": run, "count": len(lines), "digest": sha256("\n".join(lines))}
