"""What people write into a header or label besides its title: 风险点（请注明依据）以校务会为准.

The title is still understood; what stands beside it belongs to no field and has to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.annexes.furniture import is_department, is_furniture, title_suffixes
from extractors.annexes.headers import header_words, is_misspelt
from extractors.annexes.text import bare, without_number
from extractors.annexes.vocabulary import patterns, words

_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
_DIGITS = re.compile(r"\d+")
_LEAST_RUN_IN = 4  # letters that are a remark, and not another way to call the column
_LEAST_IN_BRACKETS = 3
_LEAST_IN_TITLE = 4
_LEAST_WORD = 2  # letters of a word that is looked for anywhere in a title


@lru_cache(maxsize=4096)
def remarks_in(text: str) -> tuple[str, ...]:
    """Give what stands in a header or label cell beside its title, in order.

    Args:
        text: A cell that is known to be a header or a label.
    """
    folded = bare(without_number(text))
    if not folded or folded in known_titles() or is_misspelt(folded):
        return ()
    outside = bare(_BRACKETED.sub("", text))
    told = () if outside in known_titles() or is_misspelt(outside) else tuple(_unknown(outside))
    run_in = (part for part in told if len(part) >= _LEAST_RUN_IN)
    return (*_in_brackets(_BRACKETED.findall(text), _LEAST_IN_BRACKETS), *run_in)


def begins_with_title(text: str) -> bool:
    """Tell whether a text begins with a title, and the rest is a remark."""
    folded = bare(_BRACKETED.sub("", text))
    return folded.startswith(_titles()) and bool(remarks_in(text))


@cache
def _titles() -> tuple[str, ...]:
    return tuple(word for word in known_titles() if len(word) >= _LEAST_WORD)


@lru_cache(maxsize=4096)
def remarks_in_title(text: str) -> tuple[str, ...]:
    """Give what is written in brackets behind a form's title and is no usual addition to it."""
    added = (part for part in title_suffixes(text) if not is_department(part))
    return tuple(_in_brackets(added, _LEAST_IN_TITLE))


def _in_brackets(contents: Iterator[str] | list[str], least: int) -> Iterator[str]:
    for content in contents:
        folded = bare(content)
        known = folded in known_titles() or is_furniture(content) or _is_aside(folded)
        if not known and any(len(part) >= least for part in _unknown(_DIGITS.sub("", folded))):
            yield content.strip()


def is_remark(text: str) -> bool:
    """Tell whether a phrase holds more than the words of titles and their usual company."""
    return any(len(part) >= _LEAST_IN_BRACKETS for part in _unknown(_DIGITS.sub("", bare(text))))


def _is_aside(folded: str) -> bool:
    return any(p.fullmatch(folded) for p in patterns("header_words", "asides"))


def _unknown(folded: str) -> Iterator[str]:
    """Give the stretches of a text in which no word for a column occurs."""
    return (part for part in _wording().split(folded) if part)


@cache
def known_titles() -> frozenset[str]:
    """Give all titles of columns and labels that are listed, folded."""
    headers = (word for table in words("headers") for word in header_words(table).exact)
    labels = (bare(word) for listed in words("labels").values() for word in listed)
    return frozenset((*headers, *labels))


@cache
def _wording() -> re.Pattern[str]:
    titles = map(re.escape, sorted(_titles(), key=len, reverse=True))
    return re.compile("|".join((*titles, *words("header_words")["wording"], r"[√☑☐□■×]+")))
