"""What the leading group sent back instead of approving it, with the reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from archive.guards import guard, unguard

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLE = "sent_back"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("sent_back_by", sa.Text(), nullable=False),
        sa.Column("sent_back_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_sent_back_approval_id_approval")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_back")),
    )
    op.create_index(op.f("ix_sent_back_year_phase"), _TABLE, ["year", "phase"])
    guard(op.get_bind(), (_TABLE,))


def downgrade() -> None:
    unguard(op.get_bind(), (_TABLE,))
    op.drop_index(op.f("ix_sent_back_year_phase"), _TABLE)
    op.drop_table(_TABLE)
