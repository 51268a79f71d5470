"""What counts as unfilled, as placeholder text and as a time limit; the words are data files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from schemas.text import normalised, one_line

_SHORT = 30
_AROUND_NAMES = '《》〈〉“”"（）() \t\r\n;；。'


def is_blank(text: str) -> bool:
    """Tell whether a field holds nothing, or only a word for nothing such as 无 or /."""
    bare = normalised(text)
    return not bare or _whole_match("placeholders.toml", "blank", bare) is not None


def is_placeholder(text: str) -> bool:
    """Tell whether a field holds nothing but the dots and crosses of the blank form."""
    return _whole_match("placeholders.toml", "whole", normalised(text)) is not None


def is_unfilled(text: str) -> bool:
    """Tell whether a measure or regulation is none: nothing, a placeholder, 《XX》, （略）."""
    return is_blank(text) or is_placeholder(text) or is_placeholder(text.strip(_AROUND_NAMES))


def is_unrated(text: str) -> bool:
    """Tell whether a level (风险等级) is left open: nothing there, or none of the three chosen.

    一 alone may be a level of another scale (一级), so it does not count as a stroke here.
    """
    if normalised(text) == "一":
        return False
    open_list = _whole_match("placeholders.toml", "level", normalised(text)) is not None
    return open_list or is_blank(text) or is_placeholder(text)


def placeholder_in(text: str) -> str | None:
    """Give the placeholder that a field is or contains, as it stands there, else None."""
    if is_placeholder(text):
        return shortened(text)
    found = _pattern("placeholders.toml", "within").search(normalised(text))
    return shortened(found.group()) if found else None


def names_time_limit(text: str) -> bool:
    """Tell whether a step's text says by when it is done (时限), brackets or not."""
    return _pattern("time_limits.toml", "patterns").search(normalised(text)) is not None


def decision_word(texts: Iterable[str]) -> str | None:
    """Give the first word for decision power (决定权) that stands in some texts, else None."""
    pattern = _pattern("decision_power.toml", "words")
    found = (pattern.search(normalised(text)) for text in texts)
    return next((match.group() for match in found if match), None)


def shortened(text: str, length: int = _SHORT) -> str:
    """Quote a long text by its beginning, on one line."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[: length - 1]}…"


def listed(words: Sequence[str], most: int = 5) -> str:
    """List names in Chinese quotation marks: “受理”“审核”等7个."""
    named = "".join(f"“{shortened(word)}”" for word in words[:most])
    return named if len(words) <= most else f"{named}等{len(words)}个"


@lru_cache(maxsize=65536)  # every rule asks the same cells of a whole college again
def _whole_match(file: str, key: str, text: str) -> re.Match[str] | None:
    return _pattern(file, key).fullmatch(text)


@cache
def _pattern(file: str, key: str) -> re.Pattern[str]:
    text = files("checks").joinpath("data", file).read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return re.compile("|".join(f"(?:{pattern})" for pattern in table[key]))
