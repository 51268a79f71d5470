"""What a run of a phase leaves behind: the manifest (contract, section 8)."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from schemas.base import Model
from schemas.consolidated import Counts
from schemas.schedule import Phase

Status = Literal["official", "draft"]
State = Literal[
    "not_due", "missing", "late", "needs_correction", "resubmitted", "accepted", "approved"
]
STATE_NAMES: dict[State, str] = {
    "not_due": "未到期",
    "missing": "未报",
    "late": "迟报",
    "needs_correction": "退回修改",
    "resubmitted": "重报待审",
    "accepted": "已通过",
    "approved": "已审定",
}


class DocumentEntry(Model):
    """A Word document of the output folder; ``path`` is relative to that folder."""

    path: str
    title: str
    sha256: str
    official: bool


class InputEntry(Model):
    """A received file that the run used; ``path`` is relative to the workspace."""

    path: str
    department: str | None
    sha256: str
    received: dt.date
    forms: tuple[str, ...]


class Approval(Model):
    """Who approved the data, and when; ``minutes`` is written only where it was told."""

    by: str
    date: dt.date
    minutes: str | None = None

    @model_serializer(mode="wrap")
    def _written(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = write(self)
        return {k: v for k, v in fields.items() if k != "minutes" or v is not None}


class Overruled(Model):
    """A finding that the office lifted, with its reason."""

    id: str
    code: str
    message: str
    department: str | None
    file: str | None
    by: str
    reason: str
    date: dt.date


class Manifest(Model):
    """``manifest.json``: what was made of what, with digests."""

    year: int
    phase: Phase
    status: Status
    as_of: dt.date
    approved: Approval | None
    overruled: tuple[Overruled, ...]
    documents: tuple[DocumentEntry, ...]
    inputs: tuple[InputEntry, ...]
    counts: Counts


class MilestoneState(Model):
    """An element of what ``status --json`` prints."""

    department: str
    milestone: str
    state: State
