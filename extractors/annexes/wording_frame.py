"""What stands around the office's running text: addressee, list of annexes, signature, closing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.annexes.dates import find_date, is_date
from extractors.annexes.furniture import title_kind
from extractors.annexes.openings import opening
from extractors.annexes.prose import Para
from extractors.annexes.text import bare, joined, list_number, without_number
from extractors.annexes.vocabulary import patterns, words
from extractors.annexes.whole_file import ANNEXES, annex_number, without_annex
from schemas.text import normalised

_MOST_NAMES = 4
_LAST = 14  # paragraphs at the end among which a signature is looked for
_FIRST = 8  # paragraphs below the title among which an addressee is looked for
_TRAILING_DATE = re.compile(r"^(?P<name>.*?\S)[\s\u3000]+(?P<date>\S{2,4}\s*年.*)$")
_BETWEEN = re.compile(r"[;；\n]\s*(?=\d{1,2}\s*[.．、]|[(（]\d)|\s{2,}(?=\d{1,2}\s*[.．、])")
_CLOSE_ENTRY = re.compile(r"[;；。，,]\s*$")


@dataclass(slots=True)
class Frame:
    """Running text, parted from what stands around it.

    Attributes:
        text: The paragraphs of the text itself.
        subtitle: Lines between title and text.
        addressee: To whom it goes.
        annexes: Titles that are listed below 附件：.
        issued_by, issued_on: The signature.
        closing: What stands below it.
    """

    text: list[Para]
    subtitle: list[str] = field(default_factory=list)
    addressee: str | None = None
    annexes: list[str] = field(default_factory=list)
    issued_by: str | None = None
    issued_on: dt.date | None = None
    closing: list[Para] = field(default_factory=list)


def framed(found: Sequence[Para]) -> Frame:
    """Part running text from its frame; what is below the title goes in, annexes left out."""
    frame = Frame(text=list(found))
    _take_head(frame)
    _take_annex_list(frame)
    _take_signature(frame)
    return frame


def _any(key: str, text: str) -> bool:
    plain = normalised(text)
    return any(p.search(plain) for p in patterns("plan", key))


# ---- below the title


def _take_head(frame: Frame) -> None:
    """Take subtitle and addressee off the beginning."""
    end = 0
    while end < min(_FIRST, len(frame.text)) and _is_subtitle(frame.text[end]):
        end += 1
    frame.subtitle = [para.text for para in frame.text[:end]]
    first = frame.text[end] if end < len(frame.text) else None
    if first is not None and _is_addressee(first) and _opens_text(frame.text[end + 1 : end + 2]):
        frame.addressee = first.text
        end += 1
    del frame.text[:end]


def _is_plain(para: Para) -> bool:
    return para.is_text and not para.label and not para.heading and not opening(para).kind


def _is_subtitle(para: Para) -> bool:
    text = para.text
    return _is_plain(para) and (_any("subtitle", text) or is_date(text) or _is_issuer(para))


def _is_addressee(para: Para) -> bool:
    return _is_plain(para) and _any("addressee", para.text) and _any("addressed", para.text)


def _opens_text(following: Sequence[Para]) -> bool:
    return bool(following) and "。" in following[0].text


# ---- the list of annexes


def _take_annex_list(frame: Frame) -> None:
    """Take 附件： and the titles below it out of the text; the last such list is the one."""
    for start in range(len(frame.text) - 1, -1, -1):
        para = frame.text[start]
        if not para.is_text or not _begins_list(frame.text, start):
            continue
        end, titles = _listed(frame.text, start)
        if titles:
            frame.annexes = titles
            del frame.text[start:end]
            return


def _begins_list(found: Sequence[Para], index: int) -> bool:
    """Tell whether a paragraph is 附件： with or without the first title, or the first 附件N."""
    para = found[index]
    if opening(para).kind or "。" in para.text.rstrip("。"):
        return False
    if annex_number(para):
        before = found[index - 1] if index else None
        return before is None or annex_number(before) is None
    return _any("annex_list_alone", para.text) or bool(_opening_words().match(para.text))


def _opening_words() -> re.Pattern[str]:
    return re.compile(words("plan")["annex_list"])


def _listed(found: Sequence[Para], start: int) -> tuple[int, list[str]]:
    """Give the end of a list of annexes and the titles in it."""
    first = found[start]
    titles: list[str] = []
    if annex_number(first) is None:
        rest = _opening_words().sub("", first.text, count=1)
        titles += [] if _any("annex_list_alone", first.text) else _entries(rest)
    else:
        titles += _entries(first.text)
    end = start + 1
    while end < len(found) and _is_entry(found[end], numbered=_is_numbered(found, start, end)):
        titles += _entries(found[end].text)
        end += 1
    return end, titles


def _is_numbered(found: Sequence[Para], start: int, end: int) -> bool:
    """Tell whether the entries of a list so far have numbers."""
    return any(_has_number(para) for para in found[start + 1 : end])


def _has_number(para: Para) -> bool:
    return bool(para.label) or list_number(para.text) is not None or annex_number(para) is not None


def _is_entry(para: Para, *, numbered: bool) -> bool:
    if not para.is_text or para.page_break or "。" in para.text.rstrip("。"):
        return False
    return _has_number(para) or (not numbered and title_kind(para.text) in ANNEXES)


def _entries(text: str) -> list[str]:
    """Take the titles out of a line of the list, which may hold several of them."""
    found = []
    for part in _BETWEEN.split(text):
        entry = part.strip()
        if annex_number(Para(entry)) is not None:
            entry = without_annex(entry)
        title = joined(_CLOSE_ENTRY.sub("", without_number(entry)))
        if bare(title):
            found.append(title)
    return found


# ---- signature


def _take_signature(frame: Frame) -> None:
    """Take name, day and what stands below them off the end."""
    first = max(len(frame.text) - _LAST, 0)
    stop = len(frame.text)
    while (
        stop > first
        and frame.text[stop - 1].is_text
        and _any("closing", frame.text[stop - 1].words)
    ):
        stop -= 1
    frame.closing = frame.text[stop:]
    del frame.text[stop:]
    if not frame.text or not _is_plain(frame.text[-1]):
        return
    last = frame.text[-1].text
    together = _TRAILING_DATE.match(last)
    if is_date(last):
        frame.issued_on = find_date(last)
        frame.text.pop()
        frame.issued_by = "\n".join(_names(frame.text)) or None
    elif together and is_date(together["date"]) and _is_issuer(Para(together["name"])):
        frame.issued_on = find_date(together["date"])
        frame.issued_by = together["name"].strip()
        frame.text.pop()
    elif frame.text[-1].apart and _is_issuer(frame.text[-1]):
        frame.issued_by = joined(frame.text.pop().text)


def _is_closing(para: Para) -> bool:
    return para.is_text and _any("closing", para.words)


def _names(found: list[Para]) -> list[str]:
    """Take the names of those who issue it off the end of the text."""
    names: list[str] = []
    while found and len(names) < _MOST_NAMES and _is_issuer(found[-1]):
        names.insert(0, joined(found.pop().text))
    return names


def _is_issuer(para: Para) -> bool:
    """Tell whether a paragraph is the name of who issues a document, and nothing else."""
    return _is_plain(para) and _any("issuers", para.text)
