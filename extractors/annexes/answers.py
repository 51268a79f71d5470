"""The answer to a criterion of annex 7: met, not met, or not answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.annexes.categories import TICKED, UNTICKED
from extractors.annexes.text import is_placeholder, says_dash
from extractors.annexes.vocabulary import words
from schemas.text import normalised

_MARKS = f"{TICKED}{UNTICKED}"
_TOKENS = re.compile(rf"[{_MARKS}]|[^\s{_MARKS}()（）、,，;；/|]+")
_BRACKETS = re.compile(r"[(（\[【]\s*([^()（）\[\]【】]?)\s*[)）\]】]")
_ENDS = "。.;；、,，:：!！“”\"'"


def read_answer(text: str) -> bool | None:
    """Read an answer: a word (是, 达标, 未达标), a mark (√, ×), or ticked words (☑是 □否).

    Returns:
        None for a blank cell, and for words that say neither.
    """
    folded = _BRACKETS.sub(lambda m: m[1] or "□", normalised(text)).strip(_ENDS).lower()
    plain = _meaning(folded)
    if plain is not None:
        return plain
    nothing = is_placeholder(text) or (says_dash(text) and "无" not in text)
    return None if nothing else _ticked(_TOKENS.findall(folded))


def is_unanswered(text: str) -> bool:
    """Tell whether an answer is still to be ticked (□是 □否, （ ）达标（ ）未达标)."""
    folded = _BRACKETS.sub(lambda m: m[1] or "□", normalised(text)).strip(_ENDS).lower()
    tokens = _TOKENS.findall(folded)
    words_ = [token for token in tokens if token not in _MARKS]
    marks = [token for token in tokens if token in _MARKS]
    return bool(words_ and marks) and all(
        [*(_meaning(word) is not None for word in words_), *(m in UNTICKED for m in marks)]
    )


def is_ticked_column(text: str) -> bool:
    """Tell whether a cell in a column of its own for 是 or 否 is ticked."""
    folded = normalised(text).strip(_ENDS + "()").lower()
    return bool(folded) and (_meaning(folded) is not None or all(c in TICKED for c in folded))


def _ticked(tokens: Sequence[str]) -> bool | None:
    """Read words that carry boxes, all before them or all after: the only one that is ticked."""
    marks = [token for token in tokens if token in _MARKS]
    answers = [_meaning(token) for token in tokens if token not in _MARKS]
    if len(marks) != len(answers) or None in answers:
        return None
    chosen = [a for mark, a in zip(marks, answers, strict=True) if mark in TICKED]
    return chosen[0] if len(chosen) == 1 else None


def _meaning(word: str) -> bool | None:
    yes, no = _answers()
    return True if word in yes else False if word in no else None


@cache
def _answers() -> tuple[frozenset[str], frozenset[str]]:
    listed = words("assessment")["answers"]
    yes, no = ({normalised(word).lower() for word in listed[key]} for key in ("yes", "no"))
    return frozenset(yes), frozenset(no)
