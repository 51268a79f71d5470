"""The correction cycle: what departments explain, and what became of what they were told."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from schemas.base import Model
from schemas.findings import Finding

Became = Literal["corrected", "explained", "lifted", "open"]
BECAME_NAMES: dict[Became, str] = {
    "corrected": "已改正",
    "explained": "已说明",
    "lifted": "已由办公室核销",
    "open": "仍然存在",
}
NEW = "新发现"


class Explanation(Model):
    """Why a finding stands, as a department wrote it on the notice that it sent back.

    Attributes:
        finding: The finding's id.
        text: What the department wrote.
        file: The notice, relative to the workspace.
        date: Day of the notice's receipt.
    """

    finding: str
    department: str
    text: str
    file: str
    date: dt.date


class Earlier(Model):
    """A finding of a department's last notice, and what became of it."""

    finding: Finding
    became: Became


class Round(Model):
    """A department's notice held against the one before it.

    Attributes:
        last: As-of day of the last notice.
        earlier: The findings that it told, in its order.
        new: Ids of the findings that it did not tell.
    """

    last: dt.date
    earlier: tuple[Earlier, ...]
    new: frozenset[str] = frozenset()
