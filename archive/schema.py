"""The version of the archive's schema: asked for at every opening, and moved on by Alembic."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Connection, inspect, text

from schemas.errors import MachineError

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""Alembic's revisions in their order; a test holds them against the files of ``migrations``."""

_APPLICATION_ID = 0x4C464144  # "LFAD" in the header of an SQLite file: an archive of lianfang

_ALEMBIC = Lock()
"""Alembic keeps the migration that it runs in names of its modules: one at a time a process."""

MISSING = "{name}还没有建立；请先运行一次 lianfang run。"
FOREIGN = "{name}不是本软件的档案库，程序没有改动它；请检查 lianfang.toml 中 [archive] 的地址。"
NEWER = "{name}由更新版本的软件建立，本版本不能使用，程序没有改动它；请升级软件。"
OLDER = "{name}由旧版本的软件建立，需要先运行一次 lianfang run 以升级档案库。"
CONTRADICTORY = "{name}的版本标记自相矛盾，可能已损坏，程序没有改动它；请用备份恢复后再运行。"
ENCODING = (
    "{name}的编码不是 UTF8，存不了汉字，程序没有改动它；"
    "请新建一个：createdb --encoding=UTF8 --locale=C --template=template0 数据库名。"
)


def require_utf8(connection: Connection, name: str) -> None:
    """Make sure that a server's database can hold every text.

    Raises:
        MachineError: Its encoding is another one.
    """
    if connection.dialect.name != "postgresql":
        return
    if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
        raise MachineError(ENCODING.format(name=name))


def require_current(connection: Connection, name: str, *, migrating: bool) -> None:
    """Make sure that the schema is this version's.

    Args:
        connection: In a transaction, a writing one when ``migrating``.
        name: What the user calls the archive.
        migrating: Bring an older or empty archive up to date instead of refusing it.

    Raises:
        MachineError: Not an archive of this software, or of another version of it.
    """
    revision = _revision(connection)
    if revision == REVISIONS[-1] and _stamp(connection) in (None, len(REVISIONS)):
        return
    fault = _fault(connection, revision)
    if not migrating or fault not in (MISSING, OLDER):
        raise MachineError(fault.format(name=name))
    migrate(connection)


def migrate(connection: Connection) -> None:
    """Bring the schema up to date inside the caller's transaction."""
    # Alembic takes 0.3 s to import, and is needed once a release.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", "archive:migrations")
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS)}")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return str(row[0]) if row else ""


def _stamp(connection: Connection) -> int | None:
    """Give the schema's number from an SQLite header, which can be read without any table."""
    if connection.dialect.name != "sqlite":
        return None
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _fault(connection: Connection, revision: str | None) -> str:
    """Name what is wrong with a schema that is not the current one."""
    stamp = _stamp(connection)
    if revision is None:
        empty = connection.dialect.name != "sqlite" and not inspect(connection).has_table("run")
        return MISSING if empty else FOREIGN
    if revision not in REVISIONS or (stamp or 0) > len(REVISIONS):
        return NEWER
    if stamp not in (None, REVISIONS.index(revision) + 1):
        return CONTRADICTORY
    return OLDER
