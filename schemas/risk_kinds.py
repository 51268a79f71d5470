"""The likely kind of a risk (plan, section 五（二）), told by the words of its manifestation.

Everybody asks here: the advice to the office (LF-R23), the lists, and what measures fit a risk.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
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


def kind_of(text: str) -> RiskKind | None:
    """Tell the likely kind of a manifestation; None where no word gives it away.

    Where words of several kinds stand in it, the longest decides, then the order of the file.
    """
    bare = normalised(text)
    return next((word.kind for word in _vocabulary() if word.stands_in(bare)), None)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the file, which may have gaps: 违反…程序."""

    kind: RiskKind
    parts: tuple[str, ...]

    @property
    def length(self) -> int:
        """Count its letters."""
        return sum(map(len, self.parts))

    def stands_in(self, bare: str) -> bool:
        """Look for it in a normalised text; a gap stays within a clause."""
        if self.parts[0] not in bare:  # so most words are out at once
            return False
        return len(self.parts) == 1 or bool(
            re.search(_BETWEEN.join(map(re.escape, self.parts)), bare)
        )


@cache
def _vocabulary() -> tuple[_Word, ...]:
    """Give all words, those that decide first in front."""
    text = files("schemas").joinpath("data/risk_kinds.toml").read_text(encoding="utf-8")
    kinds = tuple(_Words.model_validate(kind) for kind in tomllib.loads(text)["kind"])
    words = (_Word(kind.name, _parts(word)) for kind in kinds for word in kind.words)
    filled = (word for word in words if word.parts)
    return tuple(sorted(filled, key=lambda word: -word.length))  # stable: the file's order


def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for piece in word.split(_GAP) if (part := normalised(piece)))
