"""Lines that are no values: titles, headings, notes, page numbers, signatures."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz

from extractors.annexes.dates import is_date
from extractors.annexes.text import bare, is_placeholder, list_number, without_number
from extractors.annexes.vocabulary import patterns, words
from schemas.text import normalised

_ANNEX = re.compile(
    r"(?:附件|附表|附图|附)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:之[一二三四五六七八九])?\s*[:：、.．\-—]?\s*"
)
_NUMBERED_ANNEX = re.compile(r"(?:附件|附表|附图)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?!\d)")
_SUFFIX = re.compile(r"[(（][^()（）]{1,12}[)）]\s*$|[.…·\s\d]+$")
_SENTENCE = re.compile(r"[。；;：:！？!?，,]")
_ARROWS = "↓→⇓⇒↑←▼➔➜⬇⟶"
_LONGEST_TITLE = 45
_SAME_NOTE = 88


def is_annex_heading(text: str) -> bool:
    """Tell whether a line begins with 附件N."""
    return bool(_NUMBERED_ANNEX.match(text.strip()))


def title_text(text: str) -> str:
    """Give a title without 附件N, list number, quotation marks and a suffix like （样表）."""
    title = _ANNEX.sub("", text.strip(), count=1) if _ANNEX.match(text.strip()) else text.strip()
    title = without_number(title)
    while True:
        shorter = _SUFFIX.sub("", title).strip()
        if shorter in (title, ""):
            return title
        title = shorter


def title_suffixes(text: str) -> tuple[str, ...]:
    """Give what stands in brackets behind a title, which :func:`title_text` leaves out."""
    title = text.strip()
    found: list[str] = []
    while (match := _SUFFIX.search(title)) and match.start():
        if match[0][0] in "(（":
            found.insert(0, match[0].strip()[1:-1].strip())
        title = title[: match.start()].strip()
    return tuple(found)


@lru_cache(maxsize=4096)
def title_kind(text: str) -> str:
    """Tell which form a line is the title of, or "" when it is no title."""
    title = title_text(text)
    folded = bare(title)
    if not folded or len(folded) > _LONGEST_TITLE or _SENTENCE.search(title):
        return ""
    if any(p.match(folded) for p in patterns("phrases", "references")):
        return ""
    for index, entry in enumerate(words("titles")["title"]):
        if any(p.fullmatch(folded) for p in _title_patterns(index)):
            return str(entry["kind"])
    return ""


@cache
def _title_patterns(index: int) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in words("titles")["title"][index]["patterns"])


def opens_note(text: str) -> bool:
    """Tell whether a line begins a note or filling instruction (说明：, 注：)."""
    folded = normalised(text)
    return any(p.match(folded) for p in patterns("phrases", "note_openings"))


def opens_list(text: str) -> bool:
    """Tell whether a note goes on with numbered lines (说明：, 说明：1.…)."""
    folded = normalised(text)
    openings = (p.match(folded) for p in patterns("phrases", "note_openings"))
    rest = next((folded[m.end() :] for m in openings if m), None)
    return rest is not None and (not rest or list_number(rest) == 1)


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Tell whether a line is a known note or filling instruction of the forms."""
    folded = normalised(text)
    plain = bare(without_number(folded))
    if any(
        fuzz.ratio(bare(without_number(n)), plain) >= _SAME_NOTE for n in words("phrases")["notes"]
    ):
        return True
    instructs = any(p.search(folded) for p in patterns("phrases", "note_words"))
    return opens_note(text) and (instructs or len(plain) <= len("填表说明"))


@lru_cache(maxsize=4096)
def is_furniture(text: str) -> bool:
    """Tell whether a line is a page number, a date, a bare title word or another known phrase."""
    folded = normalised(text)
    if is_placeholder(text) or is_date(text):
        return True
    return any(p.fullmatch(folded) for p in patterns("phrases", "furniture"))


def has_arrow(text: str) -> bool:
    """Tell whether a typed arrow stands in a line."""
    return any(arrow in text for arrow in _ARROWS)


def is_arrow(text: str) -> bool:
    """Tell whether a line is nothing but typed arrows."""
    return has_arrow(text) and not bare("".join(c for c in text if c not in _ARROWS))


def is_role_line(text: str, *, colon: bool) -> bool:
    """Tell whether a line begins with a role of a roster (组长：…).

    Args:
        text: The line.
        colon: A colon must follow the role; else a blank will do.
    """
    plain = unicodedata.normalize("NFKC", without_number(text))
    role, found, _ = plain.partition(":")
    if not found and not colon:
        role = plain.split()[0] if plain.split() else ""
    return bool(found or not colon) and bare(role) in words("roster")["only_roles"]


@lru_cache(maxsize=4096)
def is_department(text: str) -> bool:
    """Tell whether a phrase ends like a department's name and is no sentence."""
    plain = normalised(without_number(text))
    return not _SENTENCE.search(plain) and any(
        p.fullmatch(plain) for p in patterns("phrases", "department_endings")
    )
