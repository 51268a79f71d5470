"""The plan's key areas of the search for risks (section 六（三）1), and which an item belongs to.

Everybody asks here: the rule that looks for areas nobody covers (LF-R10), and the statistics.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from pydantic import Field

from schemas.base import Model
from schemas.text import normalised


class KeyArea(Model):
    """An area in which risks have to be searched for.

    Attributes:
        name: As the plan has it.
        words: One of them in an item's name or content means that the item belongs here.
        in_name: Wider words, which count in the name alone.
        without: Longer words that say something else, such as departments' names; what stands
            inside them does not count.
    """

    name: str
    words: tuple[str, ...]
    in_name: tuple[str, ...] = ()
    without: tuple[str, ...] = Field(default=(), alias="except")

    def covers(self, name: str, content: str = "") -> bool:
        """Tell whether an authority item belongs to the area, by its name and content."""
        return self._says(name, (*self.words, *self.in_name)) or self._says(content, self.words)

    def _says(self, text: str, words: Iterable[str]) -> bool:
        """Look for a word that stands there on its own account, not inside one of ``without``."""
        bare = normalised(text)
        found = [span for word in words for span in _spans(word, bare)]
        if not found:
            return False
        inside = [span for word in self.without for span in _spans(word, bare)]
        return any(not any(a <= start and end <= b for a, b in inside) for start, end in found)


def _spans(word: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


@cache
def key_areas() -> tuple[KeyArea, ...]:
    """Give the thirteen areas in the plan's order (``schemas/data/key_areas.toml``)."""
    text = files("schemas").joinpath("data/key_areas.toml").read_text(encoding="utf-8")
    areas = tomllib.loads(text)["area"]
    return tuple(KeyArea.model_validate({**area, **_comparable(area)}) for area in areas)


def areas_of(name: str, content: str = "") -> tuple[str, ...]:
    """Name the key areas that an authority item belongs to, in the plan's order; often none."""
    return tuple(area.name for area in key_areas() if area.covers(name, content))


def _comparable(area: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Fold the words as texts are folded."""
    return {
        key: tuple(normalised(word) for word in area.get(key, ()))
        for key in ("words", "in_name", "except")
    }
