"""How a paragraph begins: the number of a heading, its words, and what follows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.annexes.prose import Para
from extractors.annexes.text import outside_brackets
from extractors.annexes.vocabulary import patterns, words
from schemas.text import normalised

Shape = Literal["title", "stopped", "run_in", "item", "sentence"]

_DECIMAL = re.compile(r"\d{1,2}(?:\s*[.．]\s*\d{1,2}){1,3}\s*[.．、]?(?=\D)")
_GAP = re.compile(r"(?:\t+\s*|[ \u3000]{2,})")
_OPEN, _CLOSE = "“‘《（(〔【「", "”’》）)〕】」"
_STOPS = "。！？!?"
_ITEM_ENDS = "；;，,、"


@dataclass(frozen=True, slots=True)
class Opening:
    """A paragraph taken apart as if it began with a heading.

    Attributes:
        kind: Level that the way of numbering stands for; 0 without a number.
        depth: Parts of a decimal number: 2 for 1.1; else 0.
        number: The number as a reader sees it, trimmed.
        heading: The words of the heading.
        closing: What stands between heading and text: 。 or blanks.
        rest: The text that goes on in the paragraph.
        shape: ``title``: nothing but a heading; ``stopped``: one short sentence; ``run_in``: a
            short sentence, and text after it; ``item``: part of an enumeration; ``sentence``: text.
    """

    kind: int
    depth: int
    number: str
    heading: str
    closing: str
    rest: str
    shape: Shape


def opening(para: Para) -> Opening:
    """Take a paragraph apart."""
    number, kind, depth, short, text = _number(para)
    heading, closing, rest, shape = _parts(text)
    if short and shape != "title":
        return Opening(0, 0, "", para.words, "", "", "sentence")
    return Opening(kind, depth, number, heading, closing, rest, shape)


def _number(para: Para) -> tuple[str, int, int, bool, str]:
    """Give number, kind, depth, whether only a short title may follow, and the text after it."""
    if para.label:
        found = _match(para.label) or _match(f"{para.label}、")
        if found and len(found[0]) >= len(para.label):
            return para.label, found[1], found[2], False, para.text
        return "", 0, 0, False, para.words
    found = _match(para.text)
    if found is None or len(found[0]) == len(para.text):
        return "", 0, 0, False, para.text
    number, kind, depth, short = found
    return number.strip(), kind, depth, short, para.text[len(number) :].strip()


def _match(text: str) -> tuple[str, int, int, bool] | None:
    decimal = _DECIMAL.match(text)
    if decimal:
        return decimal.group(), 3, len(re.findall(r"\d+", decimal.group())), False
    for index, entry in enumerate(words("headings")["number"]):
        found = _numbers()[index].match(text)
        if found:
            return found.group(), int(entry["level"]), 0, bool(entry.get("short"))
    return None


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"]) for entry in words("headings")["number"])


def _parts(text: str) -> tuple[str, str, str, Shape]:
    """Give heading, closing sign, text after it, and what that makes of the paragraph."""
    gap = _at_gap(text)
    if gap is not None:
        return gap
    stop = first_outside(text, _STOPS)
    if stop < 0:
        return _without_stop(text)
    head, rest = text[:stop], text[stop + 1 :].strip()
    colon = _at_colon(text, head)
    if colon is not None:
        return colon
    if len(head) > _lengths()["run_in"] or first_outside(head, "；;：:") >= 0 or never(head):
        return text, "", "", "sentence"
    return head, text[stop], rest, "run_in" if rest else "stopped"


def _without_stop(text: str) -> tuple[str, str, str, Shape]:
    if text[-1:] in _ITEM_ENDS or first_outside(text, "；;") >= 0:
        return text, "", "", "item"
    heading = text.rstrip("：:").rstrip()
    if len(heading) > _lengths()["heading"] or never(heading):
        return text, "", "", "sentence"
    return heading, text[len(heading) :], "", "title"


def _at_gap(text: str) -> tuple[str, str, str, Shape] | None:
    """Part a heading from the text after it where only blanks stand between them."""
    gap = _GAP.search(text)
    if gap is None:
        return None
    head, rest = text[: gap.start()], text[gap.end() :]
    plain = head and first_outside(head, "，,；;：:。") < 0 and not never(head)
    prose = len(rest) >= _lengths()["after_colon"] and first_outside(rest, "。；") >= 0
    short = len(head) <= _lengths()["run_in"]
    return (head, gap.group(), rest, "run_in") if plain and prose and short else None


def _at_colon(text: str, head: str) -> tuple[str, str, str, Shape] | None:
    """Part a short heading from the text after its colon."""
    colon = first_outside(head, "：:")
    name = head[: max(colon, 0)]
    if not name or len(name) > _lengths()["before_colon"] or first_outside(name, "，,；;") >= 0:
        return None
    rest = text[colon + 1 :].strip()
    if len(rest) < _lengths()["after_colon"] or never(name) or never(f"{name}："):
        return None
    return name.rstrip(), text[colon], rest, "run_in"


def first_outside(text: str, signs: str) -> int:
    """Give the place of the first of some signs outside of quotation marks and brackets, or -1."""
    depth = 0
    for index, sign in enumerate(text):
        if sign in signs and depth <= 0:
            return index
        depth += (sign in _OPEN) - (sign in _CLOSE)
    return -1


def never(text: str) -> bool:
    """Tell whether words are a numbered sentence of the text and no heading."""
    plain = normalised(outside_brackets(text))
    return any(p.search(plain) for p in patterns("headings", "never", "patterns"))


def _lengths() -> Mapping[str, int]:
    lengths: Mapping[str, int] = words("headings")["lengths"]
    return lengths
