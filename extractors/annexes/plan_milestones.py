"""Which milestone a plan means by a day: by what is to be sent, to whom, and who sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.annexes.vocabulary import words
from schemas.text import normalised


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around a day.

    Attributes:
        before, day, after: Its sentence, as far as it speaks of this day.
        paragraph: What stands before the sentence in the paragraph.
        headings: The headings above, the nearest one first.
        row: It is a row of a table.
        organisation: Who issues the plan.
    """

    before: str
    day: str
    after: str
    paragraph: str = ""
    headings: Sequence[str] = ()
    row: bool = False
    organisation: str = ""


def milestone_of(setting: Setting) -> str | None:
    """Give the milestone's code, or None where the words do not tell it for sure."""
    clause = normalised(setting.before + setting.after)
    if not _is_deadline(setting) or _pattern("drafts").search(clause):
        return None
    if not _pattern("sending").search(clause):
        done = (e["code"] for e in _entries("completed") if re.search(e["words"], clause))
        return next(done, None)
    goes_to = _destination(setting)
    for number, said in enumerate(_told(setting, clause)):
        for entry in _entries("milestone"):
            fits = goes_to in entry["to"] or (goes_to == "" and entry.get("alone") and not number)
            if fits and re.search(entry["words"], said):
                return str(entry["code"])
        if not goes_to:
            break
    return None


def _told(setting: Setting, clause: str) -> Iterator[str]:
    """Give the words that tell what a day is about, the nearest ones first."""
    yield clause
    yield normalised(setting.paragraph)
    yield from map(normalised, setting.headings)


def _is_deadline(setting: Setting) -> bool:
    """Tell whether a day is one by which something has to be done."""
    if re.search(f"{words('plan_dates')['deadline']}$", normalised(setting.day)):
        return True
    return setting.row or bool(_pattern("before").search(normalised(setting.before)))


def _destination(setting: Setting) -> str:
    """Tell where something is sent to: superior, office or group; "" where nothing tells."""
    before, after = normalised(setting.before), normalised(setting.after)
    for text in (after, before):
        for target in _targets(text):
            found = _named(target.removeprefix(normalised(setting.organisation)))
            if found:
                return found
    return "office" if _pattern("senders").search(before + after) else ""


def _targets(text: str) -> Iterator[str]:
    """Give what stands after 向 and after 报, up to the next comma."""
    for found in _pattern("towards").finditer(text):
        yield found[1]
    for found in _pattern("sending").finditer(text):
        yield re.split(r"[,，;；。、\t\n]", text[found.end() :], maxsplit=1)[0]


def _named(target: str) -> str:
    """Tell which destination a text begins with."""
    for entry in _entries("destination"):
        if any(re.search(pattern, target) for pattern in entry["patterns"]):
            return str(entry["name"])
    return ""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(words("plan_dates")[key])


def _entries(key: str) -> Sequence[Mapping[str, Any]]:
    entries: Sequence[Mapping[str, Any]] = words("plan_dates")[key]
    return entries
