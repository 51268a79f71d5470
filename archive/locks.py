"""Locks of an archive on a PostgreSQL server: they hold over machines, and none is ever stale."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from archive.engine import make_session_engine
from archive.faults import LOCK_LOST, told_in_chinese
from archive.store import name_of
from schemas.errors import MachineError

StillHeld = Callable[[], None]
"""Raises MachineError when a lock that was taken is held no more."""

_LOCKS = 0x6C67  # the first half of the numbers of all these locks
_POLL_S = 0.1
_TAKE = text("SELECT pg_try_advisory_lock(:group, :number)")
_GIVE_BACK = text("SELECT pg_advisory_unlock(:group, :number)")
_HELD = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid = :group AND objid = :number"
)
_BY_ANYBODY, _BY_SESSION = text(_HELD), text(f"{_HELD} AND pid = :holder")
_ME = text("SELECT pg_backend_pid()")


@contextmanager
def server_lock(url: URL, number: int, *, wait_s: float) -> Iterator[StillHeld | None]:
    """Hold one of a database's locks for the block, against every machine that uses the database.

    The server frees it with the session: when this program ends, at the latest a minute after its
    machine has vanished.

    Args:
        url: The database.
        number: Which lock.
        wait_s: Seconds to wait for another holder.

    Yields:
        What to call before something is done that only the holder may do; None when another one
        holds the lock.

    Raises:
        MachineError: The server cannot be reached.
        UsageError: The driver is not installed.
    """
    engine, name = make_session_engine(url), name_of(url)
    try:
        with told_in_chinese(name):
            session = engine.connect()
        with session:
            if not _take(session, number, time.monotonic() + wait_s, name):
                yield None
                return
            try:
                yield partial(_require_held, engine, number, session.scalar(_ME), name)
            finally:
                with suppress(
                    SQLAlchemyError
                ):  # at once; the end of the session would do it as well
                    session.execute(_GIVE_BACK, {"group": _LOCKS, "number": number})
    finally:
        engine.dispose()


def is_locked(url: URL, number: int) -> bool:
    """Tell whether somebody holds a lock; raises like :func:`server_lock`."""
    engine = make_session_engine(url)
    try:
        with told_in_chinese(name_of(url)), engine.connect() as session:
            return bool(_count(session, _BY_ANYBODY, number))
    finally:
        engine.dispose()


def _take(session: Connection, number: int, deadline: float, name: str) -> bool:
    while True:
        with told_in_chinese(name):
            if session.execute(_TAKE, {"group": _LOCKS, "number": number}).scalar_one():
                return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(_POLL_S)


def _require_held(engine: Engine, number: int, holder: int, name: str) -> None:
    """Ask the server over a connection of its own, so that a process aside can ask as well."""
    try:
        with engine.connect() as another:
            held = _count(another, _BY_SESSION, number, holder=holder)
    except SQLAlchemyError:  # whether it is held cannot be told
        held = 0
    if not held:
        raise MachineError(LOCK_LOST.format(name=name))


def _count(session: Connection, query: TextClause, number: int, **more: int) -> int:
    asked = session.scalar(query, {"group": _LOCKS, "number": number, **more})
    return int(asked or 0)
