"""The audit log, who ran a phase, the minutes of an approval; what is on record stays as it is."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from archive.audit import BEFORE_THE_FIRST, START, chained
from archive.audited import fingerprint, recorded
from archive.guards import guard, unguard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SUBJECTS = ("receipt", "approval", "overruling", "runner", "publication", "findings")
_GUARDED = (
    "audit",
    "receipt",
    "finding",
    "finding_place",
    "run_finding",
    "approval",
    "overruling",
    "publication",
    "document",
)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.add_column("run", sa.Column("run_by", sa.Text(), nullable=True))
    op.add_column("approval", sa.Column("minutes", sa.Text(), nullable=True))
    _begin_the_log()
    guard(op.get_bind(), _GUARDED)


def _begin_the_log() -> None:
    """Vouch as a whole for what an older archive holds already."""
    connection = op.get_bind()
    rows = [
        {"subject": subject, **fingerprint(recorded(connection, subject).values())}
        for subject in _SUBJECTS
    ]
    now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
    audit = sa.table("audit", sa.column("number"), sa.column("entry"), sa.column("digest"))
    connection.execute(sa.insert(audit).values(chained(1, now, START, rows, BEFORE_THE_FIRST)))


def downgrade() -> None:
    unguard(op.get_bind(), _GUARDED)
    op.drop_column("approval", "minutes")
    op.drop_column("run", "run_by")
    op.drop_table("audit")
