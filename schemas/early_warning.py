"""Early warning (预警处置): a signal about a risk, and how it was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from schemas.base import Model

SignalSource = Literal["信访举报", "审计", "报告", "其他"]
SOURCES: tuple[SignalSource, ...] = ("信访举报", "审计", "报告", "其他")
AnswerKind = Literal["风险提示", "诫勉谈话", "责令纠错"]
ANSWER_KINDS: tuple[AnswerKind, ...] = ("风险提示", "诫勉谈话", "责令纠错")


class Answer(Model):
    """What was done about a signal: by whom, when, and a remark."""

    kind: AnswerKind
    by: str
    date: dt.date
    note: str | None = None


class Signal(Model):
    """A signal (预警信息) of a complaint, an audit, a report or something else.

    Attributes:
        number: In the archive, from 1.
        year: The college's year.
        date: When the signal came.
        item, point: The authority item and risk point of the register, where it is about one.
        by: Who registered it.
        answers: Oldest first; the first of them answers it.
    """

    number: int
    year: int
    source: SignalSource
    date: dt.date
    department: str
    item: str | None
    point: str | None
    text: str
    by: str
    answers: tuple[Answer, ...] = ()

    def due(self, days: int) -> dt.date:
        """Give the last day for an answer, so many calendar days after the signal."""
        return self.date + dt.timedelta(days=days)

    def is_answered(self, day: dt.date) -> bool:
        """Tell whether it was answered by a day."""
        return any(answer.date <= day for answer in self.answers)

    def is_overdue(self, day: dt.date, days: int) -> bool:
        """Tell whether an answer is lacking on a day, and should have been given before it."""
        return not self.is_answered(day) and day > self.due(days)


class SignalFigures(Model):
    """How many signals came by a day, how many of them were answered, and how many are late."""

    signals: int
    answered: int
    overdue: int


def signal_figures(signals: Iterable[Signal], day: dt.date, days: int) -> SignalFigures | None:
    """Count the signals as of a day; None where there are none."""
    came = [signal for signal in signals if signal.date <= day]
    if not came:
        return None
    return SignalFigures(
        signals=len(came),
        answered=sum(signal.is_answered(day) for signal in came),
        overdue=sum(signal.is_overdue(day, days) for signal in came),
    )
