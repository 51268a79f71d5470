"""Early warning (预警处置): signals and their answers, written once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from archive.audit import Audit
from archive.audited import just_written
from archive.tables import AnswerRow, SignalRow
from schemas.early_warning import Answer, Signal


class Signals:
    """Signals in the order in which they were registered."""

    def __init__(self, connection: Connection, audit: Audit) -> None:
        self._connection = connection
        self._audit = audit

    def register(self, signal: Signal) -> int:
        """Record a signal; its own number is not looked at, the one it gets is given."""
        row = signal.model_dump(exclude={"number", "answers", "date", "by"})
        row |= {"raised_on": signal.date, "registered_by": signal.by}
        key = self._connection.execute(insert(SignalRow).values(row)).inserted_primary_key
        assert key is not None  # noqa: S101 - one row gives one key
        self._audit.append("signal", just_written(self._connection, "signal", [key[0]]))
        return int(key[0])

    def answer(self, number: int, answer: Answer) -> None:
        """Record what was done about a signal."""
        row = {
            "signal_id": number,
            "kind": answer.kind,
            "answered_by": answer.by,
            "answered_on": answer.date,
            "note": answer.note,
        }
        key = self._connection.execute(insert(AnswerRow).values(row)).inserted_primary_key
        assert key is not None  # noqa: S101 - one row gives one key
        self._audit.append("answer", just_written(self._connection, "answer", [key[0]]))

    def of_year(self, year: int) -> tuple[Signal, ...]:
        """Give a year's signals with their answers."""
        rows = self._connection.execute(
            select(SignalRow).where(SignalRow.year == year).order_by(SignalRow.id)
        ).all()
        answers: dict[int, list[Answer]] = {row.id: [] for row in rows}
        mine = select(AnswerRow).join(SignalRow, SignalRow.id == AnswerRow.signal_id)
        query = mine.where(SignalRow.year == year).order_by(AnswerRow.id)
        for row in self._connection.execute(query):
            answers[row.signal_id].append(_answer(row))
        return tuple(_signal(row, tuple(answers[row.id])) for row in rows)

    def find(self, number: int, year: int) -> Signal | None:
        """Give a signal of a year by its number."""
        return next((s for s in self.of_year(year) if s.number == number), None)


def _answer(row: Row[Any]) -> Answer:
    return Answer(kind=row.kind, by=row.answered_by, date=row.answered_on, note=row.note)


def _signal(row: Row[Any], answers: tuple[Answer, ...]) -> Signal:
    return Signal(
        number=row.id,
        year=row.year,
        source=row.source,
        date=row.raised_on,
        department=row.department,
        item=row.item,
        point=row.point,
        text=row.text,
        by=row.registered_by,
        answers=answers,
    )
