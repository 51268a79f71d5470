"""Made pieces kept in the workspace, so that a run makes anew only what a new file changes.

They lie in ``W/.lianfang/made``. Nothing depends on them: without the folder everything is made
again, with the same bytes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from flows.server_settings import state_folder

_PACKAGES = ("rendering", "schemas")
_MOST_BYTES = 256 * 2**20
_DIGEST = hashlib.sha256().digest_size


class FolderMemory:
    """Keeps results as files: each begins with the digest of the rest, so that none is damaged."""

    def __init__(self, workspace: Path) -> None:
        """Keep them beside the workspace's other hidden files."""
        self._folder = state_folder(workspace) / "made"

    def recall(self, key: str) -> bytes | None:
        """Give what this version of the program kept under a key."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
            os.utime(path)  # what is used stays longest
        except OSError:
            return None
        made = kept[_DIGEST:]
        return made if hashlib.sha256(made).digest() == kept[:_DIGEST] else None

    def keep(self, key: str, made: bytes) -> None:
        """Keep a result; where that is not possible it is made again the next time."""
        path = self._path(key)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(hashlib.sha256(made).digest() + made)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def tidy(self) -> None:
        """Forget what was not used for longest, until what is left takes at most 256 MiB."""
        left = _MOST_BYTES
        for size, path in self._by_use():
            left -= size
            if left < 0:
                with suppress(OSError):
                    path.unlink()

    def _by_use(self) -> Iterator[tuple[int, Path]]:
        used = []
        try:
            for path in self._folder.iterdir():
                seen = path.stat()
                used.append((seen.st_mtime_ns, seen.st_size, path))
        except OSError:
            return
        yield from ((size, path) for _, size, path in sorted(used, reverse=True))

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.sha256(f"{program()} {key}".encode()).hexdigest()


@cache
def program() -> str:
    """Give the digest of everything that makes documents: another version makes them anew."""
    whole = hashlib.sha256()
    for package in _PACKAGES:
        root = Path(__file__).resolve().parent.parent / package
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(path.relative_to(root).as_posix().encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
