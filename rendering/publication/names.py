"""Names of persons in public texts are masked, however they are spaced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

MASK = "某某"
_SHORTEST = 2  # a single character would be found in half of all words


class NameMask:
    """Masks names in texts, and counts what it masked.

    Attributes:
        found: Name → in how many texts it stood.
    """

    def __init__(self, names: Iterable[str]) -> None:
        bare = {"".join(name.split()) for name in names}
        self._names = sorted((n for n in bare if len(n) >= _SHORTEST), key=lambda n: (-len(n), n))
        spaced = (r"\s*".join(map(re.escape, name)) for name in self._names)
        self._pattern = re.compile("|".join(spaced)) if self._names else None
        self.found: Counter[str] = Counter()

    def __call__(self, text: str) -> str:
        """Give the text with every name masked."""
        if self._pattern is None:
            return text
        hits = {"".join(hit.split()) for hit in self._pattern.findall(text)}
        self.found.update(hits)
        return self._pattern.sub(MASK, text) if hits else text
