"""The audit log vouches for explanations too; those on record are told as a whole."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from archive.audit import START, chained
from archive.audited import fingerprint, recorded
from archive.guards import guard, unguard

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SUBJECT = "explanation"


def upgrade() -> None:
    _vouch_for_what_is_there()
    guard(op.get_bind(), (_SUBJECT,))


def _vouch_for_what_is_there() -> None:
    connection = op.get_bind()
    rows = recorded(connection, _SUBJECT)
    if not rows:
        return
    audit = sa.table("audit", sa.column("number"), sa.column("entry"), sa.column("digest"))
    newest = sa.select(audit.c.number, audit.c.digest).order_by(audit.c.number.desc()).limit(1)
    last = connection.execute(newest).one()
    now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
    told = [{"subject": _SUBJECT, **fingerprint(rows.values())}]
    entry = chained(last.number + 1, now, START, told, last.digest)
    connection.execute(sa.insert(audit).values(entry))


def downgrade() -> None:
    unguard(op.get_bind(), (_SUBJECT,))
