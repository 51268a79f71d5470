"""Tables whose rows are written once: the database itself refuses to change or delete them.

A later migration that makes such a table anew (batch mode on SQLite) guards it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

_REFUSED = "rows of this table are never changed"
_FUNCTION = "lianfang_refuse"


def guard(connection: Connection, tables: Iterable[str]) -> None:
    """Have changes and deletions refused from now on."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
        )
    for table in tables:
        for statement in _triggers(connection.dialect.name, table):
            connection.exec_driver_sql(statement)


def unguard(connection: Connection, tables: Iterable[str]) -> None:
    """Let the tables be changed again, before they are dropped."""
    place = {"postgresql": " ON {table}"}.get(connection.dialect.name, "")
    for table in tables:
        for name in _names(table):
            on = place.format(table=table)
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")


def _names(table: str) -> tuple[str, str]:
    return f"keep_{table}_from_update", f"keep_{table}_from_delete"


def _triggers(dialect: str, table: str) -> Iterator[str]:
    changing, deleting = _names(table)
    if dialect == "postgresql":
        yield (
            f"CREATE TRIGGER {changing} BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
        )
        yield (
            f"CREATE TRIGGER {deleting} BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        )
        return
    for name, event in ((changing, "UPDATE"), (deleting, "DELETE")):
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
