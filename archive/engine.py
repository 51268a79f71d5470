"""Connections to the archive: SQLite in WAL mode, or PostgreSQL, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError
from sqlalchemy.pool import NullPool

from schemas.errors import UsageError

WAIT_S = 5
_WRITERS_LOCK = 0x6C66  # any number that all writers of one PostgreSQL database share
_SILENCE = {"idle": 30, "interval": 10, "count": 3}
"""After a minute without an answer the other end counts as gone, on both sides."""


def make_engine(url: URL) -> Engine:
    """Make an engine whose transactions keep the same promises on SQLite and PostgreSQL.

    Raises:
        UsageError: The address asks for a driver that is not installed.
    """
    if url.get_backend_name() == "sqlite":
        engine = _created(url)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = _created(url, connect_args=_connect_arguments(url))
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def make_session_engine(url: URL) -> Engine:
    """Make an engine for PostgreSQL whose connections are sessions without any transaction."""
    arguments = _connect_arguments(url)
    engine = _created(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args=arguments)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _created(url: URL, **settings: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's own settings
    try:
        return create_engine(url, **settings)
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise UsageError(
            f"[archive] 的 url 要用的数据库驱动 {url.drivername} 没有安装；"
            "使用 PostgreSQL 请安装 psycopg，或改用 sqlite:///archive.db。"
        ) from fault


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """Run a block in one transaction: all of it is kept, or after any fault nothing.

    Args:
        engine: From :func:`make_engine`.
        writing: Take the writers' lock at once (a lock taken only at the first change could fail
            in the middle); otherwise changes are refused.
    """
    with engine.connect() as connection:
        prepared = connection.execution_options(writing=writing)
        with prepared.begin():
            yield prepared


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    # The driver must not open transactions by itself: BEGIN is sent by _begin_sqlite.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {WAIT_S * 1000}",
        "foreign_keys = ON",
        "synchronous = FULL",  # a day of receipt that was said must outlive a power failure
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", True)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _connect_arguments(url: URL) -> dict[str, int | str]:
    """Give the driver's settings that the address leaves open: nobody waits for ever."""
    usual: dict[str, int | str] = {
        "connect_timeout": WAIT_S,
        # A database of the encoding SQL_ASCII would give bytes for texts; it is refused later.
        "client_encoding": "utf8",
        **{f"keepalives_{name}": value for name, value in _SILENCE.items()},
    }
    return {name: value for name, value in usual.items() if name not in url.query}


def _prepare_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401 - as above
    # A machine that vanishes must not hold a lock for the two hours that the server would wait.
    with connection.cursor() as cursor:
        for name, value in _SILENCE.items():
            cursor.execute(f"SET tcp_keepalives_{name} = {value}")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", True):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
