"""The statistics sentence of annex 5: how many items, risk points, and risks of each level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from extractors.annexes.header_remarks import is_remark
from extractors.annexes.risk_words import is_heading
from extractors.annexes.text import chinese_number
from extractors.annexes.vocabulary import words
from schemas.base import Place
from schemas.forms import Declared
from schemas.text import normalised

_LEVELS = {"high": "高", "medium": "中", "low": "低"}
_LEAST = 2
_LEVEL_COUNT = re.compile(r"(?<!其)[高中低].*(?:\d|[个项处条])|\d.*(?<!其)[高中低]")
_CLAUSES = re.compile(r"[,;:()、]")


class TotalText(NamedTuple):
    """A text that says totals, and where it stands."""

    text: str
    place: Place


def declared_in(texts: Iterable[TotalText]) -> tuple[Declared, list[TotalText]]:
    """Put the totals of a form together, of one sentence or of one cut into several texts.

    Returns:
        The totals, and texts that say totals once more.
    """
    parts: list[TotalText] = []
    again: list[TotalText] = []
    for text in texts:
        known = read_totals("".join(part.text for part in parts), least=1)
        if known.keys() & read_totals(text.text, least=1).keys():
            again.append(text)
        else:
            parts.append(text)
    found = read_totals("".join(part.text for part in parts), least=1)
    places = {name: part.place for part in reversed(parts) for name in _said(part.text)}
    places = {name: place for name, place in places.items() if name in found}
    if found:
        places[""] = parts[0].place
    differing = [t for t in again if not read_totals(t.text, least=1).items() <= found.items()]
    return Declared(**found, places=places), differing if found else [*parts, *again]


def says_total(text: str) -> bool:
    """Tell whether a text says any of the totals."""
    return bool(_said(text))


def _said(text: str) -> list[str]:
    folded = re.sub("[_\uff3f]+", "", normalised(text))
    named = [name for name in ("items", "points") if _first(_patterns(name), folded)]
    count = len(words("risks")["totals"]["level"])
    return named + [
        name
        for name, word in _LEVELS.items()
        if any(_level_pattern(index, word).search(folded) for index in range(count))
    ]


def read_totals(text: str, *, least: int = _LEAST) -> Mapping[str, int | None]:
    """Read the totals in a text: field of ``Declared`` → number, None where it is left blank.

    Empty where the text is no statistics sentence: it names fewer than ``least`` of the totals.
    """
    folded = re.sub("[_\uff3f]+", "", normalised(text))
    found: dict[str, int | None] = {}
    for name in ("items", "points"):
        match = _first(_patterns(name), folded)
        if match is not None:
            found[name] = _number(match[1])
    found |= _levels(folded)
    return found if len(found) >= least else {}


def beyond_totals(text: str) -> str:
    """Give the sentences of a text that say anything else than totals, joined; "" where none do."""
    parts = re.split(r"[。\n]", text)
    return "\n".join(part.strip() for part in parts if not _is_known(part))


def _is_known(sentence: str) -> bool:
    folded = re.sub("[_\uff3f]+", "", normalised(sentence))
    told = any(_first(_patterns(name), folded) for name in ("items", "points")) or _levels(folded)
    return not folded or (bool(told) and not _adds_words(folded)) or is_heading(sentence)


def _adds_words(sentence: str) -> bool:
    """Tell whether a clause behind the first total says something else (另有2个待复核)."""
    clauses = _CLAUSES.split(sentence)
    first = next((i for i, clause in enumerate(clauses) if _counts(clause)), len(clauses))
    others = (clause for clause in clauses[first + 1 :] if not _counts(clause))
    return any(map(is_remark, others))


def _counts(clause: str) -> bool:
    named = any(_first(_patterns(name), clause) for name in ("items", "points"))
    return named or bool(_LEVEL_COUNT.search(clause))


def _levels(text: str) -> dict[str, int | None]:
    """Read how many risks each level has; one way of writing holds for all three."""
    for index in range(len(words("risks")["totals"]["level"])):
        matches = {name: _level_pattern(index, word).search(text) for name, word in _LEVELS.items()}
        found = {name: _number(match[1]) for name, match in matches.items() if match}
        if len(found) >= _LEAST:
            return found
    return {}


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(pattern) for pattern in words("risks")["totals"][name])


@cache
def _level_pattern(index: int, level: str) -> re.Pattern[str]:
    pattern: str = words("risks")["totals"]["level"][index]
    return _compiled(pattern.replace("{l}", level))


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with its number put in: {n} may be blank, {m} may not."""
    number = words("risks")["number"]
    return re.compile(pattern.replace("{n}", f"{number}?").replace("{m}", number))


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() else chinese_number(text)
