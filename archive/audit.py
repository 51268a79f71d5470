"""The audit log: what was received, found, decided and published, each entry chained to the last.

An entry is canonical JSON: its number, the moment, its kind, the rows that were written
(``archive.audited``), and the digest of the entry before it. Changing, removing or inserting one
breaks the chain; triggers refuse it in the first place. Entries are written in the transaction of
what they tell, under the writers' lock, so that numbers have no gaps.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from archive.audited import SUBJECTS, Facts, canonical, fingerprint, key, recorded, sha256
from archive.tables import AuditRow
from schemas.base import Model

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """Tell the clock's time."""
    return dt.datetime.now(tz=dt.UTC)


START = "start"
BEFORE_THE_FIRST = "0" * 64

_GAP = "第 {number} 条缺失。"
_NO_START = "第 1 条缺失：记录的开头不在了。"
_CHANGED = "第 {number} 条的内容被改动过，与它的校验码不符。"
_UNCHAINED = "第 {number} 条与前一条衔接不上，前面有记录被替换。"
_ROW_LOST = "第 {number} 条所记的内容（{subject}）已不在档案库里。"
_ROW_CHANGED = "第 {number} 条所记的内容（{subject}）与档案库现有的不一致，档案库被改动过。"
_ROW_UNKNOWN = "第 {number} 条以后，档案库里有没有记录的内容（{subject}），或原有的被改动过。"
SUBJECT_NAMES: Mapping[str, str] = {
    START: "开始记录",
    "receipt": "收件",
    "findings": "问题",
    "approval": "审定",
    "sent_back": "审定退回",
    "overruling": "撤销误报",
    "signal": "预警信息",
    "answer": "预警处置",
    "explanation": "部门说明",
    "runner": "运行人",
    "publication": "发布",
}


class Verified(Model):
    """The state of the log.

    Attributes:
        entries: How many entries it has.
        last: Digest of the last one; written down elsewhere, it proves a log that was later
            replaced as a whole.
        fault: What is wrong with the first broken entry, a Chinese sentence; None when all holds.
    """

    entries: int
    last: str
    fault: str | None


class Audit:
    """The log within one transaction."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def append(self, kind: str, rows: Sequence[Facts]) -> None:
        """Record what has just been written; nothing for no rows."""
        if not rows:
            return
        last = self._connection.execute(
            select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
        ).first()
        number, previous = (last.number + 1, last.digest) if last else (1, BEFORE_THE_FIRST)
        moment = self._clock().astimezone(dt.UTC).isoformat(timespec="seconds")
        self._connection.execute(
            insert(AuditRow).values(chained(number, moment, kind, rows, previous))
        )

    def entries(self) -> Iterator[dict[str, Any]]:
        """Give all entries with their digests, oldest first, for an inspection."""
        for row in self._rows():
            yield {**json.loads(row.entry), "digest": row.digest}

    def verify(self) -> Verified:
        """Follow the chain from its start, then hold what it tells against the tables."""
        told: dict[str, dict[str, tuple[int, Facts]]] = {subject: {} for subject in SUBJECTS}
        start: dict[str, tuple[int, Facts]] = {}
        previous, number = BEFORE_THE_FIRST, 0
        for row in self._rows():
            number += 1
            fault, entry = _fault(row, number, previous)
            if fault:
                return Verified(entries=number, last=row.digest, fault=fault)
            previous = row.digest
            for facts in entry["rows"]:
                if entry["kind"] == START:  # the first one, or a later one of a newer schema
                    start.setdefault(facts["subject"], (number, facts))
                elif entry["kind"] in told:
                    told[entry["kind"]][key(facts)] = (number, facts)
        fault = self._unfounded(told, start, number) if number else _NO_START
        return Verified(entries=number, last=previous, fault=fault)

    def _unfounded(
        self,
        told: Mapping[str, Mapping[str, tuple[int, Facts]]],
        start: Mapping[str, tuple[int, Facts]],
        last: int,
    ) -> str | None:
        """Name the first entry that the tables contradict."""
        faults: list[tuple[int, str]] = []
        for subject in SUBJECTS:
            rows = recorded(self._connection, subject)
            name = SUBJECT_NAMES[subject]
            for which, (number, facts) in told[subject].items():
                if line := _contradiction(facts, rows.pop(which, None)):
                    faults.append((number, line.format(number=number, subject=name)))
            begun, facts = start.get(subject, (1, {}))
            before = {k: v for k, v in facts.items() if k != "subject"}
            if fingerprint(rows.values()) != (before or fingerprint(())):
                # What stood there before its kind was told is told as a whole by a first entry.
                at = begun if len(rows) <= before.get("count", 0) else last
                faults.append((at, _ROW_UNKNOWN.format(number=at, subject=name)))
        return min(faults)[1] if faults else None

    def _rows(self) -> Iterator[Row[Any]]:
        query = select(AuditRow.number, AuditRow.entry, AuditRow.digest).order_by(AuditRow.number)
        yield from self._connection.execute(query)


def chained(
    number: int, moment: str, kind: str, rows: Sequence[Facts], previous: str
) -> dict[str, Any]:
    """Write an entry as a row of the table."""
    entry = canonical(
        {"number": number, "at": moment, "kind": kind, "rows": rows, "previous": previous}
    )
    return {"number": number, "entry": entry, "digest": sha256(entry)}


def _fault(row: Row[Any], number: int, previous: str) -> tuple[str | None, dict[str, Any]]:
    """Hold an entry against its number, its digest and the entry before."""
    if row.number != number:
        return _GAP.format(number=number), {}
    if sha256(row.entry) != row.digest:
        return _CHANGED.format(number=number), {}
    entry = _read(row.entry)
    if entry.get("previous") != previous or entry.get("number") != number:
        return _UNCHAINED.format(number=number), {}
    if number == 1 and entry.get("kind") != START:
        return _NO_START, {}
    return None, entry


def _read(entry: str) -> dict[str, Any]:
    try:
        return dict(json.loads(entry))
    except (ValueError, TypeError):
        return {}


def _contradiction(told: Facts, found: Facts | None) -> str | None:
    """Compare what the log tells with what stands there; columns of later releases do not count."""
    if found is None:
        return None if told.get("count") == 0 else _ROW_LOST
    same = all(found.get(name) == value for name, value in told.items() if name in found)
    return None if same else _ROW_CHANGED
