"""The operating system's faults while files are written, each turned into one Chinese line."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import MachineError

_FULL = "磁盘空间已满（或超出配额），{place}写不进去；请腾出空间后再运行，原有的文件没有改动。"
_READ_ONLY = "{place}不能写入（只读或没有权限）；请检查权限后再运行，原有的文件没有改动。"
_MISSING = "{place}找不到；请检查文件夹是否被移动或断开连接。"
_BUSY = "{place}正被别的程序占用；请关闭打开的文件后再运行，原有的文件没有改动。"
_NO_HANDLES = "打开的文件太多，{place}写不进去；请稍后再试，原有的文件没有改动。"
_OTHER = "写{place}时出错（系统错误号 {number}）；请检查磁盘后再运行，原有的文件没有改动。"
_LINES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOENT: _MISSING,
    errno.ESTALE: _MISSING,
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.EMFILE: _NO_HANDLES,
    errno.ENFILE: _NO_HANDLES,
}


@contextmanager
def told_in_chinese(place: str) -> Iterator[None]:
    """Raise an ``OSError`` of the block as a ``MachineError``.

    Args:
        place: What the user calls that which is written, for example ``输出文件夹“catalogue”``.
    """
    try:
        yield
    except OSError as fault:
        line = _LINES.get(fault.errno or 0, _OTHER)
        raise MachineError(line.format(place=place, number=fault.errno)) from fault
