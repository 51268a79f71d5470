"""Readers that misbehave on command: the file's bytes say what to do.

The guard loads this module by its import path, as it loads the usual reader.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from extractors.faults import DAMAGED
from extractors.read import prepare, read_file
from schemas.college import Limits
from schemas.forms import Reading

__all__ = ["obey", "prepare"]


def obey(data: bytes, *, file: str, limits: Limits) -> Reading:
    """Do what the first word of the file says; a file that says nothing known is read."""
    word, _, rest = data.partition(b" ")
    if word == b"eat":
        return _marked(data, file, _eat())
    if word == b"who":
        return _marked(data, file, str(os.getpid()))
    if word in _LIES:
        os.write(_talk(), _LIES[word])
        os._exit(0)
    if word in _DEEDS:
        _DEEDS[word](rest.decode())
    return read_file(data, file=file, limits=limits)


def _loop(_: str) -> None:
    time.sleep(3_600)


def _be_busy(_: str) -> None:
    while True:
        pass


def _raise(words: str) -> None:
    raise ValueError(words)


def _write(path: str) -> None:
    Path(path).write_bytes(b"x" * 10)


def _leave_a_child(note: str) -> None:
    """Start a program, tell its number by a pipe that has a name, and never end."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    _tell(note, child.pid)


def _wait(note: str) -> None:
    """Tell the reader's own number by a pipe that has a name, and never end."""
    _tell(note, os.getpid())


def _tell(note: str, number: int) -> None:
    with open(note, "wb", buffering=0) as pipe:  # noqa: PTH123 - its name is all that is known
        pipe.write(b"%d\n" % number)
    time.sleep(3_600)


_DEEDS: dict[bytes, Callable[[str], None]] = {
    b"loop": _loop,
    b"busy": _be_busy,
    b"signal": lambda number: os.kill(os.getpid(), int(number)),
    b"exit": lambda code: os._exit(int(code)),
    b"raise": _raise,
    b"write": _write,
    b"child": _leave_a_child,
    b"wait": _wait,
}
_LIES = {
    b"garbage": b"\x80\x04\x95 no JSON at all",
    b"half": b'{"file": "half", "sha256": ',
    b"other": Reading(file="another", sha256="0" * 64, media_type="docx")
    .model_dump_json()
    .encode(),
    b"silent": b"",
}


def _talk() -> int:
    """Find the socket to the guard: the only one above standard error."""
    return max(
        int(entry.name)
        for entry in Path("/proc/self/fd").iterdir()
        if entry.is_symlink() and str(entry.readlink()).startswith("socket:")
    )


def _eat() -> str:
    """Take more memory than there may be, in the manner of an honest reader."""
    try:
        eaten = [bytearray(50_000_000) for _ in range(100)]
    except MemoryError:
        return "full"
    return str(len(eaten))


def _marked(data: bytes, file: str, mark: str) -> Reading:
    """Answer with a mark where a test can see it: the hint of a finding."""
    finding = DAMAGED.finding(file=file, reason="", mark=mark, hint="{mark}")
    sha256 = hashlib.sha256(data).hexdigest()
    return Reading(file=file, sha256=sha256, media_type="unknown", findings=(finding,))
