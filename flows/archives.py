"""The workspace's archive: where ``[archive] url`` puts it."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from archive.store import Archive
from flows.settings import Workspace


def open_archive(workspace: Workspace, *, create: bool) -> Archive:
    """Open a workspace's archive; arguments and faults are those of :meth:`Archive.open`."""
    return Archive.open(address(workspace), create=create)


def address(workspace: Workspace) -> URL | str:
    """Give the database's address; a relative SQLite path starts in the workspace.

    The path is put in as it is: in the text of an address ``?`` would begin its options.
    """
    text = workspace.college.archive.url
    try:
        url = make_url(text)
    except ArgumentError:
        return text  # opening says what is wrong with it
    if url.get_backend_name() != "sqlite" or not url.database:
        return url
    return url.set(database=str(workspace.root.resolve() / url.database))
