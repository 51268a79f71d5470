"""Alembic's steps from one schema of the archive to the next; part of the installed program."""
