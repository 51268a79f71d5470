"""The operating system's faults while files are written, each turned into one Chinese line."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import LianfangError, MachineError, UsageError

_FULL = "磁盘空间已满（或超出配额），{place}写不进去；请腾出空间后再运行，原有的文件没有改动。"
_READ_ONLY = "{place}不能写入（只读或没有权限）；请检查权限后再运行，原有的文件没有改动。"
_MISSING = "{place}找不到；请检查文件夹是否被移动或断开连接。"
_BUSY = "{place}正被别的程序占用；请关闭打开的文件后再运行，原有的文件没有改动。"
_NO_HANDLES = "打开的文件太多，{place}写不进去；请稍后再试，原有的文件没有改动。"
_MISPLACED = "{place}的路径不能用：{reason}；请换一个地方，原有的文件没有改动。"
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
    errno.EEXIST: _MISPLACED,
    errno.EISDIR: _MISPLACED,
    errno.ENOTDIR: _MISPLACED,
    errno.ELOOP: _MISPLACED,
    errno.ENAMETOOLONG: _MISPLACED,
}
_REASONS = {
    errno.ENOSPC: "磁盘空间已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "磁盘只读",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件或链接",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名称太长",
    errno.EBUSY: "正被别的程序占用",
    errno.EIO: "磁盘读写出错",
}

_LOOP = "Symlink loop"
"""How ``Path.resolve`` begins what it says of links in a circle (up to Python 3.12)."""


def reason_of(fault: OSError) -> str:
    """Say in a few Chinese words what the operating system did not allow."""
    return _REASONS.get(fault.errno or 0, f"系统错误号 {fault.errno}")


def unforeseen(fault: Exception) -> LianfangError | None:
    """Give the fault to stop with where a command did not expect the operating system to refuse.

    A name that no file can have is the user's mistake, all else the machine's. None where it was
    not the operating system that refused.
    """
    if isinstance(fault, RuntimeError) and str(fault).startswith(_LOOP):
        return MachineError(f"路径不能用：{_REASONS[errno.ELOOP]}。")
    if not isinstance(fault, OSError):
        return None
    name = os.fsencode(str(fault.filename or "")).decode("utf-8", "backslashreplace")
    where = f"“{name}”" if name else "文件"
    kind = UsageError if fault.errno == errno.ENAMETOOLONG else MachineError
    return kind(f"用不了{where}：{reason_of(fault)}。")


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
        said = line.format(place=place, number=fault.errno, reason=reason_of(fault))
        raise MachineError(said) from fault
