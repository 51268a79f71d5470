"""The tables of the archive: what was received, understood, found, approved and published."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[dt.datetime]):
    """A moment with its time zone, kept as UTC on every kind of server."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Turn an aware moment into naive UTC."""
        return value.astimezone(dt.UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Give the time zone back."""
        return value.replace(tzinfo=dt.UTC) if value else None


class AnyText(TypeDecorator[str]):
    """Text in which NUL and halves of surrogate pairs, which servers refuse, stand as escapes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - SQLAlchemy's signature
        """Replace what cannot be held."""
        if not value:
            return value
        return value.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


class Base(DeclarativeBase):
    """All tables; constraints have names, so that migrations can find them again."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: AnyText(),
        bool: Boolean(),
        bytes: LargeBinary(),
        dt.date: Date(),
        dt.datetime: Moment(),
    }


Sha256 = String(64)


class RunRow(Base):
    """A run of a phase; its id is the ordinal, and grows with time."""

    __tablename__ = "run"
    __table_args__ = (Index(None, "year", "phase"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    phase: Mapped[str]
    as_of: Mapped[dt.date]
    started: Mapped[dt.datetime]
    finished: Mapped[dt.datetime | None]
    status: Mapped[str | None]
    exit_code: Mapped[int | None]
    reader_version: Mapped[str]
    run_by: Mapped[str | None]


class ContentRow(Base):
    """Bytes by their digest: originals, and what was published or approved.

    ``body`` is None where only the digest was kept; ``packed`` says that zlib made it smaller.
    """

    __tablename__ = "content"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(Sha256)
    size: Mapped[int]
    packed: Mapped[bool]
    body: Mapped[bytes | None]


class ReceiptRow(Base):
    """The first sight of a content: day of receipt, run, and where it lay."""

    __tablename__ = "receipt"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    received: Mapped[dt.date]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    department: Mapped[str | None]
    path: Mapped[str]


class SightingRow(Base):
    """A content lay at a path from one run to another, without a gap between them."""

    __tablename__ = "sighting"
    __table_args__ = (Index(None, "path"), Index(None, "content_id"), Index(None, "last_run_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    path: Mapped[str]
    department: Mapped[str | None]
    first_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    last_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))


class ReadingRow(Base):
    """What one version of the reader understood of a content, as JSON."""

    __tablename__ = "reading"

    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)
    reader_version: Mapped[str] = mapped_column(primary_key=True)
    reading: Mapped[str]


class SubmissionRow(Base):
    """A content carries a department's form; ``item`` is "" for forms of the whole department."""

    __tablename__ = "submission"
    __table_args__ = (Index(None, "content_id"),)

    year: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    content_id: Mapped[int] = mapped_column(ForeignKey("content.id"), primary_key=True)


class FindingRow(Base):
    """A finding, kept once however many runs find it; ``digest`` is over all that it says."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("digest"), Index(None, "finding_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(Sha256)
    finding_id: Mapped[str]
    code: Mapped[str]
    severity: Mapped[str]
    message: Mapped[str]
    department: Mapped[str | None]
    item: Mapped[str | None]
    file: Mapped[str | None]
    hint: Mapped[str]


class FindingPlaceRow(Base):
    """A place of a finding: ordinal 0 is its location, the others are related places."""

    __tablename__ = "finding_place"

    finding: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str | None]
    page: Mapped[int | None]
    table: Mapped[int | None] = mapped_column("table_number", key="table")
    row: Mapped[int | None] = mapped_column("row_number", key="row")
    column: Mapped[int | None] = mapped_column("column_number", key="column")
    paragraph: Mapped[int | None]
    shape: Mapped[int | None]
    text: Mapped[str | None]


class RunFindingRow(Base):
    """The findings of a run, in the run's order."""

    __tablename__ = "run_finding"
    __table_args__ = (Index(None, "finding"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    finding: Mapped[int] = mapped_column(ForeignKey("finding.id"))


class OverrulingRow(Base):
    """The office lifted a finding; holds while the file has the content it had then."""

    __tablename__ = "overruling"
    __table_args__ = (Index(None, "year", "finding_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    finding_id: Mapped[str]
    code: Mapped[str]
    message: Mapped[str]
    department: Mapped[str | None]
    file: Mapped[str | None]
    sha256: Mapped[str | None] = mapped_column(Sha256)
    overruled_by: Mapped[str]
    reason: Mapped[str]
    overruled_on: Mapped[dt.date]


class ApprovalRow(Base):
    """The leading group approved a phase's consolidated data, named by their digest."""

    __tablename__ = "approval"
    __table_args__ = (Index(None, "year", "phase"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    phase: Mapped[str]
    approved_by: Mapped[str]
    approved_on: Mapped[dt.date]
    digest: Mapped[str] = mapped_column(Sha256)
    data_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"))
    minutes: Mapped[str | None]


class SentBackRow(Base):
    """The leading group sent a phase's consolidated data back, named by their digest.

    ``approval_id`` is the phase's last approval by then: a later one settles the matter.
    """

    __tablename__ = "sent_back"
    __table_args__ = (Index(None, "year", "phase"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    phase: Mapped[str]
    sent_back_by: Mapped[str]
    sent_back_on: Mapped[dt.date]
    reason: Mapped[str]
    minutes: Mapped[str | None]
    digest: Mapped[str] = mapped_column(Sha256)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"))


class PublicationRow(Base):
    """What a run published: status, manifest and data."""

    __tablename__ = "publication"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    status: Mapped[str]
    manifest_id: Mapped[int] = mapped_column(ForeignKey("content.id"))
    data_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"))


class DocumentRow(Base):
    """A document of a publication."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "sha256"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("publication.run_id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    sha256: Mapped[str] = mapped_column(Sha256)
    official: Mapped[bool]


class StateRow(Base):
    """How far a department was with a milestone after a run."""

    __tablename__ = "state"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    department: Mapped[str] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]


class RiskRow(Base):
    """A risk of the register (廉政风险信息档案资料库): whose it is; what it says are its states."""

    __tablename__ = "risk"
    __table_args__ = (Index(None, "item_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str]
    item_key: Mapped[str]


class RiskStateRow(Base):
    """What a risk said from one run to another, without a gap between them."""

    __tablename__ = "risk_state"
    __table_args__ = (Index(None, "risk_id"), Index(None, "last_run_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    first_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    last_run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    item: Mapped[str]
    point: Mapped[str]
    manifestation: Mapped[str]
    level: Mapped[str | None]
    responsible: Mapped[str]


class AuditRow(Base):
    """An entry of the audit log; ``digest`` is over ``entry``, which names the digest before it."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[str]
    digest: Mapped[str] = mapped_column(Sha256)


class SignalRow(Base):
    """A signal of early warning (预警信息), as it was registered."""

    __tablename__ = "signal"
    __table_args__ = (Index(None, "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    source: Mapped[str]
    raised_on: Mapped[dt.date]
    department: Mapped[str]
    item: Mapped[str | None]
    point: Mapped[str | None]
    text: Mapped[str]
    registered_by: Mapped[str]


class AnswerRow(Base):
    """What was done about a signal (风险提示, 诫勉谈话, 责令纠错)."""

    __tablename__ = "answer"
    __table_args__ = (Index(None, "signal_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"))
    kind: Mapped[str]
    answered_by: Mapped[str]
    answered_on: Mapped[dt.date]
    note: Mapped[str | None]


class ExplanationRow(Base):
    """A department explained why a finding stands, on the notice that it sent back."""

    __tablename__ = "explanation"
    __table_args__ = (Index(None, "year", "department"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    department: Mapped[str]
    finding_id: Mapped[str]
    text: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str] = mapped_column(Sha256)
    received: Mapped[dt.date]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))


class NoticeRow(Base):
    """A correction notice to a department; a run that tells the same as the last adds none."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "year", "phase", "department"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    phase: Mapped[str]
    department: Mapped[str]
    as_of: Mapped[dt.date]
    digest: Mapped[str] = mapped_column(Sha256)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))


class ReminderRow(Base):
    """A reminder of a phase was mailed to a department on a day; at most one a day."""

    __tablename__ = "reminder"

    year: Mapped[int] = mapped_column(primary_key=True)
    department: Mapped[str] = mapped_column(primary_key=True)
    phase: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    address: Mapped[str]
    sha256: Mapped[str] = mapped_column(Sha256)
