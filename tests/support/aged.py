"""A Prefect server's database in SQLite, made older by hand while no server has it open."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def make_older(path: Path, days: int) -> None:
    """Make every moment in a database so many days older."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in _tables(connection):
            for column in _moments(connection, table):
                # Prefect writes moments as text with six places after the second.
                connection.execute(
                    f"UPDATE {table} SET {column} = strftime('%Y-%m-%d %H:%M:%f',"  # noqa: S608 - its own names
                    f" {column}, '-{days} days') || '000' WHERE {column} IS NOT NULL"
                )


def rows_of(path: Path) -> Counter[str]:
    """Count the rows of every table of a database."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        count = "SELECT count(*) FROM {}"
        return Counter(
            {n: connection.execute(count.format(n)).fetchone()[0] for n in _tables(connection)}
        )


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(query)]


def _moments(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
        spans = name.endswith("run_time")  # are kept as moments of 1970
        if kind.upper() in ("DATETIME", "TIMESTAMP") and not spans:
            yield name
