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


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LISTED = tuple(
    re.compile(p)
    for p in (
        r"(?<!\d)(\d{1,2})[.、](?!\d)",
        r"\((\d{1,2})\)",
        r"(?<![\d(])(\d{1,2})\)",
        r"([①-⑩])",
    )
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
    beside_risks: re.Pattern[str]
    measures: re.Pattern[str]
    level: re.Pattern[str]
    time_limit: re.Pattern[str]
    bracketed_limit: re.Pattern[str]


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
        beside_risks=re.compile("|".join(data["beside_risks"])),
        measures=re.compile("|".join(data["measures"])),
        level=re.compile(data["level"]),
        time_limit=re.compile(data["time_limit"]),
        bracketed_limit=re.compile(data["bracketed_limit"]),
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
    if is_risk_heading(text) or words().risk_headings.search(plain):
        return True
    return any(word in plain for word in words().risk_words)


def is_risk_heading(text: str) -> bool:
    """Tell whether a text's first line names risks, levels or measures (风险点：, 防控措施：)."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return words().risk_headings.search(normalised(first)) is not None or is_beside_risks(text)


def is_beside_risks(text: str) -> bool:
    """Tell whether a text in annex 3 is no risk of a step: a heading, a level, measures."""
    first, *rest = [normalised(line) for line in text.split("\n") if line.strip()] or [""]
    return words().measures.search(first) is not None or (
        not rest and words().beside_risks.search(first) is not None
    )


def column_heading(text: str) -> str:
    """Tell what a heading above a column of boxes announces: ``risks``, ``measures``, or ""."""
    if len(text.strip().split("\n")) > 1:
        return ""
    plain = normalised(text).rstrip(":")
    if ":" in plain:
        return ""
    if words().measures.search(plain):
        return "measures"
    return "risks" if words().risk_headings.search(plain) else ""


def states_level(text: str) -> bool:
    """Tell whether a line of a text states a risk's level (风险等级：高)."""
    return any(words().level.search(normalised(line)) for line in text.split("\n"))


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does, which steps seldom are."""
    return text.rstrip().endswith(("。", "；", ";", "！"))


def holds_time_limit(text: str) -> bool:
    """Tell whether a text states a time limit as steps do: in brackets, or on its last line."""
    last = text.strip().rsplit("\n", 1)[-1]
    return is_time_limit(last) or words().bracketed_limit.search(normalised(text)) is not None


def numbered_lines(text: str) -> tuple[int, int]:
    """Count the lines of a text that begin with a number, and all its lines."""
    lines = [half_width(line).strip() for line in text.splitlines() if line.strip()]
    return sum(1 for line in lines if _NUMBERED.match(line)), len(lines)


def listed_in(text: str) -> int:
    """Count the list numbers 1, 2, 3 … that follow each other in a text, wherever they stand."""
    counts = []
    for style in _LISTED:
        numbers = [m[1] for m in style.finditer(half_width(text))]
        count = 0
        for number in numbers:
            expected = _CIRCLED[count] if count < len(_CIRCLED) else ""
            count += number in (str(count + 1), expected)
        counts.append(count)
    return max(counts)


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
