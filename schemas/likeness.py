"""Whether two wordings mean the same risk: what may differ, and what makes another risk of it.

The measures and the words stand in ``schemas/data/matching.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Indel, Levenshtein

from schemas.text import normalised

_FINAL = ".。;,、!?:…⋯·~—"
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Vocabulary:
    """The thresholds and words of ``matching.toml``."""

    table: dict[str, Any]

    def measure(self, name: str) -> float:
        """Give a threshold: a number of characters, or a likeness from 0 to 1."""
        return float(self.table["likeness"][name])

    @cached_property
    def same(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """Give a pattern of the words that stand for others, and what each stands for."""
        words = {other: word for word, others in self.table["same"].items() for other in others}
        words |= {word: word for word in self.table["same"]}
        words |= dict.fromkeys(self.table["fillers"]["words"], "")
        ordered = sorted(words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, ordered))), words

    @cached_property
    def marks(self) -> frozenset[str]:
        """Give the characters (and digits) that make another risk wherever they differ."""
        return frozenset(self.table["marks"]["any"]) | frozenset("0123456789")

    @cached_property
    def opposites(self) -> frozenset[str]:
        """Give the characters that make another risk where they stand for others."""
        return frozenset(self.table["marks"]["changed"])

    @cached_property
    def actions(self) -> re.Pattern[str]:
        """Give a pattern of the words for what is done at a step."""
        return re.compile("|".join(map(re.escape, self.table["actions"]["words"])))

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """Give what may follow a step's name where it is a risk point (受理环节)."""
        return tuple(self.table["points"]["endings"])

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Give what tells a decision (是否受理) from a step."""
        return tuple(self.table["points"]["questions"])


@cache
def vocabulary() -> Vocabulary:
    """Read ``matching.toml``."""
    text = files("schemas").joinpath("data/matching.toml").read_text(encoding="utf-8")
    return Vocabulary(tomllib.loads(text))


@lru_cache(maxsize=65536)
def comparable(text: str) -> str:
    """Make texts comparable: widths folded, white space, zero-width and final signs dropped."""
    return normalised(text).rstrip(_FINAL)


def likeness(one: str, other: str) -> float | None:
    """Tell how alike two wordings of the same risk are, from above 0 to 1.

    Returns:
        None where they are different risks: too little in common, another action or object, a
        negation or a number more or less.
    """
    return _likeness(*sorted((comparable(one), comparable(other))))


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    if one == other:
        return 1.0
    a, b = _core(one), _core(other)
    if a == b and a:
        return 1.0
    words = vocabulary()
    if min(len(a), len(b)) < words.measure("shortest"):
        return None
    ratio = Indel.normalized_similarity(a, b)
    differing = tuple(_differences(a, b))
    return ratio if ratio >= _threshold(a, b, differing) else None


@lru_cache(maxsize=65536)
def _core(text: str) -> str:
    """Reduce a wording to what it says: no signs, no fillers, one word for those of a meaning."""
    pattern, words = vocabulary().same
    return pattern.sub(lambda found: words[found.group()], _SIGNS.sub("", text))


Difference = tuple[slice, slice]
"""Where two texts differ: a stretch of the one, a stretch of the other; one may be empty."""


def _differences(a: str, b: str) -> Iterator[Difference]:
    """Give the stretches that differ; those without anything equal between them are one."""
    equal = [op for op in Levenshtein.opcodes(a, b) if op.tag == "equal"]
    bounds = [
        (0, 0),
        *(
            end
            for op in equal
            for end in ((op.src_start, op.dest_start), (op.src_end, op.dest_end))
        ),
        (len(a), len(b)),
    ]
    for (from_a, from_b), (to_a, to_b) in list(pairwise(bounds))[::2]:
        if (from_a, from_b) != (to_a, to_b):
            yield slice(from_a, to_a), slice(from_b, to_b)


_NEVER = 2.0
"""A threshold above any likeness."""


def _threshold(a: str, b: str, differing: Sequence[Difference]) -> float:
    """Give the likeness that texts with these differences need, to mean the same."""
    words = vocabulary()
    is_long = max(len(a), len(b)) >= words.measure("long_from")
    if any(words.marks & {*a[in_a], *b[in_b]} for in_a, in_b in differing):
        return _NEVER
    changed = [(in_a, in_b) for in_a, in_b in differing if a[in_a] and b[in_b]]
    if not changed:
        return words.measure("long" if is_long else "short")
    if not is_long or any(_says_another(a, in_a, b, in_b) for in_a, in_b in changed):
        return _NEVER
    return words.measure("long_changed")


def _says_another(a: str, in_a: slice, b: str, in_b: slice) -> bool:
    """Tell whether a change puts the opposite, or another action, and is no slip of the pen."""
    if vocabulary().opposites & {*a[in_a], *b[in_b]}:
        return True
    acting = _touches(a, in_a), _touches(b, in_b)
    return all(acting) or (any(acting) and max(len(a[in_a]), len(b[in_b])) > 1)


def _touches(text: str, stretch: slice) -> bool:
    """Tell whether a stretch of a text is, holds or cuts into a word for an action."""
    return any(
        found.start() < stretch.stop and stretch.start < found.end()
        for found in vocabulary().actions.finditer(text)
    )
