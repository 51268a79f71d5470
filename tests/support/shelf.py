"""A memory for made pieces, in a dictionary."""

from __future__ import annotations


class Shelf:
    """Keeps what was made under its key."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def recall(self, key: str) -> bytes | None:
        """Give what was kept."""
        return self.kept.get(key)

    def keep(self, key: str, made: bytes) -> None:
        """Keep it."""
        self.kept[key] = made
