"""The machine's faults as the database tells them, each turned into one Chinese line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from schemas.errors import MachineError

LOCKED = "{name}正被别的程序占用，等了 5 秒仍未放开；请稍后再试。"
READ_ONLY = "{name}不能写入（只读或没有权限）；请检查它所在文件夹的权限后再运行。"
FULL = "磁盘空间已满，{name}写不进去；请腾出空间后再运行，已有的内容没有改动。"
IO_ERROR = "读写{name}时磁盘出错（也可能是磁盘已满或超出配额）；请检查磁盘后再运行。"
DAMAGED = "{name}已损坏，程序没有改动它；请用备份恢复后再运行。"
CANNOT_OPEN = "{name}打不开；请检查它所在的文件夹是否存在、是否只读、有没有读写权限。"
UNREACHABLE = (
    "{name}连接不上；请检查数据库服务器是否已启动、lianfang.toml 中 [archive] 的地址是否正确。"
)
LOCK_LOST = (
    "{name}的连接中断过，本次运行已不再独占这一阶段，没有成文；原有的文件没有改动，请再运行一次。"
)

# Primary result codes of SQLite (https://sqlite.org/rescode.html); extended codes begin with them.
_SQLITE = {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_PROTOCOL": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": IO_ERROR,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_FORMAT": DAMAGED,
    "SQLITE_CANTOPEN": CANNOT_OPEN,
}
# SQLSTATE codes and classes of PostgreSQL (manual, appendix A).
_POSTGRESQL = {
    "55P03": LOCKED,
    "40P01": LOCKED,
    "40001": LOCKED,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "53100": FULL,
    "58": IO_ERROR,
    "XX": DAMAGED,
    "08": UNREACHABLE,
    "28": UNREACHABLE,
    "3D": UNREACHABLE,
    "57P": UNREACHABLE,
}


@contextmanager
def told_in_chinese(name: str) -> Iterator[None]:
    """Raise what the machine is to blame for as a ``MachineError``.

    Args:
        name: What the user calls the archive, for example ``档案库“archive.db”``.
    """
    try:
        yield
    except DBAPIError as fault:
        line = _line(fault)
        if line is None:
            raise
        raise MachineError(line.format(name=name)) from fault


def _line(fault: DBAPIError) -> str | None:
    """Find the line for a fault; None is a fault of this program."""
    original = fault.orig
    if code := getattr(original, "sqlite_errorname", None):
        return next((line for key, line in _SQLITE.items() if code.startswith(key)), None)
    if state := getattr(original, "sqlstate", None):
        return next((line for key, line in _POSTGRESQL.items() if state.startswith(key)), None)
    if "decode to UTF-8" in str(original):
        return DAMAGED
    # psycopg tells a lost or refused connection without an SQLSTATE.
    return UNREACHABLE if type(original).__name__ == "OperationalError" else None
