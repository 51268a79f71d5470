"""Logs that programs write for weeks: kept short while they are written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

MOST_BYTES = 8 << 20
KEPT_BYTES = 1 << 20


def keep_short(path: Path, *, most: int = MOST_BYTES, kept: int = KEPT_BYTES) -> None:
    """Drop the older lines of a log that has become too long.

    Its writers may go on: they append, so what they say next stands behind what was kept. A line
    that is said at the very moment may be lost.

    Args:
        path: The log; one that is not there, or cannot be shortened, is left alone.
        most: Up to so many bytes it stays as it is.
        kept: So many bytes at its end stay, from the beginning of a line on.
    """
    with suppress(OSError):
        if path.stat().st_size <= most:
            return
        with path.open("rb") as log:
            log.seek(-kept, 2)
            _, _, lines = log.read().partition(b"\n")
        with path.open("r+b") as log:
            log.truncate(0)
        with path.open("ab") as log:
            log.write(lines)
