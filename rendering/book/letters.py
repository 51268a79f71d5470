"""In which order an index lists Chinese words: by the first letter of their pinyin."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from schemas.base import Model

OTHERS = "其他"
"""Where words stand that begin with no letter."""
_CODE = "gb18030"
_LAST_BY_PINYIN = "座".encode(_CODE)
_AFTER_Z = "~"


class Letters(Model):
    """The vocabulary of ``rendering/data/index_letters.toml``.

    Attributes:
        skipped: Signs at the beginning that do not count.
        letters: Letter → the first character that belongs to it, in the order of GB 2312.
        words: Beginning → letter, where the first character does not tell.
    """

    skipped: str
    letters: Mapping[str, str]
    words: Mapping[str, str]


@cache
def vocabulary() -> Letters:
    """Give the shipped vocabulary."""
    text = files("rendering").joinpath("data/index_letters.toml").read_text(encoding="utf-8")
    return Letters.model_validate(tomllib.loads(text))


@cache
def _firsts() -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    letters = vocabulary().letters
    return tuple(letters), tuple(first.encode(_CODE) for first in letters.values())


def letter_of(words: str) -> str:
    """Tell under which letter an index has an entry."""
    text = words.lstrip(vocabulary().skipped)
    for beginning, letter in vocabulary().words.items():
        if text.startswith(beginning):
            return letter
    first = text[:1].upper()
    if "A" <= first <= "Z":
        return first
    code = first.encode(_CODE, errors="replace")
    names, firsts = _firsts()
    place = bisect_right(firsts, code)
    if len(code) == len(firsts[0]) and place and code <= _LAST_BY_PINYIN:
        return names[place - 1]
    return OTHERS


def index_key(words: str) -> tuple[str, bytes, str]:
    """Give what entries are sorted by: letter, then the characters in the order of GB 2312."""
    letter = letter_of(words)
    text = words.lstrip(vocabulary().skipped)
    return (_AFTER_Z if letter == OTHERS else letter, text.encode(_CODE, errors="replace"), words)
