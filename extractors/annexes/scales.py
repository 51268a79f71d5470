"""Another scale of levels, where a form itself says what its words mean (一级为高、二级为中 …)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from extractors.annexes.levels import read_level
from extractors.annexes.vocabulary import words
from extractors.grid import Grid, Line
from schemas.college import LEVELS, Level
from schemas.text import normalised

Scale = Mapping[str, Level]
"""A word of another scale, folded by :func:`_key`, and the level that it means."""

_LEVEL = "[“\"'‘]?(?P<level>[高中低])[”\"'’]?"
_WORD = r"(?P<word>[^\s,，、;；。:：()（）“”\"]{1,8})"
_REST = "[^高中低]{0,6}"
_SEPARATORS = r"[,，、;；。|/\n]+"
_LISTED = r"(?:[、,，/和及与]|以及)"
_DIGITS = str.maketrans("123456", "一二三四五六")
_NO_WORD = re.compile(r"[高中低]|分别|\d+[个项条处]")
_SAID_LAST = re.compile("来?(?:表示|代表|标注|标示|标明)$")
_LEAST = 2
_UPPER_ROWS = 12
_LONGEST_NOTE = 400


def declared_scale(texts: Iterable[str]) -> Scale:
    """Collect what a form's texts say about its own scale.

    A word that is given two meanings has none, and a single pair is no scale.
    """
    said: dict[str, set[Level]] = {}
    for text in texts:
        for token, level in pairs_in(text):
            said.setdefault(token, set()).add(level)
    scale = {token: next(iter(levels)) for token, levels in said.items() if len(levels) == 1}
    return scale if len(set(scale.values())) >= _LEAST else {}


def notes_of(lines: Iterable[Line], grids: Iterable[Grid]) -> Iterator[str]:
    """Give the texts in which a form may say what its levels mean: lines, wide and upper cells."""
    for line in lines:
        yield line.text
    for grid in grids:
        for cell in grid.cells:
            if cell.column_span > 1 or cell.row <= _UPPER_ROWS:
                yield cell.text


def rated(text: str, scale: Scale) -> Level | None:
    """Read a level from a cell, through the form's own scale where the words need one."""
    level = read_level(text)
    return level if level is not None or not scale else scale.get(_key(text))


@lru_cache(maxsize=1024)
def pairs_in(text: str) -> tuple[tuple[str, Level], ...]:
    """Give the words whose meaning a text declares, with the levels that they mean."""
    if len(text) > _LONGEST_NOTE or not any(level in text for level in LEVELS):
        return ()
    wide = unicodedata.normalize("NFKC", text)
    found = [*_respectively(normalised(text)), *_codes(normalised(text))]
    for split in (rf"{_SEPARATORS}|\s+", _SEPARATORS):
        for part in re.split(split, wide):
            found.extend(_clause(normalised(part)))
    return tuple(dict.fromkeys((_key(token), level) for token, level in found if _key(token)))


def _key(text: str) -> str:
    """Fold a word of a scale, so that 一级风险, 1级 and “一级” are the same."""
    plain = (
        re.sub("[“”\"'‘’「」【】()\\[\\]《》]", "", normalised(text)).strip("。.;；、,:").upper()
    )
    shorter = re.sub(f"{words('levels')['code_tail']}$", "", plain)
    return (shorter or plain).translate(_DIGITS)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compile how a clause says what one word means: word first or level first, or in brackets."""
    known = words("levels")
    lead, links, tail = known["lead"], known["links"], known["level_tail"]
    quoted = rf"[“\"'‘]?{_WORD}[”\"'’]?"
    forms = (
        rf"{lead}{quoted}{links}{_LEVEL}{tail}[)\]]?",
        rf"{lead}{_LEVEL}{tail}{links}{quoted}[)\]]?",
        rf"{lead}{quoted}[(\[]{_LEVEL}{tail}[)\]]{_REST}",
        rf"{lead}{_LEVEL}{tail}[(\[]{quoted}[)\]]{_REST}",
    )
    return tuple(re.compile(form) for form in forms)


def _clause(part: str) -> Iterator[tuple[str, Level]]:
    for pattern in _patterns():
        match = pattern.fullmatch(part.lstrip("([").rstrip("]。"))
        if match and not _NO_WORD.search(match["word"]):
            yield match["word"], _level(match["level"])
            return


@cache
def _running() -> tuple[re.Pattern[str], ...]:
    """Compile the same for codes that are known as such, wherever they stand in a sentence."""
    known = words("levels")
    code, links = f"(?P<word>{known['codes']})", known["links"]
    return (
        re.compile(rf"[“\"]?{code}(?:风险)?[”\"]?{links}{_LEVEL}"),
        re.compile(rf"{_LEVEL}{known['level_tail']}{links}[“\"]?{code}"),
    )


def _codes(text: str) -> list[tuple[str, Level]]:
    forward, backward = (
        [(m["word"], _level(m["level"])) for m in pattern.finditer(text)] for pattern in _running()
    )
    return forward if len(forward) >= len(backward) else backward


@cache
def _lists() -> tuple[re.Pattern[str], ...]:
    """Compile how two lists are laid beside each other (A、B、C分别表示高、中、低)."""
    links = words("levels")["links"]
    one = r"[^\s,，、;；。:：()（）]{1,8}"
    level = r"[“\"]?[高中低][^、,，;；。]{0,4}?"
    many = f"{one}(?:{_LISTED}{one}){{1,3}}"
    levels = f"{level}(?:{_LISTED}{level}){{1,2}}"
    said = rf"(?:风险|等级)*分别{links}+"
    return (
        re.compile(rf"(?P<tokens>{many}){said}:?(?P<levels>{levels})(?![^、,，;；。)）\]]{{5}})"),
        re.compile(rf"(?P<levels>{levels}){said}:?(?P<tokens>{many})(?=[;；。)）]|$)"),
    )


def _respectively(text: str) -> Iterator[tuple[str, Level]]:
    for pattern in _lists():
        match = pattern.search(text)
        if match is None:
            continue
        levels = re.findall("[高中低]", match["levels"])
        tokens = [t for t in re.split(_LISTED, match["tokens"]) if t]
        tokens[0] = re.sub(rf"^{words('levels')['lead']}", "", tokens[0])
        tokens[-1] = _SAID_LAST.sub("", tokens[-1])
        if len(tokens) == len(levels) == len(set(levels)):
            yield from zip(tokens, map(_level, levels), strict=True)
            return


def _level(word: str) -> Level:
    return next(level for level in LEVELS if level == word)
