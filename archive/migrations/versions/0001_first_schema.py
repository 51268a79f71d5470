"""The archive's first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("packed", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content")),
        sa.UniqueConstraint("sha256", name=op.f("uq_content_sha256")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("digest", name=op.f("uq_finding_digest")),
    )
    op.create_index(op.f("ix_finding_finding_id"), "finding", ["finding_id"])

    op.create_table(
        "overruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("overruled_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("overruled_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overruling")),
    )
    op.create_index(op.f("ix_overruling_year_finding_id"), "overruling", ["year", "finding_id"])

    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_year_phase"), "run", ["year", "phase"])

    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("data_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["data_id"], ["content.id"], name=op.f("fk_approval_data_id_content")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index(op.f("ix_approval_year_phase"), "approval", ["year", "phase"])

    op.create_table(
        "finding_place",
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("table_number", sa.Integer(), nullable=True),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("column_number", sa.Integer(), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("shape", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["finding"], ["finding.id"], name=op.f("fk_finding_place_finding_finding")
        ),
        sa.PrimaryKeyConstraint("finding", "ordinal", name=op.f("pk_finding_place")),
    )
    op.create_table(
        "publication",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("manifest_id", sa.Integer(), nullable=False),
        sa.Column("data_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["data_id"], ["content.id"], name=op.f("fk_publication_data_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["content.id"], name=op.f("fk_publication_manifest_id_content")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_publication_run_id_run")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_publication")),
    )
    op.create_table(
        "reading",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("reader_version", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_reading_content_id_content")
        ),
        sa.PrimaryKeyConstraint("content_id", "reader_version", name=op.f("pk_reading")),
    )
    op.create_table(
        "receipt",
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_receipt_content_id_content")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_receipt_run_id_run")),
        sa.PrimaryKeyConstraint("content_id", name=op.f("pk_receipt")),
    )
    op.create_table(
        "run_finding",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("finding", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding"], ["finding.id"], name=op.f("fk_run_finding_finding_finding")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_run_finding_run_id_run")),
        sa.PrimaryKeyConstraint("run_id", "ordinal", name=op.f("pk_run_finding")),
    )
    op.create_index(op.f("ix_run_finding_finding"), "run_finding", ["finding"])

    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("first_run_id", sa.Integer(), nullable=False),
        sa.Column("last_run_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_sighting_content_id_content")
        ),
        sa.ForeignKeyConstraint(
            ["first_run_id"], ["run.id"], name=op.f("fk_sighting_first_run_id_run")
        ),
        sa.ForeignKeyConstraint(
            ["last_run_id"], ["run.id"], name=op.f("fk_sighting_last_run_id_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_content_id"), "sighting", ["content_id"])
    op.create_index(op.f("ix_sighting_last_run_id"), "sighting", ["last_run_id"])
    op.create_index(op.f("ix_sighting_path"), "sighting", ["path"])

    op.create_table(
        "state",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("milestone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_state_run_id_run")),
        sa.PrimaryKeyConstraint("run_id", "department", "milestone", name=op.f("pk_state")),
    )
    op.create_table(
        "submission",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["content.id"], name=op.f("fk_submission_content_id_content")
        ),
        sa.PrimaryKeyConstraint(
            "year", "department", "form", "item", "content_id", name=op.f("pk_submission")
        ),
    )
    op.create_index(op.f("ix_submission_content_id"), "submission", ["content_id"])

    op.create_table(
        "document",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["publication.run_id"], name=op.f("fk_document_run_id_publication")
        ),
        sa.PrimaryKeyConstraint("run_id", "path", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_sha256"), "document", ["sha256"])


def downgrade() -> None:
    op.drop_index(op.f("ix_document_sha256"), "document")

    op.drop_table("document")
    op.drop_index(op.f("ix_submission_content_id"), "submission")

    op.drop_table("submission")
    op.drop_table("state")
    op.drop_index(op.f("ix_sighting_path"), "sighting")
    op.drop_index(op.f("ix_sighting_last_run_id"), "sighting")
    op.drop_index(op.f("ix_sighting_content_id"), "sighting")

    op.drop_table("sighting")
    op.drop_index(op.f("ix_run_finding_finding"), "run_finding")

    op.drop_table("run_finding")
    op.drop_table("receipt")
    op.drop_table("reading")
    op.drop_table("publication")
    op.drop_table("finding_place")
    op.drop_index(op.f("ix_approval_year_phase"), "approval")

    op.drop_table("approval")
    op.drop_index(op.f("ix_run_year_phase"), "run")

    op.drop_table("run")
    op.drop_index(op.f("ix_overruling_year_finding_id"), "overruling")

    op.drop_table("overruling")
    op.drop_index(op.f("ix_finding_finding_id"), "finding")

    op.drop_table("finding")
    op.drop_table("content")
