"""Connections to the archive: SQLite in WAL mode, or PostgreSQL, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

WAIT_S = 5
_WRITERS_LOCK = 0x6C66  # any number that all writers of one PostgreSQL database share


def make_engine(url: URL) -> Engine:
    """Make an engine whose transactions keep the same promises on SQLite and PostgreSQL."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


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


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", True):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
