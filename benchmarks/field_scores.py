"""Fields of forms as they were read, beside what was filled in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.base import Place
from schemas.findings import Finding
from schemas.forms import Reading, as_contract

_LISTS: Final = {
    "catalogue": "items",
    "rating_form": "risks",
    "risk_summary": "risks",
    "measures": "risks",
    "assessment": "criteria",
    "roster": "members",
}
"""Kind of form whose fields stand in a table → what its rows are called."""

_DOUBTS: Final = frozenset({"LF-F04", "LF-F06", "LF-F10", "LF-F12", "LF-F15", "LF-R04", "LF-C06"})
_HEADS: Final = ("item", "category", "remarks", "department")
_ROLES: Final = ("department", "supervising_leader", "leading_group")
_ALIKE: Final = 1.0  # that two rows share at least
_WORDING: Final = 3.0  # what the same wording is worth beside one field

Record = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """How well files were read.

    Attributes:
        fields, right: How many were filled in, and how many of these were read as they are.
        silent: Wrong or missing without a finding on their page.
        files, clean, alarmed: Files, those without anything wrong, and of these the ones about
            which there is a finding that doubts the reading.
        wrong: Each field that is wrong: form, row and field, what it is, and what was read.
    """

    fields: int = 0
    right: int = 0
    silent: int = 0
    files: int = 0
    clean: int = 0
    alarmed: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the score of other files."""
        for name in ("fields", "right", "silent", "files", "clean", "alarmed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def has_tables(forms: Sequence[Record]) -> bool:
    """Tell whether any form's fields stand in a table."""
    return any(form["form"] in _LISTS for form in forms)


def score(reading: Reading, told: Sequence[Record]) -> Score:
    """Hold what was read of a file against what is told of it."""
    result = Score(files=1)
    doubted = set(_doubted(reading.findings))
    models: tuple[object, ...] = reading.forms
    read = list(zip(as_contract(reading)["forms"], models, strict=True))
    for form in told:
        if form["form"] in _LISTS:
            _score_form(form, *_taken(form, read), doubted, result)
    result.clean = int(not result.wrong)
    alarms = {"LF-F04", "LF-F10", "LF-F12", "LF-F15"} & {one.code for one in reading.findings}
    result.alarmed = int(result.clean and bool(alarms))
    return result


def _doubted(findings: Sequence[Finding]) -> Iterator[int | None]:
    """Give the pages about which findings doubt the reading; None is the whole file."""
    for finding in findings:
        if finding.code in _DOUBTS:
            pages = finding.location.page if finding.location else None
            listed = re.search(r"第([\d、]+)", finding.message) if pages is None else None
            yield from map(int, listed[1].split("、")) if listed else [pages]


def _taken(told: Record, read: list[tuple[Record, object]]) -> tuple[Record, object]:
    """Take the form that is told from those that were read: of its kind, of its item if any is."""
    kind = [one for one in read if one[0]["form"] == told["form"]]
    same = [one for one in kind if plain(one[0].get("item")) == plain(told.get("item"))]
    found = next(iter(same or kind), None)
    if found is None:
        return {}, None
    read.remove(found)
    return found


def _score_form(
    told: Record, read: Record, model: object, doubted: set[int | None], result: Score
) -> None:
    kind, key = told["form"], _LISTS[told["form"]]
    head = dict(_head(read))
    for name, value in _head(told):
        if value not in (None, "") or head.get(name) not in (None, ""):
            _count(result, f"{kind} {name}", value, head.get(name), silent=not doubted)
    rows, models = read.get(key, []), getattr(model, key, ())
    pairs = dict(_aligned(told[key], rows))
    for n, row in enumerate(told[key]):
        at = pairs.get(n)
        near = [pairs[m] for m in (n - 1, n, n + 1) if m in pairs and (at is None or m == n)]
        pages = {page for m in near for page in _pages(models[m])}
        seen = bool(doubted) if not pages else None in doubted or bool(pages & doubted)
        got = rows[at] if at is not None else {}
        for name, value in row.items():
            if name == "number" and kind != "assessment":
                continue
            if value not in (None, "", []) or got.get(name) not in (None, "", []):
                _count(result, f"{kind} {n + 1} {name}", value, got.get(name), silent=not seen)
    for m in set(range(len(rows))) - set(pairs.values()):
        result.silent += not (None in doubted or _pages(models[m]) & doubted)
        result.wrong.append(f"{kind} has a row too many: {rows[m]}")


def _count(result: Score, name: str, told: object, read: object, *, silent: bool) -> None:
    result.fields += 1
    if plain(told) == plain(read):
        result.right += 1
        return
    result.silent += silent
    result.wrong.append(f"{name}: {told!r}, read as {read!r}{' (silent)' if silent else ''}")


def _head(form: Record) -> Iterator[tuple[str, object]]:
    """Give the fields of a form that stand outside of its rows."""
    yield from ((name, form[name]) for name in _HEADS if name in form)
    yield from ((f"declared.{name}", value) for name, value in (form.get("declared") or {}).items())
    if "sign_offs" in form:
        signed = {one["role"]: one for one in form["sign_offs"]}
        for role in _ROLES:
            for name in ("opinion", "signed_by", "date"):
                yield f"{role}.{name}", signed.get(role, {}).get(name)


def _pages(row: object) -> set[int | None]:
    places: Mapping[str, Place] = getattr(row, "places", None) or {}
    return {place.page for place in places.values() if place and place.page}


def plain(value: object) -> object:
    """Give a value without what does not count: blanks, widths of characters, full stops."""
    if isinstance(value, str):
        folded = unicodedata.normalize("NFKC", value)
        return re.sub(r"[\s\u200b-\u200f\ufeff]", "", folded)
    if isinstance(value, list):
        return tuple(plain(re.sub("[。；;]$", "", str(one))) for one in value)
    if isinstance(value, dict):
        return tuple(sorted((name, plain(one)) for name, one in value.items()))
    return value


def _likeness(one: Record, other: Record) -> float:
    if "met" in one:
        return 10.0 if one["number"] == other.get("number") else 0.0
    said = [name for name, value in one.items() if value not in (None, "", [])]
    same: int = sum(plain(one[name]) == plain(other.get(name)) for name in said)
    key = "manifestation" if "manifestation" in one else "name"
    own, its = set(str(plain(one.get(key) or ""))), set(str(plain(other.get(key) or "")))
    return same + _WORDING * len(own & its) / max(len(own | its), 1) + 0.01


def _aligned(told: Sequence[Record], read: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Pair rows in order, so that all pairs together are as alike as they can be."""
    likeness = [[_likeness(one, other) for other in read] for one in told]
    best = [[0.0] * (len(read) + 1) for _ in range(len(told) + 1)]
    for i in range(len(told) - 1, -1, -1):
        for j in range(len(read) - 1, -1, -1):
            paired = best[i + 1][j + 1] + likeness[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    while i < len(told) and j < len(read):
        paired = best[i + 1][j + 1] + likeness[i][j]
        if likeness[i][j] > _ALIKE and paired >= max(best[i + 1][j], best[i][j + 1]):
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
