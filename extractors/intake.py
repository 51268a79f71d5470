"""Taking a file's bytes into memory, once, without ever blocking on what is no regular file."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from extractors.admission import MEGABYTE, Refusal, beyond, damaged, in_megabytes

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NOCTTY
_PIECE = 1_048_576
# A file that is far too large is not read through only to know its hash.
_HASHED_BEYOND = 1_000 * MEGABYTE

_REASONS = {
    errno.ENOENT: "文件已不在原处",
    errno.ENOTDIR: "文件已不在原处",
    errno.ELOOP: "是链接，不是文件本身",
    errno.EACCES: "没有读取权限",
    errno.EPERM: "没有读取权限",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A file's bytes, or why they were not taken.

    Attributes:
        data: The whole file; empty if refused.
        refusal: Why it is not read, or None.
        sha256: Hash of the whole file, also of one that is too large; "" when it could not be
            read to its end.
    """

    data: bytes
    refusal: Refusal | None
    sha256: str


def displayable(file: str) -> str:
    r"""Write a file name so that it can be shown and stored: bytes that are not UTF-8 as \xNN."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def taken(data: bytes) -> Taken:
    """Give bytes that are in memory already."""
    return Taken(data, None, hashlib.sha256(data).hexdigest())


def take(path: Path, file_mb: int) -> Taken:
    """Read a regular file into memory, unless it is larger than ``file_mb`` megabytes.

    What changes in the file afterwards does not matter: hash and content are of the same bytes.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return _refused("不是普通文件（可能是链接、管道或文件夹）")
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        return _refused(_REASONS.get(error.errno or 0, "文件打不开"))
    try:
        return _taken(descriptor, file_mb * MEGABYTE)
    except OSError:
        return _refused("文件读到一半时出错")
    finally:
        os.close(descriptor)


def _taken(descriptor: int, ceiling: int) -> Taken:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return _refused("不是普通文件（可能是链接、管道或文件夹）")
    if status.st_size > ceiling:
        return _too_large(descriptor, b"", status.st_size, ceiling)
    data = _read(descriptor, ceiling + 1)
    if len(data) > ceiling:
        return _too_large(descriptor, data, len(data), ceiling)
    return taken(data)


def _read(descriptor: int, most: int) -> bytes:
    pieces = []
    while most > 0 and (piece := os.read(descriptor, min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _too_large(descriptor: int, begun: bytes, size: int, ceiling: int) -> Taken:
    refusal = beyond("文件大小", in_megabytes(size), in_megabytes(ceiling))
    left = _HASHED_BEYOND if size <= _HASHED_BEYOND else 0
    digest = hashlib.sha256(begun)
    while left > 0 and (piece := os.read(descriptor, _PIECE)):
        digest.update(piece)
        left -= len(piece)
    return Taken(b"", refusal, digest.hexdigest() if left > 0 else "")


def _refused(reason: str) -> Taken:
    return Taken(b"", damaged(reason), "")
