"""Dates and names as people sign with them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from extractors.annexes.dates import find_date
from extractors.annexes.vocabulary import words
from schemas.text import normalised

_FIGURE = "[\\d〇零○Oo\u039f一二三四五六七八九十廿卅XxＸ×]"  # noqa: RUF001 - as people type dates
_STOPS = r"[-./、。,，—–－·]"

DATE = re.compile(
    rf"(?:(?:{_FIGURE}\s*){{4}}|(?:\d\s*){{2}})?年\s*(?:{_FIGURE}\s*){{0,3}}月\s*"
    rf"(?:{_FIGURE}\s*){{0,3}}[日号]?"
    rf"|(?<!\d)(?:19|20)\d\d\s*{_STOPS}\s*\d{{1,2}}\s*{_STOPS}\s*\d{{1,2}}(?!\d)\s*[日号]?"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
)
"""A date, also one that is blank (``年  月  日``) or without its year."""

_SHORT_YEAR = re.compile(r"\d\d年")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")

EDGES = " \t\n　:：;；,，、()（）【】[]_."
"""Signs at the edges of a signed name that are no part of it."""


@cache
def _opinions() -> re.Pattern[str]:
    return re.compile(words("sign_offs")["opinions"])


def signed_date(text: str) -> dt.date | None:
    """Read a date as it is signed; a year of two figures is one of this century."""
    folded = normalised(text)
    year, sign, rest = folded.partition("年")
    if sign and not year.isdecimal():
        year = re.sub("[0Oo\u039f○零]", "〇", year)
    folded = re.sub(r"(?<=\d)[、。,，—–－·](?=\d)", ".", year + sign + rest)
    return find_date(f"20{folded}" if _SHORT_YEAR.match(folded) else folded)


def is_opinion(text: str) -> bool:
    """Tell whether a text says something that no name does (同意, 情况属实)."""
    return _opinions().search(text) is not None


def is_name(text: str) -> bool:
    """Tell whether a word can only be a person's name: it begins with a surname."""
    plain = text.strip(EDGES)
    known = words("sign_offs")["surnames"]
    return bool(_NAME.fullmatch(plain)) and plain[0] in known and not is_opinion(plain)


def last_name(text: str, *, dated: bool) -> str:
    """Give the name at a line's end: alone there, behind an opinion, or before a date."""
    parts = text.split()
    if parts and all(len(part) == 1 for part in parts) and is_name("".join(parts)):
        return text
    if not parts or not is_name(parts[-1]):
        return ""
    before = [part for part in parts[:-1] if not is_name(part)]
    return parts[-1] if dated or all(map(is_opinion, before)) else ""


def closed_up(name: str) -> str:
    """Close up a name written with blanks (李　明); several people keep one blank between them."""
    parts = name.split()
    longer = [part for part in parts if len(part) > 1]
    return " ".join(parts) if len(longer) > 1 else "".join(parts)
