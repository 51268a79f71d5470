"""Which milestone a plan means by a day: by what is to be sent, to whom, and who sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.annexes.vocabulary import words
from schemas.text import normalised

_SUPERIOR = "superior"


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around a day.

    Attributes:
        before, day, after: Its sentence, as far as it speaks of this day.
        earlier: The text before that below the same heading.
        whole: The sentence ends here, and is not cut off by the end of a line.
        headings: The headings above, the nearest one first.
        row: It is a row of a table.
        organisation: Who issues the plan.
    """

    before: str
    day: str
    after: str
    earlier: str = ""
    headings: Sequence[str] = ()
    whole: bool = True
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
    if not setting.whole and goes_to != _SUPERIOR:
        return None  # what is cut off may name another destination
    if not goes_to:
        alone = (e["code"] for e in _entries("milestone") if _says(e.get("alone"), clause))
        return next(alone, None)
    fitting = [entry for entry in _entries("milestone") if goes_to in entry["to"]]
    said = (next((e["code"] for e in fitting if _says(e["words"], clause)), None),)
    return next((code for code in (*said, *_told_before(setting, fitting)) if code), None)


def _says(pattern: str | None, text: str) -> bool:
    return pattern is not None and bool(re.search(pattern, text))


def _told_before(setting: Setting, fitting: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give the milestones that the text before, then the headings speak of, nearest first."""
    for text in map(normalised, (setting.earlier, *setting.headings)):
        last = {e["code"]: _last(e["words"], text) for e in fitting}
        yield from sorted((c for c, at in last.items() if at >= 0), key=lambda c: -last[c])


def _last(pattern: str, text: str) -> int:
    """Give the place of a pattern's last match, or -1."""
    return max((found.start() for found in re.finditer(pattern, text)), default=-1)


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
