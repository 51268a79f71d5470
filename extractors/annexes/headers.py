"""Which field a column header means, by the synonyms in ``data/headers.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from extractors.annexes.text import bare, outside_brackets, without_number
from extractors.annexes.vocabulary import words

_LATIN = re.compile(r"[A-Za-z0-9]")
_SHORTEST_WITH_TYPO = 4
_LONGEST_HEADER = 24


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The header words of one kind of table.

    Attributes:
        exact: Bare word → field.
        like: Patterns for words not in the list, with their fields.
        titles: Field → the column's name on the form that was sent out.
        traps: Bare word that only looks like a field's → that field.
    """

    exact: Mapping[str, str]
    like: tuple[tuple[re.Pattern[str], str], ...]
    titles: Mapping[str, str]
    traps: Mapping[str, str]


@cache
def header_words(table: str) -> HeaderWords:
    """Load the header words of one kind of table (``catalogue``, ``step_table`` …)."""
    fields = dict(words("headers")[table])
    traps = fields.pop("traps", {})
    return HeaderWords(
        exact={bare(w): field for field, entry in fields.items() for w in entry["exact"]},
        like=tuple(
            (re.compile(p), field) for field, entry in fields.items() for p in entry["like"]
        ),
        titles={field: entry["title"] for field, entry in fields.items()},
        traps={bare(w): field for field, listed in traps.items() for w in listed},
    )


@lru_cache(maxsize=4096)
def field_of(header: str, table: str) -> str:
    """Tell which field a header means, or "" when it means none or could mislead.

    Args:
        header: The header as written; white space, punctuation and widths do not matter.
        table: Kind of table whose words apply.
    """
    known = header_words(table)
    folded = bare(without_number(header))
    if not folded or len(folded) > _LONGEST_HEADER or folded in known.traps:
        return ""
    short = bare(outside_brackets(header))
    chinese = _LATIN.sub("", short or folded)
    for word in (folded, short, chinese):
        if word in known.exact:
            return known.exact[word]
    if chinese in known.traps:
        return ""
    return _misspelt(folded, known) or next(
        (field for pattern, field in known.like if pattern.fullmatch(chinese or short or folded)),
        "",
    )


def field_before_remark(header: str, table: str) -> str:
    """Tell what a header means by the listed title that it begins with, or "" for none.

    Only for a cell that is known to be a header: a value may begin with such a word as well.
    """
    folded = bare(outside_brackets(without_number(header)))
    begins = (word for word in header_words(table).exact if folded.startswith(word))
    return header_words(table).exact.get(max(begins, key=len, default=""), "")


@lru_cache(maxsize=4096)
def is_misspelt(word: str) -> bool:
    """Tell whether a bare word is a listed title of any table but for one character."""
    return any(_misspelt(word, header_words(table)) for table in words("headers"))


def _misspelt(word: str, known: HeaderWords) -> str:
    """Find the field of a word that differs from a listed one in a single character.

    A wrong character is likelier than one too few or too many: 廉政风险店 is 廉政风险点.
    """
    if len(word) < _SHORTEST_WITH_TYPO:
        return ""
    near = [
        (listed, field)
        for listed, field in known.exact.items()
        if len(listed) >= _SHORTEST_WITH_TYPO
        and Levenshtein.distance(word, listed, score_cutoff=1) <= 1
    ]
    wrong = {field for listed, field in near if len(listed) == len(word)}
    fields = wrong or {field for _, field in near}
    return fields.pop() if len(fields) == 1 else ""
