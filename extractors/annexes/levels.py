"""The level of a risk (高, 中, 低), however the cell is dressed; any other scale is no level."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from extractors.annexes.categories import TICKED, UNTICKED
from extractors.annexes.text import is_placeholder, says_dash, without_number
from extractors.annexes.vocabulary import patterns, words
from schemas.college import LEVELS, Level
from schemas.text import normalised

_QUOTES = "“”\"'‘’「」『』《》〈〉【】[]\u3014\u3015"
_ENDS = "。.;；、,，:：!！" + _QUOTES
_STROKES = frozenset("/\\-—–_一|\uff0f\uff0d\uff3f")  # what a stroke for nothing begins with
_UNTICKED = UNTICKED + "×✗✘"
_NAME = re.compile(r"[高中低](?:等级风险|级风险|风险等级|等级|级别|风险|级|等|度)?")
_MARK = re.compile(f"[{TICKED}{_UNTICKED}]")
_TICK = re.compile(f"[{TICKED}]")
_EMPTY_BOX = re.compile(r"[(\[【]\s*[)\]】]")
_TICKED_BOX = re.compile(rf"[(\[【]\s*([{TICKED}{_UNTICKED}])\s*[)\]】]")
_TITLE = re.compile(r"^\s*(?:廉政)?(?:风险)?(?:等级|级别)\s*[:：]?\s*(?=\S)")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_PARTS = re.compile(r"[\s、,，;；/|]+")


def read_level(text: str) -> Level | None:
    """Read one level from a text, or None when it names none, several, or another scale.

    Understood are quotation marks, list numbers, 高风险 and its like, an aside in brackets, and
    check boxes before or after the three words.
    """
    return text if text in LEVELS else _read_level(text)


def is_unrated(text: str) -> bool:
    """Tell whether a cell gives no level at all: it is blank, dotted or struck."""
    strokes = text[:1] in _STROKES and says_dash(text) and "无" not in text
    return strokes or is_placeholder(text)


def names_level(text: str) -> bool:
    """Tell whether a text is a level and nothing else, of this scale or of another one."""
    return read_level(text) is not None or _is_other_scale(text)


def is_ticked_alone(text: str) -> bool:
    """Tell whether a cell below one level's own column is ticked.

    There a circle or star is a tick as well, and so is the level itself.
    """
    folded = normalised(text).strip(_ENDS + "()")
    marks = f"{TICKED}○◎◯★☆▲△*"
    return bool(folded) and (
        all(c in marks for c in folded)
        or folded in {"是", "有", "Y", "V", "v", "1"}
        or read_level(folded) is not None
    )


@lru_cache(maxsize=4096)
def _read_level(text: str) -> Level | None:
    if is_unrated(text):
        return None
    boxed = _TICKED_BOX.sub(r"\1", unicodedata.normalize("NFKC", text))
    folded = _TITLE.sub("", _EMPTY_BOX.sub("□", boxed))
    if _MARK.search(folded) and _NAME.search(folded):
        return _ticked(folded)
    return _plain(normalised(without_number(text)))


def _plain(folded: str) -> Level | None:
    """Read a level in words; what brackets add may not contradict it."""
    outside = _BRACKETED.sub("", folded)
    inside = [part.strip(_ENDS) for part in _BRACKETED.findall(folded)]
    if not outside.strip(_ENDS) and inside:
        outside, inside = inside[0], inside[1:]
    level = _exact(outside)
    if level is not None:
        told = all(_exact(part) == level or _is_aside(part) for part in inside)
        return level if told else None
    within = {_exact(part) for part in inside}
    return within.pop() if len(within) == 1 and _is_other_scale(outside) else None


@lru_cache(maxsize=4096)
def _exact(text: str) -> Level | None:
    plain = "".join(c for c in normalised(text) if c not in _QUOTES).strip(_ENDS)
    return next(
        (level for level in LEVELS if any(p.fullmatch(plain) for p in _dressed(level))), None
    )


@cache
def _dressed(level: Level) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p.replace("{l}", level)) for p in words("levels")["dressed"])


def _is_aside(text: str) -> bool:
    known = (*patterns("levels", "asides"), *patterns("levels", "other_scales"))
    return any(p.fullmatch(text) for p in known)


def _is_other_scale(text: str) -> bool:
    plain = _bare(text)
    return any(p.fullmatch(plain) for p in patterns("levels", "other_scales"))


def _ticked(text: str) -> Level | None:
    """Give the one level that is ticked, or None when none or several are, or it is not clear."""
    names = [name.group() for name in _NAME.finditer(text)]
    rest = normalised(_NAME.sub("", _MARK.sub("", text))).strip(_ENDS + "()_/|·")
    if rest or len({name[0] for name in names}) < len(names):
        return None
    told = _one_mark_each(text) if len(_MARK.findall(text)) == len(names) else _ticks_only(text)
    return _level(told[0]) if len(told) == 1 else None


def _one_mark_each(text: str) -> list[str]:
    """Give the ticked names where each has a mark: all before their names or all after them."""
    row = re.findall(f"{_MARK.pattern}|{_NAME.pattern}", text)
    marks, names = (row[::2], row[1::2]) if _MARK.match(row[0]) else (row[1::2], row[::2])
    if not all(map(_MARK.match, marks)) or any(map(_MARK.match, names)):
        return []
    return [name for mark, name in zip(marks, names, strict=True) if _TICK.match(mark)]


def _ticks_only(text: str) -> list[str]:
    """Give the ticked names where only some have a mark; blanks tell which one it belongs to."""
    parts = [part for part in _PARTS.split(text) if part]
    named = [_NAME.findall(part) for part in parts]
    if all(len(names) == 1 for names in named):
        return [names[0] for part, names in zip(parts, named, strict=True) if _TICK.search(part)]
    row = re.findall(f"{_MARK.pattern}|{_NAME.pattern}", text)
    marks = [index for index, sign in enumerate(row) if _MARK.match(sign)]
    if len(marks) != 1 or not _TICK.match(row[marks[0]]):
        return []
    if marks[0] == 0:
        return [row[1]]
    return [row[-2]] if marks[0] == len(row) - 1 else []


def _level(word: str) -> Level | None:
    return next((level for level in LEVELS if level == word[0]), None)


def _bare(text: str) -> str:
    return "".join(c for c in normalised(text) if c not in _QUOTES).strip(_ENDS)
