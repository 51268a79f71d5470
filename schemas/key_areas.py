"""The plan's key areas of the search for risks (section 六（三）1), and which an item belongs to.

Everybody asks here: the rule that looks for areas nobody covers (LF-R10), and the statistics.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
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
        return self._says(normalised(name), self._title) or self._says(
            normalised(content), self._text
        )

    def _says(self, text: str, words: re.Pattern[str]) -> bool:
        """Look for a word that stands there on its own account, not inside one of ``without``."""
        if not words.search(text):
            return False
        inside = [found.span(1) for found in self._other.finditer(text)]
        return any(
            not any(start <= found.start(1) and found.end(1) <= end for start, end in inside)
            for found in words.finditer(text)
        )

    @cached_property
    def _title(self) -> re.Pattern[str]:
        return _any_of((*self.words, *self.in_name))

    @cached_property
    def _text(self) -> re.Pattern[str]:
        return _any_of(self.words)

    @cached_property
    def _other(self) -> re.Pattern[str]:
        return _any_of(self.without)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Find at each place the longest word that begins there, also inside others."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(f"(?=({'|'.join(map(re.escape, longest_first)) or '(?!)'}))")


@cache
def key_areas() -> tuple[KeyArea, ...]:
    """Give the thirteen areas in the plan's order (``schemas/data/key_areas.toml``)."""
    text = files("schemas").joinpath("data/key_areas.toml").read_text(encoding="utf-8")
    areas = tomllib.loads(text)["area"]
    return tuple(KeyArea.model_validate({**area, **_comparable(area)}) for area in areas)


@lru_cache(maxsize=10_000)
def areas_of(name: str, content: str = "") -> tuple[str, ...]:
    """Name the key areas that an authority item belongs to, in the plan's order; often none."""
    return tuple(area.name for area in key_areas() if area.covers(name, content))


def _comparable(area: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Fold the words as texts are folded."""
    return {
        key: tuple(normalised(word) for word in area.get(key, ()))
        for key in ("words", "in_name", "except")
    }
