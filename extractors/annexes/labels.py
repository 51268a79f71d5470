"""Label lines: 单位：…　填表时间：…, 职权事项：…, 责任处室：…, 监督方式：…."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.annexes.text import bare
from extractors.annexes.vocabulary import words

_COLON = r"\s*[:：∶\ufe30\ufe55]"
_SEAL = r"(?:\s*[(（]\s*(?:加?\s*盖\s*(?:公\s*)?章|公\s*章|签\s*[章字])\s*[)）])?"
_SURE_WORD = 4  # characters: shorter words may begin an ordinary phrase
_SAID_ONCE = frozenset({"item", "department", "unit", "filled_on", "supervision"})
_BRACKETS = {"（": "[(（]", "）": "[)）]"}


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its value.

    Attributes:
        field: Key of ``data/labels.toml``.
        word: The label as written.
        value: What follows it, trimmed; "" when nothing does.
    """

    field: str
    word: str
    value: str


@cache
def _fields() -> dict[str, str]:
    return {bare(word): field for field, listed in words("labels").items() for word in listed}


@cache
def _pattern() -> re.Pattern[str]:
    listed = {word for entry in words("labels").values() for word in entry}
    longest_first = sorted(listed, key=lambda word: (-len(word), word))
    spaced = (r"\s*".join(_BRACKETS.get(c, re.escape(c)) for c in word) for word in longest_first)
    dates = "|".join(r"\s*".join(word) for word in words("labels")["filled_on"])
    return re.compile(
        rf"(?:^|(?<=\s)|(?<=[;；|])|(?<=[【\[]))(?P<opening>[【\[（(●◆★■▲*]*)\s*"
        rf"(?:[(（]?[0-9一二三四五六七八九十]{{1,3}}[)）.．、]\s*)?"
        rf"(?:(?P<word>{'|'.join(spaced)}){_SEAL}(?:[】\]]?{_COLON}|[】\]]\s*(?=[^\s】\]]))"
        rf"|(?P<dated>{dates})(?=\s*[\d〇二_\uff3f]))"
    )


def label_field(text: str) -> str:
    """Tell which label a cell holds that consists of a label only, or ""."""
    folded = bare(text)
    return _fields().get(folded, "") or _fields().get(bare(re.sub(_SEAL + "$", "", text)), "")


def read_labels(text: str) -> tuple[str, tuple[Label, ...]]:
    """Take a line apart into labels and their values.

    A value ends where the next label begins; inside a supervision text labels are part of it.

    Returns:
        The words before the first label, and the labels.
    """
    found = [match for match in _pattern().finditer(text) if _is_label(match)]
    if not found:
        return text.strip(), ()
    labels: list[Label] = []
    for index, match in enumerate(found):
        word = (match["word"] or match["dated"]).strip()
        field = _fields()[bare(word)]
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        if field == "supervision":
            return _before(text, found), (*labels, Label(field, word, _trim(text[match.end() :])))
        value = _trim(text[match.end() : end])
        labels.append(Label(field, word, _closed(value) if _bracketed(match) else value))
    return _before(text, found), tuple(labels)


def spaced_label(text: str) -> Label | None:
    """Read a line that has blanks between a label and its value instead of a colon."""
    word, *rest = text.split(maxsplit=1)
    field = _fields().get(bare(word), "")
    if not rest or len(word) < _SURE_WORD or field not in _SAID_ONCE:
        return None
    return Label(field, word, _trim(rest[0]))


def _bracketed(match: re.Match[str]) -> bool:
    return any(c in (match["opening"] or "") for c in "(（")


def _is_label(match: re.Match[str]) -> bool:
    """Tell whether a match is a label: in round brackets only what is said once of a form."""
    return not _bracketed(match) or _fields()[bare(match["word"] or match["dated"])] in _SAID_ONCE


def _closed(value: str) -> str:
    """Leave out the bracket that closes one before the label."""
    balanced = len(re.findall("[(（]", value)) >= len(re.findall("[)）]", value))
    return (
        value if balanced else value.rstrip("。；; ").removesuffix("）").removesuffix(")").strip()
    )


def _before(text: str, found: list[re.Match[str]]) -> str:
    return text[: found[0].start()].strip()


def _trim(value: str) -> str:
    return value.strip().strip("；;|【】[]_\uff3f").strip()
