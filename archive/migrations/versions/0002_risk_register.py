"""The register of risks (廉政风险信息档案资料库)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_index(op.f("ix_risk_item_key"), "risk", ["item_key"])
    op.create_table(
        "risk_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("first_run_id", sa.Integer(), nullable=False),
        sa.Column("last_run_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("manifestation", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_state_risk_id_risk")),
        sa.ForeignKeyConstraint(
            ["first_run_id"], ["run.id"], name=op.f("fk_risk_state_first_run_id_run")
        ),
        sa.ForeignKeyConstraint(
            ["last_run_id"], ["run.id"], name=op.f("fk_risk_state_last_run_id_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_state")),
    )
    op.create_index(op.f("ix_risk_state_risk_id"), "risk_state", ["risk_id"])
    op.create_index(op.f("ix_risk_state_last_run_id"), "risk_state", ["last_run_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_risk_state_last_run_id"), "risk_state")
    op.drop_index(op.f("ix_risk_state_risk_id"), "risk_state")
    op.drop_table("risk_state")
    op.drop_index(op.f("ix_risk_item_key"), "risk")
    op.drop_table("risk")
