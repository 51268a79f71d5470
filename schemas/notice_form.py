"""A correction notice that a department sent back, with what it wrote to the findings."""

from __future__ import annotations

from typing import Literal

from schemas.form_base import FormBase, Record


class Answer(Record):
    """A row of the notice's table.

    Attributes:
        finding: The id of the finding, as the notice prints it; None where it was lost.
        message: What the notice says of it.
        explanation: What the department wrote (部门说明); None where it wrote nothing.
    """

    finding: str | None
    message: str
    explanation: str | None = None


class CorrectionNotice(FormBase):
    """整改通知书, sent back by the department to which it went."""

    form: Literal["correction_notice"] = "correction_notice"
    answers: tuple[Answer, ...]
