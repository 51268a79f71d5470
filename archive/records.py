"""What goes into the archive and comes out of it, where ``schemas`` has no word for it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from schemas.base import Model
from schemas.college import Level
from schemas.outcome import Status
from schemas.schedule import Phase

RunStatus = Literal["official", "draft", "failed"]


class Incoming(Model):
    """A file as it lies in the inbox.

    Attributes:
        path: POSIX path relative to the workspace.
        department: Configured name of the department in whose folder it lies.
        sha256: Digest of its content, in hexadecimal.
        size: Bytes.
        data: The bytes to keep; None keeps the digest alone (large evidence, say).
    """

    path: str
    department: str | None
    sha256: str
    size: int
    data: bytes | None


class Received(Model):
    """The first sight of a content.

    Attributes:
        received: The as-of day of the run that first saw it.
        run: Ordinal of that run.
        department, path: Where it lay then.
    """

    sha256: str
    received: dt.date
    run: int
    department: str | None
    path: str


class Damaged(Model):
    """Bytes on record that are no longer what was kept.

    Attributes:
        path: Where a received file lay when it came first; None for what was published or approved.
    """

    sha256: str
    path: str | None


class Sighting(Model):
    """A content lay at a path from the run ``first_run`` to the run ``last_run``."""

    sha256: str
    path: str
    department: str | None
    first_run: int
    last_run: int


class Run(Model):
    """A run of a phase; one without ``finished`` is under way or was killed; ``by`` ran it."""

    ordinal: int
    year: int
    phase: Phase
    as_of: dt.date
    started: dt.datetime
    finished: dt.datetime | None
    status: RunStatus | None
    exit_code: int | None
    reader_version: str
    by: str | None = None


class SubmissionHistory(Model):
    """All that ever came of one form of one item.

    Attributes:
        form: Kind of form, as in ``schemas.forms``.
        item: The item's name as it was kept; "" for forms of the whole department.
        first: Day of receipt of the first version.
        versions: Number of different contents.
    """

    department: str
    form: str
    item: str
    first: dt.date
    versions: int


class SubmittedContent(Model):
    """A content that carried forms of a department, and the run that received it."""

    department: str
    sha256: str
    run: int


class ItemVersion(Model):
    """A content that carried a form of an authority item.

    Attributes:
        form: Kind of form, as in ``schemas.forms``.
        received: Day of receipt; ``run`` received it, and ``path`` is where it lay then.
    """

    year: int
    department: str
    form: str
    sha256: str
    received: dt.date
    run: int
    path: str


class RunFinding(Model):
    """An error that a run found about an authority item."""

    run: int
    phase: Phase
    department: str | None
    code: str
    finding: str


class Publication(Model):
    """What a run published; ``manifest`` and ``data`` are the bytes that were written."""

    run: int
    phase: Phase
    as_of: dt.date
    status: Status
    manifest: bytes
    data: bytes | None


class RiskEntry(Model):
    """A risk as a run has it.

    Attributes:
        risk: Number of the risk in the register; None for one that is new there.
        item: The authority item in the catalogue's wording.
    """

    risk: int | None
    department: str
    item: str
    point: str
    manifestation: str
    level: Level | None
    responsible: str


class RiskState(RiskEntry):
    """What a risk said over a time.

    Attributes:
        year: The college's year.
        first, last: As-of days of the first and the last run that had it so.
        first_run, last_run: Their ordinals.
        standing: The year's last run had it so.
    """

    risk: int
    year: int
    first: dt.date
    last: dt.date
    first_run: int
    last_run: int
    standing: bool


class RiskPublication(Model):
    """An official set of documents in which a risk stood."""

    risk: int
    run: int
    phase: Phase
    as_of: dt.date
