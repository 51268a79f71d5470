"""What Alembic runs; the connection comes from ``archive.schema``."""

from __future__ import annotations

from alembic import context

from archive.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes columns by making the table anew
)
context.run_migrations()
