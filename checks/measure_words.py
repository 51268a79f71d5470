"""The words for measures: their kinds, regulations' names, and when to give advice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from schemas.base import Model
from schemas.risk_kinds import RiskKind
from schemas.text import normalised


class MeasureKind(Model):
    """A kind of measures, which fits the risks of the kind with the same name.

    Attributes:
        does: What such measures do, in a few words.
        words: One of them in a measure means that it is of this kind, among others.
    """

    name: RiskKind
    does: str
    words: tuple[str, ...]


class Unfit(Model):
    """How many risks of a kind, and which share of them, are worth a remark."""

    risks: int
    share: float


class Copied(Model):
    """In how many items one measure is worth a remark."""

    items: int


class Names(Model):
    """What a measure looks like that only names regulations."""

    patterns: tuple[str, ...]
    verbs: tuple[str, ...]


class MeasureWords(Model):
    """The whole of ``checks/data/measures.toml``."""

    kind: tuple[MeasureKind, ...]
    unfit: Unfit
    copied: Copied
    names: Names


@cache
def measure_words() -> MeasureWords:
    """Read the file."""
    text = files("checks").joinpath("data/measures.toml").read_text(encoding="utf-8")
    return MeasureWords.model_validate(tomllib.loads(text))


@lru_cache(maxsize=65536)
def kinds_of_measure(text: str) -> Collection[RiskKind]:
    """Tell which kinds of risk a measure fits; none where no word tells."""
    bare = normalised(text)
    return frozenset(kind for kind, words in _patterns().items() if words.search(bare))


def fits(kind: RiskKind, measures: Iterable[str]) -> bool:
    """Tell whether any of some measures fits a kind of risk."""
    return any(kind in kinds_of_measure(text) for text in measures)


@lru_cache(maxsize=65536)
def only_names_regulations(text: str) -> bool:
    """Tell whether a measure is nothing but regulations' names: 《信访条例》, 采购管理办法."""
    bare, names = normalised(text), measure_words().names
    if not any(re.fullmatch(pattern, bare) for pattern in names.patterns):
        return False
    outside = re.sub(r"[《〈][^》〉]*[》〉]", "", bare)
    return "《" in bare or not any(normalised(verb) in outside for verb in names.verbs)


@cache
def _patterns() -> Mapping[RiskKind, re.Pattern[str]]:
    return {
        kind.name: re.compile("|".join(re.escape(normalised(word)) for word in kind.words))
        for kind in measure_words().kind
    }
