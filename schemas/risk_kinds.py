"""The likely kind of a risk (plan, section 五（二）), told by the words of its manifestation.

Everybody asks here: the advice to the office (LF-R23), the lists, and what measures fit a risk.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from schemas.base import Model
from schemas.text import normalised

RiskKind = Literal["权力行使", "制度机制", "思想道德"]
RISK_KINDS: tuple[RiskKind, ...] = ("权力行使", "制度机制", "思想道德")

_GAP = "…"
_BETWEEN = "[^,.;:!?、。]*?"  # what a gap may hold, in a text whose widths are folded


class _Words(Model):
    """The words of one kind (``schemas/data/risk_kinds.toml``)."""

    name: RiskKind
    words: tuple[str, ...]


@lru_cache(maxsize=65536)
def kind_of(text: str) -> RiskKind | None:
    """Tell the likely kind of a manifestation; None where no word gives it away.

    Where words of several kinds stand in it, the longest decides, then the order of the file.
    """
    bare, vocabulary = normalised(text), _vocabulary()
    found = [
        word
        for at, letter in enumerate(bare)
        for word in vocabulary.get(letter, ())
        if word.stands_at(at, bare)
    ]
    return min(found, key=lambda word: word.rank).kind if found else None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the file, which may have gaps: 违反…程序.

    Attributes:
        rank: The lower decides.
        pattern: What stands in the text, where the word has gaps.
    """

    kind: RiskKind
    rank: int
    beginning: str
    pattern: re.Pattern[str] | None

    def stands_at(self, at: int, bare: str) -> bool:
        """Look for it at a position of a normalised text; a gap stays within a clause."""
        if not bare.startswith(self.beginning, at):
            return False
        return self.pattern is None or self.pattern.match(bare, at) is not None


@cache
def _vocabulary() -> Mapping[str, Sequence[_Word]]:
    """Give all words by their first letter."""
    text = files("schemas").joinpath("data/risk_kinds.toml").read_text(encoding="utf-8")
    kinds = tuple(_Words.model_validate(kind) for kind in tomllib.loads(text)["kind"])
    written = [(kind.name, parts) for kind in kinds for w in kind.words if (parts := _parts(w))]
    written.sort(key=lambda word: -sum(map(len, word[1])))  # stable: else the file's order
    found: dict[str, list[_Word]] = {}
    for rank, (kind, parts) in enumerate(written):
        pattern = re.compile(_BETWEEN.join(map(re.escape, parts))) if len(parts) > 1 else None
        found.setdefault(parts[0][0], []).append(_Word(kind, rank, parts[0], pattern))
    return found


def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for piece in word.split(_GAP) if (part := normalised(piece)))
