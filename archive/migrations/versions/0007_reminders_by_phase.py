"""Reminders are mailed once a day for each phase; nothing was ever written into the old table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_anew(by_phase=True)


def downgrade() -> None:
    _make_anew(by_phase=False)


def _make_anew(*, by_phase: bool) -> None:
    phase = (sa.Column("phase", sa.Text(), nullable=False),) if by_phase else ()
    key = ("year", "department", *(column.name for column in phase), "day")
    op.drop_table("reminder")
    op.create_table(
        "reminder",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        *phase,
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_reminder")),
    )
