"""Documents that users ask for beside the output folder, where they want them."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import MachineError


def write_for_user(path: Path, content: bytes) -> None:
    """Write a document to a path of the command line.

    Raises:
        MachineError: It cannot be written there.
    """
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise MachineError(f"写不了 {path}：{fault.strerror}。") from None
