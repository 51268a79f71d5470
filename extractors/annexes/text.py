"""What people type around a value: list numbers, broken lines, placeholders, loose widths."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.annexes.vocabulary import patterns, words
from schemas.text import normalised

_DIGITS = "〇零一二三四五六七八九"
_LIST_NUMBER = re.compile(
    r"""\s*(?:
        (?P<digits>\d{1,3})\s*(?:[.．、](?!\d)|[)）])
      | [(（]\s*(?P<bracketed>\d{1,3}|[一二三四五六七八九十百]{1,4})\s*[)）]、?
      | (?P<chinese>[一二三四五六七八九十百]{1,4})\s*(?:、|[.．](?!\d))
      | (?P<circled>[①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩])[、.．]?
    )\s*""",
    re.VERBOSE,
)
_ENUMERATION = re.compile(r"[①⑴㈠❶⒈]|[(（][1一][)）]|1[.．、](?!\d)|一、")
_SECOND = re.compile(r"[②⑵㈡❷⒉]|[(（][2二][)）]|(?<!\d)2[.．、](?!\d)|二、")
_DOTS = frozenset({"…", "……", "………", "..."})
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_LONGEST_NONE = 40
_LONGEST_NUMBER = 6
_LATIN = re.compile(r"[A-Za-z0-9]")


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Fold a text for comparing headers and titles: no white space, no punctuation, one width."""
    return "".join(
        c for c in normalised(text) if unicodedata.category(c)[0] not in "PS" or c in "√☑☐□■"
    )


def outside_brackets(text: str) -> str:
    """Leave out what stands in round brackets."""
    return re.sub(r"[(（][^()（）]*[)）]", "", text)


def unbracketed(text: str) -> str:
    """Take off round brackets that stand around the whole text."""
    inner = text[1:-1]
    around = text[:1] in "(（" and text[-1:] in ")）" and not set(inner) & set("()（）")
    return inner if inner and around else text


def joined(text: str) -> str:
    """Join the lines of a phrase that a narrow cell or box has broken, inner blanks removed.

    A blank stays between Latin words or figures only.
    """
    parts = text.split()
    phrase = parts[0] if parts else ""
    for part in parts[1:]:
        both_latin = _LATIN.match(phrase[-1]) and _LATIN.match(part[0])
        phrase += f" {part}" if both_latin else part
    return phrase


def list_number(text: str) -> int | None:
    """Give the list number that a text begins with, or None."""
    match = _LIST_NUMBER.match(text)
    return number_of(match.group()) if match and match.end() < len(text) else None


def without_number(text: str) -> str:
    """Strip one leading list number (``1.`` ``1、`` ``（一）`` ``①``), where text follows it."""
    match = _LIST_NUMBER.match(text)
    return text[match.end() :].strip() if match and match.end() < len(text) else text.strip()


def value_of(text: str) -> str:
    """Trim a longer text and strip a leading list number, unless an enumeration begins with it."""
    stripped = text.strip()
    if _ENUMERATION.match(stripped) and _SECOND.search(stripped):
        return stripped
    return without_number(stripped)


def number_of(text: str) -> int | None:
    """Read a sequence number however it is typed (``1``, ``1.``, ``（一）``, ``①``), else None."""
    if text.isdecimal() and text.isascii() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    roman = text.strip(" 　.．、()（）")
    if len(roman) == 1 and roman in _ROMAN:
        return _ROMAN.index(roman) % 12 + 1
    folded = normalised(text)
    match = re.fullmatch(
        r"(?:第|序号|NO\.?|No\.?)?[(（]?(\d{1,4}|[一二三四五六七八九十百]{1,4})[)）.、号项]*",
        folded,
    )
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else chinese_number(match[1])


def chinese_number(text: str) -> int | None:
    """Read a Chinese number below 1,000, or a string of Chinese digits (``二〇一二``)."""
    figures = text.replace("○", "〇").replace("O", "〇").replace("两", "二")
    if figures and all(c in _DIGITS for c in figures):
        return int("".join(str(max(_DIGITS.index(c) - 1, 0)) for c in figures))
    match = re.fullmatch(
        r"(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?",
        figures,
    )
    if not figures or match is None:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = 100 * _digit(hundreds) + (10 * (_digit(tens) or 1) if ten else 0) + _digit(ones)
    return value or None


def _digit(figure: str | None) -> int:
    return _DIGITS.index(figure) - 1 if figure else 0


def is_placeholder(text: str) -> bool:
    """Tell whether a text is blank or only what the blank form puts there (``…``, ``XX（略）``)."""
    return not text or text in _DOTS or (_may_be_placeholder(text) and _is_placeholder(text))


def _may_be_placeholder(text: str) -> bool:
    """Rule out quickly what begins as no placeholder does."""
    first = text.lstrip()[:1]
    return not ("\u4e00" <= first <= "\u9fff") or first in words("phrases")["placeholder_starts"]


@lru_cache(maxsize=4096)
def _is_placeholder(text: str) -> bool:
    folded = normalised(without_number(text))
    known = (*patterns("phrases", "placeholders"), *patterns("phrases", "prompts"))
    return not folded or any(p.fullmatch(folded) for p in known)


def is_prompt(text: str) -> bool:
    """Tell whether a text is what a form as it was issued asks to fill in (``请选择``)."""
    return is_placeholder(text) and _is_prompt(text)


@lru_cache(maxsize=4096)
def _is_prompt(text: str) -> bool:
    folded = normalised(without_number(text))
    return any(p.fullmatch(folded) for p in patterns("phrases", "prompts"))


def says_none(text: str) -> bool:
    """Tell whether a text says that there is nothing (``无``, ``暂无``)."""
    return len(text) <= _LONGEST_NONE and _says_none(text)


@lru_cache(maxsize=4096)
def _says_none(text: str) -> bool:
    return any(p.fullmatch(bare(text)) for p in patterns("phrases", "nothing"))


def says_ditto(text: str) -> bool:
    """Tell whether a cell repeats the one above it by a word or mark (同上, 〃)."""
    return any(p.fullmatch(normalised(text)) for p in patterns("phrases", "ditto"))


def says_dash(text: str) -> bool:
    """Tell whether a cell is blank or holds only a stroke (``/``, ``—``), which means nobody."""
    return not normalised(text).strip("/\\-—–_一无|") or is_placeholder(text)
