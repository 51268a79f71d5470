"""The workspace's archive: where ``[archive] url`` puts it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from archive.store import Archive
from flows.settings import Workspace
from schemas.errors import UsageError


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
    except (ArgumentError, ValueError):
        return text  # opening says what is wrong with it
    if url.get_backend_name() != "sqlite" or not url.database:
        return url
    return url.set(database=str(workspace.root.resolve() / url.database))


def server_address(workspace: Workspace) -> URL | None:
    """Give the address of an archive on a server; None where it is a file or the address wrong."""
    url = address(workspace)
    return url if isinstance(url, URL) and url.get_backend_name() == "postgresql" else None


def archive_file(workspace: Workspace) -> Path:
    """Give the archive's file inside the workspace, there or not.

    Raises:
        UsageError: It lies on a server or elsewhere, and is to be backed up by its own means.
    """
    url = address(workspace)
    if isinstance(url, URL) and url.get_backend_name() != "sqlite":
        raise UsageError(
            "档案库在数据库服务器上，本命令备份不了；请用 pg_dump 备份数据库，"
            "并另行复制 lianfang.toml、inbox、templates 和 output。"
        )
    path = Path(str(url.database)) if isinstance(url, URL) else Path(str(url))
    if not path.resolve().is_relative_to(workspace.root.resolve()):
        raise UsageError(f"档案库 {path} 不在工作目录里，本命令备份不了；请把它一并另行备份。")
    return path.resolve()
