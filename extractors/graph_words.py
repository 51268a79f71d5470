"""What the words of a shape say about its role in a chart."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schemas.text import half_width, normalised

_NUMBERED = re.compile(
    r"^([(（](\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|(\d{1,2}|[一二三四五六七八九十]{1,2})[.、．)）](?!\d)|[①-⑳])"
)


_QUOTED = 12  # characters of a text quoted in a reason


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of charts."""

    branch_labels: frozenset[str]
    pure_labels: frozenset[str]
    captions: re.Pattern[str]
    risk_headings: re.Pattern[str]
    risk_words: tuple[str, ...]
    time_limit: re.Pattern[str]


@cache
def words() -> Words:
    """Load the vocabulary."""
    text = files("extractors").joinpath("graph_words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Words(
        branch_labels=frozenset(data["branch_labels"]),
        pure_labels=frozenset(data["pure_labels"]),
        captions=re.compile("|".join(data["captions"])),
        risk_headings=re.compile("|".join(data["risk_headings"])),
        risk_words=tuple(data["risk_words"]),
        time_limit=re.compile(data["time_limit"]),
    )


def is_branch_label(text: str) -> bool:
    """Tell whether a text is a word for a branch, as 是 and 否 are; brackets do not matter."""
    return normalised(text).strip("()[]【】“”\"':;,.。") in words().branch_labels


def is_caption(text: str) -> bool:
    """Tell whether a text speaks of the chart as a whole: title, responsible body, remark."""
    return words().captions.search(normalised(text)) is not None


def is_time_limit(text: str) -> bool:
    """Tell whether a text is nothing but a time limit."""
    return words().time_limit.search(normalised(text)) is not None


def speaks_of_risk(text: str) -> bool:
    """Tell whether a text describes how something can go wrong."""
    plain = normalised(text)
    if words().risk_headings.search(plain):
        return True
    return any(word in plain for word in words().risk_words)


def numbered_lines(text: str) -> tuple[int, int]:
    """Count the lines of a text that begin with a number, and all its lines."""
    lines = [half_width(line).strip() for line in text.splitlines() if line.strip()]
    return sum(1 for line in lines if _NUMBERED.match(line)), len(lines)


def leading_number(text: str) -> str | None:
    """Give the number that a text begins with, as it is written."""
    match = _NUMBERED.match(half_width(text).strip())
    return match[0] if match else None


def is_pure_label(text: str) -> bool:
    """Tell whether a text can only be a word for a branch, never a step of its own."""
    return normalised(text).strip("()[]") in words().pure_labels


def short(text: str) -> str:
    """Give the beginning of a text, for messages."""
    plain = text.replace("\n", "")
    return plain if len(plain) <= _QUOTED else plain[:_QUOTED] + "…"
